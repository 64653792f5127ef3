"""The owner's one colour, mended where words in it could not be read."""

import colorsys
from dataclasses import dataclass

LIGHT_GROUND = "#f6eddf"
DARK_GROUND = "#25211c"
"""Where the accent is hardest to read: the darker light ground and the lighter dark one of `tokens.css`."""
READABLE = 4.5
"""The least contrast of words, from WCAG 2.2 AA."""
BY_NIGHT = 7.0
"""The contrast on dark pages, where a colour that barely passes glares; it is softened too."""
SOFT = 0.72
"""The most saturation on dark pages."""


@dataclass(frozen=True)
class Accents:
    """The accent for light and for dark pages."""

    light: str
    dark: str


def accents(colour: str) -> Accents:
    """The colour as `#rrggbb`, darkened for light pages and lightened for dark ones until it can be read."""
    by_day = _mended(colour, LIGHT_GROUND, READABLE, -0.01, 1)
    return Accents(by_day, _mended(colour, DARK_GROUND, BY_NIGHT, 0.01, SOFT))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG's relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _mended(colour: str, ground: str, enough: float, step: float, most_saturation: float) -> str:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    while contrast(colour, ground) < enough and 0 <= lightness <= 1:
        lightness += step
        red, green, blue = colorsys.hls_to_rgb(hue, min(max(lightness, 0), 1), min(saturation, most_saturation))
        colour = f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
    return colour


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
