"""Opening hours: what is written, what holds on a day, and the table that a visitor sees."""

import re
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pelican_converse.model.dates import Dates
from pelican_converse.model.hours import DAYS, Day, Hours, Span, rows

MONDAY = date(2026, 8, 3)
MORNING, EVENING = Span(480, 720), Span(780, 1080)


def shown(day):
    if day is None:
        return "unsaid"
    spans = ",".join(f"{span.start:%H:%M}-{span.end:%H:%M}" for span in day.spans)
    closed = "" if day.is_unsure else "closed"
    return " ".join(part for part in (spans or closed, f'"{day.remark}"' if day.remark else "") if part)


def refusal(read, text):
    """Why a text can't be read; "" if it can."""
    try:
        read(text)
    except ValueError as refused:
        return str(refused)
    return ""


def table(text):
    return [f"{DAYS[row.first]}-{DAYS[row.last]} {shown(row.day)}" for row in Hours.read(text).rows]


def on(text, day, is_holiday=False):
    return shown(Hours.read(text).on(day, is_holiday))


# The week


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Tu-Fr 07:00-18:00; Sa 07:00-13:00; PH off",
            ["Mo-Mo closed", "Tu-Fr 07:00-18:00", "Sa-Sa 07:00-13:00", "Su-Su closed"],
        ),
        ("Mo-Su 00:00-24:00", ["Mo-Su 00:00-00:00"]),
        ("24/7", ["Mo-Su 00:00-00:00"]),
        ("24/7; Su off", ["Mo-Sa 00:00-00:00", "Su-Su closed"]),
        ("08:00-12:00", ["Mo-Su 08:00-12:00"]),
        ("Mo 7:00-12:30,13:30-18:00", ["Mo-Mo 07:00-12:30,13:30-18:00", "Tu-Su closed"]),
        ("Mo 13:30-18:00, 07:00-12:30", ["Mo-Mo 07:00-12:30,13:30-18:00", "Tu-Su closed"]),
        ("Mo,Fr 08:00-12:00", ["Mo-Mo 08:00-12:00", "Tu-Th closed", "Fr-Fr 08:00-12:00", "Sa-Su closed"]),
        ("Mo, We-Th 08:00-12:00", ["Mo-Mo 08:00-12:00", "Tu-Tu closed", "We-Th 08:00-12:00", "Fr-Su closed"]),
        ("Sa-Mo 08:00-12:00", ["Mo-Mo 08:00-12:00", "Tu-Fr closed", "Sa-Su 08:00-12:00"]),
        ("Su-Sa 08:00-12:00", ["Mo-Su 08:00-12:00"]),
        ("Mo-Mo 08:00-12:00", ["Mo-Mo 08:00-12:00", "Tu-Su closed"]),
        ("Mo - Fr 08:00 - 12:00", ["Mo-Fr 08:00-12:00", "Sa-Su closed"]),
        ("Mo–Fr 08:00–12:00", ["Mo-Fr 08:00-12:00", "Sa-Su closed"]),
        ("Mo—Fr 08:00—12:00", ["Mo-Fr 08:00-12:00", "Sa-Su closed"]),
        ("Mo-Fr 08:00-18:00; We off", ["Mo-Tu 08:00-18:00", "We-We closed", "Th-Fr 08:00-18:00", "Sa-Su closed"]),
        ("Fr 20:00-02:00", ["Mo-Th closed", "Fr-Fr 20:00-02:00", "Sa-Su closed"]),
        ("Fr 18:00-24:00; Sa 00:00-02:00", ["Mo-Th closed", "Fr-Fr 18:00-00:00", "Sa-Sa 00:00-02:00", "Su-Su closed"]),
        (
            'Mo-Tu 08:00-12:00 "only bread"; We off "market day"',
            ['Mo-Tu 08:00-12:00 "only bread"', 'We-We closed "market day"', "Th-Su closed"],
        ),
        ('Sa "by appointment"', ["Mo-Fr closed", 'Sa-Sa "by appointment"', "Su-Su closed"]),
        ('"by appointment; ring first"', ['Mo-Su "by appointment; ring first"']),
        ("  Mo   08:00-12:00 ;; ", ["Mo-Mo 08:00-12:00", "Tu-Su closed"]),
        ("Mo closed", ["Mo-Su closed"]),
        ("off", ["Mo-Su closed"]),
        ("Mo 08:00-12:00,12:00-18:00", ["Mo-Mo 08:00-12:00,12:00-18:00", "Tu-Su closed"]),
        ("Jun-Aug Mo-Fr 08:00-12:00; Dec 24 off", ["Mo-Su closed"]),
    ],
)
def test_the_week_is_a_table(text, found):
    assert table(text) == found


