"""Feeds as a site has them: which there are, what is in them, and that their ids stay."""

import json
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup
from looking import Web, built_on_the_day, pages

from tests.conftest import BuiltSite, SmallSite
from tests.feedrules import atom_complaints, json_complaints

HERE = "http://localhost:8000"
HOME = "https://adler.example"
MILK = """\
Title: Oat milk <b>now</b> ]]>
Asked: 2026-03-02 14:30
By: Priya & Ali
Topic: menu
Lang: de

<script>alert(1)</script> ]]> and https://x.example/?a=1&b=2 \ufffe\x0b

## 2026-04-28, Rosa: completed

It's [on the counter]({filename}/pages/visit.md).
"""
NO = "Title: Mondays\nAsked: 2026-05-01\n\n## 2026-05-02, Rosa: declined\n\nWe sleep.\n"


@pytest.fixture
def site(small_site: SmallSite) -> SmallSite:
    small_site.write("requests/milk.md", MILK)
    small_site.write("requests/mondays.md", NO)
    small_site.write("pages/visit.md", "Title: Visit\n\nCome in.\n")
    return small_site


def feeds_of(site: BuiltSite) -> list[str]:
    return [name for name in site.files() if Path(name).name in ("feed.atom.xml", "feed.json")]


def complaints(site: BuiltSite, home: str) -> list[str]:
    found = []
    for name in feeds_of(site):
        check = json_complaints if name.endswith("json") else atom_complaints
        found += [f"{name}: {each}" for each in check((site.output / name).read_bytes(), f"{home}/{name}")]
    return found


def items(site: BuiltSite, name: str) -> list[dict]:
    return json.loads(site.text(name))["items"]


def test_what_was_said_later_on_a_day_is_newer_than_what_was_asked(small_site):
    """Also where no time of day tells."""
    text = "Title: Rye\nAsked: 2026-08-03 14:30\n\nPlease.\n\n## 2026-08-03, Rosa: completed\n\nYes.\n"
    seen = []
    for more in ("", "\n## 2026-08-03, Tom\n\nThanks.\n", "\n## 2026-08-04, Rosa\n\nGladly.\n"):
        text += more
        small_site.write("requests/rye.md", text)
        item = json.loads(small_site.build().text("requests/feed.json"))["items"][0]
        seen.append(item["date_modified"])
        assert item["date_published"] == "2026-08-03T14:30:00+02:00"
    assert seen == ["2026-08-03T14:31:00+02:00", "2026-08-03T14:32:00+02:00", "2026-08-04T00:00:00+02:00"]


def test_every_feed_of_the_example_is_right_by_the_rules(example_site):
    assert complaints(example_site, HERE) == []
    assert len(feeds_of(example_site)) > 30


@pytest.mark.parametrize("settings", [{}, {"RELATIVE_URLS": True}, {"SITEURL": f"{HOME}/shop"}])
def test_customers_words_are_words_in_every_feed(settings, site):
    built = site.build(**settings)
    home = settings.get("SITEURL", HOME)
    assert complaints(built, home) == []
    entry = feedparser.parse((built.output / "requests/feed.atom.xml").read_bytes(), sanitize_html=False).entries[1]
    item = items(built, "requests/feed.json")[1]
    assert entry.title == item["title"] == "Oat milk <b>now</b> ]]>"
    assert entry.author == item["authors"][0]["name"] == "Priya & Ali"
    for html in (entry.content[0].value, item["content_html"]):
        inside = BeautifulSoup(html, "html.parser")
        assert inside.find("script") is None
        assert "<script>alert(1)</script> ]]> and" in inside.get_text()
        assert inside.find("a", href=f"{home}/pages/visit.html")
    assert entry.link == item["url"] == f"{home}/requests/milk/"
    assert (item["date_published"], item["date_modified"]) == (
        "2026-03-02T14:30:00+01:00", "2026-04-28T00:00:00+02:00"
    )  # fmt: skip
    assert (item["tags"], item["language"]) == (["menu", "Idea"], "de")


def test_there_is_a_feed_of_each_list_and_none_that_would_be_empty(site):
    folders = {str(Path(name).parent) for name in feeds_of(site.build())}
    lists = ("status/completed", "status/declined", "topic/menu", "kind/idea")
    assert folders == {"changelog", "requests", "no", *(f"requests/{each}" for each in lists)}


def test_each_holds_what_its_page_lists(site):
    built = site.build()
    titles = {
        name: [item["title"] for item in items(built, f"{name}/feed.json")] for name in ("changelog", "no", "requests")
    }
    assert titles == {
        "changelog": ["Oat milk <b>now</b> ]]>"],
        "no": ["Mondays"],
        "requests": ["Mondays", "Oat milk <b>now</b> ]]>"],
    }
    (change,) = items(built, "changelog/feed.json")
    assert (change["authors"], change["date_published"]) == ([{"name": "Rosa"}], "2026-04-28T00:00:00+02:00")
    assert json.loads(built.text("requests/kind/idea/feed.json"))["home_page_url"] == f"{HOME}/requests/kind/idea/"


