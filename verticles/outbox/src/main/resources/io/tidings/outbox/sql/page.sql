-- The next events in order of their transactions' numbers: from number $1 on, in that one behind
-- row $2, and before these what has become visible of the numbers $5 to $6 that were missing, in
-- the first of each behind row $7. At most $3, and none behind the first that goes beyond $4
-- bytes. A transaction without events left has one row of nulls. `holders` are the transactions
-- that are committing, `run` is that of the server.
with ranges as (
  select
    c.number, c.transaction, c.at,
    case when c.number = gap.first then gap."row" else 0 end as behind
  from unnest($5::bigint[], $6::bigint[], $7::bigint[]) gap (first, last, "row")
  cross join lateral (
    select * from committed c
    where c.number between gap.first and gap.last and c.number < $1::bigint
    order by c.number
    limit $3::integer) c
  union all
  (select c.number, c.transaction, c.at, case when c.number = $1 then $2::bigint else 0 end
   from committed c
   where c.number >= $1
   order by c.number
   limit $3)
)
select
  p.number, p.of as transaction, p."row", p.form::text as form, p.id, p.source, p.type, p.stream, p.subject,
  p.time, p.content_type, p.data_schema, nullif(p.extensions, '{}') as extensions, p.data, p.age_millis,
  h.holders,
  extract(epoch from pg_postmaster_start_time()) || '/' || pg_relation_filepath('relay') as run
from (
  select array_agg(distinct l.virtualtransaction) as holders
  from pg_locks l
  where l.locktype = 'advisory' and l.objsubid = 2
    and l.classid = (lock_space()::bigint & 4294967295)::oid
    and l.objid < 64
    and l.database = (select d.oid from pg_database d where d.datname = current_database())) h
left join lateral (
  select
    l.*,
    sum(octet_length(l.data)) over (
      order by l.number, l."row" rows between unbounded preceding and 1 preceding) as bytes_before
  from (
    select
      m.number, m.transaction as of,
      floor(extract(epoch from clock_timestamp() - m.at) * 1000)::bigint as age_millis, o.*
    from (select * from ranges order by number limit $3) m
    left join lateral (
      select * from outbox o
      where o.transaction = m.transaction and o."row" > m.behind
      order by o."row"
      limit $3) o on true
    order by m.number, o."row"
    limit $3) l) p
  on p.bytes_before is null or p.bytes_before <= $4::bigint
order by p.number, p."row"