def test_only_days_with_something_to_say_are_open_rows():
    found = Hours.read('Tu 08:00-12:00; We off "market day"; Sa "by appointment"; Su off').open_rows
    assert [row.first for row in found] == [1, 2, 5]


def test_a_night_ends_on_the_next_day():
    (span,) = Hours.read("Fr 20:00-02:00").week[4].spans
    assert (span.opens, span.closes, span.start, span.end) == (1200, 1560, time(20), time(2))


@pytest.mark.parametrize("text", ["20:00-24:00", "20:00-00:00"])
def test_a_day_may_end_at_midnight_in_two_ways(text):
    assert Day.read(text).spans == (Span(1200, 1440),)


@pytest.mark.parametrize(
    "text",
    [
        # Saturday's night has its end on Sunday, and not where Saturday begins
        "Sa 00:00-04:00,20:00-04:00",
        "Fr 20:00-02:00; Sa 02:00-06:00",
        "Sa-Su 20:00-06:00; Mo 06:00-08:00",
        "Fr 20:00-02:00; Mo-Th 00:00-08:00",
    ],
)
def test_what_only_touches_does_not_overlap(text):
    assert Hours.read(text)


# A day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13:00-18:00, 08:00-12:00", Day((MORNING, EVENING))),
        ('08:00-12:00 "ring twice"', Day((MORNING,), "ring twice")),
        ('"by appointment"', Day((), "by appointment")),
        ("08:00–12:00", Day((MORNING,))),
        ("00:00-24:00", Day((Span(0, 1440),))),
        ("00:00-02:00,20:00-02:00", Day((Span(0, 120), Span(1200, 1560)))),
    ],
)
def test_the_hours_of_a_special_day(text, day):
    assert Day.read(text) == day


@pytest.mark.parametrize("text", ["", '""', "Mo 08:00-12:00", "off", "08:00-12:00,11:00-15:00", '"a" 08:00-12:00', '"'])
def test_the_hours_of_a_special_day_that_cannot_be_are_refused(text):
    with pytest.raises(ValueError, match=r"Write"):
        Day.read(text)


@pytest.mark.parametrize(
    ("day", "is_unsure", "is_all_day"),
    [
        (Day(), False, False),
        (Day((MORNING,)), False, False),
        (Day((MORNING,), "ring twice"), False, False),
        (Day((), "by appointment"), True, False),
        (Day((), "market day", True), False, False),
        (Day((Span(0, 1440),)), False, True),
        (Day((Span(0, 720), Span(720, 1440))), False, False),
        (Day((Span(480, 1920),)), False, False),
    ],
)
def test_what_is_known_of_a_day(day, is_unsure, is_all_day):
    assert (day.is_unsure, day.is_all_day) == (is_unsure, is_all_day)


# Holidays


def test_public_holidays_are_kept_apart_from_the_week():
    assert Hours.read("Mo-Su 08:00-12:00").holidays is None
    assert Hours.read("Mo-Su 08:00-12:00; PH off").holidays == Day()
    assert shown(Hours.read("Su,PH 09:00-11:00").holidays) == "09:00-11:00"
    assert table("Su,PH 09:00-11:00") == ["Mo-Sa closed", "Su-Su 09:00-11:00"]
    assert shown(Hours.read("PH off; PH 10:00-12:00").holidays) == "10:00-12:00"


