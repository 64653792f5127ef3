"""Reading: values stay as they were typed, and their lines are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_converse.problems import Problems
from pelican_converse.reading.files import read_text
from pelican_converse.reading.head import key_of, read_headed, spoken
from pelican_converse.reading.source import Source
from pelican_converse.reading.yamlfile import read_yaml


def yaml(text, first_line=1):
    problems = Problems()
    written = read_yaml(text, "business.yaml", problems, first_line)
    assert not problems.found
    return written


def head(text):
    problems = Problems()
    written = read_headed(text, "rosa.md", problems)
    assert not problems.found
    return written


def problems_of(read, text):
    problems = Problems()
    read(text, "f", problems)
    return [str(problem) for problem in problems.found]


@pytest.mark.parametrize(
    "typed",
    ["NO", "no", "yes", "on", "01067", "07:30", "1e3", "0x1f", "2026-03-02", "~", "null", "12_000", "+43 1", "3.10"],
)
def test_yaml_stays_the_characters_that_were_typed(typed):
    assert yaml(f"key: {typed}").data == {"key": typed}


def test_a_key_without_a_value_is_left_out():
    assert yaml("a:\nb: ''\nc: x\n").data == {"c": "x"}


def test_yaml_knows_the_line_of_every_value():
    source = yaml("name: x\n\nlocations:\n  - name: Shop\n    hours: >\n      Mo 07:00-08:00\n  - name: Stall\n").source
    assert source.line("name") == 1
    assert source.line("locations") == 3
    assert source.line("locations", 0, "hours") == 5
    assert source.line("locations", 1, "name") == 7


def test_a_value_that_is_not_written_is_at_the_line_of_what_holds_it():
    source = yaml("name: x\nlocations:\n  - name: Shop\n").source
    assert source.line("locations", 0, "phone") == 3
    assert source.line("locations", 7) == 2
    assert source.line("nothing") == 1
    assert Source().line("nothing") == 0


def test_lines_count_from_where_the_text_begins_in_its_file():
    assert yaml("a: x\nb: y\n", first_line=10).source.line("b") == 11


def test_a_part_knows_its_lines():
    below = yaml("locations:\n  - name: Shop\n    phone: 1\n").source.below("locations", 0)
    assert (below.file, below.line("phone"), below.line()) == ("business.yaml", 3, 2)


def test_where_a_thing_stands_is_no_part_of_what_it_is():
    assert Source.of("a", {(): 1}) == Source.of("b", {(): 2})
    assert len({Source("a"), Source("b")}) == 1


def test_yaml_may_be_empty():
    assert yaml("").data == {}
    assert yaml("# only a remark\n").data == {}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_yaml_with_windows_line_ends_is_the_same(newline):
    written = yaml(newline.join(["a: x", "b:", "  c: y", ""]))
    assert written.data == {"a": "x", "b": {"c": "y"}}
    assert written.source.line("b", "c") == 3


def test_an_alias_that_holds_itself_ends():
    assert problems_of(read_yaml, "a: &a\n  b: 1\n  c: *a\n") == [
        "f:3: Write this out again here; references with * are not read."
    ]


@pytest.mark.parametrize("text", ["a: &a {b: 1}\nc: {d: *a}\n", "a: &a [b]\nc: {<<: *a}\n"])
def test_an_alias_between_braces_is_told(text):
    assert "f:2: Write this out again here; references with * are not read." in problems_of(read_yaml, text)


def test_a_character_that_yaml_refuses_is_told_with_its_line():
    assert problems_of(read_yaml, "a: x\nb: \x07\n") == [
        "f:2: There is a character here that YAML doesn't allow. Take it out."
    ]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_yaml_makes_reading_fail(text):
    problems = Problems()
    assert read_yaml(text, "f", problems) is not None or problems.found


def test_a_head_ends_at_the_first_empty_line():
    written = head("Name: Rosa: baker\nCan decide:  refunds \n \t\nI answer.\n\nAlways: yes\n")
    assert written.data == {"name": "Rosa: baker", "can_decide": "refunds"}
    assert written.body.strip() == "I answer.\n\nAlways: yes"
    assert (written.source.line("can_decide"), written.body_line) == (2, 3)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", ["", "\n\n"])
def test_line_ends_and_empty_lines_before_the_head_change_only_lines(newline, before):
    written = head(f"{before}Name: Rosa\nRole: Baker\n\nI answer.\n".replace("\n", newline))
    assert written.data == {"name": "Rosa", "role": "Baker"}
    assert written.source.line("role") == 2 + len(before)
    assert written.body.strip() == "I answer."


@pytest.mark.parametrize("key", ["Me too", "ME TOO", "me  too", "Me_too", " Me too "])
def test_keys_are_known_however_they_are_written(key):
    assert head(f"{key}: 3\n").data == {"me_too": "3"}


def test_a_key_is_spoken_as_it_is_written_in_a_head():
    assert [spoken(key) for key in ("me_too", "title")] == ["Me too", "Title"]
    assert key_of(spoken("may_quote")) == "may_quote"


def test_a_head_in_yaml_is_read_as_text_and_knows_its_lines():
    written = head("\n---\nTitle: Oat milk\nMe too: 011\n---\n\nPlease.\n---\n")
    assert written.data == {"title": "Oat milk", "me_too": "011"}
    assert (written.source.line("me_too"), written.body_line) == (4, 6)
    assert written.body.strip() == "Please.\n---"


def test_a_file_may_have_no_head_and_no_text():
    assert head("").data == {}
    assert head("\n \n").body.strip() == ""
    assert head("").source.line() == 1


def test_a_mark_of_byte_order_is_not_part_of_the_text(tmp_path):
    path = tmp_path / "rosa.md"
    path.write_bytes(b"\xef\xbb\xbfName: Rosa\n")
    problems = Problems()
    assert read_text(path, "people/rosa.md", problems) == "Name: Rosa\n"
    assert not problems.found


def test_a_file_that_cannot_be_opened_is_told(tmp_path):
    problems = Problems()
    assert read_text(tmp_path, "people", problems) is None
    assert [str(problem) for problem in problems.found] == ["people: The file can't be read (Is a directory)."]


@given(st.text(st.characters()))
def test_no_head_makes_reading_fail(text):
    problems = Problems()
    assert read_headed(text, "f", problems) is not None or problems.found
