"""A page that asks until a day may be older than that day: then browsers show what was said, and no form."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import BuiltSite

pytestmark = pytest.mark.browser

OPEN, LAST, OVER = "2026-08-06T12:00+02:00", "2026-08-31T23:59+02:00", "2026-09-01T00:00+02:00"


@pytest.fixture
def look(browser: Browser, served_example: tuple[str, BuiltSite]) -> Iterator[Callable[[str, str], Page]]:
    """Opens a page of the example site at a time, far away from Graz."""
    context = browser.new_context(base_url=served_example[0] + "/", timezone_id="America/New_York")
    page = context.new_page()

    def opened(path: str, at: str) -> Page:
        context.clock.set_fixed_time(datetime.fromisoformat(at))
        page.goto(path, wait_until="domcontentloaded")
        return page

    yield opened
    context.close()


@pytest.mark.parametrize(("at", "asks"), [(OPEN, True), (LAST, True), (OVER, False)])
def test_the_form_makes_way_when_the_last_day_is_over(at, asks, look):
    page = look("previews/spelt/", at)
    assert page.get_by_role("button", name="Send it to").is_visible() == asks
    assert page.get_by_text("your answer still changes something").is_visible() == asks
    assert page.get_by_text("Here is what you said").is_visible() != asks
    assert page.locator("aside.reach").is_visible() != asks
    assert page.get_by_text("If I want square bread").is_visible()


@pytest.mark.parametrize(("at", "asks"), [(LAST, True), (OVER, False)])
def test_lists_know_it_too(at, asks, look):
    assert look("", at).get_by_role("heading", name="Not made yet").is_visible() == asks
    listed = look("previews/", at).locator(".previews").first
    assert listed.get_by_text("Open until 31 August 2026").is_visible() == asks
    assert listed.get_by_text("We asked until 31 August 2026").is_visible() != asks


@pytest.mark.parametrize(("at", "heading"), [(LAST, "What do you think?"), (OVER, "What you said lately")])
def test_what_is_closed_by_now_stands_below_a_heading_that_says_so(at, heading, look):
    assert look("previews/", at).locator("#open").inner_text() == heading


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-10-05T12:00+02:00", "These dates have passed. There are more."),
        ("2026-10-19T12:00+02:00", "No date is set at the moment."),
    ],
)
def test_no_heading_stands_over_dates_that_have_passed(at, said, look):
    assert look("", at).locator("[aria-labelledby=meet] .meetups").inner_text().strip() == said
