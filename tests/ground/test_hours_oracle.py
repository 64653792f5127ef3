"""Hours as another program reads them: opening-hours-py, which knows all of OpenStreetMap's grammar.

Rules are made up in our part of that grammar, and both say for three months when it is open, when that is left to a
remark, and when it is closed. Where we differ from it on purpose, or it from us, the rules are made so that it makes
no difference, or the days are left out; each such difference has a test of its own that shows it, so that it is seen if
it goes away:

- Order. With us days of the week come first, then those within dates, and public holidays and whole dates win; there
  the last rule wins. The rules are in our order.
- Public holidays of which nothing is said. With us nobody can say; there it is a day like any other. There is always a
  rule about them.
- Nights. With us a night past midnight belongs to the day on which it began, whatever holds on the next one; there the
  rule for the next day cuts it at midnight. Nights are made alone, with one rule for all days.
- A remark alone. With us that is unsure; there it is open, with a comment. A comment counts as unsure.
- Easter Sunday and Whit Sunday, which are public holidays of Austria there, and not in the `holidays` package.
- Regions. It knows none.
"""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours, State

from pelican_converse.model.dates import MONTHS
from pelican_converse.model.hours import DAYS, Hours
from pelican_converse.opening import HORIZON, Opening
from pelican_converse.publicholidays import PublicHolidays

FIRST, LAST = date(2026, 1, 1), date(2028, 5, 31)
SUNDAYS = [date(2026, 4, 5), date(2026, 5, 24), date(2027, 3, 28), date(2027, 5, 16), date(2028, 4, 16)]
"""Easter and Whitsun."""


def minute(moment):
    return (moment - datetime(1970, 1, 1)) // timedelta(minutes=1)


def ours(text, country, first):
    """What is open and what is unsure, in minutes since 1970, from one day to the horizon; the zone is UTC."""
    place = Opening(Hours.read(text), PublicHolidays(country), "UTC")
    timeline = place.timeline(first)
    return {
        kind: [(timeline.start + each.start, timeline.start + each.end) for each in stretches]
        for kind, stretches in (("open", timeline.open), ("unsure", timeline.unsure))
    }


def theirs(text, country, first):
    found = {"open": [], "unsure": []}
    start = datetime.combine(first, datetime.min.time())
    for begin, end, state, comment in OpeningHours(text, country=country).intervals(start, start + HORIZON):
        if state != State.CLOSED:
            kind = "unsure" if comment or state == State.UNKNOWN else "open"
            found[kind].append((minute(begin), minute(end)))
    return {kind: joined(stretches) for kind, stretches in found.items()}


def joined(stretches):
    """It gives stretches that touch one by one."""
    found = []
    for begin, end in stretches:
        if found and found[-1][1] == begin:
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return found


def without(days, found):
    """What is left if some days are taken out, from midnight to midnight."""
    for day in days:
        begin = minute(datetime.combine(day, datetime.min.time()))
        before = [(start, min(end, begin)) for start, end in found]
        after = [(max(start, begin + 1440), end) for start, end in found]
        found = sorted((start, end) for start, end in before + after if start < end)
    return joined(found)


def assert_alike(text, country, first):
    left_out = SUNDAYS if country == "AT" else []
    mine, other = ours(text, country, first), theirs(text, country, first)
    for kind in ("open", "unsure"):
        assert without(left_out, joined(mine[kind])) == without(left_out, other[kind]), f"{kind}: {text}"


# Rules


@st.composite
def stretches(draw):
    """One to three stretches of a day that don't touch."""
    quarters = sorted(draw(st.lists(st.integers(0, 96), min_size=2, max_size=6, unique=True)))
    pairs = zip(quarters[::2], quarters[1::2], strict=False)
    return ",".join(f"{begin // 4:02}:{begin % 4 * 15:02}-{end // 4:02}:{end % 4 * 15:02}" for begin, end in pairs)


REMARK = st.sampled_from(['"by appointment"', '"ring; then wait"'])
WHAT = stretches() | st.just("off") | REMARK | st.builds("{} {}".format, stretches() | st.just("off"), REMARK)
NUMBER = st.integers(0, 6)
WEEKDAYS = st.lists(st.tuples(NUMBER, NUMBER), min_size=1, max_size=3).map(
    lambda pairs: ",".join(DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}" for first, last in pairs)
)


def named(day, with_year):
    return f"{f'{day.year} ' if with_year else ''}{MONTHS[day.month - 1]} {day.day:02}"


