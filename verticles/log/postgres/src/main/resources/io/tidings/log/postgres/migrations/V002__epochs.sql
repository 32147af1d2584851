-- Where the log lives tells its histories apart. A restart, a promotion, and a data directory that
-- was copied or rolled back change server_started; a restored dump and a copied database change
-- file. A standby cannot begin an epoch, and need not: it shows what its primary recorded.
create view head as
  select
    l.epoch,
    coalesce((select e.position from event e order by e.position desc limit 1), 0) as position,
    pg_is_in_recovery()
      or l.server_started = pg_postmaster_start_time() and l.file = pg_relation_filepath(l.tableoid)
      as settled
  from log l
  where l.only_row;

comment on view head is
  'The end of the log: its epoch and the position of its last event, which is also their number. Not
settled: the log has been restored, moved or restarted, and the next append() or resolve() begins an
epoch.';

-- Begins an epoch if the log is not where it last was, and returns the current one.
--
-- An epoch is the time at which it began, in milliseconds, and not a count: after a restore to
-- before the last restart, a count would come to a number that the lost history has used.
create function enter_epoch() returns bigint
  language plpgsql
  set search_path = "${flyway:defaultSchema}", pg_temp as
$$
declare
  now     constant timestamptz := clock_timestamp();
  current bigint;
begin
  perform from log for update;
  if (select h.settled from head h) then
    return (select l.epoch from log l);
  end if;
  update log
    set epoch = greatest(log.epoch + 1, floor(extract(epoch from now) * 1000)::bigint),
        server_started = pg_postmaster_start_time(),
        file = pg_relation_filepath(log.tableoid)
    returning log.epoch into current;
  insert into epoch (epoch, started_after, began_at)
    select current, h.position, now from head h;
  return current;
end
$$;

insert into log (epoch, server_started, file) values (0, '-infinity', '');
select enter_epoch();

create function resolve(
  cursor_epoch bigint, cursor_position bigint,
  out accepted boolean, out epoch bigint, out "position" bigint)
  language plpgsql security definer
  set search_path = "${flyway:defaultSchema}", pg_temp as
$$
declare
  head head%rowtype;
  shared bigint;
begin
  select * into head from head;
  if not head.settled then
    perform enter_epoch();
    select * into head from head;
  end if;
  -- What the cursor's history shares with the current one ends where the next epoch started.
  shared := case
    when cursor_epoch in (0, head.epoch) then head.position
    else coalesce(
      (select e.started_after from epoch e where e.epoch > cursor_epoch order by e.epoch limit 1),
      -1)
    end;
  accepted := cursor_position <= shared;
  epoch := head.epoch;
  position := case
    when accepted then cursor_position
    when shared >= 0 then shared
    else (select e.started_after from epoch e where e.epoch = head.epoch)
    end;
end
$$;

comment on function resolve(bigint, bigint) is
  'Where to read on from a cursor (L7): accepted, and the same position in the current epoch; or not
accepted, and the last position that the cursor''s history shares with the current one. Epoch 0
stands for the current one.';
