-- At most $1 appends of $2 bytes together, for $3
select id, claim, due, append, next_micros
from claim_scheduled($1::integer, $2::bigint, $3::bigint * interval '1 microsecond')
