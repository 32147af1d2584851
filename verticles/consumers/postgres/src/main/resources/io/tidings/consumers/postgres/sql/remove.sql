-- $1 the request, as JSON
select consumer_remove($1::text::jsonb)::text
