"""The file of a request: what is read from it, where it stood, and that writing loses nothing that people type."""

import random
import time
from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pelican_converse.model.person import Person, Staff
from pelican_converse.model.request import Action, Request, Turn
from pelican_converse.model.values import Consent, Deadline, Moment, Notice, Picture
from pelican_converse.problems import Problems
from pelican_converse.requestfile import read_request, write_request
from pelican_converse.text import clean_line

FILE = "content/requests/oat-milk.md"
NAMES = {"rosa": "Rosa Adler", "ben": "Ben Hofer", "eva": "Eva Koch", "eva-l": "Eva Lang", "jo": "Jo and Sons"}
STAFF = Staff(Person(slug=slug, name=name) for slug, name in NAMES.items())

OAT_MILK = """\
Title: Oat milk, please
Asked: 2026-03-02
By: Priya
Via: counter
Kind: idea
Topic: menu
Me too: 11

We'd love oat milk for flat whites.

## 2026-03-04, Rosa: planned by 2026-05-01

I'm trying two suppliers this month. Which one would you miss least, **Oatly** or the local one?

## 2026-03-20, Priya via phone

The local one!

## 2026-04-28, Rosa: completed

It's on the counter from today. Thank you for pushing.

## 2026-04-29, Rosa via phone: told Priya
"""


def read(text, staff=STAFF, slug="oat-milk", file=FILE):
    problems = Problems()
    request = read_request(text, file, slug, staff, problems)
    assert not problems.found, problems.found
    assert request is not None
    return request


def complaints(text):
    problems = Problems()
    read_request(text, FILE, "oat-milk", STAFF, problems)
    return [problem.message for problem in problems.found]


def turn(heading, text="Text."):
    """The turn that this heading is read as, after `## `."""
    (found,) = read(f"Title: x\nAsked: 2026-01-01\n\nText.\n\n## {heading}\n\n{text}\n").turns
    return found


def day(number):
    return Moment(date(2026, 1, 1) + timedelta(days=number))


def test_the_head_of_the_designs_example_is_read_field_by_field():
    request = read(OAT_MILK)
    assert request.slug == "oat-milk"
    assert request.title == "Oat milk, please"
    assert request.asked == Moment(date(2026, 3, 2))
    assert (request.by, request.via, request.kind, request.topic) == ("Priya", "counter", "idea", "menu")
    assert request.me_too == 11
    assert request.text == "We'd love oat milk for flat whites."
    assert (request.status, request.is_unanswered, request.is_asked_again) == ("completed", False, False)


def test_the_turns_of_the_designs_example_are_read_field_by_field():
    planned, phone, completed, told = read(OAT_MILK).turns
    assert (planned.on, planned.who, planned.staff) == (Moment(date(2026, 3, 4)), "Rosa", ("rosa",))
    assert planned.action == Action("planned", Deadline(2026, 5, 1))
    assert planned.text.startswith("I'm trying two suppliers")
    assert (phone.who, phone.staff, phone.via, phone.action) == ("Priya", (), "phone", None)
    assert phone.text == "The local one!"
    assert completed.action == Action("completed")
    assert (told.via, told.action, told.text) == ("phone", Action("told", who="Priya"), "")


def test_every_value_knows_its_line():
    source = read(OAT_MILK).source
    keys = ("title", "asked", "by", "via", "kind", "topic", "me_too")
    assert [source.line(key) for key in keys] == [1, 2, 3, 4, 5, 6, 7]
    assert [source.line("turns", number) for number in range(4)] == [11, 15, 19, 23]
    assert source.line("turns", 0, "text") == 13


def test_a_turn_of_a_request_knows_its_file_and_line():
    problem = read(OAT_MILK).turns[2].problem("x")
    assert str(problem) == f"{FILE}:19: x"


