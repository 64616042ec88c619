-- What was not understood, or answered and then corrected. Masked before it comes here; it keeps
-- a day and no moment, and neither the conversation nor a number with a time in it, so that
-- nobody finds out from it who said it. Without a county where the place was not told.
create table learning_phrases (
  phrase_id uuid primary key default gen_random_uuid(),
  county_id integer,
  sign text not null check (sign in ('unsure', 'corrected', 'person')),
  said text not null check (said <> ''),
  bare text not null,
  heard_as text not null,
  chosen text,
  times integer not null default 1 check (times >= 1),
  first_on date not null,
  last_on date not null,
  state text not null default 'new' check (state in ('new', 'approved', 'dismissed')),
  topic text,
  words text,
  decided_by uuid,
  decided_at timestamptz,
  check ((state = 'new') = (decided_at is null)),
  check ((state = 'approved') = (topic is not null and words is not null)),
  check (first_on <= last_on)
);
create unique index one_phrase_once on learning_phrases
  (coalesce(county_id, 0), sign, bare, heard_as);
create index learning_phrases_new on learning_phrases (heard_as, times desc) where state = 'new';

-- Questions that the assistant is measured with, as digests of their bare words: never trained on.
create table measured_questions (
  digest bytea primary key
);

-- Every wording of an answer that was told, with the pack that it rested on.
create table told_answers (
  receipt text primary key,
  pack_id text not null,
  pack_fingerprint text not null,
  topic text,
  locale text not null,
  text text not null,
  source text not null,
  first_on date not null
);
create index told_answers_of_packs on told_answers (pack_id, topic);
create trigger append_only before update or delete or truncate on told_answers
  for each statement execute function refuse_change();

-- What is left of messages that expired.
create table chat_counts (
  day date not null,
  channel text not null,
  who text not null,
  topic text not null,
  answered boolean not null,
  messages integer not null check (messages > 0),
  primary key (day, channel, who, topic, answered)
);
create index chat_messages_by_time on chat_messages (at);
