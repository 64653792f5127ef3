"""What people really asked for elsewhere is shown to the letter.

CONVERSE_REAL_REQUESTS names a JSON file with a list of {title, details, votes, created}.
"""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import pytest
from looking import built_on_the_day, squeezed

from pelican_converse.ledger import read_csv, read_json
from pelican_converse.model.person import Staff
from pelican_converse.model.request import RESERVED, Request
from pelican_converse.model.values import Moment
from pelican_converse.problems import Problems
from pelican_converse.requestfile import write_request
from pelican_converse.text import slugify
from tests.conftest import BuiltSite, SmallSite, missing


@pytest.fixture(scope="module")
def asked() -> list[dict[str, Any]]:
    """What people asked for."""
    name = os.environ.get("CONVERSE_REAL_REQUESTS", "")
    if not name or not Path(name).is_file():
        missing("CONVERSE_REAL_REQUESTS names no file of real requests")
    found = json.loads(Path(name).read_text(encoding="utf-8"))
    assert len(found) > 10
    return found


def slug_of(number: int, title: str) -> str:
    return f"{slugify(title)[:40].strip('-')}-{number}".lstrip("-")


@pytest.fixture(scope="module")
def board(asked: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A site in which each of them is a file."""
    site = SmallSite(tmp_path_factory.mktemp("real"))
    for number, each in enumerate(asked):
        # Some asked after the day on which all tests happen.
        day = min(date.fromisoformat(each["created"][:10]), date(2026, 8, 6))
        about = {"title": each["title"], "text": each["details"] or "", "me_too": each["votes"]}
        request = Request(slug=slug_of(number, each["title"]), asked=Moment(day), **about)
        assert request.slug not in RESERVED
        site.write(f"requests/{request.slug}.md", "").write_text(write_request(request, Staff([])), encoding="utf-8")
    return built_on_the_day(site, CONVERSE_REQUESTS_PER_PAGE=len(asked), CONVERSE_FEED_ITEMS=0)


def test_every_request_has_a_page_with_its_title_and_all_its_words(asked, board):
    wrong = []
    for number, each in enumerate(asked):
        page = board.page(f"requests/{slug_of(number, each['title'])}/")
        title, text = squeezed(each["title"]), squeezed(each["details"] or each["title"])
        shown = squeezed(page.find("h1", class_="request-title").get_text())
        if title != shown or not squeezed(page.find(class_="request-words").get_text()).startswith(text):
            wrong.append(each["title"])
    assert wrong == []


def test_no_request_brings_html_of_its_own(asked, board):
    """Line breaks and links apart, what stands in a letter is text."""
    for number, each in enumerate(asked):
        letter = board.page(f"requests/{slug_of(number, each['title'])}/").find(class_="request-text")
        assert {element.name for element in letter.find_all(True)} <= {"p", "br", "a"}
        links = [link["href"] for link in letter.find_all("a")]
        assert [link for link in links if link not in each["details"]] == []
        assert [link for link in links if not link.startswith(("http://", "https://"))] == []


def test_the_board_lists_every_request_with_its_votes(asked, board):
    rows = board.page("requests/").select("[data-list] ol.ledger > li")
    shown = {squeezed(row.a.get_text()): row.get_text(" ") for row in rows}
    assert shown.keys() == {squeezed(each["title"]) for each in asked}
    counted = [each for each in asked if each["votes"] > 1]
    assert [each["title"] for each in counted if f"{each['votes']} others" not in shown[squeezed(each["title"])]] == []


def test_the_feed_holds_every_request(asked, board):
    feed = feedparser.parse((board.output / "requests/feed.atom.xml").read_bytes())
    assert not feed.bozo
    assert {squeezed(entry.title) for entry in feed.entries} == {squeezed(each["title"]) for each in asked}


@pytest.mark.parametrize(("name", "read"), [("requests.csv", read_csv), ("requests.json", read_json)])
def test_what_is_published_as_data_gives_the_same_files_back(asked, board, name, read):
    problems = Problems()
    requests = read((board.output / name).read_text(encoding="utf-8-sig"), name, problems)
    assert problems.found == []
    assert len(requests) == len(asked)
    content = board.output.parent / "content"
    for request in requests:
        file = content / "requests" / f"{request.slug}.md"
        assert write_request(request, Staff([])) == file.read_text(encoding="utf-8"), request.slug