@pytest.mark.parametrize(
    ("text", "usually", "on_a_holiday"),
    [
        ("Mo-Fr 08:00-12:00", "08:00-12:00", "unsaid"),
        ("Mo-Su 08:00-12:00", "08:00-12:00", "unsaid"),
        ("Tu-Fr 08:00-12:00", "closed", "closed"),
        ("Mo-Fr 08:00-12:00; PH off", "08:00-12:00", "closed"),
        ("PH off; Mo-Fr 08:00-12:00", "08:00-12:00", "closed"),
        ("Tu-Fr 08:00-12:00; PH 10:00-11:00", "closed", "10:00-11:00"),
        ("Mo-Fr,PH 08:00-12:00", "08:00-12:00", "08:00-12:00"),
        ("Mo-Fr 08:00-12:00; Su,PH off", "08:00-12:00", "closed"),
        ("24/7", "00:00-00:00", "00:00-00:00"),
        ("08:00-12:00", "08:00-12:00", "08:00-12:00"),
        ("24/7; PH off", "00:00-00:00", "closed"),
        ("08:00-12:00; Mo off", "closed", "closed"),
        ("off; Mo 08:00-12:00", "08:00-12:00", "unsaid"),
        ('Mo "by appointment"', '"by appointment"', "unsaid"),
        ('Mo off "market day"', 'closed "market day"', "unsaid"),
        ('Mo 08:00-12:00; PH "ring us"', "08:00-12:00", '"ring us"'),
        ("Mo 08:00-12:00; Aug off", "closed", "closed"),
        ("Mo 08:00-12:00; Aug Mo 10:00-11:00", "10:00-11:00", "unsaid"),
        ("Mo 08:00-12:00; Aug 10:00-11:00", "10:00-11:00", "10:00-11:00"),
        ("Mo 08:00-12:00; Aug PH 10:00-11:00", "08:00-12:00", "10:00-11:00"),
        ("Mo 08:00-12:00; PH off; Aug Mo 10:00-11:00", "10:00-11:00", "closed"),
        ("Mo 08:00-12:00; Jul PH 10:00-11:00", "08:00-12:00", "unsaid"),
        # of two that are both more than a week, the last one wins
        ("Mo 08:00-12:00; PH off; Aug 03 10:00-11:00", "10:00-11:00", "10:00-11:00"),
        ("Mo 08:00-12:00; Aug 03 10:00-11:00; PH off", "10:00-11:00", "closed"),
        ("Aug 03 10:00-11:00; Mo 08:00-12:00", "10:00-11:00", "10:00-11:00"),
    ],
)
def test_what_holds_on_a_monday_and_on_one_that_is_a_holiday(text, usually, on_a_holiday):
    assert (on(text, MONDAY), on(text, MONDAY, is_holiday=True)) == (usually, on_a_holiday)


# Dates