def test_all_keys_of_a_head_are_read():
    head = """\
Title: Crumb
Asked: 2026-03-02 09:30
Via: meetup 2026-02-graz
Kind: Praise
About: {filename}/news/easter.md
Contact: rosa
Picture: images/crumb.jpg | The crumb
May quote: yes, 2026-03-03
Notice: until 2026-03-05
Ref: K7M2QD
Lang: de
Slug: the-crumb
"""
    request = read(head)
    assert str(request.asked) == "2026-03-02 09:30"
    assert (request.via, request.kind, request.contact) == ("meetup 2026-02-graz", "praise", "rosa")
    assert request.about == "{filename}/news/easter.md"
    assert request.picture == Picture("images/crumb.jpg", "The crumb")
    assert request.may_quote == Consent(date(2026, 3, 3))
    assert request.notice == Notice(date(2026, 3, 5))
    assert (request.ref, request.lang, request.slug) == ("K7M2QD", "de", "the-crumb")
    assert read(write_request(request, STAFF)) == request


def test_what_is_not_said_has_its_default():
    request = read("Title: Oat milk\nAsked: 2026-03-02\n\nPlease.\n")
    assert (request.by, request.via, request.kind, request.me_too) == ("", "web", "idea", 0)
    assert request.is_unanswered
    assert not request.is_asked_again


def test_a_yaml_head_says_the_same():
    in_yaml = "---\n" + OAT_MILK.replace("\n\nWe'd", "\n---\n\nWe'd", 1).replace("Me too: 11", '"Me too": "11"')
    assert read(in_yaml) == read(OAT_MILK)
    assert read(in_yaml).source.line("turns", 0) == 13
    assert read(in_yaml).source.line("me_too") == 8


@pytest.mark.parametrize(
    ("heading", "who", "staff"),
    [
        ("2026-01-02, Rosa", "Rosa", ("rosa",)),
        ("2026-01-02, rosa adler", "rosa adler", ("rosa",)),
        ("2026-01-02, Rosa & Ben", "Rosa & Ben", ("rosa", "ben")),
        ("2026-01-02, Rosa and Eva Koch", "Rosa and Eva Koch", ("rosa", "eva")),
        ("2026-01-02, Rosa Adler und Ben und Eva Lang", "Rosa Adler und Ben und Eva Lang", ("rosa", "ben", "eva-l")),
        ("2026-01-02, Jo and Sons", "Jo and Sons", ("jo",)),
        ("2026-01-02, Rosa and Priya", "Rosa and Priya", ()),
        ("2026-01-02, Roswitha", "Roswitha", ()),
        ("2026-01-02, Koch", "Koch", ()),
        ("2026-01-02, someone", "", ()),
        ("2026-01-02, Someone", "", ()),
        ('2026-01-02, "Rosa"', "Rosa", ()),
        ('2026-01-02, "someone"', "someone", ()),
        ('2026-01-02, ""', "", ()),
        ('2026-01-02, "Anna: cook"', "Anna: cook", ()),
        ('2026-01-02, "Anna \\"the oven\\" Kern"', 'Anna "the oven" Kern', ()),
        ('2026-01-02, "Anna via Graz" via phone', "Anna via Graz", ()),
        ("2026-01-02,Rosa", "Rosa", ("rosa",)),
        ("2026-01-02 14:30, Rosa", "Rosa", ("rosa",)),
        ("2026-01-02, Kern, Anna", "Kern, Anna", ()),
    ],
)
def test_who_speaks(heading, who, staff):
    found = turn(heading)
    assert (found.who, found.staff) == (who, staff)


@pytest.mark.parametrize(
    ("heading", "action"),
    [
        ("open", Action("open")),
        ("planned", Action("planned")),
        ("planned by 2026-05", Action("planned", Deadline(2026, 5))),
        ("Started by 2026-05-01", Action("started", Deadline(2026, 5, 1))),
        ("declined until 2026-12", Action("declined", Deadline(2026, 12))),
        ("duplicate of Oat Milk", Action("duplicate", slug="oat-milk")),
        ("told Anna: the cook", Action("told", who="Anna: the cook")),
        ('told "Rosa"', Action("told", who="Rosa")),
    ],
)
def test_what_is_done(heading, action):
    assert turn(f"2026-01-02, Rosa: {heading}").action == action
    assert turn(f"2026-01-02, Rosa via social : {heading}").action == action


