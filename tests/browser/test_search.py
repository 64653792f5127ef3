"""The search on the board: by keyboard, over an index that is fetched when it is needed, and linked as any page."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from window import Window

from pelican_converse.searchindex import folded, words_of
from tests.conftest import BUSINESS, ROOT, SmallSite

pytestmark = pytest.mark.browser

FIELD, ORDER = "main form [name=q]", "main form [name=sort]"
TITLES = "els => els.filter(e => e.checkVisibility()).map(e => e.innerText)"
INDEX = "**/requests/search.json"


def titles(page: Page) -> list[str]:
    """The titles that are seen in the list."""
    return list(page.locator("main .ledger-title").evaluate_all(TITLES))


def said(page: Page) -> str:
    """What the live region says."""
    return page.locator("main [role=status]").inner_text()


def look_for(window: Window, words: str, found: str) -> None:
    """Type, and wait until it is said what is found."""
    window.page.locator(FIELD).focus()
    window.page.keyboard.type(words)
    window.page.locator("main [role=status]", has_text=found).wait_for()


@pytest.fixture
def fetched(window: Window) -> Iterator[list[str]]:
    """The addresses of all data that the page fetches."""
    asked: list[str] = []

    def note(request):
        if request.resource_type == "fetch":
            asked.append(request.url)

    window.page.on("request", note)
    yield asked
    window.page.remove_listener("request", note)


def test_nothing_is_fetched_until_somebody_types(window, fetched):
    window.go("requests/")
    printed = titles(window.page)
    window.page.locator(FIELD).focus()
    window.page.wait_for_timeout(300)
    assert fetched == []
    look_for(window, "brot", "Found:")
    assert len(fetched) == 1
    assert "Ein Viertel Brot" in titles(window.page)
    window.page.keyboard.type(" viertel")
    window.page.locator("main [role=status]", has_text="Found: 1").wait_for()
    assert titles(window.page) == ["Ein Viertel Brot"]
    assert len(fetched) == 1
    assert len(printed) == 40


def test_escape_clears_and_gives_the_list_back(window):
    window.go("requests/")
    printed = titles(window.page)
    look_for(window, "hamster", "Found: 1")
    window.page.keyboard.press("Escape")
    assert titles(window.page) == printed
    assert window.page.locator(FIELD).input_value() == ""
    assert said(window.page) == ""
    assert "?" not in window.page.url
    assert window.ask("document.activeElement.name") == "q"


def test_escape_while_signs_are_put_together_is_not_for_the_search(window):
    window.go("requests/")
    look_for(window, "hamster", "Found: 1")
    window.page.locator(FIELD).dispatch_event("keydown", {"key": "Escape", "isComposing": True, "bubbles": True})
    assert window.page.locator(FIELD).input_value() == "hamster"
    assert titles(window.page) == ["I could keep a hamster in there"]


def test_a_search_is_an_address_and_back_works(window):
    window.go("requests/")
    printed = titles(window.page)
    look_for(window, "hamster", "Found: 1")
    window.page.keyboard.press("Enter")
    assert window.page.url.endswith("/requests/?q=hamster")
    window.page.keyboard.press("Tab")
    window.page.keyboard.press("Tab")
    assert window.ask("document.activeElement.innerText") == "I could keep a hamster in there"
    window.page.keyboard.press("Enter")
    window.page.wait_for_url("**/requests/crumb/")
    window.page.go_back()
    window.page.locator("main [role=status]", has_text="Found: 1").wait_for()
    assert titles(window.page) == ["I could keep a hamster in there"]
    window.page.go_back()
    assert window.page.url.endswith("/requests/")
    assert titles(window.page) == printed


def test_accents_capitals_and_sharp_s_are_no_matter(window):
    window.go("requests/?q=CAFE+groesse")
    window.page.locator("main [role=status]", has_text="Nothing found.").wait_for()
    assert titles(window.page) == []
    window.go("requests/?q=CAFÉ%20half")
    window.page.locator("main [role=status]", has_text="Found: 1").wait_for()
    assert titles(window.page) == ["Bread at the café door by half past nine"]


def test_the_browser_folds_words_as_the_build_does(window):
    script = (ROOT / "theme" / "static" / "js" / "board.js").read_text(encoding="utf-8")
    rules = "".join(
        re.findall(r"^const (?:isDigit|digit|bare|folded|CJK|WORD|RUN|pairs|wordsOf) = .*;$", script, re.MULTILINE)
    )
    texts = [
        "Crème BRÛLÉE",
        "Straße GROẞ",
        "İstanbul ığ",
        "ΟΔΟΣ ὀδός",
        "ﬁne ½ №",
        "हिन्दी की",
        "ไทย ดี",
        "한국어",
        "مُحَمَّد",
        "Ærø Łódź",
        "牛乳、卵。豆乳は？ガムとｶﾞﾑ・々〇ー 𠮷野家で3個のBio卵",
        "x_1 ½ 한국어로 ㈱東京 ﬁ",
        "٠١٢٣٤٥٦٧٨٩ ۰۹ ०९ ০৯ ๐๙ ０９ 𝟎𝟗𝟘𝟡 ٣½ 七",
    ]
    window.go("requests/")
    for name, rule in (("folded", folded), ("wordsOf", words_of)):
        assert window.ask(f"texts => {{ {rules} return texts.map({name}); }}", texts) == [rule(text) for text in texts]


def test_a_sign_that_is_no_word_is_found_where_it_stands_in_a_title(window):
    window.go("requests/?q=%F0%9F%99%8F")
    window.page.locator("main [role=status]", has_text="Found: 1").wait_for()
    assert titles(window.page) == ["Bring back the cinnamon buns 🙏"]


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("wanted", ["A card reader, even with a minimum", "Einen Vormittag mitbacken"]),
        ("answered", ["Free on the stone, and keep the crumbs", "One oven is cold, so the rye is gone by ten"]),
        ("waiting", ["Bread for sixty on 12 September", "A voucher for ten loaves", "Bring back the cinnamon buns 🙏"]),
    ],
)
def test_the_order_is_chosen_without_a_search_too(order, first, window):
    window.go("requests/")
    window.page.locator(ORDER).select_option(order)
    window.page.locator("main [role=status]", has_text="Found:").wait_for()
    assert titles(window.page)[: len(first)] == first
    assert window.page.url.endswith(f"?sort={order}")
    assert len(titles(window.page)) == 20


def test_whoever_waits_longest_comes_first_as_on_the_page_of_those_who_wait(window):
    window.go("requests/status/unanswered/")
    waiting = titles(window.page)
    assert len(waiting) > 2
    window.go("requests/?sort=waiting")
    window.page.locator("main [role=status]", has_text="Found:").wait_for()
    assert titles(window.page)[: len(waiting)] == waiting


def test_what_is_found_is_shown_twenty_at_a_time_to_the_last(window, served_example):
    requests = json.loads(served_example[1].text("requests.json"))["requests"]
    window.go("requests/?sort=wanted")
    window.page.locator("main [role=status]", has_text=re.compile(f"Found: {len(requests)}$")).wait_for()
    more = window.page.get_by_role("button", name="Show more")
    for shown in range(20, len(requests), 20):
        assert len(titles(window.page)) == shown
        more.press("Enter")
        assert window.ask("document.activeElement.innerText") == titles(window.page)[shown]
    assert not more.is_visible()
    assert sorted(titles(window.page)) == sorted(request["title"] for request in requests)


@pytest.mark.parametrize(
    "path",
    [
        "requests/topic/menu/",
        "requests/kind/problem/",
        "requests/kind/praise/",
        "requests/status/planned/",
        "requests/status/open/",
        "requests/status/unanswered/",
    ],
)
def test_only_what_the_page_lists_is_searched(path, window):
    window.go(path)
    printed = titles(window.page)
    assert 2 < len(printed) < 20
    window.page.locator(ORDER).select_option("wanted")
    window.page.locator("main [role=status]", has_text=re.compile(f"Found: {len(printed)}$")).wait_for()
    assert sorted(titles(window.page)) == sorted(printed)


ROWS = """els => els.filter(e => e.checkVisibility()).map(e => [e.querySelector(".ledger-title"),
    e.querySelector(".status"), e.querySelector(".quiet")].map(part => part.innerText.replace(/\\s+/g, " ").trim()))"""


def rows(page: Page) -> list[list[str]]:
    """What is seen in the list: title, status, and who asked and when."""
    return list(page.locator("main .ledger > li").evaluate_all(ROWS))


@pytest.mark.parametrize("status", ["open", "planned", "started", "completed", "declined", "duplicate"])
def test_what_is_found_looks_like_its_row(status, window):
    window.go(f"requests/status/{status}/")
    printed = rows(window.page)
    window.page.locator(ORDER).select_option("wanted")
    window.page.locator("main [role=status]", has_text="Found:").wait_for()
    if len(printed) > 20:
        window.page.get_by_role("button", name="Show more").click()
    assert printed
    assert sorted(rows(window.page)) == sorted(printed)


def test_of_who_waits_it_says_the_same_as_the_row(small_site: SmallSite, window: Window, serve: Callable[[Path], str]):
    small_site.write("business.yaml", BUSINESS)
    small_site.write("pages/easter.md", "Title: Easter\nAsk: What is missing?\n\nBread.\n")
    head = "Asked: 2026-08-05 09:00\nBy: Uli\n"
    ours, theirs = "## 2026-08-05 10:00, Rosa{}\n\nNo room.\n", "## 2026-08-05 11:00, Uli\n\nAnd used?\n"
    for slug, more, said in (
        ("no", "", ours.format(": declined") + theirs),
        ("reply", "", ours.format("") + theirs),
        ("twice", "", theirs),
        ("once", "", ""),
        ("thanks", "Kind: praise\n", ours.format(": completed")),
        ("plait", "About: {filename}/pages/easter.md\n", ours.format("") + theirs),
    ):
        small_site.write(f"requests/{slug}.md", f"Title: {slug}\n{head}{more}\nPlease.\n\n{said}")
    window.page.goto(f"{serve(small_site.build(RELATIVE_URLS=True).output)}/requests/")
    printed = {title: last.partition(". ")[2] for title, _, last in rows(window.page)}
    again = "Asked again on 5 August 2026, no answer yet"
    unheard = dict.fromkeys(("twice", "once"), "No answer yet")
    assert printed == {"no": again, "reply": again, **unheard, "thanks": "", "plait": ""}
    whole = rows(window.page)
    window.page.locator(ORDER).select_option("wanted")
    window.page.locator("main [role=status]", has_text="Found: 6").wait_for()
    assert rows(window.page) == whole


def test_a_word_in_another_language_is_marked_as_such(window):
    window.go("requests/?q=dinkelbrot")
    window.page.locator("main [role=status]", has_text="Found: 1").wait_for()
    assert window.page.locator("main .ledger > li:visible a").get_attribute("lang") == "de"


def test_names_and_topics_are_found(window):
    window.go("requests/?q=noor")
    window.page.locator("main [role=status]", has_text="Found:").wait_for()
    assert "Is there butter in the tins?" in titles(window.page)
    window.go("requests/topic/shop/")
    number = len(titles(window.page))
    window.go("requests/topic/shop/?q=the+shop+itself")
    window.page.locator("main [role=status]", has_text=f"Found: {number}").wait_for()


def test_a_duplicate_leads_to_its_original_and_is_wanted_there(window):
    window.go("requests/?q=hafermilch&sort=wanted")
    window.page.locator("main [role=status]", has_text="Found:").wait_for()
    row = window.page.locator("main .ledger > li:visible", has_text="Hafermilch?")
    assert row.locator(".status a").get_attribute("href").endswith("/requests/oat-milk/")
    window.go("requests/?sort=wanted")
    window.page.locator("main [role=status]", has_text="Found:").wait_for()
    window.page.get_by_role("button", name="Show more").click()
    window.page.get_by_role("button", name="Show more").click()
    assert "Hafermilch?" in titles(window.page)[-2:]


def test_filters_keep_the_search(window):
    window.go("requests/")
    look_for(window, "bread", "Found:")
    window.page.get_by_role("link", name="Problems").click()
    window.page.wait_for_url("**/requests/kind/problem/?q=bread")
    window.page.locator("main [role=status]", has_text="Found:").wait_for()


def test_what_cannot_be_fetched_is_said_and_the_list_stays(window):
    window.go("requests/")
    printed = titles(window.page)
    window.page.route(INDEX, lambda route: route.fulfill(status=503))
    look_for(window, "bread", "could not be fetched")
    assert titles(window.page) == printed
    window.page.unroute(INDEX)
    window.page.keyboard.press("Backspace")
    window.page.locator("main [role=status]", has_text="Found:").wait_for()
    assert all("503" in each for each in window.complaints)
    window.complaints.clear()


def test_the_search_has_no_barriers_and_fits_a_small_phone(window):
    window.become(width=320)
    window.go("requests/?q=bread&sort=wanted")
    window.page.locator("main [role=status]", has_text="Found:").wait_for()
    assert window.overflow() == []
    assert window.barriers() == []


@pytest.mark.parametrize("path", ["requests/", "requests/status/open/"])
def test_a_phone_shows_a_request_on_the_first_screen(path, window):
    window.become(width=360, height=740)
    window.go(path)
    field, order, row = (
        window.page.locator(part).bounding_box() for part in (FIELD, ORDER, "main [data-list] .ledger > li >> nth=0")
    )
    assert field["y"] == order["y"]
    assert min(field["height"], order["height"]) >= 44
    assert row["y"] + row["height"] <= window.page.locator(".bar").bounding_box()["y"]


@pytest.mark.parametrize("width", [1000, 1280, 1600])
def test_the_second_column_stands_on_the_axis_of_the_page(width, window):
    window.become(width=width)
    window.go("requests/status/")
    first, second = (window.page.locator(f"main section >> nth={place}").bounding_box()["x"] for place in (0, 1))
    assert first < second
    if width >= 1280:
        assert abs(second - window.page.locator("h1").bounding_box()["x"]) < 1


def test_without_javascript_there_is_no_field(plain_window):
    plain_window.go("requests/?q=bread")
    assert not plain_window.page.locator(FIELD).is_visible()
    assert len(titles(plain_window.page)) == 40


@pytest.fixture
def folder(small_site: SmallSite) -> Path:
    """A site whose requests can't take anybody in, below a folder and with relative links."""
    small_site.write("business.yaml", BUSINESS)
    hostile = "<img src=x onerror=alert(1)> & ]]>"
    small_site.write("requests/a.md", f"Title: {hostile}\nAsked: 2026-05-01\nTopic: {hostile}\n\n{hostile}\n")
    small_site.write("requests/b.md", "Title: Straße nach ÖDÖN\nAsked: 2026-05-02\nTopic: way\n")
    small_site.build(RELATIVE_URLS=True, OUTPUT_PATH=f"{small_site.folder}/web/shop")
    return small_site.folder / "web"


def test_below_a_folder_with_relative_links_and_hostile_words(
    folder: Path, window: Window, serve: Callable[[Path], str]
):
    here = serve(folder)
    window.page.goto(f"{here}/shop/requests/status/open/?q=onerror")
    window.page.locator("main [role=status]", has_text="Found: 1").wait_for()
    assert titles(window.page) == ["<img src=x onerror=alert(1)> & ]]>"]
    link = window.page.locator("main .ledger > li:visible a")
    assert link.evaluate("link => link.href") == f"{here}/shop/requests/a/"
    window.page.goto(f"{here}/shop/requests/topic/way/?q=STRASSE+odon")
    window.page.locator("main [role=status]", has_text="Found: 1").wait_for()
    assert titles(window.page) == ["Straße nach ÖDÖN"]
