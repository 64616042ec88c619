"""Answers that are the same for everybody: no session is looked up for them, and none is renewed.

A cookie set with a file would make the browser ask for the file again at each page.
"""

from __future__ import annotations

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

KEPT_PAGES = frozenset({"phone_check.page", "phone_shell.page"})  # hold nothing about anybody
WORKERS = frozenset({"phone_check.worker", "phone_shell.worker"})
PROGRAMS = frozenset({"phone_check.file", "phone_shell.file", "files.file", "files.face_sheet"})
FILES = PROGRAMS | {"static"} | KEPT_PAGES | WORKERS


def init_app(app: Flask) -> None:
    """Leave sessions alone where a file is sent."""
    app.session_interface = NotForFiles()


class NotForFiles(SecureCookieSessionInterface):
    """The session in its signed cookie, which files neither renew nor vary with."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Nothing for a file."""
        if request.endpoint not in FILES:
            super().save_session(app, session, response)
