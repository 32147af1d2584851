-- $1 order
with closed as (
  insert into closed_orders (order_id) values ($1) on conflict do nothing
)
delete from open_orders where order_id = $1
