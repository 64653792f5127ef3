"""Meetups and neighbours: their files, when things happen, and what the Site knows of them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_problems import write_site

from pelican_converse.clock import minute_of
from pelican_converse.loading import read_site
from pelican_converse.meetupfile import read_meetup
from pelican_converse.model.meetup import When
from pelican_converse.model.neighbour import Since
from pelican_converse.model.person import Person, Staff
from pelican_converse.model.values import Picture
from pelican_converse.neighbourfile import read_neighbour
from pelican_converse.problems import Problems
from pelican_converse.words import Words

VIENNA = ZoneInfo("Europe/Vienna")
STAFF = Staff(
    [Person(slug="rosa", name="Rosa Adler"), Person(slug="ben", name="Ben Hödl"), Person(slug="kai", name="Kai")]
)
MARKET = """\
Title: Coffee at the market
When: 2026-09-12 09:00-12:00
Where: Kaiser-Josef-Platz, 8010 Graz
Geo: 47.0689, 15.4489
Who: Rosa and Ben
About: What should we bake for Easter?
Picture: images/before.jpg | The place

Picture: images/one.jpg | Ben pours

Picture: images/two.jpg | Rosa laughs

Come.

## Afterwards

Picture: this is a sentence.
"""
TOUR = """\
Title: On the road
Who: Rosa
Cancelled: Rain

Two stops.

## 2026-10-04 10:00-12:00, Südtiroler Platz, 8160 Weiz
Geo: 47.2180, 15.6225
Picture: images/weiz.jpg | The van
Picture: images/weiz2.jpg | The van again

First text.

## 2026-10-11, Anger

Who: Ben, Kai
Cancelled: The square is gone

