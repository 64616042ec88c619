"""What the assistant did not understand: counts and plots, and phrases to learn from."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from courier.domain.learning import LONGEST_PHRASE
from courier.domain.permissions import Permission
from courier.domain.topics import Topic
from courier.services import learning_review as use
from courier.services import told as answers
from courier.services.learning_review import Phrase
from courier.texts import say
from field_app.access import Audience, Room, actor, core
from field_app.language import locale
from field_app.refusals import flashed, on_form

learning = Room(
    "admin_learning",
    audience=Audience.ADMIN,
    prefix="/admin/learning",
    see=Permission.SEE_LEARNING,
    change=Permission.TEACH,
)
STATES = ("new", "approved", "dismissed")


class PhraseForm(FlaskForm):  # type: ignore[misc]
    """What a phrase means, in words that name nobody."""

    topic = SelectField("learning.topic", validators=[InputRequired("auth.fill_in")])
    words = StringField(
        "learning.words",
        description="learning.words_hint",
        validators=[InputRequired("auth.fill_in"), Length(max=2 * LONGEST_PHRASE)],
    )


@learning.get("/")
def index() -> ResponseReturnValue:
    """How much waits, by topic and by month."""
    return render_template(
        "admin/learning.html",
        seen=use.overview(core(), actor=actor()),
        told=answers.latest(core()),
        title_of=_title,
        month=lambda day: f"{day:%Y-%m}",
    )


@learning.get("/phrases")
def phrases() -> ResponseReturnValue:
    """Phrases of a topic, or decided ones, the most frequent first."""
    state, heard_as = request.args.get("state", "new"), request.args.get("topic", "")
    state = state if state in STATES else "new"
    page = max(request.args.get("page", 1, type=int), 1)
    found = use.phrases(core(), actor=actor(), state=state, heard_as=heard_as or None, page=page)
    return render_template(
        "admin/learning_phrases.html",
        found=found,
        state=state,
        states=STATES,
        topic=heard_as,
        page=page,
        title_of=_title,
    )


@learning.get("/phrases/<uuid:phrase_id>")
def detail(phrase_id: UUID) -> ResponseReturnValue:
    """One phrase, and what may be made of it."""
    one = use.phrase(core(), actor=actor(), phrase_id=phrase_id)
    form = _form(data={"topic": one.chosen or one.heard_as, "words": one.said})
    return _shown(one, form)


@learning.post("/phrases/<uuid:phrase_id>/approve")
def approve(phrase_id: UUID) -> ResponseReturnValue:
    """The phrase becomes training data; nothing is trained by it."""
    form = _form()
    if form.validate_on_submit():
        on_form(form, lambda: _approve(phrase_id, form))
    if form.errors or form.form_errors:
        one = use.phrase(core(), actor=actor(), phrase_id=phrase_id)
        return _shown(one, form), 400
    flash(say("learning.approved_now", locale()), "good")
    return redirect(url_for("admin_learning.phrases"), code=303)


@learning.post("/phrases/<uuid:phrase_id>/dismiss")
def dismiss(phrase_id: UUID) -> ResponseReturnValue:
    """The phrase teaches nothing."""
    flashed(
        "learning.dismissed_now",
        lambda: use.dismiss(core(), actor=actor(), phrase_id=phrase_id),
    )
    return redirect(url_for("admin_learning.phrases"), code=303)


@learning.post("/phrases/<uuid:phrase_id>/forget")
def forget(phrase_id: UUID) -> ResponseReturnValue:
    """The phrase shows who it is about and is deleted."""
    flashed(
        "learning.forgotten_now",
        lambda: use.forget(core(), actor=actor(), phrase_id=phrase_id),
    )
    return redirect(url_for("admin_learning.phrases"), code=303)


@learning.get("/told")
def told() -> ResponseReturnValue:
    """The very words of an answer that somebody was given."""
    view = answers.look_up(core(), receipt=request.args.get("receipt", ""))
    return render_template("admin/learning_told.html", view=view, title_of=_title)


def _approve(phrase_id: UUID, form: PhraseForm) -> None:
    topic, words = form.topic.data or "", form.words.data or ""
    use.approve(core(), actor=actor(), phrase_id=phrase_id, topic=topic, words=words)


def _form(data: dict[str, str] | None = None) -> PhraseForm:
    form = PhraseForm(data=data)
    form.topic.choices = [(topic.value, _title(topic)) for topic in Topic]
    return form


def _shown(one: Phrase, form: PhraseForm) -> str:
    return render_template(
        "admin/learning_phrase.html",
        one=one,
        form=form,
        title_of=_title,
    )


def _title(topic: str) -> str:
    return say(f"answers.topic_{topic}", locale()) if topic in set(Topic) else topic
