-- "Tell me when it's back": who asked to hear of a network, and what they were told. Times are product time.

create table network_wish (
  id text primary key,
  user_id text not null references "user" (id) on delete cascade,
  network text not null,
  asked_at timestamptz not null,
  -- Null while the person waits. From then on it is a line among their notices.
  told_at timestamptz,
  settled_at timestamptz,
  read_at timestamptz,
  -- Never forgotten before the line itself: a line without a mail would be mailed again.
  mail_id text references outgoing_mail (id),
  check (told_at is not null or (settled_at is null and read_at is null and mail_id is null))
);
create unique index network_wish_open on network_wish (user_id, network) where settled_at is null;
create index network_wish_of on network_wish (network) where settled_at is null;
create index network_wish_mail on network_wish (mail_id) where mail_id is not null;

alter table notice_preference add column mail_network boolean not null default true;

-- Where a network goes or comes back, whoever asked about it is due a look.
-- DANGER: no condition on look_at, as in notice_look_again.
create function network_circuit_turned() returns trigger language plpgsql as $$
begin
  perform 1 from notice_look
    where user_id in (select user_id from network_wish where network = new.network and settled_at is null)
    order by user_id for update;
  update notice_look set look_at = least(look_at, coalesce(new.opened_at, new.closed_at))
    where user_id in (select user_id from network_wish where network = new.network and settled_at is null);
  return null;
end $$;

create trigger network_circuit_turned after update on network_circuit
  for each row when ((old.opened_at is null) <> (new.opened_at is null))
  execute function network_circuit_turned();

-- The same where a channel that could not be read was read again.
create function network_wish_channel_read() returns trigger language plpgsql as $$
begin
  perform 1 from notice_look
    where user_id in (
      select w.user_id from network_wish w join member m on m.user_id = w.user_id
      where m.creator_id = new.creator_id and w.network = new.network and w.told_at is null
    )
    order by user_id for update;
  update notice_look set look_at = least(look_at, coalesce(new.proof_at, new.since))
    where user_id in (
      select w.user_id from network_wish w join member m on m.user_id = w.user_id
      where m.creator_id = new.creator_id and w.network = new.network and w.told_at is null
    );
  return null;
end $$;

create trigger network_wish_channel_read after update on channel
  for each row when (old.trouble is not null and new.trouble is null)
  execute function network_wish_channel_read();
