-- Appends a batch. An event is named by its number; the stream only where it went stale.
select
  append, event, outcome, version, position, epoch, recorded_at,
  case when outcome = 'stale' then stream end as stream, expected, actual
from append(
  ids => $1::text[], sources => $2::text[], types => $3::text[], data => $4::bytea[],
  streams => $5::text[], subjects => $6::text[], times => $7::text[], content_types => $8::text[],
  data_schemas => $9::text[], forms => $10::text[], extensions => $11::jsonb[],
  appends => $12::integer[], expected_streams => $13::text[], expected_versions => $14::bigint[],
  expected_appends => $15::integer[], announce => $16::boolean, unless => $17::jsonb[],
  since => $18::bigint[], since_epochs => $19::bigint[], unless_appends => $20::integer[])
