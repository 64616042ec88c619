"""What is left of visits: where couriers arrived."""

from __future__ import annotations

import structlog

from courier.services.core import Core
from courier.services.visit_positions import erase_old_positions

log = structlog.get_logger()


def look_after_positions(core: Core) -> None:
    """Erase positions whose time is over."""
    log.info("positions_erased", arrivals=erase_old_positions(core))
