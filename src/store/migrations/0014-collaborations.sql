-- What companies propose to creators, and the work that comes of it. Times are product time and passed in.
create table collaboration (
  id text primary key,
  company_id text not null references company (id) on delete cascade,
  creator_id text not null references creator (id) on delete cascade,
  state text not null check (state in (
    'draft', 'sent', 'countered', 'accepted', 'live', 'delivered',
    'completed', 'declined', 'withdrawn', 'expired', 'cancelled'
  )),
  -- Which terms are on the table. Every move names the version that it is about.
  version integer not null default 0,
  -- What a form held that was not sent yet; nothing of it need be whole.
  draft jsonb,
  created_by text references "user" (id) on delete set null,
  created_at timestamptz not null,
  expires_at timestamptz,
  starts_on date,
  ended_at timestamptz,
  last_at timestamptz not null,
  -- The last message that each side has had before its eyes.
  brand_read bigint not null default 0,
  creator_read bigint not null default 0,
  check ((state in ('sent', 'countered')) = (expires_at is not null)),
  check ((state = 'draft') = (draft is not null)),
  check ((state = 'draft') = (version = 0))
);
create index collaboration_of_company on collaboration (company_id, last_at desc);
create index collaboration_of_creator on collaboration (creator_id, last_at desc) where state <> 'draft';
create index collaboration_expires on collaboration (expires_at) where expires_at is not null;
create index collaboration_starts on collaboration (starts_on) where state = 'accepted';

-- Terms are written once and never changed: a counter-offer is another version.
create table collaboration_terms (
  collaboration_id text not null references collaboration (id) on delete cascade,
  version integer not null check (version > 0),
  side text not null check (side in ('brand', 'creator')),
  author_id text references "user" (id) on delete set null,
  made_at timestamptz not null,
  title text not null check (char_length(title) between 1 and 80),
  brief text not null check (char_length(brief) between 1 and 4000),
  deliverables jsonb not null,
  -- In the smallest unit of the currency.
  amount bigint not null check (amount >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  channel_ids text[] not null,
  primary key (collaboration_id, version)
);

-- The channels that were agreed on, and what both sides were told of them.
create table collaboration_channel (
  collaboration_id text not null references collaboration (id) on delete cascade,
  channel_id text not null references channel (id) on delete cascade,
  -- Since when the company knows that its insights are paused.
  paused_at timestamptz,
  -- When the creator's side was told of the same.
  creator_told_at timestamptz,
  primary key (collaboration_id, channel_id)
);
create index collaboration_channel_channel on collaboration_channel (channel_id);

create table collaboration_event (
  id bigint generated always as identity primary key,
  collaboration_id text not null references collaboration (id) on delete cascade,
  at timestamptz not null,
  kind text not null,
  side text check (side in ('brand', 'creator')),
  actor_id text references "user" (id) on delete set null,
  detail jsonb not null default '{}'
);
create index collaboration_event_of on collaboration_event (collaboration_id, id);

create table collaboration_message (
  id bigint generated always as identity primary key,
  collaboration_id text not null references collaboration (id) on delete cascade,
  -- Made by the sender's browser: the same message sent again changes nothing.
  key text not null check (char_length(key) between 8 and 80),
  side text not null check (side in ('brand', 'creator')),
  author_id text references "user" (id) on delete set null,
  body text not null check (char_length(body) between 1 and 4000),
  at timestamptz not null,
  unique (collaboration_id, key)
);
create index collaboration_message_in on collaboration_message (collaboration_id, id);
create index collaboration_message_by on collaboration_message (author_id, at);

-- What was published for it, as the creator's side points it out.
create table collaboration_post (
  id text primary key,
  collaboration_id text not null references collaboration (id) on delete cascade,
  channel_id text not null references channel (id) on delete cascade,
  url text not null check (char_length(url) <= 500),
  -- The place in the list of deliverables that it fulfils.
  deliverable integer not null check (deliverable >= 0),
  marked_by text references "user" (id) on delete set null,
  marked_at timestamptz not null,
  unique (collaboration_id, url)
);
create index collaboration_post_channel on collaboration_post (channel_id);

-- One line to one person: the newest of a subject takes the place of the one before. It is mailed with what else
-- there is to say to them that day.
create table collaboration_notice (
  id text primary key,
  user_id text not null references "user" (id) on delete cascade,
  collaboration_id text not null references collaboration (id) on delete cascade,
  side text not null check (side in ('brand', 'creator')),
  -- `state`, `talk`, or `channel:<id>`.
  subject text not null,
  kind text not null,
  channel_id text references channel (id) on delete cascade,
  told_at timestamptz not null,
  -- When it may be mailed; null: never.
  mail_at timestamptz,
  settled_at timestamptz,
  read_at timestamptz,
  mail_id text references outgoing_mail (id)
);
create unique index collaboration_notice_open on collaboration_notice (user_id, collaboration_id, subject)
  where settled_at is null;
create index collaboration_notice_told on collaboration_notice (user_id, told_at desc);
create index collaboration_notice_of on collaboration_notice (collaboration_id);
create index collaboration_notice_mail on collaboration_notice (mail_id) where mail_id is not null;
create index collaboration_notice_channel on collaboration_notice (channel_id) where channel_id is not null;

alter table notice_preference add column mail_collaboration boolean not null default true;

-- Whoever changes a channel: the companies that are working with it look again.
create function tell_companies_of_channel() returns trigger language plpgsql as $$
declare
  one record;
begin
  for one in
    select k.id, k.company_id from collaboration_channel c
    join collaboration k on k.id = c.collaboration_id
    where c.channel_id = new.id and k.state in ('accepted', 'live', 'delivered')
  loop
    perform pg_notify('rechannel_live', json_build_object(
      'for', json_build_array('company:' || one.company_id),
      'topic', 'collaboration:' || one.id
    )::text);
  end loop;
  return null;
end
$$;
create trigger channel_changes_for_companies after update on channel for each row
  when ((new.state, new.since, new.forgotten_at) is distinct from (old.state, old.since, old.forgotten_at))
  execute function tell_companies_of_channel();
