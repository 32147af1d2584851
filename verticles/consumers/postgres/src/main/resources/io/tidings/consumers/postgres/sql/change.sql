-- $1 the request, as JSON
select consumer_change($1::text::jsonb)::text
