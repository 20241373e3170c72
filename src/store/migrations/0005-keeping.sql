-- Renewals that lose nothing. The token of one generation is spent by one process at a time; the lease keeps
-- others from calling and never keeps anybody from saving. It runs on the database's clock.
alter table channel_schedule
  -- Copied, so that what is due at one network is found without looking at the others.
  add column network text,
  add column spending_generation bigint,
  add column spending_until timestamptz,
  add column spending_holder text,
  -- A call with this generation's token ended without a result: the network may have acted on it.
  add column doubt_generation bigint,
  add column doubt_since timestamptz;
update channel_schedule s set network = c.network from channel c where c.id = s.channel_id;
alter table channel_schedule alter column network set not null;
drop index channel_schedule_due;
create index channel_schedule_due on channel_schedule (network, due_at) where due_at is not null;

-- Generations rise over all grants together, so that none is used twice.
create sequence grant_generation;
select setval('grant_generation', (select coalesce(max(generation), 0) + 1 from channel_grant), false);

-- The network gave no believable life for the access token, and a bounded one was assumed.
alter table channel_grant add column end_assumed boolean not null default false;

-- Who asked for a channel's token, counted by day and written in batches.
create table token_use (
  channel_id text not null references channel (id) on delete cascade,
  day date not null,
  asked_by text not null,
  purpose text not null,
  uses integer not null,
  last_at timestamptz not null,
  primary key (channel_id, day, asked_by, purpose)
);
create index token_use_day on token_use (day);

-- The newest evidence of each kind against a channel: a sudden rise is seen by these.
create table channel_alarm (
  channel_id text not null references channel (id) on delete cascade,
  kind text not null check (kind in ('suspect', 'definite', 'own_app')),
  network text not null,
  at timestamptz not null,
  -- It came while a hold was on, and is no part of what is usual.
  held boolean not null,
  primary key (channel_id, kind)
);
create index channel_alarm_network on channel_alarm (network, kind, at);

-- How looks ended, by network and minute.
create table network_pulse (
  network text not null,
  minute timestamptz not null,
  alive integer not null,
  refused integer not null,
  recovered integer not null,
  refused_again integer not null,
  primary key (network, minute)
);

-- While one is on, evidence of its scope takes no connection away.
create table network_hold (
  id bigint generated always as identity primary key,
  network text not null,
  scope text not null check (scope in ('ambiguous', 'all')),
  why text not null check (why in ('suspect', 'definite', 'own_app')),
  began_at timestamptz not null,
  counted integer not null,
  usual double precision not null,
  channels integer not null,
  -- When channels without any doubt were last asked, to see how the network answers about them.
  probed_at timestamptz,
  ended_at timestamptz,
  -- 'probes', or who decided it.
  ended_by text,
  undone_at timestamptz
);
create unique index network_hold_on on network_hold (network) where ended_at is null;

-- Whether a network is down, as all workers together have seen it.
create table network_circuit (
  network text primary key,
  failures integer not null,
  opened_at timestamptz,
  probe_at timestamptz,
  probes integer not null default 0,
  closed_at timestamptz
);

-- What may still be asked, of each group of endpoints. Workers take it in blocks.
create table network_budget (
  network text not null,
  bucket text not null,
  -- By the minute: what is in the bucket, and when it was filled last, on the database's clock.
  tokens double precision not null default 0,
  filled_at timestamptz not null default now(),
  -- By the network's own day.
  day date,
  used integer not null default 0,
  -- By product time: the network said that it is enough.
  paused_until timestamptz,
  primary key (network, bucket)
);

-- Beside outages: evidence that is not believed while its network is held.
alter table channel drop constraint channel_trouble_check;
alter table channel add constraint channel_trouble_check
  check (trouble in ('rate_limited', 'transient', 'misconfigured', 'held'));
