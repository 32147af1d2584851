-- $1 order
update open_orders set paid = true where order_id = $1
