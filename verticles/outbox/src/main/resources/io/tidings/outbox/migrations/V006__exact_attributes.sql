-- What the log does not take is refused in the transaction that publishes it; the functions are the
-- log's own, by the names that they have there.

create function is_first_of_month(moment timestamp) returns boolean
  language sql immutable parallel safe
  return pg_catalog.date_trunc('month', moment) = moment;

-- Written so that PostgreSQL inlines it into the table. Second 60 is one where a leap second can
-- be, at the end of a month, 23:59:60 in UTC; calendars repeat after 400 years, and PostgreSQL's
-- have no year 0.
create function is_rfc3339(moment text) returns boolean
  language sql immutable parallel safe
  return case
    when moment !~ ('^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt]([01][0-9]|2[0-3])'
                  ':[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$')
      then false
    when pg_catalog.substr(moment, 6, 5) in ('02-30', '02-31', '04-31', '06-31', '09-31', '11-31')
      then false
    when pg_catalog.substr(moment, 6, 5) = '02-29'
      and (pg_catalog.left(moment, 4)::integer % 4 <> 0
           or pg_catalog.left(moment, 4)::integer % 100 = 0
              and pg_catalog.left(moment, 4)::integer % 400 <> 0)
      then false
    when pg_catalog.substr(moment, 18, 2) = '60'
      then is_first_of_month(
        pg_catalog.make_timestamp(
          pg_catalog.left(moment, 4)::integer + 400, pg_catalog.substr(moment, 6, 2)::integer,
          pg_catalog.substr(moment, 9, 2)::integer, pg_catalog.substr(moment, 12, 2)::integer,
          pg_catalog.substr(moment, 15, 2)::integer, 0)
        + pg_catalog.make_interval(mins => 1 - case
            when pg_catalog.right(moment, 1) in ('Z', 'z') then 0
            else (pg_catalog.substr(pg_catalog.right(moment, 6), 1, 1) || '1')::integer
              * (pg_catalog.substr(pg_catalog.right(moment, 6), 2, 2)::integer * 60
                 + pg_catalog.right(moment, 2)::integer)
            end))
    else true
  end;

comment on function is_rfc3339(text) is
  'Whether this is a timestamp of RFC 3339, on a day that there is.';

create function are_exact(extensions jsonb) returns boolean
  language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as
$$
  select not exists (
    select from jsonb_each(extensions) a
    where jsonb_typeof(a.value) = 'number' and a.value::text like '%.%'
      or jsonb_typeof(a.value) = 'string' and octet_length(a.value #>> '{}') > 8192)
$$;

comment on function are_exact(jsonb) is
  'Whether numbers are written as integers, 7 and not 7.0, and strings have at most 8192 bytes.';

alter table outbox
  drop constraint event_time_rfc3339,
  drop constraint event_extensions,
  add constraint event_time_rfc3339 check (octet_length(time) <= 8192 and is_rfc3339(time))
    not valid,
  add constraint event_extensions check (
    extensions = '{}' or are_extensions(extensions) and are_exact(extensions))
    not valid;

-- Stands for an id that was not given, which null does not: it is too long to be one.
create function not_given() returns text
  language sql immutable parallel safe
  return pg_catalog.repeat('-', 1025);

comment on function not_given() is 'The id of an event that is to get a new one.';

-- Whoever may publish has been told which rights that takes: no more than these.
grant execute on function not_given() to public;

-- Only an event with a new id has a time that nobody gave: who gives an id must be able to
-- publish the same again, with the same content (L5).
create or replace function publish(
  type         text,
  data         bytea,
  stream       text  default null,
  id           text  default "${flyway:defaultSchema}".not_given(),
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
  is_new  constant boolean := id is not distinct from not_given();
  this_id constant text := case when is_new then new_id() else id end;
  at_time constant text := case
    when event_time is null and is_new
      then to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    else event_time end;
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
  if (octet_length(this_id) between 1 and 1024
      and octet_length(from_source) between 1 and 1024
      and octet_length(type) between 1 and 255
      and octet_length(to_stream) between 1 and 512
      and (at_time is null or octet_length(at_time) <= 8192 and is_rfc3339(at_time))
      and (extensions is null or extensions = '{}'
           or are_extensions(extensions) and are_exact(extensions))
      and (subject is null or octet_length(subject) <= 8192)
      and (content_type is null or octet_length(content_type) <= 8192)
      and (data_schema is null or octet_length(data_schema) <= 8192)
      and (data_form is null or data_form in ('json', 'text', 'binary'))
      and (data is null or octet_length(data) <= 8388608)) is not true
  then
    select c.violated, c.hint into violated, hint
    from (values
      (octet_length(this_id) between 1 and 1024, 'event_id_length', 'The id has 1 to 1024 bytes.'),
      (octet_length(from_source) between 1 and 1024, 'event_source_length',
        'The source has 1 to 1024 bytes.'),
      (octet_length(type) between 1 and 255, 'event_type_length', 'The type has 1 to 255 bytes.'),
      (octet_length(to_stream) between 1 and 512, 'event_stream_length',
        'The stream has 1 to 512 bytes; by default it is the subject, or else the source.'),
      (extensions is null or extensions = '{}'
          or are_extensions(extensions) and are_exact(extensions), 'event_extensions',
        'An object of strings of at most 8192 bytes, booleans and 32-bit integers (7, not 7.0); names'
        ' of lower-case letters and digits that are no attribute of CloudEvents and do not begin'
        ' with tidings.'),
      (subject is null or octet_length(subject) <= 8192, 'event_subject_length',
        'The subject has at most 8192 bytes.'),
      (content_type is null or octet_length(content_type) <= 8192, 'event_content_type_length',
        'The content type has at most 8192 bytes.'),
      (data_schema is null or octet_length(data_schema) <= 8192, 'event_data_schema_length',
        'The data schema has at most 8192 bytes.'),
      (data_form is null or data_form in ('json', 'text', 'binary'), 'event_form',
        'The form is json, text or binary.'),
      (data is null or octet_length(data) <= 8388608, 'event_data_length',
        'The data has at most 8 MiB: store it elsewhere, and publish where.'),
      (false, 'event_time_rfc3339',
        'The time is as in 2026-11-23T14:05:06.5+01:00, on a day that there is.'))
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
      first, this, left(data_form, 1)::"char", this_id, from_source, type, to_stream, subject,
      at_time, content_type, data_schema, coalesce(extensions, '{}'), data);
  return this_id;
end
$$;

-- The other functions as they are, but for the default of the id.
do $$
declare
  one regprocedure;
begin
  for one in
    select p.oid::regprocedure
    from pg_catalog.pg_proc p
    where p.pronamespace = '"${flyway:defaultSchema}"'::regnamespace and p.proname = 'publish'
      and p.proargtypes[1] <> 'bytea'::regtype
  loop
    execute pg_catalog.regexp_replace(
      pg_catalog.pg_get_functiondef(one), 'DEFAULT [^ ,]*new_id\(\)',
      'DEFAULT "${flyway:defaultSchema}".not_given()');
  end loop;
end
$$;
