"""Posts what people do to the product, as WeChat does: five seconds, three tries, then a sorry."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape

import httpx

from courier.ports import Clock
from courier.sandbox.wechat_account.envelope import AccountEnvelope
from courier.sandbox.wechat_account.keys import SandboxAccountKeys
from courier.sandbox.wechat_account.world import AccountWorld, Line

ANSWER_WITHIN_SECONDS = 5.0
TRIES = 3
SORRY = "该公众号提供的服务出现故障，请稍后再试"

Deliver = Callable[[dict[str, str], bytes], tuple[int, bytes]]
"""Posts query and body; status and body of the answer. Raises TimeoutError or OSError."""


@dataclass(frozen=True, slots=True)
class Posted:
    """One try of one message, and what came back; status 0 for no answer in time."""

    query: dict[str, str]
    body: bytes
    status: int
    answer: bytes


def deliver_to(url: str) -> Deliver:
    """Over HTTP, to this address."""
    client = httpx.Client(timeout=ANSWER_WITHIN_SECONDS, trust_env=False)

    def deliver(query: dict[str, str], body: bytes) -> tuple[int, bytes]:
        try:
            answer = client.post(url, params=query, content=body)
        except httpx.TimeoutException as error:
            raise TimeoutError from error
        except httpx.HTTPError as error:
            raise OSError from error
        return answer.status_code, answer.content

    return deliver


class Post:
    """What people do, on its way to the product."""

    def __init__(
        self, world: AccountWorld, keys: SandboxAccountKeys, deliver: Deliver, clock: Clock
    ) -> None:
        self.world, self._keys, self._deliver, self._clock = world, keys, deliver, clock
        self.envelope = AccountEnvelope(keys)
        self.posted: list[Posted] = []

    def text(self, openid: str, text: str, *, copies: int = 1) -> str | None:
        """Somebody writes; ``copies`` of the same message arrive."""
        self.world.note(openid, Line("me", text))
        return self._send(openid, "text", {"Content": text}, copies=copies)

    def picture(self, openid: str, data: bytes, kind: str = "image/jpeg") -> str | None:
        """Somebody sends a picture."""
        picture_id = self.world.keep_picture(data, kind)
        self.world.note(openid, Line("me", "", picture_id))
        parts = {"PicUrl": "https://mmbiz.invalid/p", "MediaId": picture_id}
        return self._send(openid, "image", parts)

    def other(self, openid: str, kind: str, shown: str = "", **parts: str) -> str | None:
        """A voice, video, location or link; ``shown`` is what stands in the chat."""
        self.world.note(openid, Line("me", shown or f"［{kind}］"))
        return self._send(openid, kind, parts)

    def event(self, openid: str, event: str, shown: str = "", **parts: str) -> str | None:
        """Somebody follows the account, presses a button, or goes."""
        if event != "unsubscribe":
            self.world.note(openid, Line("me", shown or f"［{event}］"))
        return self._send(openid, "event", {"Event": event, **parts}, numbered=False)

    def scan(self, openid: str, code: str, key: str = "scan") -> str | None:
        """Somebody scans a code from the menu."""
        self.world.note(openid, Line("me", "［scan］"))
        info = f"<ScanType>qrcode</ScanType><ScanResult>{escape(code)}</ScanResult>"
        parts = {"Event": "scancode_waitmsg", "EventKey": key}
        xml = self._xml(openid, "event", parts, f"<ScanCodeInfo>{info}</ScanCodeInfo>")
        return self.post(openid, xml)

    def post(self, openid: str, xml: str) -> str | None:
        """Up to three tries of one message; the direct answer, None for none."""
        for _ in range(TRIES):
            tried = self.try_once(xml)
            if tried.status == httpx.codes.OK:
                text = self.envelope.open_answer(tried.answer)
                if text is not None:
                    self.world.note(openid, Line("them", text))
                return text
        self.world.note(openid, Line("wechat", SORRY))
        return None

    def try_once(self, xml: str, *, seconds_ago: int = 0) -> Posted:
        """One try under a new nonce; ``seconds_ago`` for an old one."""
        timestamp = str(int(self._clock.now().timestamp()) - seconds_ago)
        query, body = self.envelope.post(xml, timestamp, str(secrets.randbelow(10**10)))
        return self.raw(query, body)

    def raw(self, query: dict[str, str], body: bytes) -> Posted:
        """Exactly this, whoever made it."""
        try:
            status, answer = self._deliver(query, body)
        except (TimeoutError, OSError):
            status, answer = 0, b""
        posted = Posted(query, body, status, answer)
        self.posted = [*self.posted[-200:], posted]
        return posted

    def xml_of_text(self, openid: str, text: str, number: str | None = None) -> str:
        """A text message as WeChat writes it."""
        number = number or self.world.new_number()
        return self._xml(openid, "text", {"Content": text, "MsgId": number})

    def _send(
        self,
        openid: str,
        kind: str,
        parts: dict[str, str],
        *,
        numbered: bool = True,
        copies: int = 1,
    ) -> str | None:
        number = {"MsgId": self.world.new_number()} if numbered else {}
        xml = self._xml(openid, kind, {**parts, **number})
        for _ in range(copies - 1):
            self.try_once(xml)
        return self.post(openid, xml)

    def _xml(self, openid: str, kind: str, parts: dict[str, str], more: str = "") -> str:
        told = {
            "ToUserName": self._keys.account_id,
            "FromUserName": openid,
            "CreateTime": str(int(self._clock.now().timestamp())),
            "MsgType": kind,
            **parts,
        }
        inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in told.items())
        return f"<xml>{inner}{more}</xml>"
