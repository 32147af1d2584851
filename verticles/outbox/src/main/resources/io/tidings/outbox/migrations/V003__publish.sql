create function is_text(data bytea) returns boolean
  language plpgsql immutable strict
  set search_path = pg_catalog, pg_temp as
$$
begin
  return convert_from(data, 'UTF8') is not null;
exception when character_not_in_repertoire or untranslatable_character then
  return false;
end
$$;

create function is_json(data bytea) returns boolean
  language plpgsql immutable strict
  set search_path = pg_catalog, pg_temp as
$$
begin
  return convert_from(data, 'UTF8')::json is not null;
exception when data_exception or program_limit_exceeded or statement_too_complex then
  return false;
end
$$;

create function form_of(content_type text) returns text
  language sql immutable parallel safe
  return case
    when content_type is null
      or content_type ~* '^\s*[^;]*[/+]json\s*(;|$)' then 'json'
    when content_type ~* '^\s*text/' then 'text'
    else 'binary'
  end;

create function publish(
  type         text,
  data         bytea,
  stream       text  default null,
  id           text  default pg_catalog.gen_random_uuid()::text,
  source       text  default null,
  subject      text  default null,
  event_time   text  default null,
  content_type text  default null,
  data_schema  text  default null,
  extensions   jsonb default null,
  form         text  default null) returns text
  language plpgsql security definer
  set search_path = "${flyway:defaultSchema}", pg_temp as
$$
#variable_conflict use_variable
declare
  from_source constant text := coalesce(
    source, nullif(current_setting('${flyway:defaultSchema}.source', true), ''),
    '/' || current_database());
  to_stream constant text := coalesce(stream, extensions ->> 'stream', subject, from_source);
  at_time constant text := coalesce(
    event_time, to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'));
  data_form constant text :=
    case when data is not null then coalesce(form, form_of(content_type)) end;
  known   constant text := current_setting('${flyway:defaultSchema}.transaction', true);
  this    constant bigint := nextval('outbox_row');
  bucket  constant bigint := 1::bigint << (hashtextextended(to_stream, 0) & 63)::integer;
  first   bigint := this;
  buckets bigint := 0;
  violated text;
  hint     text;
begin
  if (octet_length(id) between 1 and 1024
      and octet_length(from_source) between 1 and 1024
      and octet_length(type) between 1 and 255
      and octet_length(to_stream) between 1 and 512
      and at_time ~ '^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$'
      and (extensions is null or extensions = '{}' or are_extensions(extensions))
      and (subject is null or octet_length(subject) <= 8192)
      and (data_form is null or data_form in ('json', 'text', 'binary'))
      and (data is null or octet_length(data) <= 8388608)) is not true
  then
    select c.violated, c.hint into violated, hint
    from (values
      (octet_length(id) between 1 and 1024, 'event_id_length', 'The id has 1 to 1024 bytes.'),
      (octet_length(from_source) between 1 and 1024, 'event_source_length',
        'The source has 1 to 1024 bytes.'),
      (octet_length(type) between 1 and 255, 'event_type_length', 'The type has 1 to 255 bytes.'),
      (octet_length(to_stream) between 1 and 512, 'event_stream_length',
        'The stream has 1 to 512 bytes; by default it is the subject, or else the source.'),
      (extensions is null or extensions = '{}' or are_extensions(extensions), 'event_extensions',
        'An object of strings, booleans and 32-bit integers; names of lower-case letters and digits'
        ' that are no attribute of CloudEvents and do not begin with tidings.'),
      (subject is null or octet_length(subject) <= 8192, 'event_subject_length',
        'The subject has at most 8192 bytes.'),
      (data_form is null or data_form in ('json', 'text', 'binary'), 'event_form',
        'The form is json, text or binary.'),
      (data is null or octet_length(data) <= 8388608, 'event_data_length',
        'The data has at most 8 MiB: store it elsewhere, and publish where.'),
      (false, 'event_time_rfc3339', 'The time is as in 2026-11-23T14:05:06.5+01:00.'))
      c (kept, violated, hint)
    where c.kept is not true
    limit 1;
    raise exception 'an event does not satisfy %', violated
      using errcode = 'check_violation', constraint = violated, table = 'outbox',
        schema = '${flyway:defaultSchema}', hint = hint;
  end if;
  if form is null
    and (data_form = 'json' and not is_json(data) or data_form = 'text' and not is_text(data))
  then
    raise exception 'the data is not what its content type says: %',
        coalesce(content_type, 'application/json by default')
      using errcode = 'TI003',
        hint = 'Name its content type (content_type => …), or give its form as ''binary''.';
  end if;

  if known <> '' then
    first := split_part(known, ':', 1)::bigint;
    buckets := split_part(known, ':', 2)::bigint;
  end if;
  if buckets & bucket = 0 then
    perform set_config(
      '${flyway:defaultSchema}.transaction', first || ':' || (buckets | bucket), true);
  end if;
  insert into outbox (
      transaction, "row", form, id, source, type, stream, subject, time, content_type, data_schema,
      extensions, data)
    values (
      first, this, left(data_form, 1)::"char", id, from_source, type, to_stream, subject, at_time,
      content_type, data_schema, coalesce(extensions, '{}'), data);
  return id;
end
$$;

comment on function publish(
  text, bytea, text, text, text, text, text, text, text, jsonb, text) is
  'Publishes an event with the transaction that calls it, and returns its id. Events of one stream come
to the log in the order in which their transactions were committed. See docs/guides/outbox.md.';

-- What is JSON by its type need not be looked at.
create function publish(
  type text, data jsonb, stream text default null,
  id text default pg_catalog.gen_random_uuid()::text, source text default null,
  subject text default null, event_time text default null, content_type text default null,
  data_schema text default null, extensions jsonb default null) returns text
  language sql
  return "${flyway:defaultSchema}".publish(
    type, pg_catalog.convert_to(data::text, 'UTF8'), stream, id, source, subject, event_time,
    content_type, data_schema, extensions, 'json');

create function publish(
  type text, data json, stream text default null,
  id text default pg_catalog.gen_random_uuid()::text, source text default null,
  subject text default null, event_time text default null, content_type text default null,
  data_schema text default null, extensions jsonb default null) returns text
  language sql
  return "${flyway:defaultSchema}".publish(
    type, pg_catalog.convert_to(data::text, 'UTF8'), stream, id, source, subject, event_time,
    content_type, data_schema, extensions, 'json');

-- What a literal without a type is.
create function publish(
  type text, data text, stream text default null,
  id text default pg_catalog.gen_random_uuid()::text, source text default null,
  subject text default null, event_time text default null, content_type text default null,
  data_schema text default null, extensions jsonb default null) returns text
  language sql
  return "${flyway:defaultSchema}".publish(
    type, pg_catalog.convert_to(data, 'UTF8'), stream, id, source, subject, event_time,
    content_type, data_schema, extensions, null);

-- Nobody may publish until you grant it.
revoke execute on all functions in schema "${flyway:defaultSchema}" from public;
