-- $1 the request, as JSON
select consumer_claim($1::text::jsonb)::text
