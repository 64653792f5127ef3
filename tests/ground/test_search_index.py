"""The index that browsers search in: it finds what was said, and stays small whatever the number of requests."""

import json
from datetime import date

import pytest

from pelican_converse.board import Board
from pelican_converse.model.request import Action, Request, Turn
from pelican_converse.model.values import Moment
from pelican_converse.searchindex import folded, search_index, words_of

ASKED = Moment(date(2026, 3, 2))


def index(*requests, **names):
    text = search_index(Board(requests, date(2026, 8, 6)), "requests/{slug}/", names)
    return json.loads(text), len(text.encode())


def slugs(found):
    """The slugs of an index, with what the signs in them stand for, as board.js reads them."""
    parts = {0x100 + place: part for place, part in enumerate(found["parts"])}
    return [slug.translate(parts) for slug in found["slugs"]]


def test_a_request_is_there_with_all_that_is_searched_and_sorted_by():
    said = {"on": Moment(date(2026, 3, 12)), "who": "Rosa", "staff": ("rosa",), "action": Action.read("planned")}
    turns = (Turn(**said, text="Zwei Lieferanten!"),)
    head = {"title": "Oat milk", "asked": ASKED, "by": "Özge", "kind": "problem", "topic": "Getränke", "me_too": 11}
    milk = Request(slug="milk", **head, text="For flat whites.", turns=turns, lang="tr")
    rye = Request(slug="rye", title="Rye", asked=Moment(date(2026, 3, 3)))
    found, _ = index(milk, rye, Getränke="What you drink")
    assert (found["url"], found["slugs"], found["titles"]) == ("requests/{slug}/", ["rye", "milk"], ["Rye", "Oat milk"])
    assert found["asked"] == [(day - date(2000, 1, 1)).days for day in (date(2026, 3, 3), date(2026, 3, 2))]
    assert (found["answered"], found["others"], found["waits"]) == ([-1, 10], [0, 11], [0, -1])
    assert (found["topics"], found["names"], found["topic"]) == (["getraenke"], ["What you drink"], [-1, 0])
    assert (found["by"], found["languages"], found["lang"]) == (["", "Özge"], ["", "tr"], [0, 1])
    kinds, statuses = found["kinds"], found["statuses"]
    states = [(statuses[state // len(kinds)], kinds[state % len(kinds)]) for state in found["state"]]
    assert states == [("open", "idea"), ("planned", "problem")]
    assert set(found["words"][1].split()) == {"for", "flat", "whites", "rosa", "zwei", "lieferanten"}


@pytest.mark.parametrize(
    ("action", "until"),
    [
        ("planned", 0),
        ("planned by 2026-03-12", 11),
        ("declined until 2026-06", -(2026 * 12 + 5)),
        ("completed", 0),
    ],
)
def test_by_when_something_is_planned_or_looked_at_again_is_there(action, until):
    turns = (Turn(on=ASKED, who="Rosa", staff=("rosa",), action=Action.read(action), text="So."),)
    found, _ = index(Request(slug="milk", title="Milk", asked=ASKED, turns=turns))
    assert found["until"] == [until]


def test_a_duplicate_names_the_place_of_what_it_is_the_same_as():
    turns = (Turn(on=ASKED, who="Rosa", staff=("rosa",), action=Action.read("duplicate of milk")),)
    same = Request(slug="hafermilch", title="Hafermilch?", asked=ASKED, me_too=3, turns=turns)
    found, _ = index(Request(slug="milk", title="Milk", asked=ASKED, me_too=4), same)
    assert dict(zip(slugs(found), found["others"], strict=True)) == {"milk": 4 + 1 + 3, "hafermilch": 3}
    assert found["same"] == [[slugs(found).index("hafermilch"), slugs(found).index("milk")]]


def test_a_small_board_has_every_word_in_it():
    said = [f"word{number}" for number in range(400)]
    found, _ = index(Request(slug="r", title="An ox", asked=ASKED, by="Zoë", text=" ".join([*said, "ox zu"])))
    assert found["words"][0].split() == [*said, "zu"]


def crowd(title, slug, by="Zoë {}", text="Danke. ", number=10_000):
    """As many requests, with their number in what they say."""
    return [
        Request(slug=slug.format(n), title=title.format(n), by=by.format(n), asked=ASKED, text=text.format(n))
        for n in range(number)
    ]


def test_the_rarest_words_stay_where_there_is_no_room_for_all():
    common = " ".join(f"common{number}" for number in range(60))
    found, octets = index(*crowd("x", "r-{}", "", f"{common} only{{}}", 5000))
    assert octets < 1_000_000
    assert all(words.split()[0] == f"only{slug[2:]}" for words, slug in zip(found["words"], slugs(found), strict=True))
    assert len(min(found["words"], key=len)) > 100


def test_ours_are_found_by_their_whole_names():
    said = {"on": ASKED, "who": "Jo & Rosa", "staff": ("jo", "rosa"), "text": "Yes."}
    people = {"jo": "Jo Müller-Łoś", "rosa": "Rosa Adler", "ben": "Ben Huber"}
    request = Request(slug="milk", title="Milk", asked=ASKED, turns=(Turn(**said),))
    found = json.loads(search_index(Board((request,), ASKED.day), "", people=people))
    assert set(found["words"][0].split()) == {"jo", "rosa", "adler", "muller", "łos", "yes"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("See [our prices]({filename}/pages/preise.md).", "see our prices"),
        ('![The loaf]({static}/images/crumb.jpg "As big") and [x](<a b.md>) too', "the loaf and x too"),
        ("[a](https://a.example/b_(c)) (see below) [b] (c) arr[0]", "a see below b c arr 0"),
        ("So [it][1] is.\n\n[1]: https://a.example/way 'There'\n[2]: /else\n", "so it 1 is"),
        ("Prices [2]: see below", "prices 2 see below"),
        ("https://a.example/way", "https a example way"),
    ],
)
def test_where_links_in_our_answers_lead_is_not_searched(text, words):
    said = {"on": ASKED, "who": "someone", "text": text}
    ours, theirs = (Turn(**said, staff=staff) for staff in (("rosa",), ()))
    requests = (
        Request(slug=slug, title="T", asked=ASKED, turns=(turn,)) for slug, turn in (("b", ours), ("a", theirs))
    )
    found, _ = index(*requests)
    assert found["slugs"] == ["b", "a"]
    assert set(found["words"][0].split()) == {"someone", *words.split()}
    assert set(found["words"][1].split()) == {"someone", *words_of(text)} - {"t"}


def test_whoever_says_little_leaves_room_for_those_who_say_much():
    much = " ".join(f"word{number}" for number in range(30_000))
    found, octets = index(*crowd("x", "r-{}", number=2000), Request(slug="z", title="Z", asked=ASKED, text=much))
    assert 900_000 > octets > 300_000
    assert found["words"][slugs(found).index("z")] == much


GERMAN = "Könntet ihr das Vollkornbrot wieder so backen wie vor dem Umbau, bitte, {}?"
JAPANESE = "もう一度あの酵母パンを焼いていただけませんかお願いします番号{}"
LONG = "koenntet-ihr-das-vollkornbrot-wieder-so-backen-wie-vor-dem-umbau-bitte-sehr-{}"


@pytest.mark.parametrize(
    ("title", "slug", "by"),
    [
        (GERMAN, LONG, "Alexandrina Konstantinopoulou, Waltendorf {}"),
        (JAPANESE, LONG, "鈴木中村高橋佐藤{}"),
        (JAPANESE, "r-{}", "鈴木{}"),
        ('"""""""""""""""""""" {} \\\\\\\\\\\\', LONG, '"Zoë" {}'),
        ("🙏" * 70 + "{}", LONG, "🙏" * 20 + "{}"),
    ],
)
def test_ten_thousand_requests_stay_below_a_megabyte_in_any_script(title, slug, by):
    requests = crowd(title, slug, by)
    found, octets = index(*requests)
    assert octets < 1_000_000
    assert sorted(slugs(found)) == sorted(request.slug for request in requests)
    whole = {request.title for request in requests}
    assert all(each in whole or each.endswith("…") for each in found["titles"])
    assert len(found["titles"]) == 10_000
    assert all(each[:5] == title[:5] for each in found["titles"])


def test_names_are_there_as_far_as_titles_leave_room():
    name = "Alexandrina Konstantinopoulou, who lives in Waltendorf, in the house with the red door {}"
    found, octets = index(*crowd("Rye {}", "r-{}", name))
    assert octets < 1_000_000
    assert all(each.startswith("Alexandrina Konst") and each.endswith("…") for each in found["by"])
    found, _ = index(*crowd(GERMAN.replace(",", ", ".join(["", *"abcdef"])), LONG, name))
    assert found["by"] == []


def test_where_addresses_alone_fill_the_room_they_are_all_there_is():
    found, octets = index(*crowd(GERMAN, "x" * 75 + "{}"))
    assert (found["titles"], found["by"], octets < 1_050_000) == ([], [], True)


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
    assert found["waits"] == [30]
    assert found["answered"] == [2]


def test_accents_and_capitals_are_no_matter():
    assert folded("Crème BRÛLÉE für Ödön, Straße") == "creme brulee fur odon, strasse"


@pytest.mark.parametrize(
    "digits", ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "০১২৩৪৫৬৭৮৯", "０１２３４５６７８９", "𝟬𝟭𝟮𝟯𝟰𝟱𝟲𝟳𝟴𝟵"]
)
def test_digits_of_any_script_are_digits(digits):
    assert folded(f"{digits}é") == "0123456789e"
    assert words_of(f"Brot {digits[1]}{digits[6]}") == ["brot", "16"]


def test_what_is_written_without_blanks_is_words_of_two_characters():
    assert words_of("牛乳、卵。豆乳は？ Ein Öl, 7 ガム") == ["牛乳", "卵", "豆乳", "乳は", "ein", "ol", "7", "カム"]
    assert words_of("한국어로") == ["한국", "국어", "어로"]
    text = "豆乳は" * 300
    found, _ = index(Request(slug="r", title="パン", asked=ASKED, by="鈴木", text=text))
    assert found["words"][0].split() == ["豆乳", "乳は", "は豆"]
