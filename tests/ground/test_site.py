"""The Site, read from a content folder: what pages ask of it."""

from datetime import date

import pytest
from test_problems import write_site

from pelican_converse.loading import read_site
from pelican_converse.problems import BadContent

TODAY = date(2026, 8, 6)
BUSINESS = """\
name: Adler Bread
country: at
time_zone: Europe/Vienna
contact: rosa
locations:
  - {name: Shop, phone: +43 316 555 0100, email: shop@adler.example}
  - {name: Stall, phone: +43 316 555 0199}
channels: {instagram: adlerbread, phone: +43 316 555 0188}
"""
ROSA = "Name: Rosa Adler\nSignal: +43 664 555 0123\n"
BEN = "Name: Ben Hofer\nEmail: ben@adler.example\nPhone: +43 316 555 0124\n"


@pytest.fixture
def site_of(tmp_path):
    """Reads a site from what files say, below content/."""

    def read(files=None, day=TODAY):
        files = {"business.yaml": BUSINESS, "people/rosa.md": ROSA, "people/ben.md": BEN} | (files or {})
        return read_site(write_site(tmp_path, {f"content/{name}": text for name, text in files.items()}), day)

    return read


def request(asked, *turns, kind="idea"):
    """The text of a request's file; a turn is its heading without the marks."""
    said = "".join(f"\n## {turn}\n\nText.\n" for turn in turns)
    return f"Title: Oat milk\nAsked: {asked}\nKind: {kind}\n\nPlease.\n{said}"


REQUESTS = {
    "requests/bread.md": request("2026-03-01", "2026-03-05, Rosa: completed", "2026-07-01, Ben"),
    "requests/card.md": request("2026-03-01", "2026-05-05, Ben & Rosa: completed", "2026-05-06, Rosa: told Tom"),
    "requests/chair.md": request("2026-05-02 09:00", "2026-05-05, Ben: completed"),
    "requests/hum.md": request("2026-04-01", "2026-04-02, Rosa", kind="question"),
    "requests/milk.md": request("2026-05-02 10:00", "2026-05-03, Rosa: duplicate of oat-milk"),
    "requests/oat-milk.md": request("2026-03-02", "2026-03-04, Rosa: planned by 2026-05"),
    "requests/opened.md": request("2026-03-02", "2026-03-04, Rosa: completed", "2026-03-05, Rosa: open"),
    "requests/ramp.md": request("2026-05-02"),
}


def slugs(requests):
    return [request.slug for request in requests]


def test_requests_stand_the_last_asked_first(site_of):
    site = site_of(REQUESTS)
    assert slugs(site.board.newest) == ["milk", "chair", "ramp", "hum", "opened", "oat-milk", "card", "bread"]


def test_requests_stand_where_something_was_said_last_first(site_of):
    site = site_of(REQUESTS)
    assert slugs(site.board.lately_heard) == ["bread", "card", "chair", "milk", "ramp", "hum", "opened", "oat-milk"]


def test_requests_are_found_by_status_and_every_status_is_there(site_of):
    found = {status: slugs(requests) for status, requests in site_of(REQUESTS).board.by_status.items()}
    assert found == {
        "open": ["ramp", "opened"],
        "planned": ["oat-milk"],
        "started": [],
        "completed": ["chair", "hum", "card", "bread"],
        "declined": [],
        "duplicate": ["milk"],
    }


def test_a_change_is_what_is_done_and_not_a_question_answered(site_of):
    changes = [(change.request.slug, str(change.turn.on)) for change in site_of(REQUESTS).board.changes]
    assert changes == [("chair", "2026-05-05"), ("card", "2026-05-05"), ("bread", "2026-03-05")]


def test_changes_stand_under_their_months(site_of):
    months = [(month, len(changes)) for month, changes in site_of(REQUESTS).board.changes_by_month]
    assert months == [(date(2026, 5, 1), 2), (date(2026, 3, 1), 1)]


