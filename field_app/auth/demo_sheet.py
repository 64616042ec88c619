"""In the demo, the sign-in pages show who one may be; the sheet is written at every start."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from flask import current_app


def demo_sheet() -> dict[str, Any] | None:
    """The demo's sign-ins; None outside the demo or before its first start."""
    path = current_app.config["DEMO_SHEET"]
    if not current_app.config["DEMO"] or not path.exists():
        return None
    sheet: dict[str, Any] = json.loads(path.read_text("utf-8"))
    # Whatever address the browser came by, the link stays on it.
    sheet["invitation_path"] = urlsplit(sheet["invitation_url"] or "").path
    return sheet
