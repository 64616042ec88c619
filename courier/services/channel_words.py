"""The assistant's messages as one text for a channel without buttons, cut to its length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from courier.domain.message_pages import JOINED_UNITS, Measure, bytes_of, pages, units_of
from courier.domain.numbered_choices import MOST_CHOICES
from courier.services.bubbles import Bubble, Link, QuickReply
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
TEXT = Style(TEXT_SEGMENTS * JOINED_UNITS, units_of, choices=4, can_press=False)


@dataclass(frozen=True, slots=True)
class Worded:
    """The text to send now, what its numbers stand for, and the pages that wait for «更多»."""

    text: str
    choices: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Offer:
    """Choices told at once, and those of a question that come with «更多»; numbered through."""

    shown: tuple[QuickReply, ...]
    hidden: tuple[QuickReply, ...] = ()

    @property
    def numbered(self) -> tuple[str, ...]:
        """What the numbers stand for; what comes after the last number is written out."""
        return tuple(reply.send for reply in (*self.shown, *self.hidden))[:MOST_CHOICES]


def worded(bubbles: Sequence[Bubble], style: Style, locale: Locale, public_url: str) -> Worded:
    """All bubbles as one text. Nothing is lost: what does not fit, and what a page would show on
    request, is in ``rest``. The first page bears its source, in short where the whole does not fit.
    """
    if not bubbles:
        return Worded("")
    offer = _offered(bubbles, style, locale)
    foot, more = _foot(offer.shown, style, locale), "\n" + _more_line(style, locale, offer)
    room = style.most - style.measure(foot) - style.measure(more)
    said = _harmless("\n\n".join(_main(bubble, style, public_url) for bubble in bubbles)).strip()
    first, cited = _first_page(bubbles, said, room, style)
    later = [said[len(first) :].strip(), *map(_harmless, _later(bubbles, style, public_url))]
    room = style.most - style.measure("\n" + _more_line(style, locale))
    rest = (
        *pages("\n".join(filter(None, later)), room, style.measure),
        *_choice_pages(offer, room, style, locale),
    )
    text = first + cited + (more if rest else "") + foot
    return Worded(text, offer.numbered, rest)


def next_page(rest: Sequence[str], style: Style, locale: Locale) -> Worded:
    """The next page of what was said before."""
    page, *others = rest
    more = "\n" + _more_line(style, locale) if others else ""
    return Worded(page + more, (), tuple(others))


def _first_page(bubbles: Sequence[Bubble], said: str, room: int, style: Style) -> tuple[str, str]:
    """What is read first, and the line of its source where that would come on a later page."""
    first = next(iter(pages(said, room, style.measure)), "")
    bubble = next((one for one in bubbles if one.cited), None)
    if bubble is None or _harmless(bubble.source) in first:
        return first, ""
    cited = "\n" + _harmless(bubble.cited)
    left = room - style.measure(cited)
    return next(iter(pages(said, left, style.measure)), ""), cited


def _offered(bubbles: Sequence[Bubble], style: Style, locale: Locale) -> _Offer:
    """The choices of the last words first: they are what is asked now. The last is a way out, and
    stays. Choices take at most half of the text; what a question offers beyond is not lost.
    """
    found = {reply.send: reply for bubble in reversed(bubbles) for reply in bubble.replies}
    asked = {one.send for bubble in bubbles if not bubble.answered for one in bubble.replies}
    shown = tuple(found.values())
    while len(shown) > style.choices or _is_half(shown, style, locale):
        shown = (*shown[:-2], *shown[-1:]) if len(shown) > 1 else ()
    hidden = [one for one in found.values() if one not in shown and one.send in asked]
    return _Offer(shown, tuple(hidden))


def _is_half(offered: Sequence[QuickReply], style: Style, locale: Locale) -> bool:
    return style.measure(_foot(offered, style, locale)) > style.most // 2


def _foot(offered: Sequence[QuickReply], style: Style, locale: Locale) -> str:
    if not offered:
        return ""
    return ("\n\n" if style.can_press else "\n") + _choices(offered, 1, style, locale)


def _choices(offered: Sequence[QuickReply], first: int, style: Style, locale: Locale) -> str:
    """Choices with their numbers from ``first`` on; what has no number is written out."""
    lines = [_line(place, reply, style) for place, reply in enumerate(offered, start=first)]
    if not style.can_press:
        return say("channels.choose_short", locale, choices=" ".join(lines))
    return "\n".join([say("channels.choose", locale), *lines])


def _line(place: int, reply: QuickReply, style: Style) -> str:
    title = _harmless(reply.title)
    if place > MOST_CHOICES:
        return title
    numbered = f"{place} {title}"
    return _TAP.format(send=place, shown=numbered) if style.can_press else numbered


def _choice_pages(offer: _Offer, room: int, style: Style, locale: Locale) -> Iterator[str]:
    """The choices that did not stand in the first page, as few pages as carry them."""
    place, waiting = len(offer.shown) + 1, list(offer.hidden)
    while waiting:
        count = len(waiting)
        while count > 1 and style.measure(_choices(waiting[:count], place, style, locale)) > room:
            count -= 1
        yield from pages(_choices(waiting[:count], place, style, locale), room, style.measure)
        place, waiting = place + count, waiting[count:]


def _more_line(style: Style, locale: Locale, offer: _Offer | None = None) -> str:
    """That there is more, and how many choices are among it."""
    word = MORE[locale]
    shown = _TAP.format(send=word, shown=word) if style.can_press else word
    if offer is not None and offer.hidden:
        return say("channels.more_choices", locale, count=str(len(offer.hidden)), word=shown)
    return say("channels.more", locale, word=shown)


def _main(bubble: Bubble, style: Style, public_url: str) -> str:
    lines = [bubble.text, bubble.source]
    lines += [link.title for link in bubble.links if _is_call(link) and not _is_said(link, bubble)]
    if style.can_press:
        lines += [_link(link, public_url) for link in bubble.links if not _is_call(link)]
    return "\n".join(line for line in lines if line)


def _later(bubbles: Sequence[Bubble], style: Style, public_url: str) -> Iterator[str]:
    for bubble in bubbles:
        if bubble.more:
            yield bubble.more
        if not style.can_press:
            yield from (_link(link, public_url) for link in bubble.links if not _is_call(link))


def _is_call(link: Link) -> bool:
    return link.href.startswith("tel:")


def _is_said(link: Link, bubble: Bubble) -> bool:
    """Whether the number stands in the words already."""
    return link.href.removeprefix("tel:") in bubble.text


def _link(link: Link, public_url: str) -> str:
    address = public_url + link.href if link.href.startswith("/") else link.href
    return f"{link.title} {address}"


def _harmless(text: str) -> str:
    """Only our own links can be pressed."""
    return text.replace("<", "＜")
