-- As before, but that an owner may give a segment back and be in doubt what the one before has handled.
-- Nodes that do not say so yet are taken to be sure.
create or replace function consumer_checkpoint(request jsonb) returns jsonb
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
declare
  asked    record;
  former   segment;
  reached  bigint;
  changing text[];
  refused  jsonb := '[]';
begin
  -- A restore may have rolled tokens and leases back with the log: what was done behind it is not.
  if not (select h.settled from head h) then
    perform resolve(0, 0);
  end if;
  -- What is given back may be the last that a change waits for; consumers are locked first.
  if jsonb_path_exists(request, '$.segments[*].release ? (@ == true)') then
    changing := array(
      select (lock_consumer(c.name)).name
      from (
        select p.name
        from consumer p
        where p.pending is not null and p.name in (
          select s ->> 'consumer' from jsonb_array_elements(request -> 'segments') s)
        order by p.name) c);
  end if;

  -- In the order in which claims lock them.
  for asked in
    select
      c ->> 'consumer' as consumer,
      (c #>> '{lease,firstSlot}')::integer as first_slot,
      (c #>> '{lease,token}')::bigint as token,
      (c #>> '{progress,through,epoch}')::bigint as epoch,
      (c #>> '{progress,through,position}')::bigint as through,
      array(select u::bigint from jsonb_array_elements_text(c #> '{progress,unfinished}') u)
        as unfinished,
      c #> '{progress,ahead}' as ahead,
      (c #>> '{replay,after}')::bigint as replay_after,
      (c #>> '{replay,to}')::bigint as replay_to,
      (c #>> '{replay,dryRun}')::boolean as replay_dry,
      (c ->> 'handled')::bigint as handled,
      (c ->> 'rate')::double precision as rate,
      (c ->> 'release')::boolean as release,
      coalesce((c ->> 'clean')::boolean, true) as clean,
      c -> 'lease' as lease
    from jsonb_array_elements(request -> 'segments') c
    order by 1, 2
  loop
    select * into former
      from segment s
      where s.consumer = asked.consumer and s.first_slot = asked.first_slot
        and s.token = asked.token
      for no key update;
    -- Giving a segment back may be repeated, and then changes nothing.
    if not found
      or former.owner is null and not asked.release
      or asked.epoch > 0 and exists (
        select from epoch e where e.epoch > asked.epoch and e.started_after < asked.through)
    then
      refused := refused || asked.lease;
      continue;
    end if;
    continue when former.owner is null;
    -- One that was given up as unanswered, and is carried out after a later one: what it does not know
    -- to be done is, and the rows that said so one by one may be gone.
    if asked.epoch < former.epoch
      or asked.epoch = former.epoch
        and (least(asked.through, asked.unfinished[1] - 1), asked.through)
          < (former.position, former.through)
    then
      asked.epoch := former.epoch;
      asked.through := former.through;
      asked.unfinished := former.unfinished;
      asked.ahead := former.ahead;
      asked.replay_after := former.replay_after;
      asked.replay_to := former.replay_to;
      asked.replay_dry := former.replay_dry;
    end if;

    update segment s
      set epoch = asked.epoch, through = asked.through, unfinished = asked.unfinished,
        ahead = asked.ahead, replay_after = asked.replay_after, replay_to = asked.replay_to,
        replay_dry = asked.replay_dry, handled = s.handled + asked.handled,
        clean = asked.release and asked.clean,
        rate = case when asked.release then 0 else asked.rate end,
        owner = case when not asked.release then s.owner end,
        lease_until = case when not asked.release then s.lease_until end
      where s.consumer = asked.consumer and s.first_slot = asked.first_slot
      returning s.position into reached;
    -- Nobody asks any more whether these are done, unless their stream is held.
    if reached > former.position then
      delete from done d
        where d.consumer = asked.consumer and d.position > former.position
          and d.position <= reached
          and d.slot between former.first_slot and former.last_slot
          and (select h.failed from held_stream h
               where h.consumer = d.consumer and h.stream = d.stream and h.failed <= d.position)
            is null;
    end if;
  end loop;

  perform apply_change(c, clock_timestamp())
    from consumer c
    where c.pending is not null and c.name = any (changing);
  return jsonb_build_object('segments', refused);
end
$$;
