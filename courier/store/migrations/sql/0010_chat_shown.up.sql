-- Source, links and buttons of a message, so that a page without script shows it again.
alter table chat_messages add column shown jsonb not null default '{}';
create index conversations_by_age on conversations (last_at);
