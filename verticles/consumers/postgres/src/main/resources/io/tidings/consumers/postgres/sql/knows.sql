-- $1 consumer, $2 position. No row if there is no such consumer.
select exists (select from inbox i where i.consumer = c.name and i.position = $2::bigint)
from consumer c
where c.name = $1::text
