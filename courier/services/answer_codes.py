"""A code in a message speaks for itself: a receipt, a visit, a card, or one to keep private."""

from __future__ import annotations

import re

from courier.domain import short_codes
from courier.domain.errors import CourierError
from courier.domain.scanned import CodeKind, Scanned, recognise
from courier.domain.topics import Topic
from courier.services.answer_steps import next_replies
from courier.services.bubbles import Bubble, Link
from courier.services.cards import check_card
from courier.services.core import Core
from courier.services.receipts import receipt_by_code
from courier.services.visits import follow_visit
from courier.texts import Locale, say

_CANDIDATE = re.compile(r"https?://[!-~]+|[A-Za-z0-9](?:[\s\-‐–—_.]?[A-Za-z0-9]){10,40}")
FEWEST_DIGITS = 2  # an English word as long as a number of ours has none
_MISTYPED = re.compile(r"([VC])[0-9A-Z]{11}")
_KEEP_PRIVATE = {
    CodeKind.SLIP: "chat.code_slip",
    CodeKind.HEALTH_CODE: "chat.code_health",
    CodeKind.PAYMENT: "chat.code_payment",
}


def code_in_message(text: str) -> Scanned | None:
    """The first code of ours, or one to warn of, in a message."""
    for part in (text, *_CANDIDATE.findall(text)):
        found = recognise(part)
        if found.kind not in {CodeKind.OTHER, CodeKind.ID_NUMBER}:
            return found
        slip_of_the_pen = _MISTYPED.fullmatch(short_codes.normalised(part))
        if slip_of_the_pen and sum(c.isdigit() for c in part) >= FEWEST_DIGITS:
            kind = CodeKind.VISIT if slip_of_the_pen[1] == short_codes.VISIT else CodeKind.CARD
            return Scanned(kind, slip_of_the_pen[0])
    return None


def answer_code(core: Core, code: Scanned, locale: Locale) -> Bubble:
    """What may be said of a code. Nothing that a stranger should not know."""
    if code.kind in _KEEP_PRIVATE:
        topic = Topic.CHECK_STATUS if code.kind is CodeKind.SLIP else Topic.FRAUD_SAFETY
        return _bubble(say(_KEEP_PRIVATE[code.kind], locale), topic, locale)
    tell = {CodeKind.RECEIPT: _receipt, CodeKind.VISIT: visit, CodeKind.CARD: _card}[code.kind]
    try:
        return tell(core, code.text, locale)
    except CourierError as error:
        topic = Topic.COURIER_TRACK if code.kind is CodeKind.VISIT else Topic.FRAUD_SAFETY
        return _bubble(say(f"errors.{error.code}", locale, **error.facts), topic, locale)


def visit(core: Core, visit_no: str, locale: Locale) -> Bubble:
    """Where a visit stands. Raises BadInput ``visit_number_unreadable``, NotFound."""
    track = follow_visit(core, visit_no=visit_no)
    text = say(
        "chat.visit_stands",
        locale,
        number=short_codes.grouped(track.visit_no),
        village=track.village_name,
        state=say(f"visits.state_{track.status}", locale),
    )
    link = Link(f"/v/{track.visit_no}", say("chat.visit_link", locale))
    return _bubble(text, Topic.COURIER_TRACK, locale, link)


def _receipt(core: Core, code: str, locale: Locale) -> Bubble:
    found = receipt_by_code(core, code=code)
    key = "chat.receipt_void" if found.void_reason else "chat.receipt_good"
    text = say(
        key,
        locale,
        name=found.name_masked,
        year=str(found.coverage_year),
        amount=found.amount,
        at=found.issued_at,
    )
    link = Link(f"/r/{short_codes.normalised(code)}", say("chat.receipt_link", locale))
    return _bubble(text, Topic.CHECK_STATUS, locale, link)


def _card(core: Core, code: str, locale: Locale) -> Bubble:
    verdict = check_card(core, text=code).verdict
    text = say(
        f"chat.card_{verdict.colour}",
        locale,
        verdict=say(f"credentials.title_{verdict.reason}", locale),
    )
    link = Link(f"/c/{code}", say("chat.card_link", locale))
    return _bubble(text, Topic.COURIER_VERIFY, locale, link)


def _bubble(text: str, topic: Topic, locale: Locale, *links: Link) -> Bubble:
    return Bubble(
        text,
        links=links,
        replies=next_replies(topic, locale),
        topic=topic,
        confidence=1.0,
        answered=True,
    )
