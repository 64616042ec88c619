"""At the table: the slip, consent with a proof, the papers of a newborn."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

from cuts.flows import Flow
from cuts.kitchen import Home, Kitchen
from cuts.paying import at_the_scanner
from cuts.walker import Act, Moves, Walker, finish, press
from faces.words import words
from playwright.sync_api import Locator, expect
from test_at_table import draw

from courier.services import slips
from tests.factories.money import count
from tests.factories.pictures import portrait
from tests.factories.visits import accepted

SCANS = ("GET visits.scan", "POST visits.scan", "GET visits.household")
AGREES = ("GET visits.consent", "POST visits.consent", "GET visits.pay")
ADDS = ("GET visits.add_person", "POST visits.add_person", "GET visits.household")
HOUSEHOLD = "form[data-total]"


def scan_by_camera(walker: Walker, button: Locator) -> None:
    """The camera looks at the slip, and the form sends itself."""
    walker.press(button)


def photograph(walker: Walker, field: Locator, *, picture: bytes) -> None:
    field.set_input_files({"name": "slip.png", "mimeType": "image/png", "buffer": picture})
    walker.press(walker.page.get_by_role("button", name=words("layout.scan_submit")).last)


def sign(walker: Walker, form: Locator) -> None:
    form.get_by_label(words("households.method_signature")).check()
    draw(walker.page, form.get_by_label(words("at_table.signature_field")))
    _send(walker, form)


def show_slip(walker: Walker, form: Locator, *, code: str) -> None:
    form.get_by_label(words("households.method_slip")).check()
    form.get_by_label(words("layout.scan_type")).fill(code)
    _send(walker, form)


def name_witness(walker: Walker, form: Locator) -> None:
    form.get_by_label(words("households.method_witness")).check()
    form.get_by_label(words("at_table.witness_name")).fill("韦阿公")
    form.get_by_label(words("at_table.witness_relation")).fill("邻居")
    _send(walker, form)


def add_newborn(walker: Walker, form: Locator) -> None:
    """Filled in, photographed, sent; what does not go is kept by the page, which sends it again."""
    form.get_by_label(words("additions.reason_born")).check()
    form.get_by_label(words("additions.name"), exact=False).first.fill("张小宝")
    form.get_by_label(words("additions.born"), exact=False).fill("2026-10-03")
    form.get_by_label(words("additions.relation")).select_option("grandchild")
    photo = {"name": "paper.jpg", "mimeType": "image/jpeg", "buffer": portrait()}
    form.locator("#paper-1").set_input_files(photo)
    is_cut = walker.cable.awaits("POST visits.add_person")
    button = form.get_by_role("button", name=words("additions.send"))
    if not is_cut:
        return walker.press(button)
    button.click()
    waits = walker.page.locator("[data-send-words]")
    expect(waits).to_have_text(words("additions.waiting_for_network"))
    walker.hear("waits")
    return walker.going(lambda: walker.page.evaluate("() => dispatchEvent(new Event('online'))"))


def before_consent(kitchen: Kitchen, home: Home) -> str:
    people = urlencode([("person", one) for one in home.people])
    return f"{kitchen.site.url}/courier/household/{home.household_id}/consent?{people}"


def before_adding(kitchen: Kitchen, home: Home) -> str:
    return f"{kitchen.site.url}/courier/household/{home.household_id}/add"


def on_a_visit(kitchen: Kitchen, home: Home) -> str:
    hers = replace(kitchen.county, courier=kitchen.courier)
    phone = f"139{int(home.household_id) % 10**8:08d}"
    visit = accepted(kitchen.core, hers, contact_phone=phone)
    return f"{at_the_scanner(kitchen, home)}?visit={visit.visit_id}"


def to_pay_page(_kitchen: Kitchen, home: Home, *, how: Act) -> Moves:
    return (
        ("[data-has-agreed]", press),
        ("form[action*=consent]", how),
        ("button[name=channel]", finish),
    )


def to_household_by_picture(kitchen: Kitchen, home: Home) -> Moves:
    picture = slips.slip_picture(kitchen.core, kitchen.courier, home.household_id, "zh_Hans")
    return (("#picture", partial(photograph, picture=picture)), (HOUSEHOLD, finish))


def each_agreed_once(kitchen: Kitchen, home: Home) -> None:
    """One consent a person, and one proof for both."""
    assert home.count(kitchen.core, "consents") == 2
    proofs = count(kitchen.core, "consent_evidence", f"household_id = '{home.household_id}'")
    assert proofs == 1


def visit_knows_household(kitchen: Kitchen, home: Home) -> None:
    assert count(kitchen.core, "visits", f"household_id = '{home.household_id}'") == 1


def household_is_open(kitchen: Kitchen, _home: Home) -> None:
    shown = f"/courier/household/{kitchen.seen_by_camera.household_id}"
    assert kitchen.page.url == kitchen.site.url + shown


def one_newborn_with_a_paper(kitchen: Kitchen, home: Home) -> None:
    here = f"household_id = '{home.household_id}'"
    assert count(kitchen.core, "people_added", here) == 1
    papers = f"case_id in (select case_id from people_added where {here})"
    assert count(kitchen.core, "papers_added", papers) == 1


def _send(walker: Walker, form: Locator) -> None:
    walker.press(form.get_by_role("button", name=words("households.they_agree")))


def _agrees(how: Act) -> Flow:
    moves = partial(to_pay_page, how=how)
    return Flow(AGREES, before_consent, moves, each_agreed_once)


FLOWS = {
    "camera": Flow(
        calls=SCANS,
        begin=at_the_scanner,
        moves=lambda _kitchen, _home: (("[data-scan-open]", scan_by_camera), (HOUSEHOLD, finish)),
        agree=household_is_open,
    ),
    "picture": Flow(SCANS, on_a_visit, to_household_by_picture, visit_knows_household),
    "signature": _agrees(sign),
    "witness": _agrees(name_witness),
    "slip": Flow(
        calls=AGREES,
        begin=before_consent,
        moves=lambda kitchen, home: to_pay_page(
            kitchen, home, how=partial(show_slip, code=home.code)
        ),
        agree=each_agreed_once,
    ),
    "newborn": Flow(
        calls=ADDS,
        begin=before_adding,
        moves=lambda _kitchen, _home: (("form[data-send-later]", add_newborn), (HOUSEHOLD, finish)),
        agree=one_newborn_with_a_paper,
    ),
}
