"""The check page without a network: its worker, its page, and the program that verifies cards."""

from __future__ import annotations

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from courier.domain.credentials import Reason
from courier.texts import Locale
from field_app.access import Audience, Room
from field_app.programs import CODE_READER, READING_CODES, Program, spoken

public = Room("phone_check", audience=Audience.PUBLIC)
# The national line of the medical insurance service.
HOTLINE = "12393"
PROGRAM = Program(
    room="phone_check",
    worker="js/check/worker.js",
    small=(
        *("js/check/*.js", "js/verify/*.js", "js/live_code.js", "js/speech.js"),
        *READING_CODES,
    ),
    large=CODE_READER,
)


@public.get("/C/worker.js")
@public.get("/c/worker.js")
def worker() -> ResponseReturnValue:
    """The service worker."""
    language = spoken()
    where = url_for("phone_check.page", version=PROGRAM.version, language=language.value)
    return PROGRAM.send_worker({where: _page(language)})


@public.get("/c/shell/<version>/<language>.html")
def page(version: str, language: str) -> ResponseReturnValue:
    """The page that a phone keeps for when there is no network."""
    return PROGRAM.send_page(_page(spoken(language)), version)


@public.get("/c/shell/<version>/<path:name>")
def file(version: str, name: str) -> ResponseReturnValue:
    """A file of the program."""
    return PROGRAM.send_file(version, name)


@public.app_context_processor
def _for_pages() -> dict[str, object]:
    return {"reasons": [reason.value for reason in Reason], "check_program": PROGRAM}


def _page(language: Locale) -> str:
    g.locale = language
    return render_template("credentials/offline.html", hotline=HOTLINE)
