"""One courier's phone in the field: every page that she opens and every form that she sends."""

from __future__ import annotations

import random
import re
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from urllib.parse import urljoin

import httpx

from tests.benchmarks.field_world import Invited
from tests.benchmarks.web_forms import Form, Page, read_page
from tests.factories.people_at_work import PIN

VISIT = re.compile(r"^/courier/visits/[0-9a-f-]{36}$")
OURS = re.compile(r"^/courier/")
PATIENCE_S, BETWEEN_S = 30.0, 0.2  # for the channel's word


@dataclass(frozen=True, slots=True)
class Odds:
    """How often what happens; ``lost``: the server did it, and the network takes its answer."""

    wrong_slip: float = 0.03
    twice: float = 0.05
    again: float = 0.02
    picture: float = 0.2
    cash: float = 0.5
    lost: float = 0.02
    dies: float = 0.02


@dataclass
class Day:
    """What all phones together saw."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    refused: Counter[str] = field(default_factory=Counter)  # as it was meant to be
    wrong: Counter[str] = field(default_factory=Counter)  # and anything else
    visits: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, counted: Counter[str], name: str) -> None:
        """One more of a kind, from whichever phone."""
        with self._lock:
            counted[name] += 1

    def end_visit(self) -> None:
        """One more visit that was signed off."""
        with self._lock:
            self.visits += 1


class WentWrong(Exception):
    """A page answered what no rule asks for."""


@dataclass
class Phone:
    """A courier with her phone, as a browser without scripts."""

    web: httpx.Client
    day: Day
    payer: httpx.Client
    invited: Invited
    chance: random.Random
    odds: Odds

    def __post_init__(self) -> None:
        self.seen: set[str] = set()
        self.is_in = False

    def sign_in(self) -> None:
        """Register the phone by its invitation, then enter with number and PIN."""
        form = self._form(self.get("invitation", f"/courier/invitation/{self.invited.token}"), "")
        self.send("registering", form, pin=PIN, again=PIN)
        form = self._form(self.get("sign-in page", "/courier/sign-in"), "")
        answer = self.send("sign-in", form, pin=PIN)
        if answer.status_code not in {302, 303}:
            raise WentWrong("sign-in")
        self.is_in = True

    def work(self) -> bool:
        """One visit from the day page to the receipts; whether there was one."""
        offered = self._offered()
        if not offered:
            return False
        visit = self.chance.choice(offered[:3])
        self.seen.add(visit)
        if not self._go_there(visit):
            self.day.note(self.day.refused, "visit taken by another")
            return True
        if self._scan(visit):
            self._collect()
        self._press("finish", visit)
        self.day.end_visit()
        return True

    def get(self, name: str, address: str) -> httpx.Response:
        """A page, followed to where it leads."""
        return self._timed(name, lambda: self.web.get(address, follow_redirects=True))

    def send(self, name: str, form: Form, /, **said: str) -> httpx.Response:
        """A form as it stands, with some of its fields said anew; redirects are not followed."""
        fields = form.filled(**said)
        data = {key: [each for name, each in fields if name == key] for key, _ in fields}
        if form.method == "get":
            return self._timed(name, lambda: self.web.get(form.action, params=data))
        return self._timed(name, lambda: self.web.post(form.action, data=data))

    def _timed(self, name: str, ask) -> httpx.Response:
        began = time.perf_counter()
        answer: httpx.Response = ask()
        self.day.took[name].append(1000 * (time.perf_counter() - began))
        if answer.status_code >= 500:
            raise WentWrong(f"{name} {answer.status_code}")
        return answer

    def _form(self, answer: httpx.Response, ending: str) -> Form:
        form = read_page(answer.text).form(ending) if answer.is_success else None
        if form is None:
            raise WentWrong(f"no form {ending!r} at {answer.status_code}")
        form.action = urljoin(str(answer.url), form.action)
        return form

    def _offered(self) -> list[str]:
        page = self._page(self.get("day page", "/courier/today"))
        return [link for link in page.links if VISIT.match(link) and link not in self.seen]

    def _go_there(self, visit: str) -> bool:
        return all(self._press(step, visit) for step in ("accept", "depart", "arrive"))

    def _press(self, step: str, visit: str) -> bool:
        """A step; whether the visit is still hers."""
        shown = self.get("visit page", visit)
        if step == "accept" and shown.status_code == httpx.codes.NOT_FOUND:
            return False  # another took it since the day page was shown
        page = self._page(shown)
        form = page.form(f"/{step}")
        if form is None:
            return False
        answer = self.send(step, form)
        if self._happens(self.odds.lost):
            return self._was_done(step, visit)
        return step == "finish" or visit in answer.headers.get("location", "")

    def _was_done(self, step: str, visit: str) -> bool:
        """No answer came: she opens the visit again, which says whether the step was taken."""
        if self._page(self.get("visit page", visit)).form(f"/{step}") is not None:
            raise WentWrong(f"{step} was lost")
        self.day.note(self.day.refused, "answer lost, step found taken")
        return True

    def _scan(self, visit: str) -> bool:
        """Read the slip; whether a household opened."""
        form = self._form(self.get("scan page", f"/courier/scan?visit={visit[-36:]}"), "/scan")
        if self._happens(self.odds.wrong_slip):
            self._refused("wrong slip", self.send("scan", form, code="YB1 WRONG"), {400})
        answer = self.send("scan", form, code=self._slip())
        self.household = answer.headers.get("location", "")
        if not OURS.match(self.household):
            raise WentWrong(f"scan {answer.status_code}")
        return True

    def _slip(self) -> str:
        """The next door of the village; now and then the same one once more."""
        slips = self.invited.village.slips
        slip = slips.pop(0)
        if self._happens(self.odds.again):
            slips.insert(self.chance.randrange(len(slips) + 1), slip)
        return slip

    def _collect(self) -> None:
        page = self.get("household", self.household)
        consent = read_page(page.text).form("/consent")
        if consent is None:
            self.day.note(self.day.refused, "everybody had paid")
            return
        shown = self.send("consent page", consent)
        form = self._form(shown, "/consent")
        spoken = "spoken" if "spoken" in form.choices.get("method", ()) else ""
        agreed = self.send("consent", form, **({"method": spoken} if spoken else {}))
        if agreed.status_code != 303:
            raise WentWrong(f"consent {agreed.status_code}")
        self._pay(agreed.headers["location"])

    def _pay(self, ways: str) -> None:
        channel = "cash" if self._happens(self.odds.cash) else "wechat"
        form = self._pay_form(ways)
        if channel not in form.buttons.get("channel", ()):
            channel = "wechat"
        answer = self.send(f"pay by {channel}", form, channel=channel)
        if channel == "cash" and answer.status_code in {403, 409, 422}:
            self.day.note(self.day.refused, "cash in hand at its limit")
            channel, form = "wechat", self._pay_form(ways)
            answer = self.send("pay by wechat", form, channel=channel)
        if answer.status_code in {409, 422}:
            self.day.note(self.day.refused, "paid meanwhile")
            return
        if answer.status_code != 303:
            raise WentWrong(f"pay by {channel} {answer.status_code}")
        place = answer.headers["location"]
        if self._happens(self.odds.twice):
            again = self.send(f"pay by {channel}", form, channel=channel)
            if again.headers.get("location") != place:
                raise WentWrong("pressed twice, paid twice")
            self.day.note(self.day.refused, "pressed twice, done once")
        self._receipts(place if channel == "cash" else self._paid_by_wechat(place))

    def _pay_form(self, ways: str) -> Form:
        return self._form(self.get("ways to pay", ways), "/courier/pay")

    def _paid_by_wechat(self, place: str) -> str:
        """The payer scans and pays; the phone asks until the books know it."""
        page = self._page(self.get("code to pay", place))
        scanned = next(link for link in page.links if "/sandbox/pay/" in link)
        self.payer.post(scanned, data={"wish": "pay"})
        give_up = time.monotonic() + PATIENCE_S
        while time.monotonic() < give_up:
            told = self.get("has it arrived", f"{place}/status").json()
            if told["next"]:
                return str(told["next"])
            time.sleep(BETWEEN_S)
        raise WentWrong("the money never arrived")

    def _receipts(self, place: str) -> None:
        if self._happens(self.odds.dies):
            self._wake()
            return
        page = self._page(self.get("receipts", place))
        pictures = [link for link in page.links if link.endswith(".png") and "strip" not in link]
        if not pictures:
            raise WentWrong("no receipts")
        if self._happens(self.odds.picture):
            self.get("receipt's picture", pictures[0])

    def _wake(self) -> None:
        """The phone died before the receipts were seen; switched on again, it asks for no money."""
        self._page(self.get("day page", "/courier/today"))
        if self._page(self.get("household", self.household)).form("/consent") is not None:
            raise WentWrong("paid, and asked again")
        self.day.note(self.day.refused, "phone died, nothing asked twice")

    def _happens(self, odds: float) -> bool:
        return self.chance.random() < odds

    def _refused(self, name: str, answer: httpx.Response, meant: set[int]) -> None:
        if answer.status_code not in meant:
            raise WentWrong(f"{name} {answer.status_code}")
        self.day.note(self.day.refused, name)

    @staticmethod
    def _page(answer: httpx.Response) -> Page:
        if not answer.is_success:
            raise WentWrong(f"{answer.url.path} {answer.status_code}")
        return read_page(answer.text)
