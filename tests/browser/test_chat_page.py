"""The chat page in a real browser: the web app on a real database, the plain ear."""

from __future__ import annotations

import re

import pytest
from axe import overflow, small_targets, small_text, violations
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from stage import PHONE

from courier.adapters.codes import qr_picture
from courier.services.agent_words import put_agent_words
from courier.services.bubbles import Bubble
from field_app.limits import limiter
from tests.factories.county import make_county
from tests.factories.pictures import saved
from tests.factories.talks import with_plain_ear

QUESTION = "俺娘68了吃低保今年交多少"
LONGEST_UNFOLDING_MS = 600
VOICES = """(lang) => {
  const spoken = (window.spoken = []);
  const voices = lang ? [{ lang, name: "v" }] : [];
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => voices, cancel() {}, addEventListener() {},
    speak(one) { spoken.push([one.lang, one.text]); },
  } });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""


@pytest.fixture
def core(core):
    core = with_plain_ear(core)
    make_county(core)
    return core


@pytest.fixture
def received(app) -> list[int]:
    """How many bytes each request brought."""
    sizes, serve = [], app.wsgi_app

    def count(environ, start_response):
        sizes.append(int(environ.get("CONTENT_LENGTH") or 0))
        return serve(environ, start_response)

    app.wsgi_app = count
    return sizes


@pytest.fixture
def page(context: BrowserContext, site: str) -> Page:
    page = context.new_page()
    page.goto(f"{site}/chat")
    return page


def say(page: Page, text: str) -> None:
    page.locator("#chat-text").fill(text)
    page.keyboard.press("Enter")


def answered(page: Page, words: str = "160元") -> None:
    expect(page.locator("#chat-log")).to_contain_text(words, timeout=15_000)


def villagers_words(core) -> list[str]:
    with core.begin() as work:
        said = "select masked_text from chat_messages where who = 'villager' order by seq"
        return list(work.run(said).scalars())


def test_all_words_are_there_at_once_and_unfold_within_600_ms(page: Page) -> None:
    say(page, QUESTION)
    expect(page.locator("#chat-log .bubble__dots")).to_be_visible()
    answered(page)
    latest = page.evaluate(
        """() => Math.max(...document.getAnimations().map((one) => {
             const { delay, duration } = one.effect.getTiming(); return delay + duration; }))"""
    )
    assert 160 < latest <= LONGEST_UNFOLDING_MS
    assert page.locator("[data-from=them] [data-sentence]").count() > 3


def test_nothing_moves_for_whoever_asked_for_rest(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport=PHONE, locale="zh-CN", reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{site}/chat")
    say(page, QUESTION)
    answered(page)
    assert page.evaluate("() => document.getAnimations().length") == 0
    context.close()


def test_an_unsent_message_is_kept_through_a_reload_and_sent_by_one_press(core, page: Page) -> None:
    page.route("**/chat", refuse_posts)
    say(page, QUESTION)
    expect(page.locator(".bubble__unsent")).to_be_visible()
    expect(page.locator("[data-from=note]")).to_contain_text("没有发出去")
    page.reload()
    expect(page.locator(".bubble__unsent")).to_be_visible()
    page.unroute("**/chat")
    page.get_by_role("button", name="再发一次").click()
    answered(page)
    assert page.locator(".bubble__unsent").count() == 0
    page.reload()
    assert page.locator(".bubble__unsent").count() == 0
    assert villagers_words(core) == [QUESTION]


def refuse_posts(route: Route) -> None:
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def test_a_message_whose_answer_was_lost_is_not_said_twice(core, page: Page) -> None:
    def lose_answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/chat", lose_answer)
    say(page, QUESTION)
    expect(page.locator(".bubble__unsent")).to_be_visible(timeout=15_000)
    page.unroute("**/chat")
    page.get_by_role("button", name="再发一次").click()
    answered(page)
    assert villagers_words(core) == [QUESTION]
    page.reload()
    answered(page)
    assert page.locator("[data-from=me]").count() == 1


def test_too_many_messages_are_told_calmly_and_none_is_lost(app, page: Page) -> None:
    app.config["RATELIMIT_ENABLED"] = True
    app.config["CHAT_MESSAGES"] = "3 per minute"
    page.evaluate(
        """async () => {
          for (let n = 0; n < 3; n++) await fetch("/chat", { method: "POST" });
        }"""
    )
    say(page, QUESTION)
    expect(page.locator("[data-from=note]")).to_contain_text(re.compile("请等[0-9]+秒，再慢慢说"))
    expect(page.locator(".bubble__unsent")).to_be_visible()
    limiter.reset()
    page.get_by_role("button", name="再发一次").click()
    answered(page)
    assert "慢慢说" not in page.locator("#chat-log").inner_text()


def test_an_office_answers_without_a_reload_and_looks_different(core, clock, page: Page) -> None:
    say(page, "转人工")
    page.wait_for_function("() => !document.querySelector('.bubble__dots')")
    with core.begin() as work:
        conversation_id = work.scalar("select conversation_id from conversations")
        bubble = Bubble("您好，我是小覃。", source="石桥镇医保窗口")
        put_agent_words(work, conversation_id, bubble, clock.now())
        work.commit()
    wait_for_office(core, page, conversation_id)
    words = page.locator("[data-from=agent]")
    expect(words).to_contain_text("您好，我是小覃。", timeout=12_000)
    expect(words.locator(".bubble__who")).to_contain_text("石桥镇医保窗口")
    assert words.evaluate("one => getComputedStyle(one).borderInlineStartWidth") != "1px"
    assert violations(page) == []


def wait_for_office(core, page: Page, conversation_id) -> None:
    """As if a talk were under way; the page is told with its next answer."""
    with core.begin() as work:
        open_talks = work.scalar("select count(*) from handoffs where status <> 'ended'")
        if not open_talks:
            work.run(
                """insert into handoffs (county_id, conversation_id, region_code, asked_at)
                   select county_id, :id, region_code, :now from regions
                   where level = 'county' limit 1""",
                {"id": conversation_id, "now": core.clock.now()},
            )
            work.commit()
            page.reload()


def test_a_large_photograph_is_shrunk_in_the_phone(page: Page, received: list[int]) -> None:
    table = Image.effect_noise((2400, 2400), 30)
    table.paste(qr_picture("https://qr.alipay.com/abc", size=1200), (600, 600))
    photo = saved(table)
    file = {"name": "p.png", "mimeType": "image/png", "buffer": photo}
    page.locator("#chat-picture input[type=file]").set_input_files(file)
    answered(page, "不要往这样的码里交")
    expect(page.locator("[data-from=me]")).to_contain_text("［照片］")
    assert 1_000 < max(received) < len(photo) / 2


def test_what_is_no_picture_gets_a_calm_word(page: Page) -> None:
    file = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff" + b"x" * 500_000}
    page.locator("#chat-picture input[type=file]").set_input_files(file)
    page.locator("[data-from=them]").nth(1).wait_for()
    assert page.locator(".bubble__unsent").count() == 0


@pytest.mark.parametrize("voice", ["", "de-DE"])
def test_no_button_reads_aloud_where_no_voice_speaks_chinese(
    context: BrowserContext, site: str, voice: str
) -> None:
    page = speaking(context, site, voice)
    assert page.locator(".bubble__speak").count() == 1
    assert page.locator(".bubble__speak").is_hidden()


@pytest.mark.parametrize(
    ("lang", "voice"), [("zh_Hans", "zh-CN"), ("zh_Hant", "zh-TW"), ("en", "en-US")]
)
def test_an_answer_is_read_aloud_in_the_language_of_the_page(
    context: BrowserContext, site: str, lang: str, voice: str
) -> None:
    page = speaking(context, site, voice, lang)
    page.locator(".bubble__speak").click()
    spoken = page.evaluate("() => window.spoken")
    assert {tongue for tongue, _ in spoken} == {voice}
    said = "".join(text for _, text in spoken)
    assert said in page.locator("[data-from=them] .bubble__text").first.text_content()


def speaking(context: BrowserContext, site: str, voice: str, lang: str = "zh_Hans") -> Page:
    page = context.new_page()
    page.add_init_script(f"({VOICES})({voice!r})")
    page.goto(f"{site}/chat?lang={lang}")
    page.wait_for_function("() => document.querySelector('.bubble__speak')")
    return page


def test_large_type_is_one_press_away_and_remembered(page: Page) -> None:
    page.get_by_role("button", name="大字").click()
    page.reload()
    expect(page.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")
    assert overflow(page) == 0
    assert small_text(page, 22) == []


@pytest.mark.parametrize("lang", ["zh_Hans", "zh_Hant", "en"])
def test_the_page_fits_a_phone_and_is_accessible(
    context: BrowserContext, site: str, lang: str
) -> None:
    page = context.new_page()
    page.goto(f"{site}/chat?lang={lang}")
    say(page, "كم أدفع " + "w" * 90)
    page.locator("[data-from=them]").nth(1).wait_for()
    page.wait_for_function("() => document.getAnimations().length === 0")
    assert overflow(page) == 0
    assert violations(page) == []
    assert small_targets(page, 60) == []
    assert small_text(page, 18) == []
