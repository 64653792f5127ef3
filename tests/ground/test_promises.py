"""Promises: every ask and every date is judged as the page says, and a second count from the published data agrees."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recount import recount

from pelican_converse.ledger import request_data, write_json
from pelican_converse.ledgerdata import AHEAD, promises_data, working_time
from pelican_converse.model.hours import Hours
from pelican_converse.model.request import Action, Request, Turn
from pelican_converse.model.values import Moment, Promise
from pelican_converse.opening import Opening
from pelican_converse.promises import promises
from pelican_converse.publicholidays import PublicHolidays
from pelican_converse.workingtime import WorkingTime

TODAY = date(2026, 8, 6)
AUSTRIA = PublicHolidays("AT", "6")


def working(*places):
    """The working time of a business in Vienna; a place is its hours, maybe with ` in ` and its time zone."""
    said = (place.partition(" in ") for place in places if place)
    openings = (Opening(Hours.read(hours), AUSTRIA, zone or "Europe/Vienna") for hours, _, zone in said)
    return WorkingTime(tuple(openings), AUSTRIA, "Europe/Vienna")


def turn(text):
    """`08-03 Rosa: planned by 2026-09`, of the year 2026; people are capitals, customers aren't."""
    when, _, rest = text.partition(" ")
    who, _, action = rest.partition(": ")
    day, _, clock = when.partition("T")
    staff = (who.lower(),) if who[0].isupper() else ()
    moment = Moment.read(f"2026-{day} {clock}".strip())
    return Turn(on=moment, who=who, staff=staff, text="x", **did(action))


def did(action):
    return {"action": Action.read(action)} if action else {}


def request(asked, *turns, kind="idea", slug="milk"):
    day, _, clock = asked.partition("T")
    moment = Moment.read(f"2026-{day} {clock}".strip())
    return Request(slug=slug, title="x", asked=moment, kind=kind, turns=tuple(map(turn, turns)))


def verdicts(said, within="2 working days", hours="", *more):
    promise = Promise.read(within) if within else None
    found = promises([said], {said.slug: promise}, working(hours, *more), TODAY)
    return [ask.verdict for ask in reversed(found.ever.asks)]


def test_monday_and_two_working_days_end_on_wednesday():
    assert verdicts(request("07-06", "07-08 Rosa")) == ["in time"]
    assert verdicts(request("07-06", "07-09 Rosa")) == ["missed"]


@pytest.mark.parametrize(
    ("asked", "answered", "verdict"),
    [
        ("07-03", "07-07", "in time"),  # a Friday, then Monday and Tuesday
        ("07-04", "07-07", "in time"),  # a Saturday
        ("07-04", "07-08", "missed"),
        ("05-13", "05-18", "in time"),  # Ascension is on the 14th, and Friday, Monday are the two days
        ("05-13", "05-19", "missed"),
    ],
)
def test_weekends_and_public_holidays_are_no_working_days(asked, answered, verdict):
    assert verdicts(request(asked, f"{answered} Rosa")) == [verdict]


def test_working_days_are_those_on_which_a_place_is_open():
    hours = "Tu,Sa 07:00-12:00; PH off"
    assert verdicts(request("07-07", "07-14 Rosa"), hours=hours) == ["in time"]
    assert verdicts(request("07-07", "07-15 Rosa"), hours=hours) == ["missed"]


def test_hours_are_counted_while_open_and_only_where_times_are_given():
    hours = "Mo-Fr 08:00-12:00,13:00-18:00"

    def four_hours(asked, answered):
        return verdicts(request(asked, f"{answered} Rosa"), "4 hours", hours)

    assert four_hours("07-06T10:00", "07-06T15:00") == ["in time"]
    assert four_hours("07-06T10:00", "07-06T15:01") == ["missed"]
    assert four_hours("07-06T17:00", "07-07T11:00") == ["in time"]
    assert four_hours("07-03T16:00", "07-06T10:01") == ["missed"]
    assert four_hours("07-06", "07-06") == ["unclear"]
    assert four_hours("07-06", "07-08") == ["missed"]
    assert four_hours("07-06T10:00", "07-06") == ["unclear"]


@pytest.mark.parametrize(
    ("asked", "answered", "verdict"),
    [
        ("07-06T14:00", "07-06T16:00", "in time"),  # it opens at 15:00 in Vienna
        ("07-06T14:00", "07-06T16:01", "missed"),
        ("07-06T22:30", "07-07T15:30", "in time"),
        ("07-06T22:30", "07-07T15:31", "missed"),
        ("03-16T13:00", "03-16T15:00", "in time"),  # for three weeks clocks are an hour nearer
        ("03-16T13:00", "03-16T15:01", "missed"),
    ],
)
def test_hours_are_those_of_the_place_wherever_it_is(asked, answered, verdict):
    assert verdicts(request(asked, f"{answered} Rosa"), "1 hour", "Mo-Fr 09:00-17:00 in America/New_York") == [verdict]


