-- A page of the log, newest first: up to one row more than asked for ($3), or than fits ($4 bytes).
-- $1 after, $2 before, $3 limit, $4 bytes
select
  h.epoch as head_epoch, h.position as head_position, h.settled, h.position as last,
  null::bigint as horizon,
  p.position, p.version, p.epoch, p.recorded_at, p.form::text as form, p.id, p.source, p.type, p.stream,
  p.subject, p.time, p.content_type, p.data_schema, nullif(p.extensions, '{}') as extensions, p.data
from head h
left join (
  select *
  from (
    select
      e.*,
      sum(octet_length(e.data)) over (
        order by e.position desc rows between unbounded preceding and 1 preceding) as bytes_before
    from (
      select * from event
      where position > $1::bigint and position < $2::bigint
      order by position desc
      limit $3::integer + 1) e) e
  where e.bytes_before is null or e.bytes_before <= $4::bigint) p on true
order by p.position desc
