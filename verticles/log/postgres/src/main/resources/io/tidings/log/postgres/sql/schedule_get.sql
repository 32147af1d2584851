select * from scheduled where id = $1::text
