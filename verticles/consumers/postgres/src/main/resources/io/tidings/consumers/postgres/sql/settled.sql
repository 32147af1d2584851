-- $1 the query, as JSON
select jsonb_build_object('events', coalesce(
  jsonb_agg(
    jsonb_build_object('position', o.position, 'attempt', o.attempt,
      'outcome', coalesce(o.outcome, 'EXPIRED'), 'retryAfter', iso(o.retry_after),
      'deadLetter', o.dead_letter, 'reason', o.reason, 'puller', o.puller)
    order by o.position),
  '[]'))::text
from segment s
join offer o on o.consumer = s.consumer and o.slot between s.first_slot and s.last_slot
where s.consumer = $1::text::jsonb ->> 'consumer'
  and s.first_slot = ($1::text::jsonb #>> '{lease,firstSlot}')::integer
  and s.token = ($1::text::jsonb #>> '{lease,token}')::bigint and s.owner is not null
  and (o.outcome is not null or o.until <= clock_timestamp())
