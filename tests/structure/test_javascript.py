"""The browser's modules are typed, and vendored code is what the lock builds."""

from __future__ import annotations

import filecmp
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REMEDY = (
    "these tests need Node 20 or newer with npm on the path (Debian: apt-get install nodejs npm)"
)


@pytest.fixture(scope="session")
def node() -> str:
    """Node's program, with the locked tools installed."""
    program, npm = shutil.which("node"), shutil.which("npm")
    assert program, REMEDY
    assert npm, REMEDY
    installed, lock = ROOT / "node_modules/.package-lock.json", ROOT / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        outcome = run(command)
        assert outcome.returncode == 0, outcome.stderr
        installed.touch()
    return program


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 our own tools


def check_types(node: str, project: Path) -> subprocess.CompletedProcess[str]:
    return run([node, "node_modules/typescript/bin/tsc", "-p", str(project)])


@pytest.mark.parametrize("project", ["tsconfig.json", "tsconfig.worker.json"])
def test_the_modules_keep_their_types(node: str, project: str) -> None:
    outcome = check_types(node, ROOT / "static" / project)
    assert outcome.returncode == 0, outcome.stdout


def test_the_type_check_sees_a_wrong_type(node: str, tmp_path: Path) -> None:
    (tmp_path / "wrong.js").write_text("/** @type {number} */\nexport const fen = '1';\n", "utf-8")
    (tmp_path / "tsconfig.json").write_text(
        f'{{"extends": "{ROOT / "static/tsconfig.json"}", "include": ["*.js"]}}', "utf-8"
    )
    assert "TS2322" in check_types(node, tmp_path / "tsconfig.json").stdout


def test_vendored_code_is_rebuilt_identically(node: str, tmp_path: Path) -> None:
    outcome = run([node, "static/vendor_build.mjs", str(tmp_path)])
    assert outcome.returncode == 0, outcome.stderr
    for folder in ("static/vendor", "tests/browser/vendor"):
        names = sorted(path.name for path in (ROOT / folder).iterdir())
        assert names == sorted(path.name for path in (tmp_path / folder).iterdir())
        same, _, _ = filecmp.cmpfiles(ROOT / folder, tmp_path / folder, names, shallow=False)
        assert sorted(same) == names, "run: npm run vendor"
