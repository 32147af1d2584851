-- A page of a stream, oldest first: up to one row more than asked for ($3), or than fits ($4 bytes).
-- Looks at no more than $5 versions. The horizon is where these ended; null if the stream did.
-- $1 after, $2 before, $3 limit, $4 bytes, $5 versions, $6 stream, $7 types or null,
-- $8 whether $1, $2, last and horizon are positions; else they are versions
-- $9 criteria of a boundary or null: [{"type": ["t"], "course": "C1"}, …]
with bounds as materialized (
  select
    case when $8::boolean then version_at($6, $1) else $1::bigint end as after,
    case when $8 and $2::bigint > 0 then version_at($6, $2 - 1) + 1 else $2::bigint end as before
),
scanned as materialized (
  select s.version
  from bounds b
  cross join lateral (
    select e.version from event e
    where e.stream = $6::text and e.version > b.after and e.version < b.before
    order by e.version
    limit $5::integer) s
),
horizon as (
  select e.version, e.position
  from (select max(version) as version from scanned having count(*) = $5::integer) s
  cross join lateral (
    select e.version, e.position from event e
    where e.stream = $6 and e.version = s.version limit 1) e
)
select
  p.position, p.version, p.epoch, p.recorded_at, p.form::text as form, p.id, p.source, p.type, p.stream,
  p.subject, p.time, p.content_type, p.data_schema, nullif(p.extensions, '{}') as extensions, p.data,
  h.epoch as head_epoch, h.position as head_position, h.settled,
  case when $8 then h.position
    else coalesce(
      (select e.version from event e where e.stream = $6 order by e.version desc limit 1), 0)
  end as last,
  case when $8 then z.position else z.version end as horizon
from head h
left join horizon z on true
left join lateral (
  select *
  from (
    select
      e.*,
      sum(octet_length(e.data)) over (
        order by e.version rows between unbounded preceding and 1 preceding) as bytes_before
    from (
      select e.*
      from (select version from scanned order by version) s
      cross join lateral (
        select * from event e where e.stream = $6 and e.version = s.version limit 1) e
      where ($7::text[] is null or e.type = any ($7))
        and ($9::jsonb is null or exists (
          select from jsonb_array_elements($9) c (criterion)
          where (not c.criterion ? 'type' or c.criterion -> 'type' ? e.type)
            and not exists (
              select from jsonb_each_text(c.criterion - 'type') a
              where e.extensions ->> a.key is distinct from a.value)))
      order by s.version
      limit $3::integer + 1) e) e
  where e.bytes_before is null or e.bytes_before <= $4::bigint) p on true
order by p.version
