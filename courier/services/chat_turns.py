"""One turn of a conversation: who has the word, which question waits, what is answered."""

from __future__ import annotations

from dataclasses import replace

from courier.domain.dialogue_words import names_only_a_place, wants_other_place
from courier.domain.dialogues import Memory, Quick
from courier.domain.numbered_choices import meant
from courier.domain.scanned import CodeKind, Scanned
from courier.domain.spoken_checks import asked_about
from courier.domain.topics import Topic
from courier.domain.understanding.english import is_english
from courier.domain.understanding.facts import facts_in
from courier.domain.understanding.masking import Hidden, mask
from courier.domain.understanding.places import tells_only_places
from courier.domain.understanding.questions import questions_in
from courier.domain.understanding.scripts import UNDERSTOOD, Script, script_of
from courier.domain.understanding.spoken import plain
from courier.domain.wishes_of_people import (
    calls_person,
    is_happening_now,
)
from courier.services import handoff_dialogue, visit_dialogue
from courier.services.answer_codes import answer_code, code_in_message
from courier.services.answer_steps import next_replies
from courier.services.asker_places import ask_place, hear_place
from courier.services.bubbles import Bubble
from courier.services.check_talks import number_turn, shown_turn
from courier.services.coverage import china_day
from courier.services.dialogue_table import BEGINNINGS_BY_CODE, DIALOGUES
from courier.services.dialogue_tasks import Dialogue
from courier.services.hearing import surely
from courier.services.plain_acts import acted, danger_in, goes_first, said, turn_of
from courier.services.topic_answers import Ear
from courier.services.topic_turns import act, topic_turn
from courier.services.turns import OPEN_CODES, Turn, commanded, kept, pressed
from courier.texts import Locale, say

__all__ = ["Turn", "take_turn"]

LONGEST_MESSAGE = 1000
LONGEST_STORED = 200


def take_turn(ear: Ear, memory: Memory, text: str) -> Turn:
    """Answer one message. Nothing personal leaves in ``stored`` or ``memory``.

    The title of a button that was just shown, or its number, is as good as pressing it.
    """
    waits = memory.task is not None or memory.draft is not None
    turn = _take_turn(ear, memory, meant(text, memory.offered, by_number=waits))
    buttons = [reply for bubble in reversed(turn.bubbles) for reply in bubble.replies]
    offered = tuple(dict.fromkeys((button.title, button.send) for button in buttons))
    return replace(turn, memory=replace(turn.memory, offered=offered))


def _take_turn(ear: Ear, memory: Memory, text: str) -> Turn:
    ear = replace(ear, locale=_language(ear, text))
    if len(text) > LONGEST_MESSAGE:
        return Turn(memory, (said("chat.too_long", ear),), mask(text[:LONGEST_STORED]))
    talk = handoff_dialogue.hear(ear, memory, text)
    if talk.taken is not None:
        return turn_of(ear, talk.taken)
    memory = talk.memory
    if not any(c.isalnum() for c in text):
        key = "chat.no_words" if text.strip() else "chat.empty"
        return Turn(memory, (said(key, ear),), mask(text[:LONGEST_STORED]))
    waiting = _waiting(memory)
    if waiting is None:
        return handoff_dialogue.note_unsure(ear, _answered(ear, memory, text))
    return _between(ear, memory, text, waiting)


def _between(ear: Ear, memory: Memory, text: str, waiting: Dialogue) -> Turn:
    """A message while a question waits: its answer, or something in between."""
    taken = None if goes_first(memory, text) else waiting.take(ear, memory, text)
    if taken is not None:
        turn = turn_of(ear, taken)
        is_done = memory.task is not None and taken.memory.task is None
        return _asked_again(ear, turn) if is_done else turn
    turn = _answered(ear, memory, text)
    is_urgent = danger_in(memory, text) is not None or calls_person(text)
    if is_urgent or _has_begun(memory, turn.memory):
        return turn
    return _asked_again(ear, turn)


def _language(ear: Ear, text: str) -> Locale:
    """English for who writes English, whatever language the page is in."""
    is_plain_text = " " in text.strip() and "://" not in text and commanded(text) is None
    if is_plain_text and script_of(text) is Script.LATIN and is_english(plain(text)):
        return Locale.EN
    return ear.locale


def _waiting(memory: Memory) -> Dialogue | None:
    """The dialogue that waits for an answer; what was begun later comes first."""
    if memory.task is not None:
        return DIALOGUES.get(memory.task.kind)
    return visit_dialogue.DIALOGUE if memory.draft is not None else None


def _has_begun(before: Memory, after: Memory) -> bool:
    """Whether a question in between has begun a dialogue of its own."""
    if after.task is not None and after.task is not before.task:
        return True
    return before.draft is None and after.draft is not None


def _asked_again(ear: Ear, turn: Turn) -> Turn:
    """The turn with the question that still waits; a dialogue that lets go is forgotten."""
    waiting = _waiting(turn.memory)
    if waiting is None:
        return turn
    again = waiting.ask(ear, turn.memory)
    if again is not None:
        return replace(turn, bubbles=(*turn.bubbles, again))
    return _asked_again(ear, replace(turn, memory=replace(turn.memory, task=None)))


