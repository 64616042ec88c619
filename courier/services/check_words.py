"""What a check came to, in words: a bubble for the assistant, one short line for a text message."""

from __future__ import annotations

from courier.domain.checks import CheckWay
from courier.domain.credentials import Colour, Reason
from courier.domain.dialogues import Quick
from courier.domain.regions import HOTLINE
from courier.domain.topics import Topic
from courier.services.answer_steps import quick_reply, topic_reply
from courier.services.bubbles import Bubble, Link
from courier.services.cards import CardView
from courier.services.spoken_checks import SpokenCheck
from courier.texts import Locale, has, say

FALSE = frozenset({Reason.FORGED, Reason.UNKNOWN})


def check_bubble(check: SpokenCheck, locale: Locale, way: CheckWay) -> Bubble:
    """The answer, by the way in which it was asked."""
    if way is CheckWay.TEXT:
        text = _short(check, locale)
        return Bubble(text, topic=Topic.COURIER_VERIFY, confidence=1.0, answered=True)
    return Bubble(
        "\n".join(_lines(check, locale)),
        links=_links(check, locale),
        replies=(quick_reply(Quick.REPORT, locale), topic_reply(Topic.FRAUD_SAFETY, locale)),
        topic=Topic.COURIER_VERIFY,
        confidence=1.0,
        answered=True,
    )


def _short(check: SpokenCheck, locale: Locale) -> str:
    """The colour first, name, village and the office's number: one text, where it can be."""
    is_copy = check.reason == Reason.MAY_BE_A_COPY
    key = "checks.text_copy" if is_copy else f"checks.text_{check.colour}"
    return say(
        key,
        locale,
        word=_word(check, locale),
        title=_said("title", check, locale),
        who=_who(check, locale),
        phone=_phone(check),
    )


def _lines(check: SpokenCheck, locale: Locale) -> list[str]:
    said = _said("text", check, locale)
    lines = [f"{_word(check, locale)}{say('checks.colon', locale)}{said}"]
    if check.card is not None:
        number = check.card.courier_no
        lines.append(say("checks.who", locale, who=_who(check, locale), number=number))
    if check.visiting:
        between = say("credentials.between", locale)
        lines.append(say("checks.visiting", locale, villages=between.join(check.visiting)))
    lines.append(say(f"checks.next_{check.colour}", locale, phone=_phone(check)))
    return lines


def _links(check: SpokenCheck, locale: Locale) -> tuple[Link, ...]:
    phone = _phone(check)
    call = Link(f"tel:{phone}", say("credentials.call", locale, phone=phone))
    if check.card is None:
        return (call,)
    key = "chat.card_face_link" if check.colour is Colour.GREEN else "chat.card_link"
    return (Link(f"/c/{check.card.card_no}", say(key, locale)), call)


def _word(check: SpokenCheck, locale: Locale) -> str:
    if check.colour is Colour.RED and check.reason not in FALSE:
        return say("checks.word_not_valid", locale)
    return say(f"checks.word_{check.colour}", locale)


def _said(part: str, check: SpokenCheck, locale: Locale) -> str:
    """Title or sentence of a reason; the digits have their own."""
    own = f"checks.{part}_{check.reason}"
    if has(own, locale):
        return say(own, locale)
    room = "credentials.title" if part == "title" else "cards.reason"
    return say(f"{room}_{check.reason}", locale)


def _who(check: SpokenCheck, locale: Locale) -> str:
    if check.card is None:
        return ""
    return say("checks.name_at", locale, name=check.card.name, place=_place(check.card, locale))


def _place(card: CardView, locale: Locale) -> str:
    """The first village with its township, and how many there are."""
    first, *others = card.villages or ("",)
    place = f"{card.township_name}{first}"
    if not others:
        return place
    return say("checks.and_others", locale, place=place, count=str(len(card.villages)))


def _phone(check: SpokenCheck) -> str:
    return (check.card and check.card.office_phone) or HOTLINE
