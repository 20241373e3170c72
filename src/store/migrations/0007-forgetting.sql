-- A channel that was turned off here, while its permission is still to be ended at the network.
create table parting (
  channel_id text primary key references channel (id) on delete cascade,
  since timestamptz not null,
  due_at timestamptz not null,
  tries smallint not null default 0,
  lease_until timestamptz
);
create index parting_due on parting (due_at);

-- When what was read from the network was forgotten; the row then knows its account only by a hash.
alter table channel add column forgotten_at timestamptz;
create index channel_gone on channel (since) where state in ('disconnected', 'off') and forgotten_at is null;

-- A creator who was erased here holds a receipt too, and no network is named in it.
alter table erasure_receipt alter column network drop not null;
alter table erasure_receipt alter column event_key drop not null;
