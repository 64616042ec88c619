"""What is left of what was done at the table."""

from __future__ import annotations

import structlog

from courier.services.consent_evidence import erase_old_evidence
from courier.services.core import Core

log = structlog.get_logger()


def look_after_evidence(core: Core) -> None:
    """Erase proofs of consents whose time is over."""
    log.info("evidence_erased", consents=erase_old_evidence(core))
