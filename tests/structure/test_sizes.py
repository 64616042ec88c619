"""Small modules, small functions, no drawers for anything."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST_LINES, MOST_LINES_OF_A_TEST = 300, 400
GOOD_MEDIAN_OF_FILES, GOOD_MEDIAN_OF_FUNCTIONS = 90, 10
DRAWERS = {"utils", "helpers", "common", "manager", "misc"}
OWN = [
    path
    for folder in ("courier", "field_app", "bot/actions")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def test_no_module_is_over_300_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for paths, most in ((OWN, MOST_LINES), (TESTS, MOST_LINES_OF_A_TEST))
        for path in paths
        if (lines := len(path.read_text("utf-8").splitlines())) > most
    }
    assert not long, f"split by noun: {long}"


def test_the_median_module_and_function_are_small(tell):
    files = [len(path.read_text("utf-8").splitlines()) for path in OWN if path.stat().st_size]
    functions = [
        node.end_lineno - node.lineno + 1
        for path in OWN
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    medians = statistics.median(files), statistics.median(functions)
    said = f"median lines: {medians[0]} a file, {medians[1]} a function"
    tell(f"{said}, {len(files)} files, longest {max(files)}")
    assert medians[0] <= GOOD_MEDIAN_OF_FILES, said
    assert medians[1] <= GOOD_MEDIAN_OF_FUNCTIONS, said


def test_no_module_is_a_drawer_for_anything():
    drawers = [str(path.relative_to(ROOT)) for path in OWN if path.stem in DRAWERS]
    assert not drawers, f"name it for its noun: {drawers}"
