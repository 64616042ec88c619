-- A link by which somebody far away pays for people who agreed. Its address is made of these keys
-- and a seal, so nothing secret stands here. ``attempt_id`` is its newest order.
create table payment_links (
  county_id integer not null,
  link_id uuid not null,
  village_code text not null references regions,
  household_id uuid not null,
  visit_id uuid,
  courier_id uuid not null,
  made_by text not null check (made_by in ('courier', 'family')),
  obligations uuid[] not null,
  fen bigint[] not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  attempt_id uuid,
  tries smallint not null default 0,
  withdrawn_at timestamptz,
  primary key (county_id, link_id),
  foreign key (county_id, household_id) references households,
  foreign key (county_id, visit_id) references visits,
  foreign key (county_id, courier_id) references couriers,
  foreign key (county_id, attempt_id) references payment_attempts,
  check (cardinality(obligations) between 1 and 20 and cardinality(obligations) = cardinality(fen))
);
create index payment_links_of_household on payment_links (county_id, household_id, made_at);
create index payment_links_of_attempt on payment_links (county_id, attempt_id)
  where attempt_id is not null;
alter table payment_links enable row level security;
create policy area on payment_links to yibao_bound using (county_id = bound_county()
  and (village_code ^@ bound_area() or village_code = any (bound_villages())
    or courier_id = bound_person()));

-- How much cash a courier of a county may hold; without a row the usual sum (domain/cash.py).
create table cash_limits (
  county_id integer primary key,
  limit_fen bigint not null check (limit_fen > 0),
  set_by uuid not null,
  set_at timestamptz not null,
  foreign key (county_id, set_by) references admins
);
alter table cash_limits enable row level security;
create policy area on cash_limits to yibao_bound using (county_id = bound_county());

-- What a courier says she brings, until the township has counted it. One at a time.
create table deposit_announcements (
  county_id integer not null,
  announcement_id uuid not null default uuidv7(),
  courier_id uuid not null,
  amount_fen bigint not null check (amount_fen > 0),
  announced_at timestamptz not null,
  deposit_id uuid,
  primary key (county_id, announcement_id),
  foreign key (county_id, courier_id) references couriers,
  foreign key (county_id, deposit_id) references cash_deposits
);
create unique index one_announced_deposit on deposit_announcements (county_id, courier_id)
  where deposit_id is null;
create index announcements_of_courier on deposit_announcements (county_id, courier_id, announced_at);
alter table deposit_announcements enable row level security;
create policy area on deposit_announcements to yibao_bound using (county_id = bound_county()
  and exists (select from couriers above where above.county_id = deposit_announcements.county_id
    and above.courier_id = deposit_announcements.courier_id));

-- Cash that was not handed in in time: since when the oldest of it is in her hands.
create table cash_alarms (
  county_id integer not null,
  courier_id uuid not null,
  since timestamptz not null,
  amount_fen bigint not null check (amount_fen > 0),
  raised_at timestamptz not null,
  ended_at timestamptz,
  primary key (county_id, courier_id, since),
  foreign key (county_id, courier_id) references couriers
);
alter table cash_alarms enable row level security;
create policy area on cash_alarms to yibao_bound using (county_id = bound_county()
  and exists (select from couriers above where above.county_id = cash_alarms.county_id
    and above.courier_id = cash_alarms.courier_id));

-- A courier sees what was counted of her own.
alter policy area on cash_deposits using (county_id = bound_county()
  and (township_code ^@ bound_area() or township_code = any (bound_villages())
    or courier_id = bound_person()));
