"""What to do next: buttons, pages and the telephone number of somebody who knows."""

from __future__ import annotations

from courier.domain.dialogues import Quick
from courier.domain.policy import Pack
from courier.domain.policy_rules import Contact
from courier.domain.topics import Topic
from courier.services.answer_questions import Question, in_a_row
from courier.services.answer_windows import is_open
from courier.services.bubbles import Link, QuickReply
from courier.texts import Locale, say

TOPIC_COMMAND = "topic:"
ROLES = ("county_agency", "township_service", "hotline")
USUAL = (Topic.PAY_AMOUNT, Topic.COURIER_REQUEST)
NEXT = {
    Topic.PAY_AMOUNT: (Topic.COURIER_REQUEST, Topic.PAY_CHANNEL, Topic.SUBSIDY),
    Topic.PAY_DEADLINE: (Topic.PAY_AMOUNT, Topic.COURIER_REQUEST),
    Topic.PAY_CHANNEL: (Topic.COURIER_REQUEST, Topic.PAY_DEADLINE),
    Topic.PAY_FOR_OTHERS: (Topic.COURIER_REQUEST, Topic.PAY_CHANNEL),
    Topic.PAY_FAILURE: (Topic.CHECK_STATUS, Topic.REFUND),
    Topic.CHECK_STATUS: (Topic.RECEIPT_PROOF, Topic.COURIER_REQUEST),
    Topic.RECEIPT_PROOF: (Topic.CHECK_STATUS, Topic.HUMAN_HANDOFF),
    Topic.SUBSIDY: (Topic.PAY_AMOUNT, Topic.COURIER_REQUEST),
    Topic.INTERRUPTION_WAITING: (Topic.PAY_DEADLINE, Topic.PAY_AMOUNT),
    Topic.REIMBURSE_RATE: (Topic.REIMBURSE_PROCESS, Topic.CHRONIC_DISEASE),
    Topic.REIMBURSE_PROCESS: (Topic.REIMBURSE_RATE, Topic.REMOTE_CARE),
    Topic.OUTPATIENT: (Topic.CHRONIC_DISEASE, Topic.REIMBURSE_PROCESS),
    Topic.CHRONIC_DISEASE: (Topic.OUTPATIENT, Topic.REIMBURSE_PROCESS),
    Topic.FRAUD_SAFETY: (Topic.COURIER_VERIFY, Topic.HUMAN_HANDOFF),
    Topic.COURIER_ABOUT: (Topic.COURIER_REQUEST, Topic.COURIER_VERIFY),
    Topic.COURIER_TRACK: (Topic.COURIER_REQUEST,),
    Topic.COURIER_VERIFY: (Topic.FRAUD_SAFETY,),
    Topic.REFUND: (Topic.DUPLICATE_ENROLMENT, Topic.HUMAN_HANDOFF),
    Topic.DUPLICATE_ENROLMENT: (Topic.REFUND, Topic.HUMAN_HANDOFF),
    Topic.DEATH_INHERIT: (Topic.REFUND, Topic.HUMAN_HANDOFF),
    Topic.NEWBORN: (Topic.COURIER_REQUEST, Topic.REGISTRATION),
    Topic.SERIOUS_ILLNESS: (Topic.REIMBURSE_RATE, Topic.REIMBURSE_PROCESS),
    Topic.HOSPITAL_CHOICE: (Topic.REIMBURSE_RATE, Topic.REMOTE_CARE),
    Topic.REMOTE_CARE: (Topic.REIMBURSE_PROCESS, Topic.HUMAN_HANDOFF),
    Topic.HUMAN_HANDOFF: (Topic.COURIER_REQUEST,),
    Topic.COMPLAINT: (Topic.HUMAN_HANDOFF,),
    Topic.GREETING: (
        Topic.PAY_AMOUNT,
        Topic.COURIER_REQUEST,
        Topic.COURIER_VERIFY,
        Topic.REIMBURSE_RATE,
    ),
    Topic.THANKS: (),
    Topic.OUT_OF_SCOPE: (Topic.PAY_AMOUNT, Topic.COURIER_REQUEST, Topic.REIMBURSE_RATE),
}
PAGES = {
    Topic.CHECK_STATUS: (("/r", "answers.page_receipt"),),
    Topic.RECEIPT_PROOF: (("/r", "answers.page_receipt"),),
    Topic.FRAUD_SAFETY: (("/c", "answers.page_card"),),
    Topic.COURIER_VERIFY: (("/c", "answers.page_card"),),
    Topic.COURIER_TRACK: (("/v", "answers.page_visit"),),
    Topic.COURIER_REQUEST: (("/visits/new", "answers.page_ask"),),
}
# Answers that need no telephone number: how things are done here.
WITHOUT_PHONE = frozenset(
    {
        Topic.PAY_FOR_OTHERS,
        Topic.CHECK_STATUS,
        Topic.RECEIPT_PROOF,
        Topic.COURIER_ABOUT,
        Topic.COURIER_REQUEST,
        Topic.COURIER_TRACK,
        Topic.COURIER_VERIFY,
        Topic.GREETING,
        Topic.THANKS,
        Topic.OUT_OF_SCOPE,
    }
)
# After these a courier can come, while payment is open.
LEADS_TO_PAYING = frozenset(
    {
        Topic.PAY_AMOUNT,
        Topic.PAY_DEADLINE,
        Topic.PAY_CHANNEL,
        Topic.REGISTRATION,
        Topic.NEWBORN,
        Topic.ELDERLY_EXEMPT,
        Topic.SUBSIDY,
        Topic.INTERRUPTION_WAITING,
        Topic.WORTH_IT,
    }
)


