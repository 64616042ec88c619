"""Who follows the simulated account, what was said, and what its interface would answer."""

from __future__ import annotations

import datetime as dt
import itertools
import secrets
import threading
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from courier.ports import Clock

WINDOW = dt.timedelta(hours=48)
MOST_IN_WINDOW = 5
TOKEN_SECONDS = 7200
TEXT_BYTES = 2048


@dataclass(frozen=True, slots=True)
class Line:
    """What stands in somebody's chat; ``who`` is me, them or wechat itself."""

    who: str
    text: str
    picture_id: str | None = None


@dataclass
class Follower:
    """Somebody who follows the account."""

    openid: str
    lines: list[Line] = field(default_factory=list)
    wrote_at: dt.datetime | None = None
    sent_since: int = 0


class AccountWorld:
    """The state behind the simulated account. Everything is kept in memory only.

    ``faults`` makes the next calls go wrong: a number is WeChat's error code, ``drop`` no answer.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.lock = threading.RLock()
        self.followers: dict[str, Follower] = {}
        self.pictures: dict[str, tuple[str, bytes]] = {}
        self.menu: dict[str, Any] | None = None
        self.faults: defaultdict[str, deque[int | str]] = defaultdict(deque)
        self.calls: list[str] = []
        self.token = ""
        self._numbers = itertools.count(int(clock.now().timestamp() * 1_000_000))

    def follower(self, openid: str) -> Follower:
        """Somebody, known or new."""
        with self.lock:
            return self.followers.setdefault(openid, Follower(openid))

    def new_openid(self) -> str:
        """A name for somebody new."""
        return "o" + secrets.token_urlsafe(20)[:27]

    def new_number(self) -> str:
        """The number of a message."""
        with self.lock:
            return str(next(self._numbers))

    def keep_picture(self, data: bytes, kind: str) -> str:
        """Keep what somebody sends; its id."""
        picture_id = secrets.token_urlsafe(24)
        self.pictures[picture_id] = (kind, data)
        return picture_id

    def note(self, openid: str, line: Line) -> None:
        """Add to somebody's chat."""
        follower = self.follower(openid)
        with self.lock:
            follower.lines.append(line)
            if line.who == "me":
                follower.wrote_at, follower.sent_since = self.clock.now(), 0

    def fault(self, call: str) -> int | str | None:
        """What goes wrong with this call, if anything."""
        with self.lock:
            self.calls.append(call)
            return self.faults[call].popleft() if self.faults[call] else None

    def new_token(self, *, forced: bool) -> str:
        """The token of calls; the same one until a new one is forced."""
        with self.lock:
            if forced or not self.token:
                self.token = secrets.token_urlsafe(32)
            return self.token

    def send(self, openid: str, text: str) -> int:
        """A text by customer service; WeChat's error code, 0 for none."""
        with self.lock:
            follower = self.followers.get(openid)
            if follower is None:
                return 40003
            if follower.wrote_at is None or self.clock.now() - follower.wrote_at > WINDOW:
                return 45015
            if follower.sent_since >= MOST_IN_WINDOW:
                return 45047
            if len(text.encode()) > TEXT_BYTES:
                return 45002
            follower.sent_since += 1
            follower.lines.append(Line("them", text))
            return 0
