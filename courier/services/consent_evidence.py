"""Evidence of consents: sealed, shown to the office with each look on the trail, erased in time."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from uuid import UUID, uuid4

from courier.domain.consent_proofs import EVIDENCE_YEARS, NO_PROOF, Proof
from courier.domain.errors import BadInput, NotFound
from courier.domain.money import Money
from courier.domain.permissions import Permission
from courier.domain.short_codes import read_slip_code
from courier.ports import FieldKind
from courier.services.areas import area_of, require
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.services.slips import slip_code_in
from courier.store.queries import consents as queries
from courier.store.queries import people as people_queries
from courier.store.queries import slips as slip_queries
from courier.store.rows.households import GivenConsentRow
from courier.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was read out to a household, and the proof that it left."""

    household_id: UUID
    coverage_year: int
    read_out: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """One consent of a person; ``read_out`` and proof are empty once they were erased."""

    coverage_year: int
    own: Money
    method: str
    locale: str
    said_text: str
    at: dt.datetime
    courier_name: str
    courier_no: str
    read_out: str
    proof: Proof
    is_erased: bool


@dataclass(frozen=True, slots=True)
class PersonConsents:
    """All consents of a person, the newest first."""

    insuree_id: UUID
    name: str
    consents: tuple[GivenConsent, ...]


def keep_evidence(core: Core, work: Work, actor: Actor, evidence: Evidence) -> UUID:
    """Seal it within the transaction of a consent; what is told of it is its number.

    Raises BadInput as ``slip_code_in`` does, ``slip_code_forged`` or, for a slip that is not this
    household's or no longer good, ``consent_slip_other``.
    """
    if evidence.proof.slip:
        _check_slip(core, work, actor, evidence)
    evidence_id = uuid4()
    said = {"read_out": evidence.read_out, **asdict(evidence.proof)}
    facts = {
        "county_id": actor.county_id,
        "evidence_id": evidence_id,
        "household_id": evidence.household_id,
        "coverage_year": evidence.coverage_year,
        "courier_id": actor.person_id,
        "sealed": core.sealer.seal(FieldKind.CONSENT, json.dumps(said, ensure_ascii=False)),
        "at": core.clock.now(),
    }
    queries.insert_evidence(work, facts)
    work.record(
        county_id=actor.county_id,
        actor=actor.trail,
        action="consent_recorded",
        subject=f"household:{evidence.household_id}",
    )
    return evidence_id


def consents_of(core: Core, *, actor: Actor, insuree_id: UUID) -> PersonConsents:
    """What a person of the area agreed to, and how; the look is kept in the trail.

    Raises NotAllowed, NotFound ``insuree_not_found``.
    """
    require(actor, Permission.CHANGE_PEOPLE)
    with core.begin_for(actor) as work:
        person = people_queries.person(work, area_of(actor), insuree_id)
        if person is None:
            raise NotFound("insuree_not_found")
        rows = queries.of_person(work, actor.county_id, insuree_id)
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="consent_evidence_seen",
            subject=f"insuree:{insuree_id}",
        )
        work.commit()
    return PersonConsents(insuree_id, person.name, tuple(_given(core, row) for row in rows))


def erase_old_evidence(core: Core) -> int:
    """Erase what belongs to coverage years that ended a year ago or more; how many."""
    last_year = china_day(core).year - EVIDENCE_YEARS - 1
    with core.begin() as work:
        erased = queries.erase_evidence(work, last_year)
        work.commit()
    return erased


def _check_slip(core: Core, work: Work, actor: Actor, evidence: Evidence) -> None:
    county_id, token = read_slip_code(core.code_key, slip_code_in(evidence.proof.slip))
    slip = slip_queries.slip_by_token(work, county_id, token)
    is_theirs = slip is not None and slip.household_id == evidence.household_id
    if county_id != actor.county_id or not is_theirs or slip is None or slip.revoked_at is not None:
        raise BadInput("consent_slip_other")


def _given(core: Core, row: GivenConsentRow) -> GivenConsent:
    kept = json.loads(core.sealer.open(FieldKind.CONSENT, bytes(row.sealed))) if row.sealed else {}
    read_out = str(kept.pop("read_out", ""))
    return GivenConsent(
        coverage_year=row.coverage_year,
        own=Money(row.own_fen),
        method=row.method,
        locale=row.locale,
        said_text=row.said_text,
        at=row.at,
        courier_name=row.courier_name,
        courier_no=row.courier_no,
        read_out=read_out,
        proof=Proof(**kept) if kept else NO_PROOF,
        is_erased=row.was_kept and not row.sealed,
    )
