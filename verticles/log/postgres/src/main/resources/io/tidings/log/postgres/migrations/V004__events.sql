-- For people with SQL. Filters on position, stream, version, type, category and slot use the
-- indexes of the table; a filter on the payload reads every row that the others leave.
create view events as
  select
    position,
    epoch,
    stream,
    version,
    type,
    case when form = 'j' then payload_json(data) end as payload,
    case when form = 't' then payload_text(data) end as payload_as_text,
    recorded_at,
    category,
    slot,
    id,
    source,
    subject,
    time,
    content_type,
    data_schema,
    extensions,
    case form when 'j' then 'json' when 't' then 'text' when 'b' then 'binary' end as form,
    data
  from event;

comment on view events is
  'Every event with its payload as jsonb, or as text; null where it is neither. data has the bytes.';
