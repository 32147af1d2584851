-- $1 the request, as JSON
select consumer_advance($1::text::jsonb)::text
