-- Who writes through an outside channel; the sealed sender leads to one conversation.
create table channel_senders (
  channel text not null,
  sender bytea not null,
  conversation_id uuid references conversations on delete set null,
  locale text not null,
  choices jsonb not null default '[]',   -- what "1", "2" … mean in the next message
  rest jsonb not null default '[]',      -- pages of the last answer that were not sent yet
  heard_seq integer not null default 0,  -- the newest message of the conversation that arrived
  allowance real not null,               -- messages that may come now; grows with time
  allowance_at timestamptz not null,
  limited integer not null default 0,    -- refused since the allowance was used up
  wrote_at timestamptz not null,
  sent_since integer not null default 0, -- messages sent by customer service since then
  busy_until timestamptz,                -- one message of a sender is answered at a time
  primary key (channel, sender)
);
create index channel_senders_by_time on channel_senders (wrote_at);

-- Every message once, however often it comes; what was said is kept sealed until it is answered.
create table channel_messages (
  channel text not null,
  message_key text not null,
  sender bytea not null,
  kind text not null,
  said bytea,
  received_at timestamptz not null,
  taken_at timestamptz,
  state text not null default 'waiting'
    check (state in ('waiting', 'answered', 'limited', 'delivered', 'undeliverable')),
  late boolean not null default false,   -- its answer is sent by customer service
  answer bytea,
  primary key (channel, message_key)
);
create index channel_messages_waiting on channel_messages (received_at) where state = 'waiting';
create index channel_messages_by_time on channel_messages (received_at);

create table channel_nonces (
  channel text not null,
  nonce text not null,
  digest bytea not null,
  seen_at timestamptz not null,
  primary key (channel, nonce)
);
create index channel_nonces_by_time on channel_nonces (seen_at);

-- Words of people of the office, which are to reach those who cannot look at a page.
create index chat_messages_of_agents on chat_messages (conversation_id, seq) where who = 'agent';
