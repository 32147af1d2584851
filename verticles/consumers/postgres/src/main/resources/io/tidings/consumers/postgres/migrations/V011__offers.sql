-- Few at a time: what the owners of the segments have in flight.
create table offer (
  consumer    text        collate "C" not null,
  position    bigint      not null,
  slot        integer     not null generated always as (slot(stream)) stored,
  stream      text        collate "C" not null,
  attempt     integer     not null,
  replay      boolean     not null,
  dry_run     boolean     not null,
  receipt     text        collate "C",
  puller      text,
  until       timestamptz,
  outcome     text        collate "C",
  retry_after interval,
  dead_letter boolean     not null default false,
  reason      text,

  constraint offer_pk      primary key (consumer, position),
  constraint offer_receipt unique (receipt),
  constraint offer_pulled  check (num_nulls(receipt, until) in (0, 2)),
  constraint offer_outcome check (
    outcome is null or outcome in ('ACKED', 'NACKED') and receipt is not null)
);

create index offer_stream on offer (consumer, stream, position);
create index offer_open on offer (consumer, position) where receipt is null;

comment on table offer is
  'Events that are offered to pullers: not pulled yet, somebody''s until a time, or settled.';

create table acknowledged (
  receipt  text        collate "C" not null,
  consumer text        collate "C" not null,
  until    timestamptz not null,

  constraint acknowledged_pk primary key (receipt)
);

create index acknowledged_until on acknowledged (consumer, until);

comment on table acknowledged is
  'Receipts of acked events that are no offers any more: a puller may repeat an ack until its
visibility would have ended.';

create function consumer_offer(request jsonb) returns jsonb
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
begin
  if not owns(request ->> 'consumer', request -> 'lease') then
    return '{"accepted": false}';
  end if;
  insert into offer as o (consumer, position, stream, attempt, replay, dry_run)
    select request ->> 'consumer', e.position, e.stream, e.attempt, e.replay, e."dryRun"
    from jsonb_to_recordset(request -> 'events') e (
      position bigint, stream text, attempt integer, replay boolean, "dryRun" boolean)
    order by e.position
    on conflict (consumer, position) do update
      set attempt = excluded.attempt, replay = excluded.replay, dry_run = excluded.dry_run,
        receipt = null, puller = null, until = null, outcome = null,
        retry_after = null, dead_letter = false, reason = null
      where o.attempt < excluded.attempt
        and (o.outcome = 'NACKED' or o.outcome is null and o.until <= clock_timestamp());
  return '{"accepted": true}';
end
$$;

create function consumer_forget(request jsonb) returns jsonb
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
declare
  of_consumer constant text := request ->> 'consumer';
begin
  if not owns(of_consumer, request -> 'lease') then
    return '{"accepted": false}';
  end if;
  with forgotten as (
    delete from offer o
    where o.consumer = of_consumer
      and o.position = any (array(
        select p::bigint from jsonb_array_elements_text(request -> 'positions') p))
    returning o.*)
  insert into acknowledged (receipt, consumer, until)
    select f.receipt, f.consumer, f.until from forgotten f where f.outcome = 'ACKED';
  delete from acknowledged a where a.consumer = of_consumer and a.until <= clock_timestamp();
  return '{"accepted": true}';
end
$$;

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
