-- $1 the query, as JSON
select jsonb_build_object('rows', coalesce(
  jsonb_agg(
    jsonb_build_object('number', l.number, 'at', iso(l.at), 'consumer', l.consumer,
      'action', l.action, 'by', l.by, 'why', l.why, 'stream', l.stream, 'position', l.position,
      'detail', l.detail::text)
    order by l.number),
  '[]'))::text
from (
  select l.*
  from ledger l
  where $1::text::jsonb ->> 'consumer' is null and l.number > ($1::text::jsonb ->> 'after')::bigint
  union all
  select l.*
  from ledger l
  where l.consumer = $1::text::jsonb ->> 'consumer'
    and l.number > ($1::text::jsonb ->> 'after')::bigint
  order by number
  limit ($1::text::jsonb ->> 'limit')::integer) l
