"""The simulated gateway as a Flask app: ``POST /texts``, a page with the phones, a tester's desk.

The protocol stands in docs/text_gateway.md; this is a second reading of it, sharing no code with
the product's own side.

- ``GET /sandbox/control/texts``
- ``POST /sandbox/control/faults`` ``{"fault": "busy", "times": 2, "seconds": 1}``
- ``DELETE /sandbox/control/faults``
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import Flask, Response, abort, jsonify, render_template, request

from courier.sandbox.text_gateway.box import Box, Delivered, Outcome
from courier.sandbox.text_gateway.faults import Fault, Trouble, Troubles
from courier.texts import CHINA, Locale, say

NAME = "text_gateway_sandbox"
BODY_BYTES = 8 * 1024
FRESH_SECONDS = 300
SHOWN = 50
LOOPBACK = {"127.0.0.1", "::1"}
SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
ANSWERS = {
    Outcome.ACCEPTED: (202, "accepted"),
    Outcome.REPEATED: (200, "accepted"),
    Outcome.DIFFERS: (409, "key_reused"),
}


def create_gateway(secret: bytes, *, now: Callable[[], float] = time.time) -> Flask:
    """The app; ``box_of`` and ``troubles_of`` give its parts."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = BODY_BYTES
    desk = _Desk(secret, now)
    app.extensions[NAME] = desk
    app.post("/texts")(desk.receive)
    app.get("/")(desk.show)
    app.get("/healthz")(lambda: ("", 204))
    app.get("/sandbox/control/texts")(desk.texts)
    app.post("/sandbox/control/faults")(desk.arrange)
    app.delete("/sandbox/control/faults")(desk.forget)
    app.after_request(_guarded)
    return app


def box_of(app: Flask) -> Box:
    """What the app was given."""
    return _desk_of(app).box


def troubles_of(app: Flask) -> Troubles:
    """What the app will do wrong."""
    return _desk_of(app).troubles


def _desk_of(app: Flask) -> _Desk:
    desk = app.extensions[NAME]
    assert isinstance(desk, _Desk)  # noqa: S101 an invariant: create_gateway put it there
    return desk


class _Desk:
    """The routes."""

    def __init__(self, secret: bytes, now: Callable[[], float]) -> None:
        self._secret, self._now = secret, now
        self.box, self.troubles = Box(), Troubles()

    def receive(self) -> Response:
        """One text. 401 for a signature that is not the product's, or too old."""
        key, body = request.headers.get("Idempotency-Key", ""), request.get_data()
        if not self._is_signed(key, body):
            return self._answer(key, 401, "not_signed")
        trouble = self.troubles.next()
        early = self._stumble(key, trouble)
        if early is not None:
            return early
        try:
            asked = json.loads(body)
            told = Delivered(key, asked["to"], asked["text"], dt.datetime.now(dt.UTC))
        except (ValueError, KeyError, TypeError):
            return self._answer(key, 400, "unreadable")
        status, word = ANSWERS[self.box.hand_in(told)]
        if trouble is not None and trouble.fault is Fault.LOSE_ANSWER:
            return Response("bad gateway", status=502)
        return self._answer(key, status, word)

    def show(self) -> str:
        """The phones of the demo, newest text first."""
        _only_from_here()

        def t(key: str, **facts: object) -> str:
            return say(key, Locale.ZH_HANS, **facts)

        texts = [(one, one.at.astimezone(CHINA)) for one in self.box.texts[:SHOWN]]
        return render_template("texts.html", t=t, texts=texts)

    def texts(self) -> Response:
        """What was delivered."""
        _only_from_here()
        return jsonify([{**asdict(one), "at": one.at.isoformat()} for one in self.box.texts])

    def arrange(self) -> Response:
        """Let the next texts fare badly."""
        _only_from_here()
        asked: dict[str, Any] = request.get_json()
        trouble = Trouble(Fault(asked["fault"]), float(asked.get("seconds", 0)))
        self.troubles.arrange(trouble, int(asked.get("times", 1)))
        return Response(status=204)

    def forget(self) -> Response:
        """From now on all is well."""
        _only_from_here()
        self.troubles.forget()
        return Response(status=204)

    def _stumble(self, key: str, trouble: Trouble | None) -> Response | None:
        match trouble.fault if trouble else None:
            case Fault.DELAY:
                time.sleep(trouble.seconds if trouble else 0)
            case Fault.BUSY:
                return self._answer(key, 503, "busy")
            case Fault.REFUSE:
                return self._answer(key, 422, "refused")
            case Fault.UNSIGNED:
                return Response("welcome to this network", status=200)
        return None

    def _is_signed(self, key: str, body: bytes) -> bool:
        stamp = request.headers.get("X-Yibao-Timestamp", "")
        if not (key.isascii() and key and stamp.isascii() and stamp.isdecimal()):
            return False
        if abs(self._now() - int(stamp)) > FRESH_SECONDS:
            return False
        given = request.headers.get("X-Yibao-Signature", "")
        return hmac.compare_digest(self._seal(stamp, key, body).encode(), given.encode())

    def _answer(self, key: str, status: int, word: str) -> Response:
        body, stamp = json.dumps({"outcome": word}).encode(), str(int(self._now()))
        answer = Response(body, status=status, content_type="application/json")
        answer.headers["X-Yibao-Timestamp"] = stamp
        answer.headers["X-Yibao-Signature"] = self._seal(stamp, key, body)
        return answer

    def _seal(self, stamp: str, key: str, body: bytes) -> str:
        signed = f"{stamp}\n{key}\n".encode("ascii", "replace") + body
        return hmac.new(self._secret, signed, hashlib.sha256).hexdigest()


def _only_from_here() -> None:
    if request.remote_addr not in LOOPBACK or "X-Forwarded-For" in request.headers:
        abort(403)


def _guarded(response: Response) -> Response:
    response.headers.update(SECURITY_HEADERS)
    return response
