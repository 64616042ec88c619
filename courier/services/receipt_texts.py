"""A receipt as a text: to a number on file or one that the resident says, if she agrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from courier.domain.errors import BadInput, Conflict, Refused
from courier.domain.outgoing import TextKind, TextStatus, ending, takes_texts
from courier.domain.regions import HOTLINE
from courier.domain.visits import read_phone
from courier.ports import FieldKind
from courier.services.core import Actor, Core
from courier.services.outgoing import write_text
from courier.services.receipt_papers import receipt_link
from courier.services.receipts import ReceiptView, receipt_of_attempt
from courier.store.queries import receipt_texts as queries
from courier.store.unit_of_work import Work
from courier.texts import Locale, shown

MOST_PHONES = 3  # of one receipt: her own, and two who ask for it


@dataclass(frozen=True, slots=True)
class ToldPhone:
    """Whom a receipt was texted: the last four digits, and whether it went."""

    ending: str
    status: TextStatus


@dataclass(frozen=True, slots=True)
class TextWish:
    """What the courier was told: a number on file by its ending, or one that was typed."""

    ending: str
    phone: str
    is_agreed: bool


def sends_texts(core: Core) -> bool:
    """Whether texts reach phones at all."""
    return core.text_sender.reaches_phones


def told_of(
    core: Core, *, actor: Actor, receipts: Sequence[ReceiptView]
) -> Mapping[str, tuple[ToldPhone, ...]]:
    """By the receipt's number, the phones that it was texted."""
    with core.begin_for(actor) as work:
        rows = queries.told(work, actor.county_id, [_about(one) for one in receipts])
    phones = [
        (row.about, ToldPhone(_ending(core, row.phone), TextStatus(row.status))) for row in rows
    ]
    return {
        one.number: tuple(phone for about, phone in phones if about == _about(one))
        for one in receipts
    }


def endings_on_file(core: Core, *, actor: Actor, receipt: ReceiptView) -> tuple[str, ...]:
    """The last digits of the mobile numbers that stand with the receipt's person and visit."""
    with core.begin_for(actor) as work:
        return tuple(_on_file(core, work, actor, receipt))


def text_receipt(
    core: Core, *, actor: Actor, attempt_id: UUID, number: str, wish: TextWish, locale: Locale
) -> str:
    """Text a receipt to one phone, once; the ending of its number is returned.

    Raises NotFound ``payment_not_found`` or ``receipt_not_found``; BadInput
    ``text_not_agreed``, ``visit_phone_wrong``, ``text_needs_mobile``; Conflict ``receipt_void``,
    ``receipt_told``, ``receipt_told_often``; Refused ``texts_not_set_up``.
    """
    receipt = receipt_of_attempt(core, actor=actor, attempt_id=attempt_id, number=number)
    _refuse(core, receipt, wish)
    with core.begin_for(actor) as work:
        phone = _wanted(wish, _on_file(core, work, actor, receipt))
        if len(queries.told(work, actor.county_id, [_about(receipt)])) >= MOST_PHONES:
            raise Conflict("receipt_told_often", most=MOST_PHONES)
        is_new = write_text(
            core,
            work,
            county_id=actor.county_id,
            phone=core.sealer.seal(FieldKind.PHONE, phone),
            kind=TextKind.RECEIPT,
            about=_about(receipt),
            facts=_facts(core, receipt, locale),
            locale=locale,
        )
        if not is_new:
            raise Conflict("receipt_told", ending=ending(phone))
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="receipt_texted",
            subject=f"receipt:{receipt.number}",
            facts={"on_file": not wish.phone, "agreed": True},
        )
        work.commit()
    return ending(phone)


def _refuse(core: Core, receipt: ReceiptView, wish: TextWish) -> None:
    if not sends_texts(core):
        raise Refused("texts_not_set_up")
    if receipt.void_reason is not None:
        raise Conflict("receipt_void")
    if not wish.is_agreed:
        raise BadInput("text_not_agreed")


def _wanted(wish: TextWish, on_file: Mapping[str, str]) -> str:
    phone = on_file.get(wish.ending) or read_phone(wish.phone)
    if not takes_texts(phone):
        raise BadInput("text_needs_mobile")
    return phone


def _on_file(core: Core, work: Work, actor: Actor, receipt: ReceiptView) -> dict[str, str]:
    """Mobile numbers by their endings; of two that end alike, the nearer one."""
    found: dict[str, str] = {}
    for sealed in queries.phones_on_file(work, actor.county_id, receipt.receipt_no):
        phone = core.sealer.open(FieldKind.PHONE, sealed)
        if takes_texts(phone):
            found.setdefault(ending(phone), phone)
    return found


def _facts(core: Core, receipt: ReceiptView, locale: Locale) -> dict[str, str]:
    return {
        "name": receipt.name_masked,
        "year": str(receipt.coverage_year),
        "amount": shown(receipt.amount, locale),
        "number": receipt.number,
        "link": receipt_link(core, receipt),
        "phone": receipt.office_phone or HOTLINE,
    }


def _about(receipt: ReceiptView) -> str:
    return f"receipt:{receipt.number}"


def _ending(core: Core, sealed: bytes) -> str:
    return ending(core.sealer.open(FieldKind.PHONE, sealed))
