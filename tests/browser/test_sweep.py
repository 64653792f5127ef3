"""Every page of the example site, beside those of each kind that test_pages.py looks at. Slow; `make sweep`."""

import pytest
from kinds import KINDS

pytestmark = [pytest.mark.browser, pytest.mark.sweep]

OF_COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of axe about colours: nothing else of a page changes in the dark."""
WIDTHS = (320, 768, 1280)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("quarter", range(4))
def test_no_page_has_barriers(window, site_pages, width, quarter):
    found = []
    for address in sorted({*site_pages} - {*KINDS.values()})[quarter::4]:
        window.go(address)
        window.become(width=width)
        found += [f"{address}: {barrier}" for barrier in window.barriers()]
        window.paint("dark")
        found += [f"{address}, dark: {barrier}" for barrier in window.barriers(OF_COLOURS)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("rtl", [False, True], ids=["ltr", "rtl"])
def test_no_page_scrolls_sideways(window, site_pages, rtl):
    found = []
    for address in site_pages:
        window.go(address)
        for width in WIDTHS:
            window.become(width=width, rtl=rtl)
            found += [f"{address}, {width}: {wide}" for wide in window.overflow()]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("rtl", [False, True], ids=["ltr", "rtl"])
def test_text_can_be_twice_as_large(window, rtl):
    found = []
    for kind, address in KINDS.items():
        window.go(address)
        window.become(width=640, rtl=rtl, text=200)
        found += [f"{kind}: {wide}" for wide in window.overflow()]
    assert not found, "\n".join(found)
