-- The held streams that a Which names. Any consumer is every consumer: the index wants to know.
create function held_matching(which jsonb) returns setof held_stream
  language sql stable
  set search_path = "${flyway:defaultSchema}", pg_temp as
$$
  select h.*
  from held_stream h
  where h.consumer = any (
      case when which ->> 'consumer' is null then array(select c.name from consumer c)
        else array[which ->> 'consumer'] end)
    and h.state <> 'RELEASED'
    and h.state = coalesce(which ->> 'state', h.state)
    and h.position = coalesce((which ->> 'position')::bigint, h.position)
    and h.stream = coalesce(which ->> 'stream', h.stream)
    and h.type = coalesce(which ->> 'type', h.type)
    and (which ->> 'error' is null
      or which ->> 'error' in (h.error, regexp_replace(h.error, '^.*[.$]', '')))
    and (which ->> 'age' is null or h.since <= clock_timestamp() - (which ->> 'age')::interval)
$$;

-- Locks the consumers of the held streams that match, before these: claims and changes do so too.
create function lock_consumers(which jsonb) returns void
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
begin
  if which ->> 'consumer' is not null then
    perform lock_consumer(which ->> 'consumer');
  else
    perform lock_consumer(m.consumer)
      from (select distinct h.consumer from held_matching(which) h order by h.consumer) m;
  end if;
end
$$;

-- Owners of the consumers' segments are to read the held streams again.
create function steer(which jsonb) returns void
language sql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
  update consumer c set steering = c.steering + 1
    where c.name in (select h.consumer from held_matching(which) h)
$$;

create function consumer_redrive(request jsonb) returns jsonb
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
declare
  at   constant timestamptz := clock_timestamp();
  rate constant double precision := (request ->> 'perSecond')::double precision;
  redriven held_stream;
  affected integer := 0;
begin
  if rate < 0 or rate = 'NaN' then
    raise exception 'per-second is %: give 0 or more', rate using errcode = 'TI103';
  end if;
  perform lock_consumers(request -> 'which');
  perform steer(request -> 'which');
  for redriven in
    with picked as materialized (
      select h.consumer, h.stream, row_number() over (order by h.position, h.consumer) - 1 as n
      from held_matching(request -> 'which') h),
    redriven as (
      update held_stream h
        set state = 'RETRYING', attempts = 0, tried_since = null, redrives = h.redrives + 1,
          due = at + case when rate > 0 then p.n * (interval '1 second' / rate) else '0' end
        from picked p
        where h.consumer = p.consumer and h.stream = p.stream and h.state <> 'RELEASED'
        returning h.*)
    select * from redriven r order by r.position, r.consumer
  loop
    perform write_ledger(redriven.consumer, 'redrive', request ->> 'by', request ->> 'why',
      redriven.stream, redriven.position,
      json_build_object('type', redriven.type, 'source', redriven.source, 'id', redriven.id,
        'redrive', redriven.redrives, 'due', iso(redriven.due)));
    affected := affected + 1;
  end loop;
  return jsonb_build_object('count', affected);
end
$$;

create function consumer_discard(request jsonb) returns jsonb
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
declare
  given_up held_stream;
  affected integer := 0;
begin
  if coalesce(trim(request ->> 'why'), '') = '' then
    raise exception 'a discard without a reason'
      using errcode = 'TI103', hint = 'Say why the events need not be handled.';
  end if;
  perform lock_consumers(request -> 'which');
  perform steer(request -> 'which');
  for given_up in
    with discarded as (
      update held_stream h
        set state = 'RELEASED', due = null, attempts = 0, replacement = null
        from held_matching(request -> 'which') m
        where h.consumer = m.consumer and h.stream = m.stream and h.state <> 'RELEASED'
        returning h.*)
    select * from discarded d order by d.position, d.consumer
  loop
    perform write_ledger(given_up.consumer, 'discard', request ->> 'by', request ->> 'why',
      given_up.stream, given_up.position,
      json_build_object('type', given_up.type, 'source', given_up.source, 'id', given_up.id,
        'error', given_up.error));
    affected := affected + 1;
  end loop;
  return jsonb_build_object('count', affected);
end
$$;

create function consumer_edit(request jsonb) returns jsonb
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
declare
  of_consumer constant text := request ->> 'consumer';
  changed     constant jsonb := nullif(request -> 'replacement', 'null');
  payload     constant bytea := decode(changed ->> 'data', 'base64');
  edited held_stream;
begin
  perform lock_consumer(of_consumer);
  update held_stream h set replacement = changed
    where h.consumer = of_consumer and h.position = (request ->> 'position')::bigint
      and h.state <> 'RELEASED'
    returning * into edited;
  if not found then
    raise exception 'consumer ''%'' holds no stream behind an event at position %',
      of_consumer, request ->> 'position' using errcode = 'TI101';
  end if;
  update consumer c set steering = c.steering + 1 where c.name = of_consumer;
  perform write_ledger(of_consumer, 'edit', request ->> 'by', request ->> 'why', edited.stream,
    edited.position,
    json_build_object('type', edited.type, 'source', edited.source, 'id', edited.id,
      'contentType', changed -> 'contentType', 'form', changed -> 'form',
      'bytes', octet_length(payload), 'sha256', encode(sha256(payload), 'hex')));
  return '{"count": 1}';
end
$$;
