-- $1 decider, $2 stream
select shape, version, position, epoch, state
from snapshot
where decider = $1::text and stream = $2::text
