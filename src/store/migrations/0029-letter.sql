-- Letters that a mail server did not take at once: sealed, because a link in one may let somebody in, and gone with
-- the first that happens: it was sent, or it would come too late. All of it on the database's clock, as such links are.

create table letter (
  id text primary key,
  -- Its own key, wrapped by a key from configuration.
  data_key bytea not null,
  sealed bytea not null,
  useless_at timestamptz not null,
  tries integer not null default 1,
  try_at timestamptz not null,
  lease_until timestamptz
);
create index letter_due on letter (try_at);
