select settle_scheduled(
  $1::text[], $2::integer[], $3::bigint[], $4::bigint[], $5::text[])
