create function consumer_remove(request jsonb) returns jsonb
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
declare
  of_consumer constant text := request ->> 'consumer';
  known  consumer;
  former json;
begin
  known := lock_consumer(of_consumer);
  former := (
    select json_build_object('definition', known.definition, 'former', json_agg(
      json_build_object('slots', slots_of(s), 'progress', progress_of(s)) order by s.first_slot))
    from segment s where s.consumer = of_consumer);
  -- Its segments first: that waits for handlers' transactions, and no other can begin then.
  delete from segment s where s.consumer = of_consumer;
  delete from done d where d.consumer = of_consumer;
  delete from inbox i where i.consumer = of_consumer;
  delete from offer o where o.consumer = of_consumer;
  delete from acknowledged a where a.consumer = of_consumer;
  delete from consumer c where c.name = of_consumer;
  perform write_ledger(of_consumer, 'remove', request ->> 'by', request ->> 'why', null, null, former);
  return '{}';
end
$$;