def test_a_request_has_one_id_in_all_feeds_wherever_its_page_is(site):
    here = site.build()
    moved = site.build(
        CONVERSE_REQUEST_URL="wishes/{slug}/",
        CONVERSE_REQUEST_SAVE_AS="wishes/{slug}/index.html",
        SITEURL="http://adler.example",
        OUTPUT_PATH=f"{site.folder}/moved",
    )
    names = ("requests", "requests/status/completed", "requests/topic/menu", "requests/kind/idea")
    ids = {items(built, f"{name}/feed.json")[-1]["id"] for built in (here, moved) for name in names}
    assert ids == {"tag:adler.example,2026-03-02:/requests/milk"}
    assert items(here, "changelog/feed.json")[0]["id"] not in ids


def test_the_newest_are_kept_or_all(site):
    for day in range(1, 35):
        site.write(f"requests/r{day}.md", f"Title: R {day}\nAsked: 2026-06-01\n")
    found = {number: len(items(site.build(CONVERSE_FEED_ITEMS=number), "requests/feed.json")) for number in (0, 3)}
    assert found == {0: 36, 3: 3}
    assert len(items(site.build(), "requests/feed.json")) == 20
    assert items(site.build(), "requests/feed.json")[0]["date_modified"].startswith("2026-06-01")


def test_pages_offer_their_feeds_to_readers_of_both_kinds(site):
    built = site.build()
    for name in ("requests/", "requests/topic/menu/", "requests/status/declined/", "changelog/", "no/"):
        page = built.page(name)
        offered = [link["href"] for link in page.head.find_all("link", rel="alternate")]
        assert {f"{HOME}/{name}feed.atom.xml", f"{HOME}/{name}feed.json"} <= {*offered}
        assert len(offered) == len({*offered})
        assert page.main.find("a", href=f"{HOME}/{name}feed.atom.xml").get_text() == "Follow it in a feed reader"


def test_without_an_address_of_the_site_there_are_no_feeds_and_no_links_to_them(site):
    built = site.build(SITEURL="")
    assert feeds_of(built) == []
    assert [name for name, page in pages(built).items() if "Follow it" in page.get_text()] == []
    assert Web(built, "http://localhost").dead_links() == []


def test_what_is_left_out_has_no_feed_and_one_form_may_be_left_out_alone(site):
    without = feeds_of(site.build(CONVERSE_TOPIC_SAVE_AS="", CONVERSE_CHANGELOG_SAVE_AS=""))
    assert not [name for name in without if name.startswith(("requests/topic", "changelog"))]
    built = site.build(CONVERSE_FEED_SAVE_AS="", CONVERSE_REQUESTS_FEED_SAVE_AS="", OUTPUT_PATH=f"{site.folder}/json")
    assert [name for name in feeds_of(built) if name.endswith(".xml")] == ["changelog/feed.atom.xml"]
    assert built.page("requests/topic/menu/").main.find("a", href=f"{HOME}/requests/topic/menu/feed.json")
    assert Web(built, HOME).dead_links() == []


def test_a_board_in_the_uppermost_folder_has_its_feeds_there(site):
    built = site.build(CONVERSE_REQUESTS_URL="board.html", CONVERSE_REQUESTS_SAVE_AS="board.html")
    assert {"requests/feed.atom.xml", "board/feed.json"} <= {*built.files()}


def test_feeds_say_their_titles_in_the_sites_language(site, tmp_path_factory):
    site.write("business.yaml", (site.content / "business.yaml").read_text() + "languages: [de]\n")
    built = built_on_the_day(site)
    feed = json.loads(built.text("requests/status/declined/feed.json"))
    assert (feed["title"], feed["language"]) == ("Adler Bread – Nein, und warum", "de")
    assert items(built, "requests/feed.json")[0]["summary"].startswith("Idee")


def test_the_board_leads_to_every_no_once_and_from_there_they_can_be_followed(site):
    built = site.build()
    board, noes = built.page("requests/"), built.page("no/")
    assert [link.get_text() for link in board.main.find_all("a", href=f"{HOME}/no/")] == ["What we said no to, and why"]
    assert "/no/" not in str(board.head)
    assert noes.main.find("a", href=f"{HOME}/no/feed.atom.xml").get_text() == "Follow it in a feed reader"
    assert json.loads(built.text("no/feed.json"))["home_page_url"] == f"{HOME}/no/"
    assert [item["title"] for item in items(built, "no/feed.json")] == ["Mondays"]


def test_without_a_no_or_a_page_of_them_the_board_leads_to_none(site):
    assert "/no/" not in str(site.build(CONVERSE_NO_SAVE_AS="").page("requests/"))
    (site.content / "requests" / "mondays.md").unlink()
    built = site.build(OUTPUT_PATH=f"{site.folder}/yes")
    assert "/no/" not in str(built.page("requests/"))
    assert [name for name in feeds_of(built) if name.startswith("no/")] == []
