"""The small values: what an owner may write, what it means, and how it is written back."""

import re
from datetime import date, time
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pelican_converse.model import business, channels, dates, hours, request
from pelican_converse.model.values import (
    Absence,
    Consent,
    Deadline,
    Moment,
    Notice,
    Picture,
    Promise,
    read_day,
    read_time,
)


@pytest.mark.parametrize("text", ["2026-02-29", "2026-13-01", "2026-00-10", "0000-01-01"])
def test_a_day_that_is_not_in_the_calendar_is_refused(text):
    with pytest.raises(ValueError, match="is not a day of the calendar"):
        read_day(text)


@pytest.mark.parametrize("text", ["", "2026-3-4", "4.3.2026", "2026/03/04", "20260304", "2026-03", "tomorrow"])
def test_what_is_not_written_as_a_day_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match=r"is not a date\. Write it as 2026-03-04"):
        read_day(text)


def test_times_are_of_the_day():
    assert (read_time("7:30"), read_time("00:00"), read_time("23:59")) == (time(7, 30), time(0), time(23, 59))
    for text in ("24:00", "7", "7.30", "07:60", "7:30 pm", ""):
        with pytest.raises(ValueError, match="is not a time of day"):
            read_time(text)


def test_a_moment_may_have_a_time():
    assert Moment.read("2026-03-04") == Moment(date(2026, 3, 4))
    assert Moment.read(" 2026-03-04  7:30 ") == Moment(date(2026, 3, 4), time(7, 30))
    assert [str(Moment.read(text)) for text in ("2026-03-04", "2026-03-04 7:30")] == ["2026-03-04", "2026-03-04 07:30"]


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2026-03-04", "2026-03-05", True),
        ("2026-03-05", "2026-03-04", False),
        ("2026-03-04 09:00", "2026-03-04 10:00", True),
        ("2026-03-04 10:00", "2026-03-04 10:00", False),
        ("2026-03-04", "2026-03-04 10:00", False),
        ("2026-03-04 09:00", "2026-03-04", False),
    ],
)
def test_on_one_day_only_two_times_can_tell_what_came_first(one, other, before):
    assert Moment.read(one).is_before(Moment.read(other)) is before


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2026-05-01", date(2026, 5, 1)),
        ("2026-05", date(2026, 5, 31)),
        ("2026-12", date(2026, 12, 31)),
        ("2028-02", date(2028, 2, 29)),
        ("2027-02", date(2027, 2, 28)),
    ],
)
def test_a_deadline_holds_to_the_end_of_its_day_or_month(text, last):
    assert Deadline.read(text).last == last
    assert str(Deadline.read(text)) == text


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "0000-05", "2026-02-30", "May", "2026", "", "2026-5"])
def test_a_deadline_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match=r"calendar|is not a date. Write it as 2026-05-01, or a month as 2026-05"):
        Deadline.read(text)


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("2 working days", 2, "working days"),
        ("1 working day", 1, "working days"),
        ("4  Hours", 4, "hours"),
        ("1 hour", 1, "hours"),
    ],
)
def test_a_promise_counts_working_days_or_hours(text, amount, unit):
    assert Promise.read(text) == Promise(amount, unit)


@pytest.mark.parametrize(
    "text", ["soon", "2 days", "two hours", "0 hours", "-1 hours", "1.5 hours", "1 week", "9999 hours"]
)
def test_a_promise_nobody_can_keep_score_of_is_refused(text):
    with pytest.raises(ValueError, match="can't be counted"):
        Promise.read(text)


def test_a_picture_is_a_file_and_words():
    assert Picture.read("images/a b.jpg|Rosa | Ben") == Picture("images/a b.jpg", "Rosa | Ben")
    assert str(Picture("images/a.jpg", "Rosa")) == "images/a.jpg | Rosa"
    assert Picture.read("images/..a.jpg | Rosa").file == "images/..a.jpg"


@pytest.mark.parametrize("text", ["images/a.jpg", "images/a.jpg |", "| Rosa", "", "|"])
def test_a_picture_without_a_file_or_words_is_refused(text):
    with pytest.raises(ValueError, match="lacks its file or its words"):
        Picture.read(text)


