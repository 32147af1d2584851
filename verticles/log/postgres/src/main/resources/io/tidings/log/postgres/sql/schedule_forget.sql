select forget_scheduled($1::bigint * interval '1 microsecond', $2::integer) as forgotten
