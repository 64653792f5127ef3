"""The line that names who waits to hear what came of it."""

import pytest
from test_problems import write_site

from pelican_converse.loading import read_site
from pelican_converse.telling import untold_note
from tests.conftest import BUSINESS, ROSA


@pytest.fixture
def note(tmp_path):
    """What is said of a site with these requests: who asked for what."""

    def said(asked, more=None):
        files = {"business.yaml": BUSINESS, "people/rosa.md": ROSA} | (more or {})
        for slug, who in asked.items():
            head = f"Title: {slug}\nAsked: 2026-05-01\nBy: {who}\n"
            files[f"requests/{slug}.md"] = f"{head}\nPlease.\n\n## 2026-05-02, Rosa: completed\n\nDone.\n"
        return untold_note(read_site(write_site(tmp_path, {f"content/{name}": text for name, text in files.items()})))

    return said


def test_one_person_is_one_person(note):
    assert note({"milk": "Priya"}) == (
        "1 person hasn't been told yet: Priya (milk). "
        'Once that is done, write as a turn: "## 2026-08-06, Rosa: told Priya".'
    )


def test_whoever_asked_for_several_things_is_named_once(note):
    said = note({"milk": "Priya", "rye": "Tom", "spelt": "PRIYA"})
    assert said.startswith("2 people haven't been told yet: PRIYA (spelt, milk), Tom (rye). Once")


def test_a_long_list_is_cut(note):
    eleven = {f"loaf-{number:02}": f"No {number}" for number in range(11)}
    assert ", No 1 (loaf-01) and 1 other. Once" in note(eleven)
    thirteen = {f"loaf-{number:02}": f"No {number}" for number in range(13)}
    assert note(thirteen).startswith("13 people haven't been told yet: No 12 (loaf-12), No 11")
    assert ", No 3 (loaf-03) and 3 others. Once" in note(thirteen)


def test_of_one_person_three_requests_are_named(note):
    """On a large site the line would have no end otherwise."""
    three = {f"loaf-{number}": "Tom" for number in range(3)}
    assert "told yet: Tom (loaf-2, loaf-1, loaf-0). Once" in note(three)
    seven = {f"loaf-{number}": "Tom" for number in range(7)}
    said = note(seven | {"milk": "Priya"})
    assert said.startswith(
        "2 people haven't been told yet: Priya (milk), Tom (loaf-6, loaf-5, loaf-4 and 4 more). Once"
    )


def test_nobody_is_nobody(note):
    assert note({}) == note({"milk": ""}) == ""


def test_what_it_says_to_write_is_understood(note):
    """Also where two of ours share a first name."""
    other = {"people/other.md": "Name: Rosa Kern\nEmail: kern@adler.example\n"}
    by = "Title: Milk\nAsked: 2026-05-01\nBy: Tom & Jo, 3rd floor\n\n## 2026-05-02, Rosa Adler: completed\n\nDone.\n"
    _, _, line = note({}, other | {"requests/milk.md": by}).partition(': "')
    assert line == '## 2026-08-06, Rosa Adler: told Tom & Jo, 3rd floor".'
    assert note({}, other | {"requests/milk.md": f"{by}\n{line.removesuffix(chr(34) + '.')}\n"}) == ""
