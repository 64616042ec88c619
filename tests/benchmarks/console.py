"""The console's list of couriers at a hundred thousand, beside the bare SQL of the same page.

``courier bench console``. Each figure is the median of many calls through the use-case: a page in
the middle of the list, each filter, the counts; and rows of the export a second.
"""

from __future__ import annotations

import json
import os
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from courier.domain.courier_states import CourierStatus
from courier.services.core import Core
from courier.services.courier_exports import FileKind, export_couriers
from courier.services.courier_lists import (
    PAGE,
    CourierFilter,
    after_facts,
    counts_by_status,
    facts_of,
    list_couriers,
    running_out,
)
from courier.settings import Settings
from courier.store.database import connect, embedded_url, ensure_database, migrate
from courier.store.queries import courier_lists as sql
from courier.texts import Locale
from courier.wiring import build_core
from tests.factories.county import EAST, PLUM, County, make_county
from tests.factories.many_couriers import make_couriers

CALLS = 40
FILTERS = {
    "of a state": CourierFilter(status=CourierStatus.ACTIVE),
    "of a township": CourierFilter(township_code=EAST),
    "of a village": CourierFilter(village_code=PLUM),
    "whose card runs out in 30 days": CourierFilter(expires_within_days=30),
    "without a phone": CourierFilter(without_phone=True),
    "by the beginning of a number": CourierFilter(said="1500"),
    "by a part of a name": CourierFilter(said="兰芳"),
    "by a name that nobody has": CourierFilter(said="无此人"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured; ``ratio`` is to the bare SQL of a page."""

    name: str
    value: float
    unit: str
    ratio: float | None = None


@contextmanager
def filled(couriers: int) -> Iterator[County]:
    """An installation with so many couriers in one county."""
    with tempfile.TemporaryDirectory(prefix="yibao-bench-", ignore_cleanup_errors=True) as folder:
        url = ensure_database(embedded_url(Path(folder) / "server" / "pg"), "bench")
        engine = connect(url)
        migrate(engine)
        engine.dispose()
        environment = {**os.environ, "DATABASE_URL": url, "YIBAO_SECRET": secrets.token_hex(32)}
        core = build_core(Settings.from_environment(environment))
        county = make_county(core)
        make_couriers(core, county, couriers)
        yield county
        core.engine.dispose()


def milliseconds(call: Callable[[], object]) -> float:
    """The median of many calls, after some that warm the caches."""
    times = []
    for turn in range(CALLS + 5):
        began = time.perf_counter()
        call()
        if turn >= 5:
            times.append(time.perf_counter() - began)
    return 1000 * statistics.median(times)


def bare_page(core: Core, county: County, after: str) -> Callable[[], object]:
    """The very statement of a page, by the driver alone."""
    facts = {**facts_of(core, county.chief, CourierFilter()), **after_facts(after)}
    facts["count"] = PAGE + 1
    statement = sql.page(facts.keys())

    def ask() -> object:
        with core.begin() as work:
            return work.run(statement, facts).all()

    return ask


def figures(couriers: int) -> list[Figure]:
    """All of them."""
    with filled(couriers) as county:
        core, chief = county.core, county.chief
        middle = f"active-{100_000 + couriers // 2}"
        bare = milliseconds(bare_page(core, county, middle))
        found = [Figure("bare SQL of a page", bare, "ms")]

        def measure(name: str, call: Callable[[], object]) -> None:
            took = milliseconds(call)
            found.append(Figure(name, took, "ms", took / bare))

        measure("first page", lambda: list_couriers(core, actor=chief))
        measure("page in the middle", lambda: list_couriers(core, actor=chief, after=middle))
        for name, wanted in FILTERS.items():
            measure(f"page {name}", lambda w=wanted: list_couriers(core, actor=chief, wanted=w))
        measure("counts by state", lambda: counts_by_status(core, actor=chief))
        measure("what runs out", lambda: running_out(core, actor=chief))
        exports = {kind: exported_a_second(county, kind) for kind in FileKind}
    return found + [Figure(f"export as {kind}", rows, "rows/s") for kind, rows in exports.items()]


def exported_a_second(county: County, kind: FileKind) -> float:
    """Rows of the whole list a second."""
    began = time.perf_counter()
    size = 0
    for piece in export_couriers(
        county.core,
        actor=county.chief,
        wanted=CourierFilter(),
        kind=kind,
        locale=Locale.ZH_HANS,
    ):
        size += len(piece)
    assert size
    with county.core.begin() as work:
        rows = int(work.scalar("select count(*) from couriers"))
    return rows / (time.perf_counter() - began)


def main(*, couriers: int, as_json: bool) -> None:
    """Print the table."""
    found = figures(couriers)
    if as_json:
        print(json.dumps([asdict(one) for one in found]))
        return
    print(f"{couriers:,} couriers in one county, medians of {CALLS} calls, one run")
    for one in found:
        ratio = f"{one.ratio:6.2f} of the bare SQL" if one.ratio is not None else ""
        print(f"{one.name:38} {one.value:10,.1f} {one.unit:7} {ratio}")
