"""The demo's couriers: each went the way from a proposal as far as ``staff.json`` says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from courier.domain.applications import IdentityPaper, PaperKind
from courier.services import applications, quizzes
from courier.services.core import Actor, Core
from courier.services.couriers import NewCourier, approve_courier, create_courier
from courier.services.identity_checks import check_identity


class Stage(StrEnum):
    """How far somebody has come, in order."""

    PROPOSED = "proposed"
    GIVEN = "given"  # opened the link, gave photo and papers
    LEARNED = "learned"
    CHECKED = "checked"
    APPROVED = "approved"


@dataclass(frozen=True)
class Walk:
    """One person's way; the township's clerk proposes, the county's chief approves."""

    core: Core
    clerk: Actor
    chief: Actor
    person: Mapping[str, Any]
    portrait: bytes

    def to(self, stage: Stage) -> UUID:
        """Go so far; answers the courier's id."""
        courier_id = create_courier(self.core, actor=self.clerk, new=self._new())
        steps = (self._give, self._learn, self._check, self._approve)
        for step in steps[: list(Stage).index(stage)]:
            step(courier_id)
        return courier_id

    def _new(self) -> NewCourier:
        return NewCourier(
            name=self.person["name"],
            phone=self.person["phone"],
            township_code=self.person["township_code"],
            village_codes=tuple(self.person["village_codes"]),
        )

    def _give(self, courier_id: UUID) -> None:
        sent = applications.send_application(self.core, actor=self.clerk, courier_id=courier_id)
        secret = applications.open_link(self.core, token=sent.token)
        applications.give_photo(self.core, secret=secret, photo=self.portrait, frame=None)
        for kind in PaperKind:
            # Nobody's papers: the demo has a portrait to stand for them.
            applications.give_paper(self.core, secret=secret, kind=kind, picture=self.portrait)

    def _learn(self, courier_id: UUID) -> None:
        county_id = self.clerk.county_id
        quiz = quizzes.next_quiz(self.core, county_id=county_id, courier_id=courier_id)
        right = {one.number: one.right for one in quizzes.bank()}
        chosen = {one.number: right[one.number] for one in quiz.questions}
        quizzes.take_quiz(
            self.core, county_id=county_id, courier_id=courier_id, seq=quiz.seq, answers=chosen
        )

    def _check(self, courier_id: UUID) -> None:
        paper = IdentityPaper.IDENTITY_CARD.value
        check_identity(self.core, actor=self.clerk, courier_id=courier_id, paper=paper)

    def _approve(self, courier_id: UUID) -> None:
        approve_courier(self.core, actor=self.chief, courier_id=courier_id)
