create table admins (
  county_id integer not null,
  admin_id uuid not null default uuidv7(),
  sign_in_name text not null unique,
  name text not null,
  password_hash text not null,
  role text not null check (role in ('township', 'county', 'city', 'auditor', 'system')),
  region_code text not null references regions,
  failed_sign_ins smallint not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (county_id, admin_id)
);

create table couriers (
  county_id integer not null,
  courier_id uuid not null default uuidv7(),
  courier_no text not null,
  name text not null,
  phone bytea not null,
  photo bytea,
  township_code text not null references regions,
  status text not null default 'applied'
    check (status in ('applied', 'approved', 'active', 'suspended', 'revoked')),
  created_by uuid not null,
  approved_by uuid,
  pin_hash text,
  failed_pins smallint not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null default now(),
  primary key (county_id, courier_id),
  unique (county_id, courier_no),
  foreign key (county_id, created_by) references admins,
  foreign key (county_id, approved_by) references admins,
  constraint the_issuer_never_approves check (approved_by <> created_by),
  check (status = 'applied' or approved_by is not null)
);

create table courier_states (
  county_id integer not null,
  courier_id uuid not null,
  seq smallint not null,
  state text not null,
  at timestamptz not null default now(),
  by_admin uuid,
  reason text,
  primary key (county_id, courier_id, seq),
  foreign key (county_id, courier_id) references couriers
);

create table courier_villages (
  county_id integer not null,
  courier_id uuid not null,
  village_code text not null references regions,
  primary key (county_id, courier_id, village_code),
  foreign key (county_id, courier_id) references couriers
);

create table courier_invitations (
  county_id integer not null,
  token_hash bytea not null,
  courier_id uuid not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (county_id, token_hash),
  foreign key (county_id, courier_id) references couriers
);

create table courier_devices (
  county_id integer not null,
  device_id uuid not null default uuidv7(),
  courier_id uuid not null,
  token_hash bytea not null,
  registered_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (county_id, device_id),
  unique (county_id, token_hash),
  foreign key (county_id, courier_id) references couriers
);

-- Sign-ins of admins and couriers; ending a row ends the session at once.
create table sessions (
  county_id integer not null,
  session_id uuid not null default uuidv7(),
  kind text not null check (kind in ('admin', 'courier')),
  person_id uuid not null,
  device_id uuid,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (county_id, session_id)
);
create index open_sessions on sessions (county_id, person_id) where ended_at is null;

create table issuer_keys (
  kid text primary key,
  public_pem text not null,
  private_sealed bytea not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz
);

create table cards (
  county_id integer not null,
  card_id uuid not null default uuidv7(),
  card_no text not null,
  courier_id uuid not null,
  kid text not null references issuer_keys,
  status_index integer not null,
  credential bytea not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  issued_by uuid not null,
  revoked_at timestamptz,
  primary key (county_id, card_id),
  unique (county_id, card_no),
  unique (county_id, status_index),
  foreign key (county_id, courier_id) references couriers,
  check (expires_at > issued_at)
);
create unique index one_live_card_a_courier on cards (county_id, courier_id)
  where revoked_at is null;

-- How often a card was checked; never by whom.
create table card_checks (
  county_id integer not null,
  card_id uuid not null,
  day date not null,
  verdict text not null,
  checks integer not null,
  primary key (county_id, card_id, day, verdict)
);

create table visits (
  county_id integer not null,
  visit_id uuid not null default uuidv7(),
  visit_no text not null,
  village_code text not null references regions,
  household_id uuid,
  contact_name text,
  contact_phone bytea,
  place text,
  wanted_on date,
  note text,
  asked_through text not null check (asked_through in ('chat', 'admin', 'courier', 'list')),
  status text not null default 'requested' check (status in ('requested', 'accepted',
    'on_the_way', 'arrived', 'consented', 'paid', 'signed_off', 'not_done', 'cancelled')),
  courier_id uuid,
  created_at timestamptz not null default now(),
  primary key (county_id, visit_id),
  unique (county_id, visit_no),
  foreign key (county_id, household_id) references households,
  foreign key (county_id, courier_id) references couriers
);
create index visits_of_courier on visits (county_id, courier_id, status);
create index visits_of_village on visits (county_id, village_code, status);

create table visit_states (
  county_id integer not null,
  visit_id uuid not null,
  seq smallint not null,
  state text not null,
  at timestamptz not null default now(),
  by_courier uuid,
  reason text,
  primary key (county_id, visit_id, seq),
  foreign key (county_id, visit_id) references visits
);

create table consents (
  county_id integer not null,
  consent_id uuid not null default uuidv7(),
  visit_id uuid,
  insuree_id uuid not null,
  coverage_year smallint not null,
  own_fen bigint not null,
  method text not null check (method in ('spoken', 'signature', 'slip', 'witness')),
  said_text text not null,
  locale text not null,
  courier_id uuid not null,
  at timestamptz not null default now(),
  primary key (county_id, consent_id),
  foreign key (county_id, insuree_id) references insurees,
  foreign key (county_id, courier_id) references couriers
);
create index consents_of_insuree on consents (county_id, insuree_id, coverage_year);
