"""A table of candidates in the console."""

from __future__ import annotations

import io

import pytest

from tests.factories.county import make_county
from tests.factories.pages import check_page
from tests.factories.people_at_work import signed_in
from tests.services.test_candidate_imports import BAD, TABLE


@pytest.fixture
def clerk(client, core):
    return signed_in(client, core, make_county(core).clerk)


def upload(clerk, content: bytes):
    return clerk.post("/admin/candidates/", data={"file": (io.BytesIO(content), "候选人.csv")})


def test_a_table_is_checked_then_imported_once(clerk):
    checked = check_page(upload(clerk, (TABLE + BAD[0][0]).encode()))
    assert "可以导入 3 行，有问题 1 行" in checked
    assert "第 5 行" in checked
    done = check_page(clerk.post("/admin/candidates/apply", follow_redirects=True))
    assert "已导入 3 位候选人" in done
    assert "钱多多" in done
    assert "已经导入过" in check_page(clerk.post("/admin/candidates/apply"), status=400)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"a,b\n1,2"])
def test_what_is_no_table_is_said_on_the_form(clerk, content):
    check_page(upload(clerk, content), status=400)
