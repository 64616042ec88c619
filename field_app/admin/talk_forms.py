"""The forms of cases and talks; labels are keys of the catalogue."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from courier.domain.cases import LONGEST_WORDS
from courier.domain.held_cash import Decision
from courier.domain.office_hours import WEEK


def _required() -> list[object]:
    return [InputRequired("auth.fill_in"), Length(max=LONGEST_WORDS)]


class NoteForm(FlaskForm):  # type: ignore[misc]
    """A note that admins alone read."""

    words = TextAreaField("cases.note_words", validators=_required())


class CloseForm(FlaskForm):  # type: ignore[misc]
    """What the reporter is told."""

    words = TextAreaField("cases.close_words", validators=_required())


class ReopenForm(FlaskForm):  # type: ignore[misc]
    """Why a case is taken up again."""

    words = TextAreaField("cases.reopen_words", validators=_required())


class AcceptForm(FlaskForm):  # type: ignore[misc]
    """That somebody is added: the number where there was none, the category that is granted."""

    id_number = StringField(
        "additions.number_from_papers", validators=[InputRequired("auth.fill_in")]
    )
    category = StringField()


class DeclineForm(FlaskForm):  # type: ignore[misc]
    """Why somebody is not added; the courier reads it."""

    words = TextAreaField("additions.decline_words", validators=_required())


class HeldForm(FlaskForm):  # type: ignore[misc]
    """What is to be done with cash that a stopped phone handed in, and why."""

    decision = RadioField(
        "held.decision",
        choices=[SelectChoice(one.value, f"held.decision_{one.value}") for one in Decision],
    )
    words = TextAreaField("held.words", description="held.words_hint", validators=_required())


class AnswerForm(FlaskForm):  # type: ignore[misc]
    """Words to a villager."""

    words = TextAreaField("talks.answer_words", validators=_required())


class HoursForm(FlaskForm):  # type: ignore[misc]
    """When the county's offices answer."""

    opens = StringField("talks.opens", validators=_required())
    closes = StringField("talks.closes", validators=_required())
    weekdays = SelectMultipleField(
        "talks.weekdays",
        choices=[SelectChoice(str(day), f"talks.weekday_{day}") for day in range(1, WEEK + 1)],
    )