def test_a_month_ends_on_its_last_day_where_a_month_is_allowed():
    assert turn("2026-01-02, Rosa: planned by 2028-02").action.deadline.last == date(2028, 2, 29)
    assert complaints("Title: x\nAsked: 2026-01\n\nx\n") == ['"2026-01" is not a date. Write it as 2026-03-04.']


def test_a_turn_may_begin_with_a_picture():
    found = turn("2026-01-02, Priya", "picture: images/a.jpg | A loaf\n\nLike this.")
    assert (found.picture, found.text) == (Picture("images/a.jpg", "A loaf"), "Like this.")


def test_a_picture_further_down_is_words():
    found = turn("2026-01-02, Priya", "Look:\nPicture: images/a.jpg | A loaf")
    assert (found.picture, found.text) == (None, "Look:\nPicture: images/a.jpg | A loaf")


@pytest.mark.parametrize("line", ["### 3 reasons", "# 3 reasons", "## Reasons", r"\## 3 reasons", "The ## 3"])
def test_only_a_level_2_heading_that_begins_with_a_digit_is_a_turn(line):
    found = turn("2026-01-02, Priya", line)
    assert found.text == line.removeprefix("\\")


def test_a_code_fence_hides_no_turn():
    request = read("Title: x\nAsked: 2026-01-01\n\n```\n\n## 2026-01-02, Rosa: completed\n\n```\n")
    assert (request.status, request.text) == ("completed", "```")


@pytest.mark.parametrize("heading", ["##  2026-01-02, Rosa: completed", "##2026-01-02, Rosa: completed"])
def test_a_turn_with_a_space_too_many_or_too_few_is_not_swallowed(heading):
    text = f"Title: x\nAsked: 2026-01-01\n\nText.\n\n{heading}\n\nDone.\n"
    assert complaints(text) or read(text).status == "completed"


def test_turns_of_one_day_stand_as_in_the_file():
    text = (
        "Title: x\nAsked: 2026-01-01 12:00\n\nx\n\n## 2026-01-01 18:00, Rosa\n\na\n\n## 2026-01-01 17:00, Priya\n\nb\n"
    )
    assert [found.text for found in read(text).turns] == ["a", "b"]


def test_a_turn_before_the_hour_it_was_asked_is_refused():
    text = "Title: x\nAsked: 2026-01-01 12:00\n\nx\n\n## 2026-01-01 11:00, Rosa\n\na\n"
    assert complaints(text) == [
        "This turn is of 2026-01-01 11:00, before it was asked on 2026-01-01 12:00. Mend one of the dates."
    ]


STATUSES = [
    ("idea", [], "open", False, True),
    ("idea", ["Rosa"], "open", False, False),
    ("idea", ["Priya"], "open", True, True),
    ("idea", ["Rosa", "Priya"], "open", True, True),
    ("idea", ["Rosa: planned by 2026-05", "Priya"], "planned", True, True),
    ("idea", ["Rosa: planned", "Rosa: started"], "started", False, False),
    ("idea", ["Rosa: declined"], "declined", False, False),
    ("idea", ["Rosa: completed", "Rosa: told Priya"], "completed", False, False),
    ("idea", ["Rosa: completed", "Priya", "Rosa: open"], "open", False, False),
    ("idea", ["Rosa: completed", "Rosa: open", "Ben: declined"], "declined", False, False),
    ("idea", ["Rosa: duplicate of soy"], "duplicate", False, False),
    ("idea", ["Rosa: told Priya"], "open", False, False),
    ("problem", ["Rosa"], "open", False, False),
    ("question", [], "open", False, True),
    ("question", ["Priya"], "open", True, True),
    ("question", ["Rosa"], "completed", False, False),
    ("question", ["Priya", "Rosa & Ben"], "completed", False, False),
    ("question", ["Rosa", "Priya"], "completed", True, True),
    ("question", ["Rosa: told Priya"], "open", False, False),
    ("question", ["Rosa", "Priya", "Rosa: open"], "open", False, False),
    ("question", ["Rosa: planned"], "planned", False, False),
    ("praise", ["Rosa", "Priya"], "open", False, False),
    ("idea", ["Priya", "Rosa: told Priya"], "open", False, False),
    ("question", ["Rosa: planned", "Rosa"], "planned", False, False),
]


