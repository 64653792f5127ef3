"""Files of translations, as people and their programs write them."""

import pytest
from babel.messages.pofile import read_po as read_with_babel
from hypothesis import given
from hypothesis import strategies as st

from pelican_converse.problems import Problems
from pelican_converse.reading.pofile import read_po
from pelican_converse.translations import LOCALE_FOLDER, Plurals


def read(text):
    problems = Problems()
    return read_po(text, "de.po", problems), [str(problem) for problem in problems.found]


@pytest.mark.parametrize("path", sorted(LOCALE_FOLDER.glob("*.po")), ids=lambda path: path.stem)
def test_ours_are_read_as_babel_reads_them(path):
    entries, found = read(path.read_text(encoding="utf-8"))
    with path.open("rb") as file:
        known = {message.id: (message.string, message.lineno) for message in read_with_babel(file) if message.id}
    assert found == []
    assert len(entries) == len(known) + 1
    for entry in entries[1:]:
        string, line = known[(entry.msgid, entry.plural) if entry.plural else entry.msgid]
        assert (entry.texts, entry.line) == ((string,) if isinstance(string, str) else tuple(string), line)


def test_text_may_go_over_several_lines_and_hold_quotes():
    lines = ["# Hello", 'msgid ""', '"One "', '"two"', r'msgstr "say \"a\"\n"', r'"\\n\tb"', ""]
    entries, found = read("\r\n".join(lines))
    assert found == []
    assert [(entry.line, entry.msgid, entry.texts) for entry in entries] == [(2, "One two", ('say "a"\n\\n\tb',))]


def test_a_context_and_what_is_fuzzy_are_kept_and_what_is_old_is_not():
    two = '#, fuzzy\nmsgid "a"\nmsgstr "b"\n\n#: x.html:3\nmsgctxt "menu"\nmsgid "a"\nmsgstr "c"\n'
    entries, found = read(two + '\n#~ msgid "o"\n#~ msgstr "p"\n')
    assert found == []
    assert [(entry.msgid, entry.fuzzy, entry.context) for entry in entries] == [("a", True, ""), ("a", False, "menu")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "a\nmsgstr "b"\n', 1),
        ('msgid "a"\nmsgstr „b“\n', 2),
        ('msgid "a"\nmsgstr "b "c" d"\n', 2),
        ('msgid "a"\nmsgstr b\n"c"\n', 2),
        ('msgstr "b"\nmsgid "c"\nmsgstr "d"\n', 1),
        ('"a"\n', 1),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n', 3),
        ('msgid "a"\nmsgstr[0] "c"\n', 2),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[2] "d"\n', 4),
        ('msgctxt "a"\nmsgctxt "b"\nmsgid "c"\nmsgstr "d"\n', 2),
        ("Kontakt = Servus\nMenü = Alles\n", 1),
        ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', 1),
        ('msgid "b"\nmsgstr "c"\nmsgid "a"', 3),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 4),
    ],
)
def test_what_is_broken_is_told_once_with_its_line(text, line):
    entries, found = read(text)
    assert [message.partition(": ")[0] for message in found] == [f"de.po:{line}"]
    assert read(text + '\nmsgid "good"\nmsgstr "gut"\n')[0][-1].texts == ("gut",)
    assert all(entry.msgid and entry.texts for entry in entries)


WORDS = ["msgid", "msgid_plural", "msgstr", "msgstr[0]", "msgstr[1]", "msgctxt", "#, fuzzy"]
PIECES = st.sampled_from([*WORDS, "#", "\n", " ", '"', '"a"', "\\"])


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_nothing_that_can_be_typed_ends_in_a_crash(text):
    for entry in read(text)[0]:
        assert entry.line > 0
        assert entry.texts


@pytest.mark.parametrize(
    "rule",
    [
        "nplurals=INTEGER; plural=EXPRESSION;",
        "nplurals=2; plural=n",
        "nplurals=2",
        "nplurals=2; plural=n%0;",
        "nplurals=2; plural=(n != 1;",
        "nplurals=0; plural=0;",
        "nplurals=2; plural=__import__('os');",
    ],
)
def test_a_rule_for_plurals_that_makes_no_sense_is_refused(rule):
    with pytest.raises(ValueError):  # noqa: PT011, its words are told to nobody
        Plurals.read(f"Plural-Forms: {rule}\n", "de")


def test_plurals_are_those_of_the_head_else_of_the_language():
    assert [Plurals.read("", tag).count for tag in ("de", "de-AT", "ar", "ja", "pl")] == [2, 2, 6, 1, 3]
    french = Plurals.read("Language: fr\nplural-forms: nplurals = 2; plural = n > 1;\n", "de")
    assert [french.form(number) for number in (0, 1, 2)] == [0, 0, 1]
