"""Setting up a county: its places and its villages' targets, from an operator's tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy.exc import IntegrityError

from courier.domain.errors import BadInput, Conflict, NotFound
from courier.domain.names import sort_key
from courier.domain.regions import LEVELS, Region, read_region
from courier.services.core import Core
from courier.services.counties import forget_counties
from courier.services.setup_tables import BadLine, SetupReport, lines
from courier.store.queries import regions_setup as queries
from courier.store.rows.regions import KnownRegionRow
from courier.store.unit_of_work import Work

REGION_COLUMNS = {
    "code": ("代码", "区划代码", "code"),
    "name": ("名称", "name"),
    "level": ("级别", "level"),
    "parent": ("上级代码", "parent"),
    "phone": ("电话", "phone"),
}
MAY_LACK = frozenset({"parent", "phone"})
OPERATOR = ("machine", "operator")
Numbered = dict[str, tuple[int, Region]]


def set_up_regions(core: Core, *, data: bytes, dry_run: bool) -> SetupReport:
    """Add a table's regions and correct names and telephones; a second time changes nothing.

    One bad line forbids all. Raises BadInput ``table_*``, ``setup_*``; Conflict
    ``region_names_swapped`` where a new name is still another's.
    """
    regions, bad = _read(core, data)
    with core.begin() as work:
        known = {row.region_code: row for row in queries.known_regions(work, _codes(regions))}
        bad += [*_orphans(regions, known), *_namesakes(regions, known)]
        fresh = [one for code, (_, one) in regions.items() if code not in known]
        changed = [one for _, one in regions.values() if _differs(one, known.get(one.region_code))]
        written = bool(not bad and not dry_run)
        if written and (fresh or changed):
            _write(work, [*fresh, *changed])
            work.commit()
            forget_counties(core)
    return SetupReport(
        new=len(fresh),
        changed=len(changed),
        unchanged=len(regions) - len(fresh) - len(changed),
        written=written,
        bad=tuple(sorted(bad, key=lambda one: one.line)),
    )


def county_of_region(core: Core, region_code: str) -> int:
    """The county that a region lies in or is.

    Raises NotFound ``region_unknown``, BadInput ``region_above_county``.
    """
    with core.begin() as work:
        known = {row.region_code: row for row in queries.known_regions(work, [region_code])}
    if region_code not in known:
        raise NotFound("region_unknown", given=region_code)
    county_id = known[region_code].county_id
    if county_id is None:
        raise BadInput("region_above_county", given=region_code)
    return county_id


def _read(core: Core, data: bytes) -> tuple[Numbered, list[BadLine]]:
    regions: Numbered = {}
    bad: list[BadLine] = []
    for line, cells in lines(core.tables.open(data), REGION_COLUMNS, MAY_LACK):
        try:
            region = read_region(**cells)
        except BadInput as error:
            bad.append(BadLine.of(line, error))
            continue
        if region.region_code in regions:
            first = regions[region.region_code][0]
            bad.append(BadLine(line, "setup_line_twice", {"first": first}))
        else:
            regions[region.region_code] = (line, region)
    return regions, bad


def _codes(regions: Numbered) -> list[str]:
    parents = {one.parent_code for _, one in regions.values() if one.parent_code}
    return sorted({*regions, *parents})


def _orphans(regions: Numbered, known: Mapping[str, KnownRegionRow]) -> list[BadLine]:
    there = regions.keys() | known.keys()
    return [
        BadLine(line, "region_parent_missing", {"parent": one.parent_code})
        for line, one in regions.values()
        if one.parent_code and one.parent_code not in there
    ]


def _namesakes(regions: Numbered, known: Mapping[str, KnownRegionRow]) -> list[BadLine]:
    """Two regions of one name under one parent; the file's names count, then those known."""
    names = {
        (row.parent_code, row.name): code for code, row in known.items() if code not in regions
    }
    bad = []
    for line, one in regions.values():
        if names.setdefault((one.parent_code, one.name), one.region_code) != one.region_code:
            bad.append(BadLine(line, "region_name_twice", {"name": one.name}))
    return bad


def _differs(region: Region, row: KnownRegionRow | None) -> bool:
    return row is not None and (row.name, row.phone) != (region.name, region.phone)


def _write(work: Work, regions: Iterable[Region]) -> None:
    ordered = sorted(regions, key=lambda one: (LEVELS.index(one.level), one.region_code))
    try:
        queries.write_regions(work, [_facts(one) for one in ordered])
    except IntegrityError as error:
        raise Conflict("region_names_swapped") from error
    for county_id in sorted({one.county_id for one in ordered if one.county_id}):
        work.record(
            county_id=county_id, actor=OPERATOR, action="regions_set_up", subject=str(county_id)
        )


def _facts(region: Region) -> dict[str, object]:
    return {
        "region_code": region.region_code,
        "parent_code": region.parent_code,
        "level": region.level.value,
        "name": region.name,
        "name_sort": sort_key(region.name),
        "county_id": region.county_id,
        "phone": region.phone,
    }
