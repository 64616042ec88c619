"""One pair of eyes: a page fits on a phone, at 200 %, on a desk and from right to left, can be read
by everybody and by machines, and speaks one language.

``YIBAO_SCREENSHOTS`` names a folder for pictures to look at.
"""

from __future__ import annotations

import csv
import json
import os
import re
from pathlib import Path

from axe import SOURCE, crowded, mirrored, overflow, small_targets, small_text, violations
from faces.words import CONTACT, NEW_COURIER
from playwright.sync_api import Page
from stage import PHONE

from courier.domain.amount_words import CAPITALS, MOST, in_words
from courier.policies.layouts import load_layouts
from courier.texts import Locale, catalogue

DEMO = Path(__file__).parents[2] / "courier" / "sandbox" / "demo"
DESK = {"width": 1280, "height": 800}
ENLARGED = {"width": 180, "height": 370}  # a small phone at 200 %
BROWSER_LANGUAGES = {Locale.ZH_HANS: "zh-CN", Locale.ZH_HANT: "zh-TW", Locale.EN: "en-US"}
# axe's judgement takes longest, so each language has its own size.
JUDGED_AT = {Locale.ZH_HANS: PHONE, Locale.ZH_HANT: DESK, Locale.EN: PHONE}
CHINESE = re.compile(r"[\u3400-\u9fff]")
LEAST_TEXT, LEAST_TARGET = {"console": 16}, {"console": 24}


class Look:
    """Looks at pages and writes down what is wrong with them."""

    def __init__(self, page: Page, locale: Locale) -> None:
        self.page, self.locale, self.faults, self.name = page, locale, [], ""
        page.add_init_script(SOURCE)
        page.on("pageerror", lambda error: self.note(str(error)))
        page.on("console", lambda message: self.note(message.text))

    def note(self, *faults: str) -> None:
        loud = (fault for fault in faults if "Failed to load resource" not in fault)
        self.faults += [f"{self.name}: {fault}" for fault in loud]

    def at(self, endpoint: str, address: str) -> None:
        self.name = f"{endpoint} {self.locale}"
        self.page.set_viewport_size(DESK)
        answer = self.page.goto(address)
        if answer.status >= 500 or not address.endswith(answer.url.rsplit("/", 1)[1]):
            self.note(f"answered {answer.status} at {answer.url}")
        self.here(endpoint)

    def here(self, endpoint: str) -> None:
        """Look at what the window shows."""
        self.name = f"{endpoint} {self.locale}"
        self._look_at_words()
        for size in (DESK, PHONE):
            self.page.set_viewport_size(size)
            self._look_at_size(size)
        self._look_mirrored()
        self.page.set_viewport_size(ENLARGED)
        self._look_at_width(ENLARGED["width"])

    def _look_at_size(self, size: dict[str, int]) -> None:
        surface = self.page.locator("html").get_attribute("data-surface") or ""
        self._look_at_width(size["width"])
        self.note(*crowded(self.page))
        self.note(*small_text(self.page, LEAST_TEXT.get(surface, 18)))
        self.note(*small_targets(self.page, LEAST_TARGET.get(surface, 48)))
        if size is JUDGED_AT[self.locale]:
            self.note(*violations(self.page))

    def _look_at_width(self, width: int) -> None:
        if wider := overflow(self.page):
            self.note(f"{wider} px wider than {width}")
        keep_picture(self.page, f"{self.name} {width}")

    def _look_mirrored(self) -> None:
        with mirrored(self.page) as turned:
            if not turned:
                self.note("is not mirrored from right to left")
            if wider := overflow(self.page):
                self.note(f"{wider} px wider from right to left")

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
KEYS = set(catalogue(Locale.ZH_HANS))
KNOWN_CHARACTERS = {
    locale: set(
        "".join(catalogue(locale).values()) + CAPITALS[locale] + in_words(MOST, locale.value)
    )
    for locale in (Locale.ZH_HANS, Locale.ZH_HANT)
} | {Locale.EN: set()}
