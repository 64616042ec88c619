"""A font without outlines for a PDF's invisible text, complete in the file.

The Chinese fonts that reportlab knows by name lie in the reader's computer, and a reader without
them neither shows nor searches the text. This one maps every character to an empty glyph of one
em and tells the reader which character it was (ToUnicode), as scanners' text layers do.

A code is a character's number in 16 bits. Characters beyond, as rare names have, get codes of the
private area, which no text of ours uses.
"""

from __future__ import annotations

import functools
import struct
import threading
import zlib
from typing import Any

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

NAME = "InvisibleText"
_EM = 1000
_LAST_PLAIN = 0xFFFF
_PRIVATE = range(0xE000, 0xF900)
_SURROGATES = range(0xD8, 0xE0)  # high bytes that are no character alone
_RANGES_A_BLOCK = 100  # the most that a CMap allows

_lock = threading.Lock()
_codes_beyond: dict[str, int] = {}


class InvisibleFont:
    """What reportlab asks of a font whose codes have two bytes."""

    fontName = NAME  # noqa: N815 - reportlab's name
    face = None
    _multiByte = 1  # noqa: N815
    _dynamicFont = 0  # noqa: N815

    def formatForPdf(self, text: str) -> str:  # noqa: N802
        """The text as codes, escaped for a PDF string."""
        codes = (_code(character) for character in text)
        return str(escapePDF(b"".join(struct.pack(">H", code) for code in codes)))

    def stringWidth(  # noqa: N802
        self,
        text: str,
        size: float,
        encoding: str = "",  # noqa: ARG002 - reportlab passes it by name
    ) -> float:
        """One em a character."""
        return len(text) * size

    def addObjects(self, document: Any) -> None:  # noqa: ANN401, N802
        """Put the font into a document."""
        inner = f"F{len(document.fontMapping) + 1}"
        reference = document.Reference(_type0(document), inner)
        document.idToObject["BasicFonts"].dict[inner] = reference
        document.fontMapping[NAME] = f"/{inner}"


def prepare(texts: list[str]) -> None:
    """Make the font ready for these texts: before the document's first line."""
    for text in texts:
        for character in text:
            _code(character)
    if NAME not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(InvisibleFont())


def _code(character: str) -> int:
    number = ord(character)
    if number <= _LAST_PLAIN:
        return number
    with _lock:
        free = _PRIVATE[len(_codes_beyond) % len(_PRIVATE)]
        return _codes_beyond.setdefault(character, free)


def _type0(document: Any) -> PDFDictionary:  # noqa: ANN401
    descendant = PDFDictionary(
        {
            "Type": PDFName("Font"),
            "Subtype": PDFName("CIDFontType2"),
            "BaseFont": PDFName(NAME),
            "CIDSystemInfo": PDFDictionary(
                {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
            ),
            "FontDescriptor": document.Reference(_descriptor(document)),
            "DW": _EM,
            "CIDToGIDMap": document.Reference(_stream(bytes(2 * (_LAST_PLAIN + 1)))),
        }
    )
    return PDFDictionary(
        {
            "Type": PDFName("Font"),
            "Subtype": PDFName("Type0"),
            "BaseFont": PDFName(NAME),
            "Encoding": PDFName("Identity-H"),
            "DescendantFonts": PDFArray([document.Reference(descendant)]),
            "ToUnicode": document.Reference(_stream(_to_unicode())),
        }
    )


def _descriptor(document: Any) -> PDFDictionary:  # noqa: ANN401
    file = font_file()
    return PDFDictionary(
        {
            "Type": PDFName("FontDescriptor"),
            "FontName": PDFName(NAME),
            "Flags": 4,
            "FontBBox": PDFArray([0, 0, _EM, _EM]),
            "ItalicAngle": 0,
            "Ascent": 880,
            "Descent": -120,
            "CapHeight": 880,
            "StemV": 80,
            "FontFile2": document.Reference(_stream(file, Length1=len(file))),
        }
    )


def _stream(content: bytes, **entries: int) -> PDFStream:
    packed = zlib.compress(content)
    return PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode"), **entries}), packed)


def _to_unicode() -> bytes:
    lines = [
        f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>"
        for high in range(0x100)
        if high not in _SURROGATES and not 0xE0 <= high < 0xF9  # noqa: PLR2004 - the private area
    ]
    beyond = [
        f"<{code:04X}> <{code:04X}> <{character.encode('utf-16-be').hex().upper()}>"
        for character, code in list(_codes_beyond.items())
    ]
    return _cmap([*lines, *beyond]).encode("ascii")


def _cmap(lines: list[str]) -> str:
    blocks = [lines[at : at + _RANGES_A_BLOCK] for at in range(0, len(lines), _RANGES_A_BLOCK)]
    ranges = "".join(
        f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange\n" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{ranges}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )


@functools.cache
def font_file() -> bytes:
    """The smallest TrueType file: one empty glyph of one em (OpenType 1.9, required tables)."""
    tables = {
        # Format 4 with its closing segment alone: no character has a glyph of its own.
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 1, 12)
        + struct.pack(">12H", 4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0, 0xFFFF, 1, 0),
        b"glyf": bytes(4),
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh",
            *(0x00010000, 0x00010000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, 0, _EM, _EM, 0, 8, 2, 0, 0),
        ),
        b"hhea": struct.pack(">IhhhHhhhhhh8xhH", 0x00010000, 880, -120, 0, _EM, *[0] * 6, 0, 1),
        b"hmtx": struct.pack(">Hh", _EM, 0),
        b"loca": struct.pack(">HH", 0, 0),
        b"maxp": struct.pack(">IH13H", 0x00010000, 1, 0, 0, 0, 0, 2, *[0] * 8),
        b"post": struct.pack(">IIhhIIIII", 0x00030000, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    return _packed(tables)


def _packed(tables: dict[bytes, bytes]) -> bytes:
    offset = 12 + 16 * len(tables)
    header, body = struct.pack(">IHHHH", 0x00010000, len(tables), 128, 3, 0), b""
    for tag, content in sorted(tables.items()):
        padded = content + bytes(-len(content) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        header += struct.pack(">4sIII", tag, checksum, offset + len(body), len(content))
        body += padded
    return header + body
