-- $1 the request, as JSON
select consumer_redrive($1::text::jsonb)::text
