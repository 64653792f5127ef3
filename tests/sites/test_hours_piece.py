"""The hours as a visitor reads them: the cases of tests/cases/hours.md, on sites that are really built."""

import re
from pathlib import Path
from textwrap import indent

import pytest
from bs4 import Tag
from looking import built_on_the_day, words

from tests.conftest import BUSINESS, BuiltSite, SmallSite

GOLDEN = Path(__file__).parent.parent / "cases" / "hours.md"
PART = re.compile(r"^# .+: country (?P<country>\w\w)(?:, region (?P<region>\w+))?$", re.MULTILINE)
FENCED = r"```\n((?:(?!```).*\n)+)```"
CASE = re.compile(rf"^## (.+)\n\n{FENCED}\n\n{FENCED}$", re.MULTILINE)


def golden():
    """Every case as its country, region, title, what is written and what is shown."""
    text = GOLDEN.read_text(encoding="utf-8")
    starts = [*PART.finditer(text)]
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        part = text[start.end() : end.start() if end else None]
        for case in CASE.finditer(part):
            title, written, shown = case.groups()
            yield start["country"], start["region"] or "", title, written, shown.rstrip("\n")


CASES = [*golden()]
LANGUAGES = {"AT": "en", "DE": "de", "US": "en"}
ZONES = {"AT": "Europe/Vienna", "DE": "Europe/Berlin", "US": "America/New_York"}


def business(country: str, cases) -> str:
    region = f'region: "{cases[0][1]}"\n' if cases[0][1] else ""
    places = "".join(f"  - name: '{title}'\n{indent(written, '    ')}" for *_, title, written, _ in cases)
    return (
        f"name: Adler Bread\ncountry: {country}\n{region}time_zone: {ZONES[country]}\ncontact: rosa\n"
        f"languages: [{LANGUAGES[country]}]\nlocations:\n{places}"
    )


def read_aloud(hours: Tag, title: str) -> str:
    """The hours without their markup."""
    lines = []
    for part in hours.select("caption, tr"):
        cells = part.select("th, td") or [part]
        lines.append(": ".join(words(cell.get_text()) for cell in cells).removeprefix(f"{title}: "))
    return "\n".join(lines)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BuiltSite]:
    """A site for each country, with a location for each case."""
    sites = {}
    for country, zone in ZONES.items():
        site = SmallSite(tmp_path_factory.mktemp(country))
        site.write("business.yaml", business(country, [case for case in CASES if case[0] == country]))
        sites[country] = built_on_the_day(site, TIMEZONE=zone)
    return sites


@pytest.mark.parametrize(
    ("country", "title", "shown"),
    [pytest.param(country, title, shown, id=title) for country, _, title, _, shown in CASES],
)
def test_a_visitor_reads(country, title, shown, built):
    number = [case[2] for case in CASES if case[0] == country].index(title)
    hours = built[country].page("contact/").select("main .hours")[number]
    assert read_aloud(hours, title).replace("\u202f", " ") == shown


def test_every_case_is_read():
    assert len(CASES) == GOLDEN.read_text(encoding="utf-8").count("\n## ") > 25
    titles = [title for *_, title, _, _ in CASES]
    assert len(titles) == len(set(titles))


def test_every_case_is_a_location_of_its_own(built):
    for country in ZONES:
        page = built[country].page("contact/")
        assert len(page.select("main .hours")) == sum(case[0] == country for case in CASES)


def test_one_location_needs_no_name_and_several_do(small_site):
    small_site.write("business.yaml", business("AT", CASES[:1]))
    assert words(small_site.build().page("contact/").caption.get_text()) == "Opening hours"
    small_site.write("business.yaml", business("AT", CASES[:2]))
    page = small_site.build().page("contact/")
    captions = [hours.caption for hours in page.select("main .hours")]
    assert [words(caption.get_text()) for caption in captions] == [f"{case[2]}: Opening hours" for case in CASES[:2]]


def test_without_javascript_the_sentence_is_hidden_and_nothing_else(built):
    for site in built.values():
        page = site.page("contact/")
        hidden = [element for hours in page.select("main .hours") for element in hours.find_all(hidden=True)]
        assert hidden
        assert all("hours-now" in element.get("class", []) for element in hidden)


def test_a_location_without_hours_has_no_table(small_site):
    text = business("AT", CASES[:1]).partition("    hours:")[0]
    small_site.write("business.yaml", text)
    page = small_site.build().page("contact/")
    assert page.select(".hours, table, .hours-now") == []


def test_a_row_names_its_days_for_the_browser(built):
    rows = built["AT"].page("contact/").select_one("main .hours table").select("tr")
    assert [row.get("data-days", "").split() for row in rows] == [["0"], ["1", "2", "3", "4"], ["5"], ["6"], []]


def test_hours_in_short_are_those_of_the_season_and_change_with_it(small_site):
    """On home, in the foot and beside the way to visit; what comes later waits for the browser."""
    place = "{name: Shop, address: {city: Graz}, hours: Mo-Fr 08:00-18:00, seasons: [{dates: 07-15/08-31, "
    place += 'hours: "Tu 09:00-12:00"}], special: [{dates: 09-10/09-20, closed: yes}]}'
    small_site.write("business.yaml", BUSINESS + f"locations:\n  - {place}\n")
    built = built_on_the_day(small_site)
    for name, selector in (("", ".contact-facts"), ("", ".colophon"), ("contact/", ".contact-channels")):
        part = built.page(name).select_one(selector)
        later = [words(each.extract().get_text(" ")) for each in part.select("[hidden]")]
        assert "09:00–12:00" in part.get_text()
        assert "08:00–18:00" not in part.get_text()
        assert any("closed until 20 September" in each for each in later)
