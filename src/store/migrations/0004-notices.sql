-- What people are told about their channels, when to look whether there is something to tell, and the mails
-- that are on their way. `told_at`, `look_at`, `due_at` and their like are product time and passed in; `try_at`
-- and leases run on the database's clock.

create table notice_preference (
  user_id text primary key references "user" (id) on delete cascade,
  -- Off after "unsubscribe". What was chosen by kind stays as it was.
  mails boolean not null default true,
  mail_ending boolean not null default true,
  mail_lost boolean not null default true,
  mail_digest boolean not null default true,
  -- A name of the IANA database. What a browser said gives way to the next browser; what a person said stays.
  time_zone text,
  zone_from text check (zone_from in ('browser', 'person')),
  check ((time_zone is null) = (zone_from is null))
);

-- Who is looked at when. Narrow: it is written at every look. Null: nothing to say until something changes.
create table notice_look (
  user_id text primary key references "user" (id) on delete cascade,
  look_at timestamptz
) with (fillfactor = 85);
create index notice_look_due on notice_look (look_at) where look_at is not null;

-- The outbox. Its id is the mail's Message-ID, so a mail that is sent twice can be known as one.
create table outgoing_mail (
  id text primary key,
  user_id text not null references "user" (id) on delete cascade,
  made_at timestamptz not null,
  due_at timestamptz not null,
  tries integer not null default 0,
  try_at timestamptz not null default now(),
  lease_until timestamptz,
  lease_holder text,
  ended_at timestamptz,
  -- `dropped`: nothing in it was true any more when it was to leave. `failed`: the mail server would not have it.
  ended text check (ended in ('sent', 'dropped', 'failed')),
  check ((ended is null) = (ended_at is null))
);
create unique index outgoing_mail_waiting on outgoing_mail (user_id) where ended is null;
create index outgoing_mail_due on outgoing_mail (due_at) where ended is null;
create index outgoing_mail_sent on outgoing_mail (user_id, ended_at) where ended = 'sent';

-- One line to one person about one channel.
create table notice (
  id text primary key,
  user_id text not null references "user" (id) on delete cascade,
  creator_id text not null references creator (id) on delete cascade,
  channel_id text not null references channel (id) on delete cascade,
  kind text not null check (kind in ('ending', 'lost', 'limited', 'renewed', 'back', 'complete', 'digest')),
  step integer not null,
  series timestamptz not null,
  due_at timestamptz not null,
  told_at timestamptz not null,
  settled_at timestamptz,
  read_at timestamptz,
  mail_wanted boolean not null,
  -- Never forgotten before the line itself: a line without a mail would be mailed again.
  mail_id text references outgoing_mail (id),
  unique (user_id, channel_id, kind, series, step)
);
-- The present truth about a channel is one line a person.
create unique index notice_open on notice (user_id, channel_id) where settled_at is null;
create index notice_told on notice (user_id, told_at desc);
create index notice_mail on notice (mail_id) where mail_id is not null;
create index notice_channel on notice (channel_id);

-- What stands in a mail's link. Only the hash is kept; every try to send makes its own.
create table unsubscribe_link (
  token_hash bytea primary key,
  user_id text not null references "user" (id) on delete cascade,
  made_at timestamptz not null
);
create index unsubscribe_link_user on unsubscribe_link (user_id);

alter table mailbox add column message_id text;
alter table mailbox add column unsubscribe_url text;

-- Whoever changes a channel, its people are due a look: said here once, so that nobody can forget it.
-- DANGER: no condition on look_at. A look that is under way holds the row's lock and sets a later time; a change
-- that did not wait for it would be overlooked.
create function notice_look_again(of_creator text, moment timestamptz) returns void language plpgsql as $$
begin
  -- In one order, so that two changes at once wait for one another and not for each other.
  perform 1 from notice_look
    where user_id in (select user_id from member where creator_id = of_creator)
    order by user_id for update;
  update notice_look set look_at = least(look_at, moment)
    where user_id in (select user_id from member where creator_id = of_creator);
end $$;

create function notice_channel_changed() returns trigger language plpgsql as $$
begin
  perform notice_look_again(new.creator_id, new.since);
  return null;
end $$;

create trigger notice_channel_new after insert on channel
  for each row execute function notice_channel_changed();
create trigger notice_channel_changed after update on channel
  for each row when (old.state is distinct from new.state or old.since is distinct from new.since)
  execute function notice_channel_changed();

-- An end that moves by seconds with every reply is no news; one that moves by more is, and so is whose it is to move.
create function notice_grant_changed() returns trigger language plpgsql as $$
begin
  perform notice_look_again(
    (select creator_id from channel where id = new.channel_id),
    greatest(new.granted_at, new.renewed_at, new.renewal_failed_at)
  );
  return null;
end $$;

create trigger notice_grant_changed after update on channel_grant
  for each row when (
    (old.renewal_failed_at is null) <> (new.renewal_failed_at is null)
    or coalesce(new.grant_ends_at, 'infinity')
      not between coalesce(old.grant_ends_at, 'infinity') - interval '1 day'
      and coalesce(old.grant_ends_at, 'infinity') + interval '1 day'
    or coalesce(new.person_ends_at, 'infinity')
      not between coalesce(old.person_ends_at, 'infinity') - interval '1 day'
      and coalesce(old.person_ends_at, 'infinity') + interval '1 day'
  )
  execute function notice_grant_changed();

create function notice_member_changed() returns trigger language plpgsql as $$
declare
  one member := coalesce(new, old);
begin
  -- Somebody who is being erased has nobody left to look at.
  insert into notice_look (user_id, look_at)
    select one.user_id, one.since where exists (select 1 from "user" where id = one.user_id)
    on conflict (user_id) do update set look_at = least(notice_look.look_at, excluded.look_at);
  return null;
end $$;

create trigger notice_member_changed after insert or delete on member
  for each row execute function notice_member_changed();

insert into notice_look (user_id, look_at) select user_id, min(since) from member group by user_id;
