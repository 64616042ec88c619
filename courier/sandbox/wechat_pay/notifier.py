"""Posts notifications to the merchant, and repeats them until they are answered.

The real schedule is 15 s, 15 s, 30 s, 3 min, 10 min, 20 min, 3 x 30 min, 60 min,
3 x 3 h, 2 x 6 h; the simulator's runs sixty times as fast unless told otherwise.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol

import httpx

from courier.sandbox.wechat_pay.envelope import Twist
from courier.sandbox.wechat_pay.later import Later
from courier.sandbox.wechat_pay.records import Event
from courier.sandbox.wechat_pay.world import Message

REAL_GAPS_SECONDS = (15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, *[10800] * 3, *[21600] * 2)
HURRIED_GAPS_SECONDS = tuple(seconds / 60 for seconds in REAL_GAPS_SECONDS)
ANSWER_WITHIN_SECONDS = 5.0
REMEMBERED = 1000
ACCEPTED = frozenset({HTTPStatus.OK, HTTPStatus.NO_CONTENT})

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One try; ``status`` is the merchant's HTTP answer, None if there was none."""

    event_id: str
    url: str
    twist: Twist | None
    status: int | None


class Seals(Protocol):
    """Makes a channel's notification of an event."""

    def seal(self, event: Event, twist: Twist | None = None) -> Message:
        """Headers and body, as they would be posted now."""


def answered_by_status(answer: httpx.Response) -> bool:
    """WeChat Pay repeats what is not answered by 200 or 204."""
    return answer.status_code in ACCEPTED


class Notifier:
    """Sends the events of one world. ``url_override`` takes the place of every notify_url."""

    def __init__(
        self,
        sealer: Seals,
        later: Later,
        *,
        url_override: str | None = None,
        gaps_seconds: Sequence[float] = HURRIED_GAPS_SECONDS,
        answered: Callable[[httpx.Response], bool] = answered_by_status,
    ) -> None:
        self._sealer = sealer
        self._later = later
        self._url_override = url_override
        self._gaps = tuple(gaps_seconds)
        self._answered = answered
        self.deliveries: deque[Delivery] = deque(maxlen=REMEMBERED)

    def send(self, event: Event, *, after_seconds: float = 0.0, times: int = 1) -> None:
        """Send, and repeat until answered; ``times`` copies one after another."""
        for _ in range(times):
            self._later.after(after_seconds, lambda: self._try(event, attempt=0))

    def send_wrongly(self, event: Event, twist: Twist) -> None:
        """Send something wrong, once."""
        self._later.after(0.0, lambda: self._try_once(event, twist))

    def _try_once(self, event: Event, twist: Twist) -> None:
        self._post(event, twist)

    def _try(self, event: Event, attempt: int) -> None:
        if self._post(event, None) or attempt >= len(self._gaps):
            return
        self._later.after(self._gaps[attempt], lambda: self._try(event, attempt + 1))

    def _post(self, event: Event, twist: Twist | None) -> bool:
        url = self._url_override or event.notify_url
        if not url:
            return True
        headers, body = self._sealer.seal(event, twist)
        answer = _posted(url, headers, body)
        status = None if answer is None else answer.status_code
        self.deliveries.append(Delivery(event.event_id, url, twist, status))
        log.info("notification %s answered %s", event.event_id, status)
        return answer is not None and self._answered(answer)


def _posted(url: str, headers: dict[str, str], body: bytes) -> httpx.Response | None:
    try:
        with httpx.Client(trust_env=False, timeout=ANSWER_WITHIN_SECONDS) as client:
            return client.post(url, headers=headers, content=body)
    except httpx.HTTPError:
        return None
