"""What the browser gets: listed files, pages fit for a strict policy, a lock without addresses."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "field_app" / "templates").rglob("*.html"))
STATIC = ROOT / "static"
INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "javascript address": re.compile(r"""(?:href|action)=["']?javascript:""", re.IGNORECASE),
    "foreign address": re.compile(r"""(?:src|href)=["']?(?:https?:)?//""", re.IGNORECASE),
}
JINJA = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
SINKS = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function")


@pytest.mark.parametrize(
    "folder",
    [STATIC / "vendor", ROOT / "tests" / "browser" / "vendor"],
    ids=lambda path: path.parent.name,
)
def test_vendored_files_are_the_listed_ones(folder: Path) -> None:
    listed = json.loads((folder / "manifest.json").read_text("utf-8"))
    present = {path.name: sha384(path) for path in folder.iterdir() if path.name != "manifest.json"}
    assert present == listed, "run: npm ci --ignore-scripts && npm run vendor"


def sha384(path: Path) -> str:
    return "sha384-" + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_nothing_inline(template: Path) -> None:
    assert inline_faults(template.read_text("utf-8")) == [], "see static/README.md"


def inline_faults(source: str) -> list[str]:
    """Names of what a strict policy would refuse; what Jinja fills in counts as one word."""
    markup = JINJA.sub("x", source)
    return [name for name, pattern in INLINE.items() if pattern.search(markup)]


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ('<p class="{{ a > b }}" style="x">', "style attribute"),
        ("<style>p{}</style>", "style element"),
        ('<button type="button" onclick="x">', "event attribute"),
        ("<script type=module>x</script>", "inline script"),
        ('<a href="javascript:x">', "javascript address"),
        ('<script src="https://x/y.js"></script>', "foreign address"),
    ],
)
def test_the_check_sees_what_is_inline(markup: str, fault: str) -> None:
    assert inline_faults(markup) == [fault]


@pytest.mark.parametrize(
    "module", sorted((STATIC / "js").rglob("*.js")), ids=lambda path: path.name
)
def test_a_module_writes_no_markup_and_no_words(module: Path) -> None:
    source = module.read_text("utf-8")
    assert not SINKS.search(source)
    assert not re.search(r"[一-鿿]", source), "words belong in locales/, given by data attributes"
    assert len(source.splitlines()) < 200


def test_every_icon_that_a_template_names_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="(\w+)"', (STATIC / "img/icons.svg").read_text("utf-8")))
    used = {
        name
        for template in TEMPLATES
        for name in re.findall(
            r"""(?:icon\(|icon_name=)["'](\w+)["']""", template.read_text("utf-8")
        )
    }
    assert used <= drawn, f"not in static/img/icons.svg: {used - drawn}"


def test_every_file_that_a_template_names_is_there() -> None:
    named = {
        name
        for template in TEMPLATES
        for name in re.findall(
            r"""static_url\(["']([^"']+\.\w+)["']\)""", template.read_text("utf-8")
        )
    }
    assert named
    assert [name for name in sorted(named) if not (STATIC / name).is_file()] == []


def test_the_lock_pins_exactly_and_holds_no_address() -> None:
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    lock = (ROOT / "package-lock.json").read_text("utf-8")
    assert "://" not in lock, (
        "omit-lockfile-registry-resolved=true belongs in .npmrc; drop `funding`"
    )
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", pin) for pin in package["devDependencies"].values())
    packages = json.loads(lock)["packages"]
    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []
