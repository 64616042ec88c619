"""How many people each village shall insure in a coverage year."""

from __future__ import annotations

from courier.domain.errors import BadInput
from courier.services.core import Core
from courier.services.setup_tables import BadLine, SetupReport, lines
from courier.store.queries import regions_setup as queries
from courier.store.unit_of_work import Work

COLUMNS = {"village": ("村代码", "village_code"), "people": ("人数", "people")}
MOST_PEOPLE = 1_000_000
EARLIEST, LATEST = 2000, 2100
OPERATOR = ("machine", "operator")
Targets = dict[str, tuple[int, int]]


def set_targets(core: Core, *, data: bytes, coverage_year: int, dry_run: bool) -> SetupReport:
    """Set the villages' targets of a year from a table; a second time changes nothing.

    One bad line forbids all. Raises BadInput ``table_*``, ``setup_*``, ``target_year_invalid``.
    """
    if not EARLIEST <= coverage_year <= LATEST:
        raise BadInput("target_year_invalid", given=str(coverage_year))
    targets, bad = _read(core, data)
    with core.begin() as work:
        rows = queries.known_targets(work, sorted(targets), coverage_year)
        known = {row.village_code: row for row in rows}
        bad += [
            BadLine(line, "target_village_unknown", {"given": code})
            for code, (line, _) in targets.items()
            if code not in known
        ]
        new = [row for row in rows if row.people is None]
        changed = [row for row in rows if row.people not in (None, targets[row.village_code][1])]
        written = bool(not bad and not dry_run)
        if written and (new or changed):
            facts = [
                {
                    "county_id": row.county_id,
                    "village_code": row.village_code,
                    "year": coverage_year,
                    "people": targets[row.village_code][1],
                }
                for row in (*new, *changed)
            ]
            queries.write_targets(work, facts)
            _trail(work, {row.county_id for row in rows}, coverage_year)
            work.commit()
    return SetupReport(
        new=len(new),
        changed=len(changed),
        unchanged=len(rows) - len(new) - len(changed),
        written=written,
        bad=tuple(sorted(bad, key=lambda one: one.line)),
    )


def _read(core: Core, data: bytes) -> tuple[Targets, list[BadLine]]:
    targets: Targets = {}
    bad: list[BadLine] = []
    for line, cells in lines(core.tables.open(data), COLUMNS, frozenset()):
        village, people = cells["village"], cells["people"]
        if not (people.isascii() and people.isdigit() and int(people) <= MOST_PEOPLE):
            bad.append(BadLine(line, "target_people_invalid", {"given": people}))
        elif village in targets:
            bad.append(BadLine(line, "setup_line_twice", {"first": targets[village][0]}))
        else:
            targets[village] = (line, int(people))
    return targets, bad


def _trail(work: Work, counties: set[int], coverage_year: int) -> None:
    for county_id in sorted(counties):
        work.record(
            county_id=county_id, actor=OPERATOR, action="targets_set", subject=str(coverage_year)
        )
