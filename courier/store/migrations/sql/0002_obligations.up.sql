-- What a person owes for a coverage year. own_fen is null while a source leaves it open.
create table obligations (
  county_id integer not null,
  obligation_id uuid not null default uuidv7(),
  insuree_id uuid not null,
  coverage_year smallint not null,
  village_code text not null,
  status text not null check (status in ('open', 'unknown', 'aided', 'paid', 'withdrawn')),
  pack_id text not null,
  pack_fingerprint text not null,
  tier smallint,
  full_fen bigint check (full_fen >= 0),
  own_fen bigint check (own_fen >= 0),
  aid jsonb not null default '[]',
  unknown jsonb not null default '[]',
  version integer not null default 1,
  computed_at timestamptz not null default now(),
  primary key (county_id, obligation_id),
  constraint one_obligation_a_person_and_year unique (county_id, insuree_id, coverage_year),
  foreign key (county_id, insuree_id) references insurees,
  check (own_fen <= full_fen),
  check (status <> 'open' or own_fen > 0),
  check (status <> 'aided' or own_fen = 0),
  check (status <> 'unknown' or own_fen is null)
);
create index obligations_by_village on obligations (county_id, village_code, coverage_year, status);

-- Every version that an obligation had before.
create table obligation_versions (
  county_id integer not null,
  obligation_id uuid not null,
  version integer not null,
  status text not null,
  pack_id text not null,
  pack_fingerprint text not null,
  tier smallint,
  full_fen bigint,
  own_fen bigint,
  aid jsonb not null,
  unknown jsonb not null,
  computed_at timestamptz not null,
  replaced_at timestamptz not null default now(),
  reason text not null,
  primary key (county_id, obligation_id, version)
);

create table collection_targets (
  county_id integer not null,
  village_code text not null references regions,
  coverage_year smallint not null,
  people integer not null check (people >= 0),
  primary key (county_id, village_code, coverage_year)
);
