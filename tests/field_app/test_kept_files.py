"""What pages load is asked for once: one style sheet, modules together with what they import."""

from __future__ import annotations

import re

import pytest

from tests.factories.county import make_county
from tests.factories.people_at_work import signed_in

PARTS = re.compile(r'(?:href|src)="(/(?:static|courier/shell)/[^"#]+)"')
IMPORTS = re.compile(r'(?:^import [^"]*|import\()"(\.[^"]+)"', re.MULTILINE)


@pytest.fixture
def hers(client, core):
    return signed_in(client, core, make_county(core).courier)


def parts_of(client, path: str) -> list[str]:
    return sorted(set(PARTS.findall(client.get(path).text)))


def test_whatever_a_page_loads_is_kept_for_ever(hers):
    for page in ("/", "/chat", "/c/", "/courier/today", "/courier/scan", "/courier/sign-in"):
        parts = parts_of(hers, page)
        assert parts
        for part in parts:
            with hers.get(part) as answer:
                assert answer.status_code == 200, part
                assert "immutable" in answer.headers["Cache-Control"], part


def test_a_page_has_one_style_sheet_for_screen_and_paper(hers):
    (sheet,) = [part for part in parts_of(hers, "/courier/today") if part.endswith(".css")]
    text = hers.get(sheet).text
    for rule in ("@media print", "@page", ".page-header", '[data-surface="courier"]'):
        assert rule in text
    assert "/*" not in text
    assert text.count("{") == text.count("}")


def test_what_a_module_imports_is_named_by_content_as_well(hers):
    (scan,) = [part for part in parts_of(hers, "/courier/scan") if part.endswith("js/scan.js")]
    folder = scan.rpartition("/")[0]
    imported = IMPORTS.findall(hers.get(scan).text)
    assert "./qr_reader.js" in imported
    for name in imported:
        answer = hers.get(f"{folder}/{name.removeprefix('./')}")
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_page_of_yesterday_gets_todays_files_and_keeps_them_no_longer(client):
    for name in ("courier.css", "js/scan.js"):
        answer = client.get(f"/static/kept/0123456789abcdef/{name}")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


def test_there_is_no_other_file(client):
    for name in (
        "nobody.css",
        "js/none.js",
        "../README.md",
        "%2e%2e/README.md",
        "js/",
        "README.md",
    ):
        assert client.get(f"/static/kept/0123456789abcdef/{name}").status_code == 404, name
