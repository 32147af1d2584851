-- $1 the request, as JSON
select consumer_declare($1::text::jsonb)::text
