-- $1 the row, as JSON; its number and time are the server's
select '{}'
from (select $1::text::jsonb) r (r)
cross join lateral write_ledger(r ->> 'consumer', r ->> 'action', r ->> 'by', r ->> 'why',
  r ->> 'stream', (r ->> 'position')::bigint, (r ->> 'detail')::json)
