-- What has to be looked through before an append has no bound: a cursor may be as old as the log. A
-- node appends one batch after the other, so that its other producers would wait for it, and in the
-- end be refused together with it. So there is a bound, and a refusal that says what to do.

-- The first event behind the position that has all the attributes and one of the types; null if none
-- does. Of the next events that meet one condition, so many for each, those are tried on the others
-- that reach furthest: so the rarest condition decides how much is looked at. At first the next one,
-- then more and more, for mostly there are few. Where there are not, those that the whole statement
-- looks at are counted.
create or replace function first_within(types text[], attributes jsonb, behind bigint)
returns bigint
language plpgsql stable as
$$
declare
  most       constant integer := 1024;
  patience   constant integer := 250000;
  statement  constant text    := extract(epoch from statement_timestamp())::text;
  looked     text    := current_setting('tidings.looked', true);  -- by a statement: at how many
  size       integer := 1;
  candidate  bigint  := behind + 1;
  names      text[];
  texts      text[];
  conditions integer;
  reach      bigint;    -- of the condition that reaches furthest: its last event of this turn; or null
  farthest   integer;   -- that condition; the types stand behind the attributes
  found      bigint[];
begin
  select coalesce(array_agg(a.key), '{}'), array_agg(a.value)
  into names, texts
  from jsonb_each_text(attributes) a;
  conditions := cardinality(names) + (types is not null)::integer;

  loop
    select r.n, r.reach into farthest, reach
    from (
      select
        n,
        (select a.position from attribute a
         where a.name = names[n] and a.value = texts[n] and a.position >= candidate
         order by a.position offset size - 1 limit 1) as reach
      from generate_series(1, cardinality(names)) n
      union all
      select
        conditions,
        (select e.position from unnest(types) t (type)
         cross join lateral (
           select e.position from event e where e.type = t.type and e.position >= candidate
           order by e.position limit size) e
         order by e.position offset size - 1 limit 1)
      where types is not null) r
    order by r.reach desc nulls first
    limit 1;

    if size = 1 then
      if reach is null then
        return null;
      end if;
      found := array[reach];
    elsif farthest <= cardinality(names) then
      found := array(
        select a.position from attribute a
        where a.name = names[farthest] and a.value = texts[farthest] and a.position >= candidate
        order by a.position limit size);
    else
      found := array(
        select e.position from unnest(types) t (type)
        cross join lateral (
          select e.position from event e where e.type = t.type and e.position >= candidate
          order by e.position limit size) e
        order by e.position limit size);
    end if;

    for n in 1 .. conditions loop
      exit when found = '{}';
      continue when n = farthest;
      if n <= cardinality(names) then
        found := array(
          select f.position from unnest(found) f (position)
          cross join lateral (
            select from attribute a
            where a.name = names[n] and a.value = texts[n] and a.position = f.position
            limit 1) a);
      else
        found := array(
          select f.position from unnest(found) f (position)
          cross join lateral (
            select from event e where e.position = f.position and e.type = any (types)
            limit 1) e);
      end if;
    end loop;
    if found <> '{}' then
      return (select min(f) from unnest(found) f);
    elsif reach is null then
      return null;
    end if;
    if size = most then
      looked := statement || '/' || most
        + case when split_part(looked, '/', 1) = statement then split_part(looked, '/', 2)::integer
               else 0 end;
      if split_part(looked, '/', 2)::integer > patience then
        raise exception 'too much was recorded since position % to look through it for %',
            behind, attributes
          using errcode = 'TI009', hint = 'Read what is within the boundary, behind that position and'
            ' to its end, and take where that ended as since.';
      end if;
      perform set_config('tidings.looked', looked, true);
    end if;
    candidate := reach + 1;
    size := least(2 * size, most);
  end loop;
end
$$;
