"""``courier qr read``: which codes are in pictures, and what they are."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from courier.cli.complaints import locale_option, sentence
from courier.code_wiring import code_reader
from courier.domain.errors import CourierError
from courier.domain.scanned import told_first
from courier.texts import Locale, say

SOME_NOT_READABLE = 1
NO_FILES = 2


@click.group()
def qr() -> None:
    """Codes in pictures."""


@qr.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="one JSON object a file and line")
@locale_option
@click.pass_context
def read(ctx: click.Context, *, paths: Sequence[Path], as_json: bool, locale: Locale) -> None:
    """Read the codes in pictures and in folders of them.

    A file that is no picture is told and not the end; the exit code is then 1. Where there is
    no file at all it is 2.
    """
    files = list(_files(paths))
    if not files:
        click.echo(say("errors.scan_no_files", locale), err=True)
        ctx.exit(NO_FILES)
    reader, all_readable = code_reader(processes=1), True
    for path in files:
        found: dict[str, Any] = {"path": os.fsencode(path).decode("utf-8", "replace")}
        try:
            reading = reader.measure_file(path)
            kind = told_first(reading.texts).kind if reading.texts else None
            found |= {"texts": reading.texts, "kind": kind, "ms_cpu": reading.ms_cpu}
        except CourierError as error:
            all_readable = False
            found |= {"error": error.code, "message": sentence(error, locale)}
        click.echo(json.dumps(found, ensure_ascii=False) if as_json else _line(found, locale))
    ctx.exit(0 if all_readable else SOME_NOT_READABLE)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.is_file())
        else:
            yield path


def _line(found: dict[str, Any], locale: Locale) -> str:
    nothing = say("errors.scan_nothing_found", locale)
    said = found.get("message") or "\n\t".join(found["texts"]) or nothing
    return f"{found['path']}\n\t{said}"