@pytest.mark.parametrize(
    ("text", "day", "found"),
    [
        ("24/7; Dec 24 08:00-12:00", date(2026, 12, 24), "08:00-12:00"),
        ("24/7; Dec 24 08:00-12:00", date(2027, 12, 24), "08:00-12:00"),
        ("24/7; Dec 24 08:00-12:00", date(2026, 12, 25), "00:00-00:00"),
        ("24/7; 2026 Dec 24 off", date(2027, 12, 24), "00:00-00:00"),
        ("24/7; Dec 24-26 off", date(2026, 12, 26), "closed"),
        ("24/7; Dec 24, Dec 31 off", date(2026, 12, 31), "closed"),
        ("24/7; Dec 24,Dec 31-Jan 02 off", date(2027, 1, 2), "closed"),
        ("24/7; 2026 Dec 27-2027 Jan 06 off", date(2027, 1, 6), "closed"),
        ("24/7; 2026 Dec 27-2027 Jan 06 off", date(2027, 1, 7), "00:00-00:00"),
        ("24/7; 2026 Dec 27-2027 Jan 06 off", date(2028, 1, 6), "00:00-00:00"),
        ("Mo-Fr 07:00-18:00; Jun-Aug Mo-Fr 08:00-14:00", MONDAY, "08:00-14:00"),
        ("Mo-Fr 07:00-18:00; Jun-Aug Mo-Fr 08:00-14:00", date(2026, 9, 1), "07:00-18:00"),
        ("Mo-Fr 07:00-18:00; Jun-Aug Tu off", MONDAY, "07:00-18:00"),
        ("Mo-Fr 07:00-18:00; Aug off; Aug 03 08:00-10:00", MONDAY, "08:00-10:00"),
        ("Mo-Fr 07:00-18:00; Aug 03 08:00-10:00; Aug off", MONDAY, "closed"),
        ("Mo-Fr 07:00-18:00; May 24/7", date(2026, 5, 2), None),
        ("Mo-Fr 07:00-18:00; May 00:00-24:00", date(2026, 5, 2), "00:00-00:00"),
        ("Mar 01-Oct 31 09:00-17:00", date(2026, 10, 31), "09:00-17:00"),
        ('Mo 08:00-12:00; Aug 03 "ask us"', MONDAY, '"ask us"'),
        ('Mo 08:00-12:00; Aug off "gone fishing"', MONDAY, 'closed "gone fishing"'),
        ("Mo 08:00-12:00; Feb 29 off", date(2028, 2, 28), "08:00-12:00"),
    ],
)
def test_what_holds_on_dates(text, day, found):
    if found is None:
        with pytest.raises(ValueError, match="Write"):
            Hours.read(text)
    else:
        assert on(text, day) == found


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Fr 07:00-18:00; Jun-Aug Mo-Fr 08:00-12:00; Sa 08:00-10:00",
        # in July both hold
        "Mo-Fr 07:00-18:00; Jun-Aug Mo-Fr 08:00-12:00; Jul Sa 08:00-10:00",
        "Mo-Fr 07:00-18:00; Jul Sa 08:00-10:00; Jun-Aug Mo-Fr 08:00-12:00",
        "Mo-Fr 07:00-18:00; Dec-Feb off; Jan Mo 10:00-12:00",
    ],
)
def test_the_week_of_a_season_is_what_holds_then(text):
    hours = Hours.read(text)
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(365)]
    for day in days:
        weeks = {dates: week for dates, week in hours.seasons if day in dates}
        if weeks:
            narrowest = min(weeks, key=lambda dates: dates.length)
            assert weeks[narrowest][day.weekday()] == hours.on(day), f"{day} in {narrowest}"
        else:
            assert hours.week[day.weekday()] == hours.on(day)


def test_dates_of_the_same_name_are_one_season():
    found = Hours.read("Mo 08:00-12:00; Jun-Aug Mo 09:00-10:00; Jun-Aug Tu 10:00-11:00").seasons
    assert [(dates, [shown(day) for day in week[:3]]) for dates, week in found] == [
        (Dates(date(2000, 6, 1), date(2000, 8, 31), True), ["09:00-10:00", "10:00-11:00", "closed"])
    ]