def _answered(ear: Ear, memory: Memory, text: str) -> Turn:
    """The answer to a message, or to each question in it."""
    has_number = code_in_message(text) or asked_about(text)
    is_one = commanded(text) or pressed(text) or has_number or is_happening_now(text)
    questions = (text,) if is_one else questions_in(text)
    turn = _one_answered(ear, memory, questions[0])
    for question in questions[1:]:
        turn = _also_answered(ear, turn, question)
    return turn


def _also_answered(ear: Ear, before: Turn, question: str) -> Turn:
    """Another question of the same message; only the last answer keeps its buttons.

    Where the first one waits for the place, the next waits with it.
    """
    waits_for = before.memory.waiting_topic
    memory = replace(before.memory, waiting_topic=None)
    turn = _one_answered(ear, memory, question)
    memory, bubbles = turn.memory, turn.bubbles
    if waits_for is not None:
        also = (*memory.waiting_also, *filter(None, (memory.waiting_topic,)))
        memory = replace(memory, waiting_topic=waits_for, waiting_also=also)
        bubbles = () if turn.memory.waiting_topic else bubbles
    bare = before.bubbles if not bubbles else [replace(one, replies=()) for one in before.bubbles]
    return replace(
        before,
        memory=memory,
        bubbles=tuple(dict.fromkeys((*bare, *bubbles))),
        stored=f"{before.stored} {turn.stored}",
    )


def _one_answered(ear: Ear, memory: Memory, text: str) -> Turn:
    told = None if commanded(text) else number_turn(ear, memory, text)
    if told is not None:
        return told
    code = None if commanded(text) else code_in_message(text)
    if code is not None:
        return _code_turn(ear, memory, text, code)
    if script_of(text) not in UNDERSTOOD:
        return Turn(memory, _in_other_script(ear), mask(text))
    if wants_other_place(text) and ear.pack is None:
        forgotten = replace(memory, county_id=None, village_code=None, place_declined=False)
        forgotten = replace(forgotten, waiting_topic=memory.topic or Topic.GREETING)
        return Turn(forgotten, (ask_place(ear.core, ear.locale),), kept(text, ear.locale))
    if memory.waiting_topic is not None:
        turn = _place_turn(ear, memory, text)
        if turn is not None:
            return turn
        memory = replace(memory, waiting_topic=None, waiting_also=())
    return (
        acted(ear, memory, text) or _place_told(ear, memory, text) or topic_turn(ear, memory, text)
    )


def _code_turn(ear: Ear, memory: Memory, text: str, code: Scanned) -> Turn:
    if code.kind is CodeKind.CARD:
        return shown_turn(ear, memory, code.text)
    begin = BEGINNINGS_BY_CODE.get(code.kind) if ear.pack is None else None
    taken = begin(ear, memory, code, text) if begin else None
    if taken is not None:
        return turn_of(ear, taken)
    bubble = answer_code(ear.core, code, ear.locale)
    if code.kind is CodeKind.VISIT and bubble.links and code.text not in memory.visits:
        memory = replace(memory.with_visit(code.text), draft=memory.draft)
    stored = mask(text) if code.kind in OPEN_CODES else Hidden.NUMBER.value
    return Turn(memory, (bubble,), stored)


def _place_told(ear: Ear, memory: Memory, text: str) -> Turn | None:
    """A place alone, after an answer: the subject stays and is answered for that place."""
    is_told = tells_only_places(plain(text)) or (memory.topic and names_only_a_place(text))
    if ear.pack is not None or not is_told:
        return None
    return _place_turn(ear, replace(memory, waiting_topic=memory.topic), text)


def _place_turn(ear: Ear, memory: Memory, text: str) -> Turn | None:
    """The answer to «where do you live»; None when it is something else."""
    topic = memory.waiting_topic or Topic.GREETING
    if text == Quick.NO_PLACE:
        placed: Memory | None = replace(memory, place_declined=True)
    else:
        placed = hear_place(ear.core, memory, text)
    if placed is None:
        return None
    placed = replace(placed, waiting_topic=None, waiting_also=())
    if topic is Topic.GREETING:
        return Turn(placed, (said("chat.place_kept", ear, answered=True),), mask(text))
    nothing_said = facts_in("", china_day(ear.core))
    turn = act(ear, placed, text, surely(topic), nothing_said)
    for also in memory.waiting_also:
        following = act(ear, turn.memory, text, surely(also), nothing_said)
        bare = (replace(bubble, replies=()) for bubble in turn.bubbles)
        turn = replace(turn, memory=following.memory, bubbles=(*bare, *following.bubbles))
    return turn


def _in_other_script(ear: Ear) -> tuple[Bubble, ...]:
    """What is understood here; in English too, which more of those who write so may read."""
    locales = dict.fromkeys((ear.locale, Locale.EN))
    return tuple(
        Bubble(
            say("chat.other_script", locale),
            replies=next_replies(Topic.GREETING, ear.locale) if locale is ear.locale else (),
        )
        for locale in locales
    )
