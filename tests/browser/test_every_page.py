"""Every page there is, in three languages, on a phone and on a desk: it fits, it can be read by
everybody and by machines, and it speaks one language.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from every_address import PAGES, all_pages, the_map
from look import BROWSER_LANGUAGES, Look
from playwright.sync_api import Browser, BrowserContext
from running import RunningCounty
from stage import PHONE, Stage, set_stage

from courier.texts import Locale
from field_app.access import Audience

pytestmark = pytest.mark.timeout(900)


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