# Refused


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "has no hours in it"),
        (" ; ", "has no hours in it"),
        ("weekdays", "can't be read as opening hours"),
        ("Mo", "can't be read as opening hours"),
        ("Dec 24", "can't be read as opening hours"),
        ("Mo-Fr 07:00-18:00; Dec 24", '"Dec 24" can\'t be read as opening hours'),
        ("Mo 07:00 till late", 'can\'t be read as opening hours: "till late"'),
        ("Mo 07:00-18:00 off", "can't be read as opening hours"),
        ("Mo off 07:00-18:00", "can't be read as opening hours"),
        ('Mo "x" 07:00-18:00', "can't be read as opening hours"),
        ('Mo 07:00-18:00 "x', "is never closed"),
        ('Mo 07:00-18:00 x"', "was never opened"),
        ('Mo ""', "can't be read as opening hours"),
        ("Mo 07:00-18:00, We 07:00-12:00", "can't be read as opening hours"),
        ("Mo 07:00-18:00 Tu 08:00-12:00", "can't be read as opening hours"),
        ("Mon 07:00-18:00", '"Mon" is not a day. Did you mean "Mo"?'),
        ("Mo-Do 07:00-18:00", '"Do" is not a day. Did you mean "Th"?'),
        ("Thursday 07:00-18:00", '"Thursday" is not a day. Did you mean "Th"?'),
        ("mo 07:00-18:00", '"mo" is not a day'),
        ("Mo-PH 07:00-18:00", '"PH" is not a day'),
        ("Mo-Tu-We 07:00-18:00", "is not a day"),
        ("Mo- 07:00-18:00", '"Mo-" lacks a day'),
        ("Mo,,Tu 07:00-18:00", '"Mo,,Tu" lacks a day'),
        ("SH off", '"SH" is not a day'),
        ("easter off", '"easter" is not a day'),
        ("Mo-Fr 24/7", "can't be read as opening hours|is not a stretch of hours"),
        ("Mo 7-18", "is not a stretch of hours"),
        ("Mo 07:00", "is not a stretch of hours"),
        ("Mo 07:00-", "is not a stretch of hours"),
        ("Mo 07.00-18.00", "Write"),
        ("Mo 7am-6pm", "Write"),
        ("Mo 07:00+", "Write"),
        ("Mo sunrise-sunset", "Write"),
        ("Mo[1] 07:00-18:00", "Write"),
        ("week 1-10 07:00-18:00", "Write"),
        ("Mo 07:60-18:00", "is not a stretch of hours"),
        ("Mo 24:00-25:00", "is not a stretch of a day"),
        ("Mo 07:00-24:01", "is not a stretch of a day"),
        ("Mo 20:00-26:00", "is not a stretch of a day"),
        ("Mo 07:00-07:00", "is not a stretch of a day"),
        ("Mo 00:00-00:00", "is not a stretch of a day"),
        ("Mo 07:00-13:00,12:00-18:00", "overlap"),
        ("Mo 07:00-13:00,07:00-13:00", "overlap"),
        ("Mo 20:00-02:00,21:00-22:00", "overlap"),
        ("Mo 12:00-18:00,07:00-13:00", "overlap"),
        ("Mo-Su 20:00-06:00,05:00-08:00", "overlap"),
        ("Fr 20:00-06:00; Sa 05:00-08:00", "overlap: those of Fr and Sa"),
        ("Su 20:00-06:00; Mo 05:00-08:00", "overlap: those of Su and Mo"),
        ("Mo-Fr 07:00-18:00; Jun-Aug Fr 20:00-06:00; Jun-Aug Sa 05:00-08:00", "overlap"),
        ("Feb 30 off", "not in the calendar"),
        ("Dec 0 off", "calendar|no days"),
        ("0000 Dec 24 off", "calendar|no days"),
        ("2027 Jan 06-2026 Dec 24 off", "ends before it starts"),
        ("Dec 24-2027 Jan 06 off", "no days"),
        ("Dezember 24 off", "Write"),
    ],
)
def test_hours_that_cannot_be_are_refused(text, message):
    with pytest.raises(ValueError, match=message):
        Hours.read(text)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (" ; ", '";" has no hours'),
        ("Tu-Fr 08:00-12:00; weekdays", '"weekdays"'),
        ("Mo 07:00 till late", '"till late"'),
        ("Mo 08:00-12:00; Tu", "\"Tu\" can't be read as opening hours: it doesn't say from when to when"),
        ('Mo-Fr "by appointment', 'The quote before "by appointment" is never closed'),
        ('Mo "a"; Tu "b; We off', 'before "b; We off" is never closed'),
        ('Mo 08:00-12:00; Tu by appointment"', 'behind "Mo 08:00-12:00; Tu by appointment" was never opened'),
        ("Mo-Fr „nach Absprache“", '"„nach Absprache“"'),
        ('Mo ""', '"Mo """'),
        ("Mo 08:00-12:00; Mon 07:00-18:00", '"Mon"'),
        ("Mo 08:00-12:00; Tu,,We 07:00-18:00", '"Tu,,We" lacks a day'),
        ("Mo 08:00-12:00; Tu- 07:00-18:00", '"Tu-" lacks a day'),
        ("Mo-PH 07:00-18:00", '"PH"'),
        ("Mo 08:00-12:00; Tu 7-18", '"7-18"'),
        ("Mo 08:00-12:00,; Tu off", '"08:00-12:00," lacks hours'),
        ("Mo 08:00-12:00; Tu 20:00-26:00", '"20:00-26:00"'),
        ("Mo off; Tu 12:00-18:00,07:00-13:00", '"12:00-18:00,07:00-13:00"'),
        ("Fr 20:00-06:00; Sa 05:00-08:00", "Fr and Sa"),
        ("Mo 08:00-12:00; Feb 30 off", '"Feb 30"'),
        ("Mo 08:00-12:00; Dec 24-26-28 off", '"Dec 24-26-28"'),
        ("Mo 08:00-12:00; Dec 24, 10:00-12:00", '"Dec 24," lacks a day'),
        ("Mo 08:00-12:00; 2027 Jan 06-2026 Dec 24 off", '"2027 Jan 06-2026 Dec 24" ends before'),
        ("Mo 08:00-12:00; 2026 Dec 24,2027 Feb 29 off", '"2027 Feb 29"'),
        ("Mo 07:00-18:00 " + "Tu 08:00-12:00 " * 20, '"Tu 08:00-12:00 Tu'),
    ],
)
def test_a_refusal_shows_where_and_gives_an_example_that_works(text, where):
    with pytest.raises(ValueError, match=re.escape(where)) as refused:
        Hours.read(text)
    example = re.split("for example ", str(refused.value), flags=re.IGNORECASE)[-1]
    assert Hours.read(example.removesuffix("."))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Mo 08:00-12:00", '"Mo 08:00-12:00"'),
        ("08:00-12:00,", '"08:00-12:00," lacks hours'),
        ("08:00-12:00,11:00-15:00", '"08:00-12:00,11:00-15:00"'),
        ("08:00-12:00,13:00-25:00", '"13:00-25:00"'),
        ('08:00-12:00 "ring', 'The quote before "ring"'),
    ],
)
def test_a_refusal_of_a_special_day_does_too(text, where):
    with pytest.raises(ValueError, match=re.escape(where)) as refused:
        Day.read(text)
    assert Day.read(str(refused.value).partition("for example ")[2].removesuffix("."))


