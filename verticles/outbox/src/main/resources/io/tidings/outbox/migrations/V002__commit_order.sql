-- The first number of the advisory locks of this outbox. The second is a bucket of streams (0 to 63),
-- or 64: the bell, which the relay holds while it sleeps.
create function lock_space() returns integer
  language sql stable parallel safe
  return pg_catalog.hashtext('tidings outbox ${flyway:defaultSchema}');

-- Numbers the transaction while it commits. It holds the locks of its streams then, and keeps them
-- until others can see it: of two transactions that share a stream the second gets its number after
-- the first is visible. All locks are taken in order, so that nobody waits for each other.
--
-- What is published goes by the setting <schema>.transaction, which savepoints take back together with
-- the rows; it is read rather than the rows, because reading them would make serializable
-- transactions conflict. If it tells of another transaction (reset all does that), then nothing is
-- known of the streams, and all locks are taken.
create function number_transaction() returns trigger
  language plpgsql security definer
  set search_path = "${flyway:defaultSchema}", pg_temp as
$$
declare
  space   constant integer := lock_space();
  known   constant text := current_setting('${flyway:defaultSchema}.transaction', true);
  buckets constant bigint := case
    when split_part(known, ':', 1) = new.transaction::text then split_part(known, ':', 2)::bigint
    else -1 end;
begin
  for bucket in 0 .. 63 loop
    if buckets & (1::bigint << bucket) <> 0 then
      perform pg_advisory_xact_lock(space, bucket);
    end if;
  end loop;
  -- What is published from here on is a transaction of its own.
  perform set_config('${flyway:defaultSchema}.transaction', '', true);
  insert into committed (number, transaction, at)
    values (nextval('committed_number'), new.transaction, clock_timestamp());
  -- Whoever gets the bell knows that the relay is awake, and keeps it so until this is visible. Only a
  -- relay that sleeps need be notified: notifying makes all commits of a database wait for each other.
  if not pg_try_advisory_xact_lock_shared(space, 64)
    and coalesce(current_setting('${flyway:defaultSchema}.notify', true), '') <> 'off'
  then
    perform pg_notify('${flyway:defaultSchema}', '');
  end if;
  return null;
end
$$;

create constraint trigger outbox_commit_order
  after insert on outbox deferrable initially deferred
  for each row when (new.transaction = new."row")
  execute function number_transaction();
