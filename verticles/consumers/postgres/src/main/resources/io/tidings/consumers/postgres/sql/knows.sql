-- $1 consumer, $2 position
select exists (select from inbox i where i.consumer = $1::text and i.position = $2::bigint)
