"""SQL of admins' second factors and of sign-ins that are half way."""

from __future__ import annotations

BEGIN_SIGN_IN = """
insert into begun_sign_ins (county_id, begun_id, admin_id, begun_at)
values (:county_id, :begun_id, :admin_id, :now)
"""

WHO_BEGUN = """
select b.county_id, b.begun_id, b.admin_id, a.sign_in_name, a.name,
  exists (select from admin_code_secrets c where c.county_id = b.county_id
    and c.admin_id = b.admin_id) as has_codes,
  exists (select from admin_passkeys p where p.county_id = b.county_id
    and p.admin_id = b.admin_id) as has_passkeys
from begun_sign_ins b join admins a on a.county_id = b.county_id and a.admin_id = b.admin_id
where b.county_id = :county_id and b.begun_id = :begun_id and b.begun_at > :oldest
  and a.disabled_at is null
"""

FORGET_BEGUN = """
delete from begun_sign_ins where county_id = :county_id and admin_id = :admin_id
"""

FORGET_OLD_BEGUN = """
delete from begun_sign_ins
where county_id = :county_id and admin_id = :admin_id and begun_at <= :oldest
"""

CODE_SEED = """
select secret, last_counter from admin_code_secrets
where county_id = :county_id and admin_id = :admin_id
"""

KEEP_CODE_SEED = """
insert into admin_code_secrets (county_id, admin_id, secret, last_counter)
values (:county_id, :admin_id, :secret, :counter)
on conflict (county_id, admin_id)
  do update set secret = excluded.secret, last_counter = excluded.last_counter
"""

USE_COUNTER = """
update admin_code_secrets set last_counter = :counter
where county_id = :county_id and admin_id = :admin_id and last_counter < :counter
"""

REMOVE_CODES = """
delete from admin_code_secrets where county_id = :county_id and admin_id = :admin_id
"""

PASSKEYS_OF = """
select passkey_id, admin_id, credential_id, public_key, sign_count, name, added_at, used_at
from admin_passkeys where county_id = :county_id and admin_id = :admin_id
order by added_at, passkey_id
"""

PASSKEY_OF_CREDENTIAL = """
select passkey_id, admin_id, credential_id, public_key, sign_count, name, added_at, used_at
from admin_passkeys
where county_id = :county_id and admin_id = :admin_id and credential_id = :credential_id for update
"""

ADD_PASSKEY = """
insert into admin_passkeys (county_id, passkey_id, admin_id, credential_id, public_key, sign_count,
  name, added_at)
values (:county_id, :passkey_id, :admin_id, :credential_id, :public_key, :sign_count, :name, :now)
"""

NOTE_PASSKEY_USED = """
update admin_passkeys set sign_count = :sign_count, used_at = :now
where county_id = :county_id and passkey_id = :passkey_id
"""

REMOVE_PASSKEY = """
delete from admin_passkeys
where county_id = :county_id and admin_id = :admin_id and passkey_id = :passkey_id
"""

REMOVE_PASSKEYS = """
delete from admin_passkeys where county_id = :county_id and admin_id = :admin_id
"""

ASK_PASSKEY = """
insert into passkey_challenges (challenge_hash, purpose, admin_id, made_at)
values (:challenge_hash, :purpose, :admin_id, :now)
"""

TAKE_CHALLENGE = """
delete from passkey_challenges
where challenge_hash = :challenge_hash and purpose = :purpose
  and admin_id is not distinct from :admin_id
returning made_at
"""

FORGET_OLD_CHALLENGES = "delete from passkey_challenges where made_at <= :oldest"

ADD_RECOVERY_CODE = """
insert into admin_recovery_codes (county_id, admin_id, label, code_hash, made_at)
values (:county_id, :admin_id, :label, :code_hash, :now)
"""

REMOVE_RECOVERY_CODES = """
delete from admin_recovery_codes where county_id = :county_id and admin_id = :admin_id
"""

RECOVERY_CODE_HASH = """
select code_hash from admin_recovery_codes
where county_id = :county_id and admin_id = :admin_id and label = :label and used_at is null
"""

USE_RECOVERY_CODE = """
update admin_recovery_codes set used_at = :now
where county_id = :county_id and admin_id = :admin_id and label = :label and used_at is null
"""

RECOVERY_CODES_LEFT = """
select count(*) from admin_recovery_codes
where county_id = :county_id and admin_id = :admin_id and used_at is null
"""
