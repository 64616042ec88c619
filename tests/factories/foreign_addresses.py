"""For every address of the product: an object of somebody else's area, and words to post there.

``tests/field_app/test_every_route_and_area.py`` walks all routes with these. A new route with an
argument needs its object here (and in ``full_county.py``), a new form its words.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from itertools import product

from courier.domain.quizzes import LESSONS
from tests.factories.county import PEACH, PLUM
from tests.factories.full_county import NEIGHBOUR, OWNER_NAME, FullCounty
from tests.factories.pictures import portrait
from tests.factories.rosters import person

Words = Mapping[str, object]
REASON, SAID = {"reason": "试试看"}, {"words": "看过了，没有问题。"}

# By the argument's name; by the endpoint where one name means several things.
OBJECTS: dict[str, Callable[[FullCounty], object]] = {
    "admin_id": lambda made: made.county.clerk.person_id,
    "alarm_id": lambda made: made.ids["alarm"],
    "attempt_id": lambda made: made.ids["waiting"],
    "batch_id": lambda made: made.ids["batch"],
    "book_no": lambda made: made.said["book_no"],
    "case_id": lambda made: made.ids["case"],
    "courier_id": lambda made: made.ids["courier"],
    "handoff_id": lambda made: made.ids["handoff"],
    "household_id": lambda made: made.ids["household"],
    "import_id": lambda made: made.ids["import"],
    "insuree_id": lambda made: made.ids["insuree"],
    "item_id": lambda made: made.ids["held"],
    "kind": lambda made: "identity_card",
    "link_id": lambda made: made.ids["link"],
    "name": lambda made: LESSONS[0],
    "notice_id": lambda made: made.ids["notice"],
    "number": lambda made: made.said["receipt"],
    "part": lambda made: 1,
    "passkey_id": lambda made: made.ids["passkey"],
    "phrase_id": lambda made: made.ids["phrase"],
    "receipt_no": lambda made: made.said["receipt_no"],
    "refund_id": lambda made: made.ids["refund"],
    "suspense_id": lambda made: made.ids["suspense"],
    "village_code": lambda made: PEACH,
    "visit_id": lambda made: made.ids["visit"],
}
OF_ENDPOINT: dict[str, dict[str, Callable[[FullCounty], object]]] = {
    "admin_couriers.approve": {"courier_id": lambda made: made.ids["ready"]},
    "admin_applications.identity": {"courier_id": lambda made: made.ids["applied"]},
    "admin_applications.paper": {"courier_id": lambda made: made.ids["applied"]},
    "admin_applications.portrait": {"courier_id": lambda made: made.ids["applied"]},
    "admin_applications.refuse": {"courier_id": lambda made: made.ids["applied"]},
    "admin_applications.send": {"courier_id": lambda made: made.ids["applied"]},
    "admin_additions.paper": {"number": lambda made: 1},
    "payments.receipts_page": {"attempt_id": lambda made: made.ids["cash"]},
    "payments.receipts_pdf": {"attempt_id": lambda made: made.ids["cash"]},
    "payments.receipt_png": {"attempt_id": lambda made: made.ids["cash"]},
    "payments.receipt_code": {"attempt_id": lambda made: made.ids["cash"]},
    # Withdrawn by the office, which walks first; the other one is there to be read.
    "admin_notices.withdraw": {"notice_id": lambda made: made.ids["withdrawn_notice"]},
    "proof.strip": {"attempt_id": lambda made: made.ids["cash"]},
    "proof.strips": {"attempt_id": lambda made: made.ids["cash"]},
    "proof.text": {"attempt_id": lambda made: made.ids["cash"]},
}

# What is posted, good enough to reach the use-case. Where the owner does it too, in this order.
FORMS: dict[str, Callable[[FullCounty], Words]] = {
    "admin_account.app": lambda made: {"password": "wrong password", "code": "123456"},
    "admin_account.index": lambda made: {"password": "wrong password", "session": "all"},
    "admin_account.new_passkey": lambda made: {"password": "wrong password"},
    "admin_account.passkey_question": lambda made: {},
    "admin_account.password": lambda made: {"password": "wrong", "new_password": "x" * 14},
    "admin_account.recovery_codes": lambda made: {"password": "wrong password"},
    "admin_account.remove_app": lambda made: {"password": "wrong password"},
    "admin_account.remove_passkey": lambda made: {"password": "wrong password"},
    "admin_admins.reset": lambda made: {},
    "admin_admins.disable": lambda made: {},
    "admin_books.index": lambda made: {"courier_id": str(made.ids["courier"]), "leaves": "10"},
    "admin_books.void_lost": lambda made: {},
    "admin_books.give_back": lambda made: {},
    "admin_card_batches.ask": lambda made: {
        "batch_id": str(made.ids["batch"]), "kind": "print", "village": PEACH,
    },
    "admin_cases.take": lambda made: {"from_colleague": "yes"},
    "admin_cases.act": lambda made: {
        **{f"{step}-words": "看过了" for step in ("note", "close", "reopen")}
    },
    "admin_additions.accept": lambda made: {"id_number": "", "category": ""},
    "admin_additions.decline": lambda made: SAID,
    "admin_held.propose": lambda made: {
        f"{made.ids['held']}-decision": "accept", f"{made.ids['held']}-words": "看过了",
    },
    "admin_held.reply": lambda made: {},
    "admin_cash.confirm": lambda made: {"amount": "1"},
    "admin_cash.set_limit": lambda made: {"amount": "0"},
    "visits.announce_deposit": lambda made: {"amount": "1"},
    "admin_checks.alarm": lambda made: SAID,
    "admin_checks.call": lambda made: {"number": made.said["card_no"], "digits": ""},
    "admin_counties.choose": lambda made: {"county_id": str(NEIGHBOUR)},
    "admin_couriers.new": lambda made: {
        "name": "某人", "phone": "13900000003", "township_code": "990101101000",
        "village_codes": PEACH,
    },
    "admin_applications.send": lambda made: {},
    "admin_applications.portrait": lambda made: {},
    "admin_applications.identity": lambda made: {"paper": "identity_card"},
    "admin_applications.refuse": lambda made: REASON,
    "admin_hand_overs.hand_over": lambda made: {
        "successor": str(made.county.courier.person_id), "ends": "stays", "villages": PEACH,
        **REASON,
    },
    "admin_candidates.check": lambda made: {},
    "admin_candidates.apply": lambda made: {},
    "admin_couriers.issue_card": lambda made: {},
    "admin_couriers.renew": lambda made: {},
    "admin_couriers.invite": lambda made: {},
    "admin_couriers.approve": lambda made: {},
    "admin_couriers.lost_phone": lambda made: {},
    "admin_couriers.suspend": lambda made: REASON,
    "admin_couriers.reinstate": lambda made: {},
    "admin_learning.approve": lambda made: {"topic": "card", "words": "那个东西怎么弄"},
    "admin_learning.dismiss": lambda made: {},
    "admin_people.find": lambda made: {"id_number": made.said["id_number"]},
    "admin_people.change_category": lambda made: {"category": "orphan", "evidence": "证明一号"},
    "admin_people.change_slip": lambda made: {},
    "admin_people.request_refund": lambda made: {"reason": "death"},
    "admin_roster.check": lambda made: {"file": person(village=PLUM)[0], "layout": "default"},
    "admin_roster.apply": lambda made: {},
    "admin_suspense.request_refund": lambda made: REASON,
    "admin_suspense.approve_refund": lambda made: {},
    "admin_suspense.retry_refund": lambda made: {},
    "admin_talks.take": lambda made: {},
    "admin_talks.answer": lambda made: SAID,
    "admin_talks.end": lambda made: {},
    "admin_talks.set_hours": lambda made: {
        "opens": "08:00", "closes": "12:00", "weekdays": ["1"]
    },
    "courier_pin.change": lambda made: {"pin": "000001", "new_pin": "482916"},
    "own.read": lambda made: {},
    "admin_notices.index": lambda made: {
        "words": "明天停电", "from_on": "2026-11-22", "until_on": "2026-11-23"
    },
    "admin_notices.withdraw": lambda made: {},
    "own_card.keep_key": lambda made: {},
    "own_digits.confirm": lambda made: {},
    "own_digits.give": lambda made: {},
    "visits.scan": lambda made: {"code": made.said["slip"]},
    "visits.find": lambda made: {"id_number": made.said["id_number"]},
    "visits.grid": lambda made: {"cell": "A1"},
    "visits.consent": lambda made: {
        "person": str(made.ids["third_insuree"]), "method": "spoken", "shown_fen": "40000",
    },
    "visits.add_person": lambda made: {
        "request_id": str(made.ids["passkey"]), "reason": "born", "name": "小宝",
        "born": "2026-11-01", "relation": "child", "papers": (io.BytesIO(portrait()), "a.jpg"),
    },
    "visits.move": lambda made: {"way": "up"},
    "visits.answer_offer": lambda made: {},
    "visits.hand_over": lambda made: {"to": "back"},
    "visits.take_step": lambda made: {},
    "admin_visits.new": lambda made: {
        "village_code": PEACH, "contact_name": "某人", "contact_phone": "13900000055",
    },
    "admin_visits.unpaid": lambda made: {"place": PEACH, "act": "make"},
    "visits.not_done": lambda made: {"reason": "does_not_want"},
    "payments.start": lambda made: {
        "idempotency_key": "k" * 20, "household_id": str(made.ids["household"]),
        "channel": "cash", "obligation": f"{made.ids['obligation']}:40000",
    },
    "proof.text": lambda made: {"to": "typed", "phone": "13900001111", "agreed": "y"},
    "phone.items": lambda made: {},
    "training.quiz": lambda made: {},
    "payments.check": lambda made: {},
    "payment_links.pay": lambda made: {"channel": "wechat"},
    "payment_links.check": lambda made: {},
    "payments.make_link": lambda made: {
        "idempotency_key": "l" * 20, "household_id": str(made.ids["household"]),
        "obligation": f"{made.ids['obligation']}:40000",
    },
    "payments.text_link": lambda made: {"phone": "13900000009"},
    "payments.withdraw_link": lambda made: {},
    "tracker.pay_from_afar": lambda made: {},
    "payments.switch": lambda made: {"channel": "alipay"},
    "payments.abandon": lambda made: {},
    "admin_couriers.revoke": lambda made: REASON,
    "admin_learning.forget": lambda made: {},
}  # fmt: skip


def objects_of(rule, made: FullCounty) -> Iterator[dict[str, object]]:
    """The arguments of an address, once for each way that its words may run.

    Raises KeyError for an argument without an object.
    """
    fixed, words = {}, {}
    for name in rule.arguments:
        converter = rule._converters[name]
        if hasattr(converter, "items"):
            words[name] = sorted(converter.items)
        else:
            fixed[name] = (OF_ENDPOINT.get(rule.endpoint, {}).get(name) or OBJECTS[name])(made)
    for chosen in product(*words.values()):
        yield {**fixed, **dict(zip(words, chosen, strict=True))}


def marks_of(made: FullCounty) -> tuple[str, ...]:
    """What stands on no page of a stranger: the township's people, cards and numbers."""
    shown = [OWNER_NAME, made.said["id_masked"], *map(str, made.ids.values())]
    return (*shown, made.said["card_no"], made.said["visit_no"], made.said["slip"])
