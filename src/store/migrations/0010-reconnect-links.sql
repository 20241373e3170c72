-- Links with which somebody who need not be signed in reconnects one channel, with the same account and nothing else.
-- Only the hash of what stands in the link is kept.
create table reconnect_link (
  id text primary key,
  token_hash bytea not null unique,
  channel_id text not null references channel (id) on delete cascade,
  -- For somebody else; in a mail to a member; for another browser of the same person.
  kind text not null check (kind in ('teammate', 'mail', 'handover')),
  made_by text not null references "user" ("id") on delete cascade,
  sent_to text check (length(sent_to) <= 254),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  -- By its own success, by another's, or by somebody's wish.
  ended_how text check (ended_how in ('used', 'fixed', 'revoked')),
  -- The name that whoever used it gave, if any.
  helper text check (length(helper) between 1 and 60),
  check ((ended_at is null) = (ended_how is null))
);
create index reconnect_link_channel on reconnect_link (channel_id, made_at desc);
create index reconnect_link_expires on reconnect_link (expires_at);

-- Whoever goes to a network is a member, or comes by a link.
alter table connect_attempt
  alter column user_id drop not null,
  add column link_id text references reconnect_link (id) on delete cascade,
  add column helper text,
  add constraint connect_attempt_by_one check ((user_id is null) <> (link_id is null));
alter table connect_outcome
  alter column user_id drop not null,
  add column link_id text references reconnect_link (id) on delete cascade,
  add column helper text,
  add constraint connect_outcome_by_one check ((user_id is null) <> (link_id is null));
