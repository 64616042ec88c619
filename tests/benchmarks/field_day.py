"""A day of many couriers against the real web app on this machine.

``courier bench field-day``. Embedded PostgreSQL, the simulator of WeChat Pay and ``courier serve``
run as the product starts them; phones ask over loopback, each from an address of its own. Told are
the calls' times, refusals that rules ask for and any other, and what must hold at the end.
"""

from __future__ import annotations

import os
import queue
import random
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from courier.services.core import Core
from courier.settings import ROOT, Settings
from courier.store.database import connect, embedded_url, ensure_database, migrate
from courier.wiring import build_core, sandbox_keys
from tests.benchmarks.chat import free_port, running
from tests.benchmarks.field_phone import PATIENCE_S, Day, Odds, Phone, WentWrong
from tests.benchmarks.field_world import Morning, make_morning
from tests.factories.county import COUNTY_ID
from tests.simulation.books import check

CLIENTS = 8
TIMEOUT_S = 60.0
STATES = """
select
  (select count(*) from payment_attempts a where a.county_id = :c and not exists (
     select from payment_states s where s.county_id = a.county_id and s.attempt_id = a.attempt_id
       and s.state in ('receipted', 'failed', 'expired'))) as hanging,
  (select count(*) from premium_claims where county_id = :c and released_at is null
     and (id_number, coverage_year) in (select id_number, coverage_year from premium_claims
       where released_at is null group by 1, 2 having count(*) > 1)) as claimed_twice,
  (select count(*) from visits v where v.county_id = :c and v.status <> (
     select s.state from visit_states s where s.county_id = v.county_id
       and s.visit_id = v.visit_id order by s.seq desc limit 1)) as visits_unlike_their_states,
  (select count(*) from visits where county_id = :c and status = 'signed_off') as signed_off,
  (select count(*) from receipts where county_id = :c) as receipts
"""


@dataclass(frozen=True, slots=True)
class Evening:
    """How the day was: what the phones saw, and what the books say."""

    day: Day
    preparing: float
    seconds: float
    books: Any
    found: Any


@contextmanager
def web(folder: Path, *, workers: int = 1) -> Iterator[tuple[Core, str]]:
    """The product on a fresh database: its core for preparing, and the web app's address."""
    url = ensure_database(embedded_url(folder / "server" / "pg"), "bench")
    port, wechat = free_port(), free_port()
    here, keys = f"http://127.0.0.1:{port}", sandbox_keys(folder)
    environment = {
        "DATABASE_URL": url,
        "YIBAO_SECRET": secrets.token_hex(32),
        "YIBAO_DATA_DIR": str(folder),
        "YIBAO_PUBLIC_URL": here,
        "YIBAO_WECHAT_GATEWAY": f"http://127.0.0.1:{wechat}",
        "YIBAO_WECHAT_KEYS": str(keys),
        "YIBAO_LOG_LEVEL": "WARNING",
    }
    engine = connect(url)
    migrate(engine)
    payer = [sys.executable, "-m", "courier.sandbox.wechat_pay", "--port", str(wechat)]
    told = ["--keys", str(folder), "--state", str(folder / "state.json")]
    serve = [sys.executable, "-m", "courier", "serve", "--port", str(port)]
    serve += ["--workers", str(workers)]
    with ExitStack() as stack:
        open_page = f"http://127.0.0.1:{wechat}/sandbox/control/orders"
        stack.enter_context(running([*payer, *told], ROOT, open_page))
        stack.enter_context(running(serve, ROOT, f"{here}/healthz", **environment))
        yield build_core(Settings.from_environment(environment), engine=engine), here
    engine.dispose()


def spend(
    here: str, morning: Morning, *, clients: int, seconds: float, seed: int, odds: Odds
) -> Day:
    """All couriers work, one visit each in turn, until nothing is asked for or time is up."""
    day, ends = Day(), time.monotonic() + seconds
    waiting: queue.SimpleQueue[Phone] = queue.SimpleQueue()
    with ExitStack() as stack:
        payer = stack.enter_context(_client(timeout=PATIENCE_S))
        for number, invited in enumerate(morning.couriers):
            of_her_own = {"X-Forwarded-For": f"10.0.{number // 250}.{1 + number % 250}"}
            client = stack.enter_context(_client(base_url=here, headers=of_her_own))
            chance = random.Random(f"{seed}-{number}")  # noqa: S311 - what she happens to do
            waiting.put(Phone(client, day, payer, invited, chance, odds))
        with ThreadPoolExecutor(clients) as pool:
            for _ in range(clients):
                pool.submit(_work, waiting, day, ends)
    return day