def topic_reply(topic: Topic, locale: Locale) -> QuickReply:
    """The button that asks about a topic."""
    return QuickReply(say(f"answers.topic_{topic}", locale), f"{TOPIC_COMMAND}{topic}")


def quick_reply(quick: Quick, locale: Locale) -> QuickReply:
    """A button that is no sentence."""
    return QuickReply(say(f"chat.quick_{quick}", locale), quick.value)


def next_replies(topic: Topic, locale: Locale) -> tuple[QuickReply, ...]:
    """What people mostly want next."""
    return tuple(topic_reply(following, locale) for following in NEXT.get(topic, USUAL))


def pages(topic: Topic, locale: Locale) -> tuple[Link, ...]:
    """The product's own pages that go on from here."""
    return tuple(Link(href, say(key, locale)) for href, key in PAGES.get(topic, ()))


def call_link(question: Question) -> tuple[Link, ...]:
    """A number to press, if there is one."""
    known = whom_to_call(question)
    if known is None:
        return ()
    name, phone = known
    return (Link(f"tel:{phone}", say("answers.call", question.locale, name=name, phone=phone)),)


def whom_to_call(question: Question) -> tuple[str, str] | None:
    """Name and telephone number: the asker's own office, the pack's, the national hotline."""
    place = question.place
    if place is not None and place.phone:
        return say("answers.office_of", question.locale, place=place.name), place.phone
    for pack in (question.pack, question.national):
        contact = _contact(pack)
        if contact is not None and contact.phone:
            return contact.name, contact.phone
    return None


def call_words(question: Question) -> str:
    """«请打…» as a sentence; without a known number, whom to ask."""
    known = whom_to_call(question)
    if known is None:
        return say("answers.ask_agency", question.locale)
    return say("answers.please_call", question.locale, name=known[0], phone=known[1])


def next_words(question: Question, said: str) -> list[str]:
    """The next step as a line: a courier while payment is open, and whom to call.

    ``said``: the words before it; a number that stands there is not told again.
    """
    if question.topic in WITHOUT_PHONE:
        return []
    known = whom_to_call(question)
    words = [say("answers.next_courier", question.locale)] if _may_pay(question) else []
    if known is None or known[1] not in said:
        words.append(call_words(question))
    return [in_a_row(words, question.locale)] if words else []


def _may_pay(question: Question) -> bool:
    """Whether a courier can come and collect: the asker lives here and payment is open."""
    if question.topic not in LEADS_TO_PAYING or question.place is None or question.pack is None:
        return False
    return is_open(question.pack, question.today)


def _contact(pack: Pack | None) -> Contact | None:
    contacts = [one for one in (pack.contacts if pack else ()) if one.phone and one.role in ROLES]
    return min(contacts, key=lambda one: ROLES.index(one.role), default=None)
