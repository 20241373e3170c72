-- The newest reconnections of everybody, for how long one usually takes.
create index channel_event_reconnected on channel_event (at desc) where kind = 'reconnected';
