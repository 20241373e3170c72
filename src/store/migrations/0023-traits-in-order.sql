-- What brands ask of an audience, and of languages, is answered in the order of a page of results: one row a channel
-- and trait, in an index that knows what else is asked for most. Kept by the row of `listing` that it belongs to, so it
-- is there, and gone, in the same moment.

-- A time at which the channel was proved, never later than the last one (channel.proof_at): whoever finds it recent
-- enough need not look there, and everybody else does.
alter table listing add column proved_at timestamptz not null default '-infinity';

-- Beside each trait the share, in per cent and in the steps that can be asked for; 0 where a trait has none. One that
-- reached 30 stood there as 10, 20 and 30.
alter table listing add column steps smallint[] not null default '{}';
alter table listing alter column traits set statistics -1;

-- Every row is written once: without indexes that is much faster.
drop index listing_traits;
drop index listing_words;
drop index listing_followers;
drop index listing_country_followers;
drop index listing_growth;
drop index listing_by_reach;
drop index listing_by_followers;
drop index listing_by_views;
drop index listing_taken;
update listing l set
  proved_at = (select coalesce(c.proof_at, '-infinity') from channel c where c.id = l.channel_id),
  (traits, steps) = (
    select coalesce(array_agg(name), '{}'), coalesce(array_agg(step), '{}')
    from (
      select regexp_replace(trait, ':\d+$', '') as name,
        max(coalesce(substring(trait from ':(\d+)$'), '0')::smallint) as step
      from (
        select trait from unnest(l.traits) as trait
        union all select 'category:' || category from unnest(o.categories) as category
        union all select 'category:' || category || ':' || o.country from unnest(o.categories) as category
          where o.country is not null
      ) as of_it group by 1
    ) highest
  )
from creator o where o.id = l.creator_id;

create table listing_trait (
  channel_id text not null,
  -- `lang:pl`, `category:food`, `category:food:PL`, `audience:PL`, `age:18-24`, `gender:female`
  name text not null,
  step smallint not null,
  creator_id text not null,
  followers bigint not null,
  network text not null,
  country text,
  categories bigint not null,
  proved_at timestamptz not null,
  primary key (channel_id, name)
);

create function listing_traits_kept() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    delete from listing_trait where channel_id = old.channel_id;
  end if;
  if tg_op <> 'DELETE' and new.live then
    insert into listing_trait
      (channel_id, name, step, creator_id, followers, network, country, categories, proved_at)
    select new.channel_id, name, step, new.creator_id,
      new.followers, new.network, new.country, new.categories, new.proved_at
    from unnest(new.traits, new.steps) as of_it (name, step)
    -- A version of before, beside this one, knows no steps.
    where name is not null and step is not null;
  end if;
  return null;
end $$;

create trigger listing_traits_made after insert or delete on listing
  for each row execute function listing_traits_kept();

create trigger listing_traits_changed after update on listing
  for each row when (
    (old.creator_id, old.live, old.followers, old.network, old.country, old.categories, old.traits, old.steps, old.proved_at)
    is distinct from
    (new.creator_id, new.live, new.followers, new.network, new.country, new.categories, new.traits, new.steps, new.proved_at)
  )
  execute function listing_traits_kept();

create function listing_channel_proved() returns trigger language plpgsql as $$
begin
  update listing set proved_at = coalesce(new.proof_at, '-infinity')
    where channel_id = new.id and (
      proved_at > coalesce(new.proof_at, '-infinity')
      -- Written so seldom, because every index learns of it.
      or proved_at < new.proof_at - interval '2 days'
    );
  return null;
end $$;

create trigger listing_channel_proved after update on channel
  for each row when (old.proof_at is distinct from new.proof_at)
  execute function listing_channel_proved();

insert into listing_trait
  (channel_id, name, step, creator_id, followers, network, country, categories, proved_at)
select channel_id, name, step, creator_id, followers, network, country, categories, proved_at
from listing, unnest(traits, steps) as of_it (name, step) where live;

create index listing_trait_order on listing_trait
  (name, step, followers desc, channel_id, network, country, categories, creator_id, proved_at);

create index listing_followers on listing
  (followers desc, channel_id, network, country, categories, creator_id, proved_at) where live;
create index listing_country_followers on listing
  (country, followers desc, channel_id, network, categories, creator_id, proved_at) where live;
create index listing_growth on listing
  (growth desc, channel_id, network, country, categories, creator_id, proved_at) where live and growth is not null;
create index listing_by_reach on listing
  (by_reach desc, channel_id, network, country, categories, creator_id, proved_at) where live and by_reach is not null;
create index listing_by_followers on listing
  (by_followers desc, channel_id, network, country, categories, creator_id, proved_at)
  where live and by_followers is not null;
create index listing_by_views on listing
  (by_views desc, channel_id, network, country, categories, creator_id, proved_at) where live and by_views is not null;
create index listing_taken on listing
  (taken_at desc, channel_id, network, country, categories, creator_id, proved_at) where live;
create index listing_words on listing using gin (words) with (fastupdate = off);
