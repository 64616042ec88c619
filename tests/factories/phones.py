"""A courier's registered phone for tests: its cookie, its session, and items as it sends them."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from dataclasses import dataclass
from uuid import UUID, uuid4

from itsdangerous import URLSafeSerializer

from courier.domain.phone_items import read_call
from courier.services.core import Actor, Core
from courier.services.passwords import token_hash
from courier.services.phone_items import take_items
from courier.services.phone_leaves import leaves_of_phone
from courier.services.phones import own_phone
from field_app.auth.devices import COOKIE
from tests.factories.money import owed_by
from tests.factories.people_at_work import cookie_of, signed_in


@dataclass
class Phone:
    """A registered phone in a courier's hand."""

    core: Core
    actor: Actor
    token: str
    device_id: UUID

    def in_browser(self, client, *, signed: bool = True):
        """The test client as this phone's browser."""
        client.set_cookie(COOKIE, self._cookie())
        return signed_in(client, self.core, self.actor) if signed else client

    def cookies(self, url: str) -> list[dict[str, str]]:
        """The same for a browser, signed in: ``context.add_cookies(phone.cookies(site))``."""
        mine = {"name": COOKIE, "value": self._cookie(), "url": url}
        return [cookie_of(self.core, self.actor, url), mine]

    def _cookie(self) -> str:
        held = [self.actor.county_id, "900001", self.token]
        return URLSafeSerializer(self.core.web_key, salt="courier phone").dumps(held)

    def item(self, kind: str, body: dict, **changes) -> dict:
        """One item as the phone makes it; the phone's clock is right."""
        at = changes.pop("at", self.core.clock.now())
        return {
            "id": str(uuid4()),
            "kind": kind,
            "at": at.isoformat(),
            "body": json.loads(json.dumps(body, default=str)),
            **changes,
        }

    def call(self, *items, now: dt.datetime | None = None) -> dict:
        """The message with these items."""
        return {"phone_now": (now or self.core.clock.now()).isoformat(), "items": list(items)}


def registered_phone(core: Core, actor: Actor) -> Phone:
    """A phone of this courier, registered by an independent hand."""
    token, device_id = secrets.token_urlsafe(), uuid4()
    with core.begin() as work:
        work.run(
            "insert into courier_devices (county_id, device_id, courier_id, token_hash)"
            " values (:c, :d, :k, :t)",
            {
                "c": actor.county_id,
                "d": device_id,
                "k": actor.person_id,
                "t": token_hash(token),
            },
        )
        work.commit()
    return Phone(core, actor, token, device_id)


def revoke(core: Core, phone: Phone) -> None:
    """The phone was reported lost: its registration and the courier's sessions end."""
    with core.begin() as work:
        facts = {"d": phone.device_id, "k": phone.actor.person_id, "n": core.clock.now()}
        work.run("update courier_devices set revoked_at = :n where device_id = :d", facts)
        work.run("update sessions set ended_at = :n where person_id = :k", facts)
        work.commit()


def leaves(core, phone) -> tuple[str, ...]:
    """What is set aside for this phone."""
    with core.begin_for(phone.actor) as work:
        found = leaves_of_phone(work, own_phone(work, phone.actor, phone.token), core.clock.now())
        work.commit()
    return found


def sent(core, phone, *items, now=None):
    """The outcomes by the items' ids."""
    call = read_call(phone.call(*items, now=now))
    outcomes = take_items(core, actor=phone.actor, device_token=phone.token, call=call)
    return {one.item_id: one for one in outcomes}


def only(core, phone, item, now=None):
    """What came of one item."""
    return sent(core, phone, item, now=now)[item["id"]]


def consent_item(core, phone, family, visit=None, **changes):
    """All of a household agree."""
    owed = owed_by(core, family[1])
    people = [
        {"person": one, "fen": each.amount.fen, "said": f"念给{number}听的话"}
        for number, (one, each) in enumerate(zip(family[1], owed, strict=True))
    ]
    body = {
        "visit": visit.visit_id if visit else None,
        "household": family[0],
        "people": people,
        "method": "spoken",
        "locale": "zh_Hans",
        "shown_fen": sum(each.amount.fen for each in owed),
    }
    return phone.item("consent", {**body, **changes})


def cash_item(core, phone, family, visit=None, fen=None):
    """All of a household pay what they owe, or ``fen`` each."""
    owed = owed_by(core, family[1])
    body = {
        "visit": visit.visit_id if visit else None,
        "household": family[0],
        "consent": uuid4(),
        "owed": [
            {"obligation": one.obligation_id, "fen": fen or one.amount.fen, "leaf": leaf}
            for one, leaf in zip(owed, leaves(core, phone), strict=False)
        ],
    }
    return phone.item("cash", body)
