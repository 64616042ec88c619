-- Messages of the day, which an office writes to the couriers of its area.
create table courier_notices (
  county_id integer not null,
  notice_id uuid not null, -- made by the form, so that a second press is the same message
  region_code text not null references regions,
  area text not null, -- the digits that all places of the region share
  words text not null check (length(words) between 1 and 300),
  from_on date not null,
  until_on date not null check (until_on - from_on between 0 and 31),
  written_by uuid not null,
  written_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (county_id, notice_id),
  foreign key (county_id, written_by) references admins,
  check (region_code ^@ area)
);
create index courier_notices_by_day on courier_notices (county_id, until_on)
  where withdrawn_at is null;

create table courier_notices_read (
  county_id integer not null,
  notice_id uuid not null,
  courier_id uuid not null,
  read_at timestamptz not null,
  primary key (county_id, notice_id, courier_id),
  foreign key (county_id, notice_id) references courier_notices,
  foreign key (county_id, courier_id) references couriers
);
create trigger append_only before update or delete or truncate on courier_notices_read
  for each statement execute function refuse_change();

-- An office writes for its own area and reads what those above it wrote; a courier reads what was
-- written for any of her villages.
alter table courier_notices enable row level security;
create policy area on courier_notices to yibao_bound
  using (county_id = bound_county() and area ^@ bound_area());
create policy told on courier_notices for select to yibao_bound
  using (county_id = bound_county() and (bound_area() ^@ area
    or exists (select from unnest(bound_villages()) as village where village ^@ area)));
alter table courier_notices_read enable row level security;
create policy area on courier_notices_read to yibao_bound
  using (county_id = bound_county() and exists (select from couriers c
    where c.county_id = courier_notices_read.county_id
      and c.courier_id = courier_notices_read.courier_id));
