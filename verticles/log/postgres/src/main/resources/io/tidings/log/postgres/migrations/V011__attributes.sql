-- What a boundary finds events by (L9): one row for each attribute of an event that says something
-- of what has happened. Written with the events, by append() alone.
create table attribute (
  name     text   collate "C" not null,
  value    text   collate "C" not null,
  position bigint not null,

  -- Answers "the first with this attribute behind that position" with one probe, from the index.
  constraint attribute_pk primary key (name, value, position)
);

alter table attribute set (
  autovacuum_vacuum_insert_scale_factor = 0.05,
  autovacuum_analyze_scale_factor = 0.05,
  autovacuum_freeze_min_age = 0
);

comment on table attribute is
  'The extension attributes of events that boundaries can name. Written by append() alone.';

create trigger attribute_never_changes before update or delete or truncate on attribute
  for each statement execute function refuse_change();

-- Whoever may read events may read their attributes.
do $$
declare
  reader regrole;
begin
  for reader in
    select a.grantee::regrole
    from pg_class c
    cross join lateral aclexplode(c.relacl) a
    where c.oid = '"${flyway:defaultSchema}".event'::regclass
      and a.privilege_type = 'SELECT' and a.grantee not in (0, c.relowner)
  loop
    execute format('grant select on attribute to %s', reader);
  end loop;
end
$$;

-- The names are those of Extensions.TECHNICAL, the limits those of Criterion.
create function is_indexed(name text, value text) returns boolean
  language sql immutable parallel safe
  return name <> all (array[
      'stream', 'schemaversion', 'correlationid', 'causationid', 'traceparent', 'tracestate',
      'partitionkey', 'sequence', 'sequencetype', 'sampledrate', 'dataref', 'expirytime',
      'recordedtime'])
    and octet_length(name) <= 64
    and octet_length(value) <= 512;

comment on function is_indexed(text, text) is
  'Whether an extension attribute stands in the table attribute, so that a boundary can name it.';

-- Only append() calls it.
create function record_attributes(extensions jsonb[], positions bigint[]) returns void
language plpgsql as
$$
begin
  insert into attribute (name, value, position)
  select a.key, a.value, b.position
  from unnest(extensions, positions) b (extensions, position)
  cross join lateral jsonb_each_text(b.extensions) a
  where b.position is not null and is_indexed(a.key, a.value);
end
$$;

-- The first event behind the position that has all the attributes and one of the types; null if none
-- does. What meets one condition is tried on the next, and from what meets that one on: so the rarest
-- condition decides how much is looked at.
create function first_within(types text[], attributes jsonb, behind bigint) returns bigint
language plpgsql stable as
$$
declare
  names     constant text[] := array(select k from jsonb_object_keys(attributes) k order by k);
  wanted    constant integer := cardinality(names) + (types is not null)::integer;
  candidate bigint := behind + 1;
  met       integer := 0;
  turn      integer := 0;
  found     bigint;
begin
  while met < wanted loop
    turn := turn % wanted + 1;
    if turn <= cardinality(names) then
      select a.position into found from attribute a
      where a.name = names[turn] and a.value = attributes ->> names[turn]
        and a.position >= candidate
      order by a.position limit 1;
    else
      select min(e.position) into found from unnest(types) t (type)
      cross join lateral (
        select e.position from event e where e.type = t.type and e.position >= candidate
        order by e.position limit 1) e;
    end if;
    if found is null then
      return null;
    end if;
    met := case when found = candidate then met + 1 else 1 end;
    candidate := found;
  end loop;
  return candidate;
end
$$;

-- The criteria of boundaries: the attribute `type` may be a list, and stands for the event's type;
-- every other one is an extension attribute. One of these is the key; whether it is the whole
-- criterion, too.
create function criteria(boundaries jsonb[])
returns table (
  boundary integer, types text[], attributes jsonb, key text, value text, key_alone boolean)
language sql immutable as
$$
  select
    b.n::integer,
    case jsonb_typeof(c -> 'type')
      when 'array' then array(select t from jsonb_array_elements_text(c -> 'type') t)
      when 'string' then array[c ->> 'type']
    end,
    c - 'type', a.key, a.value, a.attributes = 1 and not c ? 'type'
  from unnest(boundaries) with ordinality b (boundary, n)
  cross join lateral jsonb_array_elements(b.boundary) c
  left join lateral (
    select a.key, a.value, count(*) over () as attributes
    from jsonb_each_text(c - 'type') a order by a.key limit 1) a on true
$$;

-- Whether these can be boundaries, which hold for ever what an index can answer.
create function are_boundaries(boundaries jsonb[]) returns boolean
  language plpgsql immutable as
$$
begin
  return array_position(boundaries, null) is null
    and not exists (
      select from unnest(boundaries) b
      where jsonb_typeof(b) <> 'array'
        or case when jsonb_typeof(b) = 'array' then
             jsonb_array_length(b) not between 1 and 64
             or exists (
               select from jsonb_array_elements(b) c
               where jsonb_typeof(c) <> 'object' or c = '{}')
           end)
    and not exists (
      select from unnest(boundaries) b
      cross join lateral jsonb_array_elements(b) c
      cross join lateral jsonb_each(c) a
      where case when a.key = 'type' then
          jsonb_typeof(a.value) not in ('string', 'array') or a.value = '[]'
          or jsonb_path_exists(a.value, '$[*] ? (@.type() != "string")')
        else
          jsonb_typeof(a.value) not in ('string', 'number', 'boolean')
          or not is_indexed(a.key, a.value #>> '{}')
        end);
end
$$;
