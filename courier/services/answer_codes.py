"""A code in a message speaks for itself: receipt, slip, visit, card, or one to keep private."""

from __future__ import annotations

import re
from dataclasses import replace

from courier.domain import short_codes
from courier.domain.checks import CheckWay
from courier.domain.dialogues import Quick
from courier.domain.errors import CourierError
from courier.domain.regions import HOTLINE
from courier.domain.scanned import CodeKind, Scanned, recognise
from courier.domain.topics import Topic
from courier.domain.visits import VisitState
from courier.services.answer_steps import next_replies
from courier.services.arrival_words import slip_bubble
from courier.services.bubbles import Bubble, Link, QuickReply
from courier.services.case_following import case_bubble
from courier.services.check_words import check_bubble
from courier.services.core import Core
from courier.services.receipts import receipt_by_code
from courier.services.spoken_checks import check_shown
from courier.services.visit_times import wanted_words
from courier.services.visit_views import VisitTrack
from courier.services.visits import follow_visit
from courier.texts import Locale, say

_CANDIDATE = re.compile(r"(?i:https?)://[!-~]+|[A-Za-z0-9](?:[\s\-‐–—_.]?[A-Za-z0-9]){10,40}")
FEWEST_DIGITS = 2  # an English word as long as a number of ours has none
_MISTYPED = re.compile(r"([VCT])[0-9A-Z]{11}")
_NUMBERED = {
    short_codes.VISIT: CodeKind.VISIT,
    short_codes.CARD: CodeKind.CARD,
    short_codes.CASE: CodeKind.CASE,
}
_WHEN_REFUSED = {CodeKind.VISIT: Topic.COURIER_TRACK, CodeKind.CASE: Topic.COMPLAINT}
_KEEP_PRIVATE = {
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
            return Scanned(_NUMBERED[slip_of_the_pen[1]], slip_of_the_pen[0])
    return None


def answer_code(core: Core, code: Scanned, locale: Locale) -> Bubble:
    """What may be said of a code. Nothing that a stranger should not know."""
    if code.kind in _KEEP_PRIVATE:
        return _bubble(say(_KEEP_PRIVATE[code.kind], locale), Topic.FRAUD_SAFETY, locale)
    if code.kind is CodeKind.SLIP:
        return slip_bubble(core, code.text, locale)
    tell = {
        CodeKind.RECEIPT: _receipt,
        CodeKind.VISIT: visit,
        CodeKind.CARD: _card,
        CodeKind.CASE: case_bubble,
    }[code.kind]
    try:
        return tell(core, code.text, locale)
    except CourierError as error:
        topic = _WHEN_REFUSED.get(code.kind, Topic.FRAUD_SAFETY)
        return _bubble(say(f"errors.{error.code}", locale, **error.facts), topic, locale)


def visit(core: Core, visit_no: str, locale: Locale) -> Bubble:
    """Where a visit stands, in words. Raises BadInput ``visit_number_unreadable``, NotFound."""
    track = follow_visit(core, visit_no=visit_no)
    number = short_codes.grouped(track.visit_no)
    head = say("chat.visit_stands", locale, number=number, village=track.village_name)
    lines = [head, _state(track, locale)]
    if (track.wanted_on or track.wanted_part) and not track.status.is_over:
        wanted = wanted_words(track.wanted_on, track.wanted_part, locale)
        lines.append(say("chat.visit_wanted", locale, day=wanted))
    link = Link(f"/v/{track.visit_no}", say("chat.visit_link", locale))
    told = _bubble("\n".join(lines), Topic.COURIER_TRACK, locale, link)
    return replace(told, replies=_changes(track, locale) or told.replies)


def _state(track: VisitTrack, locale: Locale) -> str:
    if track.courier_stopped:
        stopped = say("visits.courier_stopped", locale, name=track.courier_name)
        return f"{stopped}\n{say('visits.courier_stopped_words', locale)}"
    reason = next((step.reason for step in reversed(track.steps) if step.reason), None)
    facts = {
        "courier": track.courier_name or "",
        "phone": track.courier_phone or track.office_phone or HOTLINE,
        "reason": say(f"visits.reason_{reason}", locale) if reason else "",
    }
    return say(f"chat.visit_is_{track.status}", locale, **facts)


def _changes(track: VisitTrack, locale: Locale) -> tuple[QuickReply, ...]:
    """What may still be done with the visit."""
    if track.status in {VisitState.REQUESTED, VisitState.ACCEPTED}:
        quicks: tuple[Quick, ...] = (Quick.CHANGE_DAY, Quick.CHANGE_PLACE, Quick.CALL_OFF)
    else:
        quicks = (Quick.CALL_OFF,) if track.may_cancel else ()
    return tuple(QuickReply(say(f"chat.quick_{one}", locale), one.value) for one in quicks)


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
    way = CheckWay.ASSISTANT
    return check_bubble(check_shown(core, text=code, way=way), locale, way)


def _bubble(text: str, topic: Topic, locale: Locale, *links: Link) -> Bubble:
    return Bubble(
        text,
        links=links,
        replies=next_replies(topic, locale),
        topic=topic,
        confidence=1.0,
        answered=True,
    )
