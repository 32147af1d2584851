-- Nobody may do anything but the owner, until it grants; docs/sql.md has the grants of the usual
-- roles. What reads without looking into the log stays open to everyone.
revoke execute on function append(
  text[], text[], text[], bytea[], text[], text[], text[], text[], text[], text[], jsonb[],
  integer[], text[], bigint[], integer[], boolean) from public;
revoke execute on function resolve(bigint, bigint) from public;
revoke execute on function enter_epoch() from public;
revoke execute on function version_at(text, bigint) from public;
revoke execute on function record(
  text[], text[], text[], bytea[], text[], text[], text[], text[], text[], text[], jsonb[],
  bigint[], bigint[], bigint, timestamptz) from public;
revoke execute on function append_one_by_one(
  text[], text[], text[], bytea[], text[], text[], text[], text[], text[], text[], jsonb[],
  integer[], integer[], text[], bigint[], bigint, bigint, timestamptz) from public;
