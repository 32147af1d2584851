-- A UUID of version 7: milliseconds since 1970, then chance. The log has an index by id. Ids that grow
-- with time are written side by side at its end; ids by chance alone touch all of it, so that the log
-- gets slower while it grows beyond memory.
create function new_id() returns text
  language sql volatile parallel safe
  return pg_catalog.encode(
    pg_catalog.set_bit(
      pg_catalog.set_bit(
        pg_catalog.substr(
          pg_catalog.int8send(pg_catalog.floor(
            extract(epoch from pg_catalog.clock_timestamp()) * 1000)::bigint), 3)
        || pg_catalog.substr(pg_catalog.uuid_send(pg_catalog.gen_random_uuid()), 7),
        52, 1),
      53, 1),
    'hex')::uuid::text;

comment on function new_id() is
  'An id for an event, unique and later than those before: what publish() gives to events without one.';

-- Whoever may publish has been told which rights that takes: no more than these.
grant execute on function new_id() to public;

-- The functions as they are, but for the default of the id.
do $$
declare
  one regprocedure;
begin
  for one in
    select p.oid::regprocedure
    from pg_catalog.pg_proc p
    where p.pronamespace = '"${flyway:defaultSchema}"'::regnamespace and p.proname = 'publish'
  loop
    execute replace(
      pg_catalog.pg_get_functiondef(one), 'DEFAULT (gen_random_uuid())::text',
      'DEFAULT "${flyway:defaultSchema}".new_id()');
  end loop;
end
$$;
