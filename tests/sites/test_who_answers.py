"""Each page says who answers for it, what they promise, and what to do if nobody is there."""

import re

import pytest
from looking import words

from tests.conftest import BUSINESS

BEN = "Name: Ben Hofer\nEmail: ben@adler.example\nPhone: +43 316 555 0124\nTopics: orders\n"


def reach(page) -> str:
    """The line above the foot of a page, as it is today."""
    (line,) = page.select("aside.reach > :not([hidden])")
    return words(line.get_text(" "))


@pytest.fixture
def site(small_site):
    small_site.write("business.yaml", BUSINESS + "topics: {menu: What we bake, orders: Orders}\n")
    small_site.write("people/ben.md", BEN)
    return small_site


def test_pages_and_articles_are_answered_for_by_whom_they_name_or_whoever_has_their_topic(site):
    site.write("pages/visit.md", "Title: Visit\n\nText.\n")
    site.write("pages/order.md", "Title: Order\nTopic: orders\n\nText.\n\n/// contact\n///\n\n/// form | ask\n///\n")
    site.write("pages/rosas.md", "Title: Rosas\nTopic: orders\nContact: rosa\n\nText.\n")
    site.write("news/loaf.md", "Title: Loaf\nDate: 2026-05-02\nCategory: Orders\n\nText.\n")
    site.write("requests/spelt.md", "Title: Spelt\nAsked: 2026-07-01\nTopic: orders\nKind: praise\n")
    built = site.build()
    expected = {
        "pages/visit.html": "Rosa Adler",
        "pages/rosas.html": "Rosa Adler",
        "loaf.html": "Ben Hofer",
        "requests/spelt/": "Ben Hofer",
        "changelog/": "Rosa Adler",
    }
    assert {name: reach(built.page(name))[:10].strip() for name in expected} == {
        name: who[:10].strip() for name, who in expected.items()
    }
    order = built.page("pages/order.html")
    assert order.select_one(".contact .contact-name").get_text() == "Ben Hofer"
    assert order.form["action"].startswith("mailto:ben@adler.example")
    assert order.select_one("nav.bar a")["href"] == "tel:+433165550124"


def test_while_somebody_is_away_both_names_and_the_day_of_return_are_there(site):
    site.write("people/rosa.md", "Name: Rosa Adler\nEmail: r@adler.example\nAway: 2026-08-01/2026-08-31, Ben answers\n")
    page = site.build().page("contact/")
    block = page.select_one(".contact:not([hidden])")
    assert (
        words(block.select_one(".contact-away").get_text())
        == "Rosa is away, and back on 1 September 2026. Ben answers."
    )
    later = page.select_one(".contact[hidden]")
    assert later.select_one(".contact-name").get_text() == "Rosa Adler"
    assert block["data-until"] == later["data-from"]


def test_an_absence_to_come_is_said_beforehand_where_no_script_is_needed(site):
    away = "Away: 2026-08-20/2026-08-31, Ben answers; 2026-09-10/2026-09-12; 2027-06-01/2027-06-02"
    site.write("people/rosa.md", f"Name: Rosa Adler\nEmail: r@adler.example\n{away}\n")
    site.write("requests/spelt.md", "Title: Spelt\nAsked: 2026-07-01\nKind: praise\n")
    built = site.build()
    said = "20 August to 31 August: Ben answers. 10 September to 12 September: away."
    for name, place in {
        "": "main",
        "contact/": ".contact:not([hidden])",
        "people/rosa/": ".contact:not([hidden])",
        "requests/spelt/": "aside.reach > :not([hidden])",
    }.items():
        first = built.page(name).select_one(place)
        assert "20 August to 31 August: Ben answers." in words(first.get_text(" ")), name
        assert "10 September to 12 September: away." in words(first.get_text(" ")), name
    block = words(built.page("contact/").select_one(".contact:not([hidden])").get_text())
    assert said in block
    assert "June" not in block


@pytest.mark.parametrize(
    ("rosa", "business", "advice"),
    [
        (
            "Urgent: Ring at Mrs Kern’s next door",
            "urgent: Call the mill",
            "If it can’t wait: Ring at Mrs Kern’s next door",
        ),
        ("", "urgent: Call the mill", "If it can’t wait: Call the mill"),
        ("", "locations:\n  - {name: Shop, phone: +43 316 555 0100}", "If it can’t wait: Call 0316 555 0100"),
        ("", "", ""),
    ],
)
def test_without_a_stand_in_it_says_until_when_nobody_answers_and_what_to_do(site, rosa, business, advice):
    site.write("business.yaml", BUSINESS + business)
    person = "Name: Rosa Adler\nEmail: rosa@adler.example\nAnswers within: 1 working day\n"
    site.write("people/rosa.md", f"{person}Away: 2026-08-01/2026-08-14\n{rosa}\n")
    built = site.build()
    said = words(built.page("contact/").select_one(".contact:not([hidden]) .contact-away").get_text())
    nobody = "Rosa is away: nobody answers until 14 August 2026. From 15 August everything is read."
    assert said == f"{nobody} {advice}".strip()
    assert said in reach(built.page("changelog/"))
    assert "within a working day" not in reach(built.page("changelog/"))


def test_hours_promise_and_charges_of_a_channel_stand_beside_it(site):
    site.write(
        "people/rosa.md",
        "Name: Rosa Adler\nPhone: +43 900 123 456 | charges: 90 cents a minute | hours: Tu 09:00-12:00\n"
        "SMS: +43 664 555 0123 | answers within: 2 hours\nBooking: https://book.example/rosa\nThreema: ABCD1234\n"
        "LinkedIn: rosa-adler\nVisit: at the counter\nPost: PO box 7, 8011 Graz\n",
    )
    block = site.build().page("contact/").select_one(".contact-channels")
    found = [words(row.get_text(" ")) for row in block.find_all("li")]
    assert found == [
        "Call 0900 123 456 Tue 09:00–12:00 90 cents a minute",
        "Text 0664 555 0123 within 2 hours",
        "Threema ABCD1234",
        "Book book.example/rosa",
        "Send a letter PO box 7, 8011 Graz",
        "Ask to be called back",
        "Visit at the counter",
        "Save Rosa’s number",
        "LinkedIn rosa-adler",
    ]


def test_email_addresses_are_plain_unless_their_owner_wants_entities(site):
    site.write("pages/visit.md", "Title: Visit\n\n/// contact\n///\n\n/// form | ask\n///\n\n/// people\n///\n")
    plain = site.build()
    assert "mailto:rosa@adler.example" in plain.text("contact/")
    site.write("business.yaml", BUSINESS + "obfuscate: entities\nchannels: {email: all@adler.example}\n")
    built = site.build()
    files = {name: built.text(name) for name in built.files() if name.endswith((".html", ".xml", ".json", ".vcf"))}
    assert [name for name, text in files.items() if re.search(r"@(?:adler|&#|%40)|mailto:", text)] == []
    page = built.page("contact/")
    assert page.select_one('a[href^="mailto:rosa@adler.example"]').select_one(".contact-value").get_text() == (
        "rosa@adler.example"
    )
    assert built.page("ask/").form["action"].startswith("mailto:rosa@adler.example?subject=")
