"""Carries a roster out: people, households and what they owe, in the caller's transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from courier.domain.errors import Conflict
from courier.domain.policy import Pack
from courier.services.areas import area_of
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.services.obligations import Assessment, Scope, assess
from courier.services.roster_changes import changed_people
from courier.services.roster_reading import RosterReading
from courier.services.roster_reports import BadRow, ImportReport
from courier.store.queries import roster_changes, roster_differences
from courier.store.queries import rosters as queries
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
    layout: str
    content: bytes
    import_id: UUID

    @property
    def today(self) -> dt.date:
        """The day on which what is new begins."""
        return china_day(self.core)

    def refuse_second_time(self, work: Work) -> None:
        """One import is applied once, however often it is asked for, at the same moment too.

        Raises Conflict ``roster_applied_already``.
        """
        roster_changes.lock_import(work, self.import_id)
        if queries.past_import(work, self.actor.county_id, self.import_id) is not None:
            raise Conflict("roster_applied_already")

    def report(self, work: Work, reading: RosterReading) -> ImportReport:
        """What would come of the rows that are staged."""
        county_id = self.actor.county_id
        found = queries.refuse_bad_rows(work, area_of(self.actor))
        counts = roster_differences.compare(work, {"county_id": county_id})
        bad = [*reading.bad, *(BadRow(one.line, one.code, one.facts) for one in found)]
        return ImportReport(
            file_name=self.file_name,
            layout=self.layout,
            pack_id=self.pack.id,
            coverage_year=self.coverage_year,
            header_line=reading.header_line,
            rows_total=reading.total,
            new=counts.new,
            changed=counts.changed,
            unchanged=counts.unchanged,
            bad=tuple(sorted(bad, key=lambda one: one.line)),
            changes={kind: getattr(counts, kind) for kind in KINDS_OF_CHANGE},
            people=changed_people(work, county_id),
            applied=False,
        )

    def apply(self, work: Work, report: ImportReport) -> ImportReport:
        """Write everything; the caller commits. Raises Conflict ``roster_raced``."""
        facts = {
            "county_id": self.actor.county_id,
            "import_id": self.import_id,
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
