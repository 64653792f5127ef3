"""One page of each kind, light and dark, on a phone and on a desk: no barriers, nothing asked of others."""

import pytest
from kinds import KINDS, family

pytestmark = pytest.mark.browser


def test_every_kind_of_page_is_looked_at(site_pages):
    looked_at = {family(address) for address in KINDS.values()}
    # Articles and pages of Pelican's own stand side by side with lists in the uppermost folder.
    looked_at |= {address for address in site_pages if "/" not in address and address.endswith(".html")}
    forgotten = sorted({family(address) for address in site_pages} - looked_at)
    assert forgotten == [], "add one of each to tests/browser/kinds.py"


def test_every_page_to_look_at_is_there(site_pages):
    assert sorted(set(KINDS.values()) - set(site_pages)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_a_small_phone_and_has_no_barriers(window, kind):
    """In the dark only colours are looked at, which is all that changes; `make sweep` does so with all other pages."""
    window.go(KINDS[kind])
    found = []
    for width in (320, 1280):
        window.become(width=width)
        found += [f"{width}: {wide}" for wide in window.overflow()]
        found += [f"{width}, light: {barrier}" for barrier in window.barriers()]
        window.paint("dark")
        found += [f"{width}, dark: {barrier}" for barrier in window.barriers(["cat.color"])]
    assert not found, "\n".join(found)


def test_the_open_menu_has_no_barriers(window):
    window.go("")
    found = []
    for scheme in ("light", "dark"):
        window.become(width=320, scheme=scheme)
        window.page.locator("[popovertarget=menu]:visible").first.click()
        assert window.page.locator("#menu").is_visible()
        found += [f"{scheme}: {barrier}" for barrier in [*window.barriers(), *window.overflow()]]
        window.page.keyboard.press("Escape")
    assert not found, "\n".join(found)
