"""The board as pages: every list with its links, columns, and rows that say how old things are."""

import json
import re

import pytest
from looking import Web, built_on_the_day, words

from tests.conftest import BUSINESS, BuiltSite, SmallSite

HOME = "https://adler.example"
MILK = """\
Title: Oat milk
Asked: 2026-03-02
By: Priya
Topic: menu
Me too: 11

## 2026-03-04, Rosa: planned by 2026-05-01

Soon.
"""
SOY = "Title: Soy milk\nAsked: 2026-03-09\nBy: Resi\nTopic: menu\n\n## 2026-03-10, Rosa: duplicate of milk\n"
RYE = """\
Title: Rye on Mondays
Asked: 2026-07-01
By: Ali
Kind: question
Topic: orders

## 2026-07-02, Rosa

Maybe.

## 2026-07-20, Ali

And now?
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    small = SmallSite(tmp_path_factory.mktemp("board"))
    small.write("business.yaml", BUSINESS + "topics: {menu: What we bake, orders: Orders, shop: The shop}\n")
    small.write("requests/milk.md", MILK)
    small.write("requests/soy.md", SOY)
    small.write("requests/rye.md", RYE)
    small.write("requests/tins.md", "Title: Butter in the tins\nAsked: 2026-08-04\nBy: Noor\n")
    done = "\n## 2026-06-0{day}, Rosa: completed\n\nThere.\n"
    for day in range(1, 10):
        small.write(f"requests/d{day}.md", f"Title: Done {day}\nAsked: 2026-05-0{day}\n" + done.format(day=10 - day))
    thanked = "Title: Lovely\nAsked: 2026-05-01\nKind: praise\n\nLovely.\n" + done.format(day=1)
    small.write("requests/lovely.md", thanked)
    small.write("requests/kern.md", "Title: The end\nAsked: 2026-08-05\nKind: praise\n\nThank you.\n")
    return built_on_the_day(small)


def titles(page) -> list[str]:
    return [words(title.get_text()) for title in page.select("[data-list] .ledger-title")]


def row(page, title: str) -> str:
    (found,) = [each for each in page.select("[data-list] li") if title in each.find(class_="ledger-title").get_text()]
    return words(found.get_text(" ")).replace(" .", ".").replace(" ,", ",")


def filters(page) -> dict[str, list[str]]:
    found = page.select("main nav:has(.requests-filter)")
    return {
        nav.get("aria-label") or page.find(id=nav["aria-labelledby"]).get_text(): [
            words(link.get_text()) for link in nav.find_all("a")
        ]
        for nav in found
    }


def test_every_filter_is_a_plain_link_with_how_many_stand_there(site):
    assert filters(site.page("requests/")) == {
        "By status": ["All 15", "Heard 1", "Planned 1", "Done 10", "Same as 1", "Unanswered 2"],
        "By topic": ["What we bake 2", "Orders 1"],
        "By kind": ["Ideas 12", "Questions 1", "Praise 2"],
    }


@pytest.mark.parametrize(
    ("path", "current", "shown"),
    [
        ("requests/status/planned/", "Planned 1", ["Oat milk"]),
        ("requests/topic/menu/", "What we bake 2", ["Soy milk", "Oat milk"]),
        ("requests/kind/question/", "Questions 1", ["Rye on Mondays"]),
        ("requests/status/unanswered/", "Unanswered 2", ["Rye on Mondays", "Butter in the tins"]),
    ],
)
def test_each_list_has_a_page_that_says_which_it_is(path, current, shown, site):
    page = site.page(path)
    assert titles(page) == shown
    marked = page.main.find_all(attrs={"aria-current": "page"})
    assert [words(link.get_text()) for link in marked] == [current]
    assert [link["href"] for link in marked] == [f"{HOME}/{path}"]
    assert words(page.find(id="list").get_text()) == re.sub(r" \d+$", "", current)
    assert page.title.get_text().startswith(re.sub(r" \d+$", "", current))


def test_lists_that_would_be_empty_are_neither_written_nor_linked(site):
    assert not [name for name in site.files() if "topic/shop" in name or "status/declined" in name]
    assert Web(site, HOME).dead_links() == []


def test_a_row_says_who_asked_when_and_for_how_many_with_those_of_duplicates(site):
    board = site.page("requests/")
    assert "Priya and 12 others, 2\xa0March\xa02026" in site.page("requests/topic/menu/").get_text()
    assert "Noor, 4 August 2026. No answer yet" in row(board, "Butter in the tins")
    assert "Ali, 1 July 2026. Asked again on 20 July 2026, no answer yet" in row(board, "Rye on Mondays")
    assert row(board, "Lovely") == "Lovely Thank you A customer, 1 May 2026"
    assert site.page("requests/lovely/").find(class_="stamp").get_text() == "Thank you"
    assert row(board, "The end") == "The end Thank you A customer, 5 August 2026"


def test_a_plan_whose_day_has_passed_says_so(site):
    said = row(site.page("requests/"), "Oat milk")
    assert "Planned by 1 May 2026" in said
    assert said.endswith("The date has passed")


def test_columns_hold_the_newest_of_each_and_lead_to_all(site):
    page = site.page("requests/status/")
    columns = {words(each.h2.get_text()): each for each in page.select(".requests-columns > section")}
    shown = {name: [words(title.get_text()) for title in each.find_all("h3")] for name, each in columns.items()}
    assert shown == {
        "Heard": ["Butter in the tins"],
        "Planned": ["Oat milk"],
        "In the works": [],
        "Lately done": ["Rye on Mondays", *(f"Done {day}" for day in range(1, 8))],
    }
    assert columns["Lately done"].find("p", class_="more").a["href"] == f"{HOME}/requests/status/completed/"
    assert columns["In the works"].find("a") is None
    assert "The date has passed" in columns["Planned"].get_text()
    assert page.main.find("a", href=f"{HOME}/requests/")
    assert site.page("requests/").main.find("a", href=f"{HOME}/requests/status/")


def test_the_newest_request_that_only_thanks_waits_for_nothing(site):
    assert "The end" not in site.page("requests/status/").main.get_text()
    assert "The end" not in site.page("requests/status/unanswered/").main.get_text()


def test_the_index_knows_each_list_by_what_its_page_says(site):
    index = json.loads(site.text("requests/search.json"))
    for name in ("requests/", "requests/topic/menu/", "requests/kind/idea/", "requests/status/open/"):
        form = site.page(name).find("form", attrs={"role": "search"})
        by, is_ = form["data-by"], form["data-is"]
        known = {"requests": [""], "topic": index["topics"], "kind": index["kinds"], "status": index["statuses"]}
        assert is_ in known[by]
        assert form["data-index"] == f"{HOME}/requests/search.json"
        assert form.has_attr("hidden")


def test_boards_of_a_topic_turn_their_pages(small_site):
    for day in range(1, 5):
        small_site.write(f"requests/d{day}.md", f"Title: D {day}\nAsked: 2026-05-0{day}\nTopic: Brot & Wein\n")
    built = small_site.build(CONVERSE_REQUESTS_PER_PAGE=3)
    assert titles(built.page("requests/topic/brot-wein/page/2/")) == ["D 1"]
    assert built.page("requests/topic/brot-wein/").find("a", rel="next")["href"].endswith("topic/brot-wein/page/2/")
    assert titles(built.page("requests/kind/idea/page/2/")) == ["D 1"]
    assert titles(built.page("requests/status/unanswered/page/2/")) == ["D 4"]


def test_topics_that_read_alike_have_pages_of_their_own(small_site):
    for slug, topic in (("a", "Brot"), ("b", "brot!"), ("c", "面包")):
        small_site.write(f"requests/{slug}.md", f"Title: {slug}\nAsked: 2026-05-01\nTopic: {topic}\n")
    built = small_site.build()
    assert {path: titles(built.page(f"requests/topic/{path}/")) for path in ("brot", "brot-2", "topic")} == {
        "brot": ["a"], "brot-2": ["b"], "topic": ["c"]
    }  # fmt: skip
    assert filters(built.page("requests/"))["By topic"] == ["Brot 1", "brot! 1", "面包 1"]


def test_a_row_is_the_designers_to_change(small_site):
    override = '{% extends "!converse/request_row.html" %}'
    override += '{% block row %}<li class="mine">{{ request.title }}</li>{% endblock %}'
    (small_site.folder / "templates" / "converse").mkdir(parents=True)
    (small_site.folder / "templates" / "converse" / "request_row.html").write_text(override)
    small_site.write("requests/a.md", "Title: Rye\nAsked: 2026-05-01\n")
    small_site.write("pages/all.md", "Title: All\n\n/// requests\n///\n")
    built = small_site.build(THEME_TEMPLATES_OVERRIDES=[f"{small_site.folder}/templates"])
    for name in ("requests/", "requests/status/open/", "pages/all.html"):
        assert built.page(name).find("li", class_="mine").get_text() == "Rye"


def test_without_requests_the_board_is_there_and_empty(small_site):
    built = small_site.build()
    assert "Nothing here at the moment." in built.page("requests/").main.get_text()
    assert not [name for name in built.files() if "status" in name or "feed.json" in name]
    assert built.page("requests/").main.find("form") is None


@pytest.mark.parametrize("theme", ["simple"])
def test_in_other_peoples_themes_filters_are_links_and_nothing_else_is_promised(theme, small_site):
    small_site.write("requests/a.md", "Title: Rye\nAsked: 2026-05-01\nTopic: bread\n")
    built = small_site.build(THEME=theme)
    page = built.page("requests/topic/bread/")
    assert filters(page)["By kind"] == ["Ideas 1"]
    assert page.find("form", attrs={"role": "search"}) is None
    assert not page.find("script", src=re.compile("board"))
    assert {link["href"] for link in page.head.find_all("link", rel="alternate")} >= {
        f"{HOME}/requests/topic/bread/feed.atom.xml", f"{HOME}/requests/topic/bread/feed.json"
    }  # fmt: skip
    assert Web(built, HOME).dead_links() == []
