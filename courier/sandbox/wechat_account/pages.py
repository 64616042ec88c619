"""A page where a visitor of the demo writes to the account as somebody with WeChat would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from courier.domain.topics import Topic
from courier.sandbox.wechat_account.post import Post
from courier.texts import Locale, say

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
OPENID = re.compile(r"[\w-]{1,64}", re.ASCII)
PARTS = re.compile(
    r'<a href="weixin://bizmsgmenu\?msgmenucontent=([^&"]+)&[^"]*">([^<]+)</a>|(https?://[^\s<]+)'
)
MENU = (
    Topic.PAY_AMOUNT,
    Topic.COURIER_REQUEST,
    Topic.COURIER_VERIFY,
    Topic.CHECK_STATUS,
    Topic.HUMAN_HANDOFF,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a message: plain, to be pressed (``send``), or a page (``href``)."""

    text: str
    send: str = ""
    href: str = ""


class ChatPages:
    """The pages under ``/chat``."""

    def __init__(self, post: Post) -> None:
        self._post = post

    def blueprint(self) -> Blueprint:
        """Page, forms, pictures and style."""
        pages = Blueprint(
            "chat_pages", __name__, template_folder="templates", static_folder="static"
        )
        pages.after_request(_guarded)
        pages.get("/")(self.begin)
        pages.get("/chat/<openid>")(self.show)
        pages.post("/chat/<openid>")(self.act)
        pages.get("/picture/<picture_id>")(self.picture)
        return pages

    def begin(self) -> AnyResponse:
        """Somebody new follows the account."""
        openid = self._post.world.new_openid()
        self._post.event(openid, "subscribe", _t("channels.sandbox_followed"))
        return redirect(url_for("chat_pages.show", openid=openid), code=303)

    def show(self, openid: str) -> str:
        """The chat so far."""
        if not OPENID.fullmatch(openid):
            abort(404)

        return render_template(
            "sandbox_account.html",
            t=_t,
            openid=openid,
            lines=self._post.world.follower(openid).lines,
            parts=lambda text: list(parts_of(text)),
            menu=[(f"topic:{topic}", _t(f"channels.menu_{topic}")) for topic in MENU],
        )

    def act(self, openid: str) -> AnyResponse:
        """Words, a picture, a voice, or a button of the menu."""
        if not OPENID.fullmatch(openid):
            abort(404)
        picture = request.files.get("picture")
        if request.form.get("press"):
            key = request.form["press"]
            self._post.event(openid, "CLICK", _title(key), EventKey=key)
        elif request.form.get("voice"):
            shown = _t("channels.sandbox_spoke")
            self._post.other(openid, "voice", shown, MediaId="voice", Format="amr")
        elif picture is not None and picture.filename:
            self._post.picture(openid, picture.read(), picture.mimetype)
        elif request.form.get("text", "").strip():
            self._post.text(openid, request.form["text"])
        return redirect(url_for("chat_pages.show", openid=openid, _anchor="end"), code=303)

    def picture(self, picture_id: str) -> Response:
        """A picture that was sent from here."""
        kind, data = self._post.world.pictures.get(picture_id) or abort(404)
        return Response(data, content_type=kind if kind.startswith("image/") else "image/jpeg")


def _t(key: str, **facts: object) -> str:
    """The page is in Chinese, as the account is."""
    return say(key, Locale.ZH_HANS, **facts)


def _title(key: str) -> str:
    """What stands on a button of the menu."""
    topic = key.removeprefix("topic:")
    return _t(f"channels.menu_{topic}") if topic in MENU else ""


def parts_of(text: str) -> Iterator[Part]:
    """A message in pieces, as WeChat shows it."""
    at = 0
    for found in PARTS.finditer(text):
        if found.start() > at:
            yield Part(text[at : found.start()])
        send, shown, address = found.groups()
        yield Part(shown, send=send) if send else Part(address, href=address)
        at = found.end()
    if at < len(text):
        yield Part(text[at:])


def _guarded(response: Response) -> Response:
    response.headers.update(HEADERS)
    return response