@pytest.mark.parametrize("name", ["someone", "Someone", " SOMEONE "])
def test_someone_is_nobodys_name(name):
    request = read(f"Title: x\nAsked: 2026-01-01\nBy: {name}\n")
    assert (request.by, request.customers) == ("", ())


@pytest.mark.parametrize(("kind", "headings", "status", "again", "unanswered"), STATUSES)
def test_status_follows_from_the_turns(kind, headings, status, again, unanswered):
    turns = "".join(f"\n## 2026-01-02, {heading}\n\nText.\n" for heading in headings)
    request = read(f"Title: x\nAsked: 2026-01-01\nKind: {kind}\n\nText.\n{turns}")
    assert (request.status, request.is_asked_again, request.is_unanswered) == (status, again, unanswered)


def test_a_request_that_was_opened_again_is_the_same_as_nothing():
    turns = "## 2026-01-02, Rosa: duplicate of soy\n\n## 2026-01-03, Rosa: open\n\nIt isn't after all.\n"
    assert read(f"Title: x\nAsked: 2026-01-01\n\nText.\n\n{turns}").same_as == ""


ODD_LINES = [
    *(
        "## 2026-03-04, Rosa: completed",
        "##2026-01-02, Rosa",
        "\\##2026-01-02",
        "##  2 reasons",
        "\\## x",
        "\\\\## 3 reasons",
        "## 2026",
        "##",
        "## ",
        "##\t2",
        "# 1",
        "    ## 2",
    ),
    *("Title: x", "Asked: 1999-01-01", "By: Rosa", "---", "...", "~~~", "```", "<script>", "/// form | ask", "-"),
    *(
        "Picture: a.jpg | b",
        "\\Picture: a | b",
        "\\\\picture:",
        "PICTURE:",
        "  Picture: a | b",
        "a\\Picture: b",
        "[x]({static}/../x)",
    ),
    *("\u200f\u202eabc", "\u2028", "\u0085", "\u3000", "\x00\x1b[31m", "\ud800", "\udfff\ud83d", "\ufeff", "\xa0"),
    *("\r", "\r\n", "\n\n\n", "", " ", "\t", "é", "e\u0301"),
]
ODD_NAMES = [
    *("Rosa", "ROSA ADLER", "Ben & Rosa", "Rosa und Ben", "Eva", "Eva & Ben", "Jo and Sons", "someone", "Someone"),
    *("Anna: cook", 'Anna "the cook"', "Priya via phone", "via phone", "Priya via", "via", "Kern, Anna", "Rosa &"),
    *("\\", '"', '\\"', '"Rosa"', "A\\", ":", " : ", "&", "&amp;", "2026-01-01, Rosa", "told Rosa"),
]
LINES = st.lists(st.one_of(st.sampled_from(ODD_LINES), st.text(st.characters(), max_size=8)), max_size=6)
ANYTHING = st.one_of(st.text(st.characters()), LINES.map("\n".join), LINES.map("".join))
CALLED = st.one_of(ANYTHING, st.sampled_from(ODD_NAMES))
OURS = st.sampled_from(
    [("Rosa", ("rosa",)), ("ben hofer", ("ben",)), ("Rosa & Ben", ("rosa", "ben")), ("Eva Lang", ("eva-l",))]
)
ACTIONS = st.one_of(
    st.none(),
    st.sampled_from(["open", "planned by 2026-05", "started by 2026-05-01", "completed", "duplicate of soy"]).map(
        Action.read
    ),
    CALLED.map(clean_line).filter(bool).map(lambda name: Action("told", who=name)),
)
VIAS = st.sampled_from(["", "counter", "phone", "web", "meetup 2026-05-graz"])
PICTURES = st.one_of(st.none(), st.just(Picture("images/a.jpg", "A | loaf: fresh")))
CUSTOMERS = st.builds(
    lambda who, via, picture, text: {"who": who, "via": via, "picture": picture, "text": text},
    CALLED, VIAS, PICTURES, ANYTHING,
)  # fmt: skip
PEOPLE = st.builds(
    lambda ours, via, action, text: {"who": ours[0], "staff": ours[1], "via": via, "action": action, "text": text},
    OURS, VIAS, ACTIONS, ANYTHING,
)  # fmt: skip


