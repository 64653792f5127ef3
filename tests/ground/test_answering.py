"""Who answers: for what, on which day, and from when to when."""

from datetime import date

import pytest
from test_problems import write_site

from pelican_converse.clock import midnight
from pelican_converse.loading import read_site

TODAY = date(2026, 8, 6)
BUSINESS = """\
name: Adler Bread
country: AT
time_zone: Europe/Vienna
contact: rosa
topics: {menu: What we bake, orders: Orders}
"""
ROSA = "Name: Rosa Adler\nEmail: rosa@adler.example\nTopics: menu\n"
BEN = "Name: Ben Hofer\nEmail: ben@adler.example\nTopics: orders\n"


@pytest.fixture
def site_of(tmp_path):
    def read(rosa="", ben="", business="", day=TODAY, **more):
        files = {"business.yaml": BUSINESS + business, "people/rosa.md": ROSA + rosa, "people/ben.md": BEN + ben}
        said = {f"content/{name}": text for name, text in (files | more).items()}
        return read_site(write_site(tmp_path, said), day)

    return read


@pytest.mark.parametrize(
    ("contact", "topics", "slug"),
    [
        ("", [], "rosa"),
        ("ben", ["menu"], "ben"),
        ("", ["orders"], "ben"),
        ("", ["Orders"], "ben"),
        ("", ["What we bake"], "rosa"),
        ("", ["", "orders"], "ben"),
        ("", ["weather"], "rosa"),
        ("", ["menu", "orders"], "rosa"),
        ("nobody", ["orders"], "ben"),
    ],
)
def test_a_thing_is_answered_for_by_whom_it_names_else_by_whoever_has_its_topic_else_by_the_contact(
    site_of, contact, topics, slug
):
    assert site_of().person_for(contact, topics) == slug


def test_somebody_who_left_has_no_topics_any_more(site_of):
    assert site_of(ben="Left: 2026-08-01\n").person_for("", ["orders"]) == "rosa"
    assert site_of(ben="Left: 2026-08-07\n").person_for("", ["orders"]) == "ben"


def test_a_request_goes_to_whoever_has_its_topic(site_of):
    request = "Title: Spelt\nAsked: 2026-07-01\nTopic: orders\n"
    site = site_of(**{"requests/spelt.md": request, "requests/rye.md": request + "Contact: rosa\n"})
    assert [site.person_for_request(site.board.by_slug[slug]) for slug in ("spelt", "rye")] == ["ben", "rosa"]


def shifts(site, slug=""):
    """Who answers until the beginning of which day; `-` before a name for who is away."""
    found = []
    for shift in site.shifts(slug):
        answerer = shift.answerer
        names = answerer.person.slug + (f" for {answerer.away.slug}" if answerer.away else "")
        found.append(("nobody" if answerer.nobody else names, shift.start, shift.end))
    return found


def at(day):
    return midnight(date.fromisoformat(day), "Europe/Vienna")


def test_without_an_absence_there_is_one_shift_without_an_end(site_of):
    assert shifts(site_of()) == [("rosa", None, None)]
    assert shifts(site_of(), "ben") == [("ben", None, None)]


def test_an_absence_to_come_begins_and_ends(site_of):
    site = site_of(rosa="Away: 2026-08-10/2026-08-14, Ben answers\n")
    start, end = at("2026-08-10"), at("2026-08-15")
    assert shifts(site) == [("rosa", None, start), ("ben for rosa", start, end), ("rosa", end, None)]
    assert shifts(site, "rosa") == shifts(site)
    assert shifts(site, "ben") == [("ben", None, None)]


def test_an_absence_that_has_begun_ends(site_of):
    site = site_of(rosa="Away: 2026-08-01/2026-08-14, Ben answers\n")
    assert shifts(site) == [("ben for rosa", None, at("2026-08-15")), ("rosa", at("2026-08-15"), None)]


def test_an_absence_that_is_over_is_no_shift(site_of):
    assert shifts(site_of(rosa="Away: 2026-08-01/2026-08-05, Ben answers\n")) == [("rosa", None, None)]


def test_several_absences_one_without_a_stand_in(site_of):
    site = site_of(rosa="Away: 2026-12-24/2027-01-06; 2026-08-06/2026-08-06, Ben answers\n")
    days = [at(day) for day in ("2026-08-07", "2026-12-24", "2027-01-07")]
    who = ["ben for rosa", "rosa", "nobody", "rosa"]
    assert shifts(site) == list(zip(who, [None, *days], [*days, None], strict=True))


def test_absences_that_touch_are_two_shifts_if_others_stand_in(site_of):
    rosa = "Away: 2026-08-10/2026-08-11, Ben answers; 2026-08-12/2026-08-13\n"
    assert [who for who, *_ in shifts(site_of(rosa=rosa))] == ["rosa", "ben for rosa", "nobody", "rosa"]


def test_somebody_who_leaves_is_followed_by_the_contact(site_of):
    site = site_of(ben="Left: 2026-08-10\n")
    assert shifts(site, "ben") == [("ben", None, at("2026-08-10")), ("rosa", at("2026-08-10"), None)]


def test_the_day_of_return_is_the_one_after_the_absence(site_of):
    (first, _) = site_of(rosa="Away: 2026-08-01/2026-08-31, Ben answers\n").shifts()
    assert (first.answerer.until, first.answerer.back) == (date(2026, 8, 31), date(2026, 9, 1))
    assert first.answerer.away.slug == "rosa"


def test_a_day_begins_where_the_business_is(site_of):
    site = site_of(rosa="Away: 2026-10-26/2026-10-26, Ben answers\n")
    (_, away, back) = site.shifts()
    assert away.start == midnight(date(2026, 10, 26), "Europe/Vienna")
    assert back.start - away.start == 24 * 60
    the_change = site_of(rosa="Away: 2026-10-25/2026-10-25, Ben answers\n").shifts()[1]
    assert the_change.end - the_change.start == 25 * 60
