-- Profiles and accounts whose deletion can still be undone.
--
-- What is asked of `creator` must never find a profile that is on its way out, whoever asks and wherever: so the name
-- becomes a view without them, and only what brings back or erases names the whole table.

alter table creator rename to every_creator;
alter table every_creator add column leaving boolean not null default false;

create view creator as
  select id, handle, name, bio, place, country, languages, categories, links, listed, hidden_blocks, rates,
    profile_version, data_key, created_at, xmin
  from every_creator where not leaving;

-- Somebody who is on their way out can prove who they are, and stay; nothing else.
alter table "user" add column "leaving" boolean not null default false;

create table deletion (
  id text primary key,
  creator_id text unique references every_creator (id) on delete cascade,
  user_id text unique references "user" ("id") on delete cascade,
  -- Of the link that was mailed.
  undo_hash bytea not null unique,
  asked_at timestamptz not null,
  erase_at timestamptz not null,
  -- The teams that a person was on, to be put back there.
  seats jsonb not null default '[]',
  check ((creator_id is null) <> (user_id is null))
);
create index deletion_due on deletion (erase_at);

create or replace function listing_channel_changed() returns trigger language plpgsql as $$
begin
  update listing
    set live = new.state in ('connected', 'limited')
      and (select listed and not leaving from every_creator where id = new.creator_id)
    where channel_id = new.id;
  return null;
end $$;

create or replace function listing_creator_changed() returns trigger language plpgsql as $$
begin
  update listing l set live = new.listed and not new.leaving and c.state in ('connected', 'limited')
    from channel c where l.creator_id = new.id and c.id = l.channel_id;
  return null;
end $$;

drop trigger listing_creator_changed on every_creator;
create trigger listing_creator_changed after update on every_creator
  for each row when ((old.listed, old.leaving) is distinct from (new.listed, new.leaving))
  execute function listing_creator_changed();

-- A row that was taken out of the search meanwhile is made anew.
create trigger listing_creator_stays after update on every_creator
  for each row when (old.leaving and not new.leaving)
  execute function listing_words_changed();
