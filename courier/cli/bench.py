"""``courier bench …``: speed as a ratio to a named limit, measured in one run."""

from __future__ import annotations

import importlib
import sys

import click

from courier.settings import ROOT


@click.group()
def bench() -> None:
    """Measure; nothing here touches your data."""


@bench.command()
@click.option("--seconds", type=click.IntRange(1, 600), default=4, show_default=True)
@click.option("--clients", type=click.IntRange(2, 64), default=8, show_default=True)
def payments(seconds: int, clients: int) -> None:
    """Posted payments a second beside pgbench's TPC-B on the same embedded server."""
    _benchmark("payments").main(seconds=seconds, clients=clients)


@bench.command()
@click.option("--seconds", type=click.IntRange(1, 600), default=15, show_default=True)
@click.option("--training/--no-training", default=True, help="Train the assistant anew first.")
def chat(*, seconds: int, training: bool) -> None:
    """Whole answers of the web chat with 1 and 8 people at once, beside Rasa alone."""
    _benchmark("chat").main(seconds=seconds, training=training)


@bench.command()
@click.option("--rounds", type=click.IntRange(1, 50), default=5, show_default=True)
def check_page(*, rounds: int) -> None:
    """When the page of a scanned card can be used, on a poor phone with a poor network."""
    _benchmark("check_page").main(rounds=rounds)


@bench.command()
@click.option("--cards", "count", type=click.IntRange(1, 100_000), default=1000, show_default=True)
@click.option("--seconds", type=click.IntRange(1, 600), default=10, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def cards(*, count: int, seconds: int, as_json: bool) -> None:
    """Cards drawn, and verified in Python and Chromium, a second, beside the signatures alone."""
    _benchmark("cards").main(cards=count, seconds=seconds, as_json=as_json)


@bench.command()
@click.option("--couriers", type=click.IntRange(1000, 1_000_000), default=100_000)
@click.option("--json", "as_json", is_flag=True)
def console(*, couriers: int, as_json: bool) -> None:
    """The list of couriers: pages, filters, counts and export, beside the bare SQL of a page."""
    _benchmark("console").main(couriers=couriers, as_json=as_json)


@bench.command()
@click.option("--couriers", type=click.IntRange(1, 2000), default=200, show_default=True)
@click.option("--visits", type=click.IntRange(1, 60_000), default=6000, show_default=True)
@click.option("--clients", type=click.IntRange(1, 64), default=8, show_default=True)
@click.option("--seconds", type=click.IntRange(1, 7200), default=1800, show_default=True)
def field_day(*, couriers: int, visits: int, clients: int, seconds: int) -> None:
    """A day of many couriers against the web app: the time of each call, and the books at night."""
    _benchmark("field_day").main(couriers=couriers, visits=visits, clients=clients, seconds=seconds)


@bench.command()
@click.option("--count", type=click.IntRange(2, 1000), default=40, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def qr(*, count: int, seed: int) -> None:
    """Our slips and cards as ever worse photographs: how many are read, and at what cost."""
    _benchmark("qr").main(count=count, seed=seed)


@bench.command()
@click.option("--rounds", type=click.IntRange(1, 50), default=3, show_default=True)
@click.option("--scores/--no-scores", default=True, help="Lighthouse's scores too.")
def field(*, rounds: int, scores: bool) -> None:
    """The courier's pages on a poor phone: bytes, calls, time to usable, Lighthouse's scores."""
    _benchmark("field").main(rounds=rounds, scores=scores)


def _benchmark(name: str):  # type: ignore[no-untyped-def] # noqa: ANN202 - a module of the tests
    sys.path.insert(0, str(ROOT))
    return importlib.import_module(f"tests.benchmarks.{name}")
