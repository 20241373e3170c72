-- A person's mail address on its way to another one. Both links are kept as hashes only. A change that was made stays
-- for a week, so that whoever reads the former mailbox can take it back.
create table address_change (
  id text primary key,
  user_id text not null references "user" ("id") on delete cascade,
  from_email text not null check (from_email = lower(from_email)),
  to_email text not null check (to_email = lower(to_email)),
  confirm_hash bytea not null unique,
  undo_hash bytea not null unique,
  asked_at timestamptz not null,
  made_at timestamptz
);
create index address_change_user on address_change (user_id);
-- One question at a time: a new one takes the place of the one before.
create unique index address_change_open on address_change (user_id) where made_at is null;
