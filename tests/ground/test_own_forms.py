"""Forms of the owner's own: what can be written is read as it was meant, and made a form like any other."""

import re
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pelican_converse import forms
from pelican_converse.backends import BACKENDS, Place, find_backend
from pelican_converse.formfile import BUILT_IN, FILLED_IN, TAKEN, TYPES_OF_OURS, read_form
from pelican_converse.model.business import Business, FormSettings
from pelican_converse.model.ownform import TYPES, OwnForm
from pelican_converse.model.person import Person
from pelican_converse.problems import Problems
from pelican_converse.sending import check_sending
from pelican_converse.site import Site
from pelican_converse.text import clean_line
from tests.conftest import ROOT

FILE = "content/forms/order.yaml"


def read(text, slug="order"):
    """The form, and what its owner hears."""
    problems = Problems()
    return read_form(text, FILE, slug, problems), [str(problem) for problem in problems.found]


def site_with(form=None, topics=None):
    business = Business(name="Adler", country="AT", time_zone="Europe/Vienna", contact="rosa", topics=topics or {})
    people = {slug: Person(slug=slug, name=slug.title()) for slug in ("rosa", "ben")}
    return Site(business, people, (), date(2026, 8, 6), forms={form.slug: form} if form else {})


def form_of(text, **more):
    own, heard = read(text)
    assert heard == []
    return forms.own(site_with(own, **more), own)


lines = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=40)
said = lines.filter(lambda text: clean_line(text) != "")
names = st.from_regex(r"[a-z]{2,8}(_[a-z0-9]{1,4})?", fullmatch=True).filter(
    lambda name: name not in (*TYPES_OF_OURS, *FILLED_IN, *TAKEN)
)
numbers = st.lists(st.integers(-1000, 1000), min_size=3, max_size=3).map(sorted)
days = st.lists(st.dates(date(2000, 1, 1), date(2100, 1, 1)), min_size=3, max_size=3).map(sorted)


@st.composite
def fields(draw):
    """A field as somebody may rightly write it."""
    kind = draw(st.sampled_from([*TYPES]))
    field = {"name": draw(names), "type": kind}
    if kind == "hidden":
        return field | {"default": draw(said)}
    field |= {"label": draw(said), "hint": draw(lines), "required": draw(st.sampled_from(["yes", "no"]))}
    if kind in ("choice", "several"):
        field["options"] = draw(st.lists(said.map(clean_line), min_size=2, max_size=6, unique=True))
    if kind in ("number", "date"):
        found = draw(numbers if kind == "number" else days)
        field |= dict(zip(("least", "default", "most"), map(str, found), strict=True))
    if kind == "rating":
        field |= {"least": "0", "most": str(draw(st.integers(1, 10))), "ends": ["never", "always"]}
    return field


whole = st.fixed_dictionaries(
    {"title": said, "fields": st.lists(fields(), min_size=1, max_size=6, unique_by=lambda field: field["name"])},
    optional={"intro": lines, "button": lines, "then": lines, "to": st.sampled_from(["rosa", "ben"])},
)


@given(whole)
def test_what_can_be_written_is_read_as_it_was_meant(data):
    asked = [field for field in data["fields"] if field["type"] != "hidden"]
    own, heard = read(yaml.safe_dump(data, allow_unicode=True, width=1000))
    assert heard == ([] if asked else [heard[0]])
    assert own.title == clean_line(data["title"])
    assert [(field.name, field.type) for field in own.fields] == [
        (field["name"], field["type"]) for field in data["fields"]
    ]
    form = forms.own(site_with(own), own)
    assert [field.name for row in form.rows for field in row] == [field["name"] for field in asked]
    assert {field.name for field in form.visible}.isdisjoint(field.name for field in form.hidden)


@given(st.text(max_size=200))
def test_whatever_stands_in_a_file_something_can_be_told_of_it(text):
    own, heard = read(text)
    assert own is not None or heard
    assert all(message.startswith(FILE) for message in heard)


@given(whole, st.integers(0, 5), st.sampled_from(["name", "type", "label", "options", "least", "default"]), lines)
def test_a_field_that_was_spoilt_is_read_rightly_or_told_of_in_its_lines(data, number, key, text):
    spoilt = data["fields"][number % len(data["fields"])]
    spoilt[key] = text
    written = yaml.safe_dump(data, allow_unicode=True, width=1000, sort_keys=False)
    _, heard = read(written)
    last = written.count("\n") + 1
    assert all(
        0 <= int(message.removeprefix(f"{FILE}:").partition(":")[0] or 0) <= last
        for message in heard
        if message.startswith(f"{FILE}:")
    )


