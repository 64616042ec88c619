-- Cash in what a stopped phone handed in: one admin proposes to book or to refuse it, another agrees.
create table held_cash (
  county_id integer not null,
  item_id uuid not null,
  case_id uuid not null,
  decision text check (decision in ('accept', 'refuse')), -- as proposed
  words text,
  asked_by uuid,
  asked_at timestamptz,
  settled_by uuid,
  settled_at timestamptz,
  code text, -- what came of it
  primary key (county_id, item_id),
  foreign key (county_id, item_id) references phone_items,
  foreign key (county_id, case_id) references cases,
  foreign key (county_id, asked_by) references admins,
  foreign key (county_id, settled_by) references admins,
  check (num_nonnulls(decision, words, asked_by, asked_at) in (0, 4)),
  check (num_nonnulls(settled_by, settled_at, code) in (0, 3)),
  check (settled_by is null or (asked_by is not null and asked_by <> settled_by))
);
create index held_cash_of_cases on held_cash (county_id, case_id);
alter table held_cash enable row level security;
create policy area on held_cash to yibao_bound using (county_id = bound_county() and exists (
  select from cases above where above.county_id = held_cash.county_id
    and above.case_id = held_cash.case_id));

-- Who settles it books a payment that a courier of her area took.
create policy held on payment_attempts for insert to yibao_bound
  with check (county_id = bound_county() and exists (select from couriers above
    where above.county_id = payment_attempts.county_id
      and above.courier_id = payment_attempts.courier_id));

-- The kinds that other migrations know stay.
do $$
begin
  execute (select 'alter table cases drop constraint cases_kind_check, add constraint cases_kind_check '
      || replace(pg_get_constraintdef(oid), 'ARRAY[', 'ARRAY[''phone_held''::text, ')
    from pg_constraint where conname = 'cases_kind_check' and conrelid = 'cases'::regclass);
end $$;
