-- A courier's way to her card: application, papers, quiz, identity check, decision.
alter table couriers
  drop constraint couriers_status_check,
  drop constraint couriers_check,
  add column decided_at timestamptz,
  add constraint couriers_status_check check (status in
    ('applied', 'refused', 'approved', 'active', 'suspended', 'revoked')),
  add constraint approved_by_somebody
    check (status in ('applied', 'refused') or approved_by is not null);

-- The link that opens an application on the candidate's own phone: opened once, then the browser
-- that opened it goes on with a secret of its own.
create table application_links (
  county_id integer not null,
  token_hash bytea not null check (octet_length(token_hash) = 32),
  courier_id uuid not null,
  expires_at timestamptz not null,
  opened_at timestamptz,
  browser_hash bytea check (octet_length(browser_hash) = 32),
  browser_until timestamptz,
  primary key (county_id, token_hash),
  unique (county_id, browser_hash),
  foreign key (county_id, courier_id) references couriers,
  check ((opened_at is null) = (browser_hash is null)),
  check ((opened_at is null) = (browser_until is null))
);
create index application_links_of_courier on application_links (county_id, courier_id);

-- Pictures of papers, sealed; erased some time after the decision.
create table courier_papers (
  county_id integer not null,
  courier_id uuid not null,
  kind text not null check (kind in ('identity_card', 'committee_letter')),
  sealed bytea not null,
  given_at timestamptz not null,
  primary key (county_id, courier_id, kind),
  foreign key (county_id, courier_id) references couriers
);

-- The mark to pass is eight of ten. ``wrong`` are the numbers of the questions missed.
create table quiz_tries (
  county_id integer not null,
  courier_id uuid not null,
  seq integer not null check (seq > 0),
  at timestamptz not null,
  day date not null,
  asked smallint not null check (asked = 10),
  wrong smallint[] not null check (cardinality(wrong) <= asked),
  passed boolean not null generated always as (cardinality(wrong) <= 2) stored,
  primary key (county_id, courier_id, seq),
  foreign key (county_id, courier_id) references couriers
);

-- Face to face, with the original in the hand.
create table identity_checks (
  county_id integer not null,
  courier_id uuid not null,
  seq smallint not null check (seq > 0),
  paper text not null check (paper in
    ('identity_card', 'temporary_card', 'household_book', 'residence_permit')),
  at timestamptz not null,
  by_admin uuid not null,
  primary key (county_id, courier_id, seq),
  foreign key (county_id, courier_id) references couriers,
  foreign key (county_id, by_admin) references admins
);

create trigger append_only before update or delete or truncate on quiz_tries
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on identity_checks
  for each statement execute function refuse_change();

-- Nobody becomes a courier without a quiz passed within a year and an identity that somebody else
-- than the approver has seen; who was refused stays refused.
create function refuse_unready_courier() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.status = 'refused' and new.status <> 'refused' then
      raise exception 'a refused application has ended'
        using errcode = 'YB409', detail = 'courier_not_in_state';
    end if;
    if old.status <> 'applied' then
      return new;
    end if;
  end if;
  if new.status in ('applied', 'refused') then
    return new;
  end if;
  if not exists (select from quiz_tries q where q.county_id = new.county_id
      and q.courier_id = new.courier_id and q.passed
      and q.at > new.decided_at - interval '365 days') then
    raise exception 'no quiz was passed' using errcode = 'YB409', detail = 'quiz_not_passed';
  end if;
  if not exists (select from identity_checks i where i.county_id = new.county_id
      and i.courier_id = new.courier_id and i.by_admin <> new.approved_by) then
    raise exception 'nobody else saw the paper'
      using errcode = 'YB409', detail = 'identity_not_checked';
  end if;
  return new;
end $$;
create trigger ready_before_approval before insert or update of status, approved_by on couriers
  for each row execute function refuse_unready_courier();

-- That a card has run out is noted once.
alter table cards add column expiry_noted_at timestamptz;
create index cards_that_run_out on cards (expires_at)
  where revoked_at is null and expiry_noted_at is null;
