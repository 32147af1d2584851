-- $1 decider, $2 stream
delete from snapshot
where decider = $1::text and stream = $2::text
