-- Appends that are to be recorded later. They stand here and not in `event` until then.
create table scheduled (
  due               timestamptz not null,
  -- When it may be claimed: when it is due, and after that when the last claim ends. Null: never.
  next_claim        timestamptz,
  ended_at          timestamptz,
  recorded_epoch    bigint,
  recorded_position bigint,
  delay_micros      bigint,
  claims            integer     not null default 0,
  state             text        collate "C" not null default 'pending',
  id                text        collate "C" not null,
  problem           text        collate "C",
  -- AppendRequest of codecs/vectors/bus/tidings.proto, in its envelope.
  append            bytea       not null,

  constraint scheduled_id primary key (id),
  constraint scheduled_id_form check (id ~ '^[A-Za-z0-9._~:-]{1,200}$'),
  constraint scheduled_state check (
    state in ('pending', 'recording', 'recorded', 'failed', 'cancelled')),
  constraint scheduled_claimable check (
    (next_claim is not null) = (state in ('pending', 'recording'))),
  constraint scheduled_ended check ((ended_at is not null) = (state in ('recorded', 'cancelled'))),
  constraint scheduled_recorded check (
    (state = 'recorded') = (recorded_epoch is not null and recorded_position is not null)),
  constraint scheduled_problem check (state <> 'failed' or problem is not null)
);

create index scheduled_next_claim on scheduled (next_claim, id) where next_claim is not null;
create index scheduled_due on scheduled (due, id) where ended_at is null;
create index scheduled_ended_at on scheduled (ended_at) where ended_at is not null;

-- A row changes twice and is then deleted: leave room on its page, and clean up early.
alter table scheduled set (
  fillfactor = 70,
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
  new_id text, new_due timestamptz, new_delay_micros bigint, new_append bytea,
  out accepted boolean, out scheduled scheduled)
  language plpgsql security definer
  set search_path = "${flyway:defaultSchema}", pg_temp as
$$
#variable_conflict use_column
declare
  at constant timestamptz :=
    coalesce(new_due, clock_timestamp() + new_delay_micros * interval '1 microsecond');
begin
  perform commit_durably();
  insert into scheduled as s (id, due, next_claim, delay_micros, append)
    values (new_id, at, at, new_delay_micros, new_append)
    on conflict (id) do nothing
    returning s.* into scheduled;
  accepted := found;
  if not accepted then
    -- It may go while we look: forgotten, it is accepted at the next attempt of the caller.
    select s.* into strict scheduled from scheduled s where s.id = new_id;
  end if;
end
$$;

comment on function schedule(text, timestamptz, bigint, bytea) is
  'Keeps an append until it is due: at a time, or so many microseconds from now. Not accepted if
there is one of that id, which is returned then.';

create function cancel_scheduled(cancelled_id text) returns text
  language plpgsql security definer
  set search_path = "${flyway:defaultSchema}", pg_temp as
$$
declare
  outcome text;
begin
  perform commit_durably();
  update scheduled s
    set state = 'cancelled', next_claim = null, ended_at = clock_timestamp()
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
      select s.id, s.next_claim, octet_length(s.append) as bytes
      from scheduled s
      where s.next_claim <= now
      order by s.next_claim, s.id
      limit most
      for update skip locked
    ),
    claimed as (
      update scheduled s
        set state = 'recording', claims = s.claims + 1, next_claim = now + lease
        from (select c.id, c.next_claim, row_number() over before as n, sum(c.bytes) over before as bytes
              from candidate c
              window before as (order by c.next_claim, c.id)) c
        where s.id = c.id and (c.bytes <= most_bytes or c.n = 1)
        returning s.id, s.claims, s.due, s.append, c.n
    )
    select c.id, c.claims, c.due, c.append, null::bigint from claimed c order by c.n;
  return query
    select null::text, null::integer, null::timestamptz, null::bytea,
      (extract(epoch from s.next_claim - now) * 1000000)::bigint
    from scheduled s where s.next_claim is not null order by s.next_claim, s.id limit 1;
end
$$;

comment on function claim_scheduled(integer, bigint, interval) is
  'Takes what is due and keeps it from others for the time of the lease. The last row has no id, but
how long nothing more is due; it is absent if nothing is left.';

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
        next_claim = null,
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

revoke execute on function schedule(text, timestamptz, bigint, bytea) from public;
revoke execute on function cancel_scheduled(text) from public;
revoke execute on function claim_scheduled(integer, bigint, interval) from public;
revoke execute on function settle_scheduled(text[], integer[], bigint[], bigint[], text[]) from public;
revoke execute on function forget_scheduled(interval, integer) from public;
