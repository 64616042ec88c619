"""People who chat: each sends the next message when the answer to the last one is there."""

from __future__ import annotations

import http.client
import json
import re
import statistics
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import urlencode

from courier.texts import Locale, say

QUESTIONS = (
    "俺娘68了吃低保今年交多少",
    "娃刚生下来咋办医保",
    "门口有人收医保钱是不是骗子",
    "断了两年再交要等多久",
    "住院能报多少",
    "几号截止啊",
    "在微信上咋交",
    "外地打工看病能报吗",
    "高血压买药报不报",
    "一年比一年贵为啥",
    "我在厂里有职工医保还用交吗",
    "卡丢了去哪补",
    "转学了学校又收一份咋办",
    "今天天气咋样",
    "谢谢你啊",
)
MESSAGES_A_CONVERSATION = 5
FEWEST = 2  # of each person, however slow the machine is
SIMPLER = say("chat.without_assistant", Locale.ZH_HANS)
Send = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Took:
    """How long each message took, in milliseconds, and how many came in a second."""

    p50_ms: float
    p95_ms: float
    per_second: float
    messages: int


def together(make: Callable[[], Send], people: int, seconds: float) -> Took:
    """So many people at once for so long; each with a sender of their own."""
    times: list[float] = []
    failed: list[BaseException] = []
    end = time.perf_counter() + seconds

    def talk(first: int) -> None:
        try:
            send = make()
            for sent, text in enumerate(cycle(QUESTIONS[first:] + QUESTIONS[:first])):
                if sent >= FEWEST and time.perf_counter() > end:
                    return
                began = time.perf_counter()
                send(text)
                times.append((time.perf_counter() - began) * 1000)
        except BaseException as error:  # noqa: BLE001 - told by the one who waits
            failed.append(error)

    began = time.perf_counter()
    threads = [threading.Thread(target=talk, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return _took(times, time.perf_counter() - began)


def _took(times: Sequence[float], seconds: float) -> Took:
    cuts = statistics.quantiles(times, n=100)
    return Took(cuts[49], cuts[94], len(times) / seconds, len(times))


class Browser:
    """A villager's browser: a page with its token, then messages as its script sends them."""

    simpler = 0  # of all browsers: answers that say that the assistant was away

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._begin()

    def _begin(self) -> None:
        self._cookies: dict[str, str] = {}
        self._said = self._after = 0
        page = self._ask("GET", "/chat", None, {}).decode()
        self._token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]

    def say(self, text: str) -> None:
        """Send one message and read its answer; a new conversation after some."""
        if self._said == MESSAGES_A_CONVERSATION:
            self._begin()
        self._said += 1
        form = {
            "text": text,
            "csrf_token": self._token,
            "message_id": str(uuid.uuid4()),
            "after": str(self._after),
        }
        told = json.loads(
            self._ask(
                "POST",
                "/chat",
                urlencode(form),
                {
                    "Accept": "application/json",
                    "Content-Type": "application/x-www-form-urlencoded",
                },
            )
        )
        assert told["messages"], told
        self._after = told["after"]
        Browser.simpler += any(one["text"] == SIMPLER for one in told["messages"])

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> bytes:
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._connection.request(method, path, body, {**headers, "Cookie": cookie})
        answer = self._connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        told = answer.read()
        assert answer.status == 200, (answer.status, told[:300])
        return told


class Webhook:
    """The limit: the assistant's own address, asked without anything of ours around it."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def say(self, text: str) -> None:
        """One message, one ranking."""
        # Each message under a name of its own: one sender's messages wait for one another there.
        body = json.dumps({"sender": str(uuid.uuid4()), "message": text})
        self._connection.request(
            "POST", "/webhooks/rest/webhook", body, {"Content-Type": "application/json"}
        )
        assert json.loads(self._connection.getresponse().read())[0]["custom"]["guesses"]
