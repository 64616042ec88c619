"""What a courier's phone fetches and hands in by itself (docs/field_sync.md), and its pages."""

from __future__ import annotations

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from courier.domain.errors import BadInput, NotAllowed
from courier.domain.phone_items import PhoneCall, read_call
from courier.services.phone_days import phone_day
from courier.services.phone_items import take_items
from courier.services.phone_last import hold_last
from field_app.access import actor, core
from field_app.auth.devices import own_token, remembered
from field_app.language import locale
from field_app.phone.pages import phone_shell
from field_app.phone.rooms import last_call, phone
from field_app.phone.shown import day_json, outcomes_json

rooms = (phone, last_call, phone_shell)
MOST_BYTES = 256 * 1024


@phone.get("")
def day() -> ResponseReturnValue:
    """Today's visits, for the registered phone alone."""
    found = phone_day(core(), actor=actor(), device_token=own_token(), locale=locale())
    return jsonify(day_json(found, locale()))


@phone.post("/items")
def items() -> ResponseReturnValue:
    """What she did without a network, each item once."""
    call = _call()
    outcomes = take_items(core(), actor=actor(), device_token=own_token(), call=call)
    return jsonify(outcomes_json(core().clock.now(), outcomes, locale()))


@last_call.post("/last")
def last() -> ResponseReturnValue:
    """What a phone that is ours no more still has, kept for the township."""
    known = remembered()
    if known is None:
        raise NotAllowed("phone_not_registered")
    token, county_id = known.device_token, known.county_id
    outcomes = hold_last(core(), county_id=county_id, device_token=token, call=_call())
    return jsonify(outcomes_json(core().clock.now(), outcomes, locale()))


def _call() -> PhoneCall:
    """Raises BadInput for what is not a phone's message, 413 for too much of it."""
    request.max_content_length = MOST_BYTES
    try:
        return read_call(request.get_json(silent=True))
    except RecursionError as error:  # brackets within brackets
        raise BadInput("phone_call_unreadable") from error
