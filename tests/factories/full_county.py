"""A county in whose every table stands something of its eastern township, and strangers to it.

What tests of areas look at: whoever is not of the township must neither see nor change it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from courier.domain.cases import CaseKind
from courier.domain.money import Money
from courier.domain.receipts import number_shown
from courier.ports import Channel, ChannelPayment, FieldKind
from courier.services import (
    applications,
    case_work,
    cases,
    deposits,
    live_cards,
    refunds,
    rounds,
    settlements,
    slips,
)
from courier.services.cards import Looker, check_card
from courier.services.cases import Report
from courier.services.cash import take_cash
from courier.services.core import Actor, ActorKind, Core
from courier.services.couriers import create_courier
from courier.services.payments import start_payment
from courier.texts import Locale
from tests.factories.county import COUNTY_ID, EAST, PEACH, WEST, County, make_county
from tests.factories.families import family
from tests.factories.live_codes import PhoneKey
from tests.factories.money import assess, consent, give_book, request_for
from tests.factories.people_at_work import Registered, new_courier, ready, registered
from tests.factories.rosters import csv_file, imported, person
from tests.factories.visits import ask

NEIGHBOUR, NEIGHBOUR_CODE = 990202, "990202000000"
NEIGHBOUR_TOWN, NEIGHBOUR_VILLAGE = "990202101000", "990202101001"
OWNER_NAME, OWNER_PHONE = "申屠丹青", "13912340987"  # of the township's people: nobody else's page
# Rows that no use-case of this factory writes: one each, so that policies have something to hide.
ROWS = (
    "insert into collection_targets values (:c, :village, 2027, 5)",
    "insert into office_hours values (:c, '09:00', '17:00', array[1, 2])",
    (
        "insert into outgoing_messages (county_id, phone, text_key, locale, about, next_at)"
        " values (:c, '\\x01', 'texts.visit_accepted', 'zh_Hans', 'visit:1', now())"
    ),
    "insert into live_codes_seen values (:c, decode(repeat('00', 32), 'hex'), '\\x02', now())",
    (
        "insert into receipt_voids values (:c, (select min(receipt_no) from receipts), 'death',"
        " now(), 'x')"
    ),
    (
        "insert into learning_phrases (phrase_id, county_id, sign, said, bare, heard_as, first_on,"
        " last_on) values (:phrase, :c, 'unsure', '那个东西', '那个东西', 'card', '2026-11-20',"
        " '2026-11-20')"
    ),
    (
        "insert into learning_phrases (county_id, sign, said, bare, heard_as, first_on, last_on)"
        " values (null, 'unsure', '别的', '别的', 'card', '2026-11-20', '2026-11-20')"
    ),
    (
        "insert into conversations (conversation_id, channel, locale, region_code)"
        " values (:conversation, 'web', 'zh_Hans', :village)"
    ),
    (
        "insert into chat_messages (conversation_id, seq, who, masked_text)"
        " values (:conversation, 1, 'villager', '说给办公室听的话')"
    ),
    (
        "insert into handoffs (county_id, handoff_id, conversation_id, region_code, asked_at)"
        " values (:c, :handoff, :conversation, :village, now())"
    ),
    (
        "insert into obligation_versions select county_id, obligation_id, 0, status, pack_id,"
        " pack_fingerprint, tier, full_fen, own_fen, aid, unknown, now(), now(), 'assessment'"
        " from obligations"
    ),
    "insert into courier_checks values (:c, :courier, '2026-11-21', 'page', 'may_be_a_copy', 3)",
    "insert into check_places values (:c, :courier, '2026-11-22', :village, 1)",
    (
        "insert into check_alarms (county_id, alarm_id, courier_id, kind, day, times, raised_at)"
        " values (:c, :alarm, :courier, 'many', '2026-11-22', 40, now())"
    ),
    "insert into courier_papers values (:c, :applied, 'identity_card', '\\x01', now())",
    (
        "insert into live_card_places select county_id, 9999, card_id, device_id"
        " from cards join courier_devices using (county_id, courier_id) limit 1"
    ),
    "insert into status_lists select :c, 1, now(), kid, 'x', '\\x01' from issuer_keys limit 1",
    "insert into cash_limits values (:c, 500000, :clerk, now())",
    "insert into cash_alarms values (:c, :courier, now(), 100, now())",
    (
        "insert into deposit_announcements (county_id, courier_id, amount_fen, announced_at)"
        " values (:c, :courier, 100, now())"
    ),
    (
        "insert into payment_links (county_id, link_id, village_code, household_id, courier_id,"
        " made_by, obligations, fen, made_at, expires_at) values (:c, :link, :village, :household,"
        " :hers, 'courier', array[:obligation], array[40000], now(), now())"
    ),
    "insert into begun_sign_ins values (:c, :batch, :clerk, now())",
    "insert into admin_code_secrets values (:c, :clerk, '\\x01', 1)",
    "insert into admin_passkeys values (:c, :passkey, :clerk, '\\x01', '\\x02', 1, '我的', now())",
    "insert into admin_recovery_codes values (:c, :clerk, 'AB', 'hash', now())",
    "insert into wrong_digits values (:c, :courier, now(), 1)",
    "insert into spent_digits select county_id, device_id, 7, now() from courier_devices",
    "insert into sessions (county_id, kind, person_id) values (:c, 'courier', :courier)",
    (
        "insert into phone_items select county_id, :batch, courier_id, device_id, 'step', '\\x01',"
        " now(), now(), 'done', 'step_done' from courier_devices limit 1"
    ),
    (
        "insert into phone_leaves select county_id, 500000000199, courier_id, device_id, now()"
        " from courier_devices limit 1"
    ),
    (
        "insert into phone_items select county_id, :held, courier_id, device_id, 'cash', '\\x01',"
        " now(), now(), 'held', 'held', '{}', null, :sealed from courier_devices limit 1"
    ),
    "insert into held_cash (county_id, item_id, case_id) select :c, :held, case_id from cases",
    "insert into grid_answers values (:c, :household, '2026-11-22', 1)",
    "insert into consent_evidence values (:c, :batch, :household, 2027, :courier, '\\x01', now())",
    (
        "insert into people_added select :c, case_id, :request, :household, :courier, 'born',"
        " null from cases"
    ),
    "insert into papers_added select :c, case_id, 1, '\\x01', now() from cases",
    (
        "insert into courier_notices values (:c, :notice, :township, '990101101', '今天说的话',"
        " '2026-11-22', '2026-11-22', :clerk, now())"
    ),
    (
        "insert into courier_notices values (:c, :withdrawn_notice, :township, '990101101',"
        " '再说一句', '2026-11-22', '2026-11-22', :clerk, now())"
    ),
    "insert into courier_notices_read values (:c, :notice, :courier, now())",
    "insert into card_batches values (:c, :batch, 'print', :township, :clerk, now(), 'zh_Hans', 1)",
    "insert into card_batch_couriers values (:c, :batch, 1, :courier)",
    "insert into card_batch_files values (:c, :batch, 1, 1, '\\x255044462d', now())",
)


@dataclass
class FullCounty:
    """The county, what is the eastern township's, and who is a stranger to it."""

    core: Core
    county: County
    ids: dict[str, UUID] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    strangers: dict[str, Actor] = field(default_factory=dict)


