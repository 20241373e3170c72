-- In which language somebody is told things, and which colours they see: as they chose, else as their browser asks.
create table person_preference (
  user_id text primary key references "user" ("id") on delete cascade,
  language text check (char_length(language) between 2 and 35),
  language_from text check (language_from in ('browser', 'person')),
  theme text check (char_length(theme) between 1 and 20),
  check ((language is null) = (language_from is null))
);
