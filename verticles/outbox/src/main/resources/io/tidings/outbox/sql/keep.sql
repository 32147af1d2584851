-- The lease for $1, which has it on run $3 of the server, for another $2 milliseconds, and with
-- the place number $4, row $5 replaced by a later one: a row if it has it still. It has lost it as
-- well if the server or its data is not what it was.
update relay
set
  until = clock_timestamp() + $2::bigint * interval '1 millisecond',
  number = $6::bigint, "row" = $7::bigint,
  missing_from = $8::bigint[], missing_to = $9::bigint[], missing_row = $10::bigint[]
where only_row and holder = $1::text and number = $4::bigint and "row" = $5::bigint
  and $3::text
    = extract(epoch from pg_postmaster_start_time()) || '/' || pg_relation_filepath(tableoid)
returning true as kept
