-- $1 consumer, $2 position; whether it was there before
with entered as (
  insert into inbox (consumer, position) values ($1::text, $2::bigint)
  on conflict do nothing
  returning 1)
select not exists (select from entered)
