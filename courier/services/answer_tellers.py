"""Which part of a pack speaks to which topic; the first sentence told is the direct answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from courier.domain.policy import Pack
from courier.domain.policy_figures import RegionLevel
from courier.domain.policy_rules import CareKind
from courier.domain.topics import Topic
from courier.services import answer_amounts as amounts
from courier.services import answer_facts as facts
from courier.services import answer_groups as groups
from courier.services.answer_aid import aid, aid_list
from courier.services.answer_bills import example, told_bill
from courier.services.answer_duplicates import once_is_enough, student
from courier.services.answer_families import family_amounts
from courier.services.answer_notes import examples, noted, noted_on
from courier.services.answer_prices import both_pay, rise_unexplained
from courier.services.answer_questions import Question, Teller, Told
from courier.services.answer_rates import hospitals, rates_of
from courier.services.answer_refunds import refund_for_reason, refunds
from courier.services.answer_waiting import waiting, waiting_after_gap
from courier.services.answer_windows import (
    cover,
    late_windows,
    main_window,
    newborn_windows,
    windows,
)


def _notes_of(topic: Topic) -> Teller:
    """What the pack notes on a neighbouring topic."""

    def tell(pack: Pack, question: Question) -> Sequence[Told]:
        return noted_on(pack, topic, question.locale)

    return tell


def _national_notes_of(topic: Topic) -> Teller:
    """What the country's frame notes on a neighbouring topic."""

    def tell(pack: Pack, question: Question) -> Sequence[Told]:
        if pack.region.level is not RegionLevel.NATIONAL:
            return ()
        return noted_on(pack, topic, question.locale)

    return tell


def _amount_and_when(pack: Pack, question: Question) -> Sequence[Told]:
    """What is to be paid and why, then until when; a window or a note alone is no amount."""
    is_family = len(question.family) > 1
    told = family_amounts(pack, question) if is_family else amounts.amount(pack, question)
    if not told:
        return []
    is_past = pack.coverage_year < question.today.year
    when = [] if is_past else main_window(pack, question)
    more = [] if is_family else amounts.tell_more(pack, question, told)
    gap = waiting_after_gap(pack, question)[:1]
    return [*told, *gap, *when, *more, *noted(pack, question)]


def _newborn(pack: Pack, question: Question) -> Sequence[Told]:
    """Until when, what to bring and where, with the price; a price alone is no answer."""
    until = newborn_windows(pack, question)
    papers = facts.papers(pack, question)
    if not until and not papers:
        return []
    price = groups.amount_of_newborn(pack, question)
    return [*until, *price, *papers, *facts.contacts(pack, question)]


# Every topic may be noted on (an amount only beside a price); these have tables in the pack.
_TABLES: Mapping[Topic, tuple[Teller, ...]] = {
    Topic.PAY_AMOUNT: (_amount_and_when,),
    Topic.PAY_DEADLINE: (windows,),
    Topic.PAY_CHANNEL: (facts.channels,),
    Topic.REFUND: (refunds, facts.papers),
    Topic.DUPLICATE_ENROLMENT: (once_is_enough, refund_for_reason, facts.papers),
    Topic.EMPLOYEE_VS_RESIDENT: (once_is_enough,),
    Topic.DEATH_INHERIT: (refund_for_reason, facts.papers),
    Topic.REGISTRATION: (facts.papers,),
    Topic.NEWBORN: (_newborn,),
    Topic.FRAUD_SAFETY: (facts.contacts,),
    Topic.COMPLAINT: (facts.contacts,),
    Topic.HUMAN_HANDOFF: (facts.contacts,),
    Topic.STUDENT: (student,),
    Topic.ELDERLY_EXEMPT: (groups.amount_of_old,),
    Topic.SUBSIDY: (aid,),
    Topic.INTERRUPTION_WAITING: (waiting, late_windows),
    Topic.CONTINUOUS_INCENTIVE: (facts.incentives,),
    Topic.EFFECTIVE_DATE: (waiting_after_gap, cover),
    Topic.WHY_RISE: (rise_unexplained,),
    Topic.WORTH_IT: (both_pay, example, rates_of(CareKind.INPATIENT)),
    Topic.REIMBURSE_RATE: (
        told_bill(CareKind.INPATIENT),
        told_bill(CareKind.OUTPATIENT),
        rates_of(CareKind.INPATIENT),
        example,
        rates_of(CareKind.OUTPATIENT),
    ),
    Topic.REIMBURSE_PROCESS: (facts.papers,),
    Topic.OUTPATIENT: (
        told_bill(CareKind.OUTPATIENT),
        rates_of(CareKind.OUTPATIENT),
    ),
    Topic.CHRONIC_DISEASE: (rates_of(CareKind.CHRONIC, CareKind.SPECIAL), facts.papers),
    Topic.SERIOUS_ILLNESS: (
        rates_of(CareKind.SERIOUS_ILLNESS),
        noted,
        rates_of(CareKind.MEDICAL_AID),
    ),
    Topic.HOSPITAL_CHOICE: (hospitals,),
}
TELLERS: Mapping[Topic, tuple[Teller, ...]] = {
    topic: (*_TABLES.get(topic, ()), *(() if topic is Topic.PAY_AMOUNT else (noted,)))
    for topic in Topic
}
# Here a place's details without the rule itself are no answer while the country has the rule.
RULE_FIRST: Mapping[Topic, Teller] = {
    Topic.INTERRUPTION_WAITING: waiting,
    Topic.EFFECTIVE_DATE: waiting_after_gap,
    Topic.STUDENT: once_is_enough,
    Topic.EMPLOYEE_VS_RESIDENT: once_is_enough,
    Topic.REFUND: refunds,
    Topic.DUPLICATE_ENROLMENT: refund_for_reason,
    Topic.DEATH_INHERIT: refund_for_reason,
}
# Where nothing answers the question itself, what may be of use, said to be no answer.
RELATED: Mapping[Topic, tuple[Teller, ...]] = {
    Topic.PAY_AMOUNT: (aid_list, noted),
    Topic.WHY_RISE: (_national_notes_of(Topic.PAY_AMOUNT),),
    Topic.WORTH_IT: (_national_notes_of(Topic.PAY_AMOUNT),),
    Topic.STUDENT: (amounts.amount,),
    Topic.EMPLOYEE_VS_RESIDENT: (refund_for_reason,),
    Topic.ELIGIBILITY: (_notes_of(Topic.ENROL_PLACE), facts.papers),
    Topic.REGISTRATION: (_notes_of(Topic.ENROL_PLACE), examples),
    Topic.PERSONAL_ACCOUNT: (_notes_of(Topic.FAMILY_ACCOUNT),),
    Topic.CARD: (_notes_of(Topic.E_VOUCHER),),
    Topic.HOSPITAL_CHOICE: (_national_notes_of(Topic.REIMBURSE_RATE),),
    Topic.ACCIDENT_INJURY: (_notes_of(Topic.NOT_COVERED),),
    Topic.DRUG_LIST: (_notes_of(Topic.NOT_COVERED),),
}
