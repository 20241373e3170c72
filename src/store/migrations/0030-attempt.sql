-- Tries that are counted for all processes together. A name is kept as a keyed hash, and no longer than its window.
-- Nothing is lost with it that a crash may not take.

create unlogged table attempt (
  name_hash bytea primary key,
  tries integer not null,
  until timestamptz not null
);
create index attempt_until on attempt (until);
