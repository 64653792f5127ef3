"""The index that browsers search in: it finds what was said, and stays small whatever the number of requests."""

import json
from datetime import date

from pelican_converse.board import Board
from pelican_converse.model.request import Action, Request, Turn
from pelican_converse.model.values import Moment
from pelican_converse.searchindex import folded, search_index

ASKED = Moment(date(2026, 3, 2))


def index(*requests):
    text = search_index(Board(requests, date(2026, 8, 6)), "requests/{slug}/")
    return json.loads(text), len(text.encode())


def test_a_request_is_there_with_all_that_is_searched_and_sorted_by():
    said = {"on": Moment(date(2026, 3, 12)), "who": "Rosa", "staff": ("rosa",), "action": Action.read("planned")}
    turns = (Turn(**said, text="Zwei Lieferanten!"),)
    head = {"title": "Oat milk", "asked": ASKED, "by": "Özge", "kind": "problem", "topic": "Getränke", "me_too": 11}
    milk = Request(slug="milk", **head, text="For flat whites.", turns=turns, lang="tr")
    rye = Request(slug="rye", title="Rye", asked=Moment(date(2026, 3, 3)))
    found, _ = index(milk, rye)
    assert (found["url"], found["slugs"], found["titles"]) == ("requests/{slug}/", ["rye", "milk"], ["Rye", "Oat milk"])
    assert found["asked"] == [(day - date(2000, 1, 1)).days for day in (date(2026, 3, 3), date(2026, 3, 2))]
    assert (found["answered"], found["wanted"], found["waits"]) == ([-1, 10], [1, 12], [[0, found["asked"][0]]])
    assert (found["topics"], found["topic"], found["languages"]) == (["getraenke"], [-1, 0], {"1": "tr"})
    kinds, statuses = found["kinds"], found["statuses"]
    states = [(statuses[state // len(kinds)], kinds[state % len(kinds)]) for state in found["state"]]
    assert states == [("open", "idea"), ("planned", "problem")]
    assert set(found["words"][1].split()) == {"ozge", "for", "flat", "whites", "rosa", "zwei", "lieferanten"}


def test_rare_words_come_first_where_there_is_no_room_for_all():
    common = " ".join(f"common{number}" for number in range(60))
    requests = [Request(slug=f"r-{n}", title="x", asked=ASKED, text=f"{common} only{n}") for n in range(5)]
    found, _ = index(*requests)
    assert all(words.split()[0].startswith("only") for words in found["words"])
    assert all(len(words) <= 240 for words in found["words"])


def test_ten_thousand_requests_with_long_titles_stay_below_a_megabyte():
    title = "Könntet ihr das Vollkornbrot wieder so backen wie vor dem Umbau, bitte, {}?"
    requests = [
        Request(
            slug=f"koenntet-ihr-das-vollkornbrot-wieder-{n}", title=title.format(n), asked=ASKED, text="Danke. " * 40
        )
        for n in range(10_000)
    ]
    found, octets = index(*requests)
    assert octets < 1_000_000
    assert len(found["titles"]) == len(found["slugs"]) == 10_000
    assert all(each.startswith("Könntet ihr das") for each in found["titles"])


def test_an_empty_board_has_an_empty_index():
    found, _ = index()
    assert (found["slugs"], found["words"]) == ([], [])


def test_whoever_asked_again_waits_since_then_and_not_since_the_first_ask():
    turns = (
        Turn(on=Moment(date(2026, 3, 4)), who="Rosa", staff=("rosa",), text="Soon."),
        Turn(on=Moment(date(2026, 4, 1)), who="Ali", text="When?"),
        Turn(on=Moment(date(2026, 4, 9)), who="Ali", text="Hello?"),
    )
    found, _ = index(Request(slug="rye", title="Rye", asked=ASKED, turns=turns))
    assert found["waits"] == [[0, (date(2026, 4, 1) - date(2000, 1, 1)).days]]
    assert found["answered"] == [2]


def test_accents_and_capitals_are_no_matter():
    assert folded("Crème BRÛLÉE für Ödön, Straße") == "creme brulee fur odon, strasse"
