-- $1 order, $2 customer, $3 amount, $4 currency
insert into open_orders (order_id, customer_id, amount, currency) values ($1, $2, $3, $4)
