"""What every record keeps to, whatever has been found out about it."""

import copy
import pickle

import pytest

from pelican_converse.model.person import Person, Staff
from pelican_converse.problems import Problems
from pelican_converse.requestfile import read_request

TEXT = """\
Title: Oat milk
Asked: 2026-03-02
By: Priya
Picture: images/oats.jpg | Oats

Please.

## 2026-03-04, Rosa: planned by 2026-05-01

Soon.

## 2026-04-28, Rosa: completed
"""


def read():
    return read_request(
        TEXT, "content/requests/oat-milk.md", "oat-milk", Staff([Person(slug="rosa", name="Rosa")]), Problems()
    )


def look_at(request):
    return request.status, request.outcome, request.deadline, request.last, request.same_as, request.is_unanswered


def test_what_was_found_about_a_record_is_no_part_of_it():
    fresh, seen = read(), read()
    look_at(seen)
    assert fresh == seen
    assert hash(fresh) == hash(seen)
    assert repr(fresh) == repr(seen)
    assert "status" not in repr(seen)


@pytest.mark.parametrize("copied", [copy.copy, lambda request: request.model_copy(update={})])
def test_a_copy_says_the_same_and_knows_where(copied):
    request = read()
    look_at(request)
    assert copied(request) == request
    assert copied(request).source.line("turns", 1) == 12


def test_in_a_changed_copy_what_follows_is_found_anew():
    request = read()
    assert look_at(request)[0] == "completed"
    changed = request.model_copy(update={"turns": request.turns[:1]})
    assert (changed.status, str(changed.deadline), changed.last.day.month) == ("planned", "2026-05-01", 3)
    assert request.status == "completed"


@pytest.mark.parametrize("looked", [False, True])
def test_a_record_that_was_kept_is_the_same_down_to_its_lines(looked):
    request = read()
    if looked:
        look_at(request)
    again = pickle.loads(pickle.dumps(request))
    assert again == request
    assert hash(again) == hash(request)
    assert repr(again) == repr(request)
    assert look_at(again) == look_at(request)
    assert copy.copy(again).source.line("turns", 1) == 12
    assert again.source.file == request.source.file
    assert again.source.lines == request.source.lines
    assert again.turns[1].source.line() == request.turns[1].source.line() == 12
    assert pickle.loads(pickle.dumps(again)).turns[1].source.line() == 12
    assert again.model_copy(update={"by": "Jo"}).by == "Jo"


def test_parts_know_their_lines_among_those_of_the_whole():
    turn = read().turns[0]
    assert turn.problem("no", "text").line == 10
    assert turn.problem("no", "nothing").line == 8
    assert turn.source.says("text")
    assert not turn.source.says("via")


def test_what_was_written_nowhere_has_no_line():
    person = Person(slug="rosa", name="Rosa")
    assert (person.source.file, person.source.line("name")) == ("", 0)
    assert pickle.loads(pickle.dumps(person)) == person
