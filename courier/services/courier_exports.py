"""The list of couriers as a file, row by row, so that a hundred thousand need little memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from courier.domain.permissions import Permission
from courier.ports import FieldKind
from courier.services.areas import require
from courier.services.core import Actor, Core
from courier.services.courier_lists import (
    CourierFilter,
    after_facts,
    count_couriers,
    facts_of,
    key_after,
)
from courier.services.roster_files import harmless
from courier.store.queries import courier_lists as sql
from courier.store.rows.courier_lists import ListedRow
from courier.texts import CHINA, Locale, say

ROWS_AT_ONCE = 1000
_HEADINGS = ("admin.courier_no", "admin.name", "admin.township", "admin.villages", "admin.status")
_MORE = ("credential_lists.card_no", "admin.card_until", "credential_lists.phone_since")


class FileKind(StrEnum):
    """What a spreadsheet opens."""

    CSV = "csv"
    XLSX = "xlsx"


def export_couriers(
    core: Core,
    *,
    actor: Actor,
    wanted: CourierFilter,
    kind: FileKind,
    with_phones: bool = False,
    locale: Locale,
) -> Iterator[bytes]:
    """The file in pieces; telephone numbers only for those who keep couriers. On the trail.

    Raises NotAllowed before the first piece.
    """
    require(actor, Permission.KEEP_COURIERS if with_phones else Permission.SEE_COURIERS)
    count = count_couriers(core, actor=actor, wanted=wanted)
    with core.begin_for(actor) as work:
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="couriers_exported",
            subject=f"region:{actor.region_code}",
            facts={"couriers": count, "with_phones": with_phones},
        )
        work.commit()
    rows = _rows(core, actor, wanted, with_phones=with_phones, locale=locale)
    return core.tables.workbook(rows) if kind is FileKind.XLSX else _csv(rows)


def _rows(
    core: Core, actor: Actor, wanted: CourierFilter, *, with_phones: bool, locale: Locale
) -> Iterator[list[str]]:
    phones = ("admin.phone",) if with_phones else ()
    yield [say(key, locale) for key in (*_HEADINGS, *_MORE, *phones)]
    for row in _listed(core, facts_of(core, actor, wanted)):
        cells = _cells(row, locale)
        if with_phones:
            cells.append(core.sealer.open(FieldKind.PHONE, bytes(row.phone)))
        yield cells


def _listed(core: Core, facts: Mapping[str, object]) -> Iterator[ListedRow]:
    """Page after page, each a transaction of its own."""
    after: dict[str, object] = {}
    while True:
        given = {**facts, **after, "count": ROWS_AT_ONCE}
        with core.begin() as work:
            rows = work.all(ListedRow, sql.page(given.keys()), given)
        yield from rows
        if len(rows) < ROWS_AT_ONCE:
            return
        after = after_facts(key_after(rows[-1]))


def _cells(row: ListedRow, locale: Locale) -> list[str]:
    days = (row.card_expires_at, row.phone_registered_at)
    until, since = (day.astimezone(CHINA).date().isoformat() if day else "" for day in days)
    villages = say("credentials.between", locale).join(row.villages)
    status = say(f"admin.state_{row.status}", locale)
    number = row.card_no or ""
    return [row.courier_no, row.name, row.township_name, villages, status, number, until, since]


def _csv(rows: Iterable[list[str]]) -> Iterator[bytes]:
    """UTF-8 with the mark by which spreadsheets know it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    out.write("\ufeff")
    for count, row in enumerate(rows, 1):
        writer.writerow(map(harmless, row))
        if not count % ROWS_AT_ONCE:
            yield _taken(out)
    yield _taken(out)


def _taken(out: io.StringIO) -> bytes:
    taken = out.getvalue().encode("utf-8")
    out.seek(0)
    out.truncate()
    return taken
