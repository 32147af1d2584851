-- A batch that repeats events or misses a condition: each append for itself, in order (L4, L5, L9).
-- Only append() calls it, holding the lock.
--
-- Everything is looked up first; the decisions then need nothing but numbers. An event is known by
-- its place in the batch; an identity, and an identity with its content, by the first event that
-- has it; a stream by a number of its own. condition_overtaken is where the log has an event within
-- the boundary behind the cursor, or null; the events of the batch that lie within the boundary of a
-- later append are named by pairs, in order: within_conditions, within_events.
drop function append_one_by_one(
  text[], text[], text[], bytea[], text[], text[], text[], text[], text[], text[], jsonb[],
  integer[], integer[], text[], bigint[], bigint, bigint, timestamptz);

create function append_one_by_one(
  ids text[], sources text[], types text[], data bytea[], streams text[], subjects text[],
  times text[], content_types text[], data_schemas text[], forms text[], extensions jsonb[],
  appends integer[], expected_appends integer[], expected_streams text[],
  expected_versions bigint[], conditions integer, condition_appends integer[],
  condition_overtaken bigint[], within_conditions integer[], within_events integer[],
  head bigint, in_epoch bigint, at timestamptz)
returns table (
  append integer, event integer, outcome text, id text, source text, stream text, version bigint,
  "position" bigint, epoch bigint, recorded_at timestamptz, expected bigint, actual bigint)
language plpgsql as
$$
#variable_conflict use_column
declare
  size             constant integer := cardinality(ids);
  expectations     constant integer := coalesce(cardinality(expected_streams), 0);
  identity         integer[];     -- by event
  content          integer[];     -- by event
  stored_same      boolean[];     -- by event: does the log hold this content under its identity?
  stored_position  bigint[];      -- by event: null if the log does not hold its identity
  stored_version   bigint[];
  stored_epoch     bigint[];
  stored_at        timestamptz[];
  stream_number    integer[];     -- by event, then by expectation
  stream_version   bigint[];      -- by stream: where it is after the appends decided so far
  recorded_as      integer[] := array_fill(0, array[size]);  -- by identity: event of this batch
  named_in         integer[] := array_fill(0, array[size]);  -- by identity: append that names it
  new_version      bigint[]  := array_fill(null::bigint, array[size]);
  new_position     bigint[]  := array_fill(null::bigint, array[size]);
  first            integer := 1;  -- the events first to last make up an append
  last             integer;
  next_expectation integer := 1;
  next_condition   integer := 1;
  next_within      integer := 1;
  stale            integer;
  overtaken        bigint;        -- where an event stands that is within a boundary
  doubled          integer;       -- an event whose identity the append names twice
  reused           integer;       -- one whose identity belongs to other content
  repeated         integer;       -- one that is recorded already
  unrecorded       integer;       -- one that is not
  twin             integer;
  n                integer;
