-- Companies that look for creators, and who works for them.

create table company (
  id text primary key,
  name text not null check (length(name) between 1 and 80),
  website text check (length(website) <= 200),
  country text check (country ~ '^[A-Z]{2}$'),
  created_at timestamptz not null
);

create table company_member (
  company_id text not null references company (id) on delete cascade,
  user_id text not null references "user" ("id") on delete cascade,
  role text not null check (role in ('owner', 'admin', 'member')),
  since timestamptz not null,
  primary key (company_id, user_id)
);
create index company_member_user on company_member (user_id);

-- Only the hash of the link is kept. A row that has ended stays for a while, so that its page can say so.
create table company_invitation (
  id text primary key,
  token_hash bytea not null unique,
  company_id text not null references company (id) on delete cascade,
  email text not null check (email = lower(email)),
  role text not null check (role in ('admin', 'member')),
  invited_by text references "user" ("id") on delete set null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  unique (company_id, email)
);
