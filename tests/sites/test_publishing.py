"""What is published of the requests besides their pages: data that says the same, and numbers that lead to them."""

import json

import pytest
from recount import recount

from pelican_converse.ledger import read_csv, read_json
from pelican_converse.loading import read_site
from pelican_converse.problems import Problems
from tests.conftest import BUSINESS

DATA = ("requests.json", "requests.csv", "promises.json", "requests/search.json")


@pytest.fixture
def site(small_site):
    small_site.write("business.yaml", BUSINESS + "answers_within: 2 working days\n")
    turns = "## 2026-07-03, Rosa: planned by 2026-08-31\n\nYes.\n\n## 2026-07-20, Ali\n\nWhen?\n"
    small_site.write(
        "requests/spelt.md", f"Title: Spelt\nAsked: 2026-07-01\nBy: =Ali\nRef: K7M2QD\n\nPlease.\n\n{turns}"
    )
    small_site.write("requests/rye.md", "Title: Rye\nAsked: 2026-08-06\nKind: praise\n\n<b>Thanks</b>\n")
    return small_site


def test_json_and_table_read_back_to_the_same_requests(site):
    built = site.build()
    problems = Problems()
    as_json = read_json(built.text("requests.json"), "requests.json", problems)
    as_table = read_csv(built.text("requests.csv"), "requests.csv", problems)
    assert problems.found == []
    assert as_json == as_table == read_site(site.content).board.newest
    assert ',"\'=Ali",' in built.text("requests.csv")


def test_the_score_that_is_published_can_be_counted_again_from_the_requests(site):
    built = site.build()
    said = json.loads(built.text("promises.json"))["ever"]
    counted = recount(built.text("requests.json"))["ever"]
    assert (said["answered_in_time"], len(said["missed"])) == (counted["in time"], counted["missed"]) == (1, 1)
    assert [each["by"] for each in said["dates"]["open"]] == ["2026-08-31"]


def test_every_request_says_where_its_page_is(site):
    rows = json.loads(site.build().text("requests.json"))["requests"]
    assert [row["url"] for row in rows] == [
        "https://adler.example/requests/rye/", "https://adler.example/requests/spelt/"
    ]  # fmt: skip
    board_only = json.loads(site.build(CONVERSE_REQUEST_SAVE_AS="").text("requests.json"))["requests"]
    assert [row.get("url") for row in board_only] == [None, None]


def test_a_reference_number_leads_to_its_request(site):
    page = site.build().page("r/K7M2QD/")
    address = "https://adler.example/requests/spelt/"
    assert page.find("meta", attrs={"http-equiv": "refresh"})["content"] == f"0; url={address}"
    assert [link["href"] for link in page.find_all("link", rel="canonical")] == [address]
    assert page.main.find("a", href=address).get_text() == "Spelt"


def test_without_pages_of_requests_numbers_lead_nowhere(site):
    assert not [file for file in site.build(CONVERSE_REQUEST_SAVE_AS="").files() if file.startswith("r/")]


def test_a_site_without_requests_has_no_such_data(small_site):
    assert not set(DATA) & set(small_site.build().files())


@pytest.mark.parametrize("name", ["LEDGER", "LEDGER_CSV", "PROMISES_DATA", "SEARCH_INDEX", "REF"])
def test_each_may_be_left_out(site, name):
    files = site.build().files()
    left = site.build(**{f"CONVERSE_{name}_SAVE_AS": ""}, OUTPUT_PATH=f"{site.folder}/left").files()
    assert len(set(files) - set(left)) == 1
