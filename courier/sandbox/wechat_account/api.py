"""The account's interface as the product calls it: token, customer service, pictures, menu."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue

from courier.sandbox.wechat_account.keys import SandboxAccountKeys
from courier.sandbox.wechat_account.world import TOKEN_SECONDS, AccountWorld


class AccountCalls:
    """The addresses under ``/cgi-bin``."""

    def __init__(self, world: AccountWorld, keys: SandboxAccountKeys) -> None:
        self._world, self._keys = world, keys

    def blueprint(self) -> Blueprint:
        """All of them."""
        calls = Blueprint("calls", __name__, url_prefix="/cgi-bin")
        calls.post("/stable_token")(self.token)
        calls.post("/message/custom/send")(self.send)
        calls.get("/media/get")(self.picture)
        calls.post("/menu/create")(self.menu)
        return calls

    def token(self) -> ResponseReturnValue:
        """A token; the same until a new one is forced."""
        asked = request.get_json()
        wrong = self._fault("token")
        if wrong is not None:
            return _error(wrong)
        if (asked.get("appid"), asked.get("secret")) != (self._keys.appid, self._keys.secret):
            return _error(40125)
        token = self._world.new_token(forced=bool(asked.get("force_refresh")))
        return jsonify(access_token=token, expires_in=TOKEN_SECONDS)

    def send(self) -> ResponseReturnValue:
        """A text to somebody."""
        wrong = self._wrong("send")
        if wrong is not None:
            return _error(wrong)
        asked: dict[str, Any] = request.get_json()
        return _error(self._world.send(asked["touser"], asked["text"]["content"]))

    def picture(self) -> ResponseReturnValue:
        """What somebody sent."""
        wrong = self._wrong("media")
        if wrong is not None:
            return _error(wrong)
        kept = self._world.pictures.get(request.args.get("media_id", ""))
        if kept is None:
            return _error(40007)
        return Response(kept[1], content_type=kept[0])

    def menu(self) -> ResponseReturnValue:
        """Replace the menu."""
        wrong = self._wrong("menu")
        if wrong is None:
            self._world.menu = request.get_json()
        return _error(wrong or 0)

    def _wrong(self, call: str) -> int | None:
        fault = self._fault(call)
        if fault is not None:
            return fault
        given = request.args.get("access_token", "")
        is_right = bool(self._world.token) and secrets.compare_digest(given, self._world.token)
        return None if is_right else 40001

    def _fault(self, call: str) -> int | None:
        fault = self._world.fault(call)
        if fault == "drop":
            abort(502)
        return int(fault) if fault is not None else None


def _error(code: int) -> ResponseReturnValue:
    return jsonify(errcode=code, errmsg="ok" if code == 0 else "error")
