"""One turn of a conversation: who has the word, which question waits, what is answered."""

from __future__ import annotations

from dataclasses import replace

from courier.domain.dialogue_words import names_only_a_place, wants_cancel, wants_other_place
from courier.domain.dialogues import Memory, Quick
from courier.domain.scanned import CodeKind, Scanned
from courier.domain.topics import Topic
from courier.domain.understanding.english import is_english
from courier.domain.understanding.facts import facts_in
from courier.domain.understanding.masking import Hidden, mask
from courier.domain.understanding.questions import questions_in
from courier.domain.understanding.scripts import UNDERSTOOD, Script, script_of
from courier.domain.understanding.spoken import plain
from courier.domain.wishes_of_people import has_lost_money, is_happening_now, wants_case_news
from courier.services import handoff_dialogue, report_beginnings, visit_dialogue
from courier.services.answer_codes import answer_code, code_in_message
from courier.services.answer_steps import next_replies
from courier.services.asker_places import ask_place, hear_place
from courier.services.bubbles import Bubble
from courier.services.case_following import cases_told
from courier.services.coverage import china_day
from courier.services.dialogue_table import BEGINNINGS_BY_BUTTON, BEGINNINGS_BY_CODE, DIALOGUES
from courier.services.dialogue_tasks import Dialogue, Taken
from courier.services.hearing import surely
from courier.services.topic_answers import Ear
from courier.services.topic_turns import act, topic_turn
from courier.services.turns import OPEN_CODES, Turn, commanded, in_conversation, kept, pressed
from courier.texts import Locale, say

__all__ = ["Turn", "take_turn"]

LONGEST_MESSAGE = 1000
LONGEST_STORED = 200
NEVER_NEEDED = (Hidden.ID_NUMBER, Hidden.BANK_CARD)


def take_turn(ear: Ear, memory: Memory, text: str) -> Turn:
    """Answer one message. Nothing personal leaves in ``stored`` or ``memory``."""
    ear = replace(ear, locale=_language(ear, text))
    if len(text) > LONGEST_MESSAGE:
        return Turn(memory, (_said("chat.too_long", ear),), mask(text[:LONGEST_STORED]))
    talk = handoff_dialogue.hear(ear, memory, text)
    if talk.taken is not None:
        return _turn(ear, talk.taken)
    memory = talk.memory
    if not any(c.isalnum() for c in text):
        key = "chat.no_words" if text.strip() else "chat.empty"
        return Turn(memory, (_said(key, ear),), mask(text[:LONGEST_STORED]))
    waiting = _waiting(memory)
    if waiting is None:
        return handoff_dialogue.note_unsure(ear, _answered(ear, memory, text))
    taken = waiting.take(ear, memory, text)
    if taken is not None:
        turn = _turn(ear, taken)
        is_done = memory.task is not None and taken.memory.task is None
        return _asked_again(ear, turn) if is_done else turn
    turn = _answered(ear, memory, text)
    return turn if _has_begun(memory, turn.memory) else _asked_again(ear, turn)


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
    return VISIT if memory.draft is not None else None


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


def _turn(ear: Ear, taken: Taken) -> Turn:
    """A dialogue's part as a turn, with a word on numbers that nobody asked for."""
    turn = Turn(taken.memory, taken.bubbles, taken.stored)
    if not turn.bubbles or not any(hidden in turn.stored for hidden in NEVER_NEEDED):
        return turn
    note = Bubble(say("chat.id_not_needed", ear.locale), note=True)
    return replace(turn, bubbles=(*turn.bubbles, note))


def _take_for_visit(ear: Ear, memory: Memory, text: str) -> Taken | None:
    taken = visit_dialogue.take(ear.core, memory, text, ear.locale)
    if taken is None:
        return None
    stored = kept(text, ear.locale) if pressed(text) else taken.stored
    return Taken(taken.memory, taken.bubbles, stored)


def _ask_for_visit(ear: Ear, memory: Memory) -> Bubble:
    return visit_dialogue.ask(ear.core, memory, ear.locale)


VISIT = Dialogue(_take_for_visit, _ask_for_visit)


def _answered(ear: Ear, memory: Memory, text: str) -> Turn:
    """The answer to a message, or to each question in it."""
    is_one = commanded(text) or pressed(text) or code_in_message(text) or is_happening_now(text)
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
        _acted(ear, memory, text) or _place_told(ear, memory, text) or topic_turn(ear, memory, text)
    )


def _acted(ear: Ear, memory: Memory, text: str) -> Turn | None:
    """What plain words or a button ask to be done, whatever the ear would make of them."""
    if ear.pack is not None:
        return None
    button = pressed(text)
    if button is not None:
        begin = BEGINNINGS_BY_BUTTON.get(button)
        taken = begin(ear, memory, text) if begin else None
        return _turn(ear, taken) if taken else _past(ear, memory, text)
    if wants_cancel(text):
        return Turn(memory, (_said("chat.fine_then", ear),), mask(text))
    danger = _danger(text) if in_conversation(ear) is not None else None
    if danger is not None:
        return _turn(ear, report_beginnings.warn(ear, memory, text, danger))
    if wants_case_news(text):
        return Turn(memory, cases_told(ear.core, memory, ear.locale), mask(text))
    return None


def _danger(text: str) -> str | None:
    """The key of the words for an emergency, None where there is none."""
    if has_lost_money(text):
        return "chat.fraud_done"
    return "chat.fraud_now" if is_happening_now(text) else None


def _past(ear: Ear, memory: Memory, text: str) -> Turn:
    """A button of a dialogue that is over."""
    key = "chat.fine_then" if wants_cancel(text) else "chat.button_past"
    return Turn(memory, (_said(key, ear),), kept(text, ear.locale))


def _code_turn(ear: Ear, memory: Memory, text: str, code: Scanned) -> Turn:
    begin = BEGINNINGS_BY_CODE.get(code.kind) if ear.pack is None else None
    taken = begin(ear, memory, code, text) if begin else None
    if taken is not None:
        return _turn(ear, taken)
    bubble = answer_code(ear.core, code, ear.locale)
    if code.kind is CodeKind.VISIT and bubble.links and code.text not in memory.visits:
        memory = replace(memory.with_visit(code.text), draft=memory.draft)
    stored = mask(text) if code.kind in OPEN_CODES else Hidden.NUMBER.value
    return Turn(memory, (bubble,), stored)


def _place_told(ear: Ear, memory: Memory, text: str) -> Turn | None:
    """A place alone, after an answer: the subject stays and is answered for that place."""
    if ear.pack is not None or memory.topic is None or not names_only_a_place(text):
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
        return Turn(placed, (_said("chat.place_kept", ear, answered=True),), mask(text))
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


def _said(key: str, ear: Ear, *, answered: bool = False) -> Bubble:
    replies = next_replies(Topic.GREETING, ear.locale)
    return Bubble(say(key, ear.locale), replies=replies, answered=answered)
