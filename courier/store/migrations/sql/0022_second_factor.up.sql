-- Which kind of browser a session is in ('safari', 'wechat', …), for the list of one's sign-ins.
alter table sessions add column browser text not null default 'other';

-- Between an admin's password and the second step. It is no session: no room opens for it.
create table begun_sign_ins (
  county_id integer not null,
  begun_id uuid not null,
  admin_id uuid not null,
  begun_at timestamptz not null,
  primary key (county_id, begun_id),
  foreign key (county_id, admin_id) references admins
);
create index begun_sign_ins_of_admin on begun_sign_ins (county_id, admin_id);

-- The secret of an admin's codes of six digits, sealed. A counter that was used, and all before it,
-- are worth nothing.
create table admin_code_secrets (
  county_id integer not null,
  admin_id uuid not null,
  secret bytea not null,
  last_counter bigint not null,
  primary key (county_id, admin_id),
  foreign key (county_id, admin_id) references admins
);

create table admin_passkeys (
  county_id integer not null,
  passkey_id uuid not null,
  admin_id uuid not null,
  credential_id bytea not null,
  public_key bytea not null,
  sign_count bigint not null,
  name text not null,
  added_at timestamptz not null,
  used_at timestamptz,
  primary key (county_id, passkey_id),
  unique (county_id, credential_id),
  foreign key (county_id, admin_id) references admins
);
create index passkeys_of_admin on admin_passkeys (county_id, admin_id);

-- What a passkey is asked to sign, by its hash; taken out when it is answered. Without a county:
-- who signs in by a passkey alone says only in the answer who it is.
create table passkey_challenges (
  challenge_hash bytea primary key check (octet_length(challenge_hash) = 32),
  purpose text not null check (purpose in ('sign_in', 'second_step', 'new_passkey')),
  admin_id uuid,
  made_at timestamptz not null,
  check ((purpose = 'sign_in') = (admin_id is null))
);
create index passkey_challenges_by_time on passkey_challenges (made_at);

-- Codes on paper, for whoever has lost the phone: the label finds the code, the rest is hashed.
create table admin_recovery_codes (
  county_id integer not null,
  admin_id uuid not null,
  label text not null,
  code_hash text not null,
  made_at timestamptz not null,
  used_at timestamptz,
  primary key (county_id, admin_id, label),
  foreign key (county_id, admin_id) references admins
);
