"""The score of what was promised, and every no: what stands on their pages, and where these are linked."""

import json
import re

import pytest
from looking import Web, words

from tests.conftest import BUSINESS

HOME = "https://adler.example"
PROMISE = BUSINESS + "answers_within: 2 working days\n"
OPEN = "locations:\n  - {phone: +43 316 555 0100, hours: Tu-Fr 07:00-18:00}\n"
TURNS = {
    "in-time": ("2026-07-01", "2026-07-02, Rosa: planned by 2026-07-20", "2026-07-15, Rosa: completed"),
    "late": ("2026-06-01", "2026-06-15, Rosa: planned by 2026-06-30", "2026-07-10, Rosa: completed"),
    "moved": ("2026-07-01", "2026-07-03, Rosa: planned by 2026-07-31", "2026-07-20, Rosa: planned by 2026-09"),
    "back": ("2026-01-07", "2026-01-08, Rosa: planned by 2026-04-30", "2026-03-20, Rosa: declined until 2026-05"),
    "again": ("2026-01-07", "2026-01-08, Rosa: declined until 2026-12-01", "2026-01-20, Priya"),
    "waits": ("2026-08-05",),
}
"""When something was asked, and the headings of what was said since."""


@pytest.fixture
def site(small_site):
    small_site.write("business.yaml", PROMISE)
    for slug, (asked, *turns) in TURNS.items():
        said = "".join(f"\n## {turn}\n\nNo **reason** but one.\n" for turn in turns)
        small_site.write(f"requests/{slug}.md", f"Title: The {slug} one\nAsked: {asked}\nBy: Ali\n\nPlease.\n{said}")
    return small_site


def said(element):
    """The words of an element; what stands beside it in a line of its own is a word of its own."""
    return re.sub(" ([,.;])", r"\1", words(element.get_text(" ").replace("\N{NO-BREAK SPACE}", " ")))


def parts(page):
    """What stands under each heading of the score, by the heading's id."""
    return {section["aria-labelledby"]: section for section in page.select("section.spread")}


def test_how_it_is_counted_names_every_promise_that_holds(site):
    site.write("people/ben.md", "Name: Ben Hofer\nEmail: ben@adler.example\nAnswers within: 4 hours\n")
    built = site.build()
    counting = said(parts(built.page("promises/"))["counting"])
    assert "We promise an answer within 2 working days. Ben Hofer answers within 4 hours. Only Monday" in counting
    assert "speaks of working days, the day on which you ask isn’t one of them. Where a promise speaks of h" in counting
    assert "The day on which" not in counting
    assert "the same promise holds" not in said(built.page("contact/").main)


def test_counts_come_first_for_90_days_and_ever(site):
    found = parts(site.build().page("promises/"))
    figures = {key: [said(figure) for figure in part.select(".promises-figure")] for key, part in found.items()}
    assert figures["answers"] == [
        "2 of 3 answered in time in the last 90 days", "4 of 6 answered in time since 7 January 2026"
    ]  # fmt: skip
    assert figures["dates"] == [
        "1 of 2 done by the day we named in the last 90 days", "1 of 2 done by the day we named ever"
    ]  # fmt: skip
    counted = "One was moved beforehand. One was taken back, with a reason. One is still to come."
    assert counted in said(found["dates"])
    assert "Counted on 6 August 2026" in said(found["answers"])


def test_what_the_page_says_is_what_its_data_say(site):
    built = site.build()
    score = json.loads(built.text("promises.json"))
    counts = [f"{score[key]['answered_in_time']} of {score[key]['asks_counted']}" for key in ("last_90_days", "ever")]
    page = parts(built.page("promises/"))
    assert [said(each) for each in page["answers"].select(".promises-figure strong")] == counts
    assert len(page["missed"].select(".ledger > li, .promises-slowest")) == len(score["ever"]["missed"]) == 2
    dates = {said(head): said(head.find_next("ul")) for head in page["dates"].select("h3")}
    for name in ("broken", "moved", "taken_back", "open"):
        title = {"taken_back": "Taken back", "open": "Still to come"}.get(name, name.capitalize())
        assert all(f"The {each['slug']} one" in dates[title] for each in score["ever"]["dates"][name])
        assert score["ever"]["dates"][name]


