create table regions (
  region_code text primary key check (region_code ~ '^[0-9]{12}$'),
  parent_code text references regions,
  level text not null check (level in ('province', 'city', 'county', 'township', 'village')),
  name text not null,
  name_sort text not null,
  county_id integer,
  phone text,
  unique (parent_code, name),
  check ((county_id is null) = (level in ('province', 'city')))
);
create index regions_by_county on regions (county_id, level);

-- One row a person in the whole country: what must be unique across counties stands here.
create table person_identities (
  id_number bytea primary key,
  county_id integer not null,
  insuree_id uuid not null unique
);

create table insurees (
  county_id integer not null,
  insuree_id uuid not null default uuidv7(),
  name text not null,
  name_sort text not null,
  id_number bytea not null,
  id_masked text not null,
  birth_date date not null,
  sex text not null check (sex in ('female', 'male')),
  phone bytea,
  bank_account bytea,
  medical_no text,
  village_code text not null references regions,
  non_local boolean not null default false,
  chosen_tier smallint,
  import_id uuid,
  created_at timestamptz not null default now(),
  primary key (county_id, insuree_id),
  unique (county_id, id_number)
);
create index insurees_by_village on insurees (county_id, village_code, name_sort);

create table households (
  county_id integer not null,
  household_id uuid not null default uuidv7(),
  village_code text not null references regions,
  household_no text not null,
  created_at timestamptz not null default now(),
  primary key (county_id, household_id),
  unique (county_id, village_code, household_no)
);

create table memberships (
  county_id integer not null,
  membership_id uuid not null default uuidv7(),
  household_id uuid not null,
  insuree_id uuid not null,
  relation text not null,
  joined_on date not null,
  left_on date,
  primary key (county_id, membership_id),
  foreign key (county_id, household_id) references households,
  foreign key (county_id, insuree_id) references insurees,
  check (left_on is null or left_on >= joined_on)
);
create unique index one_household_at_a_time on memberships (county_id, insuree_id)
  where left_on is null;
create index members_of_household on memberships (county_id, household_id);

create table insuree_categories (
  county_id integer not null,
  insuree_category_id uuid not null default uuidv7(),
  insuree_id uuid not null,
  category text not null,
  evidence text,
  valid_from date not null,
  valid_to date,
  recorded_at timestamptz not null default now(),
  recorded_by text not null,
  primary key (county_id, insuree_category_id),
  foreign key (county_id, insuree_id) references insurees,
  check (valid_to is null or valid_to >= valid_from)
);
create index categories_of_insuree on insuree_categories (county_id, insuree_id);
create unique index one_category_at_a_time on insuree_categories (county_id, insuree_id, category)
  where valid_to is null;

create table slips (
  county_id integer not null,
  token text not null,
  household_id uuid not null,
  issued_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (county_id, token),
  foreign key (county_id, household_id) references households
);
create unique index one_slip_a_household on slips (county_id, household_id)
  where revoked_at is null;

create table roster_imports (
  county_id integer not null,
  import_id uuid not null default uuidv7(),
  file_name text not null,
  file_sha256 bytea not null,
  imported_at timestamptz not null default now(),
  imported_by text not null,
  rows_total integer not null,
  rows_new integer not null,
  rows_changed integer not null,
  rows_bad integer not null,
  primary key (county_id, import_id)
);
