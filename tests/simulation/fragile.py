"""A core whose process dies at a chosen step: before a statement, before or after a commit."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager

from courier.services.core import Actor, Core
from courier.store.unit_of_work import Work


class Died(BaseException):
    """The process is gone; what it had not committed is gone with it."""


class Fuse:
    """Burns down by one at each step; None never ends."""

    def __init__(self) -> None:
        self.left: int | None = None

    def burn(self) -> None:
        if self.left is None:
            return
        self.left -= 1
        if self.left < 0:
            self.left = None
            raise Died


class FragileWork(Work):
    """Work under a fuse."""

    fuse: Fuse

    def run(self, sql, params=(), /):
        self.fuse.burn()
        return super().run(sql, params)

    def commit(self) -> None:
        self.fuse.burn()
        super().commit()
        self.fuse.burn()


@dataclasses.dataclass(frozen=True, slots=True)
class FragileCore(Core):
    """A core that may die."""

    fuse: Fuse = dataclasses.field(default_factory=Fuse)

    @contextmanager
    def begin(self) -> Iterator[Work]:
        with self.engine.connect() as connection:
            work = FragileWork(connection)
            work.fuse = self.fuse
            yield work

    @contextmanager
    def begin_for(self, actor: Actor) -> Iterator[Work]:
        with Core.begin_for(self, actor) as sound:
            work = FragileWork(sound._connection)
            work.fuse = self.fuse
            yield work

    @contextmanager
    def at_once(self) -> Iterator[Work]:
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            work = FragileWork(connection)
            work.fuse = self.fuse
            yield work
            self.fuse.burn()


def fragile(core: Core, **changes) -> FragileCore:
    """The same core with a fuse."""
    parts = {field.name: getattr(core, field.name) for field in dataclasses.fields(core)}
    return FragileCore(**{**parts, **changes})
