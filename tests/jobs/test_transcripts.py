"""The nightly job that lets transcripts expire, and the setting that tells when."""

from __future__ import annotations

import asyncio

import pytest

from courier.domain.errors import BadInput
from courier.jobs.queue import make_queue
from courier.services.conversations import reply
from courier.settings import Settings
from courier.texts import Locale


def work_off(core, days) -> None:
    async def once() -> None:
        queue = make_queue(core, transcript_days=days)
        async with queue.open_async():
            await queue.run_worker_async(wait=False, install_signal_handlers=False)

    asyncio.run(once())


def left(core) -> int:
    with core.begin() as work:
        return work.scalar("select count(*) from conversations")


def test_the_nightly_job_deletes_what_is_older_than_the_setting(core, clock):
    reply(core, conversation_id=None, text="今年交多少钱", locale=Locale.ZH_HANS)
    clock.forward(days=31)
    for days, expected in ((60, 1), (30, 0)):
        with core.begin() as work:
            work.defer("look_after_transcripts", {"timestamp": 0})
            work.commit()
        work_off(core, days)
        assert left(core) == expected


def settings(tmp_path, **given):
    return Settings.from_environment({"YIBAO_DEMO": "1", "YIBAO_DATA_DIR": str(tmp_path), **given})


def test_transcripts_are_kept_for_half_a_year_unless_the_setting_says_otherwise(tmp_path):
    assert settings(tmp_path).transcript_days == 180
    assert settings(tmp_path, YIBAO_TRANSCRIPT_DAYS="30").transcript_days == 30


@pytest.mark.parametrize("given", ["0", "-1", "half a year", "1.5", "99999"])
def test_a_setting_that_is_no_number_of_days_stops_the_start(tmp_path, given):
    with pytest.raises(BadInput, match="setting_invalid"):
        settings(tmp_path, YIBAO_TRANSCRIPT_DAYS=given)
