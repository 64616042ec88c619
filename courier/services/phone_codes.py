"""Codes sent to a telephone number, to prove who asks.

Whoever asks hears the same whether the number is on file or not, after the same work: the request
only notes the wish, and the worker makes and sends the code, or does not. A code counts in the
conversation that asked for it alone.
"""

from __future__ import annotations

import hmac
from uuid import UUID

from courier.domain.errors import Refused
from courier.domain.outgoing import TextKind
from courier.domain.phone_codes import DAY, LASTS, Proof, code_hash, new_code
from courier.services.core import Core
from courier.services.outgoing import write_text
from courier.store.queries import phone_codes as queries
from courier.texts import Locale

SEND_CODE = "send_phone_code"  # the job
NO_HASH = b""


def ask_for_code(core: Core, *, conversation_id: UUID, phone: bytes, locale: Locale) -> None:
    """Ask for a code to a sealed number. Raises Refused ``phone_codes_many``."""
    now = core.clock.now()
    with core.begin() as work:
        queries.lock_asker(work, phone, conversation_id)
        if queries.asked_lately(work, phone, conversation_id, now).are_too_many:
            raise Refused("phone_codes_many")
        code_id = queries.ask_for(work, phone, conversation_id, now, now + LASTS)
        work.defer(SEND_CODE, {"code_id": code_id, "locale": locale.value})
        work.commit()


def make_code(core: Core, *, code_id: UUID, locale: Locale | str) -> None:
    """Make the code and text it, if the number is on file; again changes nothing."""
    with core.begin() as work:
        asked = queries.to_make(work, code_id, core.clock.now())
        if asked is None or asked.county_id is None:
            return
        code = new_code()
        queries.keep_hash(work, code_id, code_hash(core.code_key, code_id, code))
        write_text(
            core,
            work,
            county_id=asked.county_id,
            phone=bytes(asked.phone),
            kind=TextKind.PHONE_CODE,
            about=f"phone_code:{code_id}",
            facts={"code": code},
            locale=Locale(locale),
            expires_at=asked.expires_at,
        )
        work.commit()


def prove_phone(core: Core, *, conversation_id: UUID, phone: bytes, code: str) -> Proof:
    """Whether the code proves the number; a right one is used up, a wrong one costs a try."""
    now = core.clock.now()
    with core.begin() as work:
        tried = queries.take_try(work, phone, conversation_id, now)
        if tried is None:
            return Proof.OVER
        expected = code_hash(core.code_key, tried.code_id, code)
        is_right = hmac.compare_digest(expected, bytes(tried.code_hash or NO_HASH))
        if is_right:
            queries.use(work, tried.code_id, now)
        work.commit()
    return Proof.RIGHT if is_right else Proof.WRONG


def forget_codes(core: Core) -> None:
    """Delete codes that no limit counts any more."""
    with core.at_once() as work:
        queries.forget(work, core.clock.now() - DAY)
