"""The contact block and the first screen, with JavaScript: who, when, where, in the order in which people need it."""

import pytest
from test_without_javascript import IN_SIGHT

pytestmark = pytest.mark.browser

STOPS = """() => {
    const element = document.activeElement
    return element.closest(".contact") ? [element.getAttribute("href"), element.innerText.trim()] : null
}"""


def stops_in_the_block(window) -> list[list[str]]:
    """What the keyboard stops at within the contact block, from the heading of the page on."""
    window.ask("() => { const main = document.querySelector('main'); main.tabIndex = -1; main.focus() }")
    found = []
    for _ in range(30):
        window.page.keyboard.press("Tab")
        stop = window.ask(STOPS)
        if stop is None and found:
            break
        found += [stop] if stop else []
    return found


def test_the_keyboard_goes_from_the_name_through_the_nearest_ways_to_the_social_ones(window):
    """Beside the name stands the promise, which leads to how it was kept."""
    window.go("contact/")
    found = stops_in_the_block(window)
    schemes = [href.partition(":")[0] for href, _ in found]
    assert found[0][0].endswith("/people/ben/")
    assert found[1][0].endswith("/promises/")
    assert schemes[2:4] == ["tel", "mailto"]
    hrefs = [href for href, _ in found]
    networks = ("wa.me", "openstreetmap", "graz.example", "instagram")
    places = [next(n for n, href in enumerate(hrefs) if name in href) for name in networks]
    assert places == sorted(places)
    assert places[-1] == len(found) - 1
    verbs = [text.split()[0] for _, text in found[2:4]]
    assert verbs == ["Call", "Write"]


def test_what_the_keyboard_stops_at_is_what_the_eye_reads(window):
    """From top to bottom, also where there is room for columns."""
    for width in (360, 1280):
        window.become(width=width)
        window.go("contact/")
        tops = window.ask(
            "() => [...document.querySelectorAll('.contact:not([hidden]) .contact-link')]"
            ".map(link => link.getBoundingClientRect().top)"
        )
        assert tops == sorted(tops)
        assert len(tops) > 5


@pytest.mark.parametrize("height", [640, 740])
def test_the_first_screen_says_whether_it_is_open_where_it_is_and_whom_to_call(window, height):
    window.become(width=360, height=height)
    window.go("")
    seen = " ".join(text for _, text in window.ask(IN_SIGHT, ".hero .hours-now span, .hero dd, .hero .byline a"))
    for fact in ("Open now, until 18:00", "Tue–Fri", "Griesgasse 12", "0316\u00a0555\u00a00124", "Ben Hödl"):
        assert fact in seen
