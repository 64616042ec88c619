"""What a message of an outside channel comes to: words, a picture, a button, or something else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from courier.domain.errors import BadInput, OutsideFailed, Refused
from courier.domain.numbered_choices import chosen, wants_more
from courier.domain.topics import Topic
from courier.ports import OfficialAccount, Written
from courier.services import conversations
from courier.services.answer_steps import next_replies
from courier.services.bubbles import Bubble
from courier.services.channel_choices import TEXT, WECHAT, Style
from courier.services.channel_words import Worded, next_page
from courier.services.channels import WECHAT as WECHAT_CHANNEL
from courier.services.core import Core
from courier.store.rows.channels import SenderRow
from courier.texts import Locale, say

LANGUAGES = {
    "english": Locale.EN,
    "简体": Locale.ZH_HANS,
    "简体中文": Locale.ZH_HANS,
    "中文": Locale.ZH_HANS,
    "繁体": Locale.ZH_HANT,
    "繁體": Locale.ZH_HANT,
    "繁體中文": Locale.ZH_HANT,
}
NO_WORDS = {
    Written.VOICE: "channels.voice",
    Written.VIDEO: "channels.video",
    Written.LOCATION: "channels.location",
    Written.LINK: "channels.link",
    Written.UNKNOWN: "channels.unknown",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """What a message came to: bubbles, or a page of what was said before."""

    conversation_id: UUID | None
    locale: Locale
    bubbles: tuple[Bubble, ...] = ()
    page: Worded | None = None


def style_of(channel: str) -> Style:
    """What a channel carries."""
    return WECHAT if channel == WECHAT_CHANNEL else TEXT


def turn_of(core: Core, channel: str, sender: SenderRow, kind: Written, said: str) -> Turn:
    """What a message comes to. Raises OutsideFailed ``database_away``."""
    locale = Locale(sender.locale)
    if kind is Written.PICTURE:
        return _picture_turn(core, channel, sender, said)
    if kind is Written.GREETED:
        return Turn(sender.conversation_id, locale, (conversations.opening(locale),))
    if kind in NO_WORDS:
        return _no_words(sender, say(NO_WORDS[kind], locale))
    language = LANGUAGES.get(said.strip().lower())
    if language is not None:
        return Turn(sender.conversation_id, language, (conversations.opening(language),))
    if wants_more(said, is_waiting=bool(sender.rest)):
        return Turn(sender.conversation_id, locale, page=_more(channel, sender, locale))
    is_of_the_menu = kind is Written.PRESSED
    said = said if is_of_the_menu else chosen(said, sender.choices) or said
    return _words_turn(core, channel, sender, said, afresh=is_of_the_menu)


def _no_words(sender: SenderRow, words: str) -> Turn:
    """Said beside the conversation: what was offered before still counts."""
    locale = Locale(sender.locale)
    if sender.choices:
        page = Worded(words, tuple(sender.choices), tuple(sender.rest))
        return Turn(sender.conversation_id, locale, page=page)
    bubble = Bubble(words, replies=next_replies(Topic.GREETING, locale))
    return Turn(sender.conversation_id, locale, (bubble,))


def _more(channel: str, sender: SenderRow, locale: Locale) -> Worded:
    """The next page; what was offered with the first stays."""
    if sender.rest:
        page = next_page(sender.rest, style_of(channel), locale)
    else:
        page = Worded(say("channels.no_more", locale))
    return replace(page, choices=tuple(sender.choices))


def _words_turn(core: Core, channel: str, sender: SenderRow, said: str, *, afresh: bool) -> Turn:
    locale = Locale(sender.locale)
    reply = conversations.reply(
        core,
        conversation_id=sender.conversation_id,
        text=said,
        locale=locale,
        channel=channel,
        afresh=afresh,
    )
    if not reply.kept:
        raise OutsideFailed("database_away")
    return Turn(reply.conversation_id, locale, reply.messages)


def _picture_turn(core: Core, channel: str, sender: SenderRow, picture_id: str) -> Turn:
    locale = Locale(sender.locale)
    try:
        data = _account(core).fetch_picture(picture_id)
    except BadInput as error:
        return _no_words(sender, say(f"errors.{error.code}", locale, **error.facts))
    except (OutsideFailed, Refused):
        return _no_words(sender, say("channels.no_picture", locale))
    reply = conversations.reply_to_picture(
        core,
        conversation_id=sender.conversation_id,
        data=data,
        locale=locale,
        channel=channel,
    )
    return Turn(reply.conversation_id, locale, reply.messages)


def _account(core: Core) -> OfficialAccount:
    if core.official_account is None:
        raise OutsideFailed("account_missing")
    return core.official_account
