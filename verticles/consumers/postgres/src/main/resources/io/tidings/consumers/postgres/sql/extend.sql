-- $1 the request, as JSON
select consumer_extend($1::text::jsonb)::text