PIECES = [
    *DAYS,
    "PH",
    "off",
    "closed",
    "24/7",
    "Dec",
    "Jun",
    "Feb 29",
    "2026",
    "0000",
    "00",
    "24:00",
    "07:00",
    "7",
    "99",
]
PIECES += ["-", ",", ";", " ", '"', "–", ":", "x", "٣", "by appointment", "\n", "\x00", "\ud800"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=60))
def test_reading_says_nothing_but_value_error(text):
    for read in (Hours.read, Day.read):
        said = refusal(read, text)
        assert not said or said.endswith("."), said


@pytest.mark.parametrize(
    "again", [" 2000 Jan", "-Jan", ", Jan", ",Mo", " - Mo", '"', ' "a"', ";", " 08:00-12:00,", "1"]
)
def test_reading_takes_no_longer_than_the_text(again):
    # Were it to double with each time, it would not end.
    with pytest.raises(ValueError, match="Write"):
        Hours.read("Jan" + again * 60 + "x")


# What holds, by hand

spans = st.sampled_from(["off", "08:00-12:00", "08:00-12:00,13:00-18:00", "20:00-02:00", '"ring us"', 'off "gone"'])
days = st.sampled_from(
    ["Mo", "Tu-Th", "Sa-Mo", "Mo,We", "PH", "Sa,PH", "Jun-Aug", "Aug 03", "Jun-Aug Mo-We", "Aug PH", ""]
)
rules = st.lists(st.tuples(days, spans), min_size=1, max_size=6)
WEEKDAYS = {
    "Mo": {0},
    "Tu-Th": {1, 2, 3},
    "Sa-Mo": {5, 6, 0},
    "Mo,We": {0, 2},
    "PH": {7},
    "Sa,PH": {5, 7},
    "Mo-We": {0, 1, 2},
}


