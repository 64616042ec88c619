"""Couriers from proposal to a registered phone, and browsers that are signed in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from courier.services.core import Actor, ActorKind, Core
from courier.services.couriers import NewCourier, approve_courier, create_courier
from courier.services.identity_checks import check_identity
from courier.services.invitations import NewDevice, accept_invitation, invite_courier
from courier.services.quizzes import QuizResult, QuizView, bank, next_quiz, take_quiz
from tests.factories.county import COUNTY_ID, EAST, PEACH, PLUM, County
from tests.factories.pictures import portrait

PIN = "482915"
NAME = "赵春梅"


def new_courier(**changes) -> NewCourier:
    facts = {
        "name": NAME,
        "phone": "13900000001",
        "township_code": EAST,
        "village_codes": (PEACH, PLUM),
        "photo": portrait(),
    }
    return NewCourier(**{**facts, **changes})


@dataclass
class Registered:
    """A courier with a card, a PIN and a phone."""

    courier_id: UUID
    device: NewDevice
    invitation: str


def answers(quiz: QuizView, *, wrong: int = 0) -> dict[int, str]:
    """What a candidate chooses who knows all but so many."""
    right = {one.number: one.right for one in bank()}
    chosen = {one.number: right[one.number] for one in quiz.questions}
    for one in quiz.questions[:wrong]:
        chosen[one.number] = next(each for each in one.choices if each != right[one.number])
    return chosen


def pass_quiz(core: Core, county_id: int, courier_id: UUID, *, wrong: int = 0) -> QuizResult:
    """Take the quiz that is next."""
    quiz = next_quiz(core, county_id=county_id, courier_id=courier_id)
    chosen = answers(quiz, wrong=wrong)
    return take_quiz(core, county_id=county_id, courier_id=courier_id, seq=quiz.seq, answers=chosen)


def ready(core: Core, county: County, **changes) -> UUID:
    """A candidate who waits for the second admin's approval."""
    courier_id = create_courier(core, actor=county.clerk, new=new_courier(**changes))
    pass_quiz(core, COUNTY_ID, courier_id)
    check_identity(core, actor=county.clerk, courier_id=courier_id, paper="identity_card")
    return courier_id


def approved(core: Core, county: County, **changes) -> UUID:
    courier_id = ready(core, county, **changes)
    approve_courier(core, actor=county.chief, courier_id=courier_id)
    return courier_id


def registered(core: Core, county: County, **changes) -> Registered:
    courier_id = approved(core, county, **changes)
    token = invite_courier(core, actor=county.clerk, courier_id=courier_id).token
    return Registered(courier_id, accept_invitation(core, token=token, pin=PIN), token)


def holder_of(courier_id: UUID) -> Actor:
    """That courier as who she is when she acts."""
    return Actor(ActorKind.COURIER, COUNTY_ID, courier_id, NAME, EAST)


def trail_of(core: Core, courier_id: UUID) -> list[str]:
    """What the trail says was done with a courier, oldest first."""
    asked = "select action from audit_events where subject = :subject order by event_id"
    with core.begin() as work:
        return list(work.run(asked, {"subject": f"courier:{courier_id}"}).scalars())


def open_session(core: Core, actor: Actor) -> UUID:
    """A session of this actor, as after all steps of signing in."""
    session_id = uuid4()
    with core.begin() as work:
        work.run(
            "insert into sessions (county_id, session_id, kind, person_id, started_at, seen_at)"
            " values (:c, :s, :k, :p, :n, :n)",
            {
                "c": actor.county_id,
                "s": session_id,
                "k": actor.kind.value,
                "p": actor.person_id,
                "n": core.clock.now(),
            },
        )
        work.commit()
    return session_id


def signed_in(client, core: Core, actor: Actor):
    """The test client with an open session of this actor."""
    session_id = open_session(core, actor)
    with client.session_transaction() as session:
        session["mark"] = (actor.county_id, str(session_id))
    return client


def cookie_of(core: Core, actor: Actor, url: str) -> dict[str, str]:
    """The same for a browser: ``context.add_cookies([cookie_of(core, actor, site)])``."""
    app = Flask(__name__)
    app.secret_key = core.web_key
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    held = {"mark": [actor.county_id, str(open_session(core, actor))], "_permanent": True}
    return {"name": "yibao", "value": signer.dumps(held), "url": url}
