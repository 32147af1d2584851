-- $1 order
delete from open_orders where order_id = $1
