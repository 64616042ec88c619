"""Which kind of browser somebody uses: the family and nothing else."""

from __future__ import annotations

from enum import StrEnum


class Browser(StrEnum):
    """A family of browsers, as people call them."""

    WECHAT = "wechat"
    EDGE = "edge"
    FIREFOX = "firefox"
    CHROME = "chrome"
    SAFARI = "safari"
    OTHER = "other"


# Later browsers name earlier ones too, so the order decides.
_SAYS = (
    ("MicroMessenger", Browser.WECHAT),
    ("Edg", Browser.EDGE),
    ("Firefox", Browser.FIREFOX),
    ("FxiOS", Browser.FIREFOX),
    ("Chrom", Browser.CHROME),
    ("CriOS", Browser.CHROME),
    ("Safari", Browser.SAFARI),
)


def family_of(user_agent: str) -> Browser:
    """The family, by what the browser says of itself."""
    return next((family for word, family in _SAYS if word in user_agent), Browser.OTHER)
