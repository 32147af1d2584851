-- Divides the slots anew. What is done stays done, slot by slot; and what is not, wherever it goes.
create function reshape(of_consumer text, number integer) returns void
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
begin
  with former as materialized (
    delete from segment s where s.consumer = of_consumer returning s.*),
  total as (
    select max(f.token) as token, min(f.epoch) filter (where f.epoch > 0) as epoch from former f),
  done as (
    select k.slot,
      coalesce(
        (select max((a ->> 'through')::bigint)
         from jsonb_array_elements(f.ahead) a
         where k.slot between (a #>> '{slots,first}')::integer and (a #>> '{slots,last}')::integer),
        f.through) as through
    from former f
    cross join lateral generate_series(f.first_slot, f.last_slot) k (slot)),
  made as materialized (
    select r.first_slot, r.last_slot, min(d.through) as through
    from ranges(number) r
    join done d on d.slot between r.first_slot and r.last_slot
    group by r.first_slot, r.last_slot),
  -- Neighbours that are equally far ahead are one range.
  ahead as (
    select i.first_slot, min(i.slot) as first, max(i.slot) as last, i.through
    from (
      select m.first_slot, d.slot, d.through,
        d.slot - row_number() over (partition by m.first_slot, d.through order by d.slot) as island
      from made m
      join done d on d.slot between m.first_slot and m.last_slot
      where d.through > m.through) i
    group by i.first_slot, i.through, i.island),
  -- One that is not in the log could be of any slot of its segment.
  unfinished as (
    select m.first_slot, array_agg(u.position order by u.position) as positions
    from former f
    cross join lateral unnest(f.unfinished) u (position)
    left join lateral (select e.slot from event e where e.position = u.position limit 1) e on true
    join made m
      on m.first_slot <= coalesce(e.slot, f.last_slot)
        and coalesce(e.slot, f.first_slot) <= m.last_slot
    group by m.first_slot)
  insert into segment (
    consumer, first_slot, last_slot, token, epoch, through, ahead, unfinished, clean, handled)
  select
    of_consumer, m.first_slot, m.last_slot, next_token(t.token),
    -- The oldest: if one of these histories was lost, the log says where to go back to (L7).
    coalesce(t.epoch, 0),
    m.through,
    coalesce(
      (select jsonb_agg(
         jsonb_build_object(
           'slots', jsonb_build_object('first', a.first, 'last', a.last), 'through', a.through)
         order by a.first)
       from ahead a where a.first_slot = m.first_slot),
      '[]'),
    coalesce((select u.positions from unfinished u where u.first_slot = m.first_slot), '{}'),
    (select bool_and(f.clean) from former f
     where f.first_slot <= m.last_slot and m.first_slot <= f.last_slot),
    coalesce(
      (select sum(f.handled) from former f where f.first_slot between m.first_slot and m.last_slot),
      0)
  from made m
  cross join total t;
  perform prune_done(of_consumer);
end
$$;

-- Applies what is pending, if nobody works on a segment any more, and returns the consumer as it then
-- is. The caller has locked it. All tokens change: whoever still has one has lost the segment.
create function apply_change(known consumer, at timestamptz) returns consumer
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
declare
  change constant jsonb := known.pending;
  target constant bigint := (change #>> '{to,position}')::bigint;
begin
  if exists (
    select from segment s
    where s.consumer = known.name and s.owner is not null and s.lease_until > at)
  then
    return known;
  end if;
  -- A handler's transaction may be about to end on behalf of an owner whose lease is over.
  if (select count(*) from segment s where s.consumer = known.name) > (
    select count(*)
    from (select from segment s where s.consumer = known.name for update skip locked) s)
  then
    return known;
  end if;

  case change ->> 'command'
    when 'SEEK' then
      update segment s
        set token = next_token(s.token), owner = null, lease_until = null, rate = 0,
          epoch = (change #>> '{to,epoch}')::bigint, through = target, unfinished = '{}', ahead = '[]',
          clean = false
        where s.consumer = known.name;
      delete from held_stream h where h.consumer = known.name and h.position > target;
      delete from done d where d.consumer = known.name and d.position > target;
      perform prune_done(known.name);
      delete from inbox i where i.consumer = known.name and i.position > target;
      delete from offer o where o.consumer = known.name;
    when 'REPLAY' then
      update segment s
        set token = next_token(s.token), owner = null, lease_until = null, rate = 0,
          replay_after = (change #>> '{from,position}')::bigint, replay_to = target,
          replay_dry = (change ->> 'dryRun')::boolean
        where s.consumer = known.name;
    when 'RESHAPE' then
      perform reshape(known.name, (change ->> 'segments')::integer);
  end case;
  update consumer c set pending = null, steering = c.steering + 1
    where c.name = known.name
    returning * into known;
  return known;
end
$$;
