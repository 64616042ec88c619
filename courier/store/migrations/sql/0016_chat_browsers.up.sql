-- A browser that talks to the assistant: its conversation, and what it sent lately, so that a
-- message that is sent again after a lost answer is not said twice. One message at a time.
create table chat_browsers (
  browser uuid primary key,
  conversation_id uuid references conversations on delete cascade,
  sent uuid[] not null default '{}',
  turn_until timestamptz,
  last_at timestamptz not null
);
create index chat_browsers_of_conversations on chat_browsers (conversation_id);
