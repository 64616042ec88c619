"""What somebody was told, in the very words, even after the pack or the sentence changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from courier.domain.errors import NotFound
from courier.domain.short_codes import ALPHABET
from courier.services.bubbles import Bubble
from courier.services.core import Core
from courier.store.queries import told as queries
from courier.store.rows.told import ToldRow
from courier.store.unit_of_work import Work
from courier.texts import Locale

LENGTH = 12  # of a receipt: sixty bits
NEWEST = 10


@dataclass(frozen=True, slots=True)
class Told:
    """Words that were told, and the pack with which they were told, first on a day."""

    receipt: str
    pack_id: str
    pack_fingerprint: str
    topic: str | None
    locale: Locale
    text: str
    source: str
    first_on: dt.date
    pack_is_current: bool


def receipt_of(bubble: Bubble, locale: Locale) -> str | None:
    """A short name of these words out of this pack; None for words that rest on no pack."""
    if bubble.pack_id is None:
        return None
    facts = [bubble.pack_id, bubble.pack_fingerprint, bubble.topic, locale.value, words_of(bubble)]
    digest = hashlib.sha256(json.dumps([*facts, bubble.source]).encode()).digest()
    number = int.from_bytes(digest, "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(LENGTH))


def words_of(bubble: Bubble) -> str:
    """All its words, those behind «more» too."""
    return "\n".join(part for part in (bubble.text, bubble.more) if part)


def keep_told(work: Work, bubbles: Sequence[Bubble], locale: Locale, today: dt.date) -> None:
    """Keep the wordings that rest on a pack, each once; in the transaction of the message."""
    rows = {
        receipt: ToldRow(
            receipt=receipt,
            pack_id=bubble.pack_id,
            pack_fingerprint=bubble.pack_fingerprint or "",
            topic=bubble.topic,
            locale=locale.value,
            text=words_of(bubble),
            source=bubble.source,
            first_on=today,
        )
        for bubble in bubbles
        if (receipt := receipt_of(bubble, locale)) and bubble.pack_id
    }
    if rows:
        queries.keep(work, list(rows.values()))


def look_up(core: Core, *, receipt: str) -> Told:
    """The words of a receipt, as an admin may read them from a kept message or a picture.

    Raises NotFound ``told_unknown``.
    """
    with core.at_once() as work:
        row = queries.told(work, receipt.strip().upper())
    if row is None:
        raise NotFound("told_unknown")
    return _told(core, row)


def latest(core: Core) -> list[Told]:
    """The newest wordings, newest first."""
    with core.at_once() as work:
        rows = queries.latest(work, NEWEST)
    return [_told(core, row) for row in rows]


def _told(core: Core, row: ToldRow) -> Told:
    current = {pack.id: pack.fingerprint for pack in core.shelf.all()}.get(row.pack_id)
    return Told(
        receipt=row.receipt,
        pack_id=row.pack_id,
        pack_fingerprint=row.pack_fingerprint,
        topic=row.topic,
        locale=Locale(row.locale),
        text=row.text,
        source=row.source,
        first_on=row.first_on,
        pack_is_current=current == row.pack_fingerprint,
    )
