create table held_stream (
  consumer    text        collate "C" not null,
  stream      text        collate "C" not null,
  slot        integer     not null,
  position    bigint      not null,
  failed      bigint      not null,
  type        text        collate "C" not null,
  source      text        collate "C" not null,
  id          text        collate "C" not null,
  state       text        not null,
  since       timestamptz not null,
  tried_since timestamptz,
  due         timestamptz,
  attempts    integer     not null,
  error       text        collate "C",
  redrives    integer     not null default 0,
  replacement jsonb,

  constraint held_stream_pk       primary key (consumer, stream),
  constraint held_stream_consumer foreign key (consumer) references consumer on delete cascade,
  constraint held_stream_state    check (state in ('RETRYING', 'DEAD', 'STOPPED', 'RELEASED'))
);

create index held_stream_position on held_stream (consumer, position);

comment on table held_stream is
  'Streams that wait behind an event that failed (C5): one row each, whatever waits. Position is that of
the failed event, and of the last one that is handled once the stream is RELEASED.';

create table attempt (
  consumer text        collate "C" not null,
  stream   text        collate "C" not null,
  redrive  integer     not null,
  number   integer     not null,
  at       timestamptz not null,
  node     text,
  handler  text,
  error    text,
  message  text,
  trace    text,

  constraint attempt_pk   primary key (consumer, stream, redrive, number),
  constraint attempt_held foreign key (consumer, stream) references held_stream on delete cascade
);

comment on table attempt is 'The latest 20 attempts at the event that holds a stream.';

-- What a handler's transaction has done, until the segment is past it. Written with each event.
create table done (
  consumer text    collate "C" not null,
  position bigint  not null,
  slot     integer not null generated always as (slot(stream)) stored,
  stream   text    collate "C" not null,

  constraint done_pk primary key (consumer, position)
);

comment on table done is
  'Events whose effect was committed with this row (C3), as long as they could be handled again.';

create table inbox (
  consumer text        collate "C" not null,
  position bigint      not null,
  entered  timestamptz not null default clock_timestamp(),

  constraint inbox_pk primary key (consumer, position)
);

comment on table inbox is 'Events that a handler has said it has done.';

-- Checkpoints prune what they pass. A segment that comes to be further in another way leaves rows
-- behind, which nobody asks about any more unless their stream is held.
create function prune_done(of_consumer text) returns void
language sql
set search_path = "${flyway:defaultSchema}", pg_temp
as
$$
  delete from done d
    using segment s
    where s.consumer = of_consumer and d.consumer = of_consumer
      and d.slot between s.first_slot and s.last_slot and d.position <= s.position
      and not exists (
        select from held_stream h
        where h.consumer = d.consumer and h.stream = d.stream and h.failed <= d.position)
$$;
