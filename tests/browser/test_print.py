"""What comes out of a printer."""

import pytest
from kinds import KINDS

pytestmark = pytest.mark.browser

A4 = 670
"""The width of A4 without its margins, in CSS pixels."""
STAYS_ON_SCREEN = "nav, form, button, .bar, .menu, .skip-link, .pagination"


@pytest.mark.parametrize("kind", KINDS)
def test_navigation_and_forms_are_not_printed(window, kind):
    window.go(KINDS[kind])
    window.become(width=A4)
    window.page.emulate_media(media="print")
    printed = window.page.locator(STAYS_ON_SCREEN).filter(visible=True).all()
    assert [element.evaluate("e => e.outerHTML.slice(0, 90)") for element in printed] == []
    assert window.page.locator("h1").first.is_visible()
    assert window.overflow() == []


def test_the_printed_contact_page_says_when_and_whom_to_call(window):
    window.go("contact/")
    window.become(width=A4)
    window.page.emulate_media(media="print")
    words = window.page.locator("main").inner_text()
    assert "+43 316 555 01" in words.replace("\N{NO-BREAK SPACE}", " ")
    assert "Griesgasse 12" in words
    table = window.page.locator("main table").first
    assert table.is_visible()
    assert "18:00" in table.inner_text()


@pytest.mark.parametrize("kind", ["home", "contact", "long request", "page with hero, people and quote"])
def test_dark_windows_print_on_white_paper_too(window, kind):
    window.go(KINDS[kind])
    window.become(width=A4, scheme="dark")
    window.page.emulate_media(media="print")
    ground = window.ask("() => getComputedStyle(document.body).backgroundColor")
    assert ground in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert window.barriers(["cat.color"]) == []