@pytest.mark.parametrize(
    ("hours", "begins"),
    [
        ("Mo 20:00-24:00 in America/New_York", {1: "02:00-06:00"}),
        ("Mo 16:00-20:00 in America/New_York", {0: "22:00-26:00"}),
        ("Mo 08:00-12:00 in Pacific/Kiritimati", {6: "20:00-24:00"}),
        ("Su 23:00-24:00 in Pacific/Pago_Pago", {0: "12:00-13:00"}),
        ("24/7 in America/New_York", dict.fromkeys(range(7), "06:00-30:00")),
    ],
)
def test_working_time_of_a_place_far_away_is_told_by_the_clock_of_the_business(hours, begins):
    week = working_time(working(hours), date(2026, 5, 4), date(2026, 8, 2))["week"]
    assert {day: spans[0] for day, spans in enumerate(week) if spans} == begins


@pytest.mark.parametrize(
    ("places", "answered", "verdict"),
    [
        (["24/7", "Fr 20:00-02:00"], "07-04T03:00", "in time"),
        (["24/7", "Fr 20:00-02:00"], "07-04T03:01", "missed"),
        (["Fr 22:00-02:00", "Sa 01:00-13:00"], "07-04T03:00", "in time"),
        (["Fr 22:00-02:00", "Sa 01:00-13:00"], "07-04T03:01", "missed"),
        (["Fr 22:00-01:00", "Sa 00:15-00:30", "Sa 00:45-00:50,01:05-09:00"], "07-04T03:05", "in time"),
        (["Fr 22:00-01:00", "Sa 00:15-00:30", "Sa 00:45-00:50,01:05-09:00"], "07-04T03:06", "missed"),
    ],
)
def test_what_a_night_has_in_common_with_the_next_day_counts_once(places, answered, verdict):
    assert verdicts(request("07-03T23:00", f"{answered} Rosa"), "4 hours", *places) == [verdict]


def test_an_ask_without_an_answer_is_missed_once_the_promise_is_past():
    assert verdicts(request("08-03")) == ["missed"]
    assert verdicts(request("08-04")) == ["open"]
    assert verdicts(request("08-06")) == ["open"]


def test_each_time_a_customer_speaks_is_an_ask_and_several_in_a_row_are_one():
    said = request("07-06", "07-07 Rosa", "07-10 priya", "07-13 priya", "07-20 Rosa", "07-30 priya")
    assert verdicts(said) == ["in time", "missed", "missed"]


def test_whatever_one_of_ours_writes_ends_the_wait():
    assert verdicts(request("07-06", "07-07 Rosa: told Priya")) == ["in time"]
    assert (
        verdicts(request("07-06", "07-07 Rosa: completed", "07-08 priya", "07-08 Rosa: told Priya")) == ["in time"] * 2
    )


def test_praise_is_not_scored():
    praise = request("07-06", "07-07 Rosa: planned by 2026-07-10", "07-30 priya", kind="praise")
    assert verdicts(praise) == []
    assert promises([praise], {praise.slug: None}, working(), TODAY).ever.is_empty


def test_what_promises_nothing_is_not_judged():
    assert verdicts(request("07-06"), within="") == ["unpromised"]


@pytest.mark.parametrize(
    ("turns", "judged"),
    [
        (["05-01 Rosa: planned by 2026-06-01", "05-20 Rosa: completed"], ["kept"]),
        (["05-01 Rosa: planned by 2026-06-01", "06-01 Rosa: completed"], ["kept"]),
        (["05-01 Rosa: planned by 2026-06", "06-30 Rosa: completed"], ["kept"]),
        (["05-01 Rosa: planned by 2026-06-01", "06-02 Rosa: completed"], ["broken"]),
        (["05-01 Rosa: planned by 2026-06-01"], ["broken"]),
        (["05-01 Rosa: planned by 2026-08-06"], ["open"]),
        (["05-01 Rosa: planned by 2026-08-05"], ["broken"]),
        (["05-01 Rosa: planned by 2026-06-01", "05-20 Rosa: started", "05-30 Rosa: completed"], ["kept"]),
        (["05-01 Rosa: planned by 2026-06-01", "05-20 Rosa: planned by 2026-09"], ["moved", "open"]),
        (["05-01 Rosa: planned by 2026-06-01", "06-20 Rosa: started by 2026-07-01"], ["broken", "broken"]),
        (["05-01 Rosa: planned by 2026-06-01", "05-20 Rosa: started by 2026-06-01"], ["broken"]),
        (["05-01 Rosa: planned by 2026-06", "05-20 Rosa: started by 2026-06-30", "06-30 Rosa: completed"], ["kept"]),
        (["05-01 Rosa: planned by 2026-06-30", "05-20 Rosa: planned by 2026-06"], ["broken"]),
        (["05-01 Rosa: planned by 2026-06-01", "05-20 Rosa: declined"], ["taken back"]),
        (["05-01 Rosa: planned by 2026-06-01", "06-20 Rosa: declined"], ["broken"]),
        (["05-01 Rosa: declined until 2026-06"], []),
    ],
)
def test_what_becomes_of_a_date_that_was_named(turns, judged):
    found = promises([request("04-01", *turns)], {}, working(), TODAY)
    assert [each.verdict for each in sorted(found.ever.dated, key=lambda each: each.turn)] == judged


