-- Deletes what is recorded, on run $1 of the server alone: the rows $3 of the transactions $2 that
-- still have the ids $4 and sources $5; and if these are all of them, the numbers $6 of the
-- transactions $7, of which nothing is left then. Of these rows keeps those that the log has
-- refused: $9 of the transactions $8, with the ids $10 and sources $11, and why: $12.
--
-- Each is looked up by itself: where the statistics say that there is nothing, a join would look at
-- all that there is, and at all that is deleted and cannot be cleared away yet.
with here as (
  select $1::text
    = extract(epoch from pg_postmaster_start_time()) || '/' || pg_relation_filepath('relay') as run
),
kept as (
  insert into refused (
    "row", reason, form, id, source, type, stream, subject, time, content_type, data_schema,
    extensions, data)
  select
    o."row", r.reason, o.form, o.id, o.source, o.type, o.stream, o.subject, o.time, o.content_type,
    o.data_schema, o.extensions, o.data
  from unnest($8::bigint[], $9::bigint[], $10::text[], $11::text[], $12::text[])
    r (transaction, "row", id, source, reason)
  cross join lateral (
    select * from outbox o
    where o.transaction = r.transaction and o."row" = r."row" and o.id = r.id
      and o.source = r.source
    limit 1) o
  where (select h.run from here h)
  on conflict do nothing
),
gone as (
  delete from outbox
  where ctid = any (array(
    select found.ctid
    from unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[])
      r (transaction, "row", id, source)
    cross join lateral (
      select o.ctid from outbox o
      where o.transaction = r.transaction and o."row" = r."row" and o.id = r.id
        and o.source = r.source
      limit 1) found
    where (select h.run from here h)))
  returning true
),
deleted as (
  select count(*) = cardinality($3) and (select h.run from here h) as completely from gone
),
finished as (
  delete from committed
  where ctid = any (array(
    select found.ctid
    from unnest($6::bigint[], $7::bigint[]) f (number, transaction)
    cross join lateral (
      select c.ctid from committed c
      where c.number = f.number and c.transaction = f.transaction
      limit 1) found
    where (select d.completely from deleted d)))
)
select completely from deleted
