"""Has the payment arrived? First the proof of who asks, then the answer.

Proof is the code on the household's slip, or a code sent to the telephone on file; a receipt's
code speaks for itself. The number is sealed as soon as it is said. Everything said before the
proof is the same whether anybody is on file or not.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from courier.domain.dialogue_words import is_question, wants_cancel
from courier.domain.dialogues import Memory, Quick, Task, TaskKind
from courier.domain.errors import Refused
from courier.domain.outgoing import takes_texts
from courier.domain.phone_codes import Proof, code_told
from courier.domain.scanned import CodeKind
from courier.domain.spoken_phones import phone_in
from courier.domain.topics import Topic
from courier.domain.understanding.masking import Hidden, mask
from courier.domain.understanding.spoken import plain
from courier.ports import FieldKind
from courier.services.answer_codes import answer_code, code_in_message
from courier.services.answer_steps import next_replies, pages, quick_reply, topic_reply
from courier.services.arrival_check import arrivals_by_phone
from courier.services.arrival_words import household_bubble, not_found
from courier.services.asker_places import office_phone
from courier.services.bubbles import Bubble
from courier.services.dialogue_tasks import Dialogue, Taken
from courier.services.phone_codes import ask_for_code, prove_phone
from courier.services.topic_answers import Ear
from courier.services.turns import in_conversation, kept
from courier.texts import say

_NOT_RECEIVED = re.compile(
    r"没(?:有)?(?:收到|来短信|短信)|收不到|not (?:received|arrived)|no (?:text|code)"
)
_NO_PAPER = re.compile(
    r"^(?:我)?(?:没有|没|都没有|找不到|丢了|不见了|没单子|没有单子|单子丢了|i have none|none|lost)"
    r"(?:了|啊|呀|的)?[。.!！]?$"
)


class ArrivalStep(StrEnum):
    """What is waited for; ``chat.arrival_ask_<step>`` asks for it again."""

    PROOF = "proof"
    CODE = "code"


def begin(ear: Ear, memory: Memory, text: str) -> Taken:
    """Say what proves who asks; a number that was told already is asked at once."""
    memory = replace(memory, task=Task(TaskKind.ARRIVAL, ArrivalStep.PROOF))
    phone = phone_in(text)
    if phone and takes_texts(phone) and _sends(ear):
        taken = _send_code(ear, memory, phone)
        return replace(taken, stored=say("answers.topic_check_status", ear.locale))
    opening = Bubble(
        say(_for_sender(ear, "chat.arrival_opening"), ear.locale),
        links=pages(Topic.CHECK_STATUS, ear.locale),
        replies=(quick_reply(Quick.NEVER_MIND, ear.locale),),
        topic=Topic.CHECK_STATUS,
        answered=True,
    )
    return Taken(memory, (opening,), kept(text, ear.locale))


def take(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """Let a proof open what it opens; None when the message asks something else."""
    task = memory.task
    if task is None:
        return None
    if wants_cancel(text):
        bubble = Bubble(
            say("chat.arrival_dropped", ear.locale),
            replies=next_replies(Topic.CHECK_STATUS, ear.locale),
            answered=True,
        )
        return Taken(replace(memory, task=None), (bubble,), kept(text, ear.locale))
    for tell in (_take_code_of_ours, _take_phone, _take_quick, _TAKE_STEP[ArrivalStep(task.step)]):
        taken = tell(ear, memory, text)
        if taken is not None:
            return taken
    return None


def ask(ear: Ear, memory: Memory) -> Bubble | None:
    """The waiting question again."""
    step = memory.task.step if memory.task else ArrivalStep.PROOF
    if step == ArrivalStep.CODE:
        return _bubble(ear, "chat.arrival_ask_code", Quick.CODE_AGAIN, Quick.OTHER_PROOF)
    return _bubble(ear, _for_sender(ear, "chat.arrival_ask_proof"))


def _take_code_of_ours(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """A slip or a receipt answers at once; any other code is answered as always."""
    code = code_in_message(text)
    if code is None or code.kind not in {CodeKind.SLIP, CodeKind.RECEIPT}:
        return None
    bubble = answer_code(ear.core, code, ear.locale)
    if bubble.links or code.kind is CodeKind.RECEIPT:
        memory = replace(memory, task=None)
    return Taken(memory, (bubble,), Hidden.NUMBER)


def _take_phone(ear: Ear, memory: Memory, text: str) -> Taken | None:
    phone = phone_in(text)
    if phone is None or not _sends(ear):
        return None
    if not takes_texts(phone):
        return _again(ear, memory, "chat.phone_again", Hidden.PHONE)
    return _send_code(ear, memory, phone)


def _take_quick(ear: Ear, memory: Memory, text: str) -> Taken | None:
    sealed = memory.task.facts.get("phone") if memory.task else None
    if text == Quick.CODE_AGAIN and sealed:
        taken = _send_code(ear, memory, _opened(ear, sealed))
        return replace(taken, stored=kept(text, ear.locale))
    if text in {Quick.OTHER_PROOF, Quick.CODE_AGAIN}:
        memory = replace(memory, task=Task(TaskKind.ARRIVAL, ArrivalStep.PROOF))
        again = _bubble(ear, _for_sender(ear, "chat.arrival_ask_proof"))
        return Taken(memory, (again,), kept(text, ear.locale))
    return None


def _take_proof(ear: Ear, memory: Memory, text: str) -> Taken | None:
    if Hidden.ID_NUMBER in mask(text):
        return _again(ear, memory, "chat.arrival_not_by_id", Hidden.NUMBER)
    if _NO_PAPER.match(plain(text)):
        office = office_phone(ear.core, memory)
        said = say("chat.arrival_no_paper", ear.locale, phone=office)
        visit = topic_reply(Topic.COURIER_REQUEST, ear.locale)
        bubble = Bubble(said, replies=(visit, quick_reply(Quick.NEVER_MIND, ear.locale)))
        return Taken(memory, (bubble,), mask(text))
    return None


def _take_code(ear: Ear, memory: Memory, text: str) -> Taken | None:
    code = code_told(text)
    if code is not None:
        return _try(ear, memory, code)
    if _NOT_RECEIVED.search(plain(text)):
        quicks = (Quick.CODE_AGAIN, Quick.OTHER_PROOF)
        bubble = _bubble(ear, "chat.arrival_not_received", *quicks)
        return Taken(memory, (bubble,), mask(text))
    if any(c.isdigit() for c in text) and not is_question(text):
        return _again(ear, memory, "chat.arrival_code_shape", Hidden.NUMBER)
    return _take_proof(ear, memory, text)


def _try(ear: Ear, memory: Memory, code: str) -> Taken:
    conversation, task = in_conversation(ear), memory.task
    sealed = task.facts.get("phone") if task else None
    if conversation is None or not sealed:
        return _again(ear, memory, _for_sender(ear, "chat.arrival_ask_proof"), Hidden.NUMBER)
    phone = base64.b64decode(sealed)
    proof = prove_phone(ear.core, conversation_id=conversation, phone=phone, code=code)
    if proof is not Proof.RIGHT:
        quicks = (Quick.CODE_AGAIN, Quick.OTHER_PROOF)
        return Taken(memory, (_bubble(ear, f"chat.arrival_code_{proof}", *quicks),), Hidden.NUMBER)
    found = arrivals_by_phone(ear.core, phone=phone)
    bubbles = [household_bubble(household, ear.locale) for household in found]
    told = tuple(bubbles or [not_found(ear.locale)])
    return Taken(replace(memory, task=None), told, Hidden.NUMBER)


def _send_code(ear: Ear, memory: Memory, phone: str) -> Taken:
    """Have a code sent; whether it is, nobody is told."""
    conversation, task = in_conversation(ear), Task(TaskKind.ARRIVAL, ArrivalStep.PROOF)
    sealed = ear.core.sealer.seal(FieldKind.PHONE, phone)
    if conversation is None:
        return _again(ear, memory, _for_sender(ear, "chat.arrival_ask_proof"), Hidden.PHONE)
    try:
        ask_for_code(ear.core, conversation_id=conversation, phone=sealed, locale=ear.locale)
    except Refused as error:
        memory = replace(memory, task=task)
        return _again(ear, memory, f"errors.{error.code}", Hidden.PHONE)
    facts = {"phone": base64.b64encode(sealed).decode("ascii")}
    memory = replace(memory, task=task.at(ArrivalStep.CODE, **facts))
    quicks = (Quick.CODE_AGAIN, Quick.OTHER_PROOF)
    return Taken(memory, (_bubble(ear, "chat.arrival_code_sent", *quicks),), Hidden.PHONE)


_TAKE_STEP: dict[ArrivalStep, Callable[[Ear, Memory, str], Taken | None]] = {
    ArrivalStep.PROOF: _take_proof,
    ArrivalStep.CODE: _take_code,
}


def _sends(ear: Ear) -> bool:
    """Whether a code could be sent at all, to anybody."""
    return ear.core.text_sender.reaches_phones and in_conversation(ear) is not None


def _for_sender(ear: Ear, key: str) -> str:
    return key if ear.core.text_sender.reaches_phones else f"{key}_paper"


def _opened(ear: Ear, sealed: str) -> str:
    return ear.core.sealer.open(FieldKind.PHONE, base64.b64decode(sealed))


def _bubble(ear: Ear, key: str, *quicks: Quick) -> Bubble:
    replies = tuple(quick_reply(quick, ear.locale) for quick in (*quicks, Quick.NEVER_MIND))
    return Bubble(say(key, ear.locale), replies=replies)


def _again(ear: Ear, memory: Memory, key: str, stored: str) -> Taken:
    return Taken(memory, (_bubble(ear, key),), stored)


DIALOGUE = Dialogue(take, ask)
