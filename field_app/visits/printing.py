"""Slips for a whole village, for the township office to print."""

from __future__ import annotations

import io

from flask import render_template, send_file
from flask.typing import ResponseReturnValue

from courier.domain.permissions import Permission
from courier.services import slip_papers
from field_app.access import actor, core, needs
from field_app.language import locale
from field_app.visits.rooms import printing


@printing.get("/")
def villages() -> ResponseReturnValue:
    """Which villages there are to print for."""
    found = slip_papers.village_slips(core(), actor())
    return render_template("visits/villages.html", villages=found)


@printing.get("/<village_code>.pdf")
@needs(Permission.CHANGE_PEOPLE)
def pdf(village_code: str) -> ResponseReturnValue:
    """One file with a page for each household."""
    paper = slip_papers.slips_pdf(core(), actor(), village_code=village_code, locale=locale().value)
    name = f"slips-{village_code}.pdf"
    return send_file(io.BytesIO(paper), mimetype="application/pdf", download_name=name)
