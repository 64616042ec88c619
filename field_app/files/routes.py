"""Scripts and style sheets in folders named by their content, so they are asked for once.

A module's imports are addresses beside its own: only a folder's name reaches them too.
"""

from __future__ import annotations

from pathlib import Path

from flask import Response, current_app, url_for
from flask.typing import ResponseReturnValue

from field_app.access import Audience, Room
from field_app.files.sheets import FACES, Sheet, sheet
from field_app.programs import Program
from field_app.security import FOR_EVER

files = Room("files", audience=Audience.PUBLIC, prefix="/static/kept")
rooms = (files,)
SCRIPTS = Program(
    room="files",
    worker="",
    small=("js/*.js", "js/verify/*.js", "vendor/*.js", "vendor/*.wasm", "img/selftest.png"),
)


@files.get(f"/<version>/<any({', '.join(FACES)}):face>.css")
def face_sheet(version: str, face: str) -> ResponseReturnValue:
    """All that a page of the face looks like."""
    found = _sheet(face)
    answer = Response(found.text, mimetype="text/css")
    answer.headers["Cache-Control"] = FOR_EVER if version == found.version else "no-store"
    return answer


@files.get("/<version>/<path:name>")
def file(version: str, name: str) -> ResponseReturnValue:
    """A script of a page, and what it loads."""
    return SCRIPTS.send_file(version, name)


@files.app_template_global()
def sheet_url(face: str) -> str:
    """The address of a face's style sheet."""
    return url_for("files.face_sheet", version=_sheet(face).version, face=face)


def _sheet(face: str) -> Sheet:
    return sheet(Path(str(current_app.static_folder)), face)
