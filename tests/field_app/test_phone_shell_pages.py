"""The kept pages of the courier's phone: public, empty of people, named by content."""

from __future__ import annotations

import json
import re

import pytest

from courier.texts import Locale
from tests.factories.county import make_county
from tests.factories.people_at_work import signed_in


def shell(client, language="zh_Hans") -> dict:
    """The list at the head of the worker."""
    text = client.get(f"/courier/worker.js?words={language}").text
    return json.loads(re.match(r"const SHELL = (.*);\n", text)[1])


@pytest.mark.parametrize("language", list(Locale))
def test_the_worker_names_only_files_that_are_there_and_may_be_kept_for_ever(client, language):
    listed = shell(client, language)
    assert len(listed["pages"]) == 2
    for address in [*listed["pages"], *listed["files"]]:
        with client.get(address) as answer:
            assert answer.status_code == 200, address
            assert "immutable" in answer.headers["Cache-Control"], address


def test_a_signed_in_couriers_kept_pages_say_nothing_about_her(core, client):
    strangers = {page: client.get(page).text for page in shell(client)["pages"]}
    signed_in(client, core, make_county(core).courier)
    assert {page: client.get(page).text for page in shell(client)["pages"]} == strangers
    assert all("csrf" not in text for text in strangers.values())


def test_a_page_of_yesterday_gets_todays_file_once(client):
    (day, _) = shell(client)["pages"]
    version = day.split("/")[3]
    answer = client.get(day.replace(version, "0" * 16))
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


@pytest.mark.parametrize(
    "address",
    [
        "/courier/worker.js",
        "/courier/worker.js?words=klingon",
        "/courier/shell/x/klingon/day.html",
        "/courier/shell/x/js/phone/worker.js",
        "/courier/shell/x/../../../etc/passwd",
        "/courier/shell/x/js/chat.js",
    ],
)
def test_what_is_no_page_and_no_file_of_the_program_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_all_that_the_first_visit_loads_for_the_phone_weighs_at_most_50_kilobytes(client, tell):
    """Packed, as sent: the worker's pages and the program, beside what every page loads."""
    listed = shell(client)
    headers = {"Accept-Encoding": "gzip"}
    program = [one for one in listed["files"] if one.startswith("/courier/shell/")]
    sent = {one: len(client.get(one, headers=headers).data) for one in listed["pages"] + program}
    tell(f"kept pages and program of the courier's phone: {sum(sent.values())} bytes")
    assert sum(sent.values()) <= 50_000, sent
