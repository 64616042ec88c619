"""What a message of the Official Account says, read by wechatpy once its XML is harmless."""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import Any

from wechatpy import parse_message

from courier.adapters.wechat_account_envelope import AccountKeys, Stamp, read_xml
from courier.domain.errors import BadInput
from courier.ports import AccountMessage, Written

_NAME = re.compile(r"[\w-]{1,64}", re.ASCII)
_KINDS = {
    "text": Written.TEXT,
    "image": Written.PICTURE,
    "voice": Written.VOICE,
    "video": Written.VIDEO,
    "shortvideo": Written.VIDEO,
    "location": Written.LOCATION,
    "link": Written.LINK,
}
_EVENTS = {
    "subscribe": Written.GREETED,
    "subscribe_scan": Written.GREETED,
    "click": Written.PRESSED,
    "scancode_waitmsg": Written.TEXT,
}


def read_message(keys: AccountKeys, xml: str, stamp: Stamp) -> AccountMessage:
    """The message. Raises BadInput ``message_unreadable`` or ``message_not_ours``."""
    kind_told = (read_xml(xml).findtext("MsgType") or "").lower()
    is_event = kind_told == "event" or kind_told.startswith("device_")
    try:
        message = parse_message(xml)
        kind = _EVENTS.get(_event(message), Written.SILENT) if is_event else _kind(message)
        said = _said(message, kind)
        key = _event_key(keys, message) if is_event else _number(message)
        names = [_NAME.fullmatch(message.source), _NAME.fullmatch(message.target)]
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadInput("message_unreadable") from error
    if not all(names):
        raise BadInput("message_unreadable")
    if keys.account_id and message.target != keys.account_id:
        raise BadInput("message_not_ours")
    digest = hashlib.sha256(xml.encode()).digest()
    return AccountMessage(kind, message.source, message.target, key, said, stamp.mark, digest)


def _kind(message: Any) -> Written:  # noqa: ANN401 wechatpy has no types
    return _KINDS.get(message.type, Written.UNKNOWN)


def _said(message: Any, kind: Written) -> str:  # noqa: ANN401 the same
    match kind:
        case Written.TEXT:
            text = message.content if message.type == "text" else message.scan_result
            return str(text or "")
        case Written.PICTURE:
            return str(message.media_id or "")
        case Written.PRESSED:
            return str(message.key or "")
    return ""


def _number(message: Any) -> str:  # noqa: ANN401 the same
    if message.id <= 0:
        raise ValueError("a message has a number")
    return str(message.id)


def _event_key(keys: AccountKeys, message: Any) -> str:  # noqa: ANN401 the same
    """An event has no number; it is known by sender, time and name, and told to nobody."""
    told = f"{message.source}\n{message.time}\n{_event(message)}\n{getattr(message, 'key', '')}"
    return hmac.new(keys.token.encode(), told.encode(), "sha256").hexdigest()


def _event(message: Any) -> str:  # noqa: ANN401 the same
    """Its name; wechatpy does not know every event."""
    return str(getattr(message, "event", "unknown"))
