"""Receipt books: who has which, and how many leaves are left."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from courier.domain.courier_states import CourierStatus
from courier.domain.permissions import Permission
from courier.services import courier_lists, phone_leaves, receipt_books
from courier.texts import say
from field_app.access import Audience, Room, actor, core
from field_app.admin.forms import BookForm
from field_app.language import locale
from field_app.refusals import flashed, on_form, status_of

books = Room(
    "admin_books",
    audience=Audience.ADMIN,
    prefix="/admin/books",
    see=Permission.SEE_MONEY,
    change=Permission.KEEP_MONEY,
)


@books.route("/", methods=["GET", "POST"])
def index() -> ResponseReturnValue:
    """The books of the area, and a form to issue one."""
    form = BookForm()
    form.courier_id.choices = _holders()
    if form.validate_on_submit():
        book_no = on_form(form, lambda: _issue(form))
        if book_no:
            flash(say("admin.book_issued", locale(), number=str(book_no)), "good")
            return redirect(url_for("admin_books.index"), code=303)
    found = receipt_books.list_books(core(), actor=actor())
    return render_template("admin/books.html", books=found, form=form), status_of(form)


@books.post("/<int:book_no>/return")
def give_back(book_no: int) -> ResponseReturnValue:
    """The book is back; what is left of it is used no more."""
    flashed(
        "admin.book_returned",
        lambda: receipt_books.return_book(core(), actor=actor(), book_no=book_no),
    )
    return redirect(url_for("admin_books.index"), code=303)


@books.post("/<int:book_no>/void-lost")
def void_lost(book_no: int) -> ResponseReturnValue:
    """What was set aside for a phone that is lost is void."""
    flashed(
        "phone_items.lost_voided",
        lambda: phone_leaves.void_lost_leaves(core(), actor=actor(), book_no=book_no),
    )
    return redirect(url_for("admin_books.index"), code=303)


def _holders() -> list[tuple[str, str]]:
    found = courier_lists.list_couriers(core(), actor=actor())
    working = {CourierStatus.APPROVED, CourierStatus.ACTIVE}
    return [
        (str(one.courier_id), f"{one.name} {one.courier_no}")
        for one in found.couriers
        if one.status in working
    ]


def _issue(form: BookForm) -> int:
    return receipt_books.issue_book(
        core(),
        actor=actor(),
        courier_id=UUID(form.courier_id.data),
        leaves=form.leaves.data,
    )
