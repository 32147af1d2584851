-- What is done of a stream that was held from there on, and that checkpoints have left for that reason.
-- Not the event that holds it from now on: it may have had its effect, and failed all the same.
create function forget_done(
  of_consumer text, lease jsonb, of_stream text, held_from bigint, held_again bigint) returns void
language sql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
  delete from done d
    where d.consumer = of_consumer and d.stream = of_stream and d.position >= held_from
      and (held_again is null or d.position < held_again)
      and d.position <= (
        select s.position from segment s
        where s.consumer = of_consumer and s.first_slot = (lease ->> 'firstSlot')::integer)
$$;

create function consumer_hold(request jsonb) returns jsonb
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

  -- Another event of the stream: what is held of the former one is over.
  delete from held_stream h
    where h.consumer = of_consumer and h.stream = held_name
      and h.position <> fails_at and (h.state <> 'RELEASED' or h.position < fails_at)
    returning h.failed into freed;
  perform forget_done(of_consumer, request -> 'lease', held_name, freed, fails_at);
  insert into held_stream as h (
      consumer, stream, slot, position, failed, type, source, id, state, since, tried_since, due,
      attempts, error)
    values (
      of_consumer, held_name, (request ->> 'slot')::integer, fails_at, fails_at, culprit ->> 'type',
      culprit ->> 'source', culprit ->> 'id', request ->> 'state', at, at,
      case when request ->> 'state' = 'RETRYING' then
        at + coalesce((request ->> 'due')::interval, '0')
      end,
      (attempt ->> 'number')::integer, attempt ->> 'error')
    on conflict (consumer, stream) do update
      set state = excluded.state, due = excluded.due, attempts = excluded.attempts,
        error = excluded.error, tried_since = coalesce(h.tried_since, excluded.tried_since)
      -- What was discarded while it was tried stays so.
      where h.state <> 'RELEASED'
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

create function consumer_advance(request jsonb) returns jsonb
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
declare
  of_consumer constant text := request ->> 'consumer';
  held_name   constant text := request ->> 'stream';
  freed       bigint;
begin
  if not owns(of_consumer, request -> 'lease') then
    return '{"accepted": false}';
  end if;

  if (request ->> 'free')::boolean then
    delete from held_stream h where h.consumer = of_consumer and h.stream = held_name
      returning h.failed into freed;
    perform forget_done(of_consumer, request -> 'lease', held_name, freed, null);
  else
    update held_stream h
      set state = 'RELEASED', position = greatest(h.position, (request ->> 'through')::bigint),
        due = null, attempts = 0, replacement = null
      where h.consumer = of_consumer and h.stream = held_name;
  end if;
  return '{"accepted": true}';
end
$$;
