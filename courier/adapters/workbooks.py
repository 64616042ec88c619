"""XLSX files of strangers: looked at entry by entry before anything opens them.

A small file may inflate without end, or put one cell so far away that a reader fills the memory
up to it. So every entry is inflated in pieces and counted, and every sheet's cells are located,
before calamine reads values. What is computed is found here too: calamine tells results only.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO

from python_calamine import CalamineError, CalamineWorkbook

from courier.adapters.workbook_parts import Limits, Sheet, read_start_tags, scan_sheet
from courier.domain.errors import BadInput

MAX_INFLATED = 400 * 1024 * 1024
MAX_RATIO = 200  # a sheet of equal rows shrinks to a fiftieth
MAX_ENTRIES = 1000
MAX_CELLS = 10_000_000
PIECE = 256 * 1024
EXACT = 10**15  # a spreadsheet keeps fifteen digits
_LOCKED = 0x1

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    KeyError,
    ValueError,
    OSError,
    RuntimeError,
)
Rows = Iterator[tuple[int, list[str]]]


def sheet_rows(data: bytes, *, max_columns: int, max_rows: int) -> Callable[[], Rows]:
    """A function that reads the rows of the one visible sheet with cells in it.

    Raises BadInput ``table_bomb``, ``table_broken``, ``table_old_or_locked``, ``table_empty``,
    ``table_many_sheets``, ``table_too_many_columns``, ``_rows`` or ``_cells``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            limits = Limits(max_columns, max_rows, MAX_CELLS)
            name, sheet = _the_sheet(archive, _scan(archive, len(data), limits))
    except _BROKEN as error:
        raise BadInput("table_broken") from error
    return lambda: _rows(data, name, sheet)


def _scan(archive: zipfile.ZipFile, packed: int, limits: Limits) -> dict[str, Sheet]:
    """Inflate every entry once, in pieces; answers the sheets by the name of their entry."""
    entries = archive.infolist()
    most = min(MAX_INFLATED, max(packed * MAX_RATIO, PIECE))
    _check_claims(entries, most)
    sheets: dict[str, Sheet] = {}
    left = most
    for entry in entries:
        with archive.open(entry) as file:
            pieces = _Counted(file, left)
            if entry.filename.endswith(".xml"):
                sheet = scan_sheet(pieces, limits)
                if sheet is not None:
                    sheets[entry.filename] = sheet
            for _ in pieces:
                pass
            left = pieces.left
    return sheets


def _check_claims(entries: list[zipfile.ZipInfo], most: int) -> None:
    """What the file says of itself."""
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > most:
        raise BadInput("table_bomb")
    if len({entry.filename for entry in entries}) < len(entries):
        raise BadInput("table_broken")
    if any(entry.flag_bits & _LOCKED for entry in entries):
        raise BadInput("table_old_or_locked")


class _Counted:
    """The pieces of an entry. Raises BadInput ``table_bomb`` when they come to too much."""

    def __init__(self, file: IO[bytes], left: int) -> None:
        self._file = file
        self.left = left

    def __iter__(self) -> Iterator[bytes]:
        while piece := self._file.read(PIECE):
            self.left -= len(piece)
            if self.left < 0:
                raise BadInput("table_bomb")
            yield piece


def _the_sheet(archive: zipfile.ZipFile, sheets: dict[str, Sheet]) -> tuple[str, Sheet]:
    """The name and cells of the one visible sheet with something in it."""
    targets = {
        tag["Id"]: _entry_name(tag["Target"])
        for name, tag in read_start_tags(archive.read("xl/_rels/workbook.xml.rels"))
        if name == "Relationship"
    }
    found = [
        (tag["name"], sheets[targets[tag["id"]]])
        for name, tag in read_start_tags(archive.read("xl/workbook.xml"))
        if name == "sheet"
        and tag.get("state", "visible") == "visible"
        and targets.get(tag["id"]) in sheets
        and sheets[targets[tag["id"]]].cells
    ]
    if not found:
        raise BadInput("table_empty")
    if len(found) > 1:
        raise BadInput("table_many_sheets", names="、".join(name for name, _ in found))
    return found[0]


def _entry_name(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _rows(data: bytes, name: str, sheet: Sheet) -> Rows:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            values = workbook.get_sheet_by_name(name)
            left = values.start[1] if values.start else 0
            line = 0
            for line, row in enumerate(values.iter_rows(), start=1):
                cells = [""] * left + [_text(value) for value in row]
                yield line, _with_formulas(cells, sheet.formulas.get(line))
    except (CalamineError, *_BROKEN) as error:
        raise BadInput("table_broken") from error
    for beyond in sorted(number for number in sheet.formulas if number > line):
        yield beyond, _with_formulas([], sheet.formulas[beyond])


def _with_formulas(cells: list[str], formulas: dict[int, str] | None) -> list[str]:
    for column, formula in (formulas or {}).items():
        cells += [""] * (column - len(cells))
        cells[column - 1] = formula
    return cells


def _text(value: object) -> str:
    match value:
        case str():
            return value
        case bool():
            return str(value).upper()
        case float() if value.is_integer() and abs(value) < EXACT:
            return str(int(value))
        case dt.datetime() if value.time() == dt.time():
            return value.date().isoformat()
        case _:
            return str(value)
