"""Programs that phones keep for when there is no network: modules, a service worker, pages.

A program's files stand in a folder that is named by their content, so a page and the modules that
it loads always belong together, and they may be kept for ever. Nothing here is about anybody.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Response, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue

from courier.texts import Locale
from field_app.security import FOR_EVER

# What every worker does, put before its own program.
WORKERS_PART = "js/kept_pages.js"
# The camera as a scanner, and a reader of codes for phones that have none.
READING_CODES = (
    "js/scan.js",
    "js/camera.js",
    "js/qr_reader.js",
    "js/waiting.js",
    "img/selftest.png",
)
CODE_READER = ("vendor/zxing-reader.js", "vendor/zxing_reader.wasm")
_COMMENTS = re.compile(rb"^[ \t]*(?:/\*\*.*?\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
_ADDRESSES = re.compile(r'(?:href|src)="(/(?:static|c/shell|courier/shell)/[^"#]+)')


@dataclass(frozen=True, slots=True)
class _Files:
    version: str
    files: dict[str, bytes]


@dataclass(frozen=True)
class Program:
    """Files below ``static`` by pattern; the routes ``page`` and ``file`` of ``room`` send them."""

    room: str
    worker: str
    small: tuple[str, ...]  # loaded with the page
    large: tuple[str, ...] = ()  # kept when they are first needed

    @property
    def version(self) -> str:
        """Sixteen hex digits of the files' content."""
        return self._read().version

    def url(self, name: str) -> str:
        """Where a file of the program is."""
        return url_for(f"{self.room}.file", version=self.version, name=name)

    def modules(self, start: str) -> list[str]:
        """The modules that a module loads, itself first."""
        found = [start]
        for name in found:
            source = self._read().files[name].decode()
            for said in re.findall(r'^import [^"]*"(\.[^"]+)"', source, re.MULTILINE):
                target = _resolved(name, said)
                if target not in found:
                    found.append(target)
        return found

    def send_worker(self, pages: dict[str, str]) -> Response:
        """The service worker with the list of what it keeps; ``pages``: their HTML by address."""
        together = "".join(pages.values())
        named = {address for page in pages.values() for address in _ADDRESSES.findall(page)}
        shell = {
            "program": self.version,
            "version": hashlib.sha256(together.encode()).hexdigest()[:16],
            "pages": list(pages),
            "files": sorted(named | {self.url(name) for name in self._small()}),
        }
        static = Path(str(current_app.static_folder))
        parts = [_sent(static / name).decode() for name in (WORKERS_PART, self.worker)]
        program = f"const SHELL = {json.dumps(shell)};\n" + "".join(parts)
        answer = _kept(Response(program, mimetype="text/javascript"), "no-cache")
        answer.add_etag()  # browsers ask at each page whether there is a newer one
        answer.make_conditional(request)
        return answer

    def send_page(self, html: str, version: str) -> ResponseReturnValue:
        """A page that a phone keeps."""
        return _kept(Response(html, mimetype="text/html"), self._lasts(version))

    def send_file(self, version: str, name: str) -> ResponseReturnValue:
        """A file of the program. Ends the request with 404 where there is none."""
        data = self._read().files.get(name)
        if data is None:
            abort(404)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return _kept(Response(data, mimetype=kind), self._lasts(version))

    def _small(self) -> list[str]:
        return [name for name in self._read().files if name not in self.large]

    def _lasts(self, asked: str) -> str:
        """A page of yesterday may ask for a file of its own version: it gets today's, once."""
        return FOR_EVER if asked == self.version else "no-store"

    def _read(self) -> _Files:
        return _files(Path(str(current_app.static_folder)), self)


def spoken(name: str = "") -> Locale:
    """The language of a kept page. Ends the request with 404 where there is none of the name."""
    asked = name or request.args.get("words", "")
    if asked not in set(Locale):
        abort(404)
    return Locale(asked)


@cache
def _files(folder: Path, program: Program) -> _Files:
    found = sorted(
        path for pattern in program.small + program.large for path in folder.glob(pattern)
    )
    files = {path.relative_to(folder).as_posix(): _sent(path) for path in found}
    files.pop(program.worker, None)
    digest = hashlib.sha256()
    for name, data in files.items():
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return _Files(digest.hexdigest()[:16], files)


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


def _kept(response: Response, how: str) -> Response:
    response.headers["Cache-Control"] = how
    return response
