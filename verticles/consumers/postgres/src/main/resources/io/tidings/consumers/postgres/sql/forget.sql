-- $1 the request, as JSON
select consumer_forget($1::text::jsonb)::text
