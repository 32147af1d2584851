create function consumer_checkpoint(request jsonb) returns jsonb
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
declare
  changing text[];
  answer   jsonb;
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

  with asked as materialized (
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
      n
    from jsonb_array_elements(request -> 'segments') with ordinality c (c, n)),
  -- In the order in which claims lock them.
  held as materialized (
    select a.n, s.position as former, s.owner is null as given_back
    from asked a
    join segment s
      on s.consumer = a.consumer and s.first_slot = a.first_slot and s.token = a.token
    -- Giving a segment back may be repeated, and then changes nothing.
    where (s.owner is not null or a.release)
      and (a.epoch = 0 or not exists (
        select from epoch e where e.epoch > a.epoch and e.started_after < a.through))
    order by s.consumer, s.first_slot
    for no key update of s),
  moved as (
    update segment s
      set epoch = a.epoch, through = a.through, unfinished = a.unfinished, ahead = a.ahead,
        replay_after = a.replay_after, replay_to = a.replay_to, replay_dry = a.replay_dry,
        handled = s.handled + a.handled, rate = case when a.release then 0 else a.rate end,
        clean = a.release,
        owner = case when not a.release then s.owner end,
        lease_until = case when not a.release then s.lease_until end
      from asked a
      join held h on h.n = a.n
      where s.consumer = a.consumer and s.first_slot = a.first_slot and not h.given_back
      returning s.consumer, s.first_slot, s.last_slot, h.former, s.position),
  -- Nobody asks any more whether these are done, unless their stream is held.
  pruned as (
    delete from done d
      using moved m
      where d.consumer = m.consumer and d.position > m.former and d.position <= m.position
        and d.slot between m.first_slot and m.last_slot
        and not exists (
          select from held_stream h where h.consumer = d.consumer and h.stream = d.stream))
  select jsonb_build_object('segments', coalesce(
    jsonb_agg(
      jsonb_build_object('firstSlot', a.first_slot, 'token', a.token) order by a.n)
      filter (where h.n is null),
    '[]'))
    into answer
  from asked a
  left join held h on h.n = a.n;

  perform apply_change(c, clock_timestamp())
    from consumer c
    where c.pending is not null and c.name = any (changing);
  return answer;
end
$$;
