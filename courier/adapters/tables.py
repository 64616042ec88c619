"""Opens CSV and XLSX files that strangers send, within limits.

CSV may be UTF-8 (with or without BOM) or GB18030, with commas, semicolons or tabs.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from courier.adapters.workbook_writing import workbook
from courier.adapters.workbooks import sheet_rows
from courier.domain.errors import BadInput
from courier.ports import Table

MAX_BYTES = 50 * 1024 * 1024
MAX_COLUMNS = 200
MAX_ROWS = 1_000_000
DELIMITERS = ",\t;"
LONGEST_HEADER = 64 * 1024  # bytes in which the first line must end

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BLANK = b" \t\r\n,;"


@dataclass(frozen=True, slots=True)
class FileTables:
    """The TableReader for files."""

    max_bytes: int = MAX_BYTES
    max_rows: int = MAX_ROWS

    def open(self, data: bytes) -> Table:
        """A CSV or XLSX file, told by its first bytes, not by its name."""
        if len(data) > self.max_bytes:
            raise BadInput("table_too_large", megabytes=self.max_bytes // (1024 * 1024))
        if data.startswith(_ZIP):
            rows = sheet_rows(data, max_columns=MAX_COLUMNS, max_rows=self.max_rows)
            return Table(lambda: _counted(rows(), self.max_rows), "utf-8-sig", ",")
        if data.startswith(_OLE):
            raise BadInput("table_old_or_locked")
        return self._open_csv(data)

    def workbook(self, rows: Iterable[list[str]]) -> Iterator[bytes]:
        """An XLSX file of these rows, in pieces."""
        return workbook(rows)

    def _open_csv(self, data: bytes) -> Table:
        encoding = _encoding(data)
        first = _first_line(data.removeprefix(codecs.BOM_UTF8))
        delimiter = _delimiter(first.decode(encoding, "replace"))
        return Table(
            lambda: _counted(_csv_rows(data, encoding, delimiter), self.max_rows),
            encoding,
            delimiter,
        )


def _encoding(data: bytes) -> str:
    """The encoding that reads every byte; a name of Python's."""
    if not data.removeprefix(codecs.BOM_UTF8).strip(_BLANK):
        raise BadInput("table_empty")
    if data.startswith(_UTF16):
        raise BadInput("table_utf16")
    if b"\0" in data[:LONGEST_HEADER]:
        raise BadInput("table_not_a_table")
    fault = _first_fault(data, "utf-8")
    if fault is None:
        return "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    # What reads as UTF-8 beyond ASCII up to its fault is damaged UTF-8, not GB18030.
    if not data[:fault].isascii():
        raise BadInput("table_encoding", line=_line_of(data, fault))
    fault = _first_fault(data, "gb18030")
    if fault is not None:
        raise BadInput("table_encoding", line=_line_of(data, fault))
    return "gb18030"


def _first_fault(data: bytes, encoding: str) -> int | None:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return None


def _line_of(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1


def _first_line(data: bytes) -> bytes:
    """The header's line. Raises BadInput ``table_too_many_columns`` for an endless one."""
    line = re.split(rb"[\r\n]", data[: LONGEST_HEADER + 1].lstrip(), maxsplit=1)[0]
    if len(line) > LONGEST_HEADER:
        raise BadInput("table_too_many_columns", most=MAX_COLUMNS)
    return line


def _delimiter(header: str) -> str:
    return max(DELIMITERS, key=header.count)


def _csv_rows(data: bytes, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise BadInput("table_quotes", line=line) from error
        if cells is None:
            return
        yield line, cells
        line = reader.line_num + 1


def _counted(
    rows: Iterator[tuple[int, list[str]]], max_rows: int
) -> Iterator[tuple[int, list[str]]]:
    """Without blank rows. Raises BadInput ``table_too_many_rows``, ``table_too_many_columns``."""
    for count, (line, cells) in enumerate(rows):
        if count > max_rows:
            raise BadInput("table_too_many_rows", most=max_rows)
        if len(cells) > MAX_COLUMNS:
            raise BadInput("table_too_many_columns", most=MAX_COLUMNS)
        if any(cell and not cell.isspace() for cell in cells):
            yield line, cells
