"""A checker who fetched keys and a list, and has no network now."""

from __future__ import annotations

import datetime as dt

from courier.domain.credentials import Colour, Reason
from courier.services.core import Core
from courier.services.issuer_keys import believed
from courier.services.offline_check import Pinned, verify_offline
from courier.services.status_lists import published_list
from tests.factories.county import COUNTY_ID


class Checker:
    """A phone that opened the page while there was a network."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.fetch()

    def fetch(self) -> None:
        """The network is back for a moment."""
        with self._core.begin() as work:
            keys = believed(work)
        signed = published_list(self._core, county_id=COUNTY_ID).signed
        self.pinned = Pinned(keys.public_pems, keys.revoked, {COUNTY_ID: signed})

    def says(self, text: str, at: dt.datetime | None = None) -> tuple[Colour, Reason]:
        moment = at or self._core.clock.now()
        found = verify_offline(self._core.card_office, self.pinned, text=text, at=moment)
        return found.colour, found.reason
