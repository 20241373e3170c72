-- Profiles whose words have changed since brands could search them. Said here once, whoever changes them.

create table listing_due (
  creator_id text primary key references creator (id) on delete cascade
);

create function listing_words_changed() returns trigger language plpgsql as $$
begin
  insert into listing_due (creator_id) values (new.id) on conflict do nothing;
  return null;
end $$;

create trigger listing_words_changed after update on creator
  for each row when (
    (old.name, old.handle, old.bio, old.country, old.languages, old.categories, old.hidden_blocks)
    is distinct from
    (new.name, new.handle, new.bio, new.country, new.languages, new.categories, new.hidden_blocks)
  )
  execute function listing_words_changed();
