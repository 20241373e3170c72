-- One index answers what is asked for by name, in the order of followers: each term of a row stands in it by itself, and once more
-- for the row's band of followers (src/domain/brand/terms.ts). It takes the place of the rows of `listing_trait`, of
-- the words, and of the lists by followers.

drop trigger listing_traits_made on listing;
drop trigger listing_traits_changed on listing;
drop function listing_traits_kept();
drop table listing_trait;
drop index listing_words;

alter table listing add column terms tsvector;
update listing l set terms = array_to_tsvector(array(
    select plain from unnest(t.terms) as plain
    union select band || plain from unnest(t.terms) as plain
    union select band || lpad(to_hex(least(127, ((greatest(same.followers, start) - start) * 128) / start)), 2, '0')
  ))
from listing same,
  lateral (
    select least(33, length(ltrim(greatest(same.followers, 1)::bit(64)::text, '0')) - 1) as number
  ) n,
  lateral (select substr('0123456789abcdefghijklmnopqrstuvwx', n.number + 1, 1) || '.' as band, 1::bigint << n.number as start) b,
  lateral (
    select array(
      select 'n:' || same.network
      union select 'c:' || same.country where same.country is not null
      union select case when name like 'category:%' then 'k' || substr(name, 9) else 'l' || substr(name, 5) end
        from unnest(same.traits) as trait (name)
        -- A category with its country was a trait of its own.
        where name ~ '^(category|lang):[^:]+$'
      union select case when name like 'age:%' then 'y' else substr(name, 1, 1) end || substr(name, strpos(name, ':')) || ':' || reached
        from unnest(same.traits, same.steps) as trait (name, step), generate_series(1, step / 10) as reached
        where name ~ '^(audience|age|gender):'
      union select 'w:' || word from unnest(tsvector_to_array(same.words)) as word
    ) as terms
  ) t
where same.channel_id = l.channel_id;
alter table listing alter column terms set not null;
alter table listing drop column traits, drop column steps, drop column words;

create index listing_terms on listing using gin (terms) with (fastupdate = off) where live;

-- Those whose numbers are paused: lost channels, and those that nobody could prove for too long.
create index listing_paused on listing using gin (terms) with (fastupdate = off) where not live;
create index listing_paused_channel on listing (channel_id) where not live;
create index listing_proved on listing (proved_at) where live;
