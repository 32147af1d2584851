-- Up to where all is settled: up to row "row" of number "number", but for the numbers missing_from
-- to missing_to, which may turn up yet; of each first one up to missing_row. A relay that begins
-- goes on from there. So it never looks through what is deleted already, of which PostgreSQL
-- clears nothing away while somebody keeps a snapshot open.
alter table relay
  add column number       bigint   not null default 1,
  add column "row"        bigint   not null default 0,
  add column missing_from bigint[] not null default '{}',
  add column missing_to   bigint[] not null default '{}',
  add column missing_row  bigint[] not null default '{}',
  add constraint relay_number_positive check (number > 0),
  add constraint relay_row_positive    check ("row" >= 0),
  add constraint relay_missing         check (
    cardinality(missing_from) = cardinality(missing_to)
    and cardinality(missing_from) = cardinality(missing_row));
