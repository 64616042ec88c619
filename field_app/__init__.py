"""The three faces over HTTP: registration only, no rule lives here."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from courier.services.core import Core
from courier.settings import ROOT, Settings
from field_app import bare_files, compressed, errors, language, limits, security, shown, uploads
from field_app.access import Audience, load_actor
from field_app.form_tokens import FormGuard
from field_app.long_addresses import ShortAddresses

ROOMS = (
    "files",
    "auth",
    "public",
    "chat",
    "visits",
    "payments",
    "credentials",
    "training",
    "phone",
    "own",
    "applications",
    "admin",
    "hooks",
    "api",
)
MAX_REQUEST_BYTES = 24 * 1024 * 1024  # one picture as the largest camera makes it
csrf = FormGuard()


def create_app(core: Core, settings: Settings) -> Flask:
    """The web app on a given core. Each room brings ``routes.rooms``, a tuple of Rooms."""
    app = Flask(__name__, static_folder=str(ROOT / "static"), static_url_path="/static")
    configure(app, core, settings)
    app.before_request(load_actor)
    csrf.init_app(app)
    for part in (bare_files, errors, language, limits, security, shown, compressed, uploads):
        part.init_app(app)
    for name in ROOMS:
        for room in import_module(f"field_app.{name}.routes").rooms:
            app.register_blueprint(room)
            if room.csrf_exempt:
                csrf.exempt(room)
            if room.audience is Audience.MACHINE:  # believed by signature, not by address
                limits.limiter.exempt(room)
    app.wsgi_app = ShortAddresses(ProxyFix(app.wsgi_app))  # type: ignore[assignment, method-assign]
    return app


def configure(app: Flask, core: Core, settings: Settings) -> None:
    """Let the app work with this core and these settings from its next request on."""
    app.config.update(
        SECRET_KEY=core.web_key,
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        SESSION_COOKIE_NAME="yibao",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,  # no session lasts longer than its first cookie
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https:"),
        WTF_CSRF_TIME_LIMIT=None,
        DEMO=settings.demo,
        DEMO_SHEET=settings.data_dir / "demo" / "sign_ins.json",
        PUBLIC_URL=settings.public_url,
        UPLOADS=settings.data_dir / "uploads",
    )
    app.extensions["core"] = core
