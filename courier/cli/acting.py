"""In whose name a command acts, and on which installation."""

from __future__ import annotations

import click

from courier.services.admins import admin_named
from courier.services.core import Actor, Core
from courier.settings import Settings
from courier.wiring import build_core

acting = click.option("--as", "sign_in_name", required=True, help="an admin's sign-in name")


def core_and_actor(sign_in_name: str) -> tuple[Core, Actor]:
    """The installation and the admin. Raises NotFound ``admin_unknown``."""
    core = own_core()
    return core, admin_named(core, sign_in_name=sign_in_name)


def own_core() -> Core:
    """The installation of this environment, closed when the command ends."""
    core = build_core(Settings.from_environment())
    click.get_current_context().call_on_close(core.engine.dispose)
    return core
