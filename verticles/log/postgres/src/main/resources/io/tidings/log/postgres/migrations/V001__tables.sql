-- A log is one schema. It must be able to store any Unicode text, so the database must be UTF8;
-- slot() relies on it too.
do $$
begin
  if pg_catalog.getdatabaseencoding() <> 'UTF8' then
    raise exception 'Tidings needs a database with encoding UTF8, this one has %',
      pg_catalog.getdatabaseencoding()
      using hint = 'create database … encoding ''UTF8'' template template0';
  end if;
end
$$;

-- This and are_extensions() are written so that PostgreSQL inlines them into the table below, which
-- makes them cheap: no SET clause, and STRICT only where every operator is.
--
-- The bytes of the name come by way of decode(…, 'escape'), because convert_to() is only STABLE and
-- a generated column wants IMMUTABLE; doubling the backslashes makes the decoding exact.
create function slot(stream text) returns smallint
  language sql immutable strict parallel safe
  return (
    ('x' || pg_catalog.left(
       pg_catalog.encode(
         pg_catalog.sha256(pg_catalog.decode(pg_catalog.replace(stream, '\', '\\'), 'escape')),
         'hex'),
       4))::bit(16)::integer & 1023
  )::smallint;

comment on function slot(text) is
  'The slot (0 to 1023) of a stream: the first two bytes, big-endian, of the SHA-256 of its UTF-8
name, modulo 1024. The same in every language.';

create function are_extensions(attributes jsonb) returns boolean
  language sql immutable parallel safe
  return pg_catalog.jsonb_typeof(attributes) = 'object'
    and not attributes ?| array['id', 'source', 'type', 'specversion', 'subject', 'time', 'data',
                                'datacontenttype', 'dataschema']
    and not pg_catalog.jsonb_path_exists(attributes, '$.keyvalue() ? (
          !(@.key like_regex "^[a-z0-9]+$")
          || @.key starts with "tidings"
          || @.value.type() != "string" && @.value.type() != "boolean"
             && !(@.value.type() == "number" && @.value.floor() == @.value
                  && @.value >= -2147483648 && @.value <= 2147483647)
          || @.key == "schemaversion" && !(@.value.type() == "number" && @.value >= 1))');

comment on function are_extensions(jsonb) is
  'Whether these can be extension attributes of a CloudEvent: names of lower-case letters and digits,
values that are strings, booleans or 32-bit integers. Names that begin with "tidings" are reserved.';

-- Fixed-width columns first, so that no row pays for padding.
create table event (
  position     bigint      not null,
  version      bigint      not null,
  epoch        bigint      not null,
  recorded_at  timestamptz not null,
  slot         smallint    not null generated always as (slot(stream)) stored,
  form         "char",
  id           text        collate "C" not null,
  source       text        collate "C" not null,
  type         text        collate "C" not null,
  stream       text        collate "C" not null,
  category     text        collate "C" not null
                 generated always as (pg_catalog.split_part(stream, '-', 1)) stored,
  subject      text        collate "C",
  time         text        collate "C",
  content_type text        collate "C",
  data_schema  text        collate "C",
  extensions   jsonb       not null default '{}',
  data         bytea,

  constraint event_position primary key (position),
  constraint event_identity unique (id, source),
  constraint event_version  unique (stream, version),

  constraint event_position_positive   check (position > 0),
  constraint event_version_positive    check (version > 0),
  constraint event_id_length           check (octet_length(id) between 1 and 1024),
  constraint event_source_length       check (octet_length(source) between 1 and 1024),
  constraint event_type_length         check (octet_length(type) between 1 and 255),
  constraint event_stream_length       check (octet_length(stream) between 1 and 512),
  constraint event_subject_length      check (octet_length(subject) <= 8192),
  constraint event_content_type_length check (octet_length(content_type) <= 8192),
  constraint event_data_schema_length  check (octet_length(data_schema) <= 8192),
  constraint event_time_rfc3339        check (
    time ~ '^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$'),
  constraint event_extensions          check (extensions = '{}' or are_extensions(extensions)),
  -- j: JSON, t: text, b: any bytes; null: the event has no data.
  constraint event_form                check (
    form in ('j', 't', 'b') and data is not null or form is null and data is null)
);

-- Each answers one kind of read in order of position; reads by stream use event_version.
create index event_type     on event (type, position);
create index event_category on event (category, position);
create index event_slot     on event (slot, position);

-- Rows never change: freeze them at the first vacuum, and vacuum often enough that index-only scans
-- and statistics keep up with a log that only grows.
alter table event set (
  autovacuum_vacuum_insert_scale_factor = 0.05,
  autovacuum_analyze_scale_factor = 0.05,
  autovacuum_freeze_min_age = 0
);

comment on table event is
  'Every event of the log. Written by append() alone; a row never changes (L8).';

-- One row. append() locks it until its transaction ends, so that positions follow commit order (L3).
-- It is only locked, not updated: a counter that is updated at every append leaves a dead row each
-- time, which a long transaction elsewhere (a dump, say) keeps from being removed.
create table log (
  only_row       boolean     not null default true,
  epoch          bigint      not null,
  server_started timestamptz not null,
  file           text        not null,
  constraint log_only_row primary key (only_row),
  constraint log_one_row  check (only_row)
);

comment on table log is
  'The current epoch, and the server run and the data file in which it began.';

create table epoch (
  epoch         bigint      not null,
  started_after bigint      not null,
  began_at      timestamptz not null,
  constraint epoch_pk primary key (epoch),
  constraint epoch_started_after check (started_after >= 0)
);

comment on table epoch is
  'The histories of the log: events after position started_after belong to this epoch or a later one.';

create function refuse_change() returns trigger
  language plpgsql as
$$
begin
  raise exception 'a recorded event never changes: % of % is refused', lower(tg_op), tg_table_name
    using errcode = 'TI008', hint = 'Append an event that corrects it.';
end
$$;

create trigger event_never_changes before update or delete or truncate on event
  for each statement execute function refuse_change();