def make_full_county(core: Core) -> FullCounty:
    """Build it, mostly by the product's own use-cases."""
    made = FullCounty(core, make_county(core))
    _couriers(made)
    _household(made)
    _money(made)
    _visits(made)
    _cases(made)
    rows = csv_file(person("胡杨", 77, village="990101101002"))
    imported(core, made.county, rows, actor=made.county.clerk)
    with core.begin() as work:
        made.ids["import"] = work.scalar("select import_id from roster_imports")
        facts = {
            "c": COUNTY_ID,
            "village": PEACH,
            "township": EAST,
            "clerk": made.county.clerk.person_id,
            "hers": made.county.courier.person_id,
            "sealed": core.sealer.seal(FieldKind.PHONE_ITEM, "{}"),
            **{name: made.ids.setdefault(name, uuid4()) for name in _IDS},
        }
        for sql in ROWS:
            work.run(sql, facts)
        work.commit()
    _strangers(made)
    return made


_ONE_YUAN = Money(100)
_SONS = [("张三", dt.date(1990, 5, 5), []), ("张四", dt.date(1992, 5, 5), [])]
_IDS = (
    "passkey",
    "phrase",
    "conversation",
    "handoff",
    "courier",
    "household",
    "alarm",
    "batch",
    "notice",
    "withdrawn_notice",
    "applied",
    "request",
    "link",
    "obligation",
    "held",
)


