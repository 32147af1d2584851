create table if not exists open_orders (
  order_id    text    constraint open_orders_pk primary key,
  customer_id text    not null,
  amount      numeric not null,
  currency    text    not null,
  paid        boolean not null default false
)
