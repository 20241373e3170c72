-- Who works for a creator: a third role, and those who have been asked in.

alter table member drop constraint member_role_check;
alter table member add constraint member_role_check check (role in ('owner', 'admin', 'manager'));

-- Only the hash of the link is kept. A row that has ended stays for a while, so that its page can say so.
create table creator_invitation (
  id text primary key,
  token_hash bytea not null unique,
  creator_id text not null references creator (id) on delete cascade,
  email text not null check (email = lower(email)),
  role text not null check (role in ('admin', 'manager')),
  invited_by text references "user" ("id") on delete set null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  unique (creator_id, email)
);