def test_a_form_of_ones_own_says_all_that_a_built_in_one_says():
    form = form_of(
        """
        title: How was it?
        public: yes
        topic: menu
        fields:
          - {name: mood, type: rating, label: And the bread?, least: 0, most: 10, ends: [never, always], required: yes}
          - {name: words, type: long text, most: 2000}
          - {name: kilos, type: number, label: Kilos, least: 0.5, most: 3}
          - {name: hour, type: time, label: Hour, default: "07:30"}
    """.replace("bread?", "bread"),
        topics={"menu": "What we bake"},
    )
    assert [(field.name, field.kind) for field in form.fields] == [
        ("topic", "hidden"),
        ("mood", "rating"),
        ("words", "words"),
        ("kilos", "number"),
        ("hour", "time"),
        ("agree", "agreement"),
    ]
    topic, mood, words, kilos, hour, _ = form.fields
    assert (topic.value, [*mood.scale], mood.ends, mood.required) == ("menu", [*range(11)], ("never", "always"), True)
    assert (words.most, kilos.is_whole, hour.value) == ("2000", False, "07:30")
    assert [len(row) for row in form.rows] == [1, 1, 2, 1]
    assert form.asks_leave
    assert "agreed" in {field.name for field in form.signals}


def test_without_options_a_field_of_ours_has_what_there_is():
    form = form_of(
        "title: T\nfields:\n  - {name: topic, type: choice}\n  - {name: kind, type: choice}\n",
        topics={"menu": "What we bake"},
    )
    topic, kind = form.fields
    assert topic.options == (("menu", "What we bake"),)
    assert [value for value, _ in kind.options] == ["idea", "question", "problem", "praise"]


def test_it_goes_to_whom_it_names_or_who_has_its_topic_or_else_to_the_pages_person():
    site = site_with()
    own = {"slug": "order", "title": "T", "fields": ()}
    assert site.person_for_form(OwnForm(**own, to="ben")) == "ben"
    assert site.person_for_form(OwnForm(**own, topic="menu")) == "rosa"
    assert site.person_for_form(OwnForm(**own)) == ""


@pytest.mark.parametrize(("text", "options"), [
    ("order", {"form": "order"}),
    ("order via formspree mqkvabcd", {"form": "order", "backend": "formspree", "id": "mqkvabcd"}),
    ("ask via endpoint https://x.example/in", {"form": "ask", "backend": "endpoint", "url": "https://x.example/in"}),
    ("no", {}),
    ("", {}),
])  # fmt: skip
def test_a_page_says_which_form_stands_at_its_foot(text, options):
    assert forms.read_foot(text) == options


def test_a_picture_is_refused_where_the_receiver_takes_none():
    own, _ = read("title: T\nbackend: mailto\nfields:\n  - {name: crumb, type: picture, label: Crumb}\n")
    (problem,) = check_sending(site_with(own), FormSettings(), "https://adler.example", "thanks/")
    assert str(problem).startswith(f'{FILE}:2: The field "crumb" asks for a picture, but mailto takes none.')


def test_a_receiver_of_its_own_is_checked_like_the_sites():
    own, _ = read("title: T\nbackend: formspree\nfields:\n  - {name: words, type: long text}\n")
    (problem,) = check_sending(site_with(own), FormSettings(), "https://adler.example", "thanks/")
    assert str(problem).startswith(f"{FILE}:2: formspree needs an id.")


@pytest.mark.parametrize("backend", BACKENDS)
def test_no_receiver_has_anything_against_the_forms_that_are_built_in(backend):
    found, place = (
        find_backend(FormSettings(backend=backend, id="x")),
        Place("https://x.example", "thanks/", "a@x.example", ""),
    )
    site = site_with()
    every = [
        *(forms.find(site, name) for name in ("ask", "callback", "meet")),
        forms.me_too("x"),
        forms.add("x"),
        forms.answer("x"),
    ]
    assert {form.name for form in every} == set(BUILT_IN)
    assert [message for form in every for message in found.complaints(form, place)] == []


def test_no_field_hides_what_the_script_does_with_a_form():
    """A control is found in its form by its name, before anything that the form itself has."""
    script = (ROOT / "theme" / "static" / "js" / "forms.js").read_text("utf-8")
    used = set(re.findall(r"\bform\.([a-z]+)\b", script))
    assert {"submit", "dataset", "append"} <= used
    assert used <= set(TAKEN)


def test_one_box_to_tick_is_enough_and_one_button_is_not():
    one = "title: A\nfields:\n  - {name: extra, type: TYPE, label: With, options: [nuts]}\n"
    assert read(one.replace("TYPE", "several"))[1] == []
    assert "nothing to choose from" in read(one.replace("TYPE", "choice"))[1][0]


def test_a_mail_keeps_no_name_for_itself():
    form = forms.Form("order", (forms.Field("subject", "text"),))
    found = find_backend(FormSettings(backend="mailto"))
    assert [*found.complaints(form, Place("https://adler.example", "thanks/", "rosa@adler.example", "x"))] == []
