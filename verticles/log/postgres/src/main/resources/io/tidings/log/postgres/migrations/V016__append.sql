-- Looks for what lies within boundaries before it takes the lock, where that can take long (L9), and
-- takes no expectation of an append that is not there: such a one was never checked.
create or replace function append(
  ids               text[],
  sources           text[],
  types             text[],
  data              bytea[]   default null,
  streams           text[]    default null,
  subjects          text[]    default null,
  times             text[]    default null,
  content_types     text[]    default null,
  data_schemas      text[]    default null,
  forms             text[]    default null,
  extensions        jsonb[]   default null,
  appends           integer[] default null,
  expected_streams  text[]    default null,
  expected_versions bigint[]  default null,
  expected_appends  integer[] default null,
  announce          boolean   default true,
  unless            jsonb[]   default null,
  since             bigint[]  default null,
  since_epochs      bigint[]  default null,
  unless_appends    integer[] default null)
returns table (
  append integer, event integer, outcome text, id text, source text, stream text, version bigint,
  "position" bigint, epoch bigint, recorded_at timestamptz, expected bigint, actual bigint)
language plpgsql security definer
-- A connection plans once, and the plans must hold while the log grows from nothing: index scans,
-- whatever the statistics say.
set search_path = "${flyway:defaultSchema}", pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_bitmapscan = off
set jit = off
as
$$
#variable_conflict use_column
declare
  size         constant integer := cardinality(ids);
  expectations constant integer := coalesce(cardinality(expected_streams), 0);
  conditions   constant integer := coalesce(cardinality(unless), 0);
  in_epoch     bigint;
  settled      boolean;
  head         bigint;
  at           timestamptz;
  versions     bigint[];
  doubtful     boolean;
  looked       bigint;
  seen         bigint := 0;  -- how far was looked before the lock was taken
  ahead        bigint[];     -- by condition: what was found up to there, or null
  overtaken    bigint[];     -- by condition: null if it holds in the log
  within_conditions integer[];
  within_events     integer[];
  culprit      integer;
