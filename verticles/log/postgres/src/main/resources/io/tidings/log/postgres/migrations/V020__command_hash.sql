-- The names are those of Extensions.TECHNICAL, the limits those of Criterion. By its hash a command that
-- is sent again is told from another one of the same id; no boundary names it.
create or replace function is_indexed(name text, value text) returns boolean
  language sql immutable parallel safe
  return name <> all (array[
      'stream', 'schemaversion', 'correlationid', 'causationid', 'commandhash', 'traceparent',
      'tracestate', 'partitionkey', 'sequence', 'sequencetype', 'sampledrate', 'dataref',
      'expirytime', 'recordedtime'])
    and octet_length(name) <= 64
    and octet_length(value) <= 512;
