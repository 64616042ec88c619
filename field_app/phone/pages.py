"""The field app without a network: its worker and the pages that the courier's phone keeps.

They are public and empty of people; what is shown on them comes out of the phone's own store.
"""

from __future__ import annotations

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from courier.domain.visit_outcomes import NEEDS_DAY, NO_DAY, Elsewhere
from courier.domain.visits import LATEST_DAYS, LONGEST_PLACE, NotDoneReason
from courier.services.households import Standing
from courier.texts import Locale
from field_app.access import Audience, Room
from field_app.language import locale
from field_app.programs import CODE_READER, READING_CODES, Program, spoken
from field_app.visits.forms import ConsentForm
from field_app.visits.shown import REASONS_EXPLAINED, STANDING_TONES, STATE_TONES

phone_shell = Room("phone_shell", audience=Audience.PUBLIC, prefix="/courier")
PROGRAM = Program(
    room="phone_shell",
    worker="js/phone/worker.js",
    small=(
        *("js/phone/**/*.js", "js/signature.js", "js/turned.js", "vendor/idb.js"),
        *("js/read_aloud.js", "js/speech.js"),
        *("js/card_*.js", "js/live_code.js", "js/verify/cbor_write.js", "vendor/qr-writer.js"),
        *READING_CODES,
    ),
    large=CODE_READER,
)
PAGES = ("day", "lost")


@phone_shell.get("/worker.js")
def worker() -> ResponseReturnValue:
    """The service worker of the courier's pages."""
    language = spoken()
    return PROGRAM.send_worker({_where(name, language): _page(name, language) for name in PAGES})


@phone_shell.get("/shell/<version>/<language>/<any(day, lost):name>.html")
def page(version: str, language: str, name: str) -> ResponseReturnValue:
    """A page that a phone keeps: her day, or a form whose answer was lost."""
    return PROGRAM.send_page(_page(name, spoken(language)), version)


@phone_shell.get("/shell/<version>/<path:name>")
def file(version: str, name: str) -> ResponseReturnValue:
    """A file of the program."""
    return PROGRAM.send_file(version, name)


@phone_shell.get("/kept")
def kept() -> ResponseReturnValue:
    """What this phone keeps, also for somebody who cannot sign in any more."""
    return _page("day", locale())


@phone_shell.app_context_processor
def _for_pages() -> dict[str, object]:
    return {"phone_program": PROGRAM}


def _where(name: str, language: Locale) -> str:
    return url_for("phone_shell.page", version=PROGRAM.version, language=language.value, name=name)


def _page(name: str, language: Locale) -> str:
    g.locale = language
    return render_template(
        f"phone/{name}.html",
        reasons_not_done=list(NotDoneReason),
        consent_form=ConsentForm(formdata=None, meta={"csrf": False}),
        needs_day=NEEDS_DAY,
        no_day=NO_DAY,
        reasons_explained=REASONS_EXPLAINED,
        elsewhere=list(Elsewhere),
        latest_days=LATEST_DAYS,
        longest_place=LONGEST_PLACE,
        state_tones=STATE_TONES,
        standing_tones=STANDING_TONES,
        standings=list(Standing),
    )
