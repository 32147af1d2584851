-- The lease for $1, for $2 milliseconds: a row if it gets it. Says on which run of the server, and
-- from where on.
update relay
set holder = $1::text, until = clock_timestamp() + $2::bigint * interval '1 millisecond'
where only_row and (holder = $1 or until < clock_timestamp())
returning
  extract(epoch from pg_postmaster_start_time()) || '/' || pg_relation_filepath(tableoid) as run,
  number, "row", missing_from, missing_to, missing_row
