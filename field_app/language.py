"""Which language a page speaks: asked for, remembered, else what the browser prefers."""

from __future__ import annotations

from typing import cast
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask, current_app, g, request, session

from courier.texts import Locale, say
from field_app.came_from import came_from

BROWSER_TAGS = {
    "zh-tw": Locale.ZH_HANT,
    "zh-hk": Locale.ZH_HANT,
    "zh-hant": Locale.ZH_HANT,
    "zh": Locale.ZH_HANS,
    "zh-cn": Locale.ZH_HANS,
    "en": Locale.EN,
}


def init_app(app: Flask) -> None:
    """Choose before each request; give templates ``t`` and ``locale``."""
    app.before_request(choose)
    app.jinja_env.globals["t"] = lambda key, **facts: say(key, locale(), **facts)
    app.jinja_env.globals["address_in"] = address_in
    app.context_processor(lambda: {"locale": locale(), "locales": list(Locale)})


def address_in(code: str) -> str:
    """This page in another language; what its address says stays, also what it says twice.

    The answer to a form has no address of its own: the page of the form stands for it.
    """
    pages = [one for one in (came_from(), request.full_path) if one and _is_page(one)]
    address = urlsplit(pages[0] if pages else "/")
    pairs = [pair for pair in parse_qsl(address.query, keep_blank_values=True) if pair[0] != "lang"]
    return f"{address.path}?{urlencode([*pairs, ('lang', code)])}"


def _is_page(address: str) -> bool:
    """Whether the address answers who follows it; of one that was followed it is known."""
    if request.method != "POST":
        return True
    routes = current_app.create_url_adapter(request)
    return routes is not None and routes.test(urlsplit(address).path, "GET")


def choose() -> None:
    """``?lang=zh_Hant`` changes it and is remembered."""
    asked = request.args.get("lang", "")
    if asked in set(Locale):
        session["lang"] = asked
    g.locale = Locale(session.get("lang") or _of_browser())


def locale() -> Locale:
    """The language of this request; Chinese when there is none."""
    return cast("Locale", g.get("locale", Locale.ZH_HANS))


def _of_browser() -> Locale:
    tag = request.accept_languages.best_match(list(BROWSER_TAGS))
    return BROWSER_TAGS.get((tag or "zh").lower(), Locale.ZH_HANS)
