"""When a place is open: seasons, special days and holidays over the hours, and all of it as moments in a time zone."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pelican_converse.clock import midnight, minute_of
from pelican_converse.model.business import Season, Special
from pelican_converse.model.dates import Dates
from pelican_converse.model.hours import Day, Hours, Span
from pelican_converse.opening import HORIZON, Interval, Opening
from pelican_converse.publicholidays import PublicHolidays

TODAY = date(2026, 8, 6)
VIENNA = "Europe/Vienna"
NOWHERE = "ZZ"
"""A country of whose holidays nothing is known."""


def special(dates, hours="", why=""):
    what = {"hours": Day.read(hours)} if hours else {"closed": True}
    return Special(dates=Dates.read(dates), why=why, **what)


def season(dates, hours, why=""):
    return Season(dates=Dates.read(dates), hours=Hours.read(hours), why=why)


def opening(hours, *more, zone=VIENNA, country="AT", region=""):
    seasons = tuple(each for each in more if isinstance(each, Season))
    days = tuple(each for each in more if isinstance(each, Special))
    return Opening(Hours.read(hours), PublicHolidays(country, region), zone, seasons, days)


def shown(day):
    if day is None:
        return "unsaid"
    spans = ",".join(f"{span.start:%H:%M}-{span.end:%H:%M}" for span in day.spans)
    return " ".join(part for part in (spans or ("" if day.is_unsure else "closed"), day.remark) if part)


def at(minutes, zone=VIENNA):
    """A moment as the clock on the wall shows it, with the hour that it is off UTC."""
    return f"{datetime.fromtimestamp(minutes * 60, ZoneInfo(zone)):%d %b %H:%M %z}"


def moments(intervals, zone=VIENNA, count=20):
    return [f"{at(interval.start, zone)} to {at(interval.end, zone)}" for interval in intervals[:count]]


def opened_on(place, day, zone=VIENNA):
    """What of the intervals begins on a day."""
    found = [
        each for each in place.intervals(day) if datetime.fromtimestamp(each.start * 60, ZoneInfo(zone)).date() == day
    ]
    return moments(found, zone)


# Moments


@pytest.mark.parametrize(
    ("day", "clock", "zone", "moment"),
    [
        (date(2026, 8, 6), "00:00", VIENNA, "2026-08-05T22:00"),
        (date(2026, 8, 6), "12:00", "UTC", "2026-08-06T12:00"),
        (date(2026, 8, 6), "24:00", VIENNA, "2026-08-06T22:00"),
        (date(2026, 8, 6), "26:00", VIENNA, "2026-08-07T00:00"),
        (date(2026, 8, 6), "09:00", "Asia/Kathmandu", "2026-08-06T03:15"),
        # clocks go from 2 to 3, and from 3 to 2
        (date(2026, 3, 29), "01:59", VIENNA, "2026-03-29T00:59"),
        (date(2026, 3, 29), "02:00", VIENNA, "2026-03-29T01:00"),
        (date(2026, 3, 29), "02:30", VIENNA, "2026-03-29T01:00"),
        (date(2026, 3, 29), "03:00", VIENNA, "2026-03-29T01:00"),
        (date(2026, 3, 28), "26:30", VIENNA, "2026-03-29T01:00"),
        (date(2026, 10, 25), "02:30", VIENNA, "2026-10-25T00:30"),
        (date(2026, 10, 25), "03:00", VIENNA, "2026-10-25T02:00"),
        (date(2026, 10, 24), "26:30", VIENNA, "2026-10-25T00:30"),
        # half an hour, from 2:00 to 2:30, and from 2:00 to 1:30
        (date(2026, 10, 4), "02:15", "Australia/Lord_Howe", "2026-10-03T15:30"),
        (date(2026, 10, 4), "02:30", "Australia/Lord_Howe", "2026-10-03T15:30"),
        (date(2026, 4, 5), "01:45", "Australia/Lord_Howe", "2026-04-04T14:45"),
        (date(2026, 4, 5), "02:00", "Australia/Lord_Howe", "2026-04-04T15:30"),
        # at midnight: there is none on the 6th, and the hour before that of the 5th comes twice
        (date(2026, 9, 6), "00:00", "America/Santiago", "2026-09-06T04:00"),
        (date(2026, 9, 5), "24:00", "America/Santiago", "2026-09-06T04:00"),
        (date(2026, 9, 6), "01:00", "America/Santiago", "2026-09-06T04:00"),
        (date(2026, 4, 4), "23:30", "America/Santiago", "2026-04-05T02:30"),
        (date(2026, 4, 5), "00:00", "America/Santiago", "2026-04-05T04:00"),
        (date(2026, 4, 24), "00:30", "Africa/Cairo", "2026-04-23T22:00"),
        (date(2026, 10, 29), "23:30", "Africa/Cairo", "2026-10-29T20:30"),
        (date(2026, 10, 30), "00:00", "Africa/Cairo", "2026-10-29T22:00"),
        # a day that never was
        (date(2011, 12, 30), "12:00", "Pacific/Apia", "2011-12-30T10:00"),
        (date(1969, 12, 31), "23:00", "UTC", "1969-12-31T23:00"),
    ],
)
def test_a_clock_on_the_wall_is_a_moment(day, clock, zone, moment):
    hour, _, minute = clock.partition(":")
    found = minute_of(day, int(hour) * 60 + int(minute), zone)
    assert f"{datetime.fromtimestamp(found * 60, UTC):%Y-%m-%dT%H:%M}" == moment


@given(
    st.dates(date(2020, 1, 1), date(2036, 12, 31)),
    st.integers(0, 2880),
    st.sampled_from([VIENNA, "America/Santiago", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kathmandu"]),
)
def test_later_on_the_wall_is_never_earlier(day, minutes, zone):
    assert minute_of(day, minutes, zone) <= minute_of(day, minutes + 1, zone)
    assert minute_of(day, 1440, zone) == midnight(day + timedelta(days=1), zone)
    there = datetime.fromtimestamp(minute_of(day, minutes, zone) * 60, ZoneInfo(zone))
    assert there.replace(tzinfo=None) >= datetime.combine(day, datetime.min.time()) + timedelta(minutes=minutes)


# Days

USUAL = "Mo-Fr 08:00-18:00; Sa 08:00-12:00; PH off"
KEY = special("2026-12-28", "09:00-10:00", "Key")
SUMMER = season("06-01/08-31", "Tu-Fr 09:00-14:00", "Summer")
YEARLY = special("12-24/01-06", why="Family time")


@pytest.mark.parametrize(
    ("place", "day", "found", "why"),
    [
        (opening(USUAL), date(2026, 8, 6), "08:00-18:00", ""),
        (opening(USUAL), date(2026, 10, 26), "closed", "National Day"),
        (opening("Mo-Fr 08:00-18:00"), date(2026, 10, 26), "unsaid", "National Day"),
        (opening("Tu-Fr 08:00-18:00"), date(2026, 10, 26), "closed", "National Day"),
        (opening("Mo-Fr 08:00-18:00"), date(2026, 8, 15), "closed", "Assumption Day"),
        (opening("24/7"), date(2026, 12, 25), "00:00-00:00", "Christmas Day"),
        (opening(USUAL, SUMMER), date(2026, 8, 6), "09:00-14:00", ""),
        (opening(USUAL, SUMMER), date(2026, 8, 3), "closed", ""),
        (opening(USUAL, SUMMER), date(2026, 9, 1), "08:00-18:00", ""),
        # the season says nothing of holidays: what else holds does, if there is any
        (opening(USUAL, season("10-01/11-30", "Mo-Su 10:00-12:00")), date(2026, 10, 26), "closed", "National Day"),
        (
            opening("Mo-Fr 08:00-18:00", season("10-01/11-30", "Mo-Su 10:00-12:00")),
            date(2026, 10, 26),
            "unsaid",
            "National Day",
        ),
        (
            opening(USUAL, season("10-01/11-30", "Mo-Su 10:00-12:00; PH 10:00-11:00")),
            date(2026, 10, 26),
            "10:00-11:00",
            "National Day",
        ),
        (opening("Mo 08:00-12:00", season("10-01/11-30", "24/7")), date(2026, 10, 26), "00:00-00:00", "National Day"),
        # special days win over both
        (
            opening(USUAL, special("2026-10-26", "10:00-12:00", "Open day")),
            date(2026, 10, 26),
            "10:00-12:00",
            "Open day",
        ),
        (opening("Mo 08:00-12:00", special("2026-10-26", "10:00-12:00")), date(2026, 10, 26), "10:00-12:00", ""),
        (opening(USUAL, SUMMER, special("2026-08-06", why="Flood")), TODAY, "closed", "Flood"),
        (opening(USUAL, special("2026-08-06", '"ring us"')), TODAY, "ring us", ""),
        (opening(USUAL, special("2026-08-06", '08:00-09:00 "bread only"')), TODAY, "08:00-09:00 bread only", ""),
        (opening(USUAL, YEARLY), date(2026, 12, 31), "closed", "Family time"),
        (opening(USUAL, YEARLY), date(2031, 1, 5), "closed", "Family time"),
        (opening(USUAL, YEARLY), date(2027, 1, 7), "08:00-18:00", ""),
        # of two special days the one about fewer days wins, in whatever order
        (opening(USUAL, YEARLY, KEY), date(2026, 12, 28), "09:00-10:00", "Key"),
        (opening(USUAL, KEY, YEARLY), date(2026, 12, 28), "09:00-10:00", "Key"),
        (
            opening(USUAL, YEARLY, KEY),
            date(2027, 12, 28),
            "closed",
            "Family time",
        ),
        (opening("24/7; PH off", special("02-29", why="Leap")), date(2028, 2, 29), "closed", "Leap"),
        (opening("24/7; PH off", special("02-29", why="Leap")), date(2027, 2, 28), "00:00-00:00", ""),
        (opening("24/7; PH off", special("02-29", why="Leap")), date(2027, 3, 1), "00:00-00:00", ""),
    ],
)
def test_what_holds_on_a_day_and_why(place, day, found, why):
    assert (shown(place.on(day)), place.why(day)) == (found, why)


# Exceptions


def exceptions(place, today=TODAY):
    return [f"{found.first} {found.last} {found.why}: {shown(found.day)}" for found in place.exceptions(today)]


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (
            opening(USUAL),
            ["2026-10-26 2026-10-26 National Day: closed", "2026-08-15 2026-08-15 Assumption Day: closed"],
        ),
        (opening("Mo-Fr 08:00-18:00"), ["2026-10-26 2026-10-26 National Day: unsaid"]),
        (opening("Tu-Fr 08:00-18:00; PH off"), []),
        (opening("24/7"), []),
        (opening("24/7", country=NOWHERE), []),
        (
            opening("Tu 08:00-18:00; PH off", special("2026-12-24/2027-01-06", why="Family time")),
            ["2026-12-24 2027-01-06 Family time: closed"],
        ),
        # what began before today is told whole
        (opening("Tu 08:00-18:00", special("2026-08-01/2026-08-14")), ["2026-08-01 2026-08-14 : closed"]),
        (opening("Tu 08:00-18:00", special("2026-08-01/2026-08-06")), ["2026-08-01 2026-08-06 : closed"]),
        (opening("Tu 08:00-18:00", special("2026-08-01/2026-08-05")), []),
        (opening("Tu 08:00-18:00", special("2025-12-24", why="long past")), []),
        # a shorter one parts a longer one
        (
            opening("Tu 08:00-18:00", special("2026-09-01/2026-09-10"), special("2026-09-04", "09:00-10:00", "Key")),
            [
                "2026-09-01 2026-09-03 : closed",
                "2026-09-04 2026-09-04 Key: 09:00-10:00",
                "2026-09-05 2026-09-10 : closed",
            ],
        ),
        # neighbours that say the same are one
        (
            opening("Tu 08:00-18:00", special("2026-09-01"), special("2026-09-02/2026-09-03")),
            ["2026-09-01 2026-09-03 : closed"],
        ),
        (
            opening("Tu 08:00-18:00", special("2026-09-01", why="a"), special("2026-09-02", why="b")),
            ["2026-09-01 2026-09-01 a: closed", "2026-09-02 2026-09-02 b: closed"],
        ),
        (opening("Tu 08:00-18:00", YEARLY), ["2026-12-24 2027-01-06 Family time: closed"]),
        # each once, and to its end, though that is further ahead than half a year
        (opening("Tu 08:00-18:00", special("08-06")), ["2026-08-06 2026-08-06 : closed"]),
        (opening("Tu 08:00-18:00", special("08-01/08-14")), ["2026-08-01 2026-08-14 : closed"]),
        (opening("Tu 08:00-18:00", special("2027-01-30/2027-03-20")), ["2027-01-30 2027-03-20 : closed"]),
        (opening("Tu 08:00-18:00", special("2027-03-20")), []),
        (opening("Tu 08:00-18:00", special("2026-09-01/2028-12-31")), ["2026-09-01 2028-12-31 : closed"]),
        (opening("Tu 08:00-18:00", special("2028-09-01")), []),
    ],
)
def test_exceptions_are_told_ahead(place, found):
    assert sorted(exceptions(place)) == sorted(found)


def test_exceptions_are_in_order():
    place = opening(USUAL, special("2026-09-20"), special("2026-08-20"), YEARLY)
    firsts = [found.first for found in place.exceptions(TODAY)]
    assert firsts == sorted(firsts)
    assert len(firsts) == 5


def test_holidays_are_told_as_far_as_the_horizon():
    place = opening("24/7; PH off")
    christmas = date(2026, 12, 25)
    assert christmas not in [found.first for found in place.exceptions(christmas - HORIZON - timedelta(days=1))]
    assert christmas in [found.first for found in place.exceptions(christmas - HORIZON)]


def test_holidays_side_by_side_are_told_each_with_its_name():
    assert exceptions(opening("24/7; PH off"), date(2026, 12, 20))[:2] == [
        "2026-12-25 2026-12-25 Christmas Day: closed",
        "2026-12-26 2026-12-26 Saint Stephen's Day: closed",
    ]


def test_an_exception_ends_with_its_last_day_at_the_place():
    place = opening("Tu 08:00-18:00", zone="America/Santiago")
    assert at(place.minute_after(date(2026, 9, 5)), "America/Santiago") == "06 Sep 01:00 -0300"
    assert at(opening("Tu 08:00-18:00").minute_after(date(2026, 12, 31))) == "01 Jan 00:00 +0100"


# Tables


def test_the_seasons_of_the_hours_come_before_those_with_a_reason():
    place = opening("Mo 08:00-12:00; Jun-Aug Tu 09:00-10:00", season("12-01/12-23", "Mo-Su 08:00-20:00", "Advent"))
    assert [(table.why, len(table.rows)) for table in place.season_tables(TODAY)] == [("", 3), ("Advent", 1)]
    assert [shown(row.day) for row in place.season_tables(TODAY)[0].rows] == ["08:00-12:00", "09:00-10:00", "closed"]


# Clocks that change


@pytest.mark.parametrize(
    ("hours", "zone", "day", "found"),
    [
        # an hour less
        ("00:00-06:00", VIENNA, date(2026, 3, 29), ["29 Mar 00:00 +0100 to 29 Mar 06:00 +0200"]),
        ("01:00-02:30", VIENNA, date(2026, 3, 29), ["29 Mar 01:00 +0100 to 29 Mar 03:00 +0200"]),
        ("02:30-05:00", VIENNA, date(2026, 3, 29), ["29 Mar 03:00 +0200 to 29 Mar 05:00 +0200"]),
        ("02:00-03:00", VIENNA, date(2026, 3, 29), []),
        ("02:15-02:45", VIENNA, date(2026, 3, 29), []),
        ("01:00-02:15,02:45-05:00", VIENNA, date(2026, 3, 29), ["29 Mar 01:00 +0100 to 29 Mar 05:00 +0200"]),
        ("22:00-02:30", VIENNA, date(2026, 3, 28), ["28 Mar 22:00 +0100 to 29 Mar 03:00 +0200"]),
        ("22:00-04:00", VIENNA, date(2026, 3, 28), ["28 Mar 22:00 +0100 to 29 Mar 04:00 +0200"]),
        # an hour more: what begins or ends in it does so the first time
        ("00:00-06:00", VIENNA, date(2026, 10, 25), ["25 Oct 00:00 +0200 to 25 Oct 06:00 +0100"]),
        ("01:00-02:30", VIENNA, date(2026, 10, 25), ["25 Oct 01:00 +0200 to 25 Oct 02:30 +0200"]),
        ("02:30-05:00", VIENNA, date(2026, 10, 25), ["25 Oct 02:30 +0200 to 25 Oct 05:00 +0100"]),
        ("02:15-02:45", VIENNA, date(2026, 10, 25), ["25 Oct 02:15 +0200 to 25 Oct 02:45 +0200"]),
        ("22:00-02:30", VIENNA, date(2026, 10, 24), ["24 Oct 22:00 +0200 to 25 Oct 02:30 +0200"]),
        ("22:00-03:00", VIENNA, date(2026, 10, 24), ["24 Oct 22:00 +0200 to 25 Oct 03:00 +0100"]),
        # at midnight
        ("00:00-06:00", "America/Santiago", date(2026, 9, 6), ["06 Sep 01:00 -0300 to 06 Sep 06:00 -0300"]),
        ("18:00-24:00", "America/Santiago", date(2026, 9, 5), ["05 Sep 18:00 -0400 to 06 Sep 01:00 -0300"]),
        ("00:15-00:45", "America/Santiago", date(2026, 9, 6), []),
        ("18:00-23:30", "America/Santiago", date(2026, 4, 4), ["04 Apr 18:00 -0300 to 04 Apr 23:30 -0300"]),
        ("18:00-24:00", "America/Santiago", date(2026, 4, 4), ["04 Apr 18:00 -0300 to 05 Apr 00:00 -0400"]),
        ("20:00-02:00", "Africa/Cairo", date(2026, 4, 23), ["23 Apr 20:00 +0200 to 24 Apr 02:00 +0300"]),
        ("20:00-24:00", "Africa/Cairo", date(2026, 10, 29), ["29 Oct 20:00 +0300 to 30 Oct 00:00 +0200"]),
        # half an hour, and quarters
        ("01:00-02:15", "Australia/Lord_Howe", date(2026, 10, 4), ["04 Oct 01:00 +1030 to 04 Oct 02:30 +1100"]),
        ("01:45-03:00", "Australia/Lord_Howe", date(2026, 4, 5), ["05 Apr 01:45 +1100 to 05 Apr 03:00 +1030"]),
        ("09:00-17:00", "Asia/Kathmandu", date(2026, 8, 6), ["06 Aug 09:00 +0545 to 06 Aug 17:00 +0545"]),
    ],
)
def test_open_on_a_day_whose_clocks_change(hours, zone, day, found):
    name = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")[day.weekday()]
    assert opened_on(opening(f"{name} {hours}", zone=zone, country=NOWHERE), day, zone) == found


@pytest.mark.parametrize("first", [date(2026, 3, 1), date(2026, 10, 1)])
@pytest.mark.parametrize("zone", [VIENNA, "America/Santiago", "Africa/Cairo", "Australia/Lord_Howe"])
@pytest.mark.parametrize("hours", ["24/7", "00:00-12:00,12:00-24:00", "Mo-Su 06:00-24:00,00:00-06:00"])
def test_around_the_clock_is_one_stretch_however_clocks_change(hours, zone, first):
    found = opening(hours, zone=zone, country=NOWHERE).timeline(first)
    assert found.open == (Interval(0, found.end - found.start),)


# New Year, last night, the horizon


def test_a_night_over_new_year_belongs_to_the_old_one():
    place = opening("Mo-Su 20:00-04:00; PH off", special("2027-01-01", why="Asleep"))
    assert opened_on(place, date(2026, 12, 31)) == ["31 Dec 20:00 +0100 to 01 Jan 04:00 +0100"]
    assert opened_on(place, date(2027, 1, 1)) == []


def test_last_night_reaches_into_the_first_day():
    place = opening("We 20:00-02:00")
    assert moments(place.intervals(TODAY), count=1) == ["05 Aug 20:00 +0200 to 06 Aug 02:00 +0200"]
    assert place.timeline(TODAY).open[0] == Interval(0, 120)


def test_last_night_ends_where_the_first_day_begins():
    assert opening("We 20:00-24:00").timeline(TODAY).open[0] != Interval(0, 0)
    assert opening("We 20:00-24:00").timeline(TODAY).open[0].start > 0


def test_a_timeline_goes_from_the_beginning_of_a_day_to_the_horizon():
    found = opening("24/7").timeline(TODAY)
    assert (at(found.start), at(found.end)) == ("06 Aug 00:00 +0200", "06 Nov 00:00 +0100")
    assert found.end - found.start == 92 * 1440 + 60


def test_what_reaches_past_the_horizon_ends_with_it():
    found = opening("Mo-Su 20:00-04:00", country=NOWHERE).timeline(TODAY)
    length = found.end - found.start
    assert found.open[-1] == Interval(length - 240, length)
    assert found.open[0] == Interval(0, 240)


def test_in_a_zone_whose_first_day_has_no_midnight_it_begins_with_the_day():
    found = opening("24/7", zone="America/Santiago", country=NOWHERE).timeline(date(2026, 9, 6))
    assert at(found.start, "America/Santiago") == "06 Sep 01:00 -0300"
    assert found.open == (Interval(0, found.end - found.start),)


# What nobody can say


def timeline(*said, first=TODAY, **more):
    found = opening(*said, **more).timeline(first)
    return [
        moments([Interval(each.start + found.start, each.end + found.start) for each in kind], count=4)
        for kind in (found.open, found.unsure)
    ]


def test_a_remark_alone_is_unsure_all_day():
    assert timeline('Th "by appointment"; PH off')[1][:2] == [
        "06 Aug 00:00 +0200 to 07 Aug 00:00 +0200",
        "13 Aug 00:00 +0200 to 14 Aug 00:00 +0200",
    ]


def test_hours_with_a_remark_are_unsure_and_not_open():
    sure, unsure = timeline('Th 08:00-12:00 "by appointment"; Fr 08:00-12:00; PH off')
    assert unsure[0] == "06 Aug 08:00 +0200 to 06 Aug 12:00 +0200"
    assert sure[0] == "07 Aug 08:00 +0200 to 07 Aug 12:00 +0200"


def test_closed_with_a_remark_is_sure():
    assert timeline('24/7; Th off "market day"; PH off')[1] == []


def test_a_holiday_of_which_nothing_is_said_is_unsure_if_it_would_be_open():
    assert timeline("Mo-Fr 08:00-18:00")[1] == ["26 Oct 00:00 +0100 to 27 Oct 00:00 +0100"]
    assert timeline("Tu-Fr 08:00-18:00")[1] == []
    assert timeline("Mo-Fr 08:00-18:00; PH off")[1] == []
    assert timeline("24/7")[1] == []


def test_a_special_remark_is_unsure():
    place = opening("24/7", special("2026-08-06", '"ring us"')).timeline(TODAY)
    assert place.unsure == (Interval(0, 1440),)
    assert place.open == (Interval(1440, place.end - place.start),)


def test_an_unsure_night_reaches_into_the_first_day():
    place = opening('We 20:00-02:00 "maybe"').timeline(TODAY)
    assert place.unsure[0] == Interval(0, 120)


def test_a_sure_night_stays_sure_though_nobody_knows_of_the_day_after():
    """The night before a holiday belongs to the day before it."""
    found = opening("Mo-Su 20:00-02:00").timeline(date(2026, 10, 25))
    night = [each for each in found.open if each.start < 1440 + 60 < each.end]
    assert [(each.start, each.end) for each in night] == [(1260, 1620)]
    assert not any(each.start < 1260 + 300 < each.end for each in found.unsure)


# Unusual days


def unusual(*said, first=TODAY, **more):
    found = opening(*said, **more).timeline(first)
    return [f"{first + timedelta(days=number):%m-%d}" for number in found.unusual]


def test_days_are_unusual_if_something_else_holds_than_in_the_usual_week():
    assert unusual(USUAL) == ["08-15", "10-26"]
    assert unusual("Mo-Fr 08:00-18:00; PH off") == ["10-26"]
    assert unusual("Mo-Fr 08:00-18:00") == ["10-26"]
    assert unusual("24/7") == []
    assert unusual("24/7", special("2026-08-06/2026-08-07")) == ["08-06", "08-07"]
    assert unusual("24/7", special("2026-08-06", "00:00-24:00")) == []
    assert unusual("Tu 08:00-12:00; 2026 Aug 11 off") == ["08-11"]
    assert unusual("Mo 08:00-12:00", season("08-09/08-31", "Mo 09:00-12:00; PH off"))[:3] == ["08-10", "08-17", "08-24"]


# Anything at all

TIMES = ["08:00-12:00", "00:00-24:00", "20:00-04:00", "02:15-02:45", "00:00-02:30,13:00-18:00", "off", '"ring us"']
SPANS = st.sampled_from(TIMES)
WHEN = st.sampled_from(["Mo", "Tu-Th", "Sa-Mo", "Su", "PH", "Oct", "Mar 20-Apr 10", "Oct 24-26", "Oct Mo-We"])
RULES = st.lists(st.tuples(WHEN, SPANS).map(" ".join), min_size=1, max_size=4).map("; ".join)
SPECIAL = st.builds(
    lambda day, length, hours: special(f"{day}/{day + timedelta(days=length)}", "" if hours == "off" else hours),
    st.dates(date(2026, 3, 1), date(2026, 11, 30)),
    st.integers(0, 9),
    SPANS,
)
ZONES = st.sampled_from([VIENNA, "America/Santiago", "Africa/Cairo", "Australia/Lord_Howe", "America/St_Johns"])


@st.composite
def places(draw):
    try:
        hours = Hours.read(draw(RULES))
    except ValueError:
        hours = Hours.read("Mo-Sa 20:00-04:00")
    found = tuple(draw(st.lists(SPECIAL, max_size=2)))
    return Opening(hours, PublicHolidays("AT"), draw(ZONES), (), found)


FIRST = st.dates(date(2026, 3, 1), date(2026, 10, 31))


@settings(max_examples=60)
@given(places(), FIRST)
def test_intervals_are_in_order_apart_and_within_the_timeline(place, first):
    found = place.timeline(first)
    length = found.end - found.start
    for kind in (found.open, found.unsure):
        assert all(0 <= each.start < each.end <= length for each in kind)
        assert all(before.end < after.start for before, after in pairwise(kind))
    whole = place.intervals(first)
    assert all(before.end < after.start for before, after in pairwise(whole))


def open_by_the_wall(place, minute):
    """Whether it is open at a moment, seen from the clock on the wall alone."""
    zone = ZoneInfo(place.time_zone)
    there = datetime.fromtimestamp(minute * 60, zone)
    wall = there.replace(tzinfo=None, fold=0)
    answers = set()
    for back in (0, 1):
        day = wall.date() - timedelta(days=back)
        held = place.on(day)
        passed = int((wall - datetime.combine(day, datetime.min.time())).total_seconds()) // 60
        if held and not held.remark:
            answers.add(any(span.opens <= passed < span.closes for span in held.spans))
    return True in answers


@settings(max_examples=80)
@given(places(), FIRST, st.lists(st.integers(0, 92 * 1440), min_size=1, max_size=40))
def test_every_minute_is_open_as_the_clock_on_the_wall_says(place, first, minutes):
    found = place.timeline(first)
    zone = ZoneInfo(place.time_zone)
    for minute in minutes:
        moment = min(found.start + minute, found.end - 1)
        there = datetime.fromtimestamp(moment * 60, zone)
        # An hour that comes twice belongs to what began or ended in it for the first time: see the cases above.
        if there.fold or there.replace(fold=1).utcoffset() != there.utcoffset():
            continue
        is_open = any(each.start <= moment - found.start < each.end for each in found.open)
        assert is_open == open_by_the_wall(place, moment), f"{there} {place.hours}"


@settings(max_examples=40)
@given(places(), FIRST)
def test_the_days_around_a_change_of_clocks_are_right_to_the_minute(place, first):
    """The same, for every quarter of an hour of the two days around the change that comes next."""
    zone = ZoneInfo(place.time_zone)
    found = place.timeline(first)
    offset = [datetime.fromtimestamp(minute * 60, zone).utcoffset() for minute in range(found.start, found.end, 1440)]
    changes = [number for number, (one, two) in enumerate(pairwise(offset)) if one != two]
    for minute in range(changes[0] * 1440, (changes[0] + 2) * 1440, 15) if changes else ():
        moment = found.start + minute
        there = datetime.fromtimestamp(moment * 60, zone)
        if moment < found.end and not there.fold and there.replace(fold=1).utcoffset() == there.utcoffset():
            is_open = any(each.start <= moment - found.start < each.end for each in found.open)
            assert is_open == open_by_the_wall(place, moment), f"{there} {place.hours}"


def test_shorter_dates_of_the_hours_win_over_a_season():
    season = Season(dates="11-01/02-28", hours="Tu-Fr 11:00-16:00")
    place = Opening(
        Hours.read("Mo-Fr 09:00-18:00; Dec 24 10:00-12:00"), PublicHolidays("AT"), "Europe/Vienna", (season,)
    )
    assert [shown(place.on(date(2026, 12, day))) for day in (23, 24)] == ["11:00-16:00", "10:00-12:00"]


def test_the_night_of_a_holiday_of_which_nothing_is_said_is_unsure_to_its_usual_end():
    place = Opening(Hours.read("Mo-Su 18:00-02:00"), PublicHolidays("AT"), "Europe/Vienna")
    night = minute_of(date(2026, 10, 26), 1200, "Europe/Vienna")
    (unsure,) = [found for found in place.unsure(date(2026, 10, 20)) if found.start <= night < found.end]
    assert unsure.end == minute_of(date(2026, 10, 27), 120, "Europe/Vienna")


def test_the_weeks_of_half_a_year_follow_each_other():
    season = Season(dates="08-15/08-31", hours="Tu 09:00-12:00")
    special = (Special(dates="12-24/01-06", closed=True), Special(dates="2026-09-10", closed=True))
    hours = Hours.read("Mo-Fr 08:00-18:00; Nov Mo-Fr 10:00-16:00; Dec 8 off")
    found = Opening(hours, PublicHolidays("AT"), "Europe/Vienna", (season,), special).stretches(date(2026, 8, 6))
    rows_of = [[shown(row.day) for row in stretch.open_rows] for stretch in found]
    usual = ["08:00-18:00"]
    assert rows_of == [usual, ["09:00-12:00"], usual, ["10:00-16:00"], usual, [], usual]
    days = [
        date(2026, 8, 15),
        date(2026, 9, 1),
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2026, 12, 24),
        date(2027, 1, 7),
    ]
    starts = [minute_of(day, 0, "Europe/Vienna") for day in days]
    assert [(stretch.start, stretch.end) for stretch in found] == list(
        zip([None, *starts], [*starts, None], strict=True)
    )
    assert [bool(stretch.special) for stretch in found] == [False] * 5 + [True, False]


def test_a_rule_on_saturdays_leaves_the_season_its_other_days():
    winter = Season(dates=Dates.read("12-01/01-31"), hours="Mo-Fr 10:00-16:00", why="Winter")
    hours = Hours.read("Mo-Fr 08:00-18:00; Dec Sa 09:00-17:00")
    opening = Opening(hours, PublicHolidays("AT"), "Europe/Vienna", (winter,))
    assert opening.on(date(2026, 12, 7)).spans == (Span.read("10:00-16:00"),)
    assert opening.on(date(2026, 12, 12)).spans == (Span.read("09:00-17:00"),)
    assert opening.on(date(2027, 1, 9)).spans == ()
    (december, january, *_) = opening.stretches(date(2026, 12, 1))
    assert [(row.first, row.last, row.day.spans) for row in december.open_rows] == [
        (0, 4, (Span.read("10:00-16:00"),)),
        (5, 5, (Span.read("09:00-17:00"),)),
    ]
    assert [(row.first, row.last) for row in january.open_rows] == [(0, 4)]


def test_nobody_is_sure_of_a_holiday_that_depends_on_the_moon_nor_of_the_days_beside_it():
    opening = Opening(Hours.read("Sa-Th 08:00-22:00; PH off"), PublicHolidays("EG"), "Africa/Cairo")
    days = {day: opening.on(date(2027, 3, day)) for day in range(7, 13)}
    assert {day for day, held in days.items() if held is None} == {8, 9, 10, 11}
    # On the 12th, a Friday, it is closed anyway; an exact holiday is sure.
    assert days[12].spans == ()
    assert opening.on(date(2027, 4, 29)).spans == ()
    same = Opening(Hours.read("Mo-Su 08:00-22:00; PH 08:00-22:00"), PublicHolidays("EG"), "Africa/Cairo")
    assert same.on(date(2027, 3, 9)).spans
