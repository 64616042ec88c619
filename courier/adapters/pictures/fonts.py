"""Finds and loads the fonts for pictures.

Noto Sans CJK has the words of all pictures and the rare characters of Han names; names in other
scripts (Uighur, Tibetan, Yi, Mongolian, old Zhuang letters) need the fonts of a second package.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from PIL import ImageFont

from courier.domain.errors import OutsideFailed
from courier.texts import Locale

PACKAGE = "fonts-noto-cjk"
PACKAGE_OF_NAMES = "fonts-noto-core"
FOLDERS = (
    Path("/usr/share/fonts/opentype/noto"),  # Debian, Ubuntu
    Path("/usr/share/fonts/truetype/noto"),
    Path("/usr/share/fonts/noto-cjk"),  # Arch, Alpine
    Path("/usr/share/fonts/noto"),
    Path("/usr/share/fonts/google-noto-cjk"),  # Fedora
    Path("/usr/share/fonts/google-noto-sans-cjk-fonts"),
    Path("/usr/share/fonts/google-noto"),
    Path("/Library/Fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / "Library/Fonts",
)


class Weight(StrEnum):
    """The two weights in use; the value stands in the file's name."""

    REGULAR = "Regular"
    BOLD = "Bold"


class Script(StrEnum):
    """Which letters a font has; the value stands in the file's name."""

    HAN = "NotoSansCJK"
    LETTERS = "NotoSans"
    ARABIC = "NotoSansArabic"
    TIBETAN = "NotoSerifTibetan"
    YI = "NotoSansYi"
    MONGOLIAN = "NotoSansMongolian"


# Places of the regional faces in the collection: JP, KR, SC, TC, HK.
_FACES = {Locale.ZH_HANS: 2, Locale.ZH_HANT: 3, Locale.EN: 2}
_ONE_WEIGHT = frozenset({Script.YI, Script.MONGOLIAN})
# Lines are measured by the Han font; these letters are taller than a Han character is.
_SHARE = {Script.TIBETAN: 0.8, Script.ARABIC: 0.95}


def font_file(
    weight: Weight, script: Script = Script.HAN, folders: Iterable[Path] = FOLDERS
) -> Path:
    """The file of this weight. Raises OutsideFailed ``font_missing`` with its ``package``."""
    shown = Weight.REGULAR if script in _ONE_WEIGHT else weight
    ending = "ttc" if script is Script.HAN else "ttf"
    for folder in folders:
        path = folder / f"{script}-{shown}.{ending}"
        if path.is_file():
            return path
    raise OutsideFailed(
        "font_missing", package=PACKAGE if script is Script.HAN else PACKAGE_OF_NAMES
    )


@functools.lru_cache(maxsize=512)
def font(
    weight: Weight, pixels: int, locale: Locale, script: Script = Script.HAN
) -> ImageFont.FreeTypeFont:
    """The font at a size. Raises OutsideFailed ``font_missing``."""
    if script is Script.HAN:
        return ImageFont.truetype(str(font_file(weight)), pixels, index=_FACES[locale])
    size = round(pixels * _SHARE.get(script, 1))
    return ImageFont.truetype(str(font_file(weight, script)), size)
