"""Every route × every role × another area: 404 or 403, never the object, never a change.

Who is a stranger to the township stands in ``full_county.py``, what is asked for in
``foreign_addresses.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from courier.settings import Settings
from field_app import create_app
from field_app.access import Audience, Room
from tests.factories.county import COUNTY
from tests.factories.foreign_addresses import FORMS, marks_of, objects_of
from tests.factories.people_at_work import signed_in

STRANGERS = [
    "township", "county", "city", "city at home", "auditor", "auditor of a township", "system",
    "courier", "courier of another county",
]  # fmt: skip
ROOMS = (Audience.ADMIN, Audience.COURIER)
# Whoever holds the code may see what it leads to; nothing there hangs on who is signed in.
BY_CODE = {
    "after_check.reported": "the number of one's own report",
    "application.lesson": "what every candidate reads",
    "application.open_link": "a link to one's own application, good once",
    "application.paper": "a paper of one's own application, by the browser's own secret",
    "auth.accept_invitation": "an invitation, good once",
    "credentials.check": "a card that is held out to be checked",
    "files.face_sheet": "what pages look like",
    "files.file": "scripts of pages",
    **dict.fromkeys(
        (
            "payment_links.show",
            "payment_links.pay",
            "payment_links.status",
            "payment_links.check",
        ),
        "a sealed link for paying; names are masked",
    ),
    "phone_check.file": "scripts of the checking page",
    "phone_check.page": "the checking page without anybody on it",
    "phone_shell.file": "scripts of the courier's pages without a network",
    "phone_shell.page": "the courier's pages without anybody on them",
    "public.receipt": "a sealed receipt; names are masked",
    "published.status_list": "places of a list, without anybody's name",
    "tracker.cancel": "the number of one's own visit",
    "tracker.follow": "the number of one's own visit",
    "tracker.pay_from_afar": "the number of one's own visit",
}
# Typed by hand, not an address: refused on the form (400), which says no more than that.
TYPED = {
    "admin_books.index", "admin_candidates.check", "admin_couriers.new", "admin_people.find",
    "admin_roster.check", "admin_visits.new", "admin_visits.unpaid", "own_card.keep_key",
    "own_digits.confirm",
    "own_digits.give", "phone.items", "visits.find", "visits.scan",
}  # fmt: skip
# Found in the browser's own session, whatever the address says; or public to all who check cards.
NOT_LOOKED_UP = {
    "admin_roster.report": {303}, "admin_roster.apply": {303}, "admin_roster.bad_rows": {400},
    "admin_roster.changed_people": {400}, "admin_candidates.apply": {400},
    "admin_checks.call": {200},
}  # fmt: skip
# Her own account and deposit, hours and cash limit of her own county, a batch under a name of her
# own: no mark of others stands in the answer, and what changes is hers.
OWN = {
    "training.lesson", "training.quiz",
    "admin_account.app", "admin_account.index", "admin_account.new_passkey",
    "admin_account.passkey_question", "admin_account.password", "admin_account.recovery_codes",
    "admin_account.remove_app", "admin_account.remove_passkey", "admin_card_batches.ask",
    "admin_cash.set_limit", "admin_notices.index", "admin_talks.set_hours", "courier_pin.change",
    "visits.announce_deposit",
}  # fmt: skip
# What is only noted: that lists were taken out, that a card was checked, that a slip of another
# village was scanned.
TRACES = {"admin_couriers.export", "admin_checks.call", "visits.scan"}
# Another role's, or of a courier with a card, which the one who is asked here has not; and a void
# receipt gives nothing back.
NOT_HERS = {
    "admin_counties.choose", "admin_people.request_refund", "admin_system.index",
    "own_card.picture", "own_digits.confirm", "own_digits.give",
}  # fmt: skip
UNWATCHED = ("sessions", "begun_sign_ins", "passkey_challenges", "admins")


@pytest.fixture(scope="module")
def site(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    settings = Settings.from_environment({"YIBAO_DATA_DIR": str(folder), "YIBAO_DEMO": "1"})
    app = create_app(made.core, settings)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    app.config["SESSION_COOKIE_SECURE"] = False
    return app


def requests(site, made, audiences=ROOMS) -> Iterator[tuple[str, str, str, object]]:
    """(endpoint, method, address, words) of every route of these rooms."""
    order = {endpoint: place for place, endpoint in enumerate(FORMS)}
    rules = sorted(site.url_map.iter_rules(), key=lambda rule: order.get(rule.endpoint, -1))
    for rule in rules:
        room = site.blueprints.get(rule.endpoint.rpartition(".")[0])
        if not isinstance(room, Room) or room.audience not in audiences:
            continue
        for values in objects_of(rule, made):
            address = rule.build(values, append_unknown=False)[1]
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                words = FORMS[rule.endpoint](made) if method == "POST" else None
                yield rule.endpoint, method, address, words


def digest(made) -> str:
    """All that is kept, but for sign-ins."""
    with made.core.begin() as work:
        tables = work.run(
            "select tablename from pg_tables where schemaname = 'public'"
            " and tablename <> all (:unwatched) order by tablename",
            {"unwatched": list(UNWATCHED)},
        ).scalars()
        parts = " || ".join(
            f"coalesce((select md5(string_agg(t::text, '|' order by t::text)) from {table} t), '-')"
            for table in tables
        )
        return str(work.scalar(f"select md5({parts})"))


def test_every_address_has_an_object_and_every_form_its_words(site, made):
    lacking = []
    for rule in site.url_map.iter_rules():
        room = site.blueprints.get(rule.endpoint.rpartition(".")[0])
        if not isinstance(room, Room) or room.audience not in ROOMS:
            continue
        try:
            assert list(objects_of(rule, made))
        except KeyError as missing:
            lacking.append(f"{rule.endpoint}: OBJECTS[{missing}]")
        if "POST" in rule.methods and rule.endpoint not in FORMS:
            lacking.append(f"{rule.endpoint}: FORMS")
    assert not lacking, f"add to tests/factories/foreign_addresses.py: {lacking}"


def test_every_public_address_with_an_argument_is_found_by_a_code(site):
    named = {
        rule.endpoint
        for rule in site.url_map.iter_rules()
        if rule.arguments
        and getattr(
            site.blueprints.get(rule.endpoint.rpartition(".")[0]), "audience", None
        ) is Audience.PUBLIC
    }  # fmt: skip
    assert named == set(BY_CODE), (
        "say in BY_CODE why it may be public, or give its room another audience:"
        f" {named ^ set(BY_CODE)}"
    )


@pytest.mark.parametrize("name", STRANGERS)
def test_nobody_reaches_what_is_another_areas(site, made, name):
    client = signed_in(site.test_client(), made.core, made.strangers[name])
    marks, before = marks_of(made), digest(made)
    wrong = []
    for endpoint, method, address, words in requests(site, made):
        answer = client.open(address, method=method, data=words)
        shown = "" if endpoint in NOT_LOOKED_UP else answer.data.decode(errors="replace")
        seen = [mark for mark in marks if mark in shown and mark not in f"{address} {words}"]
        if seen or not _is_refused(endpoint, method, address, answer.status_code, made):
            wrong.append((method, address, answer.status_code, seen))
        after = before if endpoint in OWN else digest(made)
        if after != before and endpoint not in TRACES:
            wrong.append((method, address, answer.status_code, "something changed"))
        before = digest(made) if endpoint in OWN | TRACES else after
    assert not wrong, "\n".join(map(str, wrong))


def _is_refused(endpoint: str, method: str, address: str, status: int, made) -> bool:
    if status in (403, 404):
        return True
    if status in NOT_LOOKED_UP.get(endpoint, ()) or (endpoint in TYPED and status in (400, 422)):
        return True
    if endpoint in OWN:
        return status in (200, 302, 303, 400)
    # A list of her own area, or her own account: an address that names nothing.
    return method == "GET" and _names_nothing(address, made) and status in (200, 302)


def _names_nothing(address: str, made) -> bool:
    parts = {str(value) for value in (*made.ids.values(), *made.said.values())}
    return not any(part in address for part in parts) and "990101" not in address


def test_a_stranger_is_sent_to_the_sign_in(site, made):
    before, client = digest(made), site.test_client()
    for endpoint, method, address, words in requests(site, made):
        answer = client.open(address, method=method, data=words)
        if endpoint.startswith("phone."):  # a program asks, not a person
            assert answer.status_code == 401, (address, answer.status_code)
        elif method == "GET":
            assert answer.status_code == 302, (address, answer.status_code)
            assert "sign-in" in answer.location, (address, answer.location)
        else:
            assert answer.status_code == 403, (address, answer.status_code)
    assert digest(made) == before


@pytest.mark.parametrize(("name", "role"), [("auditor", "auditor"), ("system", "system")])
def test_who_only_looks_changes_nothing_in_her_own_area(site, made, name, role):
    actor = replace(made.county.chief, role=role)
    with made.core.begin() as work:
        work.run(
            "update admins set role = :r where admin_id = :i", {"r": role, "i": actor.person_id}
        )
        work.commit()
    client = signed_in(site.test_client(), made.core, actor)
    try:
        for endpoint, method, address, words in requests(site, made, (Audience.ADMIN,)):
            looks = {"admin_people.find", "admin_counties.choose"}
            if method == "GET" or endpoint in looks or endpoint.startswith("admin_account."):
                continue
            before = digest(made)
            answer = client.open(address, method=method, data=words)
            assert answer.status_code == 403, (name, address, answer.status_code)
            assert digest(made) == before, (name, address)
    finally:
        with made.core.begin() as work:
            work.run(
                "update admins set role = 'county' where admin_id = :i", {"i": actor.person_id}
            )
            work.commit()


def test_whoever_it_belongs_to_reaches_it_all(site, made):
    """The last of the walk, for it changes things: the addresses and words are real ones."""
    clients = {
        Audience.ADMIN: signed_in(site.test_client(), made.core, made.county.chief),
        Audience.COURIER: signed_in(site.test_client(), made.core, made.county.courier),
    }
    assert made.county.chief.region_code == COUNTY
    wrong = []
    for audience, client in clients.items():
        for endpoint, method, address, words in requests(site, made, (audience,)):
            if endpoint in NOT_HERS or (method == "GET" and _names_nothing(address, made)):
                continue
            status = client.open(address, method=method, data=words).status_code
            if status in (403, 404) or status >= 500:
                wrong.append((method, address, status))
    assert not wrong, "\n".join(map(str, wrong))
