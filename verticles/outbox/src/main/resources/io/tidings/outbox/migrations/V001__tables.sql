do $$
begin
  if pg_catalog.getdatabaseencoding() <> 'UTF8' then
    raise exception 'the outbox needs a database with encoding UTF8, this one has %',
      pg_catalog.getdatabaseencoding();
  end if;
end
$$;

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

create sequence outbox_row;

-- "transaction" is the row of the transaction's first event: a number that this database has given
-- out and not one of PostgreSQL's, for these begin anew where a dump is restored.
--
-- The constraints are those of the log, by the names that they have there.
create table outbox (
  transaction  bigint not null,
  "row"        bigint not null,
  form         "char",
  id           text   collate "C" not null,
  source       text   collate "C" not null,
  type         text   collate "C" not null,
  stream       text   collate "C" not null,
  subject      text   collate "C",
  time         text   collate "C",
  content_type text   collate "C",
  data_schema  text   collate "C",
  extensions   jsonb  not null default '{}',
  data         bytea,

  constraint outbox_order primary key (transaction, "row"),

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
  constraint event_form                check (
    form in ('j', 't', 'b') and data is not null or form is null and data is null),
  -- The relay holds a page in memory, and at least one event of it.
  constraint event_data_length         check (octet_length(data) <= 8388608)
);

comment on table outbox is
  'Events that were published and are not in the log yet. Written by publish(), emptied by the relay.';

create sequence committed_number;

create table committed (
  number      bigint      not null,
  transaction bigint      not null,
  at          timestamptz not null,
  constraint committed_number_pk primary key (number)
);

comment on table committed is
  'Transactions with events in the outbox. For transactions that share a stream, the order of numbers
is that in which they were committed.';

create table refused (
  "row"        bigint      not null,
  refused_at   timestamptz not null default clock_timestamp(),
  reason       text        not null,
  form         "char",
  id           text        collate "C" not null,
  source       text        collate "C" not null,
  type         text        collate "C" not null,
  stream       text        collate "C" not null,
  subject      text        collate "C",
  time         text        collate "C",
  content_type text        collate "C",
  data_schema  text        collate "C",
  extensions   jsonb       not null,
  data         bytea,
  constraint refused_row primary key ("row")
);

comment on table refused is
  'Events that the log will never take, and why. Nothing deletes them but you.';

-- Whichever relay works; the others wait. It spares work twice done, nothing depends on it.
create table relay (
  only_row boolean     not null default true,
  holder   text        not null,
  until    timestamptz not null,
  constraint relay_only_row primary key (only_row),
  constraint relay_one_row  check (only_row)
) with (fillfactor = 10);

insert into relay (holder, until) values ('', '-infinity');

-- Every row dies young: clean up by count, not by share of a size that means nothing.
alter table outbox set (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000,
  autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0,
  toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 10000);
alter table committed set (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000,
  autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0);
alter table relay set (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
