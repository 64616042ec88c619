"""Receipts to take along: a picture for the phone, paper of two sizes for the printer."""

from __future__ import annotations

from collections.abc import Sequence

from courier.domain.faces import ReceiptFace
from courier.services.core import Core
from courier.services.receipts import ReceiptView
from courier.texts import Locale

ADDRESS_ROOM = "R"


def receipt_picture(core: Core, receipt: ReceiptView, locale: Locale) -> bytes:
    """One receipt as PNG. Raises OutsideFailed ``font_missing``."""
    return core.pictures.receipt_png(_face(core, receipt), locale.value)


def receipt_strip(core: Core, receipt: ReceiptView, locale: Locale) -> bytes:
    """One receipt as PNG for a thermal printer. Raises OutsideFailed ``font_missing``."""
    return core.pictures.receipt_strip_png(_face(core, receipt), locale.value)


def receipt_strips_pdf(core: Core, receipts: Sequence[ReceiptView], locale: Locale) -> bytes:
    """Receipts as PDF on a roll of 58 mm. Raises OutsideFailed ``font_missing``."""
    return core.pictures.receipt_strips_pdf([_face(core, one) for one in receipts], locale.value)


def receipts_pdf(core: Core, receipts: Sequence[ReceiptView], locale: Locale) -> bytes:
    """Receipts as PDF, one page a person. Raises OutsideFailed ``font_missing``."""
    return core.pictures.receipts_pdf([_face(core, one) for one in receipts], locale.value)


def receipt_address(core: Core, receipt: ReceiptView) -> str:
    """The public page that checks the receipt, upper case so that its code stays small."""
    return f"{core.public_url}/{ADDRESS_ROOM}/{bare(receipt.code)}".upper()


def receipt_link(core: Core, receipt: ReceiptView) -> str:
    """The same page as a link in a text."""
    return f"{core.public_url}/{ADDRESS_ROOM.lower()}/{bare(receipt.code)}"


def bare(code: str) -> str:
    """The code without the dashes for eyes and ears."""
    return code.replace("-", "")


def _face(core: Core, receipt: ReceiptView) -> ReceiptFace:
    return ReceiptFace(
        number=receipt.number,
        code=bare(receipt.code),
        address=receipt_address(core, receipt),
        insuree=receipt.name,
        id_masked=receipt.id_masked,
        region=f"{receipt.township_name}{receipt.village_name}",
        coverage_year=receipt.coverage_year,
        amount=receipt.amount,
        paid_at=receipt.issued_at,
        channel=receipt.channel,
        issuer=receipt.township_name,
        issuer_phone=receipt.office_phone or "",
        courier=receipt.courier_name,
        courier_number=receipt.courier_no,
        void=receipt.void_reason is not None,
    )