def _couriers(made: FullCounty) -> None:
    core, county = made.core, made.county
    one: Registered = registered(core, county, name=OWNER_NAME, phone=OWNER_PHONE)
    made.ids["courier"] = one.courier_id
    applied = create_courier(core, actor=county.clerk, new=new_courier(phone="13900000002"))
    made.ids["applied"] = applied
    with core.begin() as work:
        made.said["card_no"] = str(
            work.scalar("select card_no from cards where revoked_at is null limit 1")
        )
    made.ids["ready"] = ready(core, county, phone="13900000004")
    applications.send_application(core, actor=county.clerk, courier_id=applied)
    phone = Actor(ActorKind.COURIER, COUNTY_ID, one.courier_id, OWNER_NAME, EAST)
    made.strangers["own phone"] = phone
    live_cards.keep_holder_key(
        core, actor=phone, device_token=one.device.device_token, key=PhoneKey().public
    )
    check_card(core, text=made.said["card_no"], looker=Looker(b"somebody"))


def _household(made: FullCounty) -> None:
    core, county = made.core, made.county
    made.ids["household"] = family(
        county, [(OWNER_NAME, dt.date(1980, 1, 1), ["low_income"]), *_SONS]
    )
    assess(core)
    with core.begin() as work:
        people = work.run("select insuree_id from insurees order by birth_date").scalars().all()
        row = work.run(
            "select id_number, id_masked from insurees order by birth_date limit 1"
        ).one()
    number = core.sealer.open(FieldKind.ID_NUMBER, bytes(row.id_number))
    made.said |= {"id_number": number, "id_masked": row.id_masked}
    made.ids |= {"insuree": people[0], "other_insuree": people[1], "third_insuree": people[2]}
    consent(core, county.courier, people)
    made.said["slip"] = slips.issue_slip(core, county.courier, made.ids["household"])


def _money(made: FullCounty) -> None:
    core, county, ids = made.core, made.county, made.ids
    give_book(core, county, county.courier)
    request = request_for(core, ids["household"], [ids["insuree"]])
    ids["cash"] = take_cash(core, actor=county.courier, request=request).attempt_id
    request = request_for(core, ids["household"], [ids["other_insuree"]])
    view = start_payment(core, actor=county.courier, request=request)
    ids["attempt"] = view.attempt_id
    amount = view.amount
    for number, order in enumerate((f"{COUNTY_ID}NOBODYKNOWS0000000000000", view.out_trade_no)):
        other = amount if number == 0 else amount + amount
        sent = ChannelPayment(Channel.WECHAT, order, f"t{number}", other, core.clock.now())
        settlements.settle(core, sent)
    with core.begin() as work:
        ids["suspense"] = work.scalar("select suspense_id from suspense_items where county_id > 0")
        made.said["receipt_no"] = str(work.scalar("select receipt_no from receipts"))
        made.said["receipt"] = number_shown(int(made.said["receipt_no"]))
        made.said["book_no"] = str(work.scalar("select book_no from receipt_books"))
        ids["obligation"] = work.scalar(
            "select obligation_id from obligations where insuree_id = :i",
            {"i": ids["third_insuree"]},
        )
    ids["refund"] = refunds.request_refund(
        core, actor=county.clerk, suspense_id=ids["suspense"], reason="paid_twice"
    )
    refunds.approve_refund(core, actor=county.chief, refund_id=ids["refund"])
    third = request_for(core, ids["household"], [ids["third_insuree"]])
    ids["waiting"] = start_payment(core, actor=county.courier, request=third).attempt_id
    holder = county.courier.person_id
    deposits.confirm_deposit(core, actor=county.clerk, courier_id=holder, amount=_ONE_YUAN)


def _visits(made: FullCounty) -> None:
    core, county = made.core, made.county
    made.ids["asked"] = ask(core, contact_phone="13912345670").visit_id
    visit = rounds.accept_visit(core, county.courier, ask(core).visit_id)
    made.ids["visit"], made.said["visit_no"] = visit.visit_id, visit.visit_no
    with core.begin() as work:
        facts = {"c": COUNTY_ID, "visit": visit.visit_id}
        work.run("insert into visit_positions values (:c, :visit, now(), 2512, 10234)", facts)
        work.commit()


