"""Rosters: who lives where, in which household, counted as what; from a file, all at once."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePath
from uuid import UUID, uuid4

import structlog

from courier.domain.errors import BadInput, NotAllowed, NotFound
from courier.domain.permissions import Permission
from courier.domain.policy import Pack
from courier.domain.roster_layouts import Layout
from courier.services.areas import require
from courier.services.core import Actor, ActorKind, Core
from courier.services.coverage import current_coverage_year
from courier.services.roster_orders import RosterOrder
from courier.services.roster_reading import RosterReading
from courier.services.roster_reports import ImportReport
from courier.store.queries import rosters as queries
from courier.store.rows.rosters import PastImportRow

DEFAULT_LAYOUT = "default"
MOST_BYTES = 50 * 1024 * 1024
LONGEST_FILE_NAME = 120
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class PastImport:
    """One import that was applied; ``imported_by`` is empty for the command line."""

    file_name: str
    imported_at: dt.datetime
    imported_by: str
    rows_total: int
    rows_new: int
    rows_changed: int
    rows_bad: int


def import_roster(
    core: Core,
    *,
    actor: Actor,
    county_id: int,
    file_name: str,
    data: bytes | Path,
    pack_id: str,
    coverage_year: int,
    layout: str = DEFAULT_LAYOUT,
    dry_run: bool,
    all_or_nothing: bool = False,
    import_id: UUID | None = None,
) -> ImportReport:
    """Take in the good rows of a CSV or XLSX roster and report the bad ones, with their lines.

    People are known by their ID number. An empty cell leaves what is known; a category ends only
    if a roster began it. One transaction with the obligations of ``coverage_year``; a dry run
    computes the same report and keeps nothing, and so does ``all_or_nothing`` with a bad row.
    Whoever names the ``import_id`` may ask again: it is applied once.

    Raises BadInput ``table_*`` or ``roster_*`` for the file as a whole, NotFound
    ``pack_not_found`` or ``roster_layout_unknown``, NotAllowed, Conflict ``roster_raced`` or
    ``roster_applied_already``.
    """
    _check_actor(actor, county_id)
    content, rules = _read(data), _layout(core, layout)
    order = RosterOrder(
        core=core,
        actor=actor,
        pack=core.shelf.get(pack_id),
        coverage_year=coverage_year,
        file_name=_plain_name(file_name),
        layout=layout,
        content=content,
        import_id=import_id or uuid4(),
    )
    reading = RosterReading(core.tables.open(content), rules, core.sealer, order.today)
    with core.begin_for(actor) as work:
        if not dry_run:
            order.refuse_second_time(work)
        queries.stage(work, reading.staged())
        report = order.report(work, reading)
        if not (dry_run or (all_or_nothing and report.bad)):
            report = order.apply(work, report)
            work.commit()
    log.info("roster_read", rows=report.rows_total, bad=report.rows_bad, applied=report.applied)
    return report


def collecting_pack(core: Core, county_id: int) -> Pack:
    """The pack of the coverage year that is being collected.

    Raises BadInput ``roster_pack_missing`` (year).
    """
    year = current_coverage_year(core, county_id)
    pack = core.shelf.for_region(f"{county_id:06d}000000", year)
    if pack is None:
        raise BadInput("roster_pack_missing", year=str(year))
    return pack


def past_imports(core: Core, *, actor: Actor) -> list[PastImport]:
    """The newest imports of the actor's county. Raises NotAllowed ``not_your_task``."""
    require(actor, Permission.SEE_ROSTERS)
    with core.begin_for(actor) as work:
        rows = queries.past_imports(work, actor.county_id)
    return [_past(row) for row in rows]


def past_import(core: Core, *, actor: Actor, import_id: UUID) -> PastImport | None:
    """One import of the actor's county; None while it is not applied.

    Raises NotAllowed ``not_your_task``.
    """
    require(actor, Permission.SEE_ROSTERS)
    with core.begin_for(actor) as work:
        row = queries.past_import(work, actor.county_id, import_id)
    return None if row is None else _past(row)


def machine_actor(county_id: int) -> Actor:
    """Who acts when somebody at the server's own command line does."""
    return Actor(ActorKind.MACHINE, county_id, UUID(int=0), "", f"{county_id:06d}000000")


def _check_actor(actor: Actor, county_id: int) -> None:
    if actor.kind is not ActorKind.MACHINE:
        require(actor, Permission.IMPORT_ROSTERS)
    if actor.county_id != county_id:
        raise NotAllowed("not_your_task")


def _layout(core: Core, name: str) -> Layout:
    if name not in core.layouts:
        raise NotFound("roster_layout_unknown", name=name, known="、".join(core.layouts))
    return core.layouts[name]


def _read(data: bytes | Path) -> bytes:
    if isinstance(data, bytes):
        return data
    try:
        with data.open("rb") as file:
            return file.read(MOST_BYTES + 1)  # the reader of tables refuses what is larger
    except OSError as error:
        raise BadInput("roster_file_unreadable", file=data.name) from error


def _plain_name(file_name: str) -> str:
    """The file's own name, without folders and what cannot be shown."""
    bare = PurePath(file_name.replace("\\", "/")).name
    shown = "".join(sign for sign in bare if unicodedata.category(sign)[0] != "C")
    return shown[-LONGEST_FILE_NAME:]


def _past(row: PastImportRow) -> PastImport:
    return PastImport(
        row.file_name,
        row.imported_at,
        row.imported_by,
        row.rows_total,
        row.rows_new,
        row.rows_changed,
        row.rows_bad,
    )
