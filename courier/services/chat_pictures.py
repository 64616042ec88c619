"""A picture in the chat: what the codes in it are, said calmly. The picture itself is not kept."""

from __future__ import annotations

from collections.abc import Sequence

from courier.domain.errors import BadInput
from courier.domain.scanned import CodeKind, Scanned, recognise
from courier.domain.topics import Topic
from courier.services.answer_codes import answer_code
from courier.services.answer_steps import next_replies
from courier.services.bubbles import Bubble
from courier.services.core import Core
from courier.texts import Locale, say

# What a picture with several codes is about: ours before others, a paper's own code before all.
_FIRST = (
    CodeKind.CARD,
    CodeKind.SLIP,
    CodeKind.RECEIPT,
    CodeKind.VISIT,
    CodeKind.CASE,
    CodeKind.PAYMENT,
    CodeKind.HEALTH_CODE,
    CodeKind.ID_NUMBER,
    CodeKind.OTHER,
)


def answer_picture(core: Core, *, data: bytes, locale: Locale) -> Bubble:
    """What may be said of a picture: a card, slip, receipt, visit, somebody else's code, or none.

    A slip tells whether its household's payments have arrived. Raises nothing for what is not a
    picture, broken or too large: that is said.
    """
    try:
        texts = core.code_reader.read(data)
    except BadInput as error:
        return _bubble(f"errors.{error.code}", locale, **error.facts)
    if not texts:
        return _bubble("chat.picture_nothing", locale)
    code = _told_first(texts)
    if code.kind in {CodeKind.OTHER, CodeKind.ID_NUMBER}:
        return _bubble(f"chat.picture_{code.kind}", locale)
    return answer_code(core, code, locale)


def _told_first(texts: Sequence[str]) -> Scanned:
    return min(map(recognise, texts), key=lambda code: _FIRST.index(code.kind))


def _bubble(key: str, locale: Locale, **facts: object) -> Bubble:
    topic = Topic.COURIER_VERIFY
    return Bubble(say(key, locale, **facts), replies=next_replies(topic, locale), topic=topic)
