"""Whoever has paid in one place need not pay in another; how a second payment comes back."""

from __future__ import annotations

from courier.domain.policy import Pack
from courier.domain.understanding.double_cover import PaidAt
from courier.services.answer_groups import amount_of_student
from courier.services.answer_questions import Question, Told
from courier.services.answer_refunds import refund_because
from courier.texts import say

REASONS = {PaidAt.SCHOOL: "duplicate", PaidAt.WORK: "employee"}


def once_is_enough(pack: Pack, question: Question) -> list[Told]:
    """For who pays at school or at work already, where the pack has the rule on two premiums."""
    place = question.said.paid_at
    if place is None:
        return []
    back = refund_because(pack, question, REASONS[place])
    enough = [Told(say(f"answers.once_{place}", question.locale), one.source) for one in back[:1]]
    return [*enough, *back]


def student(pack: Pack, question: Question) -> list[Told]:
    """What pupils and students pay; that once is enough for who has paid at school."""
    return once_is_enough(pack, question) or amount_of_student(pack, question)
