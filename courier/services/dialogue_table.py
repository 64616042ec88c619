"""Which dialogues there are, what begins them, and what is offered after an answer."""

from __future__ import annotations

from collections.abc import Mapping

from courier.domain.dialogues import Quick, TaskKind
from courier.domain.scanned import CodeKind
from courier.domain.topics import Topic
from courier.services import (
    arrival_dialogue,
    handoff_dialogue,
    report_beginnings,
    report_dialogue,
    visit_change_dialogue,
    visit_dialogue,
)
from courier.services.dialogue_tasks import Begin, BeginByCode, Dialogue, Offer

DIALOGUES: Mapping[TaskKind, Dialogue] = {
    TaskKind.REPORT: report_dialogue.DIALOGUE,
    TaskKind.HANDOFF: handoff_dialogue.DIALOGUE,
    TaskKind.ARRIVAL: arrival_dialogue.DIALOGUE,
    TaskKind.VISIT_CHANGE: visit_change_dialogue.DIALOGUE,
}
BEGINNINGS: Mapping[Topic, Begin] = {
    Topic.COMPLAINT: report_beginnings.begin,
    Topic.FRAUD_SAFETY: report_beginnings.begin,
    Topic.HUMAN_HANDOFF: handoff_dialogue.begin,
    Topic.CHECK_STATUS: arrival_dialogue.begin,
    Topic.COURIER_TRACK: visit_change_dialogue.begin,
    Topic.COURIER_REQUEST: visit_dialogue.begin,
}
BEGINNINGS_BY_CODE: Mapping[CodeKind, BeginByCode] = {
    CodeKind.VISIT: visit_change_dialogue.begin_by_code,
}
BEGINNINGS_BY_BUTTON: Mapping[Quick, Begin] = {
    Quick.REPORT: report_beginnings.begin_by_button,
    Quick.PERSON: handoff_dialogue.call_person,
    Quick.CHANGE_DAY: visit_change_dialogue.begin,
    Quick.CHANGE_PLACE: visit_change_dialogue.begin,
    Quick.CALL_OFF: visit_change_dialogue.begin,
}
OFFERS: Mapping[Topic, Offer] = {
    Topic.COMPLAINT: report_beginnings.offer,
    Topic.FRAUD_SAFETY: report_beginnings.offer,
    Topic.FUND_ABUSE: report_beginnings.offer,
    Topic.HUMAN_HANDOFF: handoff_dialogue.offer,
}
