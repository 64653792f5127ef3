"""What tables of hours say, beside what really holds: no table may promise hours that nobody keeps."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pelican_converse.model.business import Season, Special
from pelican_converse.model.dates import MONTHS, Dates
from pelican_converse.model.hours import DAYS, Hours
from pelican_converse.opening import Opening
from pelican_converse.publicholidays import PublicHolidays

TODAY = date(2026, 8, 6)
DAY = timedelta(days=1)


def opening(hours, seasons=(), special=()):
    made = (
        tuple(Season(dates=dates, hours=said) for dates, said in seasons),
        tuple(
            Special(dates=dates, **({"closed": True} if said == "off" else {"hours": said})) for dates, said in special
        ),
    )
    return Opening(Hours.read(hours), PublicHolidays("AT"), "Europe/Vienna", *made)


def told(day):
    return ",".join(f"{span.start:%H:%M}-{span.end:%H:%M}" for span in day.spans) or day.remark or "closed"


def tables(place, today=TODAY):
    """Each table as its dates and rows, on one line."""
    found = []
    for table in place.season_tables(today):
        rows = [f"{DAYS[row.first]}-{DAYS[row.last]} {told(row.day)}" for row in table.rows]
        rows += [f"PH {told(table.holidays)}"] if table.holidays else []
        ends = [f"{day:%m-%d}" if table.dates.yearly else str(day) for day in (table.dates.first, table.dates.last)]
        said = told(table.rows[0].day) if table.is_one_row else ", ".join(rows)
        found.append(f"{'/'.join(dict.fromkeys(ends))} {said}")
    return found


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("Mo-Fr 08:00-18:00; Dec 25 10:00-12:00; PH off", ["12-25 closed"]),
        ("Mo-Fr 08:00-18:00; PH off; Dec 25 10:00-12:00", ["12-25 10:00-12:00"]),
        ("Mo-Fr 08:00-18:00; Dec 24-26 10:00-12:00; PH off", ["12-24 10:00-12:00", "12-25/12-26 closed"]),
        ("Mo-Fr 08:00-18:00; Dec 24 Th 10:00-12:00; Dec 31 Fr off", ["12-24 10:00-12:00", "12-31 08:00-18:00"]),
        # a holiday on a working day of which nobody said what holds
        ("Mo-Fr 08:00-18:00; Dec 25 Fr 10:00-12:00", []),
        ("Mo-Su 08:00-18:00; Dec 29-31 10:00-12:00; Dec 30 off",
         ["12-29 10:00-12:00", "12-30 closed", "12-31 10:00-12:00"]),
        # the 25th and 26th are holidays, and the only Friday and Saturday of these days
        ("Tu-Sa 08:00-18:00; Dec 23-29 Tu-Sa 09:00-12:00; PH off",
         ["12-23/12-29 Mo-Mo closed, Tu-Th 09:00-12:00, Fr-Su closed"]),
        # nothing of what is said first of June to August is left
        ("Mo-Fr 08:00-18:00; Jun-Aug Mo 09:00-10:00; Jun-Aug off", ["06-01/08-31 closed"]),
        # Austria has no holiday in July, and one in October
        ("Mo 08:00-18:00; Jul Mo 09:00-10:00; Jul PH 11:00-12:00", ["07-01/07-31 Mo-Mo 09:00-10:00, Tu-Su closed"]),
        ("Mo 08:00-18:00; Oct Mo 09:00-10:00; Oct PH 11:00-12:00",
         ["10-01/10-31 Mo-Mo 09:00-10:00, Tu-Su closed, PH 11:00-12:00"]),
        ("Mo 08:00-18:00; 2026 Aug 5-7 off; 2026 Jul 20-22 off", ["2026-08-06/2026-08-07 closed"]),
        ("Mo 08:00-18:00; Feb 29 off", []),
    ],
)  # fmt: skip
def test_a_table_says_what_holds(hours, expected):
    assert tables(opening(hours)) == expected


def test_special_days_and_seasons_of_a_few_days_are_told_as_they_are():
    place = opening("Mo-Su 08:00-18:00; Dec 24 10:00-12:00; PH off", [("12-31/01-01", "24/7")], [("2026-12-24", "off")])
    assert tables(place) == ["12-24 closed", "12-31 00:00-00:00", "01-01 closed"]
    assert tables(place, date(2026, 12, 25))[0] == "12-24 10:00-12:00"


def test_a_usual_week_that_never_comes_is_not_shown():
    assert opening("Apr-Sep Mo-Su 09:00-18:00; Oct-Mar Mo-Su 10:00-16:00").usual_rows(TODAY) == ()
    assert len(opening("Apr-Sep Mo-Su 09:00-18:00; Oct-Feb Mo-Su 10:00-16:00").usual_rows(TODAY)) == 1
    assert opening("Mo 09:00-10:00", [("01-01/12-31", "Tu 09:00-10:00")]).usual_rows(TODAY) == ()


# Rules made up

STATE = st.sampled_from(["off", "08:00-12:00", "10:00-14:00", '"by appointment"', '09:00-11:00 "ring"'])
WEEKDAYS = st.sampled_from(["", "", "", "Mo-Fr ", "Sa,Su ", "Fr ", "PH ", "Su,PH "])
LONG = st.sampled_from(["Jun-Aug", "Dec-Feb", "Dec 20-Jan 6", "2026 Oct 20-2026 Nov 10", "Jan-Dec"])


def named(day, with_year=False):
    return f"{f'{day.year} ' if with_year else ''}{MONTHS[day.month - 1]} {day.day}"


@st.composite
def few_days(draw):
    """A day or a few, often around holidays."""
    near = st.sampled_from([date(2026, 10, 26), date(2026, 12, 24), date(2026, 12, 31), date(2028, 2, 28)])
    first = draw(near) + draw(st.integers(-2, 3)) * DAY
    last, with_year = first + draw(st.sampled_from([0, 0, 0, 1, 3])) * DAY, draw(st.booleans())
    return named(first, with_year) if first == last else f"{named(first, with_year)}-{named(last, with_year)}"


RULE = st.builds(
    lambda dates, days, state: f"{dates} {days}{state}".strip(), st.just("") | few_days() | LONG, WEEKDAYS, STATE
)
SEASON = st.tuples(st.sampled_from(["06-15/08-20", "12-24/12-26"]), st.sampled_from(["Mo-Fr 07:00-09:00", "off"]))
SPECIAL = st.tuples(
    st.sampled_from(["12-24", "2026-12-25", "2026-12-20/2027-01-02"]), st.sampled_from(["off", "06:00-07:00"])
)
PLACE = st.builds(
    lambda rules, seasons, special: opening("; ".join(rules), seasons, special),
    st.lists(RULE, min_size=1, max_size=6),
    st.lists(SEASON, max_size=1),
    st.lists(SPECIAL, max_size=1),
)
ANY_DAY = st.integers(0, 800).map(lambda number: date(2026, 1, 1) + number * DAY)


@settings(max_examples=300, deadline=None)
@given(PLACE, ANY_DAY)
def test_rows_of_one_day_agree_with_what_holds_on_it(place, today):
    year = [today + number * DAY for number in range(365)]
    for table in place.season_tables(today):
        if table.dates.length == 1:
            assert table.is_one_row
            days = [day for day in year if day in table.dates] or [table.dates.first]
            assert [place.on(day) for day in days] == [table.rows[0].day] * len(days)


@settings(max_examples=150, deadline=None)
@given(PLACE, ANY_DAY)
def test_every_row_holds_on_one_of_its_days_at_least(place, today):
    year = [today + number * DAY for number in range(365)]
    for table in place.season_tables(today):
        days = [day for day in year if day in table.dates]
        for row in table.rows:
            held = [place.on(day) for day in days if row.first <= day.weekday() <= row.last]
            sure = [day for day in held if day is not None]
            assert row.day in sure or not sure
        if table.holidays:
            assert table.holidays in [place.on(day) for day in days if day in place.holidays]


def test_a_few_days_are_told_in_the_order_of_the_calendar():
    dates = Dates.read("12-24/01-06")
    days = dates.days_from(date(2026, 12, 26))
    assert (len(days), days[0], days[2], days[-1]) == (14, date(2027, 12, 24), date(2026, 12, 26), date(2027, 1, 6))
    assert Dates.read("02-28/03-01").days_from(TODAY) == [date(2027, 2, 28), date(2027, 3, 1)]
    assert Dates.read("2026-07-01/2026-08-07").days_from(TODAY) == [TODAY, TODAY + DAY]
    assert Dates.read("2026-07-01/2026-08-05").days_from(TODAY) == []
