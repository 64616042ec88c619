"""Faces of cards, receipts and slips, and pictures as strangers send them. All people invented."""

from __future__ import annotations

import datetime as dt
import io

from PIL import Image, ImageDraw

from courier.domain.faces import CardFace, ReceiptFace, SlipFace
from courier.domain.money import Money
from courier.domain.paper_grid import grid_of
from courier.domain.scanned import receipt_address

SLIP_CODE = "YB1AD3H0123456789ABCDEFGH"
RECEIPT_CODE = "YR1AD3H0000002A0123ABCD"
PUBLIC_URL = "https://kuaidi.shouxian.example"
# As long as the address of a signed card with a holder's key.
CARD_ADDRESS = f"{PUBLIC_URL.upper()}/C/" + "2KCE3IQBEYCEQM7TFFR55SY4B6QF" * 15


def portrait(width: int = 900, height: int = 1200, image_format: str = "JPEG", **save) -> bytes:
    """A drawn person in front of a wall."""
    picture = Image.new("RGB", (width, height), "#B9C7CF")
    draw = ImageDraw.Draw(picture)
    middle, eyes = width // 2, int(height * 0.36)
    head, shoulders = width // 5, width // 2 - width // 12
    body = (middle - shoulders, int(height * 0.66), middle + shoulders, int(height * 1.5))
    draw.ellipse(body, fill="#33566B")
    draw.ellipse(
        (middle - head, eyes - int(head * 1.25), middle + head, eyes + int(head * 1.35)),
        fill="#E3B48F",
    )
    draw.pieslice(
        (middle - head, eyes - int(head * 1.45), middle + head, eyes + head),
        180,
        360,
        fill="#2A211C",
    )
    return saved(picture, image_format, **save)


def saved(picture: Image.Image, image_format: str = "PNG", **save) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, image_format, **save)
    return buffer.getvalue()


def card_face(**changes) -> CardFace:
    facts = {
        "name": "张秀兰",
        "courier_number": "SX-0012",
        "card_number": "CAD3H7K2M9PX",
        "county": "寿县",
        "regions": ("涧沟镇大王村", "小李村"),
        "valid_until": dt.date(2027, 12, 31),
        "address": CARD_ADDRESS,
        "issuer": "寿县医疗保障局",
        "issuer_phone": "0554-0000123",
        "photo": portrait(480, 640),
    }
    return CardFace(**{**facts, **changes})


def receipt_face(**changes) -> ReceiptFace:
    facts = {
        "number": "0000000042",
        "code": RECEIPT_CODE,
        "address": receipt_address(PUBLIC_URL, RECEIPT_CODE),
        "insuree": "李桂英",
        "id_masked": "3****************8",
        "region": "寿县涧沟镇大王村",
        "coverage_year": 2027,
        "amount": Money(16000),
        "paid_at": dt.datetime(2026, 11, 20, 2, 5, tzinfo=dt.UTC),
        "channel": "wechat",
        "issuer": "寿县医疗保障局",
        "issuer_phone": "0554-0000123",
        "full": Money(28000),
        "aid": Money(12000),
        "payer": "王建国",
        "courier": "张秀兰",
        "courier_number": "SX-0012",
    }
    return ReceiptFace(**{**facts, **changes})


def slip_face(**changes) -> SlipFace:
    facts = {
        "code": SLIP_CODE,
        "head_masked": "王*",
        "village": "寿县涧沟镇大王村",
        "coverage_year": 2027,
        "issuer": "寿县医疗保障局",
        "issuer_phone": "0554-0000123",
        "people": 4,
        "due_by": dt.date(2026, 12, 31),
        "grid": grid_of(b"k" * 32, 990101, "0123456789"),
    }

    return SlipFace(**{**facts, **changes})
