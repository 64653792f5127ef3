"""Calendars: what is written is what another program reads."""

import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from pelican_converse.ics import Diary, Entrant
from pelican_converse.model.meetup import Meetup

DIARY = Diary("Adler Bread", "adler.example", "Europe/Vienna", date(2026, 8, 6))
HOSTILE = 'a;b,c\\d\ne"f:g\nBEGIN:VEVENT\nEND:VCALENDAR\n\\n ;X=1 äöü€🥖 ' + "long " * 40


def entrant(words="Come.", title="Coffee", where="Graz", url="https://adler.example/meet/market/", **stop):
    said = {"when": "2026-09-12 09:00-12:00", "where": where} | stop
    return Entrant(Meetup(slug="market", title=title, stops=(said,)).events[0], words, url)


def entry(*entrants):
    return Calendar.from_ical(DIARY.file(entrants)).events[0]


def test_a_stop_is_an_entry():
    event = entry(entrant(geo="47.0689, 15.4489"))
    assert event["UID"] == "market-1@adler.example"
    assert (event["SUMMARY"], event["LOCATION"], event["DESCRIPTION"]) == ("Coffee", "Graz", "Come.")
    assert event["DTSTART"].dt == datetime(2026, 9, 12, 7, tzinfo=UTC)
    assert event["DTEND"].dt == datetime(2026, 9, 12, 10, tzinfo=UTC)
    assert event["DTSTAMP"].dt == datetime(2026, 8, 6, tzinfo=UTC)
    assert event["URL"] == "https://adler.example/meet/market/"
    assert event["STATUS"] == "CONFIRMED"
    assert event["GEO"].to_ical() == "47.0689;15.4489"


@pytest.mark.parametrize(
    ("when", "lines"),
    [
        ("2026-09-12", ["DTSTART;VALUE=DATE:20260912", "DTEND;VALUE=DATE:20260913"]),
        ("2026-12-31/2027-01-01", ["DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270102"]),
        ("2026-01-12 09:00", ["DTSTART:20260112T080000Z"]),
        ("2026-10-24 22:00-04:00", ["DTSTART:20261024T200000Z", "DTEND:20261025T030000Z"]),
    ],
)
def test_days_end_on_the_morning_after_and_hours_are_in_utc(when, lines):
    text = DIARY.file([entrant(when=when)]).decode()
    assert [line for line in text.split("\r\n") if line.startswith(("DTSTART", "DTEND"))] == lines


def test_what_is_cancelled_says_so():
    assert entry(entrant(cancelled="Rain"))["STATUS"] == "CANCELLED"


def test_what_is_not_known_is_not_said():
    assert not {"URL", "GEO", "DESCRIPTION", "ORGANIZER"} & set(entry(entrant("", url="")))


def test_a_feed_says_whose_it_is_and_how_often_to_look():
    text = DIARY.feed([entrant(), entrant()]).decode()
    for line in (
        "NAME:Adler Bread",
        "X-WR-CALNAME:Adler Bread",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
        "X-WR-TIMEZONE:Europe/Vienna",
        "METHOD:PUBLISH",
    ):
        assert f"\r\n{line}\r\n" in text
    assert len(Calendar.from_ical(text).events) == 2


def test_lines_are_as_long_as_calendars_take_and_end_as_they_want():
    text = DIARY.feed([entrant(HOSTILE, HOSTILE, HOSTILE)])
    assert text.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    assert b"\n" not in text.replace(b"\r\n", b"")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])), st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_any_words_come_back_as_they_were(title, words):
    title, words = f"x{title}".strip(), f"{HOSTILE}{words}"
    event = entry(entrant(words, title, title))
    assert event["DESCRIPTION"] == words
    assert event["SUMMARY"] == event["LOCATION"] == " ".join(title.split())


def test_another_program_reads_the_same():
    (event,) = vobject.readOne(
        DIARY.feed([entrant(HOSTILE, HOSTILE, HOSTILE, geo="47.0689, 15.4489")]).decode()
    ).vevent_list
    assert event.description.value == HOSTILE
    assert event.summary.value == " ".join(HOSTILE.split())
    assert event.dtstart.value == datetime(2026, 9, 12, 7, tzinfo=UTC)


def test_hostile_words_make_no_entry():
    text = DIARY.feed([entrant(HOSTILE, HOSTILE, HOSTILE)])
    assert text.count(b"\r\nBEGIN:VEVENT") == text.count(b"\r\nEND:VCALENDAR") == 1


def test_two_builds_on_one_day_are_the_same():
    assert DIARY.feed([entrant()]) == DIARY.feed([entrant()])


def test_a_site_without_meetups_does_not_load_what_writes_calendars():
    code = "import sys, pelican_converse.plugin; print('icalendar' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
