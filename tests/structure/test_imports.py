"""Who may import whom: the table of ARCHITECTURE.md."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SMALL = {
    "courier.ports", "courier.texts", "courier.settings", "courier.wiring", "courier.code_wiring",
    "courier.logs",
}  # fmt: skip
ROOMS = {
    "courier.domain", "courier.store", "courier.services", "courier.adapters", "courier.sandbox",
    "courier.jobs", "courier.cli", "courier.policies", "field_app", *SMALL,
}  # fmt: skip
FACES = {
    "courier.wiring", "courier.services", "courier.domain", "courier.texts", "courier.settings",
    "courier.logs", "courier.ports",
}  # fmt: skip
MAY_IMPORT = {
    "courier.domain": set(),
    "courier.ports": {"courier.domain"},
    "courier.texts": {"courier.domain"},
    "courier.logs": set(),
    "courier.settings": {"courier.domain"},
    "courier.policies": {"courier.domain"},
    "courier.store": {"courier.domain", "courier.ports"},
    "courier.services": {"courier.domain", "courier.store", "courier.ports", "courier.texts"},
    "courier.adapters": {"courier.ports", "courier.domain", "courier.texts"},
    "courier.sandbox": {"courier.ports", "courier.domain", "courier.texts"},
    "courier.jobs": {"courier.services"},
    "courier.wiring": ROOMS - {"courier.cli", "field_app"},
    "courier.code_wiring": {"courier.adapters"},
    "courier.cli": FACES
    | {"courier.policies", "courier.code_wiring"},  # `courier premium` needs no database
    "field_app": FACES,
    "bot": FACES,
}
LIBRARIES = {
    "flask": {"field_app", "courier.sandbox"},
    "sqlalchemy": {"courier.store", "courier.services", "courier.wiring"},
    "rasa_sdk": {"bot"},
}
NAMED = {("sqlalchemy", "field_app/errors.py")}  # says that the database is away
MODULES = [
    path
    for folder in ("courier", "field_app", "bot/actions")
    for path in sorted((ROOT / folder).rglob("*.py"))
]


def room_of(dotted: str) -> str | None:
    """The room that a dotted name lies in."""
    if dotted.partition(".")[0] == "bot":
        return "bot"
    parts = dotted.split(".")
    for length in (2, 1):
        if ".".join(parts[:length]) in ROOMS:
            return ".".join(parts[:length])
    return None


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: import by full name"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_every_import_follows_the_table():
    wrong = []
    for path in MODULES:
        own = room_of(path.relative_to(ROOT).with_suffix("").as_posix().replace("/", "."))
        for name in imports_of(path):
            other = room_of(name)
            if own and other and other not in {own, *MAY_IMPORT[own]}:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert not wrong, "See ARCHITECTURE.md, who may import whom:\n" + "\n".join(wrong)


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_stays_in_its_rooms(library):
    wrong = []
    for path in MODULES:
        own = room_of(path.relative_to(ROOT).with_suffix("").as_posix().replace("/", "."))
        uses = any(name.partition(".")[0] == library for name in imports_of(path))
        named = (library, path.relative_to(ROOT).as_posix()) in NAMED
        if uses and not named and own not in LIBRARIES[library]:
            wrong.append(str(path.relative_to(ROOT)))
    assert not wrong, f"{library} belongs in {LIBRARIES[library]}, not in {wrong}"


def test_the_domain_reads_no_clock_and_no_setting():
    wrong = []
    for path in sorted((ROOT / "courier" / "domain").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "environ"}:
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "today":
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not wrong, f"pass the moment in as an argument: {wrong}"


def test_no_float_is_near_the_money():
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for name in ("money", "ledger", "payments", "premiums", "premium_aid", "premium_prices")
        for path in [ROOT / "courier" / "domain" / f"{name}.py"]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
    ]
    assert not wrong, f"money is whole fen: {wrong}"
