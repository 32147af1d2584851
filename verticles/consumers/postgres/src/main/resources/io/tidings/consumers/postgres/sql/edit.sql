-- $1 the request, as JSON
select consumer_edit($1::text::jsonb)::text
