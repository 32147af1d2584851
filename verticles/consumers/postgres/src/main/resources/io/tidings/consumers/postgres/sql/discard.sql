-- $1 the request, as JSON
select consumer_discard($1::text::jsonb)::text
