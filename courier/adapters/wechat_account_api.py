"""Calls to the Official Account's interface: the token, customer service, pictures, the menu."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Mapping
from typing import Any

import httpx

from courier.adapters.wechat_account_envelope import AccountKeys
from courier.domain.errors import BadInput, OutsideFailed, Refused
from courier.ports import Clock

REAL = "https://api.weixin.qq.com"
TIMEOUT = httpx.Timeout(10.0, connect=3.05)
MAX_PICTURE_BYTES = 10 * 1024 * 1024  # what people may send through WeChat
PICTURE_SECONDS = 20
TOKEN_INVALID = {40001, 40014, 42001}
WINDOW_CLOSED = {45015, 45047}  # 48 hours are over; too many messages since they wrote
BUSY = {-1, 45009, 45011}  # try again later
EARLY = dt.timedelta(minutes=5)
_JSON = {"application/json", "text/plain"}
_MEGABYTE = 1024 * 1024


class AccessToken:
    """The token of all calls: fetched once however many threads ask, and again when refused."""

    def __init__(self, client: httpx.Client, keys: AccountKeys, clock: Clock) -> None:
        self._client, self._keys, self._clock = client, keys, clock
        self._lock = threading.Lock()
        self._value = ""
        self._good_until = dt.datetime.min.replace(tzinfo=dt.UTC)

    def get(self, refused: str | None = None) -> str:
        """A token other than the ``refused`` one. Raises OutsideFailed or Refused."""
        with self._lock:
            is_good = self._value and self._clock.now() < self._good_until
            if not is_good or self._value == refused:
                self._fetch(forced=False)
                if self._value == refused:
                    self._fetch(forced=True)
            return self._value

    def _fetch(self, *, forced: bool) -> None:
        told = _told(
            _post(
                self._client,
                "/cgi-bin/stable_token",
                {
                    "grant_type": "client_credential",
                    "appid": self._keys.appid,
                    "secret": self._keys.secret,
                    "force_refresh": forced,
                },
            )
        )
        _raise_for(told)
        try:
            self._value = str(told["access_token"])
            lasts = dt.timedelta(seconds=int(told["expires_in"]))
        except (KeyError, ValueError, TypeError) as error:
            raise OutsideFailed("account_unreachable") from error
        self._good_until = self._clock.now() + max(lasts - EARLY, lasts / 2)


class AccountApi:
    """The calls that we make. ``transport`` is for a simulator in the same process."""

    def __init__(
        self,
        keys: AccountKeys,
        clock: Clock,
        *,
        base_url: str | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._client = httpx.Client(
            base_url=base_url or REAL,
            timeout=TIMEOUT,
            transport=transport,
            trust_env=base_url is None,  # a simulator is on this machine
            headers={"Accept-Encoding": "identity"},
        )
        self._token = AccessToken(self._client, keys, clock)

    def send(self, sender: str, text: str) -> None:
        """A text by customer service."""
        told = {"touser": sender, "msgtype": "text", "text": {"content": text}}
        self._call("/cgi-bin/message/custom/send", told)

    def push_menu(self, menu: Mapping[str, object]) -> None:
        """Replace the menu."""
        self._call("/cgi-bin/menu/create", menu)

    def fetch_picture(self, picture_id: str) -> bytes:
        """A picture that somebody sent, of at most ``MAX_PICTURE_BYTES``."""
        token = self._token.get()
        data = self._picture(token, picture_id)
        if data is None:
            data = self._picture(self._token.get(refused=token), picture_id)
        if data is None:
            raise OutsideFailed("account_unreachable")
        return data

    def _call(self, path: str, body: Mapping[str, object]) -> None:
        token = self._token.get()
        told = self._asked(path, body, token)
        if told.get("errcode") in TOKEN_INVALID:
            told = self._asked(path, body, self._token.get(refused=token))
        _raise_for(told)

    def _asked(self, path: str, body: Mapping[str, object], token: str) -> Mapping[str, Any]:
        return _told(_post(self._client, path, body, {"access_token": token}))

    def _picture(self, token: str, picture_id: str) -> bytes | None:
        """None when the token was refused."""
        asked = {"access_token": token, "media_id": picture_id}
        try:
            with self._client.stream("GET", "/cgi-bin/media/get", params=asked) as answer:
                data = _read_at_most(answer)
        except httpx.HTTPError as error:
            raise OutsideFailed("account_unreachable") from error
        if answer.headers.get("content-type", "").partition(";")[0] not in _JSON:
            if not answer.is_success:
                raise OutsideFailed("account_unreachable")
            return data
        told = _told(httpx.Response(answer.status_code, content=data))
        if told.get("errcode") in TOKEN_INVALID:
            return None
        _raise_for(told)
        raise OutsideFailed("account_unreachable")


def _read_at_most(answer: httpx.Response) -> bytes:
    data = bytearray()
    until = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=PICTURE_SECONDS)
    for piece in answer.iter_bytes():
        data += piece
        if len(data) > MAX_PICTURE_BYTES:
            raise BadInput("picture_too_many_bytes", megabytes=MAX_PICTURE_BYTES // _MEGABYTE)
        if dt.datetime.now(dt.UTC) > until:
            raise OutsideFailed("account_unreachable")
    return bytes(data)


def _post(
    client: httpx.Client,
    path: str,
    body: Mapping[str, object],
    query: Mapping[str, str] | None = None,
) -> httpx.Response:
    content = json.dumps(body, ensure_ascii=False).encode()  # WeChat shows \\u escapes as they are
    headers = {"Content-Type": "application/json"}
    try:
        return client.post(path, content=content, params=query, headers=headers)
    except httpx.HTTPError as error:
        raise OutsideFailed("account_unreachable") from error


def _told(answer: httpx.Response) -> Mapping[str, Any]:
    """The JSON of an answer. Its address holds the token and is kept out of every error."""
    try:
        told = json.loads(answer.content)
    except ValueError:
        raise OutsideFailed("account_unreachable") from None
    if not answer.is_success or not isinstance(told, dict):
        raise OutsideFailed("account_unreachable")
    return told


def _raise_for(told: Mapping[str, Any]) -> None:
    code = told.get("errcode", 0)
    if code == 0:
        return
    if code in BUSY:
        raise OutsideFailed("account_unreachable", reason=str(code))
    if code in WINDOW_CLOSED:
        raise Refused("account_window_closed", reason=str(code))
    raise Refused("account_refused", reason=str(code))
