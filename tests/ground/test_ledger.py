"""The ledger as data: whatever a customer types comes back from JSON and CSV, and makes the same file."""

import csv
import io
import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_request_file import FILE, STAFF, read, requests

from pelican_converse.ledger import read_csv, read_json, request_data, write_csv, write_json
from pelican_converse.model.request import Request
from pelican_converse.model.values import Moment
from pelican_converse.problems import Problems
from pelican_converse.requestfile import write_request

LETTER = """\
Title: Oat milk, please
Asked: 2026-03-02 14:30
By: Priya
Via: counter
Topic: menu
Me too: 11
Ref: K7M2QD

We'd love oat milk for flat whites.

## 2026-03-04, Rosa: planned by 2026-05-01

Two suppliers.

## 2026-03-20, Priya via phone

Picture: images/carton.jpg | The carton

The local one!
"""


def json_of(rows, **about):
    return "".join(write_json(rows, **about))


def csv_of(found):
    return "".join(write_csv(map(request_data, found)))


def back_from_json(found):
    problems = Problems()
    again = read_json(json_of(map(request_data, found), generated="2026-08-06"), "requests.json", problems)
    assert problems.found == []
    return again


def back_from_csv(found):
    problems = Problems()
    again = read_csv(csv_of(found), "requests.csv", problems)
    assert problems.found == []
    return again


@given(requests())
def test_whatever_is_said_comes_back_and_makes_the_same_file(request_):
    text = write_request(request_, STAFF)
    request_ = read(text)
    for back in (back_from_json, back_from_csv):
        (again,) = back([request_])
        assert again == request_
        assert write_request(again, STAFF) == text


@pytest.mark.parametrize("back", [back_from_json, back_from_csv])
def test_every_key_of_the_head_comes_back(back):
    head = "Kind: praise\nAbout: {filename}/news/easter.md\nContact: rosa\nPicture: images/a.jpg | A\n"
    head += "May quote: yes, 2026-03-04\nNotice: until 2026-03-04\nLang: de\nSlug: milch\n"
    text = LETTER.replace("Topic:", f"{head}Topic:")
    (again,) = back([read(text)])
    assert again == read(text)
    assert (again.source.file, again.slug) == ("content/requests/oat-milk.md", "milch")
    assert write_request(again, STAFF) == write_request(read(text), STAFF)


def test_json_says_what_is_said_and_nothing_else():
    data = request_data(read(LETTER))
    assert data == {
        "slug": "oat-milk",
        "file": "oat-milk.md",
        "asked": "2026-03-02 14:30",
        "title": "Oat milk, please",
        "by": "Priya",
        "via": "counter",
        "kind": "idea",
        "topic": "menu",
        "me_too": 11,
        "ref": "K7M2QD",
        "text": "We'd love oat milk for flat whites.",
        "turns": [
            {"on": "2026-03-04", "who": "Rosa", "staff": ["rosa"], "action": "planned by 2026-05-01",
             "text": "Two suppliers."},
            {"on": "2026-03-20", "who": "Priya", "via": "phone", "picture": "images/carton.jpg | The carton",
             "text": "The local one!"},
        ],
    }  # fmt: skip


def test_what_is_added_for_others_is_no_part_of_a_request():
    row = {**request_data(read(LETTER)), "status": "planned", "answers_within": {"amount": 2}, "url": "https://x"}
    problems = Problems()
    assert read_json(json_of([row]), "requests.json", problems) == (read(LETTER),)
    assert problems.found == []


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@example("=1+1")
@example("'=1+1")
@example("''")
@example("＝1")
@example("\t=1")
@example("a;=1+1")
@example('a; \'"=1+1&"')
@example('x;"=HYPERLINK("https://evil.example","click");=1')
@example("a\t@x|-1,+2")
@example("a\n=1\n\n - x\u2028＝1")
@example("a\n'=1\n''=1")
@example('";=1";"')
def test_no_cell_is_a_formula_whatever_parts_them(words):
    text = "\n".join(words.split(" "))
    request_ = Request(slug="x", title=f"{words}x", asked=Moment.read("2026-01-01"), by=words, text=text)
    written = csv_of([request_])
    for sign in ",;\t|":
        for row in csv.reader(io.StringIO(written, newline=""), delimiter=sign):
            assert not [
                cell for cell in row if cell.lstrip(' \t\r"')[:1] in tuple("=+-@＝＋－＠") and cell.strip(' \t\r"')
            ]
    for cell in re.split(r"[,;\t|\n\r\v\f\x85\u2028\u2029]", written):
        assert not re.match(r"[\s\"]*[=+\-@＝＋－＠]", cell)
    (again,) = back_from_csv([request_])
    assert again == request_


