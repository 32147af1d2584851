-- A page of what lies within a boundary, oldest first: up to one row more than asked for ($3), or than
-- fits ($4 bytes). Each criterion is looked up by its first attribute, or by each of its types. Looks
-- at no more than $5 entries of the index for each key. The horizon is where the first key ran out of
-- these; null if none did.
-- $1 after, $2 before, $3 limit, $4 bytes, $5 entries, $6 types or null, $7 category or null, $8 and $9
-- first and last slot, $10 the criteria: [{"type": ["t"], "course": "C1"}, …]
with criterion as materialized (
  select c.n::integer as n, t.types, c.criterion - 'type' as attributes, a.key, a.value
  from jsonb_array_elements($10::jsonb) with ordinality c (criterion, n)
  cross join lateral (
    select case when c.criterion ? 'type'
      then array(select t from jsonb_array_elements_text(c.criterion -> 'type') t) end as types) t
  left join lateral (
    select a.key, a.value from jsonb_each_text(c.criterion - 'type') a order by a.key limit 1) a
    on true
),
scanned as materialized (
  select k.n, null::text as key, s.position
  from criterion k
  cross join lateral (
    select a.position from attribute a
    where a.name = k.key and a.value = k.value
      and a.position > $1::bigint and a.position < $2::bigint
    order by a.position
    limit $5::integer) s
  union all
  select k.n, t.type, s.position
  from criterion k
  cross join lateral unnest(k.types) t (type)
  cross join lateral (
    select e.position from event e
    where e.type = t.type and e.position > $1::bigint and e.position < $2::bigint
    order by e.position
    limit $5::integer) s
  where k.key is null
),
horizon as (
  select min(s.position) as position
  from (
    select max(position) as position from scanned group by n, key having count(*) = $5::integer) s
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
      from (
        select s.position, array_agg(s.n) as found_by
        from scanned s group by s.position order by s.position) s
      cross join lateral (select * from event e where e.position = s.position limit 1) e
      where (z.position is null or s.position <= z.position)
        and ($6::text[] is null or e.type = any ($6))
        and ($7::text is null or e.category = $7) and e.slot between $8::smallint and $9::smallint
        and exists (
          select from criterion k
          where k.n = any (s.found_by) and (k.types is null or e.type = any (k.types))
            and not exists (
              select from jsonb_each_text(k.attributes) a
              where e.extensions ->> a.key is distinct from a.value))
      order by s.position
      limit $3::integer + 1) e) e
  where e.bytes_before is null or e.bytes_before <= $4::bigint) p on true
order by p.position
