"""A sheet to draw on, measured in units so that one layout serves screen and print."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Literal

from PIL import Image, ImageDraw

from courier.adapters.codes import ErrorLevel, qr_picture
from courier.adapters.pictures.fonts import Weight, font
from courier.adapters.pictures.lettering import Lettering
from courier.adapters.pictures.png import as_png
from courier.adapters.pictures.wrapping import cut, wrapped
from courier.texts import Locale

INK, QUIET, LINE, PAPER = "#1B2622", "#55635D", "#D5DDD9", "#FFFFFF"
GREEN, GREEN_PALE = "#0B5D4E", "#EAF3F0"
AMBER_INK, AMBER_PALE = "#5B3A00", "#FFF2D3"
LEADING = 1.32
ASCENT = 1.16  # ems from the top of a line of Noto Sans CJK to its baseline
# Chinese fonts give curly quotes the width of a character: holes in an English word.
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")

Align = Literal["left", "centre", "right"]
_STAMP_INK = "#B3261ECC"
_DARK = 150  # of 255: lighter edges of letters stay white, thin strokes stay whole
_BLACK_OR_WHITE = [0] * _DARK + [255] * (256 - _DARK)
_SHARE_LEFT = {"left": 0.0, "centre": 0.5, "right": 1.0}  # of a line, left of its place


@dataclass(frozen=True, slots=True)
class Written:
    """One line as it was drawn, in units from the top left: what a PDF's text layer repeats."""

    text: str
    x: float
    y: float
    size: float
    width: float


@dataclass(frozen=True, slots=True)
class Style:
    """How a line looks; ``size`` is the em in units."""

    size: float
    weight: Weight = Weight.REGULAR
    ink: str = INK
    align: Align = "left"


