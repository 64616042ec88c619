"""Prepares the demo county, and the sheet with its sign-ins."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from courier.cli.supervisor.screen import Screen
from courier.cli.terminal import Style
from courier.domain.errors import CourierError
from courier.services.core import Core
from courier.services.demo import (
    DemoFolder,
    demo_courier_no,
    demo_slip,
    invite_demo_courier,
    is_seeded,
    seed_demo,
)
from courier.services.demo_codes import give_demo_codes
from courier.settings import ROOT, Settings
from courier.texts import Locale, say
from courier.wiring import (
    build_core,
    derived_key,
    migrate_database,
    require_suitable_database,
    sandbox_keys,
)

FOLDER = DemoFolder(ROOT / "courier" / "sandbox" / "demo")
PASSWORD_BYTES, SEED_BYTES = 10, 20


@dataclass(frozen=True, slots=True)
class DemoSheet:
    """What a visitor of the demo needs to sign in. ``admins`` are (role, name, password)."""

    admins: tuple[tuple[str, str, str], ...]
    courier_no: str
    invitation_url: str | None
    slip: Path | None

    def lines(self, screen: Screen) -> list[str]:
        """For the box on the terminal."""
        told = [
            screen.words(f"sign_in_{role}", name=name, password=password)
            for role, name, password in self.admins
        ]
        told.append(screen.words("six_digits"))
        if self.invitation_url is None:
            told.append(screen.words("no_courier_at_work"))
        else:
            told += [
                screen.words("courier_invitation", number=self.courier_no),
                f"  {self.invitation_url}",
            ]
        if self.slip is not None:
            told += [screen.words("slip_at"), f"  {self.slip}"]
        return ["", *told, ""]


def prepare_demo(screen: Screen, settings: Settings, public_url: str) -> DemoSheet:
    """Migrate, fill what is missing, and write the sheet. Touches nothing but a demo's database.

    Raises Refused ``demo_refused``.
    """
    require_suitable_database(settings)
    sandbox_keys(settings.data_dir / "wechat")
    core = build_core(settings)
    migrate_database(core.engine)
    if not is_seeded(core):
        screen.tell("seeding", Style.FAINT)
        seed_demo(core, FOLDER, lambda name: demo_password(settings, name))
    names = [admin["sign_in_name"] for admin in FOLDER.staff["admins"]]
    give_demo_codes(core, names, lambda name: demo_code_seed(settings, name))
    sheet = _sheet(screen, settings, core, public_url)
    core.engine.dispose()
    return sheet


def demo_password(settings: Settings, sign_in_name: str) -> str:
    """An admin's password: the same at every start, another in every installation."""
    key = derived_key(settings, f"demo-password-{sign_in_name}", PASSWORD_BYTES)
    return base64.b32encode(key).decode("ascii").lower()


def demo_code_seed(settings: Settings, sign_in_name: str) -> str:
    """What an admin's codes of six digits are computed from; of the demo alone."""
    key = derived_key(settings, f"demo-codes-{sign_in_name}", SEED_BYTES)
    return base64.b32encode(key).decode("ascii")


def _sheet(screen: Screen, settings: Settings, core: Core, public_url: str) -> DemoSheet:
    folder = settings.data_dir / "demo"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    names = [(admin["role"], admin["sign_in_name"]) for admin in FOLDER.staff["admins"]]
    token = invite_demo_courier(core, FOLDER)
    sheet = DemoSheet(
        admins=tuple((role, name, demo_password(settings, name)) for role, name in names),
        courier_no=demo_courier_no(core, FOLDER),
        invitation_url=f"{public_url}/courier/invitation/{token}" if token else None,
        slip=_draw_slip(screen, core, folder / "slip.png"),
    )
    _keep(folder / "sign_ins.json", sheet, public_url)
    return sheet


def _draw_slip(screen: Screen, core: Core, path: Path) -> Path | None:
    try:
        path.write_bytes(demo_slip(core, FOLDER, Locale.ZH_HANS))
    except CourierError as error:
        words = say(f"errors.{error.code}", screen.locale, **error.facts)
        screen.plain(words, Style.WARNING)
        return None
    return path


def _keep(path: Path, sheet: DemoSheet, public_url: str) -> None:
    facts: Mapping[str, object] = {
        "url": public_url,
        "admins": [{"role": r, "sign_in_name": n, "password": p} for r, n, p in sheet.admins],
        "courier_no": sheet.courier_no,
        "invitation_url": sheet.invitation_url,
        "slip": str(sheet.slip) if sheet.slip else None,
    }
    path.touch(mode=0o600)
    path.write_text(json.dumps(facts, ensure_ascii=False, indent=1), "utf-8")
