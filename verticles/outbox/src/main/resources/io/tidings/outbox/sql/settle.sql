-- Deletes what is recorded: of the transactions $1 the rows from $2 to $3, and the numbers $4, of which
-- nothing is left then. Of these rows keeps those that the log has refused: $5, and why: $6.
with kept as (
  insert into refused (
    "row", reason, form, id, source, type, stream, subject, time, content_type, data_schema, extensions,
    data)
  select
    o."row", r.reason, o.form, o.id, o.source, o.type, o.stream, o.subject, o.time, o.content_type,
    o.data_schema, o.extensions, o.data
  from unnest($7::bigint[], $5::bigint[], $6::text[]) r (transaction, "row", reason)
  join outbox o on o.transaction = r.transaction and o."row" = r."row"
  on conflict do nothing
),
gone as (
  delete from committed c
  using unnest($4::bigint[]) finished (number)
  where c.number = finished.number
)
delete from outbox o
using unnest($1::bigint[], $2::bigint[], $3::bigint[]) d (transaction, first, last)
where o.transaction = d.transaction and o."row" between d.first and d.last