def _client(**more: Any) -> httpx.Client:
    """On loopback nothing is encrypted; a certificates' store for each phone would take seconds."""
    return httpx.Client(**{"timeout": TIMEOUT_S, "trust_env": False, "verify": False, **more})


def _work(waiting: queue.SimpleQueue[Phone], day: Day, ends: float) -> None:
    while time.monotonic() < ends:
        try:
            phone = waiting.get_nowait()
        except queue.Empty:
            return
        if _did_one(phone, day):
            waiting.put(phone)


def _did_one(phone: Phone, day: Day) -> bool:
    try:
        if not phone.is_in:
            phone.sign_in()
        return phone.work()
    except (WentWrong, httpx.HTTPError) as error:
        day.note(day.wrong, str(error) or type(error).__name__)
        return phone.is_in


def spent_day(
    *,
    couriers: int,
    visits: int,
    clients: int,
    seconds: float,
    seed: int,
    odds: Odds = Odds(),  # noqa: B008 - frozen
    workers: int = 1,
) -> Evening:
    """Prepare, work, and look into the books. Raises AssertionError where they do not agree."""
    with (
        tempfile.TemporaryDirectory(prefix="yibao-bench-", ignore_cleanup_errors=True) as folder,
        web(Path(folder), workers=workers) as (core, here),
    ):
        early = time.monotonic()
        morning = make_morning(core, couriers=couriers, visits=visits)
        began = time.monotonic()
        day = spend(here, morning, clients=clients, seconds=seconds, seed=seed, odds=odds)
        took = time.monotonic() - began
        books = check(core.engine, COUNTY_ID)
        with core.begin() as work:
            found = work.run(STATES, {"c": COUNTY_ID}).one()
        assert (found.hanging, found.claimed_twice, found.visits_unlike_their_states) == (0, 0, 0)
        assert found.signed_off == day.visits
        return Evening(day, began - early, took, books, found)


def ninety_fifth(times: list[float]) -> float:
    """Of a hundred calls, five took longer."""
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def main(*, couriers: int, visits: int, clients: int, seconds: float) -> None:
    """Print the table."""
    seed = random.SystemRandom().randrange(2**32)
    evening = spent_day(
        couriers=couriers,
        visits=visits,
        clients=clients,
        seconds=seconds,
        seed=seed,
        workers=os.cpu_count() or 1,
    )
    day, books, found = evening.day, evening.books, evening.found
    print(
        f"{couriers} couriers, {day.visits:,} of {visits:,} visits in {evening.seconds:,.0f} s,"
        f" {clients} at once, seed {seed}; prepared in {evening.preparing:,.0f} s"
    )
    print(
        f"in fen: money in {books.money_in:,} = held {books.held:,} + refunded {books.refunded:,}"
        f" = receipts {books.receipts:,} + suspense {books.suspense:,}"
        f" + to be refunded {books.payable:,} + refunded {books.refunded:,}"
    )
    print(
        f"receipts {found.receipts:,}, paid twice {books.paid_twice}, hanging {found.hanging},"
        f" claimed twice {found.claimed_twice}, visits unlike their states"
        f" {found.visits_unlike_their_states}"
    )
    print(f"{'call':24} {'count':>8} {'median ms':>10} {'p95 ms':>10}")
    for name, times in sorted(day.took.items(), key=lambda one: -ninety_fifth(one[1])):
        middle, most = statistics.median(times), ninety_fifth(times)
        print(f"{name:24} {len(times):8,} {middle:10,.1f} {most:10,.1f}")
    for title, counted in (("refused by rule", day.refused), ("went wrong", day.wrong)):
        print(f"{title}: {sum(counted.values())}")
        for name, count in counted.most_common():
            print(f"  {name}: {count}")
