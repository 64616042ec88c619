"""Passkeys (WebAuthn): questions that are asked once, and what devices answer.

A passkey is bound to this installation's own address, is found on the device without a name, and
checks its holder by face, finger or the device's PIN each time.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import secrets
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit
from uuid import UUID

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from courier.domain.errors import NotAllowed, Refused
from courier.services.core import Core
from courier.services.passwords import token_hash
from courier.store.queries import second_factors as sql
from courier.store.rows.second_factors import PasskeyRow
from courier.store.unit_of_work import Work

CHALLENGE_BYTES = 32
ANSWERED_WITHIN = dt.timedelta(minutes=5)
COUNTY_BYTES = 3  # six digits
PRODUCT = "医保快递"
NO_ANSWER = (WebAuthnException, ValueError, TypeError, KeyError, IndexError, AttributeError)
LONGEST_ANSWER = 20_000


class Purpose(StrEnum):
    """What a passkey is asked for; an answer to one is none to another."""

    SIGN_IN = "sign_in"
    SECOND_STEP = "second_step"
    NEW_PASSKEY = "new_passkey"


@dataclass(frozen=True, slots=True)
class Question:
    """``options`` are JSON for the browser; ``challenge`` is kept by whoever asked."""

    options: str
    challenge: str


@dataclass(frozen=True, slots=True)
class _Site:
    rp_id: str
    origin: str


def passkeys_work(core: Core) -> bool:
    """Whether browsers allow passkeys here: a name, not a bare number, and over https."""
    parts = urlsplit(core.public_url)
    host = parts.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return bool(host) and (parts.scheme == "https" or host == "localhost")
    return False


def ask_to_sign_in(core: Core) -> Question:
    """For whoever has a passkey here. Raises Refused ``passkeys_need_https``."""
    return _ask_to_sign(core, Purpose.SIGN_IN, None, [])


def ask_for_second_step(core: Core, *, county_id: int, admin_id: UUID) -> Question:
    """For the passkeys of one admin. Raises Refused ``passkeys_need_https``."""
    return _ask_to_sign(core, Purpose.SECOND_STEP, admin_id, _known(core, county_id, admin_id))


def ask_for_new_passkey(core: Core, *, county_id: int, admin_id: UUID, name: str) -> Question:
    """For a passkey that this admin has not yet. Raises Refused ``passkeys_need_https``."""
    site, challenge = _site(core), secrets.token_bytes(CHALLENGE_BYTES)
    options = generate_registration_options(
        rp_id=site.rp_id,
        rp_name=PRODUCT,
        user_id=county_id.to_bytes(COUNTY_BYTES, "big") + admin_id.bytes,
        user_name=name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_known(core, county_id, admin_id),
    )
    _keep(core, challenge, Purpose.NEW_PASSKEY, admin_id)
    return Question(options_to_json(options), bytes_to_base64url(challenge))


def take_question(core: Core, challenge: str, purpose: Purpose, admin_id: UUID | None) -> None:
    """The question is answered, rightly or not, and never again.

    Raises NotAllowed ``passkey_wrong`` for one that was not asked, not for this, or too long ago.
    """
    facts = {"challenge_hash": token_hash(challenge), "purpose": purpose.value}
    with core.begin() as work:
        asked_at: dt.datetime | None = work.scalar(
            sql.TAKE_CHALLENGE, {**facts, "admin_id": admin_id}
        )
        work.commit()
    if asked_at is None or asked_at + ANSWERED_WITHIN <= core.clock.now():
        raise NotAllowed("passkey_wrong")


def holder_of(answer: str) -> tuple[int, UUID]:
    """County and id of the admin whom the device names. Raises NotAllowed ``passkey_wrong``."""
    handle = _read(answer).response.user_handle or b""
    try:
        return int.from_bytes(handle[:COUNTY_BYTES], "big"), UUID(bytes=handle[COUNTY_BYTES:])
    except ValueError as error:
        raise NotAllowed("passkey_wrong") from error


def check_answer(
    core: Core, work: Work, holder: tuple[int, UUID], answer: str, challenge: str
) -> None:
    """Check the signature and note the use. Raises NotAllowed ``passkey_wrong``."""
    credential = _read(answer)
    who = {"county_id": holder[0], "admin_id": holder[1]}
    where = {**who, "credential_id": credential.raw_id}
    row = work.first(PasskeyRow, sql.PASSKEY_OF_CREDENTIAL, where)
    if row is None:
        raise NotAllowed("passkey_wrong")
    sign_count = _verified(_site(core), credential, challenge, row)
    facts = {"passkey_id": row.passkey_id, "sign_count": sign_count, "now": core.clock.now()}
    work.run(sql.NOTE_PASSKEY_USED, {**who, **facts})


def read_new_passkey(core: Core, answer: str, challenge: str) -> VerifiedRegistration:
    """What a device answered to the question for a new one. Raises NotAllowed ``passkey_wrong``."""
    site = _site(core)
    try:
        return verify_registration_response(
            credential=_limited(answer),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except NO_ANSWER as error:
        raise NotAllowed("passkey_wrong") from error


def _read(answer: str) -> AuthenticationCredential:
    try:
        return parse_authentication_credential_json(_limited(answer))
    except NO_ANSWER as error:
        raise NotAllowed("passkey_wrong") from error


def _limited(answer: str) -> str:
    if len(answer) > LONGEST_ANSWER:
        raise NotAllowed("passkey_wrong")
    return answer


def _verified(
    site: _Site, credential: AuthenticationCredential, challenge: str, row: PasskeyRow
) -> int:
    """The device's new count of signatures, after everything was checked."""
    try:
        return verify_authentication_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            credential_public_key=row.public_key,
            credential_current_sign_count=row.sign_count,
            require_user_verification=True,
        ).new_sign_count
    except NO_ANSWER as error:
        raise NotAllowed("passkey_wrong") from error


def _ask_to_sign(
    core: Core,
    purpose: Purpose,
    admin_id: UUID | None,
    known: list[PublicKeyCredentialDescriptor],
) -> Question:
    challenge = secrets.token_bytes(CHALLENGE_BYTES)
    options = generate_authentication_options(
        rp_id=_site(core).rp_id,
        challenge=challenge,
        allow_credentials=known,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    _keep(core, challenge, purpose, admin_id)
    return Question(options_to_json(options), bytes_to_base64url(challenge))


def _keep(core: Core, challenge: bytes, purpose: Purpose, admin_id: UUID | None) -> None:
    now = core.clock.now()
    facts = {"challenge_hash": token_hash(bytes_to_base64url(challenge)), "admin_id": admin_id}
    with core.begin() as work:
        work.run(sql.FORGET_OLD_CHALLENGES, {"oldest": now - ANSWERED_WITHIN})
        work.run(sql.ASK_PASSKEY, {**facts, "purpose": purpose.value, "now": now})
        work.commit()


def _known(core: Core, county_id: int, admin_id: UUID) -> list[PublicKeyCredentialDescriptor]:
    with core.begin() as work:
        where = {"county_id": county_id, "admin_id": admin_id}
        rows = work.all(PasskeyRow, sql.PASSKEYS_OF, where)
    return [PublicKeyCredentialDescriptor(id=row.credential_id) for row in rows]


def _site(core: Core) -> _Site:
    if not passkeys_work(core):
        raise Refused("passkeys_need_https")
    parts = urlsplit(core.public_url)
    return _Site(parts.hostname or "", f"{parts.scheme}://{parts.netloc}")
