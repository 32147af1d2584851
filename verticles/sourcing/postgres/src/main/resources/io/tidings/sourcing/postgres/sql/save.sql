-- $1 decider, $2 stream, $3 shape, $4 version, $5 position, $6 epoch, $7 state
insert into snapshot as there (decider, stream, shape, version, position, epoch, state)
values ($1::text, $2::text, $3::text, $4::bigint, $5::bigint, $6::bigint, $7::bytea)
on conflict on constraint snapshot_pk do update
  set shape = excluded.shape, version = excluded.version, position = excluded.position,
    epoch = excluded.epoch, state = excluded.state, taken_at = excluded.taken_at
  where excluded.version > there.version
    or excluded.version = there.version and excluded.shape <> there.shape
