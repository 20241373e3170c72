-- Who answers people here, by proven mail address, and who asked them to.
create table agent (
  email text primary key,
  invited_by text references "user" ("id") on delete set null,
  added_at timestamptz not null
);

-- Trouble that many write about at once: one update answers all who are tied to it.
create table outage (
  id text primary key,
  network text not null,
  words text not null check (char_length(words) between 1 and 500),
  since timestamptz not null,
  until timestamptz
);

create table canned_reply (
  id text primary key,
  title text not null check (char_length(title) between 1 and 80),
  body text not null check (char_length(body) between 1 and 4000)
);

-- One person's talk with the agents. Nobody else of their team reads it; it goes with the profile it is about.
create table conversation (
  id text primary key,
  user_id text not null references "user" ("id") on delete cascade,
  creator_id text references creator (id) on delete cascade,
  status text not null default 'open' check (status in ('open', 'snoozed', 'closed')),
  snoozed_until timestamptz,
  assigned_to text references "user" ("id") on delete set null,
  outage_id text references outage (id) on delete set null,
  created_at timestamptz not null,
  -- The newest message that both sides read.
  last_at timestamptz not null,
  -- The last message that each side has had before its eyes.
  person_read bigint not null default 0,
  agents_read bigint not null default 0,
  mailed_at timestamptz,
  mail_lease_until timestamptz,
  rating smallint check (rating between 1 and 3),
  rating_words text check (char_length(rating_words) <= 1000),
  check ((status = 'snoozed') = (snoozed_until is not null))
);
create index conversation_of_person on conversation (user_id, last_at desc);
create index conversation_by_status on conversation (status, last_at desc);
create index conversation_about_creator on conversation (creator_id) where status <> 'closed';
create index conversation_of_outage on conversation (outage_id) where outage_id is not null;

create table chat_message (
  id bigint generated always as identity primary key,
  conversation_id text not null references conversation (id) on delete cascade,
  -- Made by the sender's browser: the same message sent again changes nothing.
  key text not null check (char_length(key) between 8 and 80),
  side text not null check (side in ('person', 'agent', 'system')),
  author_id text references "user" ("id") on delete set null,
  kind text not null check (kind in ('text', 'note', 'article', 'reconnect', 'diagnostics', 'happened')),
  body text not null check (char_length(body) <= 4000),
  card jsonb,
  at timestamptz not null,
  unique (conversation_id, key)
);
create index chat_message_in on chat_message (conversation_id, id);
create index chat_message_by on chat_message (author_id, at);
-- A new conversation's first message, sent again, finds the conversation that it began.
create unique index chat_message_key on chat_message (author_id, key);

create table chat_attachment (
  id text primary key,
  message_id bigint not null references chat_message (id) on delete cascade,
  type text not null check (type in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
  name text not null check (char_length(name) between 1 and 120),
  content bytea not null check (octet_length(content) <= 10485760)
);
create index chat_attachment_of on chat_attachment (message_id);

-- Where a person wants to be after the way to a network: a name of ours, never an address.
alter table connect_attempt add column return_to text;
alter table connect_outcome add column return_to text;

-- The one place that tells browsers of a channel's change, whoever writes it. Heard by LISTEN at commit.
create function tell_of_channel() returns trigger language plpgsql as $$
declare
  talked_about boolean;
begin
  if tg_op <> 'DELETE' and new.forgotten_at is not null then
    update chat_message set card = null where kind = 'diagnostics' and card ->> 'channelId' = new.id;
  end if;
  if tg_op = 'DELETE' then
    update chat_message set card = null where kind = 'diagnostics' and card ->> 'channelId' = old.id;
    new := old;
  end if;
  select exists (
    select from conversation where creator_id = new.creator_id and status <> 'closed'
  ) into talked_about;
  perform pg_notify('rechannel_live', json_build_object(
    'for', case when talked_about
      then json_build_array('creator:' || new.creator_id, 'agents')
      else json_build_array('creator:' || new.creator_id) end,
    'topic', 'channels:' || new.creator_id
  )::text);
  return null;
end
$$;
create index chat_message_about_channel on chat_message ((card ->> 'channelId')) where kind = 'diagnostics';
create trigger channel_comes_or_goes after insert or delete on channel
  for each row execute function tell_of_channel();
create trigger channel_changes after update on channel for each row
  when ((new.state, new.since, new.reason, new.confidence, new.missing_scopes, new.suspect_since, new.trouble,
         new.handle, new.title, new.forgotten_at)
    is distinct from
        (old.state, old.since, old.reason, old.confidence, old.missing_scopes, old.suspect_since, old.trouble,
         old.handle, old.title, old.forgotten_at))
  execute function tell_of_channel();
