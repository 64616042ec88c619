"""Pages are packed, and their length tells nobody what stands in them (SECURITY.md, BREACH)."""

from __future__ import annotations

import gzip
import re
import statistics
from base64 import urlsafe_b64encode

import pytest

from field_app.compressed import MOST_BY_CHANCE, packed_page
from tests.factories.county import make_county
from tests.factories.people_at_work import signed_in

TODAY = "/courier/today"
OURS = {"Accept-Encoding": "gzip, br", "Sec-Fetch-Site": "same-origin"}
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture(autouse=True)
def _guarded(app):
    app.config["WTF_CSRF_ENABLED"] = True


@pytest.fixture
def hers(client, core):
    """A courier's browser."""
    return signed_in(client, core, make_county(core).courier)


def page(client, path: str = TODAY) -> str:
    return gzip.decompress(client.get(path, headers=OURS).data).decode()


def secret_of(client) -> str:
    client.get(TODAY)
    with client.session_transaction() as session:
        return session["csrf_token"]


def test_a_page_asked_for_from_our_own_or_by_herself_is_packed(hers):
    for way in ("same-origin", "none"):
        answer = hers.get(TODAY, headers={**OURS, "Sec-Fetch-Site": way})
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert answer.content_length == len(answer.data) < 4000
        assert gzip.decompress(answer.data).decode().endswith("</html>")


def test_a_page_that_another_site_asked_for_is_not_packed(hers):
    ways = [{"Sec-Fetch-Site": way} for way in ("cross-site", "same-site", "", "None!", "\xff")]
    for told in ({}, *ways):  # a browser of long ago tells nothing
        answer = hers.get(TODAY, headers={"Accept-Encoding": "gzip", **told})
        assert "Content-Encoding" not in answer.headers, told
        assert answer.text.endswith("</html>")


def test_whoever_has_no_secret_here_yet_gets_a_packed_page(client):
    answer = client.get("/", headers={"Accept-Encoding": "gzip", "Sec-Fetch-Site": "cross-site"})
    assert answer.headers["Content-Encoding"] == "gzip"


def test_a_browser_that_cannot_unpack_gets_the_page_as_it_is(hers):
    for takes in ("", "identity", "br", "gzip;q=0", "*;q=0", ";;q=gzip"):
        answer = hers.get(TODAY, headers={**OURS, "Accept-Encoding": takes})
        assert "Content-Encoding" not in answer.headers, takes
        assert answer.text.endswith("</html>")


def test_a_refusal_and_what_scripts_read_are_packed_too(hers):
    assert "没有" in page(hers, "/courier/nothing-here")
    short = hers.get("/courier/sync", headers={**OURS, "Accept": "application/json"})
    assert "Content-Encoding" not in short.headers  # less does not pay
    assert short.json["code"]


def test_the_token_of_each_page_is_another_and_each_is_good(hers):
    tokens = [TOKEN.findall(page(hers)) for _ in range(3)]
    assert len({token for found in tokens for token in found}) == 3
    assert hers.post("/sign-out", data={"csrf_token": tokens[0][0]}).status_code == 302


def test_the_sessions_secret_stands_on_no_page(hers):
    secret, seen = secret_of(hers), page(hers)
    assert secret not in seen
    assert urlsafe_b64encode(bytes.fromhex(secret)).decode().rstrip("=") not in seen
    assert urlsafe_b64encode(f'"{secret}"'.encode()).decode().rstrip("=") not in seen


def test_no_made_up_token_is_believed(hers):
    secret_of(hers)
    for token in ("", "=", "x" * 56, "A" * 56, "A" * 55, "签", "%00", "QQ==", "A" * 80_000):
        answer = hers.post("/sign-out", data={"csrf_token": token})
        assert answer.status_code == 400, token


def test_neither_the_bare_secret_nor_another_sessions_token_is_believed(app, hers):
    token = TOKEN.search(app.test_client().get("/chat").text)[1]
    for told in (token, secret_of(hers)):
        assert hers.post("/sign-out", data={"csrf_token": told}).status_code == 400


def test_a_token_before_the_first_page_is_not_believed(app):
    token = urlsafe_b64encode(bytes(40)).decode()
    assert app.test_client().post("/sign-out", data={"csrf_token": token}).status_code == 400


def test_a_guess_in_the_address_makes_the_page_no_shorter_where_it_is_right(hers):
    secret = secret_of(hers)
    wrong = secret[::-1]

    def length(guess: str) -> float:
        pages = [page(hers, f"{TODAY}?lead={guess}") for _ in range(12)]
        return statistics.mean(len(gzip.compress(one.encode())) for one in pages)

    assert abs(length(secret) - length(wrong)) < 8  # in the clear it would be some thirty


def test_the_same_page_has_many_lengths():
    lengths = {len(packed_page(b"the same" * 100)) for _ in range(200)}
    assert len(lengths) > 40
    assert max(lengths) - min(lengths) <= MOST_BY_CHANCE + 1
