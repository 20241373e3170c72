-- Creators, their channels, and what each channel may cost or hold.
-- Every time that a rule decides by is product time and passed in; leases alone use the database's clock.

create table creator (
  id text primary key,
  handle text not null unique check (handle ~ '^[a-z0-9][a-z0-9._-]{1,29}$'),
  name text not null check (length(name) between 1 and 80),
  bio text not null default '' check (length(bio) <= 500),
  place text,
  -- The key that seals this creator's tokens, itself wrapped by a key from configuration.
  data_key bytea not null,
  created_at timestamptz not null
);

create table member (
  creator_id text not null references creator (id) on delete cascade,
  user_id text not null references "user" ("id") on delete cascade,
  role text not null check (role in ('owner', 'admin')),
  since timestamptz not null,
  primary key (creator_id, user_id)
);
create index member_user on member (user_id);

create table operator (
  email text primary key check (email = lower(email)),
  added_at timestamptz not null
);

create table channel (
  id text primary key,
  creator_id text not null references creator (id) on delete cascade,
  network text not null check (network in ('instagram', 'youtube', 'tiktok', 'facebook')),
  -- The network's own immutable id, as text: some are larger than a double can hold.
  network_id text not null,
  other_ids text[] not null default '{}',
  subject text,
  handle text,
  title text not null,
  url text,
  avatar_url text,
  state text not null check (state in ('connected', 'limited', 'disconnected', 'off')),
  since timestamptz not null,
  reason text,
  confidence text check (confidence in ('confirmed', 'likely', 'unknown')),
  evidence jsonb,
  missing_scopes text[] not null default '{}',
  -- Ambiguous evidence waits here until a different call agrees.
  suspect_since timestamptz,
  suspect_verdict jsonb,
  -- The last trouble that says nothing about the connection: busy, down, or our own fault.
  trouble text check (trouble in ('rate_limited', 'transient', 'misconfigured')),
  trouble_at timestamptz,
  proof_at timestamptz,
  created_at timestamptz not null,
  unique (network, network_id),
  check ((state = 'disconnected') = (reason is not null)),
  check ((state = 'limited') = (cardinality(missing_scopes) > 0))
);
create index channel_creator on channel (creator_id);

-- The permission behind a channel, sealed. `generation` rises only when a new token has been saved, so a
-- save can name the generation whose token it spent.
create table channel_grant (
  channel_id text primary key references channel (id) on delete cascade,
  generation bigint not null,
  scopes text[] not null,
  access_sealed bytea not null,
  refresh_sealed bytea,
  person_sealed bytea,
  access_ends_at timestamptz,
  grant_ends_at timestamptz,
  person_ends_at timestamptz,
  granted_by text,
  granted_at timestamptz not null,
  renewed_at timestamptz,
  -- The last silent renewal that did not help, cleared by one that did.
  renewal_failed_at timestamptz
);

-- Who is due when. Narrow, because it is written at every look; the sealed tokens live elsewhere.
create table channel_schedule (
  channel_id text primary key references channel (id) on delete cascade,
  due_at timestamptz,
  renew_at timestamptz,
  lease_until timestamptz,
  lease_holder text
) with (fillfactor = 85);
create index channel_schedule_due on channel_schedule (due_at) where due_at is not null;

create table channel_event (
  id bigint generated always as identity primary key,
  channel_id text not null references channel (id) on delete cascade,
  at timestamptz not null,
  kind text not null,
  actor text,
  detail jsonb not null default '{}'
);
create index channel_event_channel on channel_event (channel_id, at desc, id desc);

-- A person on the way to a network. Only the hash of the state is kept; reading an attempt deletes it.
create table connect_attempt (
  state_hash bytea primary key,
  session_id text not null,
  user_id text not null,
  creator_id text not null references creator (id) on delete cascade,
  channel_id text references channel (id) on delete cascade,
  network text not null,
  callback_path text not null,
  scopes text[] not null,
  verifier_sealed bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index connect_attempt_creator on connect_attempt (creator_id);

-- What came back, for the page that tells it. A new connection waits here, sealed, until it is confirmed.
create table connect_outcome (
  id text primary key,
  session_id text not null,
  user_id text not null,
  creator_id text not null references creator (id) on delete cascade,
  channel_id text references channel (id) on delete cascade,
  network text not null,
  result jsonb not null,
  found_sealed bytea,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create table snapshot (
  channel_id text not null references channel (id) on delete cascade,
  day date not null,
  taken_at timestamptz not null,
  readings jsonb not null,
  breakdowns jsonb not null,
  gaps jsonb not null,
  primary key (channel_id, day)
);

-- Mail that a sandbox installation would have sent.
create table mailbox (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  recipient text not null,
  subject text not null,
  body_text text not null,
  body_html text not null
);

-- Facts about this installation as a whole, such as "the pretend world was planted".
create table installation (
  name text primary key,
  value jsonb not null
);
