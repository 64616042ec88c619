-- Lists of couriers page by key, at any number: the order of a list is an index.
create function courier_rank(status text) returns smallint language sql immutable parallel safe
  as $$ select case status when 'applied' then 0::smallint when 'approved' then 1::smallint
    when 'active' then 2::smallint when 'suspended' then 3::smallint
    when 'refused' then 4::smallint else 5::smallint end $$;
create index couriers_in_order on couriers (county_id, courier_rank(status), courier_no);
create index couriers_of_township on couriers
  (county_id, township_code, courier_rank(status), courier_no) include (status);
create index couriers_of_village on courier_villages (county_id, village_code, courier_id);
create index phones_of_courier on courier_devices (county_id, courier_id) where revoked_at is null;
create index live_cards_by_expiry on cards (county_id, expires_at) where revoked_at is null;
create index courier_checks_by_day on courier_checks (county_id, day, courier_id)
  include (way, checks);
create index open_alarms_of_courier on check_alarms (county_id, courier_id) where state = 'open';

-- Many cards renewed or printed at once: a row a task, a row a courier with what came of it.
create table card_batches (
  county_id integer not null,
  batch_id uuid not null,
  kind text not null check (kind in ('renew', 'print')),
  region_code text not null references regions,
  asked_by uuid not null,
  asked_at timestamptz not null,
  locale text not null,
  couriers integer not null check (couriers > 0),
  worked_until timestamptz,
  ended_at timestamptz,
  primary key (county_id, batch_id),
  foreign key (county_id, asked_by) references admins
);
create index card_batches_by_time on card_batches (county_id, asked_at desc);
create index card_batches_under_way on card_batches (asked_at) where ended_at is null;

create table card_batch_couriers (
  county_id integer not null,
  batch_id uuid not null,
  place integer not null,
  courier_id uuid not null,
  outcome text,
  done_at timestamptz,
  primary key (county_id, batch_id, place),
  unique (county_id, batch_id, courier_id),
  foreign key (county_id, batch_id) references card_batches,
  foreign key (county_id, courier_id) references couriers,
  check ((outcome is null) = (done_at is null))
);
create index card_batch_couriers_waiting on card_batch_couriers (county_id, batch_id, place)
  where outcome is null;

-- What was printed, for a day.
create table card_batch_files (
  county_id integer not null,
  batch_id uuid not null,
  part integer not null check (part > 0),
  cards integer not null check (cards > 0),
  pdf bytea not null,
  made_at timestamptz not null,
  primary key (county_id, batch_id, part),
  foreign key (county_id, batch_id) references card_batches
);
