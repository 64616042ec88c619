"""``courier worker``: does the jobs that use-cases have left in the database."""

from __future__ import annotations

import asyncio

import click
from procrastinate import App

from courier.logs import set_up_logs
from courier.settings import Settings
from courier.wiring import build_queue, require_suitable_database

PATIENCE_SECONDS = 8.0


@click.command()
@click.option("--jobs-at-once", type=click.IntRange(1, 32), default=2, show_default=True)
def worker(jobs_at_once: int) -> None:
    """Work until SIGINT or SIGTERM; a job under way is finished first."""
    settings = Settings.from_environment()
    set_up_logs(level=settings.log_level, readable=settings.demo)
    require_suitable_database(settings)
    asyncio.run(_work(build_queue(settings), jobs_at_once))


async def _work(queue: App, jobs_at_once: int) -> None:
    async with queue.open_async():
        await queue.run_worker_async(
            concurrency=jobs_at_once,
            shutdown_graceful_timeout=PATIENCE_SECONDS,
            delete_jobs="successful",
        )
