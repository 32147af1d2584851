-- The lease for $1, for $2 milliseconds: a row if it has it, or has it again.
update relay
set holder = $1::text, until = clock_timestamp() + $2::bigint * interval '1 millisecond'
where only_row and (holder = $1 or until < clock_timestamp())
returning true as held