def made_turn(number, fields):
    return Turn(on=day(number // 2 + 1), **{key: value for key, value in fields.items() if value})


TURNS = st.lists(st.one_of(CUSTOMERS, PEOPLE), max_size=4).map(
    lambda said: tuple(made_turn(number, fields) for number, fields in enumerate(said))
)


@st.composite
def requests(draw):
    title = draw(ANYTHING)
    assume(clean_line(title))
    words = {key: draw(ANYTHING) for key in ("by", "topic", "about", "contact", "text")}
    kind = draw(st.sampled_from(["idea", "question", "problem", "praise"]))
    return Request(slug="oat-milk", title=title, asked=day(0), kind=kind, **words, turns=draw(TURNS))


@given(requests())
def test_whatever_a_customer_types_is_read_back_as_it_was_written(request_):
    text = write_request(request_, STAFF)
    assert read(text.encode().decode()) == request_
    assert write_request(read(text), STAFF) == text
    assert write_request(read(text), STAFF, over=text) == text


@given(requests())
def test_windows_line_ends_change_nothing(request_):
    text = write_request(request_, STAFF).replace("\n", "\r\n")
    assert read(text) == request_
    assert write_request(read(text), STAFF, over=text) == text


@given(requests(), requests(), st.booleans())
def test_a_request_written_over_another_file_says_what_it_should(new, old, windows):
    over = write_request(old, STAFF)
    over = over.replace("\n", "\r\n") if windows else over
    text = write_request(new, STAFF, over=over)
    assert read(text) == new
    assert text.count("\r") == (text.count("\n") if windows else 0)


@given(ANYTHING, ANYTHING)
def test_what_was_in_the_file_before_never_spoils_what_is_written(before, after):
    over = f"{before}\nTitle: x\nAsked: 2026-01-01\n\n{after}"
    request = Request(slug="oat-milk", title="Oat milk", asked=day(0), text="Please.")
    problems = Problems()
    assert read_request(write_request(request, STAFF, over=over), "", "oat-milk", STAFF, problems) == request


@given(st.text(st.characters()))
@example("Title: x\nAsked: 2026-01-01\n\n## 2026-01-02, Rosa: completed")
@example("---\nTitle: [x\n")
@example("---")
def test_no_file_makes_reading_fail(text):
    problems = Problems()
    assert read_request(text, FILE, "oat-milk", STAFF, problems) or problems.found


def with_turn(request, number, **changes):
    turns = list(request.turns)
    turns[number] = turns[number].model_copy(update=changes)
    return request.model_copy(update={"turns": tuple(turns)})


# Written by hand: keys in another order, a key in capitals, spaces at line ends, too many and too few empty lines.
BY_HAND = """\

asked:  2026-03-02
TITLE: Oat milk, please \t


We'd love oat milk.
\\## 2 or 3 litres

## 2026-03-04,Rosa :  planned by 2026-05-01
I'm trying two suppliers.


## 2026-03-20, Priya

The local one!
## 2026-04-28, Rosa: completed

On the counter."""


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n \n"])
def test_an_unchanged_request_gives_back_the_very_same_file(newline, end):
    text = (BY_HAND + end).replace("\n", newline)
    assert write_request(read(text), STAFF, over=text) == text


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("number", "old", "new"),
    [
        (
            0,
            "## 2026-03-04,Rosa :  planned by 2026-05-01\nI'm trying two suppliers.\n\n\n",
            "planned by 2026-05-01\n\nNew.\n\n",
        ),
        (1, "## 2026-03-20, Priya\n\nThe local one!\n", "## 2026-03-20, Priya\n\nNew.\n\n"),
        (2, "## 2026-04-28, Rosa: completed\n\nOn the counter.", "## 2026-04-28, Rosa: completed\n\nNew.\n"),
    ],
)
def test_changing_a_turn_changes_only_its_lines(newline, number, old, new):
    text = BY_HAND.replace("\n", newline)
    changed = write_request(with_turn(read(text), number, text="New."), STAFF, over=text)
    before, after = text.split(old.replace("\n", newline))
    assert changed.startswith(before)
    assert changed.endswith(new.replace("\n", newline) + after.replace("\n\n\n", "\n\n"))
    assert read(changed).turns[number].text == "New."


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_turn_put_between_or_after_others_leaves_them_alone(newline):
    text = BY_HAND.replace("\n", newline)
    request = read(text)
    fresh = Turn(on=Moment(date(2026, 3, 21)), who="Rosa", staff=("rosa",), text="Thank you.\n\nBoth of you.")
    between = request.model_copy(update={"turns": (*request.turns[:2], fresh, *request.turns[2:])})
    here = "The local one!\n\n## 2026-03-21, Rosa\n\nThank you.\n\nBoth of you.\n\n## 2026-04-28"
    expected = BY_HAND.replace("The local one!\n## 2026-04-28", here)
    assert write_request(between, STAFF, over=text) == expected.replace("\n", newline)
    last = Turn(on=Moment(date(2026, 5, 1)), who="Rosa", text="I meant it.")
    after = request.model_copy(update={"turns": (*request.turns, last)})
    expected = BY_HAND + '\n\n## 2026-05-01, "Rosa"\n\nI meant it.\n'
    assert write_request(after, STAFF, over=text) == expected.replace("\n", newline)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_turn_taken_out_leaves_the_others_alone(newline):
    text = BY_HAND.replace("\n", newline)
    request = read(text)
    shorter = request.model_copy(update={"turns": (request.turns[0], request.turns[2])})
    expected = BY_HAND.replace("## 2026-03-20, Priya\n\nThe local one!\n", "").replace("\n", newline)
    assert write_request(shorter, STAFF, over=text) == expected


def test_changing_the_head_leaves_the_turns_alone():
    request = read(BY_HAND).model_copy(update={"me_too": 12})
    turns = BY_HAND.partition("## 2026-03-04")[2]
    head = "Title: Oat milk, please\nAsked: 2026-03-02\nMe too: 12\n\nWe'd love oat milk.\n\\## 2 or 3 litres\n\n"
    assert write_request(request, STAFF, over=BY_HAND) == f"{head}## 2026-03-04{turns}"


def test_a_slug_that_the_files_name_does_not_give_is_kept():
    text = "Title: Oat milk\nAsked: 2026-03-02\nSlug: hafermilch\n\nPlease.\n"
    assert write_request(read(text), STAFF) == text


def test_a_name_of_ours_is_put_in_quotes_where_a_customer_has_it():
    said = [("Rosa", '"Rosa"'), ("Eva", '"Eva"'), ("Rosa and Eva", '"Rosa and Eva"'), ("Ann", "Ann"), ("", "someone")]
    for who, written in said:
        request = Request(slug="oat-milk", title="x", asked=day(0), turns=(Turn(on=day(1), who=who, text="x"),))
        assert f"## 2026-01-02, {written}\n" in write_request(request, STAFF)


def long_request():
    """A request of about 100 kB, the same in every run."""
    dice = random.Random(1)
    pieces = ["We'd love", "## 2026-01-01, Rosa", "\\## 3", "Picture: a | b", "", "Öl, “quoted”", "[[[[", "\u202eabc"]

    def words():
        return "\n".join(" ".join(dice.choices(pieces, k=6)) for _ in range(8))

    names = ["Priya", "Rosa", 'Anna "the cook"', "Kern: Anna", "someone", "A via B"]
    turns = tuple(Turn(on=day(number // 5), who=dice.choice(names), text=words()) for number in range(240))
    return Request(slug="oat-milk", title="Oat milk", asked=day(0), text=words(), turns=turns)


def test_a_very_long_conversation_is_written_and_read_exactly_and_quickly():
    request = long_request()
    started = time.process_time()
    text = write_request(request, STAFF)
    assert len(text.encode()) > 100_000
    assert read(text) == request
    windows = text.replace("\n", "\r\n")
    assert write_request(read(windows), STAFF, over=windows) == windows
    changed = write_request(with_turn(read(text), 120, text="New."), STAFF, over=text)
    assert read(changed).turns[120].text == "New."
    assert time.process_time() - started < 5
