-- What somebody reported. Words are masked before they come here; who reported is sealed, or unsaid.
create table cases (
  county_id integer not null,
  case_id uuid not null default uuidv7(),
  case_no text not null,
  kind text not null check (kind in ('fraud', 'complaint', 'other')),
  -- The most exact place that is known: a village, a township, else the county.
  region_code text not null references regions,
  conversation_id uuid references conversations on delete set null,
  locale text not null,
  what text not null check (what <> ''),
  place text not null default '',
  happened text not null default '',
  contact bytea,
  phone bytea,
  status text not null default 'open' check (status in ('open', 'taken', 'closed')),
  taken_by uuid,
  reported_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (county_id, case_id),
  unique (county_id, case_no),
  foreign key (county_id, taken_by) references admins,
  check (status <> 'taken' or taken_by is not null)
);
create index cases_not_closed on cases (county_id, case_id) where status <> 'closed';
create index cases_closed on cases (county_id, case_id) where status = 'closed';
create index cases_of_conversations on cases (conversation_id) where conversation_id is not null;

create table case_steps (
  county_id integer not null,
  case_id uuid not null,
  seq smallint not null,
  step text not null check (step in ('reported', 'taken', 'noted', 'closed', 'reopened')),
  at timestamptz not null,
  admin_id uuid,
  words text not null default '',
  primary key (county_id, case_id, seq),
  foreign key (county_id, case_id) references cases,
  foreign key (county_id, admin_id) references admins,
  check ((admin_id is null) = (step = 'reported'))
);
create trigger append_only before update or delete or truncate on case_steps
  for each statement execute function refuse_change();

-- A conversation that waits for a person, or has one.
create table handoffs (
  county_id integer not null,
  handoff_id uuid not null default uuidv7(),
  conversation_id uuid references conversations on delete set null,
  region_code text not null references regions,
  status text not null default 'waiting' check (status in ('waiting', 'taken', 'ended')),
  asked_at timestamptz not null,
  taken_by uuid,
  taken_at timestamptz,
  ended_at timestamptz,
  ended_by text check (ended_by in ('agent', 'villager')),
  primary key (county_id, handoff_id),
  foreign key (county_id, taken_by) references admins,
  check (status <> 'taken' or taken_by is not null),
  check ((status = 'ended') = (ended_at is not null)),
  check ((ended_at is null) = (ended_by is null))
);
create unique index one_open_handoff_a_conversation on handoffs (conversation_id)
  where status <> 'ended' and conversation_id is not null;
create index handoffs_open on handoffs (county_id, handoff_id) where status <> 'ended';
create index handoffs_ended on handoffs (county_id, handoff_id) where status = 'ended';

-- When somebody answers; a county without a row keeps the usual hours.
create table office_hours (
  county_id integer primary key,
  opens time not null,
  closes time not null,
  weekdays smallint[] not null check (weekdays <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[]),
  check (opens < closes)
);
