-- What every reader takes is what NewEvent takes, exactly; one event beyond it would stand in the
-- way of every page that it is on, for ever (L8).

create function is_first_of_month(moment timestamp) returns boolean
  language sql immutable parallel safe
  return pg_catalog.date_trunc('month', moment) = moment;

-- Written so that PostgreSQL inlines it into the table. Second 60 is one where a leap second can be,
-- at the end of a month, 23:59:60 in UTC; calendars repeat after 400 years, and PostgreSQL's have no
-- year 0.
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

-- Most extensions need not be looked at one by one.
alter table event
  drop constraint event_time_rfc3339,
  drop constraint event_extensions,
  add constraint event_time_rfc3339 check (octet_length(time) <= 8192 and is_rfc3339(time))
    not valid,
  add constraint event_extensions check (
    extensions = '{}'
    or are_extensions(extensions)
      and (octet_length(extensions::text) <= 8192 and extensions::text !~ '[0-9][.][0-9]'
           or are_exact(extensions)))
    not valid;
