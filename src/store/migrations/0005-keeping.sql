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
