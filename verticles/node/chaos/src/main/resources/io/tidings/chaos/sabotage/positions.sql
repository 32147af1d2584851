-- Hands out positions as a sequence would: at once, and whether the transaction commits or not.
create sequence tidings.chaos_position minvalue 0 start 0;
select setval('tidings.chaos_position', (select coalesce(max(position), 0) from tidings.event));

create function tidings.chaos_positions(wanted integer) returns bigint
language plpgsql as
$$
declare
  before bigint;
begin
  perform pg_advisory_lock(4711);
  select last_value into before from tidings.chaos_position;
  perform setval('tidings.chaos_position', before + wanted);
  perform pg_advisory_unlock(4711);
  return before;
end
$$;
