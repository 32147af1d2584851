-- $1 the request, as JSON
select consumer_pull($1::text::jsonb)::text
