-- A refund that the channel could not pay is tried again under a new number.
alter table refunds add column tries smallint not null default 1 check (tries >= 1);
alter table refund_states add column try smallint not null default 1 check (try >= 1);
alter table refund_states drop constraint refund_states_pkey;
alter table refund_states add primary key (county_id, refund_id, state, try);
-- Money goes back once, whichever try it was.
create unique index one_done_a_refund on refund_states (county_id, refund_id) where state = 'done';

-- Every number that a refund ever had: a late word on an old try must find it.
create table refund_numbers (
  county_id integer not null,
  out_refund_no text not null,
  refund_id uuid not null,
  try smallint not null check (try >= 1),
  primary key (county_id, out_refund_no),
  unique (county_id, refund_id, try),
  foreign key (county_id, refund_id) references refunds
);
insert into refund_numbers (county_id, out_refund_no, refund_id, try)
  select county_id, out_refund_no, refund_id, 1 from refunds;
create trigger append_only before update or delete or truncate on refund_numbers
  for each statement execute function refuse_change();
