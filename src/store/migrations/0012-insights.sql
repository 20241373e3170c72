-- What a profile says beside its numbers, the posts behind the numbers, and kits that were shared.

alter table creator
  add column country char(2) check (country ~ '^[A-Z]{2}$'),
  -- ISO 639-1, the first one first.
  add column languages text[] not null default '{}',
  -- From the closed list in src/domain/person/profile.ts.
  add column categories text[] not null default '{}',
  add column links jsonb not null default '[]',
  -- Whether brands find the profile; it can be opened by its address either way.
  add column listed boolean not null default true,
  -- Blocks that the profile leaves out. What things cost is left out until the creator says otherwise.
  add column hidden_blocks text[] not null default '{rates}',
  add column rates jsonb not null default '[]',
  -- Rises with every save, so that two people who edit at once do not overwrite each other.
  add column profile_version integer not null default 1;
create index creator_listed on creator (id) where listed;

-- Recent posts with their own numbers, each as it was when it was read last.
create table channel_post (
  channel_id text not null references channel (id) on delete cascade,
  network_id text not null,
  posted_at timestamptz not null,
  kind text not null check (kind in ('picture', 'album', 'video', 'short', 'text')),
  title text not null,
  url text,
  numbers jsonb not null,
  gaps jsonb not null,
  taken_at timestamptz not null,
  primary key (channel_id, network_id)
);
create index channel_post_newest on channel_post (channel_id, posted_at desc);

-- How far the reading of a channel's numbers has come. Written with every change of its snapshots and posts, so
-- that a page made from them knows whether it is still the newest.
create table channel_reading (
  channel_id text primary key references channel (id) on delete cascade,
  tried_at timestamptz not null,
  read_at timestamptz,
  -- Why the last try brought nothing.
  trouble text,
  -- The oldest day that was asked for afterwards, and whether there is more to ask for.
  filled_from date,
  filled boolean not null default false
);

-- A day that was asked for afterwards holds only what the network still knows of it.
alter table snapshot add column afterwards boolean not null default false;

-- A kit is the profile as of a day, for whoever holds its link. Only the hash of the link is kept.
create table kit (
  id text primary key,
  creator_id text not null references creator (id) on delete cascade,
  token_hash bytea not null unique,
  -- Printed on the kit, for whoever wants to check it.
  code text not null unique,
  for_whom text not null check (length(for_whom) <= 80),
  made_by text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  signature bytea not null
);
create index kit_creator on kit (creator_id, made_at desc);

-- What a kit said of each channel, apart, because it goes when the channel's numbers go.
create table kit_channel (
  kit_id text not null references kit (id) on delete cascade,
  channel_id text not null references channel (id) on delete cascade,
  said jsonb not null,
  primary key (kit_id, channel_id)
);
create index kit_channel_channel on kit_channel (channel_id);
