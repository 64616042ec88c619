"""A picture in the chat: what the codes in it are, said calmly. The picture itself is not kept."""

from __future__ import annotations

from courier.domain.errors import BadInput
from courier.domain.scanned import CodeKind, told_first
from courier.domain.topics import Topic
from courier.services.answer_codes import answer_code
from courier.services.answer_steps import next_replies
from courier.services.bubbles import Bubble
from courier.services.core import Core
from courier.texts import Locale, say


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
    code = told_first(texts)
    if code.kind in {CodeKind.OTHER, CodeKind.ID_NUMBER}:
        return _bubble(f"chat.picture_{code.kind}", locale)
    return answer_code(core, code, locale)


def _bubble(key: str, locale: Locale, **facts: object) -> Bubble:
    topic = Topic.COURIER_VERIFY
    return Bubble(say(key, locale, **facts), replies=next_replies(topic, locale), topic=topic)
