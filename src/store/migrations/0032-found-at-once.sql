-- What a page of results shows stands ready made in the row that was found, and need not be looked up in two other
-- tables for each of them. And what is asked for together most is found in one look.

alter table listing add column card json, add column numbers json;

-- Without indexes rows are written much faster.
drop index listing_creator;
drop index listing_followers;
drop index listing_country_followers;
drop index listing_growth;
drop index listing_by_reach;
drop index listing_by_followers;
drop index listing_by_views;
drop index listing_taken;
drop index listing_terms;
drop index listing_paused;
drop index listing_paused_channel;
drop index listing_proved;

-- Written anew as a whole: an update would leave every old row behind, in the table and in each index made after it.
create temporary table before on commit drop as select * from listing;
truncate listing;
insert into listing
  (channel_id, creator_id, network, live, followers, growth, by_reach, by_followers, by_views, country, categories,
    taken_at, proved_at, profile_version, terms, card, numbers)
select same.channel_id, same.creator_id, same.network, same.live, same.followers, same.growth, same.by_reach,
  same.by_followers, same.by_views, same.country, same.categories, same.taken_at, same.proved_at, same.profile_version,
  -- As src/domain/brand/terms.ts makes them.
  array_to_tsvector(
    t.plain || array(select b.band || one from unnest(t.plain || p.pairs) as one)
    || (b.band || lpad(to_hex(least(63, ((greatest(same.followers, 0) - b.start) * 64) / b.width)), 2, '0'))
  ),
  json_build_object(
    'channelId', c.id, 'creatorId', c.creator_id, 'network', c.network, 'handle', o.handle, 'name', o.name,
    'bio', o.bio, 'country', o.country, 'categories', o.categories,
    'channelName', case when c.handle is null then c.title else '@' || regexp_replace(c.handle, '^@', '') end
  ),
  json_build_object(
    'followers', same.followers, 'growth', same.growth,
    'rates', json_build_object('reach', same.by_reach, 'followers', same.by_followers, 'views', same.by_views),
    'takenAt', to_char(same.taken_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  )
from before same
  join channel c on c.id = same.channel_id
  join every_creator o on o.id = c.creator_id,
  lateral (
    select substr('0123456789abcdefghijklmnopqrstuvwxyzABCD', number, 1) || '.' as band, starts[number] as start,
      coalesce(starts[number + 1], 2 * starts[number]) - starts[number] as width
    from (values (array[
        0, 1024, 1280, 1536, 1792, 2048, 2560, 3072, 3584, 4096, 5120, 6144, 7168, 8192, 10240, 12288,
        14336, 16384, 20480, 24576, 28672, 32768, 40960, 49152, 57344, 65536, 81920, 98304, 114688, 131072,
        196608, 262144, 393216, 524288, 786432, 1048576, 2097152, 4194304, 8388608, 16777216
      ]::bigint[])) as bands (starts),
      lateral (select width_bucket(greatest(same.followers, 0), starts) as number) n
    offset 0
  ) b,
  lateral (
    select array(select term from unnest(tsvector_to_array(same.terms)) as term where term like '_:%') as plain offset 0
  ) t,
  lateral (
    select array(
      select category || '+' || other from unnest(t.plain) as category, unnest(t.plain) as other
      where category like 'k:%' and other ~ '^[ncla]:'
    ) as pairs offset 0
  ) p;

alter table listing alter column card set not null, alter column numbers set not null;

create index listing_creator on listing using hash (creator_id);
create index listing_followers on listing
  (followers desc, channel_id, network, country, categories, creator_id, proved_at) where live;
create index listing_country_followers on listing
  (country, followers desc, channel_id, network, categories, creator_id, proved_at) where live;
create index listing_network_followers on listing
  (network, followers desc, channel_id, country, categories, creator_id, proved_at) where live;
create index listing_network_country_followers on listing
  (network, country, followers desc, channel_id, categories, creator_id, proved_at) where live;
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
create index listing_paused on listing using gin (terms) with (fastupdate = off) where not live;
create index listing_paused_channel on listing (channel_id) where not live;
create index listing_proved on listing (proved_at) where live;

-- A channel's own name is on the card, and among the words that it is found by.
create function listing_name_changed() returns trigger language plpgsql as $$
begin
  insert into listing_due (creator_id) values (new.creator_id) on conflict do nothing;
  return null;
end $$;

create trigger listing_name_changed after update on channel
  for each row when ((old.handle, old.title) is distinct from (new.handle, new.title))
  execute function listing_name_changed();
