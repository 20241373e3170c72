-- What brands search: one row a channel, written with its numbers and taken out of the search in the transaction in
-- which it stops being connected. Whoever reads it still asks the channel itself (src/store/discovery.ts).

create table listing (
  channel_id text primary key references channel (id) on delete cascade,
  creator_id text not null references creator (id) on delete cascade,
  network text not null,
  -- False from the moment in which the channel is lost, turned off, or its profile is not listed any more.
  live boolean not null,
  followers bigint not null,
  -- Change over about thirty days, as a share; null where it may not be worked out or is not known.
  growth real,
  by_reach real,
  by_followers real,
  by_views real,
  country text,
  -- One bit a category, in the order of src/domain/person/profile.ts: an index can hold it, and an array not.
  categories bigint not null,
  -- Everything else that is asked for by name: `lang:pl`, `audience:PL:30` (at least 30 %), `age:18-24:20`, …
  traits text[] not null,
  -- Words of name, handles and bio, folded by src/domain/brand/words.ts.
  words tsvector not null,
  taken_at timestamptz not null,
  profile_version integer not null
);
create index listing_creator on listing (creator_id);

-- The order of a page of results, with what is asked for most: an index alone answers which rows stand on it.
create index listing_followers on listing
  (followers desc, channel_id, network, country, categories, creator_id) where live;
create index listing_country_followers on listing
  (country, followers desc, channel_id, network, categories, creator_id) where live;
create index listing_growth on listing (growth desc, channel_id) where live and growth is not null;
create index listing_by_reach on listing (by_reach desc, channel_id) where live and by_reach is not null;
create index listing_by_followers on listing (by_followers desc, channel_id) where live and by_followers is not null;
create index listing_by_views on listing (by_views desc, channel_id) where live and by_views is not null;
create index listing_taken on listing (taken_at desc, channel_id) where live;
create index listing_words on listing using gin (words) with (fastupdate = off);
create index listing_traits on listing using gin (traits) with (fastupdate = off);

-- Said here once, so that no way to lose a channel can forget it.
create function listing_channel_changed() returns trigger language plpgsql as $$
begin
  update listing
    set live = new.state in ('connected', 'limited') and (select listed from creator where id = new.creator_id)
    where channel_id = new.id;
  return null;
end $$;

create trigger listing_channel_changed after update on channel
  for each row when (old.state is distinct from new.state)
  execute function listing_channel_changed();

create function listing_creator_changed() returns trigger language plpgsql as $$
begin
  update listing l set live = new.listed and c.state in ('connected', 'limited')
    from channel c where l.creator_id = new.id and c.id = l.channel_id;
  return null;
end $$;

create trigger listing_creator_changed after update on creator
  for each row when (old.listed is distinct from new.listed)
  execute function listing_creator_changed();

-- Numbers that are forgotten are forgotten here, too.
create function listing_snapshot_gone() returns trigger language plpgsql as $$
begin
  delete from listing l using gone
    where l.channel_id = gone.channel_id
    and not exists (select 1 from snapshot s where s.channel_id = l.channel_id);
  return null;
end $$;

create trigger listing_snapshot_gone after delete on snapshot
  referencing old table as gone for each statement execute function listing_snapshot_gone();

create table saved_search (
  id text primary key,
  company_id text not null references company (id) on delete cascade,
  name text not null check (length(name) between 1 and 80),
  -- The address of the search without its place in the list.
  query text not null check (length(query) <= 2000),
  made_by text references "user" ("id") on delete set null,
  made_at timestamptz not null,
  unique (company_id, name)
);

-- Creators that a company keeps an eye on. Not shared: only whoever made it sees it.
create table shortlist (
  id text primary key,
  company_id text not null references company (id) on delete cascade,
  name text not null check (length(name) between 1 and 80),
  -- By which formula engagement is compared.
  engagement_by text not null check (engagement_by in ('reach', 'views', 'followers')),
  shared boolean not null,
  made_by text references "user" ("id") on delete set null,
  made_at timestamptz not null
);
create index shortlist_company on shortlist (company_id, made_at);

create table shortlist_entry (
  shortlist_id text not null references shortlist (id) on delete cascade,
  creator_id text not null references creator (id) on delete cascade,
  note text not null default '' check (length(note) <= 1000),
  added_by text references "user" ("id") on delete set null,
  added_at timestamptz not null,
  primary key (shortlist_id, creator_id)
);
create index shortlist_entry_creator on shortlist_entry (creator_id);

-- When a company last asked a creator to reconnect.
create table nudge (
  creator_id text not null references creator (id) on delete cascade,
  company_id text not null references company (id) on delete cascade,
  asked_by text references "user" ("id") on delete set null,
  asked_at timestamptz not null,
  primary key (creator_id, company_id)
);
create index nudge_company on nudge (company_id);