def test_a_date_that_was_moved_says_from_when_to_when():
    said = request("04-01", "05-01 Rosa: planned by 2026-06-01", "05-20 Rosa: planned by 2026-09")
    moved = promises([said], {}, working(), TODAY).ever.of("moved")[0]
    assert (str(moved.by), str(moved.moved_to), moved.settled) == ("2026-06-01", "2026-09", date(2026, 5, 20))


def test_lately_is_what_was_asked_or_settled_in_90_days():
    old, new = request("05-08", slug="old"), request("05-09", slug="new")
    found = promises([old, new], dict.fromkeys(("old", "new"), Promise(1, "working days")), working(), TODAY)
    assert [ask.request.slug for ask in found.lately.missed] == ["new"]
    assert [ask.request.slug for ask in found.ever.missed] == ["new", "old"]
    assert [ask.request.slug for ask in found.unanswered] == ["old", "new"]


CLOCKS = st.one_of(st.none(), st.times().map(lambda clock: clock.replace(second=0, microsecond=0)))
SPEAKERS = st.sampled_from([("Rosa", ("rosa",)), ("Priya", ()), ("", ())])
ACTIONS = st.sampled_from(
    [None, None, "open", "planned", "planned by 2026-07-20", "started by 2026-08", "planned by 2026-08-31",
     "planned by 2026-08-06", "completed", "declined until 2026-12", "told Priya"]
)  # fmt: skip
HOURS = st.sampled_from(
    [
        "Mo-Fr 08:00-12:00,13:00-18:00; PH off",
        "Tu-Sa 20:00-02:00",
        "24/7",
        "Sa 10:00-11:30",
        "Mo 22:00-24:00; PH off",
        "Fr 20:00-06:00",
        "Sa,Su 05:00-13:00",
        "Jun 01-Jul 19 Sa-Su 10:00-18:00",
        "Mo-Fr 09:00-17:00 in America/New_York",
        "24/7 in Asia/Tokyo",
    ]
)
PROMISES = st.builds(Promise, st.integers(1, 9), st.sampled_from(["working days", "hours"]))


@st.composite
def conversations(draw):
    """A request of the last months with turns in order, none after today."""
    day = TODAY - timedelta(days=draw(st.integers(0, 130)))
    asked = Moment(day, draw(CLOCKS))
    turns, before = [], asked
    for _ in range(draw(st.integers(0, 4))):
        when = Moment(min(before.day + timedelta(days=draw(st.integers(0, 20))), TODAY), draw(CLOCKS))
        who, staff = draw(SPEAKERS)
        action = draw(ACTIONS) if staff else None
        if action and " by " in action and Action.read(action).deadline.last < when.day:
            action = None
        if when.is_before(before):
            when = Moment(when.day, time(23, 59))
        turns.append(Turn(on=when, who=who, staff=staff, text="x", **did(action)))
        before = when
    kind = draw(st.sampled_from(["idea", "question", "problem", "praise"]))
    return Request(slug=f"r-{draw(st.integers(0, 10**9))}", title="x", asked=asked, kind=kind, turns=tuple(turns))


@settings(max_examples=100)
@given(st.lists(conversations(), max_size=4, unique_by=lambda each: each.slug), PROMISES, st.lists(HOURS, max_size=3))
def test_a_second_count_from_the_published_data_alone_agrees(requests, promise, places):
    time_worked = working(*places)
    found = promises(requests, {each.slug: promise for each in requests}, time_worked, TODAY)
    within = {"answers_within": {"amount": promise.amount, "unit": promise.unit}}
    about = {"generated": str(TODAY), "working_time": working_time(time_worked, date(2026, 3, 1), TODAY + AHEAD)}
    again = recount("".join(write_json([request_data(each) | within for each in requests], **about)))
    for name in ("ever", "last_90_days"):
        said = promises_data(found)[name]
        counted = {"in time": said["answered_in_time"], "missed": len(said["missed"])}
        counted |= {verdict.replace("_", " "): len(each) for verdict, each in said["dates"].items()}
        assert counted == again[name]
        assert said["asks_counted"] == counted["in time"] + counted["missed"]
