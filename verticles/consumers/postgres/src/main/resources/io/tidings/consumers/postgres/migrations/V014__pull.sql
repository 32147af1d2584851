create function pulled_consumer(asked text) returns consumer
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
declare
  known consumer;
begin
  select * into known from consumer c where c.name = asked;
  if not found then
    raise exception 'there is no consumer ''%''', asked using errcode = 'TI101';
  end if;
  return known;
end
$$;

create function visibility(known consumer, request jsonb) returns interval
language plpgsql
as
$$
declare
  wanted constant interval :=
    coalesce(request ->> 'visibility', known.definition ->> 'visibility')::interval;
begin
  if wanted < interval '1 millisecond' then
    raise exception 'visibility is %: give 1 ms or more', request ->> 'visibility'
      using errcode = 'TI103';
  end if;
  return wanted;
end
$$;

create function consumer_pull(request jsonb) returns jsonb
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
declare
  of_consumer constant text := request ->> 'consumer';
  known   consumer;
  visible interval;
  taken   bigint[];
  answer  jsonb;
begin
  known := pulled_consumer(of_consumer);
  if known.definition ->> 'kind' <> 'PULL' then
    raise exception 'consumer ''%'' has handlers, and is none to pull from', of_consumer
      using errcode = 'TI102';
  end if;
  if (request ->> 'most')::integer not between 1 and 1000 then
    raise exception 'most is %: give 1 to 1000', request ->> 'most' using errcode = 'TI103';
  end if;
  visible := visibility(known, request);
  if known.state <> 'RUNNING' or known.pending is not null then
    return '{"events": []}';
  end if;
  -- Key by key in order, until there are enough: a join would be planned while there are few offers.
  taken := array(
    select o.position
    from offer o
    where o.consumer = of_consumer and o.receipt is null
      -- One of its stream is somebody's, or was and the owner has yet to learn what became of it.
      and (
        select p.position from offer p
        where p.consumer = of_consumer and p.stream = o.stream
          and (p.position < o.position or p.position > o.position and p.receipt is not null)
          and p.outcome is distinct from 'ACKED'
        limit 1) is null
    order by o.position
    limit (request ->> 'most')::integer
    for update skip locked);
  with pulled as (
    update offer o
      set receipt = gen_random_uuid(), puller = request ->> 'puller',
        until = clock_timestamp() + visible
      where o.consumer = of_consumer and o.position = any (taken)
      returning o.*)
  select jsonb_build_object('events', coalesce(
    jsonb_agg(
      jsonb_build_object('position', p.position, 'stream', p.stream, 'receipt', p.receipt,
        'attempt', p.attempt, 'replay', p.replay, 'dryRun', p.dry_run,
        'visibility', iso(visible))
      order by p.position),
    '[]'))
    into answer
  from pulled p;
  return answer;
end
$$;

create function consumer_settle(request jsonb) returns jsonb
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
declare
  of_consumer constant text := request ->> 'consumer';
  asked record;
  known offer;
  kept  boolean[] := array_fill(false, array[jsonb_array_length(request -> 'events')]);
begin
  perform pulled_consumer(of_consumer);
  if jsonb_path_exists(request, '$.events[*].outcome ? (@ == "EXPIRED")') then
    raise exception 'a puller acks or nacks: only time lets an event expire' using errcode = 'TI103';
  end if;
  -- In one order, whatever the order of the request.
  for asked in
    select e.*, n
    from jsonb_array_elements(request -> 'events') with ordinality j (j, n)
    cross join lateral jsonb_to_record(j) e (
      position bigint, receipt text, outcome text, "retryAfter" interval, "deadLetter" boolean,
      reason text)
    order by e.position
  loop
    select * into known
      from offer o
      where o.consumer = of_consumer and o.position = asked.position and o.receipt = asked.receipt
      for no key update;
    if not found then
      kept[asked.n] := asked.outcome = 'ACKED' and exists (
        select from acknowledged k where k.receipt = asked.receipt and k.consumer = of_consumer);
    elsif known.outcome is not null then
      kept[asked.n] := known.outcome = asked.outcome;
    elsif known.until > clock_timestamp() then
      update offer o
        set outcome = asked.outcome, retry_after = asked."retryAfter",
          dead_letter = coalesce(asked."deadLetter", false), reason = asked.reason
        where o.consumer = of_consumer and o.position = asked.position;
      kept[asked.n] := true;
    end if;
  end loop;
  return jsonb_build_object('kept', kept);
end
$$;

create function consumer_extend(request jsonb) returns jsonb
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
declare
  of_consumer constant text := request ->> 'consumer';
  visible constant interval := visibility(pulled_consumer(of_consumer), request);
  asked record;
  kept  boolean[] := array_fill(false, array[jsonb_array_length(request -> 'receipts')]);
begin
  for asked in
    select r.receipt, o.position, r.n
    from jsonb_array_elements_text(request -> 'receipts') with ordinality r (receipt, n)
    cross join lateral (
      select o.position from offer o
      where o.receipt = r.receipt and o.consumer = of_consumer
      limit 1) o
    order by o.position
  loop
    update offer o
      set until = clock_timestamp() + visible
      where o.consumer = of_consumer and o.position = asked.position
        and o.receipt = asked.receipt and o.outcome is null and o.until > clock_timestamp();
    kept[asked.n] := found;
  end loop;
  return jsonb_build_object('kept', kept);
end
$$;
