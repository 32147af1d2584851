-- $1 consumer, and for each event: $2 first slot and $3 token of its segment, $4 epoch, $5 position,
-- $6 stream, $7 whether it is replayed
select tidings.begin_effects($1::text, $2::integer[], $3::bigint[], $4::bigint[], $5::bigint[],
  $6::text[], $7::boolean[])
