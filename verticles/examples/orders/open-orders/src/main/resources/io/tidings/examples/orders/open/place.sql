-- $1 order, $2 customer, $3 amount, $4 currency
insert into open_orders (order_id, customer_id, amount, currency)
select $1, $2, $3::numeric, $4
where not exists (select from closed_orders where order_id = $1)
on conflict (order_id) do update
  set customer_id = excluded.customer_id, amount = excluded.amount, currency = excluded.currency
