-- What the order by followers has, the other orders have, too: an index that knows what is asked for most, so that a
-- page is found without reading the rows that do not stand on it.

drop index listing_growth;
drop index listing_by_reach;
drop index listing_by_followers;
drop index listing_by_views;
drop index listing_taken;
create index listing_growth on listing
  (growth desc, channel_id, network, country, categories, creator_id) where live and growth is not null;
create index listing_by_reach on listing
  (by_reach desc, channel_id, network, country, categories, creator_id) where live and by_reach is not null;
create index listing_by_followers on listing
  (by_followers desc, channel_id, network, country, categories, creator_id) where live and by_followers is not null;
create index listing_by_views on listing
  (by_views desc, channel_id, network, country, categories, creator_id) where live and by_views is not null;
create index listing_taken on listing
  (taken_at desc, channel_id, network, country, categories, creator_id) where live;

-- Shares of audiences are many names; the planner has to know how often each stands.
alter table listing alter column traits set statistics 1000;
