"""The choices under a text of a channel without buttons: numbered, none of a question lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from courier.domain.message_pages import JOINED_UNITS, Measure, bytes_of, pages, units_of
from courier.domain.numbered_choices import MOST_CHOICES
from courier.services.bubbles import Bubble, QuickReply
from courier.texts import Locale, say

WECHAT_BYTES = 2048  # of a text message, both as a direct answer and by customer service
TEXT_SEGMENTS = 3  # as many as cheap telephones show as one
MORE = {Locale.ZH_HANS: "更多", Locale.ZH_HANT: "更多", Locale.EN: "more"}
_TAP = '<a href="weixin://bizmsgmenu?msgmenucontent={send}&msgmenuid={send}">{shown}</a>'


@dataclass(frozen=True, slots=True)
class Style:
    """What a channel carries: length, choices at once, and whether words can be pressed."""

    most: int
    measure: Measure
    choices: int
    can_press: bool


WECHAT = Style(WECHAT_BYTES, bytes_of, choices=MOST_CHOICES, can_press=True)
TEXT = Style(TEXT_SEGMENTS * JOINED_UNITS, units_of, choices=6, can_press=False)


@dataclass(frozen=True, slots=True)
class Offer:
    """Choices told at once, and those of a question that come with «更多»; numbered through."""

    shown: tuple[QuickReply, ...]
    hidden: tuple[QuickReply, ...] = ()

    @property
    def numbered(self) -> tuple[str, ...]:
        """What the numbers stand for; what comes after the last number is written out."""
        return tuple(reply.send for reply in (*self.shown, *self.hidden))[:MOST_CHOICES]


def offered(bubbles: Sequence[Bubble], style: Style, locale: Locale) -> Offer:
    """The choices of the last words first: they are what is asked now. The last is a way out, and
    stays. Choices take at most half of the text; what a question offers beyond is not lost, while
    what an answer only suggests gives way.
    """
    asked = _replies([one for one in bubbles if not one.answered])
    sends = {one.send for one in asked}
    suggested = [one for one in _replies(bubbles) if one.send not in sends]
    shown = (*asked, *suggested)
    while len(shown) > style.choices or _is_half(shown, style, locale):
        shown = shown[:-1] if 0 < len(asked) < len(shown) else (*shown[:-2], *shown[-1:])
        shown = shown if len(shown) > 1 else ()
    return Offer(shown, tuple(one for one in asked if one not in shown))


def _replies(bubbles: Sequence[Bubble]) -> tuple[QuickReply, ...]:
    """Each once, those of the last words first."""
    found = {reply.send: reply for bubble in reversed(bubbles) for reply in bubble.replies}
    return tuple(found.values())


def _is_half(shown: Sequence[QuickReply], style: Style, locale: Locale) -> bool:
    return style.measure(foot(shown, style, locale)) > style.most // 2


def foot(shown: Sequence[QuickReply], style: Style, locale: Locale) -> str:
    """The lines of the choices under the text, with what stands between; empty for none."""
    if not shown:
        return ""
    return ("\n\n" if style.can_press else "\n") + _choices(shown, 1, style, locale)


def _choices(replies: Sequence[QuickReply], first: int, style: Style, locale: Locale) -> str:
    """Choices with their numbers from ``first`` on; what has no number is written out."""
    lines = [_line(place, reply, style) for place, reply in enumerate(replies, start=first)]
    if not style.can_press:
        return say("channels.choose_short", locale, choices=" ".join(lines))
    return "\n".join([say("channels.choose", locale), *lines])


def _line(place: int, reply: QuickReply, style: Style) -> str:
    title = harmless(reply.title)
    if place > MOST_CHOICES:
        return title
    numbered = f"{place} {title}"
    return _TAP.format(send=place, shown=numbered) if style.can_press else numbered


def choice_pages(offer: Offer, room: int, style: Style, locale: Locale) -> Iterator[str]:
    """The choices that did not stand in the first page, as few pages as carry them."""
    place, waiting = len(offer.shown) + 1, list(offer.hidden)
    while waiting:
        count = len(waiting)
        while count > 1 and style.measure(_choices(waiting[:count], place, style, locale)) > room:
            count -= 1
        yield from pages(_choices(waiting[:count], place, style, locale), room, style.measure)
        place, waiting = place + count, waiting[count:]


def more_line(style: Style, locale: Locale, offer: Offer | None = None) -> str:
    """That there is more, and how many choices are among it."""
    word = MORE[locale]
    shown = _TAP.format(send=word, shown=word) if style.can_press else word
    if offer is not None and offer.hidden:
        return say("channels.more_choices", locale, count=str(len(offer.hidden)), word=shown)
    return say("channels.more", locale, word=shown)


def harmless(text: str) -> str:
    """Only our own links can be pressed."""
    return text.replace("<", "＜")
