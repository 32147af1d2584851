create function consumer_declare(request jsonb) returns jsonb
language plpgsql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
declare
  declared constant jsonb := request -> 'definition';
  called   constant text := declared ->> 'name';
  -- A set has no order, but its JSON has.
  wanted jsonb := jsonb_set(declared, '{filter,types}', coalesce(
    (select jsonb_agg(t order by t) from jsonb_array_elements(declared #> '{filter,types}') t),
    '[]'));
  known consumer;
  differences text;
begin
  insert into consumer (name, definition) values (called, wanted) on conflict do nothing;
  if found then
    insert into segment (consumer, first_slot, last_slot, token, epoch, through)
      select called, r.first_slot, r.last_slot, next_token(0),
        (request #>> '{from,epoch}')::bigint, (request #>> '{from,position}')::bigint
      from ranges((declared ->> 'segments')::integer) r;
    perform write_ledger(called, 'declare', request ->> 'by', null, null, null,
      json_build_object('definition', wanted, 'from', request -> 'from'));
    return '{"created": true, "replaced": false}';
  end if;

  known := lock_consumer(called);
  wanted := wanted || jsonb_build_object(
    'segments', known.definition -> 'segments', 'start', known.definition -> 'start');
  -- What a definition leaves out is as good as null.
  select string_agg(
      format('%s is %s, was %s', k, coalesce(wanted -> k, 'null'),
        coalesce(known.definition -> k, 'null')),
      '; ' order by k)
    into differences
    from (select jsonb_object_keys(wanted) union select jsonb_object_keys(known.definition)) d (k)
    where coalesce(wanted -> k, 'null') <> coalesce(known.definition -> k, 'null');
  if differences is null then
    return '{"created": false, "replaced": false}';
  end if;
  if wanted -> 'kind' <> known.definition -> 'kind' then
    raise exception 'consumer ''%'' is of another kind: %', called, differences
      using errcode = 'TI102', hint = 'Remove it first, or take another name.';
  end if;
  if not (request ->> 'replace')::boolean then
    raise exception 'consumer ''%'' is declared otherwise: %', called, differences
      using errcode = 'TI102', hint = 'Ask for its definition to be replaced.';
  end if;
  update consumer c set definition = wanted where c.name = called;
  perform write_ledger(called, 'replace', request ->> 'by', null, null, null,
    json_build_object('definition', wanted, 'former', known.definition));
  return '{"created": false, "replaced": true}';
end
$$;
