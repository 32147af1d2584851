-- The tables of durable consumers, in the schema of the log that they read.
create table consumer (
  name       text        collate "C" not null,
  definition jsonb       not null,
  state      text        not null default 'RUNNING',
  reason     text,
  pending    jsonb,
  steering   bigint      not null default 0,
  declared   timestamptz not null default clock_timestamp(),

  constraint consumer_name  primary key (name),
  constraint consumer_form  check (name ~ '^[a-z0-9][a-z0-9._@-]{0,99}$'),
  constraint consumer_state check (state in ('RUNNING', 'PAUSED', 'STOPPED'))
);

comment on table consumer is
  'Every consumer: its definition, whether it runs, the change that waits for its segments to be given
back, and how often somebody has steered its held streams.';

-- Updated every second by each node; never indexed but by its key, so that updates stay in the page.
create table worker (
  consumer text        collate "C" not null,
  node     text        collate "C" not null,
  until    timestamptz not null,

  constraint worker_pk       primary key (consumer, node),
  constraint worker_consumer foreign key (consumer) references consumer on delete cascade
) with (fillfactor = 50);

comment on table worker is 'The nodes that claim segments of a consumer, each until its lease ends.';

-- The busiest rows: their owners move them every 100 ms. Room in each page and no index beside the
-- key keep the updates in the page, and vacuum has little to do.
create table segment (
  consumer     text             collate "C" not null,
  first_slot   integer          not null,
  last_slot    integer          not null,
  token        bigint           not null,
  owner        text             collate "C",
  lease_until  timestamptz,
  epoch        bigint           not null,
  through      bigint           not null,
  unfinished   bigint[]         not null default '{}',
  ahead        jsonb            not null default '[]',
  position     bigint           not null
                 generated always as (least(through, unfinished[1] - 1)) stored,
  replay_after bigint,
  replay_to    bigint,
  replay_dry   boolean,
  clean        boolean          not null default true,
  given_clean  boolean          not null default false,
  handled      bigint           not null default 0,
  rate         double precision not null default 0,

  constraint segment_pk       primary key (consumer, first_slot),
  constraint segment_consumer foreign key (consumer) references consumer on delete cascade,
  constraint segment_slots    check (0 <= first_slot and first_slot <= last_slot and last_slot < 1024),
  constraint segment_through  check (epoch >= 0 and through >= 0),
  constraint segment_owner    check ((owner is null) = (lease_until is null)),
  constraint segment_replay   check (num_nulls(replay_after, replay_to, replay_dry) in (0, 3))
) with (fillfactor = 25, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0);

comment on table segment is
  'A range of slots of a consumer: who works on it until when, by which fencing token (C4), and what is
done: everything up to position, itself included. Clean: nothing behind that was in a handler''s hands,
now, and when it was given to its owner.';

create table ledger (
  number   bigint      generated always as identity,
  at       timestamptz not null,
  consumer text        collate "C" not null,
  action   text        collate "C" not null,
  by       text,
  why      text,
  stream   text        collate "C",
  position bigint,
  detail   json,

  constraint ledger_number primary key (number)
);

create index ledger_consumer on ledger (consumer, number);

comment on table ledger is
  'What was skipped, moved, edited or steered, when, by whom and why (C6). A row never changes.';

create function refuse_ledger_change() returns trigger
  language plpgsql as
$$
begin
  raise exception 'the ledger never changes: % is refused', lower(tg_op)
    using errcode = 'TI108', hint = 'Write another row.';
end
$$;

create trigger ledger_never_changes before update or delete or truncate on ledger
  for each statement execute function refuse_ledger_change();
