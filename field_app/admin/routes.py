"""The console: how the villages stand, and whether receipts, money and people agree."""

from __future__ import annotations

import datetime as dt

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from courier.domain.courier_states import CourierStatus
from courier.domain.money import total
from courier.domain.permissions import Permission
from courier.services import courier_lists, coverage, reconciliation
from courier.services.areas import may
from courier.services.reconciliation import VillageProgress
from field_app.access import Audience, Room, actor, core, needs
from field_app.admin.account import account
from field_app.admin.additions import additions
from field_app.admin.admins import admins
from field_app.admin.applications import applications
from field_app.admin.books import books
from field_app.admin.candidates import candidates
from field_app.admin.card_batches import batches
from field_app.admin.cases import cases
from field_app.admin.cash import cash
from field_app.admin.checks import checks
from field_app.admin.counties import counties
from field_app.admin.couriers import couriers
from field_app.admin.credentials import credentials
from field_app.admin.hand_overs import hand_overs
from field_app.admin.held import held
from field_app.admin.learning import learning
from field_app.admin.notices import notices
from field_app.admin.people import people
from field_app.admin.roster import roster
from field_app.admin.suspense import suspense
from field_app.admin.system import system
from field_app.admin.talks import talks
from field_app.admin.visits import room as visits

admin = Room("admin", audience=Audience.ADMIN, prefix="/admin", see=Permission.SEE_PROGRESS)
rooms = (
    admin,
    couriers,
    credentials,
    candidates,
    batches,
    applications,
    hand_overs,
    suspense,
    cash,
    books,
    roster,
    people,
    notices,
    learning,
    cases,
    additions,
    held,
    talks,
    checks,
    visits,
    counties,
    system,
    account,
    admins,
)
BEHIND, GOAL = 60, 95  # percent of the target


@admin.get("/")
@needs(Permission.OWN_ACCOUNT)
def home() -> ResponseReturnValue:
    """The first page is the progress, or how the system runs."""
    sees_people = may(actor(), Permission.SEE_PROGRESS)
    return redirect(url_for("admin.progress" if sees_people else "admin_system.index"))


@admin.get("/progress")
def progress() -> ResponseReturnValue:
    """Each village against its target."""
    who = actor()
    year = coverage.current_coverage_year(core(), who.county_id)
    villages = reconciliation.progress(core(), actor=who, coverage_year=year)
    counts = courier_lists.counts_by_status(core(), actor=who)
    return render_template(
        "admin/progress.html",
        year=year,
        villages=villages,
        sums=_sums(villages),
        waiting=counts[CourierStatus.APPLIED],
        tone_of=_tone,
        goal=GOAL,
    )


@admin.get("/reconciliation")
def agreement() -> ResponseReturnValue:
    """Receipts, money and people, village by village; on one day or from the beginning."""
    day = _day(request.args.get("day", ""))
    villages = reconciliation.three_way(core(), actor=actor(), day=day)
    today = coverage.china_day(core())
    return render_template("admin/reconciliation.html", villages=villages, day=day, today=today)


def _sums(villages: list[VillageProgress]) -> dict[str, object]:
    return {
        "insured": sum(one.insured for one in villages),
        "covered": sum(one.covered for one in villages),
        "paid": sum(one.paid for one in villages),
        "aided": sum(one.aided for one in villages),
        "open": sum(one.open for one in villages),
        "unknown": sum(one.unknown for one in villages),
        "money": total([one.paid_money for one in villages]),
    }


def _tone(percent: int) -> str:
    return "good" if percent >= GOAL else "wait" if percent >= BEHIND else "bad"


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
