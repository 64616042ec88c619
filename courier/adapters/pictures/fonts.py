"""Finds and loads the fonts for pictures: Noto Sans CJK, which has the rare characters of names."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from PIL import ImageFont

from courier.domain.errors import OutsideFailed
from courier.texts import Locale

PACKAGE = "fonts-noto-cjk"
FOLDERS = (
    Path("/usr/share/fonts/opentype/noto"),  # Debian, Ubuntu
    Path("/usr/share/fonts/noto-cjk"),  # Arch, Alpine
    Path("/usr/share/fonts/google-noto-cjk"),  # Fedora
    Path("/usr/share/fonts/google-noto-sans-cjk-fonts"),
    Path("/Library/Fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / "Library/Fonts",
)


class Weight(StrEnum):
    """The two weights in use; the value stands in the file's name."""

    REGULAR = "Regular"
    BOLD = "Bold"


# Places of the regional faces in the collection: JP, KR, SC, TC, HK.
_FACES = {Locale.ZH_HANS: 2, Locale.ZH_HANT: 3, Locale.EN: 2}


def font_file(weight: Weight, folders: Iterable[Path] = FOLDERS) -> Path:
    """The collection of this weight. Raises OutsideFailed ``font_missing``."""
    for folder in folders:
        path = folder / f"NotoSansCJK-{weight}.ttc"
        if path.is_file():
            return path
    raise OutsideFailed("font_missing", package=PACKAGE)


@functools.lru_cache(maxsize=256)
def font(weight: Weight, pixels: int, locale: Locale) -> ImageFont.FreeTypeFont:
    """The font at a size. Raises OutsideFailed ``font_missing``."""
    return ImageFont.truetype(str(font_file(weight)), pixels, index=_FACES[locale])