def test_what_begins_no_cell_stays_as_it_is():
    words = "A 2-day-old loaf = 3 € + 1; e-mail me (a@b.example), 20 °C - or so"
    request_ = Request(slug="x", title=words, asked=Moment.read("2026-01-01"), text=words)
    assert csv_of([request_]).count(f'"{words}"') == 2


def test_every_cell_is_quoted():
    first, second = csv_of([read(LETTER)]).splitlines()[:2]
    assert first.startswith('\ufeff"file","slug","turn","on",')
    assert second.startswith('"oat-milk.md","oat-milk","0","2026-03-02 14:30","Priya",')


def test_a_long_run_of_blanks_is_looked_through_once():
    request_ = Request(slug="x", title="x", asked=Moment.read("2026-01-01"), text=f"a{' ;' * 100_000}b")
    assert back_from_csv([request_]) == (request_,)


def test_a_spreadsheets_bom_is_no_part_of_the_first_column():
    problems = Problems()
    assert read_csv(csv_of([read(LETTER)]), "requests.csv", problems) == (read(LETTER),)
    assert problems.found == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "This is no ledger."),
        ("[]", "This is no ledger."),
        (json.dumps({"version": 2, "requests": []}), "This ledger is of version 2; only version 1 can be read here."),
        (json.dumps({"version": 1, "requests": [{"slug": "x", "turns": []}]}), '"Title" is missing.'),
    ],
)
def test_what_cant_be_read_as_json_is_told(text, told):
    problems = Problems()
    assert read_json(text, "requests.json", problems) == ()
    assert told in problems.found[0].message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", 'The column "on" is missing.'),
        ("slug,turn,on,title\nx,1,2026-01-01,\n", 'Nothing was asked in "x".'),
    ],
)
def test_what_cant_be_read_as_csv_is_told(text, told):
    problems = Problems()
    assert read_csv(text, "requests.csv", problems) == ()
    assert told in problems.found[0].message


BROKEN = [
    1,
    {"slug": "x", "turns": None},
    {"slug": "x", "turns": [1]},
    {"title": "x"},
    {"slug": "x", "title": "x"},
    None,
]


@pytest.mark.parametrize("row", BROKEN)
def test_a_request_that_is_none_is_told_and_the_others_are_read(row):
    problems = Problems()
    text = json.dumps({"version": 1, "requests": [row, request_data(read(LETTER))]})
    assert read_json(text, "requests.json", problems) == (read(LETTER),)
    assert problems.found


@pytest.mark.parametrize("rows", [None, {}, 1])
def test_requests_that_are_no_list_are_told(rows):
    problems = Problems()
    assert read_json(json.dumps({"version": 1, "requests": rows}), "requests.json", problems) == ()
    assert problems.found[0].message == 'In a ledger "requests" is a list.'


def test_null_is_nothing_and_a_file_is_no_more_than_a_name():
    row = {**request_data(read(LETTER)), "by": None, "file": "../../x\\..\\y.md"}
    problems = Problems()
    (found,) = read_json(json_of([row]), "requests.json", problems)
    assert (found.by, found.source.file, problems.found) == ("", "content/requests/y.md", [])


def test_turns_out_of_order_are_told_in_json_and_put_in_order_in_a_table():
    letter = read(LETTER)
    row = request_data(letter)
    problems = Problems()
    read_json(json_of([{**row, "turns": row["turns"][::-1]}]), "requests.json", problems)
    assert "comes after" in problems.found[0].message
    first, asked, *turns = csv.reader(io.StringIO(csv_of([letter]).removeprefix("\ufeff"), newline=""))
    table, problems = io.StringIO(newline=""), Problems()
    csv.writer(table).writerows([first, asked, *turns[::-1]])
    assert read_csv(table.getvalue(), "requests.csv", problems) == (letter,)
    csv.writer(table).writerow(asked)
    assert read_csv(table.getvalue(), "requests.csv", problems) == (letter,)
    assert "was asked already" in problems.found[0].message


def test_a_request_without_a_file_has_one_called_after_it():
    request_ = Request(slug="x", title="x", asked=Moment.read("2026-01-01"))
    assert request_data(request_)["file"] == "x.md"
    assert FILE.endswith(request_data(read(LETTER))["file"])