begin
  select
    array_agg(b.identity order by b.n), array_agg(b.content order by b.n),
    array_agg(b.same order by b.n), array_agg(b.position order by b.n),
    array_agg(b.version order by b.n), array_agg(b.epoch order by b.n),
    array_agg(b.recorded_at order by b.n)
  into identity, content, stored_same, stored_position, stored_version, stored_epoch, stored_at
  from (
    select
      b.n,
      (min(b.n) over (partition by b.id collate "C", b.source collate "C"))::integer as identity,
      (min(b.n) over (partition by b.id collate "C", b.source collate "C", b.type collate "C",
        b.stream collate "C", b.subject, b.time, b.content_type, b.data_schema, b.form,
        coalesce(b.extensions, '{}'), b.data))::integer as content,
      e.*
    from unnest(ids, sources, types, data, streams, subjects, times, content_types, data_schemas,
                forms, extensions) with ordinality
      b (id, source, type, data, stream, subject, time, content_type, data_schema, form, extensions,
         n)
    left join lateral (
      select
        e.position, e.version, e.epoch, e.recorded_at,
        row(e.type, e.stream, e.subject, e.time, e.content_type, e.data_schema, e.form,
            e.extensions, e.data)
        is not distinct from
        row(b.type, b.stream, b.subject, b.time, b.content_type, b.data_schema, b.form::"char",
            coalesce(b.extensions, '{}'), b.data) as same
      from event e
      where e.id = b.id and e.source = b.source
      limit 1) e on true) b;

  select
    array_agg(s.number order by s.n),
    array_agg(s.version order by s.number) filter (where s.first)
  into stream_number, stream_version
  from (
    select
      r.*,
      case when r.first then
        coalesce((select e.version from event e where e.stream = r.stream
                  order by e.version desc limit 1), 0)
      end as version
    from (
      select
        s.n, s.stream,
        (dense_rank() over (order by s.stream collate "C"))::integer as number,
        row_number() over (partition by s.stream collate "C") = 1 as first
      from unnest(streams || expected_streams) with ordinality s (stream, n)) r) s;

  while first <= size loop
    append := appends[first];
    last := first;
    while last < size and appends[last + 1] = append loop
      last := last + 1;
    end loop;

    doubled := null;
    reused := null;
    repeated := null;
    unrecorded := null;
    for n in first .. last loop
      twin := recorded_as[identity[n]];
      if named_in[identity[n]] = first then
        doubled := coalesce(doubled, n);
      elsif twin = 0 and stored_position[n] is null then
        unrecorded := coalesce(unrecorded, n);
      else
        repeated := coalesce(repeated, n);
        if twin > 0 and content[twin] <> content[n] or twin = 0 and not stored_same[n] then
          reused := coalesce(reused, n);
        end if;
      end if;
      named_in[identity[n]] := first;
    end loop;

    stale := null;
    while next_expectation <= expectations
      and coalesce(expected_appends[next_expectation], append) = append
    loop
      if stale is null
        and expected_versions[next_expectation]
            <> stream_version[stream_number[size + next_expectation]]
      then
        stale := next_expectation;
      end if;
      next_expectation := next_expectation + 1;
    end loop;

    overtaken := null;
    while next_condition <= conditions
      and coalesce(condition_appends[next_condition], append) = append
    loop
      overtaken := least(overtaken, condition_overtaken[next_condition]);
      while within_conditions[next_within] = next_condition loop
        overtaken := least(overtaken, new_position[within_events[next_within]]);
        next_within := next_within + 1;
      end loop;
      next_condition := next_condition + 1;
    end loop;

    outcome := case
      when coalesce(doubled, reused) is not null then 'reused'
      when repeated is not null and unrecorded is not null then 'partial'
      when repeated is not null then 'duplicate'
      when stale is not null then 'stale'
      when overtaken is not null then 'overtaken'
      else 'recorded'
      end;
    event := null; id := null; source := null; stream := null; version := null; position := null;
    epoch := null; recorded_at := null; expected := null; actual := null;
    if outcome = 'stale' then
      stream := expected_streams[stale];
      expected := expected_versions[stale];
      actual := stream_version[stream_number[size + stale]];
      return next;
    elsif outcome = 'overtaken' then
      position := overtaken;
      return next;
    end if;

    for n in first .. last loop
      continue when outcome in ('stale', 'overtaken')
        or outcome = 'reused' and n <> coalesce(doubled, reused)
        or outcome = 'partial' and n not in (repeated, unrecorded);
      if outcome = 'recorded' then
        head := head + 1;
        new_position[n] := head;
        stream_version[stream_number[n]] := stream_version[stream_number[n]] + 1;
        new_version[n] := stream_version[stream_number[n]];
        recorded_as[identity[n]] := n;
      end if;
      event := n;
      id := ids[n];
      source := sources[n];
      stream := streams[n];
      twin := recorded_as[identity[n]];
      if n = doubled then
        version := null; position := null; epoch := null; recorded_at := null;
      elsif twin > 0 then
        version := new_version[twin];
        position := new_position[twin];
        epoch := in_epoch;
        recorded_at := at;
      else
        version := stored_version[n];
        position := stored_position[n];
        epoch := stored_epoch[n];
        recorded_at := stored_at[n];
      end if;
      return next;
    end loop;
    first := last + 1;
  end loop;

  perform record(ids, sources, types, data, streams, subjects, times, content_types, data_schemas,
                 forms, extensions, new_version, new_position, in_epoch, at);
  if extensions is not null then
    perform record_attributes(extensions, new_position);
  end if;
end
$$;
