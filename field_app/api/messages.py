"""Messages of telephone companies' gateways, as JSON; described in docs/message_api.md."""

from __future__ import annotations

import structlog
from flask import jsonify, request
from flask.typing import ResponseReturnValue

from courier.domain.errors import BadInput, CourierError
from courier.services.channels import TEXTS
from courier.services.message_gateways import MAX_BYTES, Signed, answer_gateway
from field_app.access import Audience, Room, core
from field_app.api.metrics import count_message

room = Room("messages", audience=Audience.MACHINE, prefix="/api", csrf_exempt=True)
STATUS = {"message_forged": 401, "message_stale": 401, "message_replayed": 409}
TOO_LARGE = "message_too_large"
log = structlog.get_logger()


@room.post("/messages")
def receive() -> ResponseReturnValue:
    """``{"from", "text", "id"}`` in; ``{"text", "segments"}`` out, an empty text for silence."""
    signed = Signed(
        gateway=request.headers.get("X-Yibao-Gateway", ""),
        timestamp=request.headers.get("X-Yibao-Timestamp", ""),
        nonce=request.headers.get("X-Yibao-Nonce", ""),
        signature=request.headers.get("X-Yibao-Signature", ""),
        body=request.stream.read(MAX_BYTES + 1),
    )
    try:
        told = answer_gateway(core(), signed)
    except CourierError as error:
        count_message(TEXTS, error.code)
        if not isinstance(error, BadInput):
            raise
        log.warning("message_refused", code=error.code, channel=TEXTS)
        status = 413 if error.code == TOO_LARGE else STATUS.get(error.code, 400)
        return jsonify(code=error.code), status
    count_message(TEXTS, "answered" if told.text else "silent")
    return jsonify(text=told.text, segments=told.segments)