begin
  if size is null or size = 0 then
    raise exception 'an append without events' using errcode = 'TI001';
  end if;
  if (size = all (array[
       cardinality(sources), cardinality(types),
       coalesce(cardinality(data), size), coalesce(cardinality(streams), size),
       coalesce(cardinality(subjects), size), coalesce(cardinality(times), size),
       coalesce(cardinality(content_types), size), coalesce(cardinality(data_schemas), size),
       coalesce(cardinality(forms), size), coalesce(cardinality(extensions), size),
       coalesce(cardinality(appends), size)])) is not true
  then
    raise exception 'the arrays differ in length: ids has %', size
      using errcode = 'TI001', hint = 'Each array has one element for each event, or is null.';
  end if;
  if array_position(ids, null) is not null or array_position(sources, null) is not null
    or array_position(types, null) is not null
  then
    raise exception 'an event without id, source or type' using errcode = 'TI001';
  end if;
  if appends is not null then
    if appends <> array(select a from unnest(appends) a order by a)
      or array_position(appends, null) is not null
    then
      raise exception 'appends is not ascending' using errcode = 'TI001';
    end if;
  end if;
  if expectations > 0 then
    if cardinality(expected_versions) is distinct from expectations
      or array_position(expected_streams, null) is not null
      or array_position(expected_versions, null) is not null
      or coalesce(cardinality(expected_appends), expectations) <> expectations
      or expected_appends is null and appends[1] <> appends[size]
      or expected_appends <> array(select e from unnest(expected_appends) e order by e)
      or not expected_appends <@ coalesce(appends, array[1])
    then
      raise exception 'the expectations do not fit the events'
        using errcode = 'TI001',
          hint = 'expected_streams, expected_versions and expected_appends are of one length, without'
            ' nulls, ascending by append; without expected_appends there is one append.';
    end if;
  end if;
  if conditions > 0 then
    if cardinality(since) is distinct from conditions
      or array_position(since, null) is not null
      or 0 > any (since)
      or coalesce(cardinality(since_epochs), conditions) <> conditions
      or coalesce(cardinality(unless_appends), conditions) <> conditions
      or unless_appends is null and appends[1] <> appends[size]
      or unless_appends <> array(select u from unnest(unless_appends) u order by u)
      or not unless_appends <@ coalesce(appends, array[1])
    then
      raise exception 'the conditions do not fit the events'
        using errcode = 'TI001',
          hint = 'unless, since, since_epochs and unless_appends are of one length, without nulls,'
            ' ascending by append; without unless_appends there is one append.';
    end if;
    if not are_boundaries(unless) then
      raise exception 'unless is not boundaries'
        using errcode = 'TI001',
          hint = 'Give for each a list like [{"course": "C1"}, {"type": ["t"], "student": "S1"}],'
            ' of attributes that stand in the table attribute.';
    end if;
  end if;
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'append() in a transaction that is %', current_setting('transaction_isolation')
      using errcode = 'TI002', hint = 'It must see what was appended while it waited for its turn:'
        ' set transaction isolation level read committed.';
  end if;

  if streams is null or array_position(streams, null) is not null then
    streams := array(
      select coalesce(b.stream, b.extensions ->> 'stream', b.subject, b.source)
      from unnest(streams, extensions, subjects, sources) with ordinality
        b (stream, extensions, subject, source, n)
      order by b.n);
  end if;
  if forms is null or array_position(forms, null) is not null then
    select
      array_agg(b.form order by b.n),
      min(b.n) filter (where b.implied and (
        b.form = 'json' and not is_json(b.data)
        or b.form = 'text' and payload_text(b.data) is null))
    into forms, culprit
    from (
      select
        case when b.data is not null then coalesce(b.form, form_of(b.content_type)) end as form,
        b.form is null as implied,
        b.data,
        b.n
      from unnest(forms, content_types, data) with ordinality b (form, content_type, data, n)) b;
    if culprit is not null then
      raise exception 'the data of event % (id %) is not what its content type says: %',
        culprit, ids[culprit], coalesce(content_types[culprit], 'application/json by default')
        using errcode = 'TI003', hint = 'Name its content type, or give its form as ''binary''.';
    end if;
  end if;

  if current_setting('synchronous_commit') in ('off', 'local', 'remote_write') then
    perform set_config('synchronous_commit', 'on', true);
  end if;

  -- Where a criterion has several conditions, and many events meet one of them each, it takes long to
  -- find that none meets all. So this is looked for before, again and again until few events were
  -- recorded meanwhile: with the lock, only those behind them are left. Each turn sees a beginning of
  -- the log (L3), and more of it than the turn before.
  if conditions > 0 then
    seen := (select min(s) from unnest(since) s);
    for turn in 1 .. 5 loop
      exit when seen > coalesce(
        (select e.position from event e order by e.position desc limit 1), 0) - 500;
      exit when turn = 1 and not exists (
        select from criteria(unless) k where k.key is not null and not k.key_alone);
      looked := seen;
      select coalesce(max(h.position), 0), array_agg(least(ahead[c.n], c.found) order by c.n)
      into seen, ahead
      from (
        select
          c.n,
          min(case when k.boundary is not null then
            first_within(k.types, k.attributes, greatest(c.since, looked)) end) as found
        from unnest(since) with ordinality c (since, n)
        left join criteria(unless) k
          on k.boundary = c.n and k.key is not null and not k.key_alone
        group by c.n) c
      left join (select e.position from event e order by e.position desc limit 1) h on true;
    end loop;
  end if;

  -- The lock is held until the transaction ends: whoever comes next sees these events (L3).
  select
    l.epoch,
    l.server_started = pg_postmaster_start_time() and l.file = pg_relation_filepath(l.tableoid)
  into in_epoch, settled
  from log l for update;
  if not settled then
    in_epoch := enter_epoch();
  end if;

  -- The end of the log; whether the batch names an identity that is recorded, or one twice; and if
  -- every append succeeds: the versions of its events, and whether an expectation fails. The
  -- expectations of an append stand before its events, and see those of the appends before it.
  select
    coalesce(max(h.position), 0), greatest(max(h.recorded_at), clock_timestamp()),
    array_agg(w.version order by w.n) filter (where w.n is not null),
    bool_or(w.expected <> w.version)
      or exists (
        select from unnest(ids, sources) b (id, source)
        cross join lateral (
          select from event e where e.id = b.id and e.source = b.source limit 1) recorded)
      or size > (
        select count(*)
        from (select distinct b.id collate "C", b.source collate "C"
              from unnest(ids, sources) b (id, source)) d)
  into head, at, versions, doubtful
  from (
    select
      v.n,
      v.expected,
      max(v.version) over stream + count(v.n) over stream as version
    from (
      select
        b.*,
        case when row_number() over stream = 1 then
          coalesce((select e.version from event e where e.stream = b.stream
                    order by e.version desc limit 1), 0)
        end as version
      from (
        select b.stream collate "C" as stream, coalesce(b.append, 1) as append, b.n,
          null::bigint as expected
        from unnest(streams, appends) with ordinality b (stream, append, n)
        union all
        select x.stream collate "C", coalesce(x.append, 1), null, x.version
        from unnest(expected_streams, expected_appends, expected_versions) x (stream, append, version)
      ) b
      window stream as (partition by b.stream order by b.append, b.n nulls first
                        rows unbounded preceding)
    ) v
    window stream as (partition by v.stream order by v.append, v.n nulls first
                      rows unbounded preceding)
  ) w
  left join (select e.position, e.recorded_at from event e order by e.position desc limit 1) h
    on true;

  -- What the log has within a boundary behind its cursor, 0 if the cursor does not hold (L7); and
  -- which events of earlier appends lie within it.
  if conditions > 0 then
    select array_agg(c.overtaken order by c.n)
    into overtaken
    from (
      select
        c.n,
        case when c.holds then least(ahead[c.n], min(
          case when k.key_alone then (
            select a.position from attribute a
            where a.name = k.key and a.value = k.value and a.position > c.since
            order by a.position limit 1)
          when k.key is null then first_within(k.types, k.attributes, c.since)
          when seen < head then first_within(k.types, k.attributes, greatest(c.since, seen))
          end)) else 0
        end as overtaken
      from (
        select
          c.n, c.since,
          c.since <= case when coalesce(c.epoch, 0) in (0, in_epoch) then head
            else coalesce((select e.started_after from epoch e where e.epoch > c.epoch
                           order by e.epoch limit 1), 0)
            end as holds
        from unnest(since, since_epochs) with ordinality c (since, epoch, n)) c
      join criteria(unless) k on k.boundary = c.n
      group by c.n, c.holds) c;
    if appends[1] < appends[size] then
      select
        array_agg(w.boundary order by w.boundary, w.n), array_agg(w.n order by w.boundary, w.n)
      into within_conditions, within_events
      from (
        select k.boundary, b.n::integer as n
        from criteria(unless) k
        join (
          select b.*, a.key, a.value
          from unnest(types, extensions, appends) with ordinality b (type, extensions, append, n)
          cross join lateral jsonb_each_text(b.extensions) a) b
          on b.key = k.key and b.value = k.value
        where b.append < unless_appends[k.boundary]
          and (k.key_alone or (k.types is null or b.type = any (k.types)) and not exists (
            select from jsonb_each_text(k.attributes) a
            where b.extensions ->> a.key is distinct from a.value))
        union
        select k.boundary, b.n::integer
        from criteria(unless) k
        cross join unnest(k.types) t (type)
        join (select * from unnest(types, appends) with ordinality b (type, append, n)) b
          on b.type = t.type
        where k.key is null and b.append < unless_appends[k.boundary]) w;
    end if;
    doubtful := doubtful or within_events is not null or exists (
      select from unnest(overtaken) o where o is not null);
  end if;

  if doubtful then
    return query select * from append_one_by_one(
      ids, sources, types, data, streams, subjects, times, content_types, data_schemas, forms,
      extensions, coalesce(appends, array_fill(1, array[size])), expected_appends, expected_streams,
      expected_versions, conditions, unless_appends, overtaken, within_conditions, within_events,
      head, in_epoch, at);
  else
    return query
      insert into event (
        position, version, epoch, recorded_at, form, id, source, type, stream, subject, time,
        content_type, data_schema, extensions, data)
      select
        head + b.n, b.version, in_epoch, at, b.form::"char", b.id, b.source, b.type, b.stream,
        b.subject, b.time, b.content_type, b.data_schema, coalesce(b.extensions, '{}'), b.data
      from unnest(ids, sources, types, data, streams, subjects, times, content_types, data_schemas,
                  forms, extensions, versions) with ordinality
        b (id, source, type, data, stream, subject, time, content_type, data_schema, form,
           extensions, version, n)
      returning
        coalesce(appends[position - head], 1), (position - head)::integer, 'recorded', id, source,
        stream, version, position, epoch, recorded_at, null::bigint, null::bigint;
    if extensions is not null then
      perform record_attributes(extensions, array(
        select n from generate_series(head + 1, head + size) n));
    end if;
  end if;

  if announce then
    perform pg_notify('tidings_${flyway:defaultSchema}', e.last::text)
    from (select max(e.position) as last from event e where e.position > head) e
    where e.last is not null;
  end if;
end
$$;
