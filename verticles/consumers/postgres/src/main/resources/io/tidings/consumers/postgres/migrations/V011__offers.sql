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
