"""Every page of the map, and an address of each where there is something to see."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from uuid import UUID

from werkzeug.routing import Rule

from courier.settings import Settings
from field_app import create_app
from field_app.access import Audience

MAP = create_app(
    SimpleNamespace(web_key=b"k" * 32),
    Settings.from_environment({"YIBAO_DEMO": "1", "YIBAO_SECRET": "00" * 32}),
)

# Addresses with something in them; `{…}` are the stage's facts. Those without are found by
# themselves.
PAGES: dict[str, tuple[str, ...]] = {
    "public.receipt": ("/r/{receipt_code}", "/r/YR1-NOT-THERE"),
    "credentials.check": ("/c/{card}", "/c/NOTHING-OF-OURS"),
    "tracker.follow": ("/v/{visit_no}", "/v/VNOTTHERE"),
    "auth.accept_invitation": ("/courier/invitation/{token}",),
    "visits.visit": ("/courier/visits/{visit_id}",),
    "visits.hand_over": ("/courier/visits/{visit_id}/hand-over",),
    "visits.not_done": ("/courier/visits/{visit_id}/not-done",),
    "visits.household": ("/courier/household/{household_id}?visit={visit_id}",),
    "visits.grid": ("/courier/household/{household_id}/grid",),
    "visits.consent": ("/courier/household/{household_id}/consent?person={person}",),
    "visits.add_person": ("/courier/household/{household_id}/add",),
    "visits.pay": ("/courier/household/{household_id}/pay?person={person}",),
    "payments.show": ("/courier/pay/{open_attempt_id}",),
    "payments.link": ("/courier/pay/links/{link_id}",),
    "payment_links.show": ("/l/{link_token}", "/l/NOTHING-OF-OURS"),
    "proof.text": ("/courier/pay/{paid_attempt_id}/receipts/{receipt_number}/text",),
    "payments.receipts_page": ("/courier/pay/{paid_attempt_id}/receipts",),
    "admin_couriers.invitation": ("/admin/couriers/{courier_id}/invitation",),
    "admin_roster.report": ("/admin/roster/{import_id}",),
    "admin_card_batches.detail": ("/admin/card-batches/{batch_id}",),
    "admin_card_batches.new": (
        "/admin/card-batches/new?kind=renew",
        "/admin/card-batches/new?kind=print&chosen={courier_id}",
    ),
    "admin_couriers.detail": ("/admin/couriers/{courier_id}", "/admin/couriers/{candidate_id}"),
    "admin_applications.link": ("/admin/couriers/{candidate_id}/application",),
    "admin_applications.portrait": ("/admin/couriers/{candidate_id}/portrait",),
    "admin_hand_overs.hand_over": ("/admin/couriers/{courier_id}/hand-over",),
    "application.open_link": ("/apply/open/{apply_token}",),
    "application.paper": ("/apply/paper/identity_card", "/apply/paper/committee_letter"),
    "application.lesson": ("/apply/training/card", "/apply/training/danger"),
    "training.lesson": ("/courier/training/lesson/card",),
    "admin_learning.detail": ("/admin/learning/phrases/{phrase_id}",),
    "admin_people.detail": ("/admin/people/{person}",),
    "admin_people.consents": ("/admin/people/{person}/consents",),
    "admin_cases.detail": ("/admin/cases/{case_id}",),
    "admin_checks.alarm": ("/admin/checks/alarms/{alarm_id}",),
    "after_check.reported": ("/c/report/{report_no}",),
    "admin_visits.detail": ("/admin/visits/{visit_id}",),
    "admin_talks.detail": ("/admin/talks/{talk_id}",),
    "admin_account.remove_passkey": (f"/admin/account/passkeys/{UUID(int=1)}/remove",),
    "admin_couriers.new": ("/admin/couriers/new?township_code=990101101000",),
}
# Pictures, papers, answers to machines, and doors that lead on at once.
NOT_PAGES = {
    "static",
    "admin_additions.detail",  # test_add_person.py
    "admin_additions.paper",
    "admin_held.detail",  # test_held_pages.py
    "admin.home",
    "admin_applications.paper",
    "admin_card_batches.sheets",
    "admin_card_batches.state",
    "admin_couriers.card",
    "admin_couriers.export",
    "admin_couriers.photo",
    "admin_people.slip",
    "admin_roster.bad_rows",
    "admin_roster.changed_people",
    "admin_system.index",  # another role's: test_areas.py
    "admin_talks.since",
    "api.healthz",
    "api.metrics",
    "api.readyz",
    "application.portrait",
    "chat.since",
    "credentials.old_address",
    "files.face_sheet",
    "files.file",
    "own_card.live",
    "own_card.picture",
    "own_digits.now",
    "payment_links.status",
    "payments.link_status",
    "payments.receipt_code",
    "payments.receipt_png",
    "payments.receipts_pdf",
    "payments.status",
    "phone.day",  # JSON
    "phone_check.file",
    "phone_check.page",  # seen without a network: test_phone_check.py
    "phone_check.worker",
    "phone_shell.file",
    "phone_shell.page",  # seen without a network: test_phone_shell.py
    "phone_shell.worker",
    "proof.strip",
    "proof.strips",
    "published.keys",
    "published.status_list",
    "second_step.code",  # these two are looked at in test_passkeys.py
    "second_step.set_up",
    "slips.pdf",
    "visits.home",
    "visits.slip",
    "wechat_account.prove",
}


def all_pages() -> Iterator[tuple[str, Audience, str]]:
    """Every page of the map: its name, who sees it, its address."""
    for name, rule in sorted(the_map().items()):
        for address in PAGES.get(name, () if rule.arguments else (rule.rule,)):
            yield name, MAP.blueprints[name.partition(".")[0]].audience, address


def the_map() -> dict[str, Rule]:
    """What can be opened in a browser, by name."""
    found = {rule.endpoint: rule for rule in MAP.url_map.iter_rules() if "GET" in rule.methods}
    return {name: rule for name, rule in found.items() if name not in NOT_PAGES}
