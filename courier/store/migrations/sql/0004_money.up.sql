create table idempotency_keys (
  county_id integer not null,
  key text not null,
  body_hash bytea not null,
  attempt_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (county_id, key)
);

create table payment_attempts (
  county_id integer not null,
  attempt_id uuid not null,
  out_trade_no text not null,
  channel text not null,
  amount_fen bigint not null check (amount_fen > 0),
  courier_id uuid,
  visit_id uuid,
  household_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (county_id, attempt_id),
  unique (county_id, out_trade_no)
);
create index attempts_of_courier on payment_attempts (county_id, courier_id, created_at);

create table payment_items (
  county_id integer not null,
  attempt_id uuid not null,
  insuree_id uuid not null,
  coverage_year smallint not null,
  obligation_id uuid not null,
  village_code text not null,
  amount_fen bigint not null check (amount_fen > 0),
  primary key (county_id, attempt_id, insuree_id, coverage_year),
  foreign key (county_id, attempt_id) references payment_attempts,
  foreign key (county_id, obligation_id) references obligations
);
create index items_of_obligation on payment_items (county_id, obligation_id);

-- One live payment per person and coverage year, in whatever county: an index, not a check.
create table premium_claims (
  id_number bytea not null,
  coverage_year smallint not null,
  county_id integer not null,
  attempt_id uuid not null,
  released_at timestamptz,
  primary key (id_number, coverage_year, attempt_id)
);
create unique index one_live_payment_a_person_and_year on premium_claims (id_number, coverage_year)
  where released_at is null;

-- created -> pending -> paid -> posted -> receipted (-> reversed -> refunded), or failed, or expired.
create table payment_states (
  county_id integer not null,
  attempt_id uuid not null,
  state text not null check (state in ('created', 'pending', 'paid', 'posted', 'receipted',
    'failed', 'expired', 'reversed', 'refunded')),
  at timestamptz not null,
  facts jsonb not null default '{}',
  primary key (county_id, attempt_id, state),
  foreign key (county_id, attempt_id) references payment_attempts
);
create unique index one_outcome_an_attempt on payment_states (county_id, attempt_id)
  where state in ('paid', 'failed', 'expired');

-- Attempts whose outcome is not known yet: what the sweep asks after, however many came before.
create table waiting_attempts (
  county_id integer not null,
  attempt_id uuid not null,
  created_at timestamptz not null,
  primary key (county_id, attempt_id)
);

-- Every sum of money that ever reached us, once.
create table channel_payments (
  county_id integer not null,
  channel text not null,
  transaction_id text not null,
  out_trade_no text not null,
  attempt_id uuid,
  amount_fen bigint not null check (amount_fen > 0),
  paid_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  outcome text not null check (outcome in ('posted', 'suspense')),
  primary key (county_id, channel, transaction_id)
);
create index payments_of_order on channel_payments (county_id, out_trade_no);

create table postings (
  county_id integer not null,
  posting_id uuid not null default uuidv7(),
  kind text not null,
  at timestamptz not null,
  attempt_id uuid,
  refund_id uuid,
  primary key (county_id, posting_id)
);
create index postings_by_time on postings (county_id, at);

-- Debit is positive, credit negative. The lines of a posting are written by one statement.
create table ledger_lines (
  county_id integer not null,
  posting_id uuid not null,
  line_no integer not null,
  account text not null check (account in ('obligation_receivable', 'aid_receivable', 'clearing',
    'custody', 'collection', 'fund', 'refunds_payable', 'suspense')),
  holder text not null,
  village_code text,
  amount_fen bigint not null check (amount_fen <> 0),
  primary key (county_id, posting_id, line_no)
);
create index lines_of_account on ledger_lines (county_id, account, holder);

create table receipt_books (
  county_id integer not null,
  book_no integer not null,
  courier_id uuid not null,
  leaves smallint not null check (leaves between 1 and 100),
  issued_at timestamptz not null default now(),
  issued_by uuid not null,
  returned_at timestamptz,
  primary key (county_id, book_no),
  foreign key (county_id, courier_id) references couriers
);

