-- $1 the request, as JSON
select consumer_offer($1::text::jsonb)::text
