"""The owner's one colour, mended where words in it could not be read."""

import math
from dataclasses import dataclass

LIGHT_GROUND = "#f6eddf"
DARK_GROUND = "#25211c"
"""Where the accent is hardest to read: the darker light ground and the lighter dark one of `tokens.css`."""
READABLE = 4.5
"""The least contrast of words, from WCAG 2.2 AA."""
BY_NIGHT = 7.0
"""The contrast on dark pages, where a colour that barely passes glares; it is softened too."""
SOFT = 0.09
"""The most chroma (OKLCH's) of a colour that was lightened: with more of it, sober ones turn neon."""


@dataclass(frozen=True)
class Accents:
    """The accent for light and for dark pages."""

    light: str
    dark: str


def accents(colour: str) -> Accents:
    """The colour as `#rrggbb`, darkened for light pages and lightened for dark ones until it can be read."""
    return Accents(
        _mended(colour, LIGHT_GROUND, READABLE, -0.01, 1), _mended(colour, DARK_GROUND, BY_NIGHT, 0.01, SOFT)
    )


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG's relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _mended(colour: str, ground: str, enough: float, step: float, most_chroma: float) -> str:
    lightness, a, b = _times(_TO_OKLAB, [channel ** (1 / 3) for channel in _times(_TO_LMS, _linear(colour))])
    soft = min(1, most_chroma / (math.hypot(a, b) or 1))
    while contrast(colour, ground) < enough and 0 <= lightness <= 1:
        lightness += step
        colour = _hex(_times(_TO_RGB, [part**3 for part in _times(_FROM_OKLAB, [lightness, soft * a, soft * b])]))
    return colour


def _hex(linear: list[float]) -> str:
    """What a screen can't show is brought to where it can."""
    shown = (min(max(c, 0), 1) for c in linear)
    return "#" + "".join(
        f"{round(255 * (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055)):02x}" for c in shown
    )


def _linear(colour: str) -> list[float]:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


Matrix = tuple[tuple[float, float, float], ...]


def _times(matrix: Matrix, vector: list[float]) -> list[float]:
    return [sum(one * other for one, other in zip(row, vector, strict=True)) for row in matrix]


_TO_LMS: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_OKLAB: Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_OKLAB: Matrix = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_TO_RGB: Matrix = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
"""From linear light to OKLab and back, after Björn Ottosson (https://bottosson.github.io/posts/oklab/)."""
