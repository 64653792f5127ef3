"""Whoever shows a number says what it costs to call it, and when somebody is there."""

import pytest
from looking import words

from tests.conftest import BUSINESS

PRICE = "10 cents a minute"
PLACE = f"""\
locations:
  - name: Shop
    address: {{street: Griesgasse 12, postal_code: 8020, city: Graz}}
    phone: "+43 316 555 0100 | hours: Mo-Fr 08:00-09:00 | answers within: 1 hour | charges: {PRICE}"
    hours: Tu-Fr 07:00-18:00
channels: {{sms: "+43 664 555 0100 | charges: 20 cents each"}}
legal:
  operator: Rosa Adler
  phone: "+43 316 555 0100 | charges: {PRICE}"
  email: rosa@adler.example
  address: {{street: Griesgasse 12, postal_code: 8020, city: Graz}}
"""


@pytest.fixture
def site(small_site):
    small_site.write("business.yaml", BUSINESS + PLACE)
    small_site.write("people/rosa.md", "Name: Rosa Adler\nEmail: rosa@adler.example\nHours: We 10:00-12:00\n")
    return small_site


def test_every_link_to_a_number_that_costs_has_its_price_in_the_same_line(site):
    built = site.build()
    seen = 0
    for name in (name for name in built.files() if name.endswith(".html")):
        for link in built.page(name).select('a[href^="tel:"], a[href^="sms:"]'):
            price = "20 cents each" if link["href"].startswith("sms:") else PRICE
            line = link.find_parent(["li", "p", "dd", "small", "address"])
            assert price in words(line.get_text(" ")), f"{name}: {link}"
            seen += 1
    assert seen > 40


def test_in_the_bar_the_price_is_part_of_what_is_tapped(site):
    call = site.build().page("").select_one('.bar a[href^="tel:"]')
    assert words(call.get_text(" ")) == f"Call {PRICE}"


def test_the_sign_says_every_price(site):
    site.write("people/rosa.md", "Name: Rosa Adler\nPhone: +43 900 123 456 | charges: 90 cents a minute\n")
    sign = words(site.build().page("contact/print/").select_one(".sign").get_text(" "))
    assert f"0316 555 0100 ({PRICE})" in sign
    assert "0900 123 456 (90 cents a minute)" in sign
    assert "Call 0900 123 456 90 cents a minute" in sign


def test_the_hours_of_a_person_are_not_those_of_the_shops_phone(site):
    block = site.build().page("contact/").select_one(".contact")
    call = next(row for row in block.select(".contact-channels li") if row.a["href"].startswith("tel:"))
    assert words(call.get_text(" ")) == f"Call 0316 555 0100 Mon–Fri 08:00–09:00 within an hour {PRICE}"
    assert "Rosa is there Wed 10:00–12:00." in words(block.get_text(" ")).replace(" .", ".")


def test_who_has_a_phone_has_their_hours_beside_it_and_nowhere_else(site):
    site.write("people/rosa.md", "Name: Rosa Adler\nPhone: +43 316 555 0123\nHours: We 10:00-12:00\n")
    block = words(site.build().page("contact/").select_one(".contact").get_text(" "))
    assert "Call 0316 555 0123 Wed 10:00–12:00" in block
    assert "is there" not in block


def test_who_is_away_and_has_nobody_is_there_at_no_hour(site):
    person = "Name: Rosa Adler\nHours: We 10:00-12:00\nAway: 2026-08-01/2026-08-14\n"
    site.write("people/rosa.md", person)
    block = site.build().page("contact/").select_one(".contact:not([hidden])")
    assert "10:00" not in block.get_text()
    assert "08:00" not in block.get_text().replace("Tue–Fri 07:00–18:00", "")


@pytest.mark.parametrize("box", [".map", ".contact-short"])
def test_the_notes_of_a_places_phone_stand_where_it_is_shown(box, site):
    page = site.build().page("contact/" if box == ".map" else "")
    number = page.select_one(f'{box} a[href^="tel:"]')
    assert words(number.parent.get_text(" ")).endswith(f"Mon–Fri 08:00–09:00 within an hour {PRICE}")