@pytest.mark.parametrize(
    "file",
    ["/etc/passwd", "../a.jpg", "images/../../a.jpg", "C:/a.jpg", "images\\a.jpg", "https://a.example/a.jpg", ".."],
)
def test_a_picture_outside_of_the_content_folder_is_refused(file):
    with pytest.raises(ValueError, match="leads out of the content folder"):
        Picture.read(f"{file} | Rosa")


def test_an_absence_has_two_days_and_maybe_a_stand_in():
    absence = Absence.read("2026-08-01/2026-08-14, Ben Hofer answers.")
    assert absence == Absence(date(2026, 8, 1), date(2026, 8, 14), "Ben Hofer")
    assert Absence.read("2026-08-01 / 2026-08-14").stand_in == ""
    assert [date(2026, 8, day) in absence for day in (1, 14, 15)] == [True, True, False]
    assert date(2026, 7, 31) not in absence


@pytest.mark.parametrize(
    "text", ["2026-08-01", "August", "2026-08-01/2026-08-14, Ben", "2026-08-01/, Ben answers", "/"]
)
def test_an_absence_that_is_not_clear_is_refused(text):
    with pytest.raises(ValueError, match="Write"):
        Absence.read(text)


def test_leave_to_quote_has_a_day():
    assert Consent.read("Yes,2026-03-04") == Consent(date(2026, 3, 4))
    assert str(Consent(date(2026, 3, 4))) == "yes, 2026-03-04"
    for text in ("yes", "2026-03-04", "no, 2026-03-04", "yes 2026-03-04"):
        with pytest.raises(ValueError, match="is not leave with a date"):
            Consent.read(text)


def test_a_notice_has_an_end():
    assert Notice.read("Until 2026-03-04") == Notice(date(2026, 3, 4))
    assert str(Notice(date(2026, 3, 4))) == "until 2026-03-04"
    for text in ("until", "2026-03-04", "yes"):
        with pytest.raises(ValueError, match="has no end"):
            Notice.read(text)


READERS = [
    *(kind.read for kind in (Moment, Deadline, Promise, Picture, Absence, Consent, Notice, request.Action)),
    *(hours.Hours.read, hours.Day.read, dates.Dates.read, dates.Dates.read_named, read_day, read_time),
    *(partial(channels.ContactPoint.read, read_value=kind.read) for kind in channels.KINDS.values()),
    *(lambda text, country=country: channels.parse_number(text, country) for country in ("", "AT", "US")),
    Absence.read_all,
    *(business.read_language, business._read_country, business._read_time_zone, business._read_colour),
    *(request.read_via, request._read_kind, request._read_count, request._read_ref, request._read_slug),
]
TYPED = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text("0123456789-:/,;. |ayMoPH+@#\"'"),
    st.text("٠١٢٣٤٥٦٧٨٩²-: "),
)


@pytest.mark.parametrize("read", READERS)
@settings(max_examples=40)
@given(text=TYPED)
def test_whatever_is_typed_is_read_or_refused_with_words(read, text):
    refusal = ""
    try:
        read(text)
    except ValueError as error:
        refusal = str(error)
    assert not refusal or re.fullmatch(r'["A-Z].*[.?]', refusal, re.DOTALL)


@pytest.mark.parametrize(
    "zone",
    [
        *("", "/", "..", "../etc/passwd", "/etc/passwd", "Europe", "europe/Vienna\x00", "A" * 300),
        *("localtime", "posixrules", "Factory", "posix/Europe/Vienna", "Etc/GMT+5", "CET", "Zulu"),
    ],
)
def test_a_time_zone_that_is_none_is_refused(zone):
    with pytest.raises(ValueError, match="is not a time zone"):
        business._read_time_zone(zone)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Vienna", "America/Argentina/Ushuaia", "Asia/Kolkata", "US/Eastern"])
def test_a_time_zone_of_a_country_is_one(zone):
    assert business._read_time_zone(zone) == zone


@pytest.mark.parametrize("code", ["ZZ", "EU", "UN", "XA", "XB", "QO", "EZ", "001", "", "A", "Austria"])
def test_what_is_no_country_is_refused(code):
    with pytest.raises(ValueError, match="is not a country"):
        business._read_country(code)


@pytest.mark.parametrize("code", ["AT", "at", "GB", "XK", "TW", "PS", "VA", "GL", "PR"])
def test_a_country_is_one(code):
    assert business._read_country(code) == code.upper()
