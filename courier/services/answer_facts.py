"""What a pack says on channels, papers, rewards and whom to ask."""

from __future__ import annotations

from courier.domain.policy import Pack
from courier.domain.policy_rules import Contact, Incentive, IncentiveKind, PayChannel
from courier.domain.topics import Topic
from courier.services.answer_questions import Question, Told, in_a_row, large_sum, listed
from courier.texts import Locale, say

ERRANDS = {
    Topic.REGISTRATION: ("enrol",),
    Topic.ELIGIBILITY: ("enrol",),
    Topic.NEWBORN: ("newborn",),
    Topic.REFUND: ("refund",),
    Topic.DUPLICATE_ENROLMENT: ("refund",),
    Topic.DEATH_INHERIT: ("refund",),
    Topic.CHRONIC_DISEASE: ("recognise_special", "reimburse_special"),
    Topic.REIMBURSE_PROCESS: (
        "reimburse_inpatient",
        "reimburse_outpatient",
        "reimburse_special",
    ),
}
ROLES = {
    Topic.FRAUD_SAFETY: {"fraud_hotline"},
    Topic.NEWBORN: {"newborn_desk"},
    Topic.COMPLAINT: {"county_agency", "hotline"},
    Topic.HUMAN_HANDOFF: {"county_agency", "township_service", "hotline"},
}


SAID_AT_ONCE = 4  # ways to pay in one sentence


def channels(pack: Pack, question: Question) -> list[Told]:
    """Ways to pay that the sources name."""
    if not pack.channels:
        return []
    locale = question.locale
    ways = [_channel(channel, locale) for channel in pack.channels]
    told = [say("answers.channels", locale, channels=listed(ways[:SAID_AT_ONCE], locale))]
    if ways[SAID_AT_ONCE:]:
        others = listed(ways[SAID_AT_ONCE:], locale)
        told.append(say("answers.channels_more", locale, channels=others))
    return [Told(in_a_row(told, locale), pack.channels[0].source)]


def papers(pack: Pack, question: Question) -> list[Told]:
    """What to bring for the errands of the topic."""
    errands = ERRANDS.get(question.topic, ())
    locale = question.locale
    told = []
    for needed in (one for one in pack.papers if one.errand in errands):
        errand = say(f"policy.errand_{needed.errand}", locale)
        names = listed([say(f"policy.paper_{one}", locale) for one in needed.papers], locale)
        text = say("answers.papers", locale, errand=errand, papers=names)
        told.append(Told(text, needed.source))
    return told


def incentives(pack: Pack, question: Question) -> list[Told]:
    """What years without a gap or without claims bring."""
    return [Told(_incentive(reward, question.locale), reward.source) for reward in pack.incentives]


def contacts(pack: Pack, question: Question) -> list[Told]:
    """Who answers, where, by which telephone."""
    roles = ROLES.get(question.topic, set())
    return [
        Told(_contact(contact, question.locale), contact.source)
        for contact in pack.contacts
        if contact.role in roles
    ]


def subsidies(pack: Pack, question: Question) -> list[Told]:
    """What the government adds for each person."""
    locale = question.locale
    told = []
    for one in pack.subsidies:
        key = "answers.government_adds_least" if one.at_least else "answers.government_adds"
        told.append(Told(say(key, locale, amount=one.amount), one.source))
    return told


def _channel(channel: PayChannel, locale: Locale) -> str:
    """«银行柜台（中国银行）»; the name alone where it says the way by itself."""
    way = say(f"policy.channel_{channel.code}", locale)
    if channel.name is None or way == channel.name:
        return way
    if way in channel.name:
        return channel.name
    return say("answers.who_is", locale, who=way, marks=channel.name)


def _incentive(reward: Incentive, locale: Locale) -> str:
    is_open = reward.kind is IncentiveKind.CONTINUOUS and reward.after_years is None
    since = "_each" if is_open else ""
    least = "_least" if reward.at_least else ""
    key = f"answers.incentive_{reward.kind}{since}{least}"
    sentences = [say(key, locale, amount=reward.amount, years=str(reward.after_years))]
    if reward.cap_percent is not None:
        percent = f"{reward.cap_percent:f}"
        sentences.append(say("answers.incentive_share", locale, percent=percent))
    if reward.cap is not None:
        sentences.append(say("answers.incentive_cap", locale, cap=large_sum(reward.cap, locale)))
    return in_a_row(sentences, locale)


def _contact(contact: Contact, locale: Locale) -> str:
    if contact.phone:
        sentences = [say("answers.contact_phone", locale, name=contact.name, phone=contact.phone)]
    else:
        role = say(f"policy.role_{contact.role}", locale)
        sentences = [say("answers.contact_named", locale, role=role, name=contact.name)]
    if contact.place:
        sentences.append(say("answers.contact_place", locale, place=contact.place))
    return in_a_row(sentences, locale)
