"""Public holidays of countries and of parts of them, by the names they have there or in the site's language."""

import subprocess
import sys
from datetime import date, timedelta

import pytest

from pelican_converse import publicholidays
from pelican_converse.publicholidays import PublicHolidays, parts


def in_year(country, region="", language="en", year=2026):
    known = PublicHolidays(country, region, language)
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    return {day: known.name(day) for day in days if day.year == year and day in known}


@pytest.mark.parametrize(
    ("country", "region", "language", "day", "name"),
    [
        ("AT", "", "en", date(2026, 10, 26), "National Day"),
        ("AT", "6", "de", date(2026, 10, 26), "Nationalfeiertag"),
        ("AT", "6", "de", date(2026, 8, 15), "Mariä Himmelfahrt"),
        ("AT", "6", "en", date(2026, 8, 6), ""),
        ("DE", "BW", "de", date(2026, 11, 1), "Allerheiligen"),
        ("DE", "BE", "de", date(2026, 11, 1), ""),
        ("DE", "BE", "de", date(2027, 3, 8), "Frauentag"),
        ("DE", "BW", "de", date(2027, 3, 8), ""),
        ("DE", "", "en", date(2026, 11, 1), ""),
        ("DE", "", "de-AT", date(2026, 10, 3), "Tag der Deutschen Einheit"),
        ("US", "", "en", date(2026, 9, 7), "Labor Day"),
        ("CH", "GE", "fr", date(2026, 9, 10), "Jeûne genevois"),
        ("CH", "ZH", "fr", date(2026, 9, 10), ""),
        ("GB", "SCT", "en", date(2026, 11, 30), "Saint Andrew's Day"),
        ("GB", "ENG", "en", date(2026, 11, 30), ""),
        # long past, and far ahead
        ("AT", "", "de", date(1999, 12, 25), "Christtag"),
        ("AT", "", "de", date(2060, 12, 25), "Christtag"),
    ],
)
def test_a_holiday_has_a_name(country, region, language, day, name):
    known = PublicHolidays(country, region, language)
    assert known.name(day) == name
    assert (day in known) == bool(name)


def test_a_part_of_a_country_has_more_holidays_than_the_whole():
    whole, part = in_year("DE"), in_year("DE", "BW")
    assert whole.keys() < part.keys()
    assert len(part) == 12


def test_parts_of_one_country_differ():
    assert in_year("DE", "BW").keys() != in_year("DE", "BE").keys()
    assert date(2026, 11, 1) in in_year("DE", "BW").keys() - in_year("DE", "BE").keys()


def test_of_a_country_without_a_list_no_holiday_is_known():
    assert in_year("ZZ") == {}
    assert date(2026, 12, 25) not in PublicHolidays("")


def test_what_one_asks_changes_nothing_for_another():
    assert PublicHolidays("AT", "", "de").name(date(2026, 12, 25)) == "Christtag"
    assert PublicHolidays("AT", "", "en").name(date(2026, 12, 25)) == "Christmas Day"
    assert date(2026, 11, 1) in PublicHolidays("DE", "BW")
    assert date(2026, 11, 1) not in PublicHolidays("DE")


@pytest.mark.parametrize("machine", ["uk", "th", "de_AT"])
@pytest.mark.parametrize(("country", "language"), [("PL", "fr"), ("HR", "ja"), ("AT", "it")])
def test_names_are_the_same_on_every_machine(country, language, machine, monkeypatch):
    """Also if the site's language has none: gettext then asks the machine."""
    names = []
    for spoken in ("C", machine):
        monkeypatch.setenv("LANGUAGE", spoken)
        publicholidays._days.cache_clear()
        names.append(PublicHolidays(country, "", language).name(date(2026, 12, 25)))
    publicholidays._days.cache_clear()
    assert names[0] == names[1]


def test_the_parts_of_a_country_have_codes_and_maybe_names():
    assert set(parts("AT")) == {str(number) for number in range(1, 10)}
    assert parts("AT")["6"] == "Steiermark"
    assert {"BW", "BE"} <= parts("DE").keys()
    assert parts("ZZ") == {}


@pytest.mark.parametrize("country", ["AT", "DE", "CH", "US", "GB", "FR", "IT", "ES"])
def test_every_part_can_be_asked(country):
    for code in parts(country):
        assert in_year(country, code)


def test_who_has_neither_hours_nor_regions_does_not_wait_for_the_list():
    code = "import sys, pelican_converse.opening, pelican_converse.checks; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
