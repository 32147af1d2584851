-- $1 the request, as JSON
select consumer_settle($1::text::jsonb)::text
