"""Messages of outside systems. Each is verified by its adapter before anything is believed."""

from __future__ import annotations

import structlog
from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from courier.domain.errors import BadInput
from courier.ports import Channel
from courier.services.settlements import receive_notification
from field_app.access import Audience, Room, core
from field_app.hooks import wechat_account

hooks = Room("hooks", audience=Audience.MACHINE, prefix="/hooks", csrf_exempt=True)
rooms = (hooks, wechat_account.room)
log = structlog.get_logger()


@hooks.post("/wechat-pay")
def wechat_pay() -> ResponseReturnValue:
    """A notification of WeChat Pay: 2xx ends its repeats, anything else asks for another."""
    try:
        outcome = receive_notification(
            core(), channel=Channel.WECHAT, headers=dict(request.headers), body=request.get_data()
        )
    except BadInput as error:
        log.warning("notification_refused", code=error.code, channel="wechat")
        return jsonify(code="FAIL", message=error.code), 400
    log.info("notification_accepted", outcome=outcome, channel="wechat")
    return jsonify(code="SUCCESS")


@hooks.post("/alipay")
def alipay() -> ResponseReturnValue:
    """A notification of Alipay: exactly ``success`` ends its repeats."""
    try:
        outcome = receive_notification(
            core(), channel=Channel.ALIPAY, headers=dict(request.headers), body=request.get_data()
        )
    except BadInput as error:
        log.warning("notification_refused", code=error.code, channel="alipay")
        return Response("fail", mimetype="text/plain")
    log.info("notification_accepted", outcome=outcome, channel="alipay")
    return Response("success", mimetype="text/plain")
