"""Somebody's own page before, in and after an absence, built before, in and after it: nothing is lost or said twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from test_now import built, moment

from tests.conftest import SmallSite

pytestmark = pytest.mark.browser

ROSA = """\
Name: Rosa Adler
Role: Baker and owner
Email: rosa@adler.example
Phone: +43 316 555 0123
Languages: de, gsg
Can decide: refunds up to 50 €
Answers within: 4 hours
Away: 2026-08-20/2026-08-27, Ben answers

I answer myself.
"""
BEN = "Name: Ben Hofer\nEmail: ben@adler.example\nPhone: +43 316 555 0124\nLanguages: en\n\nI come by bike.\n"
BEFORE, DURING, AFTER = "2026-08-06T12:00", "2026-08-22T12:00", "2026-08-30T12:00"
HERS = [
    "Rosa Adler",
    "Baker and owner",
    "Speaks Deutsch, Deutsche Gebärdensprache",
    "refunds up to 50 €",
    "I answer myself.",
]


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[Page]:
    """A visitor's window."""
    context = browser.new_context(timezone_id="Europe/Vienna", locale="en-GB")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The site as it was built on each of the days."""
    found = {}
    for day in (BEFORE, DURING, AFTER):
        site = SmallSite(tmp_path_factory.mktemp("own"))
        site.write("people/rosa.md", ROSA)
        site.write("people/ben.md", BEN)
        found[day] = built(site, day)
    return found


@pytest.mark.parametrize(
    ("on", "at"),
    [(BEFORE, BEFORE), (BEFORE, DURING), (BEFORE, AFTER), (DURING, DURING), (DURING, AFTER), (AFTER, AFTER)],
)
def test_nothing_is_lost_and_nothing_said_twice(on, at, folders, visitor, serve):
    visitor.context.clock.set_fixed_time(moment(at))
    visitor.goto(f"{serve(folders[on])}/people/rosa/")
    main = visitor.locator("main").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert {said: main.count(said) for said in HERS} == dict.fromkeys(HERS, 1)
    assert visitor.locator("main h1:visible").count() == 1
    assert visitor.locator("main").get_by_text("Rosa’s number").filter(visible=True).count() == 1
    away = at == DURING
    assert main.count("Away, and back on 28 August.") == away
    assert ("Rosa answers within 4 hours" in main) == (not away)
    assert main.count("Ben Hofer answers") == away
    assert ("0316 555 0124" in main, "0316 555 0123" in main) == (away, not away)
    assert "I come by bike." not in main


def test_the_list_of_everybody_says_their_languages(folders, visitor, serve):
    visitor.context.clock.set_fixed_time(moment(AFTER))
    visitor.goto(f"{serve(folders[AFTER])}/contact/")
    people = visitor.locator(".people").inner_text()
    assert "Speaks Deutsch, Deutsche Gebärdensprache" in people
    assert "Speaks English" in people
