"""SQL of sign-ins, sessions, devices and invitations."""

from __future__ import annotations

WHO_IS_SIGNED_IN = """
with noted as (
  update sessions set seen_at = :now
  where :by_hand and county_id = :county_id and session_id = :session_id and ended_at is null
    and seen_at < :noted_before and (kind <> 'admin' or seen_at > :idle_since)
)
select s.kind, s.person_id, s.looks_at, coalesce(a.name, c.name) as name,
  coalesce(a.region_code, c.township_code) as region_code, coalesce(a.role, '') as role
from sessions s
  left join admins a on s.kind = 'admin' and a.county_id = s.county_id
    and a.admin_id = s.person_id and a.disabled_at is null
  left join couriers c on s.kind = 'courier' and c.county_id = s.county_id
    and c.courier_id = s.person_id and c.status = 'active'
    and not exists (select from courier_devices d where d.county_id = s.county_id
      and d.device_id = s.device_id and d.revoked_at is not null)
where s.county_id = :county_id and s.session_id = :session_id and s.ended_at is null
  and s.started_at > :oldest and (s.kind <> 'admin' or s.seen_at > :idle_since)
  and coalesce(a.admin_id, c.courier_id) is not null
"""

LOOK_AT = """
update sessions set looks_at = :looks_at
where county_id = :county_id and session_id = :session_id and ended_at is null
"""

START_SESSION = """
insert into sessions (county_id, session_id, kind, person_id, device_id, browser, started_at,
  seen_at)
values (:county_id, :session_id, :kind, :person_id, :device_id, :browser, :now, :now)
"""

# The password was given again: another name for the session, whose twelve hours run on.
RENEW_SESSION = """
insert into sessions (county_id, session_id, kind, person_id, device_id, browser, started_at,
  seen_at)
select county_id, :renewed_id, kind, person_id, device_id, browser, started_at, :now
from sessions where county_id = :county_id and session_id = :session_id
  and person_id = :person_id and ended_at is null
"""

OPEN_SESSIONS_OF = """
select session_id, browser, started_at, seen_at from sessions
where county_id = :county_id and person_id = :person_id and kind = :kind and ended_at is null
  and started_at > :oldest and (kind <> 'admin' or seen_at > :idle_since)
order by seen_at desc, session_id
"""

END_ONE_OF_MINE = """
update sessions set ended_at = :now
where county_id = :county_id and session_id = :session_id and person_id = :person_id
  and ended_at is null
"""

END_MY_OTHERS = """
update sessions set ended_at = :now
where county_id = :county_id and person_id = :person_id and session_id <> :session_id
  and ended_at is null
"""

END_SESSION = """
update sessions set ended_at = :now
where county_id = :county_id and session_id = :session_id and ended_at is null
returning kind, person_id
"""

END_SESSIONS_OF = """
update sessions set ended_at = :now
where county_id = :county_id and person_id = :person_id and ended_at is null
"""

ADMIN_TO_CHECK = """
select county_id, admin_id, sign_in_name, password_hash, failed_sign_ins, locked_until, disabled_at
from admins where sign_in_name = :sign_in_name for update
"""

ADMIN_TO_CHECK_AGAIN = """
select county_id, admin_id, sign_in_name, password_hash, failed_sign_ins, locked_until, disabled_at
from admins where county_id = :county_id and admin_id = :admin_id for update
"""

OWN_SIGN_IN_NAME = """
select sign_in_name from admins where county_id = :county_id and admin_id = :admin_id
"""

NOTE_ADMIN_TRY = """
update admins set failed_sign_ins = :failed, locked_until = :locked_until
where county_id = :county_id and admin_id = :person_id
"""

COURIER_TO_CHECK = """
select c.courier_id, c.courier_no, d.device_id, c.status, c.pin_hash, c.failed_pins, c.locked_until
from courier_devices d join couriers c using (county_id, courier_id)
where d.county_id = :county_id and d.token_hash = :token_hash and d.revoked_at is null
for update of c
"""

COURIER_PIN = """
select courier_no, pin_hash, failed_pins, locked_until from couriers
where county_id = :county_id and courier_id = :person_id and status = 'active' for update
"""

CHANGE_PIN = """
update couriers set pin_hash = :pin_hash, failed_pins = 0, locked_until = null
where county_id = :county_id and courier_id = :person_id
"""

NOTE_COURIER_TRY = """
update couriers set failed_pins = :failed, locked_until = :locked_until
where county_id = :county_id and courier_id = :person_id
"""

FORGET_OPEN_INVITATIONS = """
delete from courier_invitations
where county_id = :county_id and courier_id = :courier_id and used_at is null
"""

ADD_INVITATION = """
insert into courier_invitations (county_id, token_hash, courier_id, expires_at)
values (:county_id, :token_hash, :courier_id, :expires_at)
"""

INVITATION = """
select i.courier_id, c.courier_no, c.name, c.status, i.expires_at, i.used_at,
  exists (select from courier_devices d where d.county_id = i.county_id
    and d.courier_id = i.courier_id and d.revoked_at is null)
  and not exists (select from courier_invitations n where n.county_id = i.county_id
    and n.courier_id = i.courier_id and n.expires_at > i.expires_at) as made_her_phone
from courier_invitations i join couriers c using (county_id, courier_id)
where i.county_id = :county_id and i.token_hash = :token_hash for update
"""

USE_INVITATION = """
update courier_invitations set used_at = coalesce(used_at, :now)
where county_id = :county_id and token_hash = :token_hash
"""

SET_PIN = """
update couriers set pin_hash = :pin_hash, failed_pins = 0, locked_until = null, status = 'active'
where county_id = :county_id and courier_id = :courier_id
"""

REVOKE_DEVICES_OF = """
update courier_devices set revoked_at = :now
where county_id = :county_id and courier_id = :courier_id and revoked_at is null
"""

ADD_DEVICE = """
insert into courier_devices (county_id, device_id, courier_id, token_hash, registered_at)
values (:county_id, :device_id, :courier_id, :token_hash, :now)
"""

ADD_ADMIN = """
insert into admins (county_id, admin_id, sign_in_name, name, password_hash, role, region_code,
  created_at)
values (:county_id, :admin_id, :sign_in_name, :name, :password_hash, :role, :region_code, :now)
"""

DISABLE_ADMIN = """
update admins set disabled_at = :now
where county_id = :county_id and admin_id = :admin_id and disabled_at is null
"""

ENABLE_ADMIN = """
update admins set disabled_at = null
where sign_in_name = :sign_in_name and disabled_at is not null returning county_id, admin_id
"""

ADMIN_NAMED = """
select county_id, admin_id, name, region_code, role from admins
where sign_in_name = :sign_in_name and disabled_at is null
"""

REPLACE_ADMIN_LOGIN = """
update admins set password_hash = :password_hash, failed_sign_ins = 0, locked_until = null
where county_id = :county_id and admin_id = :person_id
"""

ADMINS_OF_AREA = """
select a.admin_id, a.sign_in_name, a.name, a.role, a.region_code, r.name as place,
  exists (select from admin_code_secrets c where c.county_id = a.county_id
      and c.admin_id = a.admin_id)
    or exists (select from admin_passkeys p where p.county_id = a.county_id
      and p.admin_id = a.admin_id) as has_factor
from admins a join regions r on r.region_code = a.region_code
where a.county_id = :county_id and a.region_code like :area and a.disabled_at is null
order by a.region_code, a.sign_in_name
"""
