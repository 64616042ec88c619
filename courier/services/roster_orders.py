"""Carries a roster out: people, households and what they owe, in the caller's transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import uuid4

from courier.domain.errors import Conflict
from courier.domain.policy import Pack
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.services.obligations import Assessment, Scope, assess
from courier.services.roster_reading import RosterReading
from courier.services.roster_reports import BadRow, ImportReport
from courier.store.queries import roster_changes
from courier.store.rows.rosters import DifferenceRow, FaultRow
from courier.store.unit_of_work import Work

KINDS_OF_CHANGE = ("names", "villages", "households", "relations", "contacts", "categories")


@dataclass(frozen=True, slots=True)
class RosterOrder:
    """Who wants what taken in, by which pack."""

    core: Core
    actor: Actor
    pack: Pack
    coverage_year: int
    file_name: str
    content: bytes

    @property
    def today(self) -> dt.date:
        """The day on which what is new begins."""
        return china_day(self.core)

    def report(
        self, reading: RosterReading, found: list[FaultRow], counts: DifferenceRow
    ) -> ImportReport:
        """What would come of it."""
        bad = [*reading.bad, *(BadRow(one.line, one.code, one.facts) for one in found)]
        return ImportReport(
            file_name=self.file_name,
            pack_id=self.pack.id,
            coverage_year=self.coverage_year,
            header_line=reading.header_line,
            rows_total=reading.total,
            new=counts.new,
            changed=counts.changed,
            unchanged=counts.unchanged,
            bad=tuple(sorted(bad, key=lambda one: one.line)),
            changes={kind: getattr(counts, kind) for kind in KINDS_OF_CHANGE},
            applied=False,
        )

    def apply(self, work: Work, report: ImportReport) -> ImportReport:
        """Write everything; the caller commits. Raises Conflict ``roster_raced``."""
        import_id = uuid4()
        facts = {
            "county_id": self.actor.county_id,
            "import_id": import_id,
            "today": self.today,
            "by": str(self.actor.person_id),
        }
        if not roster_changes.apply(work, facts, new=report.new, changed=report.changed):
            raise Conflict("roster_raced")
        assessed = self._assess(work)
        self._record(work, report, facts)
        return replace(
            report,
            applied=True,
            obligations_new=assessed.new,
            obligations_changed=assessed.changed,
        )

    def _assess(self, work: Work) -> Assessment:
        people = tuple(roster_changes.people(work))
        scope = Scope(self.actor.county_id, self.pack, self.coverage_year, people, "roster")
        return assess(work, scope, self.core.clock.now())

    def _record(self, work: Work, report: ImportReport, facts: Mapping[str, object]) -> None:
        counts = {
            "total": report.rows_total,
            "new": report.new,
            "changed": report.changed,
            "bad": report.rows_bad,
        }
        kept = {
            "file_name": self.file_name,
            "sha256": hashlib.sha256(self.content).digest(),
            "now": self.core.clock.now(),
        }
        roster_changes.record_import(work, {**facts, **counts, **kept})
        work.record(
            county_id=self.actor.county_id,
            actor=self.actor.trail,
            action="roster_imported",
            subject=str(facts["import_id"]),
            facts={**counts, "pack": self.pack.id, "year": self.coverage_year},
        )
