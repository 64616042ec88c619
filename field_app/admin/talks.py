"""Talks with a person in the console: the queue, one talk, answers, and the office's hours."""

from __future__ import annotations

from uuid import UUID

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from courier.domain.office_hours import read_hours
from courier.domain.permissions import Permission
from courier.services import handoff_views, handoff_work, office_hours
from courier.services.handoff_views import SpokenLine
from courier.texts import say
from field_app.access import Audience, Room, actor, core, needs
from field_app.admin.keys import key_in
from field_app.admin.talk_forms import AnswerForm, HoursForm
from field_app.language import locale
from field_app.refusals import flashed, on_form, status_of
from field_app.shown import moment

talks = Room(
    "admin_talks",
    audience=Audience.ADMIN,
    prefix="/admin/talks",
    see=Permission.SEE_TALKS,
    change=Permission.ANSWER_TALKS,
)
STATUS_TONES = {"waiting": "wait", "taken": "info", "ended": "plain"}


@talks.get("/")
def index() -> ResponseReturnValue:
    """Who waits, longest first; or the talks that are over."""
    if "ended" in request.args:
        before = key_in(request.args.get("before", ""))
        page = handoff_views.ended_talks(core(), actor=actor(), before=before)
        is_first = before is None
        return render_template(
            "admin/talks_ended.html", page=page, is_first=is_first, tones=STATUS_TONES
        )
    lines = handoff_views.open_talks(core(), actor=actor())
    return render_template("admin/talks.html", lines=lines, tones=STATUS_TONES)


@talks.get("/<uuid:handoff_id>")
def detail(handoff_id: UUID) -> ResponseReturnValue:
    """One talk with all that was said."""
    return _page(handoff_id, AnswerForm(formdata=None))


@talks.get("/<uuid:handoff_id>/since")
def since(handoff_id: UUID) -> ResponseReturnValue:
    """What was said after a message, as JSON for the script."""
    after = request.args.get("after", 0, type=int)
    said = handoff_views.talk_since(core(), actor=actor(), handoff_id=handoff_id, after=after)
    return jsonify(
        messages=[_shown(line) for line in said.lines],
        after=max((line.seq for line in said.lines), default=after),
        again=said.more_may_come,
    )


@talks.post("/<uuid:handoff_id>/take")
def take(handoff_id: UUID) -> ResponseReturnValue:
    """Become the one who answers."""
    is_meant = request.form.get("from_colleague") == "yes"
    flashed(
        "talks.done_take",
        lambda: handoff_work.take_talk(
            core(), actor=actor(), handoff_id=handoff_id, from_colleague=is_meant
        ),
    )
    return _back(handoff_id)


@talks.post("/<uuid:handoff_id>/answer")
def answer(handoff_id: UUID) -> ResponseReturnValue:
    """Say something to the villager; refused words stay on the form."""
    form = AnswerForm()
    words = form.words.data or ""
    on_form(
        form,
        lambda: handoff_work.answer_talk(core(), actor=actor(), handoff_id=handoff_id, words=words),
    )
    return (_page(handoff_id, form), 400) if form.form_errors else _back(handoff_id)


@talks.post("/<uuid:handoff_id>/end")
def end(handoff_id: UUID) -> ResponseReturnValue:
    """Leave the villager to the assistant again."""
    flashed(
        "talks.done_end",
        lambda: handoff_work.end_talk(core(), actor=actor(), handoff_id=handoff_id),
    )
    return _back(handoff_id)


@talks.get("/hours")
@needs(Permission.SET_HOURS)
def hours() -> ResponseReturnValue:
    """The county's hours as they are."""
    known = office_hours.office_hours(core(), county_id=actor().county_id)
    form = HoursForm(
        formdata=None,
        opens=f"{known.opens:%H:%M}",
        closes=f"{known.closes:%H:%M}",
        weekdays=[str(day) for day in known.weekdays],
    )
    return render_template("admin/talk_hours.html", form=form)


@talks.post("/hours")
@needs(Permission.SET_HOURS)
def set_hours() -> ResponseReturnValue:
    """Other hours for the whole county."""
    form = HoursForm()
    done = on_form(form, lambda: _set_hours(form))
    if done is None:
        return render_template("admin/talk_hours.html", form=form), status_of(form)
    flashed("talks.done_hours", lambda: None)
    return redirect(url_for("admin_talks.index"), code=303)


def _set_hours(form: HoursForm) -> bool:
    wanted = read_hours(
        opens=form.opens.data or "",
        closes=form.closes.data or "",
        weekdays=form.weekdays.data or (),
    )
    office_hours.set_office_hours(core(), actor=actor(), hours=wanted)
    return True


def _shown(line: SpokenLine) -> dict[str, object]:
    """A message as the page's script expects it; ``who`` with the time."""
    who = say(f"talks.said_{line.who}", locale())
    return {
        "from": line.who.value,
        "seq": line.seq,
        "who": f"{who} · {moment(line.at)}",
        "text": line.text,
    }


def _page(handoff_id: UUID, form: AnswerForm) -> str:
    view = handoff_views.talk_view(core(), actor=actor(), handoff_id=handoff_id)
    return render_template(
        "admin/talk.html",
        view=view,
        said=[_shown(line) for line in view.transcript],
        form=form,
        tones=STATUS_TONES,
    )


def _back(handoff_id: UUID) -> ResponseReturnValue:
    address = url_for("admin_talks.detail", handoff_id=handoff_id, _anchor="newest")
    return redirect(address, code=303)
