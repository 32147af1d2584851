-- A page of a range of slots, oldest first: up to one row more than asked for ($3), or than fits ($4 bytes).
-- Looks at no more than $5 entries of the index for each key. The horizon is where the first key
-- ran out of these; null if none did.
-- $1 after, $2 before, $3 limit, $4 bytes, $5 entries, $6 and $7 first and last slot
with scanned as materialized (
  select k.key, s.position
  from generate_series($6::integer, $7::integer) k (key)
  cross join lateral (
    select e.position from event e
    where e.slot = k.key::smallint and e.position > $1::bigint and e.position < $2::bigint
    order by e.position
    limit $5::integer) s
),
horizon as (
  select min(s.position) as position
  from (
    select max(position) as position from scanned group by key having count(*) = $5::integer) s
)
select
  p.position, p.version, p.epoch, p.recorded_at, p.form::text as form, p.id, p.source, p.type, p.stream,
  p.subject, p.time, p.content_type, p.data_schema, nullif(p.extensions, '{}') as extensions, p.data,
  h.epoch as head_epoch, h.position as head_position, h.settled, h.position as last,
  z.position as horizon
from head h
cross join horizon z
left join lateral (
  select *
  from (
    select
      e.*,
      sum(octet_length(e.data)) over (
        order by e.position rows between unbounded preceding and 1 preceding) as bytes_before
    from (
      select e.*
      from (select position from scanned order by position) s
      cross join lateral (select * from event e where e.position = s.position limit 1) e
      where (z.position is null or s.position <= z.position)
      order by s.position
      limit $3::integer + 1) e) e
  where e.bytes_before is null or e.bytes_before <= $4::bigint) p on true
order by p.position
