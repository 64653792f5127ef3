"""Opening hours: what is written, and the table that a visitor sees."""

from datetime import date, time

import pytest

from pelican_converse.model.hours import DAYS, Dates, DayHours, Hours, Span


def shown(day):
    spans = ",".join(f"{span.start:%H:%M}-{span.end:%H:%M}" for span in day.spans) or "closed"
    return f'{spans} "{day.remark}"' if day.remark else spans


def rows(text):
    return [f"{DAYS[row.first]}-{DAYS[row.last]} {shown(row.day)}" for row in Hours.read(text).rows]


@pytest.mark.parametrize(
    ("text", "table"),
    [
        (
            "Tu-Fr 07:00-18:00; Sa 07:00-13:00; PH off",
            ["Mo-Mo closed", "Tu-Fr 07:00-18:00", "Sa-Sa 07:00-13:00", "Su-Su closed"],
        ),
        ("Mo-Su 00:00-24:00", ["Mo-Su 00:00-00:00"]),
        ("Mo 7:00-12:30,13:30-18:00", ["Mo-Mo 07:00-12:30,13:30-18:00", "Tu-Su closed"]),
        ("Mo 13:30-18:00, 07:00-12:30", ["Mo-Mo 07:00-12:30,13:30-18:00", "Tu-Su closed"]),
        ("Mo,Fr 08:00-12:00", ["Mo-Mo 08:00-12:00", "Tu-Th closed", "Fr-Fr 08:00-12:00", "Sa-Su closed"]),
        ("Sa-Mo 08:00-12:00", ["Mo-Mo 08:00-12:00", "Tu-Fr closed", "Sa-Su 08:00-12:00"]),
        ("Mo-Fr 08:00-18:00; We off", ["Mo-Tu 08:00-18:00", "We-We closed", "Th-Fr 08:00-18:00", "Sa-Su closed"]),
        ("Fr 20:00-02:00", ["Mo-Th closed", "Fr-Fr 20:00-02:00", "Sa-Su closed"]),
        (
            'Mo-Tu 08:00-12:00 "only bread"; We off "market day"',
            ['Mo-Tu 08:00-12:00 "only bread"', 'We-We closed "market day"', "Th-Su closed"],
        ),
        ("  Mo   08:00-12:00 ;; ", ["Mo-Mo 08:00-12:00", "Tu-Su closed"]),
        ("Mo closed", ["Mo-Su closed"]),
        ("Mo 08:00-12:00,12:00-18:00", ["Mo-Mo 08:00-12:00,12:00-18:00", "Tu-Su closed"]),
    ],
)
def test_the_week_is_a_table(text, table):
    assert rows(text) == table


def test_public_holidays_are_kept_apart_from_the_week():
    assert Hours.read("Mo-Su 08:00-12:00").holidays is None
    assert Hours.read("Mo-Su 08:00-12:00; PH off").holidays.spans == ()
    assert shown(Hours.read("Su,PH 09:00-11:00").holidays) == "09:00-11:00"
    assert rows("Su,PH 09:00-11:00") == ["Mo-Sa closed", "Su-Su 09:00-11:00"]


def test_only_days_with_something_to_say_are_open_rows():
    found = Hours.read('Tu 08:00-12:00; We off "market day"').open_rows
    assert [row.first for row in found] == [1, 2]


def test_a_night_ends_on_the_next_day():
    (span,) = Hours.read("Fr 20:00-02:00").week[4].spans
    assert (span.opens, span.closes, span.start, span.end) == (1200, 1560, time(20), time(2))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("weekdays", "can't be read as opening hours"),
        ("off", "can't be read as opening hours"),
        ("Mo", "can't be read as opening hours"),
        ("Mo 07:00 till late", "can't be read as opening hours"),
        ("Mo 07:00–18:00", "can't be read as opening hours"),
        ("Mon 07:00-18:00", '"Mon" is not a day'),
        ("mo 07:00-18:00", '"mo" is not a day'),
        ("Mo-PH 07:00-18:00", '"PH" is not a day'),
        ("Mo- 07:00-18:00", '"" is not a day'),
        ("Mo,,Tu 07:00-18:00", '"" is not a day'),
        ("Mo 7-18", "is not a stretch of hours"),
        ("Mo 07:00", "is not a stretch of hours"),
        ("Mo 07:00-", "is not a stretch of hours"),
        ("Mo 07:60-18:00", "is not a stretch of hours"),
        ("Mo 24:00-25:00", "is not a stretch of a day"),
        ("Mo 07:00-24:01", "is not a stretch of a day"),
        ("Mo 07:00-07:00", "is not a stretch of a day"),
        ("Mo 07:00-13:00,12:00-18:00", "overlap"),
        ("Mo 20:00-02:00,21:00-22:00", "overlap"),
        ("Mo 12:00-18:00,07:00-13:00", "overlap"),
    ],
)
def test_hours_that_cannot_be_are_refused(text, message):
    with pytest.raises(ValueError, match=message):
        Hours.read(text)


def test_the_hours_of_a_special_day_are_sorted_and_do_not_overlap():
    assert DayHours.read("13:00-15:00, 08:00-12:00").spans == (Span(480, 720), Span(780, 900))
    with pytest.raises(ValueError, match="overlap"):
        DayHours.read("08:00-12:00,11:00-15:00")


def test_special_days_include_both_ends():
    dates = Dates.read("2026-12-24/2027-01-06")
    days = (date(2026, 12, 23), date(2026, 12, 24), date(2027, 1, 6), date(2027, 1, 7))
    assert [day in dates for day in days] == [False, True, True, False]
    assert Dates.read("2026-12-24") == Dates(date(2026, 12, 24), date(2026, 12, 24))


@pytest.mark.parametrize("text", ["2027-01-06/2026-12-24", "Christmas", "2026-12-24/25", "2026-12-24/2026-12-32"])
def test_special_days_that_cannot_be_are_refused(text):
    with pytest.raises(ValueError, match=r"Write|Mend"):
        Dates.read(text)
