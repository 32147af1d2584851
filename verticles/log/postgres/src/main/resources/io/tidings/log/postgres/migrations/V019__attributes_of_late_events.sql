-- The attributes of events that were recorded by the former append() after V014 had looked: by calls
-- that had begun, and had not come to the lock yet. They are among the latest.
lock table log in exclusive mode;

insert into attribute (name, value, position)
select a.key, a.value, e.position
from event e
cross join lateral jsonb_each_text(e.extensions) a
where e.position > (select coalesce(max(l.position), 0) from event l) - 100000
  and e.extensions <> '{}' and is_indexed(a.key, a.value)
on conflict do nothing;
