create table conversations (
  conversation_id uuid primary key default uuidv7(),
  channel text not null,
  locale text not null,
  region_code text,
  memory jsonb not null default '{}',
  created_at timestamptz not null default now(),
  last_at timestamptz not null default now()
);

-- Masked before it comes here.
create table chat_messages (
  conversation_id uuid not null references conversations on delete cascade,
  seq integer not null,
  at timestamptz not null default now(),
  who text not null check (who in ('villager', 'assistant', 'agent')),
  masked_text text not null,
  topic text,
  confidence real,
  answered boolean,
  pack_id text,
  pack_fingerprint text,
  primary key (conversation_id, seq)
);

create table audit_events (
  county_id integer not null,
  event_id bigint generated always as identity,
  at timestamptz not null default now(),
  actor_kind text not null,
  actor_id text not null,
  action text not null,
  subject text not null,
  facts jsonb not null default '{}',
  primary key (county_id, event_id)
);
create trigger append_only before update or delete or truncate on audit_events
  for each statement execute function refuse_change();

create table outgoing_messages (
  county_id integer not null,
  message_id uuid not null default uuidv7(),
  phone bytea not null,
  text_key text not null,
  facts jsonb not null,
  locale text not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  primary key (county_id, message_id)
);
