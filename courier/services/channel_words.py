"""The assistant's messages as one text for a channel without buttons, cut to its length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from courier.domain.message_pages import JOINED_UNITS, Measure, bytes_of, pages, units_of
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


WECHAT = Style(WECHAT_BYTES, bytes_of, choices=6, can_press=True)
TEXT = Style(TEXT_SEGMENTS * JOINED_UNITS, units_of, choices=4, can_press=False)


@dataclass(frozen=True, slots=True)
class Worded:
    """The text to send now, what its numbers stand for, and the pages that wait for «更多»."""

    text: str
    choices: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


def worded(bubbles: Sequence[Bubble], style: Style, locale: Locale, public_url: str) -> Worded:
    """All bubbles as one text. Nothing is lost: what does not fit, and what a page would show on
    request, is in ``rest``.
    """
    if not bubbles:
        return Worded("")
    offered = _offered(bubbles, style, locale)
    foot = _foot(offered, style, locale)
    more = "\n" + _more_line(style, locale)
    room = style.most - style.measure(foot) - style.measure(more)
    main = [_main(bubble, style, public_url) for bubble in bubbles]
    said = _harmless("\n\n".join(main))
    first, *others = pages(said, room, style.measure) or ("",)
    later = "\n".join(_later(bubbles, style, public_url))
    rest = (*others, *pages(_harmless(later), room, style.measure))
    text = first + (more if rest else "") + foot
    return Worded(text, tuple(reply.send for reply in offered), rest)


def next_page(rest: Sequence[str], style: Style, locale: Locale) -> Worded:
    """The next page of what was said before."""
    page, *others = rest
    more = "\n" + _more_line(style, locale) if others else ""
    return Worded(page + more, (), tuple(others))


def _offered(bubbles: Sequence[Bubble], style: Style, locale: Locale) -> tuple[QuickReply, ...]:
    """The choices of the last words first: they are what is asked now. The last is a way out, and
    stays. Choices take at most half of the text.
    """
    found = {reply.send: reply for bubble in reversed(bubbles) for reply in bubble.replies}
    offered = tuple(found.values())
    while len(offered) > style.choices or _is_half(offered, style, locale):
        offered = (*offered[:-2], *offered[-1:]) if len(offered) > 1 else ()
    return offered


def _is_half(offered: Sequence[QuickReply], style: Style, locale: Locale) -> bool:
    return style.measure(_foot(offered, style, locale)) > style.most // 2


def _foot(offered: Sequence[QuickReply], style: Style, locale: Locale) -> str:
    if not offered:
        return ""
    lines = [f"{place} {_harmless(reply.title)}" for place, reply in enumerate(offered, start=1)]
    if not style.can_press:
        return "\n" + say("channels.choose_short", locale, choices=" ".join(lines))
    pressed = [_TAP.format(send=line.partition(" ")[0], shown=line) for line in lines]
    return "\n\n" + "\n".join([say("channels.choose", locale), *pressed])


def _more_line(style: Style, locale: Locale) -> str:
    word = MORE[locale]
    shown = _TAP.format(send=word, shown=word) if style.can_press else word
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
