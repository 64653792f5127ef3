"""Opening hours as search engines read them, read back by the rules of Google's documentation."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pelican_converse.linkedhours import specifications
from pelican_converse.model.business import Season, Special
from pelican_converse.model.hours import Hours
from pelican_converse.opening import Opening
from pelican_converse.publicholidays import PublicHolidays

TODAY = date(2026, 8, 6)
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def opening(hours, seasons=(), special=()):
    parts = [
        tuple(kind.model_validate(said) for said in found) for kind, found in ((Season, seasons), (Special, special))
    ]
    return Opening(Hours.read(hours), PublicHolidays("AT", "6"), "Europe/Vienna", *parts)


def read_back(specs, day):
    """When it is open on a day: dates alone win over dates with days of the week, and these over the usual week."""
    layers = {True: {True: [], False: []}, False: {True: [], False: []}}
    for spec in specs:
        dated, named = "validFrom" in spec, "dayOfWeek" in spec
        within = not dated or spec["validFrom"] <= day.isoformat() <= spec["validThrough"]
        if within and (not named or WEEKDAYS[day.weekday()] in spec["dayOfWeek"]):
            layers[dated][named].append((spec["opens"], spec["closes"]))
    found = layers[True][False] or layers[True][True] or layers[False][True]
    return sorted(hours for hours in found if hours != ("00:00", "00:00"))


def minutes(clock):
    return int(clock[:2]) * 60 + int(clock[3:])


def stretches(hours):
    """In minutes from midnight; what closes before it opens goes on into the next day."""
    for opens, closes in hours:
        start, end = minutes(opens), 1440 if (opens, closes) == ("00:00", "23:59") else minutes(closes)
        yield start, end if end > start else end + 1440


def assert_same(place, today=TODAY):
    specs = specifications(place, today)
    for number in range(366):
        day = today + timedelta(days=number)
        holds = place.on(day)
        if holds is not None and not holds.is_unsure:
            expected = [(span.opens, span.closes) for span in holds.spans]
            assert sorted(stretches(read_back(specs, day))) == sorted(expected), day


DAYS = st.sampled_from(["Mo", "Tu-Fr", "Sa", "Su", "Mo-Su", "Mo,We,Fr", "Sa-Mo", "PH", "Su,PH", ""])
TIMES = st.sampled_from(
    ["07:00-18:00", "09:00-12:30,13:30-18:00", "20:00-02:00", "00:00-24:00", "off", "16:00-24:00", '"by appointment"',
     '10:00-12:00 "ring the bell"', "off", "00:00-02:00"]
)  # fmt: skip
WHEN = st.sampled_from(["", "", "", "Jul 15-Aug 31", "Dec 24", "Nov-Feb", "2026 Dec 27-2027 Jan 06", "Feb 28-29"])
RULES = st.tuples(WHEN, DAYS, TIMES).map(lambda parts: " ".join(part for part in parts if part))
HOURS = st.lists(RULES, min_size=1, max_size=5).map("; ".join)
DATES = st.sampled_from(
    ["07-01/08-31", "08-01/09-15", "12-24/01-06", "2026-08-01/2026-08-14", "2026-12-24", "11-01/02-28", "02-29",
     "12-26", "2026-08-20/2027-06-30", "01-01/12-31"]
)  # fmt: skip
SEASONS = st.lists(st.fixed_dictionaries({"dates": DATES, "hours": HOURS}), max_size=2)
CLOSED = st.fixed_dictionaries({"dates": DATES, "closed": st.just("yes")})
OTHERWISE = st.fixed_dictionaries({"dates": DATES, "hours": st.sampled_from(["08:00-12:00", "20:00-02:00", '"ask"'])})
TODAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@settings(max_examples=150, deadline=None)
@given(HOURS, SEASONS, st.lists(CLOSED | OTHERWISE, max_size=3), TODAYS)
@example("24/7", [], [], date(2028, 2, 28))
@example("Mo-Su 20:00-04:00", [], [{"dates": "12-24/01-06", "closed": "yes"}], TODAY)
def test_the_specifications_say_what_holds_on_every_day_of_a_year(hours, seasons, special, today):
    try:
        place = opening(hours, seasons, special)
    except (ValueError, ValidationError):
        assume(False)
    assert_same(place, today)


def without_type(specs):
    return [{key: value for key, value in spec.items() if key != "@type"} for spec in specs]


def test_days_that_agree_stand_together_and_closed_ones_are_left_out():
    specs = specifications(opening("Tu-Fr 07:00-12:30,13:30-18:00; Sa 07:00-12:30; PH 00:00-00:01"), date(2026, 3, 1))
    assert [spec for spec in without_type(specs) if "validFrom" not in spec] == [
        {"dayOfWeek": WEEKDAYS[1:6], "opens": "07:00", "closes": "12:30"},
        {"dayOfWeek": WEEKDAYS[1:5], "opens": "13:30", "closes": "18:00"},
    ]


@pytest.mark.parametrize(
    ("hours", "opens", "closes"),
    [
        ("Mo-Su,PH 00:00-24:00", "00:00", "23:59"),
        ("Mo-Su,PH 20:00-02:00", "20:00", "02:00"),
        ("Mo-Su,PH 16:00-24:00", "16:00", "00:00"),
        ('Mo-Su,PH 07:00-09:00 "ring"', "07:00", "09:00"),
    ],
)
def test_a_day_as_google_wants_it(hours, opens, closes):
    assert without_type(specifications(opening(hours), TODAY)) == [
        {"dayOfWeek": WEEKDAYS, "opens": opens, "closes": closes}
    ]


def test_days_in_a_row_on_which_it_is_closed_are_told_once_holidays_too():
    place = opening("Tu-Sa 07:00-18:00; PH off", special=[{"dates": "12-24/01-06", "closed": "yes"}])
    dated = [spec for spec in without_type(specifications(place, TODAY)) if spec["closes"] == "00:00"]
    assert dated[:4] == [
        {"opens": "00:00", "closes": "00:00", "validFrom": first, "validThrough": last}
        for first, last in (
            ("2026-08-15", "2026-08-15"),
            ("2026-12-08", "2026-12-08"),
            ("2026-12-24", "2027-01-06"),
            ("2027-05-01", "2027-05-01"),
        )
    ]


def test_a_season_has_the_dates_of_this_year_and_of_the_next():
    place = opening("Tu-Fr 07:00-18:00; PH off", [{"dates": "07-15/08-31", "hours": "Sa 08:00-12:00; PH off"}])
    specs = [spec for spec in without_type(specifications(place, TODAY)) if "dayOfWeek" in spec]
    dates = {"validFrom": "2026-07-15", "validThrough": "2026-08-31"}
    assert specs[1] == {"dayOfWeek": ["Saturday"], "opens": "08:00", "closes": "12:00", **dates}
    others = [*WEEKDAYS[:5], "Sunday"]
    assert specs[2] == {"dayOfWeek": others, "opens": "00:00", "closes": "00:00", **dates}
    assert {spec["validFrom"] for spec in specs[3:]} == {"2027-07-15"}


def test_a_day_that_only_a_remark_speaks_of_is_not_told_as_open():
    specs = specifications(opening('We "by appointment"; Th 09:00-12:00; PH off'), TODAY)
    assert [spec["dayOfWeek"] for spec in specs if "dayOfWeek" in spec] == [["Thursday"]]
    special = [{"dates": "2026-08-13", "hours": '"by appointment"'}]
    specs = specifications(opening("Th 09:00-12:00; PH off", special=special), TODAY)
    assert read_back(specs, date(2026, 8, 13)) == []


def test_of_holidays_of_which_nothing_is_said_nothing_is_said():
    assert all("validFrom" not in spec for spec in specifications(opening("Mo-Su 07:00-18:00"), TODAY))
