-- One index answers what is asked for by name, in the order of followers: each term of a row stands in it by itself,
-- and once more for the row's band of followers (src/domain/brand/terms.ts). It takes the place of the rows of
-- `listing_trait` and of the index of words.

drop trigger listing_traits_made on listing;
drop trigger listing_traits_changed on listing;
drop function listing_traits_kept();
drop table listing_trait;

alter table listing add column terms tsvector;

-- Every row is written once: without indexes that is much faster.
drop index listing_words;
drop index listing_followers;
drop index listing_country_followers;
drop index listing_growth;
drop index listing_by_reach;
drop index listing_by_followers;
drop index listing_by_views;
drop index listing_taken;

update listing l set terms = array_to_tsvector(
    t.terms || array(select b.band || plain from unnest(t.terms) as plain)
    || (b.band || lpad(to_hex(least(127, ((greatest(l.followers, b.start) - b.start) * 128) / b.start)), 2, '0'))
  )
from listing same,
  lateral (
    select least(33, length(ltrim(greatest(same.followers, 1)::bit(64)::text, '0')) - 1) as number offset 0
  ) n,
  lateral (
    select substr('0123456789abcdefghijklmnopqrstuvwx', n.number + 1, 1) || '.' as band, 1::bigint << n.number as start offset 0
  ) b,
  lateral (
    select array_remove(array['n:' || same.network, 'c:' || same.country], null) || array(
      select case
          when name like 'category:%' then 'k' || substr(name, 9)
          when name like 'lang:%' then 'l' || substr(name, 5)
          when name like 'age:%' then 'y' || substr(name, 4) || ':' || reached
          else substr(name, 1, 1) || substr(name, strpos(name, ':')) || ':' || reached
        end
      from unnest(same.traits, same.steps) as trait (name, step), generate_series(least(1, step), step / 10) as reached
      -- A category with its country was a trait of its own.
      where name not like 'category:%:%'
    ) || array(select 'w:' || word from unnest(tsvector_to_array(same.words)) as word) as terms offset 0
  ) t
where same.channel_id = l.channel_id;

alter table listing alter column terms set not null;
alter table listing drop column traits, drop column steps, drop column words;

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

create index listing_terms on listing using gin (terms) with (fastupdate = off) where live;

-- Those whose numbers are paused: lost channels, and those that nobody could prove for too long.
create index listing_paused on listing using gin (terms) with (fastupdate = off) where not live;
create index listing_paused_channel on listing (channel_id) where not live;
create index listing_proved on listing (proved_at) where live;
