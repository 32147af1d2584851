-- Appends that are to be recorded later. They stand here and not in `event` until then.
create table scheduled (
  due               timestamptz not null,
  -- Until when it is the affair of whoever claimed it last.
  claimed_until     timestamptz not null default '-infinity',
  ended_at          timestamptz,
  recorded_epoch    bigint,
  recorded_position bigint,
  delay_micros      bigint,
  claims            integer     not null default 0,
  -- Whether it is to be recorded, or was refused: what the indexes go by. A claim changes neither.
  waits             boolean     not null default true,
  failed            boolean     not null default false,
  state             text        collate "C" not null default 'pending',
  id                text        collate "C" not null,
  problem           text        collate "C",
  -- AppendRequest of codecs/vectors/bus/tidings.proto, in its envelope.
  append            bytea       not null,

  constraint scheduled_id primary key (id),
  constraint scheduled_id_form check (id ~ '^[A-Za-z0-9._~:-]{1,200}$'),
  constraint scheduled_state check (
    state in ('pending', 'recording', 'recorded', 'failed', 'cancelled')),
  constraint scheduled_waits check (waits = (state in ('pending', 'recording'))),
  constraint scheduled_failed check (failed = (state = 'failed')),
  constraint scheduled_ended check ((ended_at is not null) = (state in ('recorded', 'cancelled'))),
  constraint scheduled_recorded check (
    (state = 'recorded') = (recorded_epoch is not null and recorded_position is not null)),
  constraint scheduled_problem check (not failed or problem is not null)
);

create index scheduled_due on scheduled (due, id) where waits;
create index scheduled_refused on scheduled (due, id) where failed;
create index scheduled_ended_at on scheduled (ended_at) where ended_at is not null;

-- With room on its page a claim need not touch the indexes. Clean up early.
alter table scheduled set (
  fillfactor = 60,
  autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_analyze_scale_factor = 0.05
);

comment on table scheduled is
  'Appends that are to be recorded when they are due, and what has become of those of the last day.';

-- An acknowledgement is durable (S1, S4), and so is a claim: a crash must not forget that a node may
-- be recording what somebody cancels next.
create function commit_durably() returns void
  language plpgsql as
$$
begin
  if current_setting('synchronous_commit') in ('off', 'local', 'remote_write') then
    perform set_config('synchronous_commit', 'on', true);
  end if;
end
$$;

create function schedule(
  ids text[], dues timestamptz[], delays_micros bigint[], appends bytea[])
  returns table (accepted boolean, scheduled scheduled)
  language plpgsql security definer
  set search_path = "${flyway:defaultSchema}", pg_temp
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off
  set enable_hashjoin = off
  set enable_mergejoin = off
as
$$
#variable_conflict use_column
declare
  now constant timestamptz := clock_timestamp();
  new text[];
begin
  perform commit_durably();
  with inserted as (
    insert into scheduled as s (id, due, delay_micros, append)
      select b.id, coalesce(b.due, now + b.delay_micros * interval '1 microsecond'),
        b.delay_micros, b.append
      from unnest(ids, dues, delays_micros, appends) b (id, due, delay_micros, append)
      order by b.id
      on conflict (id) do nothing
      returning s.id)
  select array_agg(i.id) into new from inserted i;
  return query
    select
      coalesce(b.id = any (new), false)
        and row_number() over (partition by b.id order by b.n) = 1,
      s
    from unnest(ids) with ordinality b (id, n)
    join scheduled s on s.id = b.id
    order by b.n;
end
$$;

comment on function schedule(text[], timestamptz[], bigint[], bytea[]) is
  'Keeps appends until they are due: at a time, or so many microseconds from now. One row for each,
in order. Not accepted is one whose id there was before, which is returned then.';

create function cancel_scheduled(cancelled_id text) returns text
  language plpgsql security definer
  set search_path = "${flyway:defaultSchema}", pg_temp as
$$
declare
  outcome text;
begin
  perform commit_durably();
  update scheduled s
    set state = 'cancelled', waits = false, failed = false, ended_at = clock_timestamp()
    where s.id = cancelled_id and s.state in ('pending', 'failed');
  select s.state into outcome from scheduled s where s.id = cancelled_id;
  return outcome;