def test_months_are_drawn_and_said(site):
    table = site.build().page("promises/").find("table")
    rows = [(said(row.th), said(row.find_all("td")[-1])) for row in table.tbody.find_all("tr")]
    assert rows == [("July 2026", "2 of 2"), ("June 2026", "0 of 1"), ("January 2026", "2 of 3")]
    drawn = [[path["d"] for path in row.svg.find_all("path")] for row in table.tbody.find_all("tr")]
    assert drawn == [["M0 .5H2", "M2 .9H2"], ["M0 .5H0", "M0 .9H1"], ["M0 .5H2", "M2 .9H3"]]
    assert all(row.find("td", attrs={"aria-hidden": "true"}).svg["viewbox"] == "0 0 12 1" for row in table.select("tr"))
    assert said(table.caption) == "Answered in time, by month"


def test_who_waits_and_what_was_missed_leads_to_the_turn_that_is_meant(site):
    missed = parts(site.build().page("promises/"))["missed"]
    slowest = missed.select_one(".promises-slowest")
    assert slowest.a["href"] == f"{HOME}/requests/again/#turn-2"
    assert "Asked on 20 January 2026, an answer promised until 22 January 2026. One more waits" in said(slowest)
    rows = [(row.a["href"], said(row)) for row in missed.select(".ledger > li")]
    assert rows == [
        (
            f"{HOME}/requests/late/",
            "The late one answered on 15 June 2026 Asked on 1 June 2026, an answer promised until 3 June 2026",
        ),
    ], "the one who waits the longest is named above"
    assert said(missed.select("h3")[1]) == "Every other answer that missed its day"


def test_every_date_says_what_became_of_it(site):
    dates = parts(site.build().page("promises/"))["dates"]
    rows = [said(row) for row in dates.select(".ledger > li .quiet")]
    assert rows == [
        "Promised for 30 June 2026, on 15 June 2026; done only on 10 July 2026",
        "Promised for 31 July 2026, on 3 July 2026; moved to September 2026, on 20 July 2026",
        "Promised for 30 April 2026, on 8 January 2026; taken back on 20 March 2026",
        "Promised for September 2026, on 20 July 2026",
        "Promised for 20 July 2026, on 2 July 2026; done on 15 July 2026",
    ]
    assert said(dates.select_one("details summary")) == "Kept 1"
    assert dates.select_one("details .ledger a") is dates.select(".ledger a")[-1]
    assert dates.select(".ledger a")[-1]["href"] == f"{HOME}/requests/in-time/#turn-1"


@pytest.mark.parametrize(
    ("business", "person", "lead"),
    [
        (PROMISE, "", "An answer within 2 working days: that is our promise."),
        (PROMISE, "Answers within: 2 working days\n", "An answer within 2 working days: that is our promise."),
        (PROMISE, "Answers within: 4 hours\n", "Each of us says how soon an answer comes."),
        (BUSINESS, "Answers within: 4 hours\n", "Each of us says how soon an answer comes."),
        (BUSINESS, "", "We name a day for what we’ll do."),
    ],
)
def test_the_page_begins_with_the_promise_that_is_scored(business, person, lead, site):
    site.write("business.yaml", business)
    site.write("people/rosa.md", f"Name: Rosa Adler\nEmail: rosa@adler.example\n{person}")
    assert said(site.build().page("promises/").find(class_="page-lead")).startswith(lead)


