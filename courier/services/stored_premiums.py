"""Why a stored obligation is what it is, in words: from its own figures, never from newer ones."""

from __future__ import annotations

import datetime as dt

from courier.domain.categories import Category, read_category
from courier.domain.errors import NotFound
from courier.domain.money import Money
from courier.domain.policy import Pack, PackShelf
from courier.domain.policy_figures import AidKind, AidPayer
from courier.domain.policy_windows import NO_WINDOW
from courier.domain.premium_aid import AidShare
from courier.domain.premiums import Premium, premium
from courier.services.premiums import explain
from courier.store.rows.households import MemberRow
from courier.texts import CHINA, Locale


def explain_stored(shelf: PackShelf, row: MemberRow, locale: Locale) -> str:
    """The sentence for one person; empty where nothing was computed or the pack is gone."""
    if row.pack_id is None or row.computed_at is None:
        return ""
    try:
        pack = shelf.get(row.pack_id)
    except NotFound:
        return ""
    answer = _computed_again(pack, row, row.computed_at)
    if row.own_fen is None or _money(row.own_fen) == answer.own:
        return explain(answer, pack, locale)
    return explain(_as_stored(pack, row), pack, locale)


def _computed_again(pack: Pack, row: MemberRow, at: dt.datetime) -> Premium:
    """What the pack says of her categories: the same as stored, unless those changed since."""
    return premium(
        pack,
        categories=frozenset(read_category(code) for code in row.categories),
        tier=row.chosen_tier if row.chosen_tier in pack.tiers else None,
        non_local=row.non_local,
        born=row.birth_date,
        on=at.astimezone(CHINA).date(),
    )


def _as_stored(pack: Pack, row: MemberRow) -> Premium:
    shares = tuple(_share(line) for line in row.aid or ())
    own = _money(row.own_fen)
    return Premium(
        full=_money(row.full_fen),
        full_at_least=False,
        aid=shares,
        own=own,
        own_at_most=own,
        unknown=tuple(row.unknown or ()),
        window=NO_WINDOW,
        reasons=(),
        sources=tuple(s.source_id for s in shares if s.source_id and s.source_id in pack.sources),
        deciding=shares[0].category if shares else None,
        tier=row.tier,
        base=None,
    )


def _share(line: dict[str, str | int | None]) -> AidShare:
    return AidShare(
        payer=AidPayer(str(line["payer"])),
        amount=_money(line["fen"]),
        category=Category(str(line["category"])),
        kind=AidKind(str(line["kind"])),
        source_id=str(line["source"]) if line.get("source") else None,
    )


def _money(fen: str | int | None) -> Money | None:
    return None if fen is None else Money(int(fen))
