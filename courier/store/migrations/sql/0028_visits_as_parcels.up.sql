-- What came of a visit: where they pay instead, and whom of the household it is about.
alter table visit_states add column detail text
  check (detail in ('wechat', 'bank', 'employee', 'other_county', 'unsure'));
alter table visit_states add column insuree_id uuid;
alter table visit_states add foreign key (county_id, insuree_id) references insurees;
create index states_of_people on visit_states (county_id, insuree_id) where insuree_id is not null;

-- Who asked from far away follows by a telephone of her own. A visit that is being handed over has
-- a colleague who may take it; a round that the courier put in order keeps the places of one day.
alter table visits add column asker_phone bytea, add column offered_to uuid,
  add column round_on date, add column round_place smallint,
  add foreign key (county_id, offered_to) references couriers,
  add check ((round_on is null) = (round_place is null));
create index visits_of_household on visits (county_id, household_id)
  where household_id is not null;

-- Where a courier stood when she arrived, to about a kilometre (hundredths of a degree), if she
-- let her phone say so. Erased after thirty days.
create table visit_positions (
  county_id integer not null,
  visit_id uuid not null,
  seen_at timestamptz not null,
  north smallint not null check (north between -9000 and 9000),
  east smallint not null check (east between -18000 and 18000),
  primary key (county_id, visit_id),
  foreign key (county_id, visit_id) references visits
);
alter table visit_positions enable row level security;
create policy area on visit_positions to yibao_bound using (county_id = bound_county()
  and exists (select from visits above where above.county_id = visit_positions.county_id
    and above.visit_id = visit_positions.visit_id));

-- A courier sees no other courier, but those of her villages by name: a visit may go to one of them.
create function colleagues_in(p_village text)
  returns table (courier_id uuid, name text, courier_no text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.courier_id, c.name, c.courier_no from couriers c
    join courier_villages cv on cv.county_id = c.county_id and cv.courier_id = c.courier_id
  where c.county_id = bound_county() and c.courier_id <> bound_person() and c.status = 'active'
    and cv.village_code = p_village and p_village = any (bound_villages())
  order by c.name, c.courier_no
$$;
create function colleague_name(p_courier uuid)
  returns text language sql stable strict security definer set search_path = public, pg_temp as $$
  select c.name from couriers c where c.county_id = bound_county() and c.courier_id = p_courier
    and exists (select from courier_villages cv where cv.county_id = c.county_id
      and cv.courier_id = c.courier_id and cv.village_code = any (bound_villages()))
$$;
revoke execute on function colleagues_in(text), colleague_name(uuid) from public;
grant execute on function colleagues_in(text), colleague_name(uuid) to yibao_bound;

-- Households that moved and people who died are looked into by the township.
alter table cases drop constraint cases_kind_check;
alter table cases add constraint cases_kind_check
  check (kind in ('fraud', 'complaint', 'other', 'moved', 'died'));
alter table cases add column visit_id uuid, add foreign key (county_id, visit_id) references visits;
create index cases_of_visits on cases (county_id, visit_id) where visit_id is not null;
