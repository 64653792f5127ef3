"""Previews and questions: their files, how long they ask, and what answers them."""

from datetime import date

from test_problems import write_site

from pelican_converse.clock import minute_of
from pelican_converse.forms import answer
from pelican_converse.loading import read_site
from pelican_converse.model.person import Person, Staff
from pelican_converse.previewfile import read_preview
from pelican_converse.problems import Problems
from pelican_converse.starters import Starter
from tests.conftest import BUSINESS, ROSA

STAFF = Staff([Person(slug="rosa", name="Rosa Adler"), Person(slug="ben", name="Ben Hödl")])
SPELT = """\
Title: A spelt loaf
Ask: In a tin, or free on the stone?
Until: 2026-08-31
Contact: ben
Topic: bread
Picture: images/loaf.svg | The loaf

Soft dough.

## Why now

It is ripe.

## 2026-08-01, Rosa & Ben
Picture: images/stone.svg | On the stone

Thicker.

## 2026-08-03, Ben

Thicker still.
"""


def read(text):
    problems = Problems()
    preview = read_preview(text, "content/previews/spelt.md", "spelt", STAFF, problems)
    assert problems.found == []
    return preview


def site_on(folder, day, **files):
    """A site of previews that ask until the days given, on a day."""
    texts = {"business.yaml": BUSINESS + "topics: {bread: Bread}\n", "people/rosa.md": ROSA}
    texts["people/ben.md"] = "Name: Ben Hödl\nEmail: ben@adler.example\nTopics: bread\n"
    for name, until in files.items():
        texts[f"previews/{name}.md"] = f"Title: {name}\nAsk: Well?\nUntil: {until}\n"
    write_site(folder, {f"content/{name}": text for name, text in texts.items()})
    return read_site(folder / "content", date.fromisoformat(day))


def slugs(records):
    return [record.slug for record in records]


def test_a_preview_is_read():
    preview = read(SPELT)
    assert (preview.title, preview.ask, preview.until) == (
        "A spelt loaf",
        "In a tin, or free on the stone?",
        date(2026, 8, 31),
    )
    assert (preview.contact, preview.topic, preview.picture.text) == ("ben", "bread", "The loaf")
    assert preview.text == "Soft dough.\n\n## Why now\n\nIt is ripe."
    assert preview.file == "previews/spelt.md"


def test_what_changed_is_said_by_ours():
    first, second = read(SPELT).turns
    assert (first.who, first.staff, first.text, first.picture.text) == (
        "Rosa & Ben",
        ("rosa", "ben"),
        "Thicker.",
        "On the stone",
    )
    assert (second.on.day, second.staff) == (date(2026, 8, 3), ("ben",))


def test_a_preview_asks_until_the_end_of_its_last_day(tmp_path):
    for day, asks in (("2026-08-30", True), ("2026-08-31", True), ("2026-09-01", False)):
        site = site_on(tmp_path, day, spelt="2026-08-31")
        (preview,) = site.previews
        assert site.still_asks(preview) == asks
        assert site.asks_until(preview) == minute_of(date(2026, 9, 1), 0, "Europe/Vienna")


def test_what_closes_first_stands_first_and_what_closed_last_too(tmp_path):
    days = {"late": "2026-12-01", "soon": "2026-08-06", "then": "2026-09-01", "past": "2026-08-05", "old": "2026-01-01"}
    site = site_on(tmp_path, "2026-08-06", **days)
    assert slugs(site.open_previews) == ["soon", "then", "late"]
    assert slugs(site.past_previews) == ["past", "old"]
    assert set(site.previews_by_slug) == set(days)


def test_whoever_is_named_answers_or_whoever_has_the_topic(tmp_path):
    site = site_on(tmp_path, "2026-08-06")
    assert site.person_for_preview(read(SPELT)) == "ben"
    assert site.person_for_preview(read(SPELT.replace("Contact: ben\n", ""))) == "ben"
    assert site.person_for_preview(read(SPELT.replace("Contact: ben\nTopic: bread\n", ""))) == "rosa"


def test_answers_are_what_is_about_the_file_in_any_language(tmp_path):
    for name, asked, about in (
        ("tin", "2026-08-02", "{filename}/news/easter.md"),
        ("stone", "2026-08-01", "{filename}../news/easter-de.md#ask"),
        ("rosa", "2026-08-03", "rosa"),
    ):
        text = f"Title: {name}\nAsked: {asked}\nAbout: {about}\n"
        write_site(tmp_path, {f"content/requests/{name}.md": text})
    write_site(tmp_path, {"content/news/easter.md": "", "content/news/easter-de.md": ""})
    board = site_on(tmp_path, "2026-08-06").board
    assert slugs(board.about("news/easter.md")) == ["tin"]
    assert slugs(board.about("news/easter.md", "news/easter-de.md")) == ["stone", "tin"]
    assert board.about("news/christmas.md") == board.about() == ()


def test_the_form_says_what_the_answer_will_be_about():
    starter = Starter.of(read(SPELT))
    form = answer(starter.about)
    assert [(field.name, field.value) for field in form.hidden] == [("about", "{filename}/previews/spelt.md")]
    assert [(field.name, field.required) for field in form.visible] == [
        ("words", True),
        ("name", False),
        ("email", False),
        ("agree", False),
    ]
    assert starter.slug == "previews-spelt"
