-- $1 the query, as JSON. No row if there is no such consumer.
select (
  select jsonb_build_object('streams', coalesce(
    jsonb_agg(
      jsonb_build_object(
        'stream', h.stream, 'slot', h.slot, 'state', h.state, 'position', h.position,
        'attempts', h.attempts, 'outages', least(h.outages, h.attempts),
        'since', iso(clock_timestamp() - coalesce(h.tried_since, clock_timestamp())),
        'due', iso(greatest(coalesce(h.due - clock_timestamp(), '0'), '0')),
        'replacement', h.replacement)
      order by h.position),
    '[]'))
  from held_stream h
  where h.consumer = c.name
    and h.slot between ($1::text::jsonb #>> '{slots,first}')::integer
      and ($1::text::jsonb #>> '{slots,last}')::integer)::text
from consumer c
where c.name = $1::text::jsonb ->> 'consumer'
