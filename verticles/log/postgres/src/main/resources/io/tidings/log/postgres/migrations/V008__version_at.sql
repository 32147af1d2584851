-- Versions and positions of a stream grow together, so positions are found by halving its versions.
create function version_at(stream text, at_position bigint) returns bigint
  language plpgsql stable parallel safe
  set search_path = "${flyway:defaultSchema}", pg_temp
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off
  set enable_bitmapscan = off as
$$
#variable_conflict use_column
declare
  low    bigint := 0;
  high   bigint;
  middle bigint;
begin
  select e.version, case when e.position <= at_position then e.version else 0 end
  into high, low
  from event e where e.stream = version_at.stream order by e.version desc limit 1;
  if high is null or at_position < 1 then
    return 0;
  end if;
  while low < high loop
    middle := (low + high + 1) / 2;
    if (select e.position from event e where e.stream = version_at.stream and e.version = middle)
       <= at_position
    then
      low := middle;
    else
      high := middle - 1;
    end if;
  end loop;
  return low;
end
$$;

comment on function version_at(text, bigint) is
  'The version that the stream had when the log had reached the position; 0 if it did not exist.';
