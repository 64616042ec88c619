"""What is left of what was done at the table."""

from __future__ import annotations

import structlog

from courier.services.addition_work import erase_old_additions
from courier.services.consent_evidence import erase_old_evidence
from courier.services.core import Core

log = structlog.get_logger()


def look_after_evidence(core: Core) -> None:
    """Erase proofs of consents, and papers of people who were added, whose time is over."""
    log.info("papers_added_erased", cases=erase_old_additions(core))
    log.info("evidence_erased", consents=erase_old_evidence(core))
