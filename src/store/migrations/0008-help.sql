-- What readers thought of an article. A browser is known only by a hash of its cookie and the article's name, so
-- what one browser said of two articles cannot be put together.
create table help_reaction (
  article text not null,
  reader_hash bytea not null,
  face text not null check (face in ('no', 'partly', 'yes')),
  missing text check (char_length(missing) <= 1000),
  at timestamptz not null,
  primary key (article, reader_hash)
);
create index help_reaction_at on help_reaction (article, at);

-- Searches of the help that found nothing: the words, and how often. Who searched is not known.
create table help_missed_search (
  query text primary key,
  times integer not null default 1,
  first_at timestamptz not null,
  last_at timestamptz not null
);
create index help_missed_search_last on help_missed_search (last_at);
