-- $1 the query, as JSON. No row if a consumer is named that is not there.
select jsonb_build_object('letters', coalesce(
  jsonb_agg(
    jsonb_build_object(
      'consumer', h.consumer, 'stream', h.stream, 'slot', h.slot,
      'event', jsonb_build_object(
        'position', h.position, 'type', h.type, 'source', h.source, 'id', h.id),
      'state', h.state, 'since', iso(h.since), 'attempts', a.attempts, 'redrives', h.redrives,
      'replacement', h.replacement)
    order by h.position, h.consumer),
  '[]'))::text
from (
  select h.*
  from held_matching($1::text::jsonb -> 'which') h
  where h.position > ($1::text::jsonb ->> 'after')::bigint
  order by h.position, h.consumer
  limit ($1::text::jsonb ->> 'limit')::integer) h
cross join lateral (
  select coalesce(
    jsonb_agg(
      jsonb_build_object('number', a.number, 'at', iso(a.at), 'node', a.node,
        'handler', a.handler, 'error', a.error, 'message', a.message, 'trace', a.trace)
      order by a.redrive, a.number),
    '[]') as attempts
  from attempt a where a.consumer = h.consumer and a.stream = h.stream) a
having $1::text::jsonb #>> '{which,consumer}' is null or exists (
  select from consumer c where c.name = $1::text::jsonb #>> '{which,consumer}')
