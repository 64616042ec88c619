"""What templates may call: amounts, days, addresses of static files with a content hash."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from flask import Flask, current_app, g

from courier.domain import amount_words
from courier.domain.money import Money
from courier.domain.permissions import Permission
from courier.domain.short_codes import grouped
from courier.services.areas import may
from courier.services.county_choice import CountyChoice, counties_to_see
from courier.texts import CHINA, shown, shown_aloud
from field_app.access import core
from field_app.files.routes import SCRIPTS
from field_app.language import locale


def init_app(app: Flask) -> None:
    """Give them to the templates."""
    app.jinja_env.globals.update(static_url=static_url, money=money, day=day, moment=moment)
    app.jinja_env.globals.update(in_words=in_words, aloud=aloud, grouped=grouped)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(
        lambda: {
            "actor": g.get("actor"),
            "may": _may,
            "counties_to_see": _counties,
            "current_user_kind": g.actor.kind.value if g.get("actor") else None,
            "demo": current_app.config["DEMO"],
        }
    )


def _may(permission: str) -> bool:
    """Whether whoever is signed in may do this; see domain/permissions.py."""
    return g.get("actor") is not None and may(g.actor, Permission(permission))


def _counties() -> Sequence[CountyChoice]:
    """Which counties whoever is signed in may look at; empty where there is no choice."""
    return counties_to_see(core(), actor=g.actor) if g.get("actor") else ()


def money(amount: Money | int) -> str:
    """``160元``."""
    return shown(amount if isinstance(amount, Money) else Money(amount), locale())


def in_words(amount: Money) -> str:
    """``壹佰陆拾元整``."""
    return amount_words.in_words(amount, locale().value)


def aloud(amount: Money) -> str:
    """``一百六十块``, as people say it."""
    return shown_aloud(amount, locale())


def day(date: dt.date) -> str:
    """``2026年11月22日``; a moment counts as its day in China."""
    if isinstance(date, dt.datetime):
        date = date.astimezone(CHINA).date()
    return shown(date, locale())


def moment(at: dt.datetime) -> str:
    """Day and time in China."""
    return shown(at, locale())


def static_url(name: str) -> str:
    """The address of a static file, with its content hash so that it may be kept for long."""
    if name.startswith("js/"):
        return SCRIPTS.url(name)
    content = _content_hash(f"{current_app.static_folder}/{name}")
    return f"{current_app.static_url_path}/{name}?v={content}"  # a page has a hundred of them


@cache
def _content_hash(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]
