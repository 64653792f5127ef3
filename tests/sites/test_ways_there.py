"""Where a place is: the owner's own map, and links to those of others."""

from looking import words

from tests.conftest import BUSINESS

PLACE = """\
locations:
  - address: {street: Griesgasse 12, postal_code: 8020, city: Graz}
"""


def test_the_contact_page_of_the_example_shows_its_own_map(example_site):
    place = example_site.page("contact/").select_one(".map")
    picture = place.figure.img
    assert picture["src"].endswith("/images/way.svg")
    assert (example_site.output / "images" / "way.svg").read_text("utf-8").startswith("<svg")
    assert "Griesgasse" in picture["alt"]
    assert picture.parent["href"] == place.select_one(".way a")["href"]
    assert picture.parent["href"].startswith("https://www.openstreetmap.org/?mlat=47.06712&mlon=15.4334")


def test_a_visitors_own_map_program_opens_where_the_place_is(example_site):
    (link,) = example_site.page("contact/").select('a[href^="geo:"]')
    assert link["href"] == "geo:47.06712,15.4334"
    assert words(link.get_text()) == "or in your map program"


def test_without_a_picture_and_degrees_there_is_a_search_and_nothing_else(small_site):
    small_site.write("business.yaml", BUSINESS + PLACE)
    page = small_site.build().page("contact/")
    assert page.select('a[href^="geo:"]') == []
    assert page.select_one(".map figure") is None
    assert page.select_one(".map .way a")["href"].startswith("https://www.openstreetmap.org/search?query=Griesgasse")
