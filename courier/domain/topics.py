"""The topics that a message can be about: the assistant's public vocabulary.

The web chat, messages, the command line and the analytics all use these names, so they
never change. Every topic is also an intent of the assistant (``bot/domain``).
"""

from __future__ import annotations

from enum import StrEnum


class Topic(StrEnum):
    """What the villager asks about."""

    PAY_AMOUNT = "pay_amount"
    PAY_DEADLINE = "pay_deadline"
    PAY_CHANNEL = "pay_channel"
    PAY_FOR_OTHERS = "pay_for_others"
    PAY_FAILURE = "pay_failure"
    CHECK_STATUS = "check_status"
    RECEIPT_PROOF = "receipt_proof"
    REFUND = "refund"
    DUPLICATE_ENROLMENT = "duplicate_enrolment"
    EMPLOYEE_VS_RESIDENT = "employee_vs_resident"
    REGISTRATION = "registration"
    ELIGIBILITY = "eligibility"
    ENROL_PLACE = "enrol_place"
    NEWBORN = "newborn"
    STUDENT = "student"
    ELDERLY_EXEMPT = "elderly_exempt"
    SUBSIDY = "subsidy"
    INTERRUPTION_WAITING = "interruption_waiting"
    CONTINUOUS_INCENTIVE = "continuous_incentive"
    EFFECTIVE_DATE = "effective_date"
    WHY_RISE = "why_rise"
    WORTH_IT = "worth_it"
    REIMBURSE_RATE = "reimburse_rate"
    REIMBURSE_PROCESS = "reimburse_process"
    OUTPATIENT = "outpatient"
    CHRONIC_DISEASE = "chronic_disease"
    SERIOUS_ILLNESS = "serious_illness"
    ACCIDENT_INJURY = "accident_injury"
    MATERNITY = "maternity"
    DRUG_LIST = "drug_list"
    NOT_COVERED = "not_covered"
    HOSPITAL_CHOICE = "hospital_choice"
    REMOTE_CARE = "remote_care"
    CARD = "card"
    E_VOUCHER = "e_voucher"
    FAMILY_ACCOUNT = "family_account"
    PERSONAL_ACCOUNT = "personal_account"
    DEATH_INHERIT = "death_inherit"
    FUND_ABUSE = "fund_abuse"
    FRAUD_SAFETY = "fraud_safety"
    COMPLAINT = "complaint"
    COURIER_ABOUT = "courier_about"
    COURIER_REQUEST = "courier_request"
    COURIER_TRACK = "courier_track"
    COURIER_VERIFY = "courier_verify"
    HUMAN_HANDOFF = "human_handoff"
    GREETING = "greeting"
    THANKS = "thanks"
    OUT_OF_SCOPE = "out_of_scope"
