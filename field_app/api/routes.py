"""For machines that watch: is the process up, is it ready, how much does it do."""

from __future__ import annotations

import hmac
import ipaddress
import os

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST

from courier.domain.errors import NotAllowed
from courier.services.health import assistant_answers, check_readiness, current_figures
from field_app.access import Audience, Room, core
from field_app.api import messages
from field_app.api.metrics import count_request, render_metrics, start_timer

api = Room("api", audience=Audience.PUBLIC)
rooms = (api, messages.room)
api.before_app_request(start_timer)
api.after_app_request(count_request)


@api.get("/healthz")
def healthz() -> ResponseReturnValue:
    """The process answers; nothing else is asked."""
    return jsonify(status="up")


@api.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Whether people may be let in: database there, migrations done. The assistant is told only."""
    ready = check_readiness(core())
    facts = {
        "database": ready.database,
        "migrations": ready.migrations,
        "assistant": assistant_answers(core()),
    }
    return jsonify(status="ready" if ready.is_ready else "not ready", **facts), (
        200 if ready.is_ready else 503
    )


@api.get("/metrics")
def metrics() -> ResponseReturnValue:
    """Figures for Prometheus: for this machine, or with the token of ``YIBAO_METRICS_TOKEN``."""
    if not (_has_token() or _is_this_machine()):
        raise NotAllowed("not_your_room")
    return Response(render_metrics(current_figures(core())), content_type=CONTENT_TYPE_LATEST)


def _has_token() -> bool:
    expected = os.environ.get("YIBAO_METRICS_TOKEN", "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(expected) and hmac.compare_digest(expected.encode(), given.encode())


def _is_this_machine() -> bool:
    """A request that a proxy carried is not this machine's, whatever its address says."""
    if "X-Forwarded-For" in request.headers or request.remote_addr is None:
        return False
    return ipaddress.ip_address(request.remote_addr).is_loopback
