"""The home page of a business with one place, and with several."""

import json

from looking import words

from tests.conftest import BUSINESS

SHOP = {"name": "Shop", "hours": "Tu-Fr 07:00-18:00", "address": {"street": "Griesgasse 12", "city": "Graz"}}
STALL = {"name": "Stall", "hours": "We 06:00-13:00; Sa 06:00-12:30", "address": {"street": "Platz 3", "city": "Graz"}}


def home(site, *places):
    site.write("business.yaml", f"{BUSINESS}locations: {json.dumps(places)}\n")
    return site.build().page("")


def test_one_place_needs_no_name(small_site):
    hero = home(small_site, SHOP).select_one(".hero")
    assert len(hero.select(".hours-now")) == 1
    assert "Shop" not in hero.get_text()
    assert "Open Tue–Fri 07:00–18:00" in words(hero.dl.get_text(" "))


def test_each_of_several_places_says_for_itself_whether_it_is_open(small_site):
    page = home(small_site, SHOP, STALL)
    assert page.select_one(".hero dl").find("dt", string="Open") is None
    found = page.select(".hero-places > li")
    assert [each.select_one(".contact-verb").get_text() for each in found] == ["Shop", "Stall"]
    for each, hours, street in zip(
        found, ("Tue–Fri 07:00–18:00", "Wed 06:00–13:00, Sat 06:00–12:30"), ("Griesgasse 12", "Platz 3"), strict=True
    ):
        assert len(each.select(".hours-now[data-open]")) == 1
        assert hours in words(each.get_text(" ")).replace(" ,", ",")
        assert each.find("a", href="https://adler.example/contact/").get_text().startswith(street)
    assert len(page.select(".hero .hours-now")) == 2


def test_the_head_of_every_page_says_no_hours_that_hold_at_one_of_the_places_only(small_site):
    facts = home(small_site, SHOP, STALL).select_one(".masthead-facts")
    assert "07:00" not in facts.get_text()
    assert facts.find("a", href="https://adler.example/contact/").get_text() == "2 places"


def test_a_place_without_hours_is_there_too(small_site):
    page = home(small_site, SHOP, {"name": "Stall", "address": {"street": "Platz 3", "city": "Graz"}})
    assert len(page.select(".hero-places > li")) == 2
    assert len(page.select(".hero .hours-now")) == 1
