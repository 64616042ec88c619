"""What a use-case refuses stands on the form that asked, not on a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import flash
from flask_wtf import FlaskForm

from courier.domain.errors import BadInput, Conflict, NotAllowed, Refused
from courier.texts import say
from field_app.errors import note_refusal, sentence
from field_app.language import locale

Answer = TypeVar("Answer")
SAID_ON_FORMS = (BadInput, Conflict, NotAllowed, Refused)


def on_form(form: FlaskForm, use_case: Callable[[], Answer]) -> Answer | None:
    """The use-case's answer; None when it refused, and the form says why.

    What is not there (NotFound) and what failed outside stays an error page.
    """
    try:
        return use_case()
    except SAID_ON_FORMS as error:
        note_refusal(error)
        form.form_errors.append(sentence(error))
        return None


def flashed(good_key: str, use_case: Callable[[], object], **facts: object) -> bool:
    """Do it and say so on the next page (not with an empty key), or say there why not.

    Whether it was done.
    """
    try:
        use_case()
    except SAID_ON_FORMS as error:
        note_refusal(error)
        flash(sentence(error), "bad")
        return False
    if good_key:
        flash(say(good_key, locale(), **facts), "good")
    return True


def status_of(form: FlaskForm) -> int:
    """200 for a form as it is first shown, 400 for one with errors."""
    return 400 if form.errors else 200
