-- Payloads are bytes; these read them without ever failing, whatever the bytes are.
create function payload_text(data bytea) returns text
  language plpgsql immutable strict parallel restricted
  set search_path = pg_catalog, pg_temp as
$$
begin
  return convert_from(data, 'UTF8');
exception when character_not_in_repertoire or untranslatable_character then
  return null;
end
$$;

comment on function payload_text(bytea) is
  'The bytes as UTF-8 text; null if they are not, or hold U+0000, which PostgreSQL has no text for.';

create function payload_json(data bytea) returns jsonb
  language plpgsql immutable strict parallel restricted
  set search_path = pg_catalog, pg_temp as
$$
begin
  return convert_from(data, 'UTF8')::jsonb;
exception when data_exception or program_limit_exceeded or statement_too_complex then
  return null;
end
$$;

comment on function payload_json(bytea) is
  'The bytes as jsonb; null if they are no JSON, or JSON that jsonb cannot hold (U+0000, half a
surrogate pair, a number of absurd size).';

create function is_json(data bytea) returns boolean
  language plpgsql immutable strict parallel restricted
  set search_path = pg_catalog, pg_temp as
$$
begin
  return convert_from(data, 'UTF8')::json is not null;
exception when data_exception or program_limit_exceeded or statement_too_complex then
  return false;
end
$$;

comment on function is_json(bytea) is 'Whether the bytes are a JSON text in UTF-8.';

-- The form that CloudEvents implies: without a content type, data is JSON.
create function form_of(content_type text) returns text
  language sql immutable parallel safe
  return case
    when content_type is null
      or content_type ~* '^\s*[^;]*[/+]json\s*(;|$)' then 'json'
    when content_type ~* '^\s*text/' then 'text'
    else 'binary'
  end;

comment on function form_of(text) is
  'How CloudEvents JSON shows data of this content type: json, text or binary.';
