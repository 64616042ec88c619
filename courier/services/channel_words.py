"""The assistant's messages as one text for a channel without buttons, cut to its length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from courier.domain.message_pages import pages
from courier.services.bubbles import Bubble, Link
from courier.services.channel_choices import (
    Style,
    choice_pages,
    foot,
    harmless,
    more_line,
    offered,
)
from courier.texts import Locale


@dataclass(frozen=True, slots=True)
class Worded:
    """The text to send now, what its numbers stand for, and the pages that wait for «更多»."""

    text: str
    choices: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


def worded(bubbles: Sequence[Bubble], style: Style, locale: Locale, public_url: str) -> Worded:
    """All bubbles as one text. Nothing is lost: what does not fit, and what a page would show on
    request, is in ``rest``. The first page bears its source, in short where the whole does not
    fit, and what is asked last.
    """
    if not bubbles:
        return Worded("")
    offer = offered(bubbles, style, locale)
    under, more = foot(offer.shown, style, locale), "\n" + more_line(style, locale, offer)
    room = style.most - style.measure(under) - style.measure(more)
    first, left = _parted(bubbles, room, style, public_url)
    later = [left, *map(harmless, _later(bubbles, style, public_url))]
    room = style.most - style.measure("\n" + more_line(style, locale))
    rest = (
        *pages("\n".join(filter(None, later)), room, style.measure),
        *choice_pages(offer, room, style, locale),
    )
    return Worded(first + (more if rest else "") + under, offer.numbered, rest)


def next_page(rest: Sequence[str], style: Style, locale: Locale) -> Worded:
    """The next page of what was said before."""
    page, *others = rest
    more = "\n" + more_line(style, locale) if others else ""
    return Worded(page + more, (), tuple(others))


def _parted(bubbles: Sequence[Bubble], room: int, style: Style, public_url: str) -> tuple[str, str]:
    """The words in two: what is read first, and the rest."""
    kept = _kept_in_sight(bubbles, room, style, public_url)
    said = _joined([one for one in bubbles if one not in kept], style, public_url)
    tail = "\n\n" + _joined(kept, style, public_url) if kept else ""
    left = room - style.measure(tail)
    first = _cut(said, left, style)
    cited = _cited(bubbles, first)
    first = _cut(said, left - style.measure(cited), style) if cited else first
    return first + cited + tail, said[len(first) :].strip()


def _kept_in_sight(
    bubbles: Sequence[Bubble], room: int, style: Style, public_url: str
) -> list[Bubble]:
    """Where the words do not fit: what is asked last, then notes, while half is the answer's."""
    kept: list[Bubble] = []
    if style.measure(_joined(bubbles, style, public_url)) <= room:
        return kept
    room -= style.measure(_cited(bubbles, ""))
    last = [one for one in bubbles[1:] if one.replies and not one.answered][-1:]
    for one in (*last, *(note for note in bubbles[1:] if note.note)):
        if 2 * style.measure(_joined([*kept, one], style, public_url)) <= room:
            kept.append(one)
    return [one for one in bubbles if one in kept]


def _joined(bubbles: Sequence[Bubble], style: Style, public_url: str) -> str:
    return harmless("\n\n".join(_main(one, style, public_url) for one in bubbles)).strip()


def _cut(said: str, room: int, style: Style) -> str:
    return next(iter(pages(said, room, style.measure)), "")


def _cited(bubbles: Sequence[Bubble], first: str) -> str:
    """The line of the source in short, where the whole would come on a later page."""
    bubble = next((one for one in bubbles if one.cited), None)
    if bubble is None or (bubble.source and harmless(bubble.source) in first):
        return ""
    return "\n" + harmless(bubble.cited)


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
