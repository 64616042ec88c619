"""What an admin of the area does with a talk: take it, answer in it, end it."""

from __future__ import annotations

from uuid import UUID

from courier.domain.cases import agent_words
from courier.domain.dialogues import Quick
from courier.domain.errors import Conflict, NotFound
from courier.domain.handoffs import EndedBy, HandoffStatus, refuse_words
from courier.domain.permissions import Permission
from courier.services.agent_words import put_agent_words
from courier.services.areas import area_of, require
from courier.services.bubbles import Bubble, QuickReply
from courier.services.core import Actor, Core
from courier.store.queries import handoffs as queries
from courier.store.rows.handoffs import HandoffRow
from courier.store.unit_of_work import Work
from courier.texts import Locale, say


def take_talk(core: Core, *, actor: Actor, handoff_id: UUID, from_colleague: bool = False) -> None:
    """Become the one who answers; the villager is greeted in the conversation.

    Raises NotAllowed, NotFound ``talk_not_found``, Conflict ``talk_ended`` or ``talk_taken``.
    """
    with core.begin_for(actor) as work:
        row = _locked(work, actor, handoff_id)
        if row.status == HandoffStatus.ENDED:
            raise Conflict("talk_ended")
        if row.taken_by == actor.person_id:
            return
        if row.taken_by is not None and not from_colleague:
            raise Conflict("talk_taken", who=row.taken_by_name)
        queries.take(work, row.county_id, handoff_id, by=actor.person_id, now=core.clock.now())
        locale = Locale(row.locale)
        greeting = say("talks.greeting", locale, name=actor.name)
        replies = (QuickReply(say("talks.end_button", locale), Quick.END_TALK),)
        _put(core, work, row, _bubble(row, actor, greeting, replies))
        _trail(work, actor, row, "talk_taken")
        work.commit()


def answer_talk(core: Core, *, actor: Actor, handoff_id: UUID, words: str) -> None:
    """Say something to the villager.

    Raises NotAllowed, NotFound ``talk_not_found`` or ``talk_gone`` (the conversation was deleted),
    Conflict ``talk_ended``, ``talk_not_taken`` or ``talk_taken``, BadInput ``words_*``.
    """
    said = agent_words(words)
    with core.begin_for(actor) as work:
        row = _locked(work, actor, handoff_id)
        refuse_words(HandoffStatus(row.status), is_mine=row.taken_by == actor.person_id)
        replies = (QuickReply(say("talks.end_button", Locale(row.locale)), Quick.END_TALK),)
        if not _put(core, work, row, _bubble(row, actor, said, replies)):
            raise NotFound("talk_gone")
        _trail(work, actor, row, "talk_answered")
        work.commit()


def end_talk(core: Core, *, actor: Actor, handoff_id: UUID) -> None:
    """Leave the villager to the assistant again; a talk that is over stays so.

    Raises NotAllowed, NotFound ``talk_not_found``, Conflict ``talk_not_taken`` or ``talk_taken``.
    """
    with core.begin_for(actor) as work:
        row = _locked(work, actor, handoff_id)
        if row.status == HandoffStatus.ENDED:
            return
        refuse_words(HandoffStatus(row.status), is_mine=row.taken_by == actor.person_id)
        queries.end(work, row.county_id, handoff_id, by=EndedBy.AGENT, now=core.clock.now())
        _put(core, work, row, _bubble(row, actor, say("talks.farewell", Locale(row.locale)), ()))
        _trail(work, actor, row, "talk_ended")
        work.commit()


def _locked(work: Work, actor: Actor, handoff_id: UUID) -> HandoffRow:
    require(actor, Permission.ANSWER_TALKS)
    row = queries.talk_of_area(work, area_of(actor), handoff_id, lock=True)
    if row is None:
        raise NotFound("talk_not_found")
    return row


def _put(core: Core, work: Work, row: HandoffRow, bubble: Bubble) -> bool:
    return put_agent_words(work, row.conversation_id, bubble, core.clock.now())


def _bubble(row: HandoffRow, actor: Actor, text: str, replies: tuple[QuickReply, ...]) -> Bubble:
    signed = say("talks.signed", Locale(row.locale), name=actor.name)
    return Bubble(text, source=signed, replies=replies, answered=True)


def _trail(work: Work, actor: Actor, row: HandoffRow, action: str) -> None:
    work.record(
        county_id=row.county_id,
        actor=actor.trail,
        action=action,
        subject=f"talk:{row.handoff_id}",
    )
