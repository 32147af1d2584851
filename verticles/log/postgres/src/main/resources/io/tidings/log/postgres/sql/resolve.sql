-- $1 epoch and $2 position of a cursor
select accepted, epoch, position from resolve($1::bigint, $2::bigint)
