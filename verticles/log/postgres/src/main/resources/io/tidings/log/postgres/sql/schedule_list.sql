-- What is not done yet, behind $1 due and $2 id: at most $3, and one more if there are more. `bytes`
-- are those of the appends so far.
select s.*, sum(octet_length(s.append)) over (order by s.due, s.id) as bytes
from (
  select * from (
    (select * from scheduled
     where waits and (due, id) > ($1::timestamptz, $2::text collate "C")
     order by due, id limit $3::integer + 1)
    union all
    (select * from scheduled
     where failed and (due, id) > ($1::timestamptz, $2::text collate "C")
     order by due, id limit $3::integer + 1)) undone
  order by due, id
  limit $3::integer + 1) s
order by s.due, s.id
