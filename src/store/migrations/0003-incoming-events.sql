-- What the networks tell us by themselves: stored before it is answered, handled afterwards, once.

create table incoming_event (
  id bigint generated always as identity primary key,
  network text not null check (network in ('instagram', 'youtube', 'tiktok', 'facebook')),
  -- The same for every delivery of one event. It outlives the rest of the row's content, so that a delivery that
  -- is repeated days later is recognised.
  key text not null,
  received_at timestamptz not null,
  -- What it says, about whom. Gone once it has been handled.
  signal jsonb,
  handled_at timestamptz,
  tries smallint not null default 0,
  lease_until timestamptz,
  unique (network, key),
  check ((handled_at is null) = (signal is not null))
);
create index incoming_event_waiting on incoming_event (id) where handled_at is null;

-- What a person holds in hand who asked a network that we delete. No word about who it was. It is done once its
-- event no longer waits.
create table erasure_receipt (
  code_hash bytea primary key,
  network text not null,
  event_key text not null,
  asked_at timestamptz not null
);

-- How events may name a grant without naming its tokens.
alter table channel_grant add column marks text[] not null default '{}';
create index channel_grant_marks on channel_grant using gin (marks) where marks <> '{}';

create index channel_subject on channel (network, subject) where subject is not null;
create index channel_other_ids on channel using gin (other_ids) where other_ids <> '{}';
