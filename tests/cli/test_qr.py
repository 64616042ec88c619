"""``courier qr read``: every file gets its line, whatever it is."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from PIL import Image

from courier.adapters.codes import qr_picture
from courier.cli import main
from tests.factories.pictures import CARD_ADDRESS, RECEIPT_CODE, SLIP_CODE, saved


@pytest.fixture
def folder(tmp_path):
    """Pictures and what people take for pictures."""
    slip = qr_picture(SLIP_CODE, size=400)
    moving = saved(slip, "GIF", save_all=True, append_images=[Image.new("L", slip.size)])
    turned = Image.Exif()
    turned[0x0112] = 6
    files = {
        "slip.png": saved(slip),
        "card.jpg": saved(qr_picture(CARD_ADDRESS, size=600), "JPEG", exif=turned),
        "receipt.webp": saved(qr_picture(f"HTTPS://X.EXAMPLE/R/{RECEIPT_CODE}", size=400), "WEBP"),
        "moving.gif": moving,
        "nothing.png": saved(Image.new("L", (200, 200), "white")),
        "deep/空 格.png": saved(qr_picture("https://qr.alipay.com/fkx1", size=300)),
        "empty.jpg": b"",
        "text.jpg": b"not a picture at all",
        "cut.jpg": saved(Image.effect_noise((400, 400), 90).convert("RGB"), "JPEG")[:9000],
        "phone.heic": b"\0\0\0\x18ftypheic" + bytes(100),
        "paper.pdf": b"%PDF-1.7 ...",
        "huge.png": saved(Image.new("1", (10_000, 10_000))),
    }
    (tmp_path / "deep").mkdir()
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def rows_of(*arguments: str) -> tuple[int, dict[str, dict]]:
    result = CliRunner().invoke(main, ["qr", "read", *arguments, "--json"])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return result.exit_code, {row["path"].rpartition("/")[2]: row for row in rows}


def test_each_file_of_a_folder_has_its_line_and_no_bad_one_stops_the_rest(folder):
    code, rows = rows_of(str(folder), str(folder / "gone.png"))
    assert code == 1
    assert {name: row["kind"] for name, row in rows.items() if "kind" in row} == {
        "slip.png": "slip",
        "card.jpg": "card",
        "receipt.webp": "receipt",
        "moving.gif": "slip",
        "nothing.png": None,
        "空 格.png": "payment",
    }
    assert {name: row["error"] for name, row in rows.items() if "error" in row} == {
        "empty.jpg": "picture_empty",
        "text.jpg": "picture_not_readable",
        "cut.jpg": "picture_not_readable",
        "phone.heic": "picture_heic",
        "paper.pdf": "picture_pdf",
        "huge.png": "picture_too_many_pixels",
        "gone.png": "picture_not_found",
    }
    assert all(row["message"] for row in rows.values() if "error" in row)
    assert rows["slip.png"]["texts"] == [SLIP_CODE]
    assert sum(row["ms_cpu"] for row in rows.values() if "texts" in row) > 0  # clocks may be coarse


def test_when_all_files_are_pictures_the_end_is_good(folder):
    code, rows = rows_of(str(folder / "slip.png"), str(folder / "nothing.png"))
    assert code == 0
    assert rows["nothing.png"]["texts"] == []


def test_people_get_lines_that_they_can_read(folder):
    asked = ["qr", "read", str(folder / "slip.png"), str(folder / "paper.pdf")]
    result = CliRunner().invoke(main, asked)
    assert SLIP_CODE in result.stdout
    assert "PDF文件" in result.stdout


@pytest.mark.parametrize("name", ["qr", "field"])
def test_the_benchmarks_of_papers_and_pages_are_commands(name):
    assert CliRunner().invoke(main, ["bench", name, "--help"]).exit_code == 0


def test_a_folder_without_a_file_is_told_and_is_no_success(tmp_path):
    result = CliRunner().invoke(main, ["qr", "read", str(tmp_path)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "没有照片" in result.stderr
