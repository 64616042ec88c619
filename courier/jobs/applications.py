"""What is left of applications that were decided."""

from __future__ import annotations

import structlog

from courier.services.core import Core
from courier.services.papers import erase_old_papers

log = structlog.get_logger()


def look_after_applications(core: Core) -> None:
    """Erase pictures of papers whose time is over."""
    log.info("papers_erased", couriers=erase_old_papers(core))
