"""What every use-case is handed: the database, the time, the keys and the outside world."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Engine

from courier.domain.errors import OutsideFailed
from courier.domain.permissions import Role
from courier.domain.policy import PackShelf
from courier.domain.regions import area_prefix
from courier.domain.roster_layouts import Layout
from courier.ports import (
    CardOffice,
    Channel,
    Clock,
    CodeReader,
    FieldSealer,
    Interpreter,
    OfficialAccount,
    PaymentChannel,
    PictureCleaner,
    PictureMaker,
    TableReader,
    TextSender,
)
from courier.store.queries import bounds
from courier.store.unit_of_work import Work, at_once, begin, begin_bound


class ActorKind(StrEnum):
    """Who may act."""

    ADMIN = "admin"
    COURIER = "courier"
    VILLAGER = "villager"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and where they may: ``region_code`` is the top of their area.

    ``county_id`` is the county that is looked at; ``home_id`` where her own account stands, None
    where that is the same.
    """

    kind: ActorKind
    county_id: int
    person_id: UUID
    name: str
    region_code: str
    role: str = ""
    home_id: int | None = None

    @property
    def home_county_id(self) -> int:
        """The county of her account, her sessions and her keys."""
        return self.county_id if self.home_id is None else self.home_id

    @property
    def is_at_home(self) -> bool:
        """Whether she looks at the county of her own account."""
        return self.home_county_id == self.county_id

    @property
    def trail(self) -> tuple[str, str]:
        """As the trail wants it."""
        return self.kind.value, str(self.person_id)


@dataclass(frozen=True, slots=True)
class _Stopped:
    """A clock that shows one moment."""

    moment: dt.datetime

    def now(self) -> dt.datetime:
        return self.moment


@dataclass(frozen=True, slots=True)
class Core:
    """Built once by wiring; use-cases take it as their first argument."""

    engine: Engine
    clock: Clock
    shelf: PackShelf
    sealer: FieldSealer
    code_key: bytes
    channels: Mapping[Channel, PaymentChannel]
    interpreter: Interpreter
    fallback: Interpreter
    code_reader: CodeReader
    cleaner: PictureCleaner
    text_sender: TextSender
    card_office: CardOffice
    pictures: PictureMaker
    tables: TableReader
    layouts: Mapping[str, Layout]
    public_url: str
    web_key: bytes
    phone_key: bytes
    official_account: OfficialAccount | None = None
    gateway_keys: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    def channel(self, channel: Channel) -> PaymentChannel:
        """The adapter of a channel. Raises OutsideFailed ``channel_missing``."""
        try:
            return self.channels[channel]
        except KeyError as error:
            raise OutsideFailed("channel_missing") from error

    def as_of(self, moment: dt.datetime) -> Core:
        """The same at another moment: for what a phone tells later."""
        return replace(self, clock=_Stopped(moment))

    def begin(self) -> AbstractContextManager[Work]:
        """One transaction that acts for nobody with an area: a machine, a villager, a sign-in."""
        return begin(self.engine)

    def begin_for(self, actor: Actor) -> AbstractContextManager[Work]:
        """One transaction in which the database shows this admin's or courier's own area alone."""
        facts = {"county": actor.county_id, "person": str(actor.person_id)}
        if actor.kind is ActorKind.COURIER:
            return begin_bound(self.engine, bounds.COURIER, facts)
        if actor.kind is not ActorKind.ADMIN:
            return begin(self.engine)
        if actor.role == Role.SYSTEM:
            return begin_bound(self.engine, bounds.NOBODY, facts)
        facts["area"] = area_prefix(actor.region_code)
        return begin_bound(self.engine, bounds.ADMIN, facts)

    def at_once(self) -> AbstractContextManager[Work]:
        """A use-case of one statement, which is a transaction of its own."""
        return at_once(self.engine)
