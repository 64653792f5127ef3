"""The owner's one colour can always be read."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_converse.colours import BY_NIGHT, DARK_GROUND, LIGHT_GROUND, READABLE, accents, contrast

CSS = Path(__file__).resolve().parents[2] / "theme" / "static" / "css"
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def grounds(sheet):
    """The paper and the sheet that a stylesheet sets."""
    text = (CSS / sheet).read_text(encoding="utf-8")
    return re.findall(r"--converse-(?:paper|sheet): *(#[0-9a-f]{6});", text)


def test_the_grounds_are_those_of_the_stylesheets_where_reading_is_hardest():
    assert len(grounds("tokens.css")) == len(grounds("dark.css")) == 2
    assert min(grounds("tokens.css"), key=lambda ground: contrast(ground, "#000000")) == LIGHT_GROUND
    assert max(grounds("dark.css"), key=lambda ground: contrast(ground, "#000000")) == DARK_GROUND


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#8a3b12", "#8a3b12") == 1


@given(COLOURS)
def test_every_colour_ends_where_it_can_be_read(colour):
    found = accents(colour)
    for ground in grounds("tokens.css"):
        assert contrast(found.light, ground) >= READABLE == 4.5
    for ground in grounds("dark.css"):
        assert contrast(found.dark, ground) >= READABLE
    assert re.fullmatch(r"#[0-9a-f]{6}", found.light)
    assert re.fullmatch(r"#[0-9a-f]{6}", found.dark)


@given(COLOURS)
def test_a_colour_that_can_be_read_stays_as_the_owner_chose_it(colour):
    found = accents(colour)
    assert (found.light == colour) == (contrast(colour, LIGHT_GROUND) >= READABLE)
    assert (found.dark == colour) == (contrast(colour, DARK_GROUND) >= BY_NIGHT)


@pytest.mark.parametrize("colour", ["#1f5c66", "#0b6b3a", "#0000ff", "#8a3b12", "#222222"])
def test_a_sober_colour_does_not_glow_in_the_dark(colour):
    """Saturation as screens know it: neon has one channel far from the others."""
    dark = accents(colour).dark
    channels = [int(dark[start : start + 2], 16) for start in (1, 3, 5)]
    assert max(channels) - min(channels) < 128
    hue = [sorted(range(3), key=lambda place, code=code: int(code[1 + 2 * place :][:2], 16)) for code in (colour, dark)]
    assert colour == "#222222" or hue[0][-1] == hue[1][-1]
