alter table held_stream add column outages integer not null default 0;

comment on column held_stream.outages is
  'How many of the attempts were outages of something that the handler needs, and do not count. It says
nothing where attempts is less: those were counted anew since.';

-- As before, but that it is told how many attempts were outages.
create or replace function consumer_hold(request jsonb) returns jsonb
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
declare
  of_consumer constant text := request ->> 'consumer';
  held_name   constant text := request ->> 'stream';
  culprit     constant jsonb := request -> 'event';
  fails_at    constant bigint := (culprit ->> 'position')::bigint;
  attempt     constant jsonb := request -> 'attempt';
  at          constant timestamptz := clock_timestamp();
  freed       bigint;
  round       integer;
begin
  if not owns(of_consumer, request -> 'lease') then
    return '{"accepted": false}';
  end if;
  if not exists (
    select from segment s
    where s.consumer = of_consumer and s.first_slot = (request #>> '{lease,firstSlot}')::integer
      and (request ->> 'slot')::integer between s.first_slot and s.last_slot)
  then
    return '{"accepted": false}';
  end if;

  -- One that was given up as unanswered, and is carried out when the event has been done: nothing is
  -- held of it, and the checkpoint has it done.
  if not exists (
      select from held_stream h
      where h.consumer = of_consumer and h.stream = held_name and h.failed <= fails_at)
    and exists (
      select from segment s
      where s.consumer = of_consumer and s.first_slot = (request #>> '{lease,firstSlot}')::integer
        and fails_at <= s.through and fails_at <> all (s.unfinished)
        and (fails_at > s.replay_after and fails_at <= s.replay_to) is not true)
  then
    return '{"accepted": true}';
  end if;

  -- Another event of the stream: what is held of the former one is over.
  delete from held_stream h
    where h.consumer = of_consumer and h.stream = held_name
      and h.position <> fails_at and (h.state <> 'RELEASED' or h.position < fails_at)
    returning h.failed into freed;
  perform forget_done(of_consumer, request -> 'lease', held_name, freed, fails_at);
  insert into held_stream as h (
      consumer, stream, slot, position, failed, type, source, id, state, since, tried_since, due,
      attempts, outages, error)
    values (
      of_consumer, held_name, (request ->> 'slot')::integer, fails_at, fails_at, culprit ->> 'type',
      culprit ->> 'source', culprit ->> 'id', request ->> 'state', at, at,
      case when request ->> 'state' = 'RETRYING' then
        at + coalesce((request ->> 'due')::interval, '0')
      end,
      (attempt ->> 'number')::integer, coalesce((request ->> 'outages')::integer, 0),
      attempt ->> 'error')
    on conflict (consumer, stream) do update
      set state = excluded.state, due = excluded.due, attempts = excluded.attempts,
        outages = excluded.outages, error = excluded.error, tried_since = coalesce(h.tried_since, excluded.tried_since)
      -- What was discarded while it was tried stays so; an attempt that comes late changes nothing.
      where h.state <> 'RELEASED' and excluded.attempts >= h.attempts
    returning h.redrives into round;
  if round is null then
    return '{"accepted": true}';
  end if;

  insert into attempt as a (
      consumer, stream, redrive, number, at, node, handler, error, message, trace)
    values (
      of_consumer, held_name, round, (attempt ->> 'number')::integer,
      (attempt ->> 'at')::timestamptz, attempt ->> 'node', attempt ->> 'handler',
      attempt ->> 'error', attempt ->> 'message', attempt ->> 'trace')
    on conflict (consumer, stream, redrive, number) do update
      set at = excluded.at, node = excluded.node, handler = excluded.handler,
        error = excluded.error, message = excluded.message, trace = excluded.trace;
  delete from attempt a
    where a.consumer = of_consumer and a.stream = held_name
      and (a.redrive, a.number) <= (
        select b.redrive, b.number from attempt b
        where b.consumer = of_consumer and b.stream = held_name
        order by b.redrive desc, b.number desc
        offset 20 limit 1);
  return '{"accepted": true}';
end
$$;
