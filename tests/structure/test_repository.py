"""What may stand in the repository: no machine's paths, no addresses in locks."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = (
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-uv.lock",
    "bot/requirements.lock",
)
TOP_FOLDERS = {".ci", "bot", "courier", "docs", "field_app", "locales", "static", "tests"}
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".yml",
    ".html",
    ".css",
    ".js",
    ".po",
    ".sql",
    ".json",
    ".sh",
    ".txt",
}
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:root|home/\w+|work)/\w")


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    command = [shutil.which("git") or "git", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_names_versions_and_hashes_and_no_address(name):
    text = (ROOT / name).read_text("utf-8")
    assert not re.search(r"https?:|file:|--index|--find-links|@ ", text)
    wanted = re.findall(r"^([A-Za-z0-9_.\[\]-]+)==(\S+)(.*)$", text, re.MULTILINE)
    assert len(wanted) > 0
    for block in re.split(r"\n(?=[A-Za-z0-9])", text):
        if "==" in block.splitlines()[0]:
            assert "--hash=sha256:" in block, block.splitlines()[0]


def test_no_file_names_a_path_of_somebodys_machine(tracked):
    wrong = [
        str(path.relative_to(ROOT))
        for path in tracked
        if path.suffix in TEXT and MACHINE_PATH.search(path.read_text("utf-8"))
    ]
    assert not wrong


def test_the_top_folders_are_those_of_the_architecture(tracked):
    folders = {path.relative_to(ROOT).parts[0] for path in tracked if path.parent != ROOT}
    assert folders <= TOP_FOLDERS


def test_no_two_test_files_share_a_name(tracked):
    """Rooms of tests are no packages: of two modules of one name Python would find the first."""
    names = Counter(path.name for path in tracked if path.match("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []


def test_nothing_private_is_tracked(tracked):
    names = {path.name for path in tracked}
    assert not names & {".env", "secret", "sign_ins.json", "wechat_sandbox_keys.json", "slip.png"}
    marked = [
        str(path.relative_to(ROOT))
        for path in tracked
        if path.suffix in TEXT
        and "tests" not in path.parts
        and "-----BEGIN PRIVATE KEY-----" in path.read_text("utf-8")
    ]
    assert not marked
