-- The attributes of events that append() recorded before it wrote them. Whoever has begun to append
-- by the former function ends first; who comes later waits, and appends by the present one.
lock table log in exclusive mode;

insert into attribute (name, value, position)
select a.key, a.value, e.position
from event e
cross join lateral jsonb_each_text(e.extensions) a
where e.extensions <> '{}' and is_indexed(a.key, a.value)
on conflict do nothing;