def _cases(made: FullCounty) -> None:
    core, county = made.core, made.county
    report = Report(
        county_id=COUNTY_ID,
        kind=CaseKind.FRAUD,
        region_code=PEACH,
        locale=Locale.ZH_HANS,
        what="有人冒充",
        place="桃花村口",
        happened="昨天",
        contact=OWNER_NAME,
        phone=OWNER_PHONE,
        conversation_id=None,
    )
    cases.report_case(core, report)
    with core.begin() as work:
        made.ids["case"] = work.scalar("select case_id from cases")
    case_work.take_case(core, actor=county.chief, case_id=made.ids["case"])


def _strangers(made: FullCounty) -> None:
    """Admins of every role and couriers, all without a part in the eastern township."""
    add = _Newcomers(made)
    add.region("990200000000", "990000000000", "city", "邻市", None)
    add.region(NEIGHBOUR_CODE, "990200000000", "county", "邻县", NEIGHBOUR)
    add.region(NEIGHBOUR_TOWN, NEIGHBOUR_CODE, "township", "邻镇", NEIGHBOUR)
    add.region(NEIGHBOUR_VILLAGE, NEIGHBOUR_TOWN, "village", "邻村", NEIGHBOUR)
    add.region("990103000000", "990100000000", "county", "同市别县", 990103)
    made.strangers |= {
        "township": add.admin("township", WEST),
        "county": add.admin("county", NEIGHBOUR_CODE, NEIGHBOUR),
        "city": add.admin("city", "990200000000", NEIGHBOUR),
        "city at home": add.admin("city", "990100000000", 990103),
        "auditor": add.admin("auditor", NEIGHBOUR_CODE, NEIGHBOUR),
        "auditor of a township": add.admin("auditor", WEST),
        "system": add.admin("system", "990101000000"),
        "courier": add.courier(made.county.clerk, WEST, "990101102002"),
        "courier of another county": add.courier(
            add.admin("county", NEIGHBOUR_CODE, NEIGHBOUR), NEIGHBOUR_TOWN, NEIGHBOUR_VILLAGE
        ),
    }


@dataclass
class _Newcomers:
    made: FullCounty

    def region(self, code, parent, level, name, county) -> None:
        with self.made.core.begin() as work:
            work.run(
                "insert into regions values (:r, :p, :l, :n, :n, :c, null)",
                {"r": code, "p": parent, "l": level, "n": name, "c": county},
            )
            work.commit()

    def admin(self, role: str, region: str, county_id: int = COUNTY_ID) -> Actor:
        with self.made.core.begin() as work:
            admin_id = work.scalar(
                "insert into admins (county_id, sign_in_name, name, password_hash, role,"
                " region_code) values (:c, :n, '外人', '-', :r, :g) returning admin_id",
                {"c": county_id, "n": str(uuid4()), "r": role, "g": region},
            )
            work.commit()
        return Actor(ActorKind.ADMIN, county_id, admin_id, "外人", region, role)

    def courier(self, by: Actor, township: str, village: str) -> Actor:
        courier_id = uuid4()
        facts = {
            "c": by.county_id,
            "i": courier_id,
            "n": str(courier_id)[:8],
            "t": township,
            "v": village,
            "a": by.person_id,
            "p": self.made.core.sealer.seal(FieldKind.PHONE, "13900000777"),
        }
        with self.made.core.begin() as work:
            work.run(
                "insert into couriers (county_id, courier_id, courier_no, name, phone,"
                " township_code, created_by) values (:c, :i, :n, '外乡人', :p, :t, :a)",
                facts,
            )
            work.run("insert into courier_villages values (:c, :i, :v)", facts)
            # Active without the long way there: the trigger on it is another test's business.
            work.run("set local session_replication_role = replica")
            work.run(
                "update couriers set status = 'active', approved_by = :i where courier_id = :i",
                facts,
            )
            work.commit()
        return Actor(ActorKind.COURIER, by.county_id, courier_id, "外乡人", township)
