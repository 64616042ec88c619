"""The XML of an XLSX file, read by its tags alone: where cells are and which are computed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from courier.domain.errors import BadInput

MAX_TAGS = 100_000  # of the small parts that are read whole
LONGEST_FORMULA = 200
_REFERENCE = re.compile(r"([A-Z]{1,7})([0-9]{1,10})")
_VALUES = frozenset({"v", "is", "f"})


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a sheet's cells may go."""

    columns: int
    rows: int
    cells: int


@dataclass(slots=True)
class Sheet:
    """How many cells hold something, and the formulas by row and column, both from 1."""

    cells: int = 0
    formulas: dict[int, dict[int, str]] = field(default_factory=dict)


def scan_sheet(pieces: Iterable[bytes], limits: Limits) -> Sheet | None:
    """The sheet that the pieces are, None when they are another part.

    Raises BadInput ``table_broken``, ``table_too_many_columns``, ``table_too_many_rows`` or
    ``table_too_many_cells``.
    """
    scan = _SheetScan(limits)
    parser = _parser()
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.text
    try:
        for piece in pieces:
            parser.Parse(piece, False)  # noqa: FBT003 - expat's own signature
            if scan.is_sheet is False:
                return None
        parser.Parse(b"", True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as error:
        raise BadInput("table_broken") from error
    return scan.sheet


def read_start_tags(data: bytes) -> list[tuple[str, dict[str, str]]]:
    """All start tags in order, names and attributes without their prefix."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(found) >= MAX_TAGS:
            raise BadInput("table_broken")
        found.append((_bare(name), {_bare(key): value for key, value in attributes.items()}))

    parser = _parser()
    parser.StartElementHandler = start
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as error:
        raise BadInput("table_broken") from error
    return found


class _SheetScan:
    """Follows the tags of one part."""

    def __init__(self, limits: Limits) -> None:
        self.is_sheet: bool | None = None
        self.sheet = Sheet()
        self._limits = limits
        self._row = self._column = 0
        self._widest = 1
        self._counted = False
        self._formula: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        bare = _bare(name)
        if self.is_sheet is None:
            self.is_sheet = bare == "worksheet"
        elif bare == "c":
            self._enter_cell(attributes.get("r"))
        elif bare == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._column = 0
        elif bare in _VALUES and not self._counted and self._column:
            self._count_cell()
        if bare == "f":
            self._formula = []

    def end(self, name: str) -> None:
        if self._formula is not None and _bare(name) == "f":
            formula = "=" + "".join(self._formula)[:LONGEST_FORMULA]
            self.sheet.formulas.setdefault(self._row, {})[self._column] = formula
            self._formula = None

    def text(self, text: str) -> None:
        if self._formula is not None:
            self._formula.append(text)

    def _enter_cell(self, reference: str | None) -> None:
        self._counted = False
        self._column += 1
        if reference is None:
            return
        place = _REFERENCE.fullmatch(reference)
        if place is None:
            raise BadInput("table_broken")
        self._column, self._row = _column_number(place[1]), int(place[2])

    def _count_cell(self) -> None:
        self._counted = True
        self.sheet.cells += 1
        self._widest = max(self._widest, self._column)
        if self._column > self._limits.columns:
            raise BadInput("table_too_many_columns", most=self._limits.columns)
        if self._row > self._limits.rows:
            raise BadInput("table_too_many_rows", most=self._limits.rows)
        # A reader keeps the whole rectangle up to the furthest cell.
        if max(self.sheet.cells, self._widest * self._row) > self._limits.cells:
            raise BadInput("table_too_many_cells", most=self._limits.cells)


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    """Entities belong to attacks, not to spreadsheets."""
    raise BadInput("table_broken")


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
