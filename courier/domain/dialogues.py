"""What a conversation remembers, and the steps by which a visit is asked for.

Pure: words and a day in, decisions out. No name and no telephone number stands here in the
clear; ``VisitDraft.contact``, ``phone`` and
``house`` are sealed by the caller.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from courier.domain.families import NO_FAMILY, NOBODY, Family, Who, family_of, who_of
from courier.domain.topics import Topic

MOST_VISITS = 3  # of one conversation; older ones are followed by their number
MOST_CASES = 3
OF_THE_SUBJECT = frozenset({"who", "family", "year", "topic", "waiting_topic", "waiting_also"})


class Step(StrEnum):
    """What is asked next for a visit."""

    VILLAGE = "village"
    CONTACT = "contact"
    PHONE = "phone"
    PLACE = "place"
    DAY = "day"
    SECOND = "second"  # another phone that is told of each step, only if that is wished
    CONFIRM = "confirm"


class Quick(StrEnum):
    """Buttons that are no sentence: what they send, and ``chat.quick_<value>`` is their title."""

    YES = "yes"
    CANCEL = "cancel"
    ANY_DAY = "any_day"
    TOMORROW = "tomorrow"
    DAY_AFTER = "day_after"
    OTHER_PLACE = "other_place"
    NO_PLACE = "no_place"
    NO_HOUSE = "no_house"
    TELL_ALSO = "tell_also"
    NEVER_MIND = "never_mind"
    UNSAID = "unsaid"
    EARLIER_TODAY = "earlier_today"
    YESTERDAY = "yesterday"
    REPORT = "report"
    REPORT_NOW = "report_now"
    REPORT_COUNTY = "report_county"
    PERSON = "person"
    END_TALK = "end_talk"
    CODE_AGAIN = "code_again"
    OTHER_PROOF = "other_proof"
    CHANGE_DAY = "change_day"
    CHANGE_PLACE = "change_place"
    CALL_OFF = "call_off"


class TaskKind(StrEnum):
    """What a dialogue beside the visit is for."""

    REPORT = "report"
    HANDOFF = "handoff"
    ARRIVAL = "arrival"
    VISIT_CHANGE = "visit_change"


@dataclass(frozen=True, slots=True)
class Task:
    """A dialogue under way: the step that waits for its answer, and what was told so far.

    ``facts`` are texts; the dialogue seals those that are personal before they come here.
    """

    kind: TaskKind
    step: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def at(self, step: str, **facts: str) -> Task:
        """The same dialogue at another step, knowing more."""
        return Task(self.kind, step, {**self.facts, **facts})


@dataclass(frozen=True, slots=True)
class VisitDraft:
    """A visit that is being asked for; texts are sealed, days ISO, None is still to come."""

    village_code: str | None = None
    village_name: str | None = None
    contact: str | None = None
    phone: str | None = None
    house: str | None = None
    day: str | None = None
    day_told: bool = False
    part: str | None = None  # of the day, a DayPart
    tells_also: bool = False  # a second phone is to be told of each step
    second: str | None = None  # that phone

    @property
    def step(self) -> Step:
        """What is still missing, first things first."""
        if self.village_code is None:
            return Step.VILLAGE
        if self.contact is None:
            return Step.CONTACT
        if self.phone is None:
            return Step.PHONE
        if self.house is None:
            return Step.PLACE
        if not self.day_told:
            return Step.DAY
        return Step.SECOND if self.tells_also and self.second is None else Step.CONFIRM

    @property
    def wanted_on(self) -> dt.date | None:
        """The day, None for any."""
        return dt.date.fromisoformat(self.day) if self.day else None


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk with a person, waiting or under way; ``noted`` once its silence was explained."""

    county_id: int
    handoff_id: str
    noted: bool = False


@dataclass(frozen=True, slots=True)
class Memory:
    """What stays from one message to the next."""

    county_id: int | None = None
    village_code: str | None = None
    elsewhere: tuple[str, ...] = ()  # the asker's own place where it is not one of ours
    year: int | None = None
    who: Who = NOBODY
    family: Family = NO_FAMILY
    topic: Topic | None = None
    waiting_topic: Topic | None = None  # asked before we knew the place
    waiting_also: tuple[Topic, ...] = ()  # asked in the same message
    place_declined: bool = False
    visits: tuple[str, ...] = ()
    draft: VisitDraft | None = None
    task: Task | None = None
    cases: tuple[str, ...] = ()
    talk: Talk | None = None
    booked: tuple[str, ...] = ()  # visits that were asked for here, not only looked at
    offered: tuple[tuple[str, str], ...] = ()  # the last buttons: title, and what it sends
    checked: tuple[str, ...] = ()  # the card that was checked last: its number, what was said

    def with_visit(self, visit_no: str) -> Memory:
        """Remember a visit by its number alone; the draft is done."""
        return replace(self, visits=(*self.visits, visit_no)[-MOST_VISITS:], draft=None)

    def with_booking(self, visit_no: str) -> Memory:
        """Remember a visit that was asked for in this conversation."""
        return replace(self.with_visit(visit_no), booked=(*self.booked, visit_no)[-MOST_VISITS:])

    def afresh(self) -> Memory:
        """The same asker with a new subject: nothing of whom and of which year was spoken of."""
        bare: dict[str, Any] = {
            one.name: one.default for one in fields(self) if one.name in OF_THE_SUBJECT
        }
        return replace(self, **bare)

    def with_case(self, case_no: str) -> Memory:
        """Remember a case by its number alone; the task is done."""
        cases = (*self.cases, case_no)[-MOST_CASES:]
        return replace(self, cases=cases, task=None, checked=())

    def as_facts(self) -> dict[str, Any]:
        """For keeping as JSON."""
        return asdict(self)


def memory_of(facts: Mapping[str, Any]) -> Memory:
    """The memory of kept facts; what an older version kept and nobody knows is dropped."""
    draft, talk = facts.get("draft"), facts.get("talk")
    return Memory(
        county_id=facts.get("county_id"),
        village_code=facts.get("village_code"),
        elsewhere=tuple(facts.get("elsewhere", ())),
        year=facts.get("year"),
        who=who_of(facts.get("who") or {}),
        family=family_of(facts.get("family") or {}),
        topic=_topic(facts.get("topic")),
        waiting_topic=_topic(facts.get("waiting_topic")),
        waiting_also=tuple(filter(None, map(_topic, facts.get("waiting_also", ())))),
        place_declined=bool(facts.get("place_declined")),
        visits=tuple(facts.get("visits", ())),
        draft=VisitDraft(**draft) if draft else None,
        task=_task(facts.get("task")),
        cases=tuple(facts.get("cases", ())),
        talk=Talk(**talk) if talk else None,
        booked=tuple(facts.get("booked", ())),
        offered=tuple((title, send) for title, send in facts.get("offered", ())),
        checked=tuple(facts.get("checked", ())),
    )


def _task(kept: Mapping[str, Any] | None) -> Task | None:
    if not kept or kept.get("kind") not in set(TaskKind):
        return None
    return Task(TaskKind(kept["kind"]), kept.get("step", ""), dict(kept.get("facts") or {}))


def _topic(name: str | None) -> Topic | None:
    return Topic(name) if name and name in set(Topic) else None
