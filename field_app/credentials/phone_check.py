"""The check page without a network: its worker, its page, and the program that verifies cards.

The program's files stand in a folder that is named by their content, so a page and the modules
that it loads always belong together, and they may be kept for ever. Nothing here is about anybody.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Response, abort, current_app, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from courier.domain.credentials import Reason
from courier.texts import Locale
from field_app.access import Audience, Room
from field_app.security import FOR_EVER

public = Room("phone_check", audience=Audience.PUBLIC)
# The national line of the medical insurance service.
HOTLINE = "12393"
FRESH = "no-cache"
WORKER = "js/check/worker.js"
# Loaded with the page, and what comes later: a reader of codes for phones that have none.
SMALL = (
    *("js/check/*.js", "js/verify/*.js", "js/live_code.js", "js/speech.js", "js/waiting.js"),
    *("js/scan.js", "js/camera.js", "js/qr_reader.js", "img/selftest.png"),
)
LARGE = ("vendor/zxing-reader.js", "vendor/zxing_reader.wasm")
_COMMENTS = re.compile(rb"^[ \t]*(?:/\*\*.*?\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
_ADDRESSES = re.compile(r'(?:href|src)="(/(?:static|c/shell)/[^"#]+)')


@dataclass(frozen=True, slots=True)
class Program:
    """Files by name, and sixteen hex digits of their content."""

    version: str
    files: dict[str, bytes]


@public.get("/C/worker.js")
@public.get("/c/worker.js")
def worker() -> ResponseReturnValue:
    """The service worker: the list of what it keeps, and its program."""
    spoken = _locale(request.args.get("words", ""))
    page = _page(spoken)
    shell = {
        "version": hashlib.sha256(page.encode()).hexdigest()[:16],
        "page": url_for("phone_check.page", version=version(), language=spoken.value),
        "files": sorted({*_ADDRESSES.findall(page), *map(file_url, _small())}),
    }
    program = f"const SHELL = {json.dumps(shell)};\n" + _files()[WORKER].decode()
    return _kept(Response(program, mimetype="text/javascript"), FRESH)


@public.get("/c/shell/<version>/<language>.html")
def page(version: str, language: str) -> ResponseReturnValue:
    """The page that a phone keeps for when there is no network."""
    return _kept(Response(_page(_locale(language)), mimetype="text/html"), _lasts(version))


@public.get("/c/shell/<version>/<path:name>")
def file(version: str, name: str) -> ResponseReturnValue:
    """A file of the program."""
    data = _files().get(name)
    if data is None:
        abort(404)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return _kept(Response(data, mimetype=kind), _lasts(version))


def file_url(name: str) -> str:
    """Where a file of the program is."""
    return url_for("phone_check.file", version=version(), name=name)


def modules(start: str) -> list[str]:
    """The modules that ``js/check/<start>.js`` loads, itself first."""
    found = [f"js/check/{start}.js"]
    for name in found:
        source = _files()[name].decode()
        for said in re.findall(r'^import [^"]*"(\.[^"]+)"', source, re.MULTILINE):
            target = _resolved(name, said)
            if target not in found:
                found.append(target)
    return found


def version() -> str:
    """Sixteen hex digits of the files' content."""
    return _program(Path(str(current_app.static_folder))).version


@public.app_context_processor
def _for_pages() -> dict[str, object]:
    return {
        "reasons": [reason.value for reason in Reason],
        "program_url": file_url,
        "program_modules": modules,
    }


def _page(language: Locale) -> str:
    g.locale = language
    return render_template("credentials/offline.html", hotline=HOTLINE)


def _small() -> list[str]:
    return [name for name in _files() if name not in LARGE and name != WORKER]


def _files() -> dict[str, bytes]:
    return _program(Path(str(current_app.static_folder))).files


@cache
def _program(folder: Path) -> Program:
    found = sorted(path for pattern in SMALL + LARGE for path in folder.glob(pattern))
    files = {path.relative_to(folder).as_posix(): _sent(path) for path in found}
    digest = hashlib.sha256()
    for name, data in files.items():
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return Program(digest.hexdigest()[:16], files)


def _sent(path: Path) -> bytes:
    """A file as phones get it: our modules without their comments, a quarter of their weight."""
    data = path.read_bytes()
    is_ours = path.suffix == ".js" and path.parent.name != "vendor"
    return _COMMENTS.sub(b"", data) if is_ours else data


def _resolved(name: str, said: str) -> str:
    parts = name.split("/")[:-1]
    for step in said.split("/"):
        if step == "..":
            parts.pop()
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


def _locale(name: str) -> Locale:
    if name not in set(Locale):
        abort(404)
    return Locale(name)


def _lasts(asked: str) -> str:
    """A page of yesterday may ask for a file of its own version: it gets today's, once."""
    return FOR_EVER if asked == version() else "no-store"


def _kept(response: Response, how: str) -> Response:
    response.headers["Cache-Control"] = how
    return response
