"""What pages of cards send: a card to check, a phone's public key."""

from __future__ import annotations

import base64
import binascii

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import StringField

from courier.domain.credentials import HolderKey
from courier.domain.errors import BadInput


class CheckForm(FlaskForm):  # type: ignore[misc]
    """A number typed from the card, a scanned text, or a photograph of the code."""

    code = StringField("layout.scan_type")
    picture = FileField("layout.scan_picture")


def read_key(said: object) -> HolderKey:
    """A public key as a browser exports it: x and y in base64url.

    Raises BadInput ``holder_key_wrong``.
    """
    match said:
        case {"x": str(x), "y": str(y)}:
            return HolderKey(_bytes(x), _bytes(y))
    raise BadInput("holder_key_wrong")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadInput("holder_key_wrong") from error