@dataclass(slots=True)
class Sheet:
    """A canvas of ``width`` x ``height`` units at ``scale`` pixels a unit."""

    width: float
    height: float
    scale: float
    locale: Locale
    paper: str = PAPER
    written: list[Written] = field(default_factory=list)
    image: Image.Image = field(init=False)
    draw: ImageDraw.ImageDraw = field(init=False)

    def __post_init__(self) -> None:
        size = (self._px(self.width), self._px(self.height))
        self.image = Image.new("RGB", size, self.paper)
        self.draw = ImageDraw.Draw(self.image)

    def line(self, text: str, x: float, y: float, style: Style) -> float:
        """Draw one line; ``x`` is its left, middle or right. The y below it is returned."""
        lettering = self._lettering(style, style.size)
        wide = lettering.length(text) / self.scale
        left = x - wide * _SHARE_LEFT[style.align]
        lettering.draw(self.draw, (left * self.scale, y * self.scale), text, style.ink)
        self.written.append(Written(text, left, y, style.size, wide))
        return y + style.size * LEADING

    def block(
        self,
        text: str,
        box: tuple[float, float, float],
        style: Style,
        *,
        lines: int = 1,
        smallest: float | None = None,
        centred_in: float = 0,
    ) -> float:
        """Draw text in a box (x, y, width) at the largest size from ``style.size`` down to
        ``smallest`` at which it takes no more than ``lines``; at the smallest it is cut.

        With a height, ``centred_in``, it stands in the middle of it. The y below is returned.
        """
        x, y, width = box
        shown = text.translate(_STRAIGHT) if self.locale is Locale.EN else text
        fitted, parts = self._fitted(shown, width, style, lines, smallest or style.size)
        y += max(0, centred_in - len(parts) * fitted.size * LEADING) / 2
        start = x + width * _SHARE_LEFT[style.align]
        for part in parts:
            y = self.line(part, start, y, fitted)
        return y

    def rule(self, x: float, y: float, width: float, ink: str = LINE) -> None:
        """A thin line across."""
        right = (x + width) * self.scale
        self.draw.rectangle(
            (x * self.scale, y * self.scale, right, y * self.scale + self._px(1.5)), fill=ink
        )

    def panel(
        self, box: tuple[float, float, float, float], fill: str, *, radius: float = 0
    ) -> None:
        """A filled rectangle; ``box`` is x, y, width, height."""
        x, y, width, height = box
        corners = (
            x * self.scale,
            y * self.scale,
            (x + width) * self.scale - 1,
            (y + height) * self.scale - 1,
        )
        self.draw.rounded_rectangle(corners, radius=radius * self.scale, fill=fill)

    def code(self, text: str, x: float, y: float, size: float, error: ErrorLevel = "m") -> None:
        """A QR code in the middle of a white square of ``size``."""
        self.panel((x, y, size, size), PAPER)
        side = self._px(size)
        picture = qr_picture(text, size=side, error=error)
        inset = (side - picture.width) // 2
        self.image.paste(picture, (self._px(x) + inset, self._px(y) + inset))

    def picture(self, picture: Image.Image, x: float, y: float, size: tuple[float, float]) -> None:
        """A picture, resized to ``size`` units."""
        pixels = (self._px(size[0]), self._px(size[1]))
        resized = picture.convert("RGB").resize(pixels, Image.Resampling.HAMMING)
        self.image.paste(resized, (self._px(x), self._px(y)))

    def cropped(self, height: float) -> None:
        """Cut the sheet off at ``height``."""
        self.height = height
        self.image = self.image.crop((0, 0, self.image.width, self._px(height)))
        self.draw = ImageDraw.Draw(self.image)

    def in_black_and_white(self) -> None:
        """Make each dot black or white: a printer that only heats a dot or not knows no grey."""
        self.image = self.image.convert("L").point(_BLACK_OR_WHITE, mode="1")

    def png(self, dots_per_inch: int | None = None) -> bytes:
        """The sheet as PNG."""
        return as_png(self.image, dots_per_inch)

    def copy(self) -> Sheet:
        """A second sheet with all that was drawn so far."""
        twin = Sheet.__new__(Sheet)
        for name in ("width", "height", "scale", "locale", "paper"):
            setattr(twin, name, getattr(self, name))
        twin.written = list(self.written)
        twin.image = self.image.copy()
        twin.draw = ImageDraw.Draw(twin.image)
        return twin

    def fits(self, text: str, width: float, style: Style) -> bool:
        """Whether a text fits in one line of this width."""
        return self._lettering(style, style.size).length(text) <= width * self.scale

    def _fitted(
        self, text: str, width: float, style: Style, lines: int, smallest: float
    ) -> tuple[Style, list[str]]:
        size = style.size
        while True:
            measure = self._lettering(style, size).length
            parts = wrapped(text, width * self.scale, measure)
            if len(parts) <= lines or size <= smallest:
                fitted = Style(size, style.weight, style.ink, style.align)
                return fitted, cut(parts, lines, width * self.scale, measure)
            size = max(smallest, size * 0.94)

    def _lettering(self, style: Style, size: float) -> Lettering:
        return Lettering(style.weight, self._px(size), self.locale)

    def _px(self, units: float) -> int:
        return round(units * self.scale)


@functools.lru_cache(maxsize=8)
def stamp(text: str, pixels: int, locale: Locale) -> Image.Image:
    """A red stamp, aslant, on nothing."""
    face = font(Weight.BOLD, pixels, locale)
    wide = round(face.getlength(text)) + pixels
    picture = Image.new("RGBA", (wide, round(pixels * 1.9)), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    edge = (3, 3, wide - 4, picture.height - 4)
    draw.rounded_rectangle(edge, radius=pixels // 4, outline=_STAMP_INK, width=max(4, pixels // 12))
    draw.text((wide / 2, picture.height / 2), text, font=face, fill=_STAMP_INK, anchor="mm")
    return picture.rotate(18, expand=True, resample=Image.Resampling.BICUBIC)