end
$$;

comment on function cancel_scheduled(text) is
  'Cancels what waits or has failed, and returns the state: cancelled, or that in which it was too
late; null if the id is unknown.';

create function claim_scheduled(most integer, most_bytes bigint, lease interval)
  returns table (id text, claim integer, due timestamptz, append bytea, next_micros bigint)
  language plpgsql security definer
  set search_path = "${flyway:defaultSchema}", pg_temp
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off
  set enable_bitmapscan = off
  set enable_hashjoin = off
  set enable_mergejoin = off
  set jit = off
as
$$
#variable_conflict use_column
declare
  now constant timestamptz := clock_timestamp();
begin
  perform commit_durably();
  return query
    with candidate as materialized (
      select s.id, s.due, octet_length(s.append) as bytes
      from scheduled s
      where s.waits and s.due <= now and s.claimed_until <= now
      order by s.due, s.id
      limit most
      for update skip locked
    ),
    claimed as (
      update scheduled s
        set state = 'recording', claims = s.claims + 1, claimed_until = now + lease
        from (select c.id, row_number() over before as n, sum(c.bytes) over before as bytes
              from candidate c
              window before as (order by c.due, c.id)) c
        where s.id = c.id and (c.bytes <= most_bytes or c.n = 1)
        returning s.id, s.claims, s.due, s.append, c.n
    )
    select c.id, c.claims, c.due, c.append, null::bigint from claimed c order by c.n;
  return query
    select null::text, null::integer, null::timestamptz, null::bytea,
      (extract(epoch from s.due - now) * 1000000)::bigint
    from scheduled s where s.waits and s.claimed_until <= now order by s.due, s.id limit 1;
end
$$;

comment on function claim_scheduled(integer, bigint, interval) is
  'Takes what is due and keeps it from others for the time of the lease. The last row has no id, but
how long nothing more is due, claims that end apart; it is absent if nothing is left.';

-- What is lost of this by a crash is claimed and recorded again, which changes nothing (L5).
create function settle_scheduled(
  ids text[], of_claims integer[], epochs bigint[], positions bigint[], problems text[])
  returns void
  language plpgsql security definer
  set search_path = "${flyway:defaultSchema}", pg_temp
  set enable_seqscan = off
  set enable_hashjoin = off
  set enable_mergejoin = off
as
$$
begin
  perform set_config('synchronous_commit', 'off', true);
  perform from scheduled s where s.id = any (ids) order by s.id for update;
  update scheduled s
    set state = case when b.problem is null then 'recorded' else 'failed' end,
        waits = false,
        failed = b.problem is not null,
        ended_at = case when b.problem is null then clock_timestamp() end,
        recorded_epoch = b.epoch,
        recorded_position = b.pos,
        problem = b.problem
    from unnest(ids, of_claims, epochs, positions, problems) b (id, claim, epoch, pos, problem)
    where s.id = b.id
      and case when b.problem is null then s.state <> 'recorded'
               else s.state = 'recording' and s.claims = b.claim end;
end
$$;

comment on function settle_scheduled(text[], integer[], bigint[], bigint[], text[]) is
  'Keeps what has become of what was claimed: where it was recorded, or why it never will be.';

create function forget_scheduled(age interval, most integer) returns integer
  language plpgsql security definer
  set search_path = "${flyway:defaultSchema}", pg_temp
  set enable_seqscan = off
as
$$
declare
  forgotten integer;
begin
  delete from scheduled s
    where s.id = any (array(
      select e.id from scheduled e
      where e.ended_at < clock_timestamp() - age
      order by e.ended_at limit most));
  get diagnostics forgotten = row_count;
  return forgotten;
end
$$;

revoke execute on function schedule(text[], timestamptz[], bigint[], bytea[]) from public;
revoke execute on function cancel_scheduled(text) from public;
revoke execute on function claim_scheduled(integer, bigint, interval) from public;
revoke execute on function settle_scheduled(text[], integer[], bigint[], bigint[], text[]) from public;
revoke execute on function forget_scheduled(interval, integer) from public;
