-- $1 the request, as JSON
with left_now as (
  delete from worker w
  where w.consumer = $1::text::jsonb ->> 'consumer' and w.node = $1::text::jsonb ->> 'node')
select '{}'
