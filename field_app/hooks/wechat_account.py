"""The WeChat Official Account: messages in, answers out within the five seconds that WeChat waits.

What cannot be believed is refused without a word. What takes longer is answered later through
customer service; WeChat shows nothing meanwhile and does not try again.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import structlog
from flask import Response, current_app, request
from flask.typing import ResponseReturnValue

from courier.domain.errors import BadInput, NotFound, OutsideFailed
from courier.ports import AccountMessage, OfficialAccount, Written
from courier.services.channel_turns import answer
from courier.services.channels import WECHAT, Admission, Letter, admit, give_up, postpone
from courier.services.conversations import away
from courier.texts import Locale
from field_app.access import Audience, Room, core
from field_app.api.metrics import count_message

MAX_BYTES = 64 * 1024
ANSWER_WITHIN_SECONDS = 4.0
PLAIN, XML = "text/plain; charset=utf-8", "application/xml; charset=utf-8"
room = Room("wechat_account", audience=Audience.MACHINE, prefix="/hooks", csrf_exempt=True)
at_work = ThreadPoolExecutor(max_workers=8, thread_name_prefix="wechat-account")
log = structlog.get_logger()


@room.get("/wechat-account")
def prove() -> ResponseReturnValue:
    """WeChat asks whether this address is ours."""
    try:
        return Response(_account().prove(request.args), content_type=PLAIN)
    except BadInput as error:
        return _refuse(error)


@room.post("/wechat-account")
def receive() -> ResponseReturnValue:
    """A message or an event."""
    account = _account()
    try:
        message = account.read(request.args, _body())
        text = _answer(message)
    except BadInput as error:
        return _refuse(error)
    return Response(account.wrap(message, text), content_type=XML)


def _account() -> OfficialAccount:
    account = core().official_account
    if account is None:
        raise NotFound("no_such_page")
    return account


def _body() -> bytes:
    """At most ``MAX_BYTES`` and one more, by which it is known to be too large."""
    return request.stream.read(MAX_BYTES + 1)


def _answer(message: AccountMessage) -> str:
    if message.kind is Written.SILENT:
        return ""
    letter = Letter(
        key=message.key,
        mark=message.mark,
        digest=message.digest,
        sender=message.sender,
        kind=message.kind,
        said=message.said,
    )
    try:
        admitted = admit(core(), channel=WECHAT, letter=letter)
    except OutsideFailed as error:
        return _apology(error)
    count_message(WECHAT, admitted.outcome)
    return _in_time(admitted.key) if admitted.outcome is Admission.NEW else admitted.text


def _in_time(key: str) -> str:
    """The answer, if it is there before WeChat stops waiting; empty when it will be sent later."""
    known, seconds = core(), current_app.config.get("ANSWER_WITHIN_SECONDS", ANSWER_WITHIN_SECONDS)
    future = at_work.submit(answer, known, channel=WECHAT, key=key)
    try:
        error = future.exception(timeout=seconds)
    except TimeoutError:
        count_message(WECHAT, "late")
        return postpone(known, channel=WECHAT, key=key) or ""
    if error is None:
        return future.result()
    if not isinstance(error, OutsideFailed):
        give_up(known, channel=WECHAT, key=key)
    return _apology(error)


def _apology(error: BaseException) -> str:
    """The database is away, or something of ours is wrong: said honestly, with a number to call."""
    log.error("message_not_answered", kind=type(error).__name__, code=str(error)[:40])
    count_message(WECHAT, "failed")
    return away(None, Locale.ZH_HANS).messages[0].text


def _refuse(error: BadInput) -> ResponseReturnValue:
    log.warning("message_refused", code=error.code, channel=WECHAT)
    count_message(WECHAT, error.code)
    return Response(status=413 if error.code == "message_too_large" else 403)
