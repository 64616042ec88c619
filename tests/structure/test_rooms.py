"""Every page stands in a room that says who may enter."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from courier.domain.permissions import Permission
from field_app import ROOMS
from field_app.access import Audience, Room

ROOT = Path(__file__).parents[2]
PUBLIC_BY_NATURE = {
    "static", "auth", "public", "chat", "api", "hooks", "credentials",
}  # fmt: skip


def test_every_route_stands_in_a_room_with_an_audience(app):
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        room = app.blueprints.get(rule.endpoint.rpartition(".")[0])
        assert isinstance(room, Room), f"{rule.rule} is outside the rooms"
        assert isinstance(room.audience, Audience)


def test_a_stranger_gets_into_no_room_for_couriers_or_admins(app, client):
    for rule in app.url_map.iter_rules():
        room = app.blueprints.get(rule.endpoint.rpartition(".")[0])
        if room is None or room.audience not in (Audience.COURIER, Audience.ADMIN):
            continue
        path = rule.build(
            {name: _example(rule, name) for name in rule.arguments}, append_unknown=False
        )
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            answer = client.open(path[1], method=method)
            assert answer.status_code in (302, 303, 401, 403), (method, path[1], answer.status_code)
            if answer.status_code in (302, 303):
                assert "sign" in answer.location, (method, path[1], answer.location)


def test_a_room_without_an_audience_cannot_be_made():
    with pytest.raises(TypeError):
        Room("nobody")


def test_a_room_for_admins_that_names_no_permission_cannot_be_made():
    with pytest.raises(TypeError, match="Permission"):
        Room("office", audience=Audience.ADMIN)


def test_every_view_for_admins_names_the_permission_it_needs(app):
    for rule in app.url_map.iter_rules():
        room = app.blueprints.get(rule.endpoint.rpartition(".")[0])
        if room is None or room.audience is not Audience.ADMIN:
            continue
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            needed = room.permission_for(app.view_functions[rule.endpoint], method)
            assert isinstance(needed, Permission), (
                f"{method} {rule.rule}: nobody may; give the Room a change= or the view @needs(…)"
            )


def test_what_changes_something_needs_more_than_looking(app):
    # A number stays out of addresses; and which county she looks at is a matter of her own session.
    searches = {"admin_people.find", "admin_counties.choose"}
    for rule in app.url_map.iter_rules():
        room = app.blueprints.get(rule.endpoint.rpartition(".")[0])
        if room is None or room.audience is not Audience.ADMIN or "POST" not in rule.methods:
            continue
        needed = room.permission_for(app.view_functions[rule.endpoint], "POST")
        assert not needed.changes_nothing or rule.endpoint in searches, rule.endpoint


def test_only_machines_rooms_go_without_the_form_token(app):
    free = {name for name, room in app.blueprints.items() if getattr(room, "csrf_exempt", False)}
    machines = {
        name
        for name, room in app.blueprints.items()
        if getattr(room, "audience", None) is Audience.MACHINE
    }
    assert free <= machines


def test_no_route_is_made_outside_a_room():
    wrong = []
    for path in sorted((ROOT / "field_app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "add_url_rule":
                wrong.append(str(path.relative_to(ROOT)))
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Blueprint":
                wrong.append(str(path.relative_to(ROOT)))
    assert not wrong, f"make a Room: {wrong}"


def test_every_folder_with_routes_is_registered():
    folders = {path.parent.name for path in (ROOT / "field_app").glob("*/routes.py")}
    assert folders == set(ROOMS)


def _example(rule, name: str) -> object:
    converter = rule._converters[name]
    if hasattr(converter, "items"):
        return min(converter.items)
    return {
        "UUIDConverter": "00000000-0000-0000-0000-000000000001",
        "IntegerConverter": 1,
    }.get(type(converter).__name__, "x")
