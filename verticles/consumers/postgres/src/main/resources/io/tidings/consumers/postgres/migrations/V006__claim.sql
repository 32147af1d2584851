create function consumer_claim(request jsonb) returns jsonb
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
declare
  of_consumer constant text := request ->> 'consumer';
  claimer     constant text := request ->> 'node';
  known    consumer;
  at       timestamptz;
  lease    timestamptz;
  shown    text;
  total    integer;
  mine     integer;
  share    integer;
begin
  if (request ->> 'lease')::interval < interval '1 millisecond' then
    raise exception 'lease is %: give 1 ms or more', request ->> 'lease' using errcode = 'TI103';
  end if;
  known := lock_consumer(of_consumer);
  at := clock_timestamp();
  lease := at + (request ->> 'lease')::interval;

  insert into worker (consumer, node, until) values (of_consumer, claimer, lease)
    on conflict (consumer, node) do update set until = excluded.until;
  delete from worker w where w.consumer = of_consumer and w.until <= at;

  -- From here on the end of its lease tells what the claimer holds. What it does not name it has
  -- given up, or never knew that it was given.
  with owned as materialized (
    select s.first_slot, exists (
        select from jsonb_to_recordset(request -> 'held') h ("firstSlot" integer, token bigint)
        where h."firstSlot" = s.first_slot and h.token = s.token) as held
    from segment s
    where s.consumer = of_consumer and s.owner = claimer
    order by s.first_slot
    for no key update)
  update segment s
    set owner = case when o.held then s.owner end, lease_until = case when o.held then lease end,
      rate = case when o.held then s.rate else 0 end
    from owned o
    where s.consumer = of_consumer and s.first_slot = o.first_slot;

  if known.pending is not null then
    known := apply_change(known, at);
  end if;
  shown := case when known.pending is not null then 'CHANGING' else known.state end;

  select count(*), count(*) filter (where s.owner = claimer and s.lease_until = lease)
    into total, mine
    from segment s where s.consumer = of_consumer;
  if shown = 'RUNNING' then
    select total / count(*)
        + case when count(*) filter (where w.node < claimer) < total % count(*) then 1 else 0 end
      into share
      from worker w where w.consumer = of_consumer;
    -- A handler's transaction shares the row of the owner it works for: no takeover before it ends.
    with free as materialized (
      select s.first_slot
      from segment s
      where s.consumer = of_consumer and (s.owner is null or s.lease_until <= at)
      order by s.first_slot
      limit greatest(share - mine, 0)
      for update skip locked)
    update segment s
      set token = next_token(s.token), owner = claimer, lease_until = lease,
        given_clean = s.clean and s.owner is null, clean = false
      from free f
      where s.consumer = of_consumer and s.first_slot = f.first_slot;
  else
    share := 0;
  end if;

  return (
    select jsonb_build_object(
      'state', shown,
      'reason', case when known.pending is not null then known.pending ->> 'why'
        else known.reason end,
      'segments', coalesce(
        jsonb_agg(
          jsonb_build_object('slots', slots_of(s), 'token', s.token, 'progress', progress_of(s),
            'replay', replay_of(s), 'clean', s.given_clean)
          order by s.first_slot),
        '[]'),
      'giveBack', greatest(count(*) - share, 0),
      'steering', known.steering)
    from segment s
    where s.consumer = of_consumer and s.owner = claimer and s.lease_until = lease);
end
$$;