@st.composite
def some_dates(draw):
    """A day, days in a row, maybe past the end of the year, months, or several of these."""
    kind = draw(st.sampled_from(["day", "days", "months", "several"]))
    if kind == "months":
        first, last = draw(st.integers(0, 11)), draw(st.integers(0, 11))
        return MONTHS[first] if first == last else f"{MONTHS[first]}-{MONTHS[last]}"
    if kind == "several":
        days = draw(st.lists(st.dates(FIRST, date(2026, 12, 31)), min_size=2, max_size=3, unique=True))
        return ",".join(named(day, False) for day in days)
    first, with_year = draw(st.dates(FIRST, LAST)), draw(st.booleans())
    if kind == "day":
        return named(first, with_year)
    last = first + timedelta(days=draw(st.integers(1, 80)))
    return f"{named(first, with_year)}-{named(last, with_year)}"


@st.composite
def rules(draw):
    usual = draw(st.lists(st.builds("{} {}".format, WEEKDAYS, WHAT), min_size=0, max_size=3))
    always = draw(st.lists(WHAT | st.just("24/7"), max_size=1))
    seasons = draw(st.lists(st.builds("{} {} {}".format, some_dates(), WEEKDAYS, WHAT), max_size=2))
    holidays = [f"PH {draw(WHAT)}"]
    whole = draw(st.lists(st.builds("{} {}".format, some_dates(), WHAT), max_size=2))
    return "; ".join([*always, *usual, *seasons, *draw(st.permutations([*holidays, *whole]))])


DAY = st.dates(FIRST, LAST - HORIZON)
COUNTRY = st.sampled_from(["AT", "DE"])


@settings(max_examples=120)
@given(rules(), COUNTRY, DAY)
def test_rules_mean_the_same(text, country, first):
    assert_alike(text, country, first)


@settings(max_examples=60)
@given(st.integers(12, 23), st.integers(0, 8), COUNTRY, DAY)
def test_nights_mean_the_same(begins, ends, country, first):
    assert_alike(f"{begins}:00-{ends:02}:30", country, first)


@pytest.mark.parametrize("country", ["AT", "DE"])
@pytest.mark.parametrize("first", [date(2026, 1, 1), date(2026, 8, 6), date(2027, 12, 1), date(2028, 2, 1)])
@pytest.mark.parametrize(
    "text",
    [
        "24/7; PH off",
        "Tu-Fr 07:00-18:00; Sa 07:00-13:00; PH off",
        "Mo-Fr 08:00-12:00,13:00-18:00; Sa,PH 09:00-11:00",
        "Mo-Su 09:00-17:00; Jun-Aug Mo-Fr 08:00-14:00; PH off; Dec 24-Jan 06 off",
        "Mo-Fr 09:00-17:00; Nov-Feb Mo-Fr 10:00-16:00; PH off; Dec 24,Dec 31 09:00-12:00",
        "24/7; PH off; Feb 29 off; 2026 Dec 27-2027 Jan 06 off",
        'Mo-Fr 09:00-12:00 "ring twice"; Sa "by appointment"; Su off "asleep"; PH off',
        "PH off",
        "PH 10:00-12:00; Dec 25 off",
        "Dec 25 off; PH 10:00-12:00",
    ],
)
def test_rules_that_owners_write_mean_the_same(text, country, first):
    assert_alike(text, country, first)


# Where we differ


def test_here_a_night_goes_on_whatever_holds_on_the_next_day():
    text, day = "Fr 20:00-02:00; PH off", date(2026, 8, 14)
    begin = minute(datetime(2026, 8, 14, 20))
    assert ours(text, "AT", day)["open"][0] == (begin, begin + 360)
    assert theirs(text, "AT", day)["open"][0] == (begin, begin + 240)


def test_here_nobody_knows_of_a_holiday_of_which_nothing_is_said():
    text, holiday = "Mo-Fr 08:00-12:00", date(2026, 10, 26)
    begin = minute(datetime(2026, 10, 26))
    assert ours(text, "AT", holiday)["unsure"][0] == (begin, begin + 1440)
    assert theirs(text, "AT", holiday)["open"][0] == (begin + 480, begin + 720)


def test_here_holidays_and_dates_win_over_the_week_whatever_the_order():
    text, holiday = "PH off; Mo-Fr 08:00-12:00", date(2026, 10, 26)
    begin = minute(datetime(2026, 10, 26))
    assert ours(text, "AT", holiday)["open"][0] == (begin + 1920, begin + 2160)
    assert theirs(text, "AT", holiday)["open"][0] == (begin + 480, begin + 720)


def test_there_two_sundays_are_holidays_of_austria():
    for day in SUNDAYS:
        assert day not in PublicHolidays("AT")
        assert OpeningHours("PH 00:00-24:00", country="AT").is_open(datetime(day.year, day.month, day.day, 12))


@pytest.mark.parametrize("country", ["AT", "DE"])
def test_all_other_holidays_of_the_whole_country_are_the_same(country):
    known, other = PublicHolidays(country), OpeningHours("PH 00:00-24:00", country=country)
    days = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days)]
    differ = [day for day in days if other.is_open(datetime(day.year, day.month, day.day, 12)) != (day in known)]
    assert differ == (SUNDAYS if country == "AT" else [])
