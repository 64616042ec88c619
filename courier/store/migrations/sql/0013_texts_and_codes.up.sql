-- What waits to be sent to a phone. Nothing was ever written before texts could be sent.
delete from outgoing_messages;
alter table outgoing_messages drop column facts;
alter table outgoing_messages add column about text not null;
alter table outgoing_messages add column sealed_facts bytea;
alter table outgoing_messages add column status text not null default 'waiting'
  check (status in ('waiting', 'sending', 'sent', 'failed', 'expired'));
alter table outgoing_messages add column tries smallint not null default 0;
-- When it is due; for one that is being sent, when another may take it up after a crash.
alter table outgoing_messages add column next_at timestamptz not null;
alter table outgoing_messages add column expires_at timestamptz;
alter table outgoing_messages add column failure text;
alter table outgoing_messages add constraint no_facts_once_ended
  check (status in ('waiting', 'sending') or sealed_facts is null);
create unique index one_text_a_phone_and_matter on outgoing_messages (county_id, about, phone);
create index texts_that_wait on outgoing_messages (next_at) where status in ('waiting', 'sending');

-- Codes that prove a telephone number. A row is written for every number that somebody tells, on
-- file or not, so that neither time nor limits say which are.
create table phone_codes (
  code_id uuid primary key default uuidv7(),
  conversation_id uuid not null references conversations on delete cascade,
  phone bytea not null,
  code_hash bytea,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  tries smallint not null default 0 check (tries between 0 and 5),
  used_at timestamptz
);
create index codes_of_phone on phone_codes (phone, created_at);
create index codes_of_conversation on phone_codes (conversation_id, created_at);
create index insurees_by_phone on insurees (phone) where phone is not null;

-- Receipts come in the order of time: a small index finds those of the last hours.
create index receipts_by_time on receipts using brin (issued_at) with (autosummarize = on);
