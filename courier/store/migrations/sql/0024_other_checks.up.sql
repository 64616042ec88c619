-- How often a courier was checked, by day, way and what was said; never by whom.
create table courier_checks (
  county_id integer not null,
  courier_id uuid not null,
  day date not null,
  way text not null check (way in ('page', 'number', 'text', 'assistant', 'phone', 'grid')),
  reason text not null,
  checks integer not null,
  primary key (county_id, courier_id, day, way, reason),
  foreign key (county_id, courier_id) references couriers
);
insert into courier_checks (county_id, courier_id, day, way, reason, checks)
select c.county_id, k.courier_id, c.day, 'page', c.verdict, sum(c.checks)
from card_checks c join cards k using (county_id, card_id)
group by c.county_id, k.courier_id, c.day, c.verdict;
drop table card_checks;

-- At which village's doors somebody was checked, by day; nobody's position stands anywhere.
create table check_places (
  county_id integer not null,
  courier_id uuid not null,
  day date not null,
  place text not null check (place = 'elsewhere' or place ~ '^[0-9]{12}$'),
  checks integer not null,
  primary key (county_id, courier_id, day, place),
  foreign key (county_id, courier_id) references couriers
);

-- What an office should look at: one row a courier, kind and day.
create table check_alarms (
  county_id integer not null,
  alarm_id uuid not null default uuidv7(),
  courier_id uuid not null,
  kind text not null check (kind in ('many', 'red', 'copies', 'far', 'wrong_digits')),
  day date not null,
  times integer not null check (times > 0),
  raised_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'looked_at')),
  looked_at timestamptz,
  looked_by uuid,
  found text,
  primary key (county_id, alarm_id),
  unique (county_id, courier_id, kind, day),
  foreign key (county_id, courier_id) references couriers,
  foreign key (county_id, looked_by) references admins,
  check ((state = 'looked_at') = (looked_at is not null)),
  check ((state = 'looked_at') = (looked_by is not null)),
  check ((state = 'looked_at') = (found is not null))
);
create index open_check_alarms on check_alarms (county_id, alarm_id) where state = 'open';

-- The secret of the six digits: sealed, given to the phone until it shows that it keeps it.
alter table courier_devices
  add column digits_secret bytea,
  add column digits_kept_at timestamptz,
  add check (digits_kept_at is null or digits_secret is not null);

create function keep_digits_secret() returns trigger language plpgsql as $$
begin
  if old.digits_kept_at is not null and (new.digits_secret is distinct from old.digits_secret
      or new.digits_kept_at is distinct from old.digits_kept_at) then
    raise exception 'a phone keeps its digits' using errcode = 'YB409', detail = 'phone_has_digits';
  end if;
  return new;
end $$;
create trigger keep_digits_secret before update of digits_secret, digits_kept_at
  on courier_devices for each row execute function keep_digits_secret();

-- Half minutes whose digits were told once; and wrong digits, counted for a while.
create table spent_digits (
  county_id integer not null,
  device_id uuid not null,
  step bigint not null,
  spent_at timestamptz not null,
  primary key (county_id, device_id, step),
  foreign key (county_id, device_id) references courier_devices
);
create index spent_digits_by_time on spent_digits (spent_at);

create table wrong_digits (
  county_id integer not null,
  courier_id uuid not null,
  since timestamptz not null,
  wrong smallint not null,
  primary key (county_id, courier_id),
  foreign key (county_id, courier_id) references couriers
);

-- How many cells of a household's paper grid were answered on a day.
create table grid_answers (
  county_id integer not null,
  household_id uuid not null,
  day date not null,
  answers smallint not null,
  primary key (county_id, household_id, day),
  foreign key (county_id, household_id) references households
);

-- A courier is asked about by her number alone.
create index couriers_by_number on couriers (courier_no);

-- The card that a report is about, as far as somebody saw one.
alter table cases
  add column card_no text,
  add column card_reason text,
  add column card_courier_id uuid,
  add foreign key (county_id, card_courier_id) references couriers (county_id, courier_id);
