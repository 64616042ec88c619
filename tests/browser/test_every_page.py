"""Every page there is, in three languages, on a phone and on a desk: it fits, it can be read by
everybody and by machines, and it speaks one language.

``YIBAO_SCREENSHOTS`` names a folder for pictures to look at.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
from axe import overflow, small_targets, small_text, violations
from faces.words import CONTACT, NEW_COURIER
from playwright.sync_api import Browser, BrowserContext, Page
from running import RunningCounty
from stage import PHONE, Stage, set_stage
from werkzeug.routing import Rule

from courier.domain.amount_words import CAPITALS, MOST, in_words
from courier.policies.layouts import load_layouts
from courier.settings import Settings
from courier.texts import Locale, catalogue
from field_app import create_app
from field_app.access import Audience

pytestmark = pytest.mark.timeout(900)
DEMO = Path(__file__).parents[2] / "courier" / "sandbox" / "demo"
DESK = {"width": 1280, "height": 800}
BROWSER_LANGUAGES = {Locale.ZH_HANS: "zh-CN", Locale.ZH_HANT: "zh-TW", Locale.EN: "en-US"}
CHINESE = re.compile(r"[\u3400-\u9fff]")
LEAST_TEXT, LEAST_TARGET = {"console": 16}, {"console": 24}

# Addresses with something in them; `{…}` are the stage's facts. Those without are found by
# themselves.
PAGES: dict[str, tuple[str, ...]] = {
    "public.receipt": ("/r/{receipt_code}", "/r/YR1-NOT-THERE"),
    "credentials.check": ("/c/{card}", "/c/NOTHING-OF-OURS"),
    "tracker.follow": ("/v/{visit_no}", "/v/VNOTTHERE"),
    "auth.accept_invitation": ("/courier/invitation/{token}",),
    "visits.visit": ("/courier/visits/{visit_id}",),
    "visits.hand_over": ("/courier/visits/{visit_id}/hand-over",),
    "visits.not_done": ("/courier/visits/{visit_id}/not-done",),
    "visits.household": ("/courier/household/{household_id}?visit={visit_id}",),
    "visits.grid": ("/courier/household/{household_id}/grid",),
    "visits.consent": ("/courier/household/{household_id}/consent?person={person}",),
    "visits.add_person": ("/courier/household/{household_id}/add",),
    "visits.pay": ("/courier/household/{household_id}/pay?person={person}",),
    "payments.show": ("/courier/pay/{open_attempt_id}",),
    "payments.link": ("/courier/pay/links/{link_id}",),
    "payment_links.show": ("/l/{link_token}", "/l/NOTHING-OF-OURS"),
    "proof.text": ("/courier/pay/{paid_attempt_id}/receipts/{receipt_number}/text",),
    "payments.receipts_page": ("/courier/pay/{paid_attempt_id}/receipts",),
    "admin_couriers.invitation": ("/admin/couriers/{courier_id}/invitation",),
    "admin_roster.report": ("/admin/roster/{import_id}",),
    "admin_card_batches.detail": ("/admin/card-batches/{batch_id}",),
    "admin_card_batches.new": (
        "/admin/card-batches/new?kind=renew",
        "/admin/card-batches/new?kind=print&chosen={courier_id}",
    ),
    "admin_couriers.detail": ("/admin/couriers/{courier_id}", "/admin/couriers/{candidate_id}"),
    "admin_applications.link": ("/admin/couriers/{candidate_id}/application",),
    "admin_applications.portrait": ("/admin/couriers/{candidate_id}/portrait",),
    "admin_hand_overs.hand_over": ("/admin/couriers/{courier_id}/hand-over",),
    "application.open_link": ("/apply/open/{apply_token}",),
    "application.paper": ("/apply/paper/identity_card", "/apply/paper/committee_letter"),
    "application.lesson": ("/apply/training/card", "/apply/training/danger"),
    "training.lesson": ("/courier/training/lesson/card",),
    "admin_learning.detail": ("/admin/learning/phrases/{phrase_id}",),
    "admin_people.detail": ("/admin/people/{person}",),
    "admin_people.consents": ("/admin/people/{person}/consents",),
    "admin_cases.detail": ("/admin/cases/{case_id}",),
    "admin_checks.alarm": ("/admin/checks/alarms/{alarm_id}",),
    "after_check.reported": ("/c/report/{report_no}",),
    "admin_visits.detail": ("/admin/visits/{visit_id}",),
    "admin_talks.detail": ("/admin/talks/{talk_id}",),
    "admin_account.remove_passkey": (f"/admin/account/passkeys/{UUID(int=1)}/remove",),
    "admin_couriers.new": ("/admin/couriers/new?township_code=990101101000",),
}
# Pictures, papers, answers to machines, and doors that lead on at once.
NOT_PAGES = {
    "static",
    "admin_additions.detail",  # test_add_person.py
    "admin_additions.paper",
    "admin.home",
    "admin_applications.paper",
    "admin_card_batches.sheets",
    "admin_card_batches.state",
    "admin_couriers.card",
    "admin_couriers.export",
    "admin_couriers.photo",
    "admin_people.slip",
    "admin_roster.bad_rows",
    "admin_roster.changed_people",
    "admin_system.index",  # another role's: test_areas.py
    "admin_talks.since",
    "api.healthz",
    "api.metrics",
    "api.readyz",
    "application.portrait",
    "chat.since",
    "credentials.old_address",
    "own_card.live",
    "own_card.picture",
    "own_digits.now",
    "payment_links.code",
    "payment_links.status",
    "payments.code",
    "payments.link_code",
    "payments.link_status",
    "payments.receipt_code",
    "payments.receipt_png",
    "payments.receipts_pdf",
    "payments.status",
    "phone.day",  # JSON
    "phone_check.file",
    "phone_check.page",  # seen without a network: test_phone_check.py
    "phone_check.worker",
    "phone_shell.file",
    "phone_shell.page",  # seen without a network: test_phone_shell.py
    "phone_shell.worker",
    "proof.strip",
    "proof.strips",
    "published.keys",
    "published.status_list",
    "second_step.code",  # these two are looked at in test_passkeys.py
    "second_step.set_up",
    "slips.pdf",
    "visits.home",
    "visits.slip",
    "wechat_account.prove",
}


@pytest.fixture(scope="module")
def stage(phone: Browser, county: RunningCounty) -> Stage:
    return set_stage(phone, county)


@pytest.fixture(params=list(Locale))
def locale(request: pytest.FixtureRequest) -> Locale:
    return request.param


@pytest.fixture
def contexts(
    phone: Browser, stage: Stage, locale: Locale
) -> Iterator[dict[Audience, BrowserContext]]:
    """A browser window for each kind of user, in this language."""
    opened = {
        who: phone.new_context(
            viewport=PHONE, locale=BROWSER_LANGUAGES[locale], storage_state=state or None
        )
        for who, state in stage.sign_ins.items()
    }
    yield opened
    for context in opened.values():
        context.close()


def test_every_page_fits_is_accessible_and_speaks_one_language(
    contexts: dict[Audience, BrowserContext], stage: Stage, county: RunningCounty, locale: Locale
) -> None:
    looks = {who: Look(context.new_page(), locale) for who, context in contexts.items()}
    for endpoint, who, address in all_pages():
        looks[who].at(endpoint, county.url + address.format(**stage.facts))
    faults = [fault for look in looks.values() for fault in look.faults]
    assert not faults, "\n".join(faults)


def test_every_page_of_the_map_is_looked_at() -> None:
    unseen = {name for name, rule in the_map().items() if rule.arguments} - set(PAGES)
    assert not unseen, "say in PAGES where these are seen, or in NOT_PAGES that they are no pages"


def all_pages() -> Iterator[tuple[str, Audience, str]]:
    """Every page of the map: its name, who sees it, its address."""
    for name, rule in sorted(the_map().items()):
        for address in PAGES.get(name, () if rule.arguments else (rule.rule,)):
            yield name, MAP.blueprints[name.partition(".")[0]].audience, address


def the_map() -> dict[str, Rule]:
    """What can be opened in a browser, by name."""
    found = {rule.endpoint: rule for rule in MAP.url_map.iter_rules() if "GET" in rule.methods}
    return {name: rule for name, rule in found.items() if name not in NOT_PAGES}


class Look:
    """One pair of eyes: looks at pages and writes down what is wrong with them."""

    def __init__(self, page: Page, locale: Locale) -> None:
        self.page, self.locale, self.faults, self.name = page, locale, [], ""
        page.on("pageerror", lambda error: self.note(str(error)))
        page.on("console", lambda message: self.note(message.text))

    def note(self, *faults: str) -> None:
        loud = (fault for fault in faults if "Failed to load resource" not in fault)
        self.faults += [f"{self.name}: {fault}" for fault in loud]

    def at(self, endpoint: str, address: str) -> None:
        self.name = f"{endpoint} {self.locale}"
        self.page.set_viewport_size(PHONE)
        answer = self.page.goto(address)
        if answer.status >= 500 or not address.endswith(answer.url.rsplit("/", 1)[1]):
            self.note(f"answered {answer.status} at {answer.url}")
        self.here(endpoint)

    def here(self, endpoint: str) -> None:
        """Look at what the window shows."""
        self.name = f"{endpoint} {self.locale}"
        self._look_at_words()
        for size in (PHONE, DESK):
            self.page.set_viewport_size(size)
            self._look_at_size(size["width"])

    def _look_at_size(self, width: int) -> None:
        surface = self.page.locator("html").get_attribute("data-surface") or ""
        if wider := overflow(self.page):
            self.note(f"{wider} px wider than {width}")
        self.note(*small_text(self.page, LEAST_TEXT.get(surface, 18)))
        self.note(*small_targets(self.page, LEAST_TARGET.get(surface, 48)))
        self.note(*violations(self.page))
        keep_picture(self.page, f"{self.name} {width}")

    def _look_at_words(self) -> None:
        said = self.page.locator("body").inner_text()
        self.note(*(f"shows the key {key}" for key in KEYS & set(re.findall(r"\w+\.\w+", said))))
        own_words = self.page.locator("[translate=no]").all_inner_texts()
        for own in sorted(own_words, key=len, reverse=True):
            said = said.replace(own, "")  # people's own words stay in their own language
        for data in DATA:
            said = said.replace(data, "")
        strange = set(CHINESE.findall(said)) - KNOWN_CHARACTERS[self.locale]
        if strange:
            lines = [line for line in said.splitlines() if strange & set(line)]
            self.note(f"another language: {lines}")


def keep_picture(page: Page, name: str) -> None:
    if folder := os.environ.get("YIBAO_SCREENSHOTS"):
        path = Path(folder) / (re.sub(r"\W+", "_", name) + ".png")
        while path.exists():
            path = path.with_stem(path.stem + "b")
        page.screenshot(path=path, full_page=True)


def _data() -> list[str]:
    """Names, places and a roster's headings are the same in every language; longest first."""
    columns = load_layouts()["default"].columns.values()
    said = {"简体中文", "繁體中文", "名册", "韦桂华", NEW_COURIER, CONTACT} | {
        heading for headings in columns for heading in headings
    }
    for table, column in (("regions.csv", "name"), ("roster.csv", "姓名")):
        with (DEMO / table).open(encoding="utf-8", newline="") as file:
            said |= {row[column] for row in csv.DictReader(file)}
    staff = json.loads((DEMO / "staff.json").read_text("utf-8"))
    said |= {one["name"] for one in staff["admins"] + staff["couriers"]}
    said |= {one[fact] for one in staff["visits"] for fact in ("place", "note", "contact_name")}
    said |= {f"{name[0]}*" for name in said if name}
    return sorted(filter(None, said), key=len, reverse=True)


DATA = _data()
MAP = create_app(
    SimpleNamespace(web_key=b"k" * 32),
    Settings.from_environment({"YIBAO_DEMO": "1", "YIBAO_SECRET": "00" * 32}),
)
KEYS = set(catalogue(Locale.ZH_HANS))
KNOWN_CHARACTERS = {
    locale: set(
        "".join(catalogue(locale).values()) + CAPITALS[locale] + in_words(MOST, locale.value)
    )
    for locale in (Locale.ZH_HANS, Locale.ZH_HANT)
} | {Locale.EN: set()}
