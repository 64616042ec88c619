"""A courier checked in a conversation: «门口这人是不是真的 C…», «快递员100001 号码 482913»."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from courier.domain import short_codes
from courier.domain.dialogues import Memory
from courier.domain.errors import BadInput, CourierError
from courier.domain.spoken_checks import asked_about
from courier.domain.topics import Topic
from courier.domain.understanding.masking import Hidden
from courier.services.bubbles import Bubble
from courier.services.check_words import check_bubble
from courier.services.checks import note_home
from courier.services.spoken_checks import SpokenCheck, check_shown, check_spoken
from courier.services.topic_answers import Ear
from courier.services.turns import Turn
from courier.texts import say


def number_turn(ear: Ear, memory: Memory, text: str) -> Turn | None:
    """The answer where a message tells a card's or a courier's number; None where it does not."""
    asked = asked_about(text) if ear.pack is None else None
    if asked is None:
        return None
    try:
        check = check_spoken(ear.core, asked=asked, way=ear.way, county_id=memory.county_id)
    except BadInput as error:
        return _misread(ear, memory, error)
    if asked.is_bare and check.card is None:  # six digits that are no courier's
        return None
    return _told(ear, memory, check, asked.number)


def shown_turn(ear: Ear, memory: Memory, text: str) -> Turn:
    """The answer to a card's address, or to its number with a slip of the finger in it.

    Raises BadInput ``card_is_other_code``.
    """
    if len(short_codes.normalised(text)) == short_codes.PLAIN_LENGTH:
        try:
            short_codes.read_card_number(text)
        except BadInput as error:
            return _misread(ear, memory, error)
    return _told(ear, memory, check_shown(ear.core, text=text, way=ear.way), "")


def _misread(ear: Ear, memory: Memory, error: BadInput) -> Turn:
    """A number that cannot be: nobody is called false for it."""
    bubble = Bubble(say(f"errors.{error.code}", ear.locale), topic=Topic.COURIER_VERIFY)
    return Turn(memory, (bubble,), Hidden.NUMBER.value)


def _told(ear: Ear, memory: Memory, check: SpokenCheck, number: str) -> Turn:
    """What is said; the card is remembered for a report, and the asker's village counts once."""
    card_no = check.card.card_no if check.card else number
    if memory.village_code and check.card and memory.checked[:1] != (card_no,):
        with suppress(CourierError):  # a card that is gone meanwhile
            note_home(ear.core, card_no=card_no, village_code=memory.village_code)
    memory = replace(memory, topic=Topic.COURIER_VERIFY, checked=(card_no, check.reason))
    return Turn(memory, (check_bubble(check, ear.locale, ear.way),), Hidden.NUMBER.value)
