"""What a page says once, and to whom: words that fit what was asked, one heading, no way to speak said twice."""

import pytest
from looking import words

ASKED = "Title: Spelt\nAsked: 2026-07-01\nBy: Priya\nKind: {kind}\n\nOn Wednesdays?\n"
ACTION = "\n## 2026-07-02, Rosa: {action}\n\nHear me out.\n"


@pytest.mark.parametrize(
    ("kind", "said"),
    [("idea", "I’d like that too"), ("question", "I’d like to know too"), ("problem", "It happened to me too")],
)
def test_whoever_joins_says_what_fits_the_request(small_site, kind, said):
    small_site.write("requests/spelt.md", ASKED.format(kind=kind))
    form = small_site.build().page("requests/spelt/").find("section", class_="converse-form")
    assert words(form.find("button").get_text()) == said


@pytest.mark.parametrize(
    ("action", "is_over"), [("planned by 2026-09", False), ("started", False), ("completed", True), ("declined", True)]
)
def test_nobody_joins_what_is_over_but_everybody_may_add_to_it(small_site, action, is_over):
    small_site.write("requests/spelt.md", ASKED.format(kind="idea") + ACTION.format(action=action))
    page = small_site.build().page("requests/spelt/")
    forms = [section["id"] for section in page.select("main section.converse-form")]
    assert forms == ([] if is_over else ["me-too-spelt"]) + ["add-spelt"]
    assert page.select_one("details:has(#add-spelt)").summary.get_text() == "Something to add?"
    assert bool(page.select("aside.reach")) == is_over


def test_a_form_has_one_heading_at_most(example_site):
    for address in ("", "ask/", "404.html", "meet/", "requests/vouchers/"):
        for form in example_site.page(address).find_all("section", class_="converse-form"):
            assert form["aria-label"]
            assert form.find(["h1", "h2", "h3"]) is None
    (form,) = example_site.page("pages/orders.html").find_all("section", class_="converse-form")
    assert words(form.find("h3", class_="form-title").get_text()) == form["aria-label"]


def test_the_form_comes_first_on_its_own_page(example_site):
    text = example_site.text("ask/")
    assert text.index("<form") < text.index("Other ways")


def test_a_postcode_stays_with_its_city_on_pages_and_nowhere_else(example_site):
    assert "8020\u00a0Graz" in example_site.page("").find("footer").get_text()
    for name in example_site.files():
        if name.endswith((".vcf", ".ics", ".json")):
            assert "8020\u00a0" not in example_site.text(name)
    assert "\u00a0" not in str(example_site.page("").find("script", type="application/ld+json"))


@pytest.mark.parametrize(
    ("text", "is_said"),
    [("Bread.", True), ("/// hours\n///", True), ("/// contact\n///", False), ("Ask.\n\n/// form | ask\n///", False)],
)
def test_who_answers_is_not_said_again_below_a_contact_or_a_form(small_site, text, is_said):
    small_site.write("pages/visit.md", f"Title: Find us\n\n{text}\n")
    small_site.write("news/loaf.md", f"Title: Loaf\nDate: 2026-05-02\n\n{text}\n")
    built = small_site.build()
    for address in ("pages/find-us.html", "loaf.html"):
        assert bool(built.page(address).select("aside.reach")) == is_said


def test_ways_above_the_foot_stand_each_for_itself(example_site):
    (part,) = example_site.page("requests/").select("aside.reach > :not([hidden])")
    said = [words(way.get_text()) for way in part.select(".way")]
    assert said == ["Call 0316 555 0124", "Write ben@adler.example", "or ask here", "or be called back"]


def test_a_status_is_said_by_the_stamp_and_by_every_turn_that_acted(small_site):
    turns = ACTION.format(action="planned by 2026-09") + ACTION.format(action="started by 2026-10-01")
    small_site.write("requests/spelt.md", ASKED.format(kind="idea") + turns)
    page = small_site.build().page("requests/spelt/")
    said = [words(each.get_text()) for each in page.main.select("[data-status].status")]
    assert said == ["In the works", "Planned by September 2026", "In the works, until 1 October 2026"]
    assert words(page.select_one(".request-status .quiet").get_text()) == "until 1 October 2026"


def test_a_turn_that_only_acts_still_says_what_it_did(small_site):
    small_site.write("requests/spelt.md", ASKED.format(kind="idea") + "\n## 2026-07-02, Rosa: completed\n")
    page = small_site.build().page("requests/spelt/")
    assert [words(each.get_text()) for each in page.main.select("[data-status].status")] == ["Done", "Done"]


def test_a_page_without_anything_says_so(small_site):
    built = small_site.build()
    for address in ("news/", "archives.html"):
        assert "Nothing here at the moment." in built.page(address).main.get_text()
    (nothing,) = built.page("changelog/").select("main .spread a")
    assert (words(nothing.get_text()), nothing["href"]) == (
        "Nothing yet. Ask for something!",
        "https://adler.example/ask/",
    )


def test_whoever_works_alone_is_no_crowd(small_site):
    head = small_site.build().page("contact/").header.find_next("header", class_="page-head")
    assert words(head.get_text()) == "Talk to Rosa"
    small_site.write("people/ben.md", "Name: Ben Hofer\nEmail: ben@adler.example\n")
    assert small_site.build().page("contact/").main.h1.get_text() == "Talk to us"


def test_initials_stand_where_there_is_no_photo_and_are_for_eyes_only(small_site):
    built = small_site.build()
    for address in ("", "contact/", "people/rosa/", "thanks/"):
        stamps = built.page(address).main.select(".monogram")
        assert stamps
        for stamp in stamps:
            assert (stamp["data-initials"], stamp["aria-hidden"], stamp.get_text()) == ("RA", "true", "")
