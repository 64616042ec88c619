"""Our papers as bad photographs: turned, bent, blurred, noisy, dark, squeezed, half covered."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from courier.adapters.pictures.maker import PillowPictures
from tests.factories.pictures import CARD_ADDRESS, SLIP_CODE, card_face, saved, slip_face

SEVERITIES = (1, 2, 3, 4, 5)
LONG_SIDE = 1600  # of the photograph
GRAIN = 52  # standard deviation of the mean of two even chances of 0 to 255
TABLE, FINGER = (122, 104, 86), (206, 160, 130)


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture as a phone sends it, and what its code says."""

    picture: bytes
    text: str
    paper: str


def photographs(severity: int, count: int, *, seed: int) -> Iterator[Photograph]:
    """So many, slips and cards in turn; the same ones for the same seed."""
    chance = Random(f"{seed}/{severity}")  # noqa: S311 a photograph is no secret
    for number in range(count):
        paper, text = (("slip", SLIP_CODE), ("card", CARD_ADDRESS))[number % 2]
        yield Photograph(_photographed(_paper(paper), severity, chance), text, paper)


@cache
def _paper(name: str) -> Image.Image:
    maker = PillowPictures()
    face = {
        "slip": lambda: maker.slip_png(slip_face(), "zh_Hans"),
        "card": lambda: maker.card(card_face(), "zh_Hans").front,
    }[name]()
    return Image.open(io.BytesIO(face)).convert("RGB")


def _photographed(paper: Image.Image, severity: int, chance: Random) -> bytes:
    picture = _on_a_table(_covered(paper, severity, chance), severity, chance)
    picture = _seen_from_aside(picture, severity, chance)
    picture = picture.filter(ImageFilter.GaussianBlur(0.35 * severity * chance.uniform(0.5, 1)))
    picture = _noisy(_shaded(picture, severity, chance), severity, chance)
    return saved(picture, "JPEG", quality=92 - 14 * severity)


def _covered(paper: Image.Image, severity: int, chance: Random) -> Image.Image:
    """A finger on the code: one hundredth of it for each step."""
    (code,) = zxingcpp.read_barcodes(paper)
    corners = (code.position.top_left, code.position.bottom_right)
    left, top, right, bottom = (value for corner in corners for value in (corner.x, corner.y))
    radius = (right - left) * math.sqrt(severity / 100 / math.pi)
    x, y = chance.uniform(left, right), chance.uniform(top, bottom)
    covered = paper.copy()
    ImageDraw.Draw(covered).ellipse((x - radius, y - radius, x + radius, y + radius), fill=FINGER)
    return covered


def _on_a_table(paper: Image.Image, severity: int, chance: Random) -> Image.Image:
    """The further away, the smaller."""
    around = 1.25 + 0.15 * severity * chance.uniform(0.5, 1)
    table = Image.new("RGB", (int(paper.width * around), int(paper.height * around)), TABLE)
    table.paste(paper, ((table.width - paper.width) // 2, (table.height - paper.height) // 2))
    scale = LONG_SIDE / max(table.size)
    return table.resize((int(table.width * scale), int(table.height * scale)))


def _seen_from_aside(picture: Image.Image, severity: int, chance: Random) -> Image.Image:
    """Turned by up to eight degrees a step, and further away on one side than on the other."""
    angle = math.radians(chance.uniform(-8, 8) * severity)
    tilt = [chance.uniform(-0.08, 0.08) * severity / side for side in picture.size]
    cos, sin, (x, y) = math.cos(angle), math.sin(angle), (side / 2 for side in picture.size)
    middle = 1 - tilt[0] * x - tilt[1] * y  # how deep the corner is, the middle being 1
    across = (x * tilt[0] + cos, x * tilt[1] - sin, x * middle - cos * x + sin * y)
    down = (y * tilt[0] + sin, y * tilt[1] + cos, y * middle - sin * x - cos * y)
    shape = [value / middle for value in (*across, *down, *tilt)]
    return picture.transform(
        picture.size, Image.Transform.PERSPECTIVE, shape, Image.Resampling.BICUBIC, fillcolor=TABLE
    )


def _shaded(picture: Image.Image, severity: int, chance: Random) -> Image.Image:
    """Light from one side: the other loses up to an eighth a step."""
    slope = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270)))
    darkest = 255 - 32 * severity
    light = slope.point(lambda grey: darkest + grey * (255 - darkest) // 255).resize(picture.size)
    return ImageChops.multiply(picture, Image.merge("RGB", [light] * 3))


def _noisy(picture: Image.Image, severity: int, chance: Random) -> Image.Image:
    grains = [
        Image.frombytes("L", picture.size, chance.randbytes(picture.width * picture.height))
        for _ in range(2)
    ]
    strength = 9 * severity / GRAIN
    noise = Image.blend(*grains, 0.5).point(lambda grey: 128 + (grey - 128) * strength)
    return ImageChops.add(picture, Image.merge("RGB", [noise] * 3), offset=-128)
