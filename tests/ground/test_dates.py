"""Days in a row: as YAML has them, as hours have them, of one year and of every year."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pelican_converse.model.dates import MONTHS, Dates

CHRISTMAS = Dates(date(2026, 12, 24), date(2027, 1, 6))


def yearly(first, last):
    """Month and day twice."""
    return Dates(date(2000, *first), date(2000, *last), True)


# Written


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2026-12-24", Dates(date(2026, 12, 24), date(2026, 12, 24))),
        ("2026-12-24/2027-01-06", CHRISTMAS),
        (" 2026-12-24 / 2027-01-06 ", CHRISTMAS),
        ("2026-12-24/2026-12-24", Dates(date(2026, 12, 24), date(2026, 12, 24))),
        ("12-24", yearly((12, 24), (12, 24))),
        ("12-24/01-06", yearly((12, 24), (1, 6))),
        ("06-01/08-31", yearly((6, 1), (8, 31))),
        ("02-29", yearly((2, 29), (2, 29))),
        ("2028-02-29", Dates(date(2028, 2, 29), date(2028, 2, 29))),
    ],
)
def test_days_are_written_with_numbers(text, dates):
    assert Dates.read(text) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Dec 24", yearly((12, 24), (12, 24))),
        ("Dec 24-26", yearly((12, 24), (12, 26))),
        ("Dec 24 - 26", yearly((12, 24), (12, 26))),
        ("Dec 24-Jan 06", yearly((12, 24), (1, 6))),
        ("Dec 24-Jan 6", yearly((12, 24), (1, 6))),
        ("Dec 24-24", yearly((12, 24), (12, 24))),
        ("Jun-Aug", yearly((6, 1), (8, 31))),
        ("Nov-Feb", yearly((11, 1), (2, 29))),
        ("Feb", yearly((2, 1), (2, 29))),
        ("Feb 29", yearly((2, 29), (2, 29))),
        ("2026 Dec 24-2027 Jan 06", CHRISTMAS),
        ("2026 Dec 24-26", Dates(date(2026, 12, 24), date(2026, 12, 26))),
        ("2026 Dec 24", Dates(date(2026, 12, 24), date(2026, 12, 24))),
        ("2026 Feb", Dates(date(2026, 2, 1), date(2026, 2, 28))),
        ("2028 Feb", Dates(date(2028, 2, 1), date(2028, 2, 29))),
        ("2026 Jun-Aug", Dates(date(2026, 6, 1), date(2026, 8, 31))),
        ("2026 Nov-2027 Feb", Dates(date(2026, 11, 1), date(2027, 2, 28))),
    ],
)
def test_days_are_written_with_names_of_months(text, dates):
    assert Dates.read_named(text) == dates


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-06/2026-12-24",
        "Christmas",
        "",
        "/",
        "/2026-12-24",
        "2026-12-24/",
        "2026-12-24/25",
        "2026-12-24/12-26",
        "2026-12-24/2026-12-32",
        "2026-02-29",
        "02-30",
        "13-01",
        "12-24/2027-01-06",
        "12-24/26",
        "12-24/12-26/12-28",
        "24.12.",
    ],
)
def test_numbers_that_are_no_days_are_refused_in_the_owner_s_own_words(text):
    with pytest.raises(ValueError, match=r"(?:Write|Mend) .+\.$") as refused:
        Dates.read(text)
    quotes = str(refused.value).split('"')[1::2]
    assert all(quote in text for quote in quotes), str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "Dec 0",
        "Dec 00",
        "Dec 0-5",
        "Dec 24-0",
        "Dec 32",
        "Feb 30",
        "2026 Feb 29",
        "2026 Dec 27-Jan 06",
        "2026 Dec 27-2027",
        "Dec 24-2027 Jan 06",
        "Dec 24-Jan",
        "Dec-24",
        "Dec 24-",
        "-Dec 24",
        "Dec 24-26-28",
        "December 24",
        "dec 24",
        "24 Dec",
        "24",
        "2026",
        "0000 Dec 24",
        "",
    ],
)
def test_names_that_are_no_days_are_refused_with_what_to_write(text):
    with pytest.raises(ValueError, match=r"(?:Write|Mend) .+\.$"):
        Dates.read_named(text)


@given(st.text(st.sampled_from("0123456789-/ ,JanFebDcMy")) | st.text())
def test_reading_says_nothing_but_value_error(text):
    for read in (Dates.read, Dates.read_named):
        try:
            found = read(text)
        except ValueError:
            continue
        assert found.yearly or found.first <= found.last


# Held


def test_both_ends_are_included():
    days = (date(2026, 12, 23), date(2026, 12, 24), date(2027, 1, 6), date(2027, 1, 7))
    assert [day in CHRISTMAS for day in days] == [False, True, True, False]


def test_days_of_one_year_come_once():
    assert date(2027, 12, 24) not in CHRISTMAS
    assert date(2025, 12, 24) not in CHRISTMAS


@pytest.mark.parametrize("year", [1999, 2026, 2027, 2028])
def test_yearly_days_come_every_year_also_past_its_end(year):
    dates = Dates.read("12-24/01-06")
    inside = [(12, 24), (12, 31), (1, 1), (1, 6)]
    outside = [(12, 23), (1, 7), (6, 30), (2, 28)]
    assert all(date(year, *day) in dates for day in inside)
    assert not any(date(year, *day) in dates for day in outside)


def test_the_29th_of_february_comes_where_there_is_one():
    leap = Dates.read("02-29")
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(2 * 365 + 1)]
    assert [day for day in days if day in leap] == [date(2028, 2, 29)]


@pytest.mark.parametrize(("text", "last"), [("Feb", 28), ("Feb 20-29", 28), ("Dec 20-Feb 29", 28)])
def test_days_up_to_the_29th_of_february_end_with_the_month(text, last):
    dates = Dates.read_named(text)
    assert date(2026, 2, last) in dates
    assert date(2028, 2, 29) in dates
    assert date(2026, 3, 1) not in dates
    assert date(2028, 3, 1) not in dates


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("2026-12-24", 1),
        ("2026-12-24/2027-01-06", 14),
        ("2026-01-01/2027-12-31", 730),
        ("12-24", 1),
        ("12-24/12-26", 3),
        ("12-24/01-06", 14),
        ("01-01/12-31", 366),
        ("03-01/02-29", 366),
        ("12-31/01-01", 2),
    ],
)
def test_the_length_of_days(text, length):
    assert Dates.read(text).length == length


month_days = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: (day.month, day.day))


@example((2, 29), (2, 29))
@example((3, 1), (2, 29))
@example((1, 1), (12, 31))
@given(month_days, month_days)
def test_yearly_days_are_as_many_in_a_leap_year_as_their_length(first, last):
    dates = yearly(first, last)
    assert sum(date(2028, 1, 1) + timedelta(days=number) in dates for number in range(366)) == dates.length


@pytest.mark.parametrize(
    ("inner", "outer", "is_within"),
    [
        ("07-01/07-31", "06-01/08-31", True),
        ("06-01/08-31", "06-01/08-31", True),
        ("06-01/08-31", "07-01/07-31", False),
        ("05-31/06-02", "06-01/08-31", False),
        ("12-31", "12-24/01-06", True),
        ("01-02/01-05", "12-24/01-06", True),
        ("12-30/01-02", "12-24/01-06", True),
        ("12-20/01-02", "12-24/01-06", False),
        # both ends are in it, and the days between are not
        ("01-05/12-25", "12-24/01-06", False),
        ("04-20/06-10", "06-01/04-30", False),
        ("2026-12-30/2027-01-02", "12-24/01-06", True),
        ("2026-12-30/2027-12-30", "12-24/01-06", False),
        ("2026-07-01/2026-07-31", "06-01/08-31", True),
        ("2026-07-01/2026-07-31", "2026-06-01/2026-08-31", True),
        ("2027-07-01/2027-07-31", "2026-06-01/2026-08-31", False),
        # what comes every year is not within one of them
        ("07-01/07-31", "2026-06-01/2026-08-31", False),
    ],
)
def test_days_may_lie_within_others(inner, outer, is_within):
    assert Dates.read(inner).are_within(Dates.read(outer)) == is_within


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_both_ways_of_writing_mean_the_same(one, other):
    first, last = sorted((one, other))
    names = [f"{day.year} {MONTHS[day.month - 1]} {day.day:02}" for day in (first, last)]
    assert Dates.read_named("-".join(names)) == Dates.read(f"{first}/{last}")
    short = [f"{MONTHS[day.month - 1]} {day.day}" for day in (first, last)]
    assert Dates.read_named("-".join(short)) == Dates.read(f"{first:%m-%d}/{last:%m-%d}")
