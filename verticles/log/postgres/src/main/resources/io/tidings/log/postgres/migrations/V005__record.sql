-- Writes those events of a batch that have been given a position. Only append() calls it.
create function record(
  ids text[], sources text[], types text[], data bytea[], streams text[], subjects text[],
  times text[], content_types text[], data_schemas text[], forms text[], extensions jsonb[],
  versions bigint[], positions bigint[], in_epoch bigint, at timestamptz) returns void
language plpgsql as
$$
#variable_conflict use_column
begin
  insert into event (
    position, version, epoch, recorded_at, form, id, source, type, stream, subject, time,
    content_type, data_schema, extensions, data)
  select
    b.position, b.version, in_epoch, at, b.form::"char", b.id, b.source, b.type, b.stream,
    b.subject, b.time, b.content_type, b.data_schema, coalesce(b.extensions, '{}'), b.data
  from unnest(ids, sources, types, data, streams, subjects, times, content_types, data_schemas,
              forms, extensions, versions, positions)
    b (id, source, type, data, stream, subject, time, content_type, data_schema, form, extensions,
       version, position)
  where b.position is not null;
end
$$;
