-- $1 the request, as JSON
select consumer_hold($1::text::jsonb)::text
