"""Plain text: what customers type, cleaned, cut into paragraphs and links, and never slow."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_converse.text import (
    Run,
    blank_lines_before,
    clean_line,
    clean_text,
    excerpt,
    paragraphs,
    sentences,
    slugify,
    without_control_characters,
)

ANYTHING = st.text(st.characters())


def links(text):
    return [run.href for paragraph in paragraphs(text) for line in paragraph for run in line if run.href]


def test_line_ends_are_made_one_kind():
    assert without_control_characters("a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_control_characters_and_lone_surrogates_go_and_tabs_stay():
    assert without_control_characters("a\x00\x1b[31m\x7f\x85\ud800\tb\u200f") == "a[31m\tb\u200f"


def test_outer_empty_lines_go_and_indents_stay():
    assert clean_text("\n \t\n  a\n\n  b  \n\n ") == "  a\n\n  b  "
    assert clean_text(" \n\t") == ""


def test_a_line_has_single_spaces():
    assert clean_line(" a\r\n\tb\xa0\u2028 c ") == "a b c"


def test_empty_lines_before_a_text_are_counted():
    assert [blank_lines_before(text) for text in ("", "a", "\n \n  a\n\n", "\n\n")] == [0, 0, 2, 2]


@given(ANYTHING)
def test_cleaning_twice_changes_nothing_more(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)
    clean_text(text).encode()
    clean_line(text).encode()


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Oat milk, please", "oat-milk-please"),
        ("Öl & Brötchen für Jörg, süß", "oel-broetchen-fuer-joerg-suess"),
        ("O\u0308l", "oel"),
        ("GROẞE ÄPFEL", "grosse-aepfel"),
        ("Crème brûlée, naïve œuvre", "creme-brulee-naive-oeuvre"),
        ("Łódź Ærø Đorđe", "lodz-aero-dorde"),
        ("2026-05-graz", "2026-05-graz"),
        ("../../etc/passwd", "etc-passwd"),
        ("--a--b--", "a-b"),
        ("日本語", ""),
        ("!!!", ""),
    ],
)
def test_a_slug_of_a_text(text, slug):
    assert slugify(text) == slug


@given(ANYTHING)
def test_a_slug_is_safe_in_an_address_and_as_the_name_of_a_file(text):
    slug = slugify(text)
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug == slug.strip("-")
    assert slugify(slug) == slug


def test_empty_lines_part_paragraphs_and_lines_stay_lines():
    assert paragraphs("One\ntwo\n\n \t\n\nthree") == (((Run("One"),), (Run("two"),)), ((Run("three"),),))
    assert paragraphs(" \n ") == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://oatly.example/milk.", ["https://oatly.example/milk"]),
        ("HTTP://Oatly.example!", ["HTTP://Oatly.example"]),
        ("(see http://oatly.example/a_(b))", ["http://oatly.example/a_(b)"]),
        ("(see http://oatly.example/a_(b)).", ["http://oatly.example/a_(b)"]),
        ("http://oatly.example/a_(b)", ["http://oatly.example/a_(b)"]),
        ("(http://oatly.example)", ["http://oatly.example"]),
        ("[http://oatly.example]", ["http://oatly.example"]),
        ("<http://oatly.example>", ["http://oatly.example"]),
        ('"http://oatly.example/?q=1&r=2#s", she said', ["http://oatly.example/?q=1&r=2#s"]),
        ("http://a.example,http://b.example", ["http://a.example,http://b.example"]),
        ("http://a.example, https://b.example;", ["http://a.example", "https://b.example"]),
        ("**http://oatly.example**", ["http://oatly.example"]),
        ("http://oatly.example/ö?", ["http://oatly.example/ö"]),
        ("http:// and https://", []),
        ("http://)", []),
        ("javascript:alert(1) www.oatly.example ftp://oatly.example mailto:a@b.example", []),
    ],
)
def test_bare_links_are_found(text, found):
    assert links(text) == found


@given(st.lists(st.one_of(ANYTHING, st.sampled_from(["http://", "https://a.b/(", ")", ".", "\n", '"', "<"]))))
def test_nothing_of_a_text_is_lost_or_invented(parts):
    text = clean_text("".join(parts))
    lines = ["".join(run.text for run in line) for paragraph in paragraphs(text) for line in paragraph]
    assert [line for line in lines if line.strip()] == [line for line in text.split("\n") if line.strip()]
    for link in links(text):
        assert link.lower().startswith(("http://", "https://"))
        assert not set(link) & set(" <>\"'\n")


@pytest.mark.parametrize(
    "part",
    ["[", "(", ")", "http://", "https://a.example/(", "http://)", "http://a.", "\n", "\n ", " ", "a ", "*", "\\", "!["],
)
def test_hostile_text_of_100_kilobytes_takes_no_time(part):
    text = "http://a.example/" + part * (100_000 // len(part))
    started = time.process_time()
    paragraphs(text)
    excerpt(text, 30)
    slugify(text)
    assert time.process_time() - started < 1


def test_an_excerpt_is_the_first_words_on_one_line():
    assert excerpt("We'd love\noat milk, for flat whites.", 4) == "We'd love oat milk …"
    assert excerpt("We'd love\n oat milk.", 4) == "We'd love oat milk."
    assert excerpt("", 4) == ""


@pytest.mark.parametrize(
    ("words", "cut"),
    [
        (10, "It works. Really! Thank you for pushing, all of you."),
        (9, "It works. Really!"),
        (3, "It works. Really!"),
        (2, "It works."),
        (1, "It …"),
    ],
)
def test_sentences_are_cut_where_they_end(words, cut):
    assert sentences("It works. Really!\nThank you for pushing, all of you.", words) == cut
