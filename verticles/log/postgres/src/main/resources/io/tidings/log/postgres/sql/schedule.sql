-- Of each append $1 its id, and either $2 the time or $3 the delay in microseconds; $4 the append
select accepted, (scheduled).*
from schedule($1::text[], $2::timestamptz[], $3::bigint[], $4::bytea[])
