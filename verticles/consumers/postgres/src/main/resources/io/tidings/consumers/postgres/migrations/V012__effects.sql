-- Begins the effects of a batch in the caller's transaction (C3), and returns those positions whose
-- effect is not there yet. Until the transaction ends nobody takes the segments over; one that was
-- taken over, or whose lease is over, is refused, and so is an event of a lost history.
create function begin_effects(
  of_consumer text, first_slots integer[], tokens bigint[], epochs bigint[], positions bigint[],
  streams text[], replays boolean[]) returns bigint[]
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
-- On handlers' connections planning is as the server likes: here, once, and by index.
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as
$$
declare
  lease   record;
  entered bigint[];
begin
  for lease in
    select distinct l.first_slot, l.token
    from unnest(first_slots, tokens) l (first_slot, token)
    order by l.first_slot
  loop
    perform from segment s
      where s.consumer = of_consumer and s.first_slot = lease.first_slot
        and s.token = lease.token and s.lease_until > clock_timestamp()
      for key share;
    if not found then
      raise exception 'consumer ''%'': the segment is not the handler''s any more', of_consumer
        using errcode = 'TI104';
    end if;
  end loop;
  if not (select h.settled from head h) then
    perform resolve(0, 0);
  end if;
  if exists (
    select from unnest(epochs, positions) b (epoch, position)
    join epoch e on e.epoch > b.epoch and e.started_after < b.position
    where b.epoch > 0)
  then
    raise exception 'consumer ''%'': the event is of a lost history', of_consumer
      using errcode = 'TI104';
  end if;

  -- What a replay repeats behind the segment's position would never be pruned.
  with entering as (
    insert into done (consumer, position, stream)
      select of_consumer, b.position, b.stream
      from unnest(first_slots, positions, streams, replays)
        b (first_slot, position, stream, replay)
      where not b.replay or b.position > (
        select s.position from segment s
        where s.consumer = of_consumer and s.first_slot = b.first_slot)
      order by b.position
      on conflict do nothing
      returning position)
  select array(
      select b.position from unnest(positions, replays) b (position, replay)
      where b.replay or b.position in (select e.position from entering e)
      order by b.position)
    into entered;
  return entered;
end
$$;

comment on function begin_effects(
  text, integer[], bigint[], bigint[], bigint[], text[], boolean[]) is
  'Which of these events have no effect yet, in the transaction that is to commit their effects (C3).';