create sequence receipt_numbers;
create sequence receipt_book_numbers;

create table receipts (
  county_id integer not null,
  receipt_no bigint not null,
  attempt_id uuid not null,
  obligation_id uuid not null,
  insuree_id uuid not null,
  coverage_year smallint not null,
  village_code text not null,
  amount_fen bigint not null check (amount_fen > 0),
  channel text not null,
  courier_id uuid,
  issued_at timestamptz not null,
  primary key (county_id, receipt_no),
  unique (county_id, attempt_id, insuree_id, coverage_year),
  foreign key (county_id, obligation_id) references obligations
);
create index receipts_of_insuree on receipts (county_id, insuree_id);
create index receipts_of_village on receipts (county_id, village_code, issued_at);

create table receipt_voids (
  county_id integer not null,
  receipt_no bigint not null,
  reason text not null,
  at timestamptz not null default now(),
  by_person text not null,
  primary key (county_id, receipt_no)
);

-- Money that is here and belongs to nobody's obligation: it goes back by a refund.
create table suspense_items (
  county_id integer not null,
  suspense_id uuid not null default uuidv7(),
  channel text not null,
  transaction_id text not null,
  attempt_id uuid,
  amount_fen bigint not null check (amount_fen > 0),
  reason text not null check (reason in ('unknown_order', 'paid_twice', 'late', 'other_amount',
    'paid_elsewhere')),
  holder text not null,
  noted_at timestamptz not null,
  primary key (county_id, suspense_id),
  unique (county_id, channel, transaction_id)
);

create table refunds (
  county_id integer not null,
  refund_id uuid not null default uuidv7(),
  out_refund_no text not null,
  suspense_id uuid,
  receipt_no bigint,
  channel text not null,
  transaction_id text not null,
  attempt_id uuid,
  holder text not null,
  amount_fen bigint not null check (amount_fen > 0),
  reason text not null,
  requested_by uuid,
  approved_by uuid,
  requested_at timestamptz not null,
  primary key (county_id, refund_id),
  unique (county_id, out_refund_no),
  constraint two_persons_refund check (approved_by <> requested_by),
  check ((suspense_id is null) <> (receipt_no is null))
);
create unique index one_refund_a_suspense on refunds (county_id, suspense_id);
create unique index one_refund_a_receipt on refunds (county_id, receipt_no);

create table refund_states (
  county_id integer not null,
  refund_id uuid not null,
  state text not null check (state in ('requested', 'approved', 'sent', 'done', 'failed')),
  at timestamptz not null,
  facts jsonb not null default '{}',
  primary key (county_id, refund_id, state),
  foreign key (county_id, refund_id) references refunds
);

create table cash_deposits (
  county_id integer not null,
  deposit_id uuid not null default uuidv7(),
  courier_id uuid not null,
  township_code text not null references regions,
  amount_fen bigint not null check (amount_fen > 0),
  confirmed_by uuid not null,
  confirmed_at timestamptz not null,
  primary key (county_id, deposit_id),
  foreign key (county_id, courier_id) references couriers
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'YB500';
end $$;

create function refuse_unbalanced() returns trigger language plpgsql as $$
begin
  if exists (select from written group by county_id, posting_id having sum(amount_fen) <> 0) then
    raise exception 'a posting does not sum to zero' using errcode = 'YB500';
  end if;
  return null;
end $$;

create trigger balanced after insert on ledger_lines
  referencing new table as written for each statement execute function refuse_unbalanced();

do $$
declare append_only text;
begin
  foreach append_only in array array['payment_states', 'channel_payments', 'postings',
    'ledger_lines', 'receipts', 'receipt_voids', 'refund_states', 'obligation_versions',
    'courier_states', 'visit_states', 'consents', 'suspense_items'] loop
    execute format('create trigger append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', append_only);
  end loop;
end $$;
