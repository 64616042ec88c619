"""The calls that a merchant makes, and a list of those that are to go wrong next."""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from dataclasses import dataclass
from enum import StrEnum


class Call(StrEnum):
    """What is asked of the channel."""

    PLACE = "place"
    QUERY = "query"
    CLOSE = "close"
    REFUND = "refund"
    QUERY_REFUND = "query_refund"


class WireFault(StrEnum):
    """How a call over HTTP goes wrong. All but the last two do nothing."""

    TIMEOUT = "timeout"  # no answer for ``seconds``
    SYSTEM_ERROR = "system_error"  # 500
    FREQUENCY_LIMITED = "frequency_limited"  # 429
    NOT_ENOUGH = "not_enough"  # the merchant's balance is too small for a refund
    ORDER_CLOSED = "order_closed"  # somebody closed it at the merchant's desk
    ANSWER_LOST = "answer_lost"  # done, but the answer is a gateway's 502
    FORGED_ANSWER = "forged_answer"  # done, but the answer's signature is not WeChat Pay's


@dataclass(frozen=True, slots=True)
class Trouble:
    """One call's bad luck; ``seconds`` counts for TIMEOUT."""

    fault: WireFault
    seconds: float = 0.0


class Troubles:
    """What goes wrong with the next calls, by call, first come first served."""

    def __init__(self) -> None:
        self._waiting: defaultdict[Call, deque[Trouble]] = defaultdict(deque)
        self._lock = threading.Lock()

    def arrange(self, call: Call, trouble: Trouble, *, times: int = 1) -> None:
        """The next ``times`` calls of this kind go wrong."""
        with self._lock:
            self._waiting[call].extend([trouble] * times)

    def next(self, call: Call) -> Trouble | None:
        """What goes wrong with the call that is being made now."""
        with self._lock:
            waiting = self._waiting[call]
            return waiting.popleft() if waiting else None

    def forget(self) -> None:
        """From now on all is well."""
        with self._lock:
            self._waiting.clear()