def test_what_is_the_same_is_found_from_the_request_it_is_the_same_as(site_of):
    site = site_of(REQUESTS)
    assert {slug: slugs(found) for slug, found in site.board.duplicates.items()} == {"oat-milk": ["milk"]}
    assert site.board.by_slug["milk"].same_as == "oat-milk"


def test_a_person_has_the_requests_they_spoke_in_the_last_first_and_each_once(site_of):
    site = site_of(REQUESTS)
    assert slugs(site.answered_by(site.people["ben"])) == ["bread", "chair", "card"]
    assert slugs(site.answered_by(site.people["rosa"]))[:2] == ["card", "milk"]
    assert len(site.answered_by(site.people["rosa"])) == 6


def test_a_site_without_requests_has_nothing_to_tell(site_of):
    site = site_of()
    assert (site.board.newest, site.board.changes, site.board.changes_by_month, site.board.duplicates) == (
        (),
        (),
        (),
        {},
    )
    assert site.answered_by(site.people["rosa"]) == ()


def test_the_contact_stands_first_among_those_who_answer_and_who_left_not_at_all(site_of):
    files = {"people/anna.md": "Name: Anna Berg\n", "people/hanna.md": "Name: Hanna Lang\nLeft: 2026-08-06\n"}
    assert slugs(site_of(files).answering) == ["rosa", "anna", "ben"]


def test_somebody_works_here_until_the_day_they_leave(site_of):
    files = {"people/ben.md": BEN + "Left: 2026-08-06\n"}
    assert slugs(site_of(files, day=date(2026, 8, 5)).answering) == ["rosa", "ben"]
    assert slugs(site_of(files).answering) == ["rosa"]


def test_somebody_who_left_still_spoke(site_of):
    site = site_of(REQUESTS | {"people/ben.md": BEN + "Left: 2026-08-01\n"})
    assert len(site.answered_by(site.people["ben"])) == 3


def test_the_contact_answers_unless_somebody_else_is_asked(site_of):
    site = site_of()
    assert site.who_answers().person.slug == "rosa"
    assert site.who_answers("ben").person.slug == "ben"
    assert site.who_answers("nobody").person.slug == "rosa"
    assert not site.who_answers().nobody


@pytest.mark.parametrize(("day", "who"), [(5, "rosa"), (6, "ben"), (7, "ben"), (8, "rosa")])
def test_while_somebody_is_away_the_stand_in_answers(site_of, day, who):
    site = site_of({"people/rosa.md": ROSA + "Away: 2026-08-06/2026-08-07, Ben answers\n"}, day=date(2026, 8, day))
    answerer = site.who_answers()
    assert answerer.person.slug == who
    assert (answerer.away.slug, answerer.until) == ("rosa", date(2026, 8, 7)) if who == "ben" else not answerer.away
    assert not answerer.nobody


def nobody_answers_until(site, until):
    answerer = site.who_answers()
    return answerer.nobody and answerer.person.slug == "rosa" and answerer.until == until


def test_without_a_stand_in_nobody_answers_until_a_day(site_of):
    site = site_of({"people/rosa.md": ROSA + "Away: 2026-08-01/2026-08-14\n"})
    assert nobody_answers_until(site, date(2026, 8, 14))


def test_for_somebody_who_left_the_contact_answers_or_the_contacts_stand_in(site_of):
    left = {"people/hanna.md": "Name: Hanna Lang\nLeft: 2026-05-31\n"}
    assert site_of(left).who_answers("hanna").person.slug == "rosa"
    away = {"people/rosa.md": ROSA + "Away: 2026-08-01/2026-08-14, Ben answers\n"}
    assert site_of(left | away).who_answers("hanna").person.slug == "ben"


def test_a_person_is_reached_by_their_own_channels_and_else_by_the_businesss(site_of):
    site = site_of()
    ways = {person: {way.name: way.shown for way in site.ways(site.people[person])} for person in ("rosa", "ben")}
    assert ways["rosa"] == {
        "phone": "0316 555 0100",
        "email": "shop@adler.example",
        "signal": "0664 555 0123",
        "instagram": "adlerbread",
    }
    assert ways["ben"] == {"phone": "0316 555 0124", "email": "ben@adler.example", "instagram": "adlerbread"}
    assert list(ways["rosa"]) == ["phone", "email", "signal", "instagram"]


