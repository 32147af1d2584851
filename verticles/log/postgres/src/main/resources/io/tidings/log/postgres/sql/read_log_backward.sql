-- A page of the log, newest first: up to one row more than asked for ($3), or than fits ($4 bytes).
-- A row without id comes before them and has the head: its position as version, its epoch, and a form
-- if it is settled. This shape needs no sorting, and no columns that are of no use to events.
-- $1 after, $2 before, $3 limit, $4 bytes
select
  9223372036854775807::bigint as position, h.position as version, h.epoch, null::timestamptz as recorded_at,
  case when h.settled then 's' end as form, null::text as id, null::text as source,
  null::text as type, null::text as stream, null::text as subject, null::text as time,
  null::text as content_type, null::text as data_schema, null::jsonb as extensions,
  null::bytea as data
from head h
union all
(
  select
    e.position, e.version, e.epoch, e.recorded_at, e.form::text, e.id, e.source, e.type, e.stream,
    e.subject, e.time, e.content_type, e.data_schema, nullif(e.extensions, '{}'), e.data
  from event e
  where e.position > $1::bigint and e.position < $2::bigint
  order by e.position desc
  limit (
    -- The sum is quick to have, and seldom too large; only then is it worth a running one.
    select
      case when coalesce(sum(s.bytes), 0) <= $4::bigint then $3::integer + 1
      else (
        select count(*)
        from (
          select sum(octet_length(e.data)) over (
            order by e.position desc rows between unbounded preceding and 1 preceding) as bytes_before
          from (
            select e.position, e.data from event e
            where e.position > $1 and e.position < $2
            order by e.position desc
            limit $3 + 1) e) r
        where r.bytes_before is null or r.bytes_before <= $4)
      end
    from (
      select octet_length(e.data) as bytes from event e
      where e.position > $1 and e.position < $2
      order by e.position desc
      limit $3 + 1) s)
)
order by position desc
