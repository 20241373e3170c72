-- People of the sandbox's town: looked at after everybody else, and not while its clock is being moved. What is due
-- for them by a date of its own, such as a renewal, is done as for everybody.

alter table channel_schedule add column patient boolean not null default false;
