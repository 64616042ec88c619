"""Many cards at once in the console, without scripts."""

from __future__ import annotations

import re

import pytest

from courier.services.card_batch_work import look_after_batches
from tests.factories.county import make_county
from tests.factories.pages import check_page
from tests.factories.people_at_work import approved, signed_in

KEYS = re.compile(r'name="(batch_id|kind|chosen|status)" value="([^"]*)"')


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def clerk(client, core, county):
    return signed_in(client, core, county.clerk)


def test_cards_are_chosen_printed_and_fetched(clerk, core, county):
    first = approved(core, county)
    approved(core, county, name="钱多多")
    assert str(first) in clerk.get("/admin/couriers/").text
    page = clerk.get(f"/admin/card-batches/new?kind=print&chosen={first}&status=approved")
    assert "您选了 1 位" in check_page(page)
    answer = clerk.post("/admin/card-batches/", data=dict(KEYS.findall(page.text)))
    place = answer.headers["Location"]
    waiting = check_page(clerk.get(place))
    assert "1 位里做了 0 位" in waiting
    assert clerk.get(f"{place}/state").json == {"state": "waiting"}
    look_after_batches(core)
    assert clerk.get(f"{place}/state").json == {"state": "ended"}
    assert "已做好打印文件" in check_page(clerk.get(place))
    pdf = clerk.get(f"{place}/cards-1.pdf")
    assert (pdf.mimetype, pdf.data[:5]) == ("application/pdf", b"%PDF-")
    assert "打印名片" in check_page(clerk.get("/admin/card-batches/"))


def test_nobody_and_nonsense_are_told_so(clerk, core, county):
    suspended = "/admin/card-batches/new?kind=renew&status=suspended"
    assert "没有可以发名片的人" in check_page(clerk.get(suspended))
    check_page(clerk.get("/admin/card-batches/new?kind=burn"), status=404)
    check_page(clerk.post("/admin/card-batches/", data={"kind": "renew"}), status=404)
    nobody = {"kind": "renew", "status": "suspended", "batch_id": "0" * 32}
    answer = clerk.post("/admin/card-batches/", data=nobody, follow_redirects=True)
    assert "没有可以发名片的人" in check_page(answer)
    unknown = "/admin/card-batches/00000000-0000-0000-0000-000000000000"
    check_page(clerk.get(unknown), status=404)
    check_page(clerk.get(f"{unknown}/cards-1.pdf"), status=404)


def test_an_auditor_sees_tasks_and_starts_none(client, core, county):
    from dataclasses import replace

    with core.begin() as work:
        work.run("update admins set role = 'auditor' where name = '审核员'")
        work.commit()
    auditor = signed_in(client, core, replace(county.chief, role="auditor"))
    check_page(auditor.get("/admin/card-batches/"))
    assert "续期名片" not in check_page(auditor.get("/admin/couriers/"))
    check_page(auditor.get("/admin/card-batches/new?kind=print"), status=403)
    data = {"kind": "print", "batch_id": "0" * 32}
    check_page(auditor.post("/admin/card-batches/", data=data), status=403)
