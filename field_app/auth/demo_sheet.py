"""In the demo, the sign-in pages show who one may be; the sheet is written at every start."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from courier.services.demo_codes import demo_code
from field_app.access import core


def demo_sheet() -> dict[str, Any] | None:
    """The demo's sign-ins; None outside the demo or before its first start.

    Codes of six digits are in it only where the database is the demo's own.
    """
    path = current_app.config["DEMO_SHEET"]
    if not current_app.config["DEMO"] or not path.exists():
        return None
    sheet: dict[str, Any] = json.loads(path.read_text("utf-8"))
    # Whatever address the browser came by, the link stays on it.
    sheet["invitation_path"] = urlsplit(sheet["invitation_url"] or "").path
    for admin in sheet["admins"]:
        admin["code"] = demo_code(core(), admin["sign_in_name"])
    return sheet
