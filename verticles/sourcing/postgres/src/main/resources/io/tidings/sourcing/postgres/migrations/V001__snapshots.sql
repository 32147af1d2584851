-- States of streams, in the schema of the log that they rest on. Nothing but speed depends on them:
-- rows may be deleted at any time.
create table snapshot (
  decider  text        collate "C" not null,
  stream   text        collate "C" not null,
  shape    text        collate "C" not null,
  version  bigint      not null,
  position bigint      not null,
  epoch    bigint      not null,
  state    bytea       not null,
  taken_at timestamptz not null default clock_timestamp(),

  constraint snapshot_pk      primary key (decider, stream),
  constraint snapshot_version check (version >= 1)
);

comment on table snapshot is
  'The state that each decider has found after the first events of a stream, as JSON in UTF-8.';
comment on column snapshot.shape is 'Tells states that cannot be read alike from each other.';
comment on column snapshot.position is
  'Of the event of that version, by which a snapshot of a lost history is told.';
