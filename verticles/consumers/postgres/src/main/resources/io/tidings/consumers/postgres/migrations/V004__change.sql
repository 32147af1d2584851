create function consumer_change(request jsonb) returns jsonb
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
declare
  of_consumer constant text := request ->> 'consumer';
  command     constant text := request ->> 'command';
  why         constant text := request ->> 'why';
  became      constant text := case command
    when 'PAUSE' then 'PAUSED' when 'STOP' then 'STOPPED' when 'RESUME' then 'RUNNING' end;
  known consumer;
begin
  known := lock_consumer(of_consumer);
  if became is not null then
    if became = known.state then
      return '{}';
    end if;
    update consumer c
      set state = became, reason = case when became <> 'RUNNING' then why end
      where c.name = of_consumer;
  else
    if known.pending is not null then
      raise exception '% of consumer ''%'' is not applied yet',
        lower(known.pending ->> 'command'), of_consumer
        using errcode = 'TI102', hint = 'Wait until its owners have given their segments back.';
    end if;
    if exists (select from segment s where s.consumer = of_consumer and s.replay_to is not null) then
      raise exception 'consumer ''%'' is in a replay', of_consumer
        using errcode = 'TI102', hint = 'Wait until it is over.';
    end if;
    if (case command
        when 'SEEK' then request #> '{to,position}' <> 'null'
        when 'RESHAPE' then (request ->> 'segments')::integer between 1 and 1024
        when 'REPLAY' then
          (request #>> '{from,position}')::bigint < (request #>> '{to,position}')::bigint
        end) is not true
    then
      raise exception '% does not say what to do', lower(command)
        using errcode = 'TI103', hint = 'A seek has a position to go to, a reshape 1 to 1024 segments,'
          ' a replay a position to begin behind and a later one to end at.';
    end if;
    update consumer c set pending = request where c.name = of_consumer returning * into known;
  end if;

  perform write_ledger(of_consumer, lower(command), request ->> 'by', why, null, null, (
    select json_strip_nulls(json_build_object(
      'from', request -> 'from',
      'to', request -> 'to',
      'segments', nullif((request ->> 'segments')::integer, 0),
      'dryRun', case when command = 'REPLAY' then request -> 'dryRun' end,
      'former', case when became is null then json_agg(
        json_build_object('slots', slots_of(s), 'progress', progress_of(s)) order by s.first_slot) end))
    from segment s where s.consumer = of_consumer));
  if became is null then
    perform apply_change(known, clock_timestamp());
  end if;
  return '{}';
end
$$;
