"""A candidate's own part: photo, papers, lessons, quiz. Her phone is known by a cookie."""

from __future__ import annotations

import io

from flask import flash, make_response, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from courier.domain.applications import PaperKind
from courier.domain.errors import Conflict, NotFound
from courier.services import applications as use
from courier.services import quizzes
from courier.texts import say
from field_app.access import Audience, Room, core
from field_app.applications import browsers
from field_app.applications.forms import OpenForm, PaperForm, PhotoForm
from field_app.errors import told
from field_app.language import locale
from field_app.limits import GUESSABLE, limiter
from field_app.refusals import on_form, status_of
from field_app.training import pages
from field_app.training.pages import Learner

application = Room("application", audience=Audience.PUBLIC, prefix="/apply")
rooms = (application,)
UPLOADS = "30 per hour"


@application.route("/open/<token>", methods=["GET", "POST"])
@limiter.limit(GUESSABLE)
def open_link(token: str) -> ResponseReturnValue:
    """Whose application this is; the press binds it to this phone."""
    view = use.read_link(core(), token=token)
    form = OpenForm()
    if form.validate_on_submit():
        secret = use.open_link(core(), token=token)
        return browsers.remember(
            make_response(redirect(url_for("application.overview"), code=303)), secret
        )
    return render_template("applications/open.html", view=view, form=form)


@application.get("/")
def overview() -> ResponseReturnValue:
    """What is done and what is still to do."""
    view = _own()
    quiz = quizzes.next_quiz(core(), county_id=view.county_id, courier_id=view.courier_id)
    return render_template(
        "applications/overview.html", view=view, papers=PaperKind, passed=quiz.passed_at is not None
    )


@application.route("/photo", methods=["GET", "POST"])
@limiter.limit(UPLOADS, methods=["POST"])
def photo() -> ResponseReturnValue:
    """Her portrait, framed by herself."""
    view, form = _own(), PhotoForm()
    if form.validate_on_submit():
        done = on_form(form, lambda: _give_photo(form))
        if done:
            flash(say("apply.photo_kept", locale()), "good")
            return redirect(url_for("application.overview"), code=303)
    return render_template("applications/photo.html", view=view, form=form), status_of(form)


@application.get("/portrait.jpg")
def portrait() -> ResponseReturnValue:
    """The portrait as it will be on the card."""
    jpeg = use.own_photo(core(), secret=browsers.remembered())
    return send_file(io.BytesIO(jpeg), mimetype="image/jpeg")


@application.route("/paper/<kind>", methods=["GET", "POST"])
@limiter.limit(UPLOADS, methods=["POST"])
def paper(kind: str) -> ResponseReturnValue:
    """A picture of one paper."""
    if kind not in set(PaperKind):
        raise NotFound("paper_missing")
    view, form = _own(), PaperForm()
    if form.validate_on_submit():
        done = on_form(form, lambda: _give_paper(PaperKind(kind), form))
        if done:
            flash(say("apply.paper_kept", locale()), "good")
            return redirect(url_for("application.overview"), code=303)
    page = render_template("applications/paper.html", view=view, form=form, kind=kind)
    return page, status_of(form)


@application.get("/training")
def lessons() -> ResponseReturnValue:
    """What there is to read."""
    return pages.lessons(_learner())


@application.get("/training/<name>")
def lesson(name: str) -> ResponseReturnValue:
    """One lesson."""
    return pages.lesson(_learner(), name)


@application.route("/quiz", methods=["GET", "POST"])
def quiz() -> ResponseReturnValue:
    """The questions."""
    return pages.quiz(_learner())


@application.get("/result")
def quiz_result() -> ResponseReturnValue:
    """How it went."""
    return pages.quiz_result(_learner())


@application.errorhandler(Conflict)
def over(error: Conflict) -> ResponseReturnValue:
    """Approved is good news, said as such."""
    if error.code != "application_approved":
        return told(error)
    return render_template("applications/approved.html")


def _own() -> use.ApplicationView:
    return use.own_application(core(), secret=browsers.remembered())


def _learner() -> Learner:
    view = _own()
    return Learner(view.county_id, view.courier_id, "application", "applications/layout.html")


def _give_photo(form: PhotoForm) -> bool:
    data, frame = form.photo.data.read(), form.frame()
    use.give_photo(core(), secret=browsers.remembered(), photo=data, frame=frame)
    return True


def _give_paper(kind: PaperKind, form: PaperForm) -> bool:
    data = form.picture.data.read()
    use.give_paper(core(), secret=browsers.remembered(), kind=kind, picture=data)
    return True
