"""What an admin of the area does with a case: take it, note, close it with words, reopen it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from courier.domain import short_codes
from courier.domain.cases import (
    STATUS_AFTER,
    CaseKind,
    CaseStatus,
    CaseStep,
    agent_words,
    refuse_step,
)
from courier.domain.errors import Conflict, NotFound
from courier.domain.permissions import Permission
from courier.services.agent_words import put_agent_words
from courier.services.areas import area_of, require
from courier.services.bubbles import Bubble
from courier.services.core import Actor, Core
from courier.services.told_people import tell_of_case
from courier.store.queries import cases as queries
from courier.store.queries import held_cash as held_queries
from courier.store.rows.cases import CaseRow
from courier.store.unit_of_work import Work
from courier.texts import Locale, say


def take_case(core: Core, *, actor: Actor, case_id: UUID, from_colleague: bool = False) -> None:
    """Become the one who looks into it; from a colleague only if that is meant.

    Raises NotAllowed, NotFound ``case_not_found``, Conflict ``case_closed`` or ``case_taken``
    (who).
    """
    with core.begin_for(actor) as work:
        row = _locked(work, actor, case_id, CaseStep.TAKEN)
        if row.taken_by == actor.person_id:
            return
        if row.taken_by is not None and not from_colleague:
            raise Conflict("case_taken", who=row.taken_by_name)
        Hand(core, work, actor).step(row, CaseStep.TAKEN)
        work.commit()


def note_case(core: Core, *, actor: Actor, case_id: UUID, words: str) -> None:
    """Add a note that the office alone reads.

    Raises NotAllowed, NotFound ``case_not_found``, BadInput ``words_*``.
    """
    note = agent_words(words)
    with core.begin_for(actor) as work:
        row = _locked(work, actor, case_id, CaseStep.NOTED)
        Hand(core, work, actor).step(row, CaseStep.NOTED, note)
        work.commit()


def close_case(core: Core, *, actor: Actor, case_id: UUID, words: str) -> bool:
    """Close it with words to the reporter, who sees them in the conversation; a text tells of it
    whoever left a telephone number.

    False when that conversation is gone: then the number alone tells. Raises NotAllowed, NotFound
    ``case_not_found``, Conflict ``case_closed``, ``case_not_taken``, ``case_taken`` (who),
    ``case_needs_decision`` or ``held_undecided``, BadInput ``words_*``.
    """
    answer = agent_words(words)
    with core.begin_for(actor) as work:
        row = own_case(work, actor, case_id)
        if row.kind == CaseKind.PERSON_ADDED:
            raise Conflict("case_needs_decision")
        if held_queries.unsettled(work, row.county_id, case_id):
            raise Conflict("held_undecided")
        Hand(core, work, actor).step(row, CaseStep.CLOSED, answer)
        tell_of_case(core, work, row)
        told = put_agent_words(
            work, row.conversation_id, _closing(row, answer, actor), core.clock.now()
        )
        work.commit()
    return told


def reopen_case(core: Core, *, actor: Actor, case_id: UUID, words: str) -> None:
    """Take a closed case up again, with the reason.

    Raises NotAllowed, NotFound ``case_not_found``, Conflict ``case_not_closed``, BadInput
    ``words_*``.
    """
    reason = agent_words(words)
    with core.begin_for(actor) as work:
        row = _locked(work, actor, case_id, CaseStep.REOPENED)
        if row.kind == CaseKind.PERSON_ADDED:
            raise Conflict("added_decided_already")
        Hand(core, work, actor).step(row, CaseStep.REOPENED, reason)
        work.commit()


def own_case(work: Work, actor: Actor, case_id: UUID) -> CaseRow:
    """A case that she has taken, locked, to be closed. Raises as ``close_case`` does."""
    row = _locked(work, actor, case_id, CaseStep.CLOSED)
    if row.taken_by != actor.person_id:
        raise Conflict("case_taken", who=row.taken_by_name)
    return row


def _locked(work: Work, actor: Actor, case_id: UUID, step: CaseStep) -> CaseRow:
    require(actor, Permission.WORK_ON_CASES)
    row = queries.case_of_area(work, area_of(actor), case_id, lock=True)
    if row is None:
        raise NotFound("case_not_found")
    refuse_step(CaseStatus(row.status), step)
    return row


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, within one transaction."""

    core: Core
    work: Work
    actor: Actor

    def step(self, row: CaseRow, step: CaseStep, words: str = "") -> None:
        """Append it to the case's history and the trail; the case stands where it leads."""
        now, by = self.core.clock.now(), self.actor.person_id
        county, case = row.county_id, row.case_id
        queries.add_step(self.work, county, case, step=step, now=now, admin_id=by, words=words)
        if step in STATUS_AFTER:
            queries.stand(self.work, county, case, status=STATUS_AFTER[step], by=by, now=now)
        self.work.record(
            county_id=county,
            actor=self.actor.trail,
            action=f"case_{step}",
            subject=f"case:{row.case_no}",
        )


def _closing(row: CaseRow, answer: str, actor: Actor) -> Bubble:
    locale = Locale(row.locale)
    text = say("cases.closed_words", locale, number=short_codes.grouped(row.case_no), words=answer)
    return Bubble(text, source=say("talks.signed", locale, name=actor.name), answered=True)
