-- $1 consumer, $2 position; whether it was there before. No row if there is no such consumer.
with entered as (
  insert into inbox (consumer, position)
  select c.name, $2::bigint from consumer c where c.name = $1::text
  on conflict do nothing
  returning 1)
select not exists (select from entered)
from consumer c
where c.name = $1