def addressed(site):
    return site.email(site.who_answers().person)


def test_a_message_goes_to_whoever_answers_else_to_the_business(site_of):
    assert addressed(site_of()) == "shop@adler.example"
    away = {"people/rosa.md": ROSA + "Away: 2026-08-01/2026-08-14, Ben answers\n"}
    assert addressed(site_of(away)) == "ben@adler.example"
    none = {"people/rosa.md": ROSA, "business.yaml": "\n".join(BUSINESS.split("\n")[:4])}
    assert addressed(site_of(none)) == ""


def test_a_place_to_visit_is_a_way_to_reach_somebody(site_of):
    place = "locations:\n  - address: {street: Griesgasse 12, postal_code: 08020, city: Graz}\n"
    files = {"people/rosa.md": "Name: Rosa Adler\n", "business.yaml": "\n".join([*BUSINESS.split("\n")[:4], place])}
    site = site_of(files)
    (location,) = site.business.locations
    assert site.address(location) == ("Griesgasse 12", "08020 Graz")
    (way,) = site.ways(site.people["rosa"])
    assert (way.name, way.shown) == ("visit", "Griesgasse 12, 08020 Graz")
    assert way.href == site.map_link(location)
    assert way.href == "https://www.openstreetmap.org/search?query=Griesgasse%2012%2C%2008020%20Graz%2C%20AT"


def test_everything_of_the_business_is_read(site_of):
    whole = """\
        name: Adler Bread
        country: at
        time_zone: Europe/Vienna
        contact: rosa
        languages: [en, pt-BR]
        answers_within: 2 working days
        theme: {accent: "#A30"}
        forms: {backend: formspree, id: mqkvabcd}
        topics: {menu: What we bake}
        locations:
          - geo: [47.06712, -15.5]
            hours: Tu-Fr 07:00-18:00
            special:
              - {dates: 2026-12-24/2027-01-06, closed: Yes, why: Family time}
              - {dates: 2026-12-23, hours: "07:00-10:00"}
        """
    site = site_of({"business.yaml": whole})
    business = site.business
    assert (business.country, business.language, business.languages) == ("AT", "en", ("en", "pt-BR"))
    assert (business.theme.accent, business.forms.id) == ("#aa3300", "mqkvabcd")
    assert business.type == "LocalBusiness"
    (place,) = business.locations
    assert site.map_link(place) == "https://www.openstreetmap.org/?mlat=47.06712&mlon=-15.5#map=18/47.06712/-15.5"
    assert [special.closed for special in place.special] == [True, False]
    assert str(place.special[1].problem("x", "hours")) == "content/business.yaml:15: x"


def test_people_are_read_with_their_lists(site_of):
    text = "Name: Eva\nLanguages: de, en\nTopics: menu ,orders,\nCan decide: any swap\n\n Hello.\n\n"
    eva = site_of({"people/eva.md": text}).people["eva"]
    assert (eva.languages, eva.topics) == (("de", "en"), ("menu", "orders"))
    assert (eva.first_name, eva.can_decide, eva.text) == ("Eva", "any swap", " Hello.")


def test_files_that_are_not_ours_are_passed_over(site_of):
    files = {f"requests/{name}": "no request" for name in ("notes.txt", ".#oat.md", "_draft.md", "#oat.md#", "#oat.md")}
    assert site_of(files).requests == ()


@pytest.mark.parametrize("name", ["requests/2026/oat.md", "requests/oat.markdown", "requests/oat.MD"])
def test_a_request_that_would_not_be_published_is_not_passed_over_silently(site_of, name):
    noticed = []
    try:
        noticed += slugs(site_of({name: request("2026-03-01")}).requests)
    except BadContent as bad:
        noticed += bad.problems
    assert noticed