@pytest.mark.parametrize(
    ("business", "person", "told"),
    [
        (PROMISE, "", "within 2 working days. Only Monday to Friday counts, and no public holiday. The day on which"),
        (PROMISE + OPEN, "", "within 2 working days. Only days and hours count on which we’re open. The day on which"),
        (PROMISE.replace("2 working days", "4 hours"), "", "and no public holiday. Where a promise speaks of hours"),
        (BUSINESS, "Answers within: 3 hours\n", "Rosa Adler answers within 3 hours. Only Monday to Friday counts"),
        (BUSINESS, "", "We don’t promise how soon we answer, so that isn’t scored."),
    ],
)
def test_how_it_is_counted_says_what_this_business_promises(business, person, told, site):
    site.write("business.yaml", business)
    site.write("people/rosa.md", f"Name: Rosa Adler\nEmail: rosa@adler.example\n{person}")
    page = site.build().page("promises/")
    assert told in said(parts(page)["counting"])
    assert ("answers" in parts(page)) == bool(person or business != BUSINESS)
    links = [link["href"] for link in parts(page)["counting"].find_all("a") if link["href"].endswith(".json")]
    assert links == [f"{HOME}/promises.json", f"{HOME}/requests.json"]


def test_a_promise_leads_to_its_score(site):
    site.write("pages/us.md", "Title: Us\n\n/// promises\n///\n")
    built = site.build()
    for address in ("", "contact/", "requests/in-time/", "pages/us.html"):
        page = built.page(address)
        (promise, *_) = [link for link in page.find_all("a", href=f"{HOME}/promises/") if "within" in link.get_text()]
        assert said(promise) == "within 2 working days"
        assert said(page.select_one(f'.colophon a[href="{HOME}/promises/"]')) == "What we promised"
    assert built.page("requests/").main.find("a", href=f"{HOME}/promises/")
    piece = built.page("pages/us.html").find(class_="promises")
    assert said(piece) == (
        "In the last 90 days we answered 2 of 3 in time. Since we count, 4 of 6. "
        "Of the things that we named a day for, 1 of 2 were done by then. What we promised, and what we kept"
    )


def test_who_promised_nothing_and_named_no_day_has_no_score(small_site):
    small_site.write("requests/milk.md", "Title: Milk\nAsked: 2026-07-01\n\nPlease.\n")
    small_site.write("pages/us.md", "Title: Us\n\n/// promises\n///\n")
    built = small_site.build()
    assert not [name for name in built.files() if name.startswith(("promises/", "no/"))]
    assert not [name for name in built.files() if name.endswith(".html") and f"{HOME}/promises/" in built.text(name)]
    assert said(built.page("pages/us.html").find(class_="promises")) == "Nothing here at the moment."


def test_who_promised_and_was_never_asked_says_so(small_site):
    small_site.write("business.yaml", PROMISE)
    built = small_site.build()
    page = built.page("promises/")
    assert "So far there is nothing to count." in said(parts(page)["answers"])
    assert {*parts(page)} == {"answers", "counting"}
    assert Web(built, HOME).dead_links() == []


def test_every_no_says_who_asked_why_not_and_when_we_look_again(site):
    site.write("people/rosa.md", "Name: Rosa Adler\nEmail: rosa@adler.example\nPhoto: images/rosa.svg | Rosa\n")
    site.write("images/rosa.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')
    built = site.build()
    noes = built.page("no/").select("section[aria-labelledby^=no-]")
    assert [each.h2.a["href"] for each in noes] == [f"{HOME}/requests/back/", f"{HOME}/requests/again/"]
    taken_back, declined = map(said, noes)
    assert taken_back.startswith("The back one Ali, 7 January 2026 No reason but one. Rosa, 20 March 2026")
    assert taken_back.endswith("We wanted to look again in May 2026, and still have to.")
    assert declined.startswith("The again one Ali, 7 January 2026 No reason but one. Rosa, 8 January 2026")
    assert declined.endswith("We look again on 1 December 2026.")
    assert all(each.select_one("img.face")["src"].endswith("rosa.svg") for each in noes)
    assert all(said(each.select_one("p strong")) == "reason" for each in noes)
    assert said(built.page("requests/").main.find("a", href=f"{HOME}/no/")) == "What we said no to, and why"


def test_it_is_said_in_german(site):
    site.write("business.yaml", PROMISE + "languages: [de]\n")
    built = site.build()
    page = parts(built.page("promises/"))
    assert (
        said(page["answers"].select_one(".promises-figure"))
        == "2 von 3 rechtzeitig beantwortet in den letzten 90 Tagen"
    )
    assert "Wir wollten im Mai 2026 wieder schauen" in said(built.page("no/").main)