Second text.
"""


def read(text):
    problems = Problems()
    meetup = read_meetup(text, "content/meetups/x.md", "x", STAFF, problems)
    return meetup, [f"{problem.line}: {problem.message}" for problem in problems.found]


def test_a_meetup_with_one_stop():
    meetup, told = read(MARKET)
    assert told == []
    (stop,) = meetup.stops
    assert (meetup.title, meetup.about) == ("Coffee at the market", "What should we bake for Easter?")
    assert stop.when == When(date(2026, 9, 12), date(2026, 9, 12), time(9), time(12))
    assert (stop.where, stop.geo, stop.who) == ("Kaiser-Josef-Platz, 8010 Graz", (47.0689, 15.4489), ("rosa", "ben"))
    assert stop.map_link == "https://www.openstreetmap.org/?mlat=47.0689&mlon=15.4489#map=18/47.0689/15.4489"
    assert [picture.file for picture in meetup.pictures] == ["images/before.jpg", "images/one.jpg", "images/two.jpg"]
    assert meetup.text == "Come.\n\n## Afterwards\n\nPicture: this is a sentence."
    assert [meetup.source.line("pictures", number) for number in range(3)] == [7, 9, 11]
    assert meetup.source.line("text") == 13
    assert not meetup.is_tour


def test_a_tour_says_at_each_stop_what_is_different_there():
    meetup, told = read(TOUR)
    assert told == []
    weiz, anger = meetup.stops
    assert meetup.text == "Two stops."
    assert (weiz.where, weiz.who, weiz.cancelled) == ("Südtiroler Platz, 8160 Weiz", ("rosa",), "Rain")
    assert weiz.pictures == (Picture("images/weiz.jpg", "The van"), Picture("images/weiz2.jpg", "The van again"))
    assert (anger.where, anger.who, anger.cancelled) == ("Anger", ("ben", "kai"), "The square is gone")
    assert (weiz.text, anger.text) == ("First text.", "Second text.")
    assert [meetup.source.line("stops", number, "text") for number in (0, 1)] == [12, 19]
    assert meetup.source.line("stops", 0, "pictures", 1) == 10
    assert [event.slug for event in meetup.events] == ["x/1", "x/2"]


def test_a_head_may_name_several_pictures():
    meetup, _ = read("Title: x\nWhen: 2026-09-12\nWhere: y\nPicture: a.jpg | A\nPicture: b.jpg | B\nPicture:\n\nText.")
    assert [picture.text for picture in meetup.pictures] == ["A", "B"]
    assert [meetup.source.line("pictures", number) for number in (0, 1)] == [4, 5]


def test_a_yaml_head_may_list_pictures_and_names():
    head = "title: T\nwhen: 2026-09-12\nwhere: Graz\nwho: [Rosa, Kai]\npicture:\n  - a.jpg | A\n  - b.jpg | B\n"
    meetup, told = read(f"---\n{head}---\nCome.\n")
    assert told == []
    assert [picture.text for picture in meetup.pictures] == ["A", "B"]
    assert [meetup.source.line("pictures", number) for number in (0, 1)] == [7, 8]
    assert meetup.stops[0].who == ("rosa", "kai")


@pytest.mark.parametrize(
    "names", ["Rosa, Ben", "Rosa and Ben", "Rosa Adler & ben hödl", "Rosa und Ben", "Rosa, and Ben"]
)
def test_several_people_are_named_as_people_name_them(names):
    meetup, told = read(f"Title: T\nWhen: 2026-09-12\nWhere: Graz\nWho: {names}\n")
    assert (meetup.stops[0].who, told) == (("rosa", "ben"), [])


def test_words_with_a_colon_are_words():
    meetup, told = read("Title: T\nWhen: 2026-09-12\nWhere: Graz\n\nNote: bring a cup.\n")
    assert (meetup.text, told) == ("Note: bring a cup.", [])


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-09-12", date(2026, 9, 12), date(2026, 9, 12)),
        ("2026-09-12/2026-09-13", date(2026, 9, 12), date(2026, 9, 13)),
        ("2026-09-12 9:00", datetime(2026, 9, 12, 9, tzinfo=VIENNA), None),
        ("2026-09-12 09:00 – 12:00", datetime(2026, 9, 12, 9, tzinfo=VIENNA), datetime(2026, 9, 12, 12, tzinfo=VIENNA)),
        ("2026-09-12 20:00-01:00", datetime(2026, 9, 12, 20, tzinfo=VIENNA), datetime(2026, 9, 13, 1, tzinfo=VIENNA)),
        ("2026-12-31 20:00-08:00", datetime(2026, 12, 31, 20, tzinfo=VIENNA), datetime(2027, 1, 1, 8, tzinfo=VIENNA)),
        (
            "2026-09-12 17:00/2026-09-13 09:00",
            datetime(2026, 9, 12, 17, tzinfo=VIENNA),
            datetime(2026, 9, 13, 9, tzinfo=VIENNA),
        ),
    ],
)  # fmt: skip
def test_when_it_starts_and_ends(text, start, end):
    when = When.read(text)
    assert (when.start(VIENNA), when.end(VIENNA)) == (start, end)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-09-12", "Saturday, 12 September 2026"),
        ("2026-09-12 09:00", "Saturday, 12 September 2026, 09:00"),
        ("2026-09-12 20:00-01:00", "Saturday, 12 September 2026, 20:00–01:00"),
        ("2026-09-12/2026-09-13", "Saturday, 12 September 2026 – Sunday, 13 September 2026"),
        ("2026-09-12 17:00/2026-09-13 09:00", "Saturday, 12 September 2026, 17:00 – Sunday, 13 September 2026, 09:00"),
    ],
)
def test_when_it_is_in_words(text, said):
    assert Words("en", "AT").when(When.read(text)) == said


def test_when_it_is_in_german():
    assert Words("de", "AT").when(When.read("2026-09-12 09:00-12:00")) == "Samstag, 12. September 2026, 09:00–12:00"


TIMES = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


@st.composite
def whens(draw):
    first = draw(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
    starts = draw(st.none() | TIMES)
    ends = draw(st.none() | TIMES) if starts else None
    if draw(st.booleans()):
        last = first + timedelta(days=draw(st.integers(1, 9)))
        return When(first, last, starts, starts and (ends or starts))
    if starts and ends and (ends.hour * 60 + ends.minute - starts.hour * 60 - starts.minute - 1) % 1440 >= 720:
        ends = ends if ends > starts else None
    return When(first, first, starts, ends)


@given(whens())
def test_any_time_is_read_as_it_is_written(when):
    assert When.read(str(when)) == when


@given(whens(), st.sampled_from(["Europe/Vienna", "America/St_Johns", "Asia/Kathmandu", "Pacific/Auckland"]))
def test_nothing_ends_before_it_starts(when, zone):
    start, end = when.start(ZoneInfo(zone)), when.end(ZoneInfo(zone))
    if isinstance(start, datetime) and isinstance(end, datetime):
        start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
    assert end is None or (type(start) is type(end) and start <= end)


@given(st.text())
def test_whatever_is_written_a_time_is_read_or_refused_with_advice(text):
    said = ""
    try:
        When.read(text)
    except ValueError as error:
        said = str(error)
    assert not said or "Write" in said or "Mend" in said


@given(st.text(alphabet=st.sampled_from("ab#2026-:, |\nTitleWhnrPcuCdG.jpg")))
def test_whatever_a_file_holds_it_is_read_or_every_problem_is_told(text):
    meetup, told = read(f"Title: T\n{text}")
    assert meetup or told


def test_a_neighbour():
    text = "Name: Farina Mill\nKind: Supplier\nLink: https://www.mill.example/x\nVouched by: Rosa & Ben\nFor: rye\n"
    problems = Problems()
    mill = read_neighbour(
        f"{text}Since: 2014-05\n\nGood people.\n", "content/neighbours/mill.md", "mill", STAFF, problems
    )
    assert problems.found == []
    assert (mill.name, mill.kind, mill.what, mill.vouched_by) == ("Farina Mill", "supplier", "rye", ("rosa", "ben"))
    assert (mill.host, mill.since, mill.text) == ("mill.example", Since(2014, 5), "Good people.")
    assert mill.source.line("what") == 5
    assert mill.source.line("text") == 8


@pytest.mark.parametrize("text", ["2014", "2014-05", "2014-05-17"])
def test_since_is_read_as_it_is_written(text):
    assert str(Since.read(text)) == text
    assert Since.read(text).first.year == 2014


@pytest.fixture
def site(tmp_path):
    files = {}
    topics = "topics: {menu: What we sell, bread: How we bake}\n"
    files["business.yaml"] = f"name: Adler\ncountry: AT\ntime_zone: Europe/Vienna\ncontact: rosa\n{topics}"
    for name in ("Rosa", "Ben"):
        files[f"people/{name.lower()}.md"] = f"Name: {name}\nPhone: 0316 555 0123\n"
    whens = {
        "today": "2026-08-06",
        "night": "2026-08-05 20:00-02:00",
        "old": "2025-01-01",
        "days": "2026-08-01/2026-08-06",
    }
    for slug, when in whens.items():
        files[f"meetups/{slug}.md"] = f"Title: {slug}\nWhen: {when}\nWhere: Graz\n"
    tour = "Title: tour\n\n## 2026-08-01, A\nWho: Ben\n\n## 2026-08-07, B\nCancelled: Rain\n\n## 2026-08-08, C\n"
    files["meetups/tour.md"] = tour
    files["requests/first.md"] = "Title: First\nAsked: 2026-08-01\nVia: meetup days\n"
    files["requests/second.md"] = "Title: S\nAsked: 2026-08-02\n\n## 2026-08-03, Ali via meetup days\n\nYes.\n"
    for slug, topic in (("a", ""), ("b", "bread"), ("c", "menu")):
        head = f"Name: {slug}\nVouched by: {'Ben' if slug == 'a' else 'Rosa'}\nFor: x\n"
        files[f"neighbours/{slug}.md"] = head + (f"Topic: {topic}\n" if topic else "")
    return read_site(write_site(tmp_path, {f"content/{name}": text for name, text in files.items()}), date(2026, 8, 6))


def test_what_is_to_come_is_in_order_and_what_was_newest_first(site):
    assert [event.slug for event in site.coming] == ["days/1", "today/1", "tour/2", "tour/3"]
    assert [meetup.slug for meetup in site.past_meetups] == ["night", "old"]
    assert [event.slug for event in site.still_to_come(site.meetups_by_slug["tour"])] == ["tour/3"]


def test_a_night_goes_on_in_browsers_until_it_ends(site):
    over = {slug: site.over_at(meetup.stops[0]) for slug, meetup in site.meetups_by_slug.items()}
    assert over["night"] == minute_of(date(2026, 8, 6), 120, "Europe/Vienna")
    assert over["today"] == over["days"] == minute_of(date(2026, 8, 7), 0, "Europe/Vienna")


def test_what_was_heard_at_a_meetup(site):
    assert [request.slug for request in site.heard_at(site.meetups_by_slug["days"])] == ["second", "first"]
    assert site.heard_at(site.meetups_by_slug["tour"]) == ()


def test_who_is_there_is_said_or_else_the_contact(site):
    first, _, last = site.meetups_by_slug["tour"].stops
    assert [[person.slug for person in site.hosts(stop)] for stop in (first, last)] == [["ben"], ["rosa"]]


def test_neighbours_stand_in_the_order_of_the_topics(site):
    assert {topic: [n.slug for n in found] for topic, found in site.neighbours_by_topic.items()} == {
        "menu": ["c"], "bread": ["b"], "": ["a"]
    }  # fmt: skip
    assert list(site.neighbours_by_topic) == ["menu", "bread", ""]
    assert [neighbour.slug for neighbour in site.vouched_by(site.people["ben"])] == ["a"]
