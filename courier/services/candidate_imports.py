"""Candidates out of a table: each good row becomes a proposal, never more; bad ones are told.

Told apart by telephone, so the same table again proposes nobody twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from courier.domain.candidates import (
    MOST_ROWS,
    Candidate,
    CandidateColumn,
    candidate_columns,
    read_candidate,
)
from courier.domain.errors import BadInput
from courier.domain.permissions import Permission
from courier.ports import FieldKind, Table
from courier.services.areas import area_of, require
from courier.services.core import Actor, Core
from courier.services.couriers import NewCourier, propose_in
from courier.services.roster_reports import BadRow
from courier.store.queries import couriers as sql
from courier.store.rows.couriers import PlaceRow
from courier.store.unit_of_work import Work

ROWS_ABOVE = 5  # a title or a note may stand above the headings


@dataclass(frozen=True, slots=True)
class CandidateReport:
    """``proposed`` is how many the good rows propose, or would after a dry run."""

    total: int
    proposed: int
    bad: tuple[BadRow, ...]


@dataclass(slots=True)
class _Places:
    """Townships of the area by code and name, and the villages of each likewise."""

    townships: dict[str, str] = field(default_factory=dict)
    villages: dict[tuple[str, str], str] = field(default_factory=dict)

    def new_courier(self, one: Candidate) -> NewCourier:
        """Raises BadInput ``candidate_township`` or ``candidate_village``, with what was given."""
        township = self.townships.get(one.township)
        if township is None:
            raise BadInput("candidate_township", given=one.township or "—")
        codes = {village: self.villages.get((township, village)) for village in one.villages}
        for village, code in codes.items():
            if code is None:
                raise BadInput("candidate_village", given=village)
        return NewCourier(
            one.name, one.phone, township, tuple(code for code in codes.values() if code)
        )


def import_candidates(core: Core, *, actor: Actor, data: bytes, dry_run: bool) -> CandidateReport:
    """Propose the candidates of a CSV or XLSX table, at most a thousand, in one transaction.

    Raises NotAllowed, BadInput ``table_*``, ``candidate_columns``, ``candidates_too_many``.
    """
    require(actor, Permission.KEEP_COURIERS)
    total, read, bad = _read(core.tables.open(data))
    with core.begin_for(actor) as work:
        places = _places(work, actor)
        taken = _taken(core, work, actor, [one.phone for one in read])
        proposed = 0
        for one in read:
            try:
                new = places.new_courier(one)
                _refuse_twice(one, taken)
            except BadInput as error:
                bad.append(BadRow(one.line, error.code, error.facts))
                continue
            proposed += 1
            if not dry_run:
                propose_in(core, work, actor, new)
        if not dry_run and proposed:
            _record(work, actor, proposed, len(bad))
            work.commit()
    return CandidateReport(total, proposed, tuple(sorted(bad, key=lambda row: row.line)))


def _read(table: Table) -> tuple[int, list[Candidate], list[BadRow]]:
    """How many rows, those that could be read, and what is wrong with the others."""
    rows = table.rows()
    places = _headings(rows)
    read: list[Candidate] = []
    bad: list[BadRow] = []
    total = 0
    for line, cells in rows:
        total += 1
        if total > MOST_ROWS:
            raise BadInput("candidates_too_many", most=MOST_ROWS)
        given = {column: _cell(cells, place) for column, place in places.items()}
        try:
            read.append(read_candidate(line, given))
        except BadInput as error:
            bad.append(BadRow(line, error.code, error.facts))
    return total, read, bad


def _headings(rows: Iterator[tuple[int, list[str]]]) -> Mapping[CandidateColumn, int]:
    for _, cells in islice(rows, ROWS_ABOVE):
        found = candidate_columns(cells)
        if found:
            return found
    raise BadInput("candidate_columns")


def _cell(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _places(work: Work, actor: Actor) -> _Places:
    found = _Places()
    area = area_of(actor)
    for one in work.all(PlaceRow, sql.TOWNSHIPS, area):
        found.townships |= {one.region_code: one.region_code, one.name: one.region_code}
    for one in work.all(PlaceRow, sql.VILLAGES, {**area, "township_code": None}):
        for word in (one.region_code, one.name):
            found.villages[one.parent_code, word] = one.region_code
    return found


def _taken(core: Core, work: Work, actor: Actor, phones: Collection[str]) -> dict[str, int]:
    """Telephones of the county's couriers among these; 0 stands for the register's own."""
    sealed = {core.sealer.seal(FieldKind.PHONE, phone): phone for phone in phones}
    facts = {"county_id": actor.county_id, "phones": list(sealed)}
    found = work.run(sql.PHONES_TAKEN, facts).scalars() if sealed else ()
    return {sealed[bytes(one)]: 0 for one in found}


def _refuse_twice(one: Candidate, taken: dict[str, int]) -> None:
    """Raises BadInput ``candidate_known`` or ``candidate_twice`` (with the other ``line``)."""
    if one.phone in taken:
        line = taken[one.phone]
        raise BadInput("candidate_twice", line=line) if line else BadInput("candidate_known")
    taken[one.phone] = one.line


def _record(work: Work, actor: Actor, proposed: int, bad: int) -> None:
    work.record(
        county_id=actor.county_id,
        actor=actor.trail,
        action="candidates_imported",
        subject=f"region:{actor.region_code}",
        facts={"proposed": proposed, "bad_rows": bad},
    )
