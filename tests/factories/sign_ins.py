"""Admins who can sign in: appointed ones, and those with codes on a phone."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from courier.domain.browsers import Browser
from courier.domain.one_time_codes import code_at, new_secret
from courier.domain.permissions import Role
from courier.services.admin_sign_in import begin_sign_in, begun_sign_in, sign_in_by_code
from courier.services.admins import create_admin
from courier.services.core import Core
from courier.services.second_factors import NewlySetUp, set_up_codes
from courier.services.sessions import SessionView
from tests.factories.county import COUNTY, COUNTY_ID

PASSWORD = "four plain unrelated words"


def begun(core: Core, sign_in_name: str, password: str = PASSWORD):
    """The first step."""
    county_id, begun_id = begin_sign_in(core, sign_in_name=sign_in_name, password=password)
    return begun_sign_in(core, county_id=county_id, begun_id=begun_id)


@dataclass
class Staff:
    """An admin with a password and codes on a phone."""

    core: Core
    sign_in_name: str
    admin_id: UUID
    secret: str
    set_up: NewlySetUp

    def code(self) -> str:
        """What the phone shows now."""
        return code_at(self.secret, self.core.clock.now())

    def begun(self):
        return begun(self.core, self.sign_in_name)

    def sign_in(self) -> SessionView:
        """Password and code, half a minute after whatever was before."""
        self.core.clock.forward(seconds=30)
        return sign_in_by_code(
            self.core, begun=self.begun(), code=self.code(), browser=Browser.OTHER
        ).session


def appointed(
    core: Core, sign_in_name: str = "county", role: Role = Role.COUNTY, **changes
) -> UUID:
    """An admin who has never signed in."""
    facts = {"county_id": COUNTY_ID, "region_code": COUNTY, "name": "孙立新", **changes}
    return create_admin(
        core, sign_in_name=sign_in_name, role=role, **{"password": PASSWORD, **facts}
    )


def staff(core: Core, sign_in_name: str = "county", role: Role = Role.COUNTY, **changes) -> Staff:
    """An admin who has signed in once and set codes up."""
    admin_id, secret = appointed(core, sign_in_name, role, **changes), new_secret()
    done = set_up_codes(
        core,
        begun=begun(core, sign_in_name),
        secret=secret,
        code=code_at(secret, core.clock.now()),
        browser=Browser.OTHER,
    )
    return Staff(core, sign_in_name, admin_id, secret, done)
