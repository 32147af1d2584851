-- $1 the request, as JSON
select consumer_checkpoint($1::text::jsonb)::text
