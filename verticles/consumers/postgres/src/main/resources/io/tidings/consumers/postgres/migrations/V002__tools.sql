-- Requests and answers are the records of the port as JSON: one argument, one result, one round trip.
-- Durations and times in them are ISO 8601.
create function iso(duration interval) returns text
  language sql immutable strict parallel safe
  return 'PT' || extract(epoch from duration) || 'S';

create function iso(at timestamptz) returns text
  language sql stable strict parallel safe
  return to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

-- Whoever steers or claims does so alone, for each consumer. Not "for update": what refers to the
-- consumer by a foreign key need not wait.
create function lock_consumer(asked text) returns consumer
  language plpgsql
  set search_path = "${flyway:defaultSchema}", pg_temp as
$$
declare
  known consumer;
begin
  select * into known from consumer c where c.name = asked for no key update;
  if not found then
    raise exception 'there is no consumer ''%''', asked using errcode = 'TI101';
  end if;
  return known;
end
$$;

-- The last lock of any transaction, so that numbers follow commit order: whoever reads on behind a
-- number misses nothing.
create function write_ledger(
  of_consumer text, action text, by text, why text, stream text, at_position bigint, detail json)
  returns void
  language plpgsql
  set search_path = "${flyway:defaultSchema}", pg_temp as
$$
begin
  perform pg_advisory_xact_lock('ledger'::regclass::oid::bigint);
  insert into ledger (at, consumer, action, by, why, stream, position, detail)
    values (clock_timestamp(), of_consumer, action, by, why, stream, at_position, detail);
end
$$;

-- Tokens are times, in microseconds, that always grow. After a restore, a count would come to a
-- number that an owner of the lost history still holds.
create function next_token(former bigint) returns bigint
  language sql volatile
  return greatest(former + 1, floor(extract(epoch from clock_timestamp()) * 1000000)::bigint);

-- Whether the lease is its segment's, and was not given back. So it stays until the transaction ends:
-- a takeover wants the row for itself.
create function owns(of_consumer text, lease jsonb) returns boolean
  language plpgsql
  set search_path = "${flyway:defaultSchema}", pg_temp as
$$
begin
  perform from segment s
    where s.consumer = of_consumer
      and s.first_slot = (lease ->> 'firstSlot')::integer
      and s.token = (lease ->> 'token')::bigint
      and s.owner is not null
    for key share;
  return found;
end
$$;

create function progress_of(s segment) returns jsonb
  language sql immutable
  return jsonb_build_object(
    'through', jsonb_build_object('epoch', s.epoch, 'position', s.through),
    'ahead', s.ahead,
    'unfinished', s.unfinished);

create function replay_of(s segment) returns jsonb
  language sql immutable
  return case when s.replay_to is not null then jsonb_build_object(
    'after', s.replay_after, 'to', s.replay_to, 'dryRun', s.replay_dry) end;

create function slots_of(s segment) returns jsonb
  language sql immutable
  return jsonb_build_object('first', s.first_slot, 'last', s.last_slot);

-- So many ranges of slots, of equal size if the number divides 1024.
create function ranges(number integer) returns table (first_slot integer, last_slot integer)
  language sql immutable as
$$
  select i * 1024 / number, (i + 1) * 1024 / number - 1 from generate_series(0, number - 1) i
$$;
