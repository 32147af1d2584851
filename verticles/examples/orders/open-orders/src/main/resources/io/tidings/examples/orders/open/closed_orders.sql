create table if not exists closed_orders (
  order_id text constraint closed_orders_pk primary key
)