def by_hand(written, day, is_holiday):
    """The same, without any of the code: the week first, then all else; the last one wins, and holidays over weeks."""
    usual, more = [], []
    for when, what in written:
        names, dates = by_hand_read(when)
        for group in [names - {7}, names & {7}] if names else [set()]:
            is_meant = not names or day.weekday() in group or (is_holiday and 7 in group)
            if is_meant and by_hand_within(dates, day):
                is_strong = group == {7} or (not group and bool(dates))
                (more if dates or group == {7} else usual).append((what, is_strong, bool(group - {7})))
    holding = [*usual, *more]
    if is_holiday:
        holding = [rule for rule in holding if rule[1]] or holding
    what, _, names_weekdays = holding[-1] if holding else ("off", False, False)
    return "unsaid" if is_holiday and names_weekdays and what != "off" else shown_by_hand(what)


def by_hand_read(when):
    """The days of the week, of which 7 is a holiday, and the dates, that are named."""
    words = when.split()
    names = {number for word in words for number in WEEKDAYS.get(word, ())}
    return names, " ".join(word for word in words if word not in WEEKDAYS)


def by_hand_within(dates, day):
    return {
        "": True,
        "Jun-Aug": 6 <= day.month <= 8,
        "Aug": day.month == 8,
        "Aug 03": (day.month, day.day) == (8, 3),
    }[dates]


def shown_by_hand(what):
    return what.replace("off", "closed")


@given(rules, st.dates(date(2026, 5, 25), date(2026, 9, 7)), st.booleans())
def test_what_holds_is_what_the_rules_say(written, day, is_holiday):
    text = "; ".join(f"{when} {what}".strip() for when, what in written)
    if said := refusal(Hours.read, text):
        assert "overlap" in said
    else:
        assert on(text, day, is_holiday) == by_hand(written, day, is_holiday), text


@given(rules)
def test_the_rows_are_the_week_in_order_and_as_few_as_can_be(written):
    text = "; ".join(f"{when} {what}".strip() for when, what in written)
    assume(not refusal(Hours.read, text))
    hours = Hours.read(text)
    found = rows(hours.week)
    assert [number for row in found for number in range(row.first, row.last + 1)] == list(range(7))
    assert all(hours.week[number] == row.day for row in found for number in range(row.first, row.last + 1))
    assert all(before.day != after.day for before, after in pairwise(found))


def test_a_date_without_its_month_is_of_the_one_before():
    assert Hours.read("Dec 24,26,30-31 off").rules == Hours.read("Dec 24,Dec 26,Dec 30-31 off").rules
    assert Hours.read("2026 Dec 24,2027 Jan 2 off").rules[0].dates[1].first == date(2027, 1, 2)
    with pytest.raises(ValueError, match="can't be read"):
        Hours.read("24,26 off")
