drop index receipts_by_time;
drop index insurees_by_phone;
drop table phone_codes;
delete from outgoing_messages;
drop index texts_that_wait;
drop index one_text_a_phone_and_matter;
alter table outgoing_messages drop constraint no_facts_once_ended;
alter table outgoing_messages drop column failure, drop column expires_at, drop column next_at,
  drop column tries, drop column status, drop column sealed_facts, drop column about;
alter table outgoing_messages add column facts jsonb not null;
