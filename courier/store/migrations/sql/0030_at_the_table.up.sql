-- What somebody left as proof of a consent, with the whole text that was read out, sealed as one.
-- It is erased by rule, so it is a row of its own: consents themselves are never changed.
create table consent_evidence (
  county_id integer not null,
  evidence_id uuid not null,
  household_id uuid not null,
  coverage_year smallint not null,
  courier_id uuid not null,
  sealed bytea not null,
  at timestamptz not null,
  primary key (county_id, evidence_id),
  foreign key (county_id, household_id) references households,
  foreign key (county_id, courier_id) references couriers
);
create index evidence_by_year on consent_evidence (coverage_year);
alter table consents add column evidence_id uuid;

-- Somebody who is to be added to a household: a case of the township, with who it is, sealed.
create table people_added (
  county_id integer not null,
  case_id uuid not null,
  request_id uuid not null, -- made on the phone, so that a repeated sending is the same wish
  household_id uuid not null,
  courier_id uuid not null,
  reason text not null check (reason in ('born', 'moved_in')),
  person bytea, -- until it is erased
  outcome text check (outcome in ('accepted', 'declined')),
  outcome_at timestamptz,
  insuree_id uuid,
  primary key (county_id, case_id),
  unique (county_id, request_id),
  foreign key (county_id, case_id) references cases,
  foreign key (county_id, household_id) references households,
  foreign key (county_id, courier_id) references couriers,
  check ((outcome is null) = (outcome_at is null)),
  check ((outcome = 'accepted') = (insuree_id is not null) or outcome is null)
);
create index people_added_to_household on people_added (county_id, household_id);
create index people_added_by_courier on people_added (county_id, courier_id);

create table papers_added (
  county_id integer not null,
  case_id uuid not null,
  paper_no smallint not null,
  sealed bytea not null,
  given_at timestamptz not null,
  primary key (county_id, case_id, paper_no),
  foreign key (county_id, case_id) references people_added
);

-- The kinds that other migrations know stay.
do $$
begin
  execute (select 'alter table cases drop constraint cases_kind_check, add constraint cases_kind_check '
      || replace(pg_get_constraintdef(oid), 'ARRAY[', 'ARRAY[''person_added''::text, ')
    from pg_constraint where conname = 'cases_kind_check' and conrelid = 'cases'::regclass);
end $$;

do $$
declare protected record;
begin
  for protected in select * from (values
      ('consent_evidence', 'households', 'household_id'),
      ('people_added', 'cases', 'case_id'),
      ('papers_added', 'cases', 'case_id')
    ) as of_row (name, above, key)
  loop
    execute format('alter table %I enable row level security', protected.name);
    execute format('create policy area on %1$I to yibao_bound using (county_id = bound_county()'
      ' and exists (select from %2$I above where above.county_id = %1$I.county_id'
      ' and above.%3$I = %1$I.%3$I))', protected.name, protected.above, protected.key);
  end loop;
end $$;
