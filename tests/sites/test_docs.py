"""The documents and the code say the same."""

import re
from pathlib import Path

import pytest

from pelican_converse import __version__
from pelican_converse.backends import BACKENDS
from pelican_converse.catalogue import CONTAINERS, PIECES
from pelican_converse.formfile import TYPES_OF_OURS, read_form
from pelican_converse.forms import NAMES as FORMS
from pelican_converse.forms import answer
from pelican_converse.legal import EXAMPLES, WHEN_IN_A_COMPANY
from pelican_converse.meetupfile import read_meetup
from pelican_converse.model.business import Address, Business, Legal, Location, Season, Special
from pelican_converse.model.channels import NAMES as CHANNEL_NAMES
from pelican_converse.model.meetup import Meetup, Stop
from pelican_converse.model.neighbour import NEIGHBOUR_KINDS, Neighbour
from pelican_converse.model.ownform import TYPES, OwnField, OwnForm
from pelican_converse.model.person import Person, Staff
from pelican_converse.model.request import CHANNELS, KINDS, VERBS, Request
from pelican_converse.neighbourfile import read_neighbour
from pelican_converse.problems import Problems
from pelican_converse.settings import DEFAULTS
from pelican_converse.urls import setting_names
from tests.conftest import BUSINESS, LEGAL

ROOT = Path(__file__).resolve().parents[2]
FORM = answer("{filename}/news/easter.md")
README = (ROOT / "README.md").read_text(encoding="utf-8")
THEME = (ROOT / "docs" / "theme.md").read_text(encoding="utf-8")
TEMPLATES = sorted((ROOT / "theme" / "templates").rglob("*.html"))
SHEETS = sorted((ROOT / "theme" / "static" / "css").glob("*.css"))


def section(title: str) -> str:
    """A chapter of the README."""
    return re.split(r"\n## (?=[A-Z])", README.split(f"\n## {title}\n")[1])[0]


def in_code(text: str) -> set[str]:
    """Every word in the inline code of a text."""
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    return {word for span in spans for word in [span, *re.findall(r"[\w-]+", span)]}


def spoken(field: str) -> str:
    known = {"whatsapp": "WhatsApp"}
    return known.get(field, field.replace("_", " ").capitalize())


def test_every_setting_is_in_the_readme_and_none_that_is_not_there():
    known = {*setting_names(), *DEFAULTS}
    assert known <= in_code(README)
    assert set(re.findall(r"CONVERSE_[A-Z_]+", README)) == known


def test_every_key_of_a_request_is_explained():
    fields = {spoken(name) for name in Request.model_fields if name not in ("turns", "text")}
    assert set(re.findall(r"^\| `([^`]+)` \|", section("A request is a conversation"), re.MULTILINE)) >= fields
    assert {*KINDS, *CHANNELS, *VERBS} <= in_code(section("A request is a conversation"))


def test_every_key_of_a_person_is_explained():
    fields = {spoken(name) for name in Person.model_fields if name not in ("slug", "text", *CHANNEL_NAMES)}
    assert fields <= in_code(section("People"))


def test_every_channel_is_explained():
    assert set(CHANNEL_NAMES) <= in_code(section("Ways to reach you"))


def test_every_key_of_meetups_is_explained():
    fields = {spoken(name) for name in (*Meetup.model_fields, *Stop.model_fields)} | {"Picture"}
    assert fields - {"Slug", "Text", "Stops", "Pictures"} <= in_code(section("Meetups"))


def test_every_key_of_neighbours_is_explained():
    fields = {"For" if name == "what" else spoken(name) for name in Neighbour.model_fields}
    assert fields - {"Slug", "Text"} | {*NEIGHBOUR_KINDS} <= in_code(section("Neighbours"))


@pytest.mark.parametrize(("chapter", "read"), [("Meetups", read_meetup), ("Neighbours", read_neighbour)])
def test_the_files_that_the_readme_shows_can_be_read(chapter, read):
    texts = re.findall(r"^```\n(.*?)^```", section(chapter), re.MULTILINE | re.DOTALL)
    staff = Staff([Person(slug=name.lower(), name=name) for name in ("Rosa", "Ben")])
    problems = Problems()
    assert texts
    assert all(read(text, "content/x/example.md", "example", staff, problems) for text in texts)
    assert problems.found == []


def test_every_key_of_the_business_is_explained():
    assert set(Business.model_fields) <= in_code(section("The business"))
    for kind in (Location, Address, Special, Season):
        assert set(kind.model_fields) - set(CHANNEL_NAMES) <= in_code(section("Places and hours"))


def test_every_key_of_the_legal_notice_is_explained_with_where_it_is_required():
    rows = re.findall(r"^\| (`.+`) \|.*\| (.*) \|$", section("Legal"), re.MULTILINE)
    required = {key: told for keys, told in rows for key in re.findall(r"\w+", keys)}
    assert set(required) == {field.alias or name for name, field in Legal.model_fields.items()}
    for examples in EXAMPLES.values():
        assert {key for key, told in required.items() if told.startswith("required")} == set(examples)
        assert {key for key, told in required.items() if "companies" in told} == {*WHEN_IN_A_COMPANY}


def test_it_is_said_that_this_is_no_legal_advice():
    assert "None of this is legal advice" in section("Legal")


def test_every_block_and_option_is_explained():
    words = in_code(section("Blocks in pages and articles"))
    assert {*PIECES, *CONTAINERS} <= words
    for piece in PIECES.values():
        assert set(piece.options) <= words


def test_every_form_and_receiver_is_explained():
    words = in_code(section("Forms"))
    assert {*FORMS, *BACKENDS} <= words


def test_every_key_and_type_of_a_form_of_ones_own_is_explained():
    keys = {*OwnForm.model_fields, *OwnField.model_fields} - {"slug"}
    assert set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.+?) \|", section("Forms"), re.MULTILINE)))) >= keys
    assert {*TYPES, *TYPES_OF_OURS, *(field.name for field in FORM.signals)} <= in_code(section("Forms"))


def test_the_form_that_the_readme_shows_can_be_read():
    (text,) = re.findall(r"^```yml\n(.*?)^```", section("Forms"), re.MULTILINE | re.DOTALL)
    problems = Problems()
    assert read_form(text, "content/forms/order.yaml", "order", problems)
    assert problems.found == []


@pytest.mark.parametrize("piece", PIECES)
def test_every_piece_is_shown_as_templates_use_it(piece):
    assert f"converse.{piece}(" in section("Make it yours")


def blocks(template: Path) -> set[str]:
    return set(re.findall(r"{%-? block (\w+)", template.read_text(encoding="utf-8")))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_template_and_its_blocks_are_listed(template):
    name = template.relative_to(ROOT / "theme" / "templates").as_posix()
    row = next((line for line in THEME.splitlines() if line.startswith(f"| `{name}` |")), None)
    assert row is not None, f"docs/theme.md has no row for {name}"
    assert set(re.findall(r"`(\w+)`", row.split("|")[3])) == blocks(template)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_template_opens_with_a_comment_that_names_its_context(template):
    text = template.read_text(encoding="utf-8")
    assert text.startswith("{#-")
    assert "ontext" in text.split("#}")[0]


def test_every_token_is_listed_and_used():
    text = "\n".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS)
    defined = set(re.findall(r"(--converse-[\w-]+)\s*:", text))
    assert set(re.findall(r"(--converse-[\w-]+)", THEME)) == defined
    assert set(re.findall(r"var\((--converse-[\w-]+)", text)) == defined


def test_the_words_that_the_readme_shows_are_said(small_site):
    """The examples are files as they stand: of an owner who speaks German, and of one who adds French."""
    text = section("Words and languages")
    german, french = re.findall(r"^```po\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    small_site.write("words/de.po", german)
    small_site.write("words/fr.po", french)
    small_site.write("requests/oat.md", "Title: Oat\nAsked: 2026-03-02\n\n## 2026-03-04, Rosa: completed\n\nDone.\n")
    for language, said in (("de", "Von euch gewünscht, von uns gebacken"), ("fr", "Rosa répond sous 2 jours ouvrés.")):
        more = f"languages: [{language}]\nanswers_within: 2 working days\n"
        small_site.write("business.yaml", BUSINESS + LEGAL + more)
        built = small_site.build()
        assert said in " ".join(f"{built.page('').get_text()} {built.page('contact/').get_text()}".split())
    assert {"informal", "formal"} <= in_code(section("The business"))


def test_the_changelog_has_the_version():
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_first_site_of_the_readme_builds_as_it_stands(small_site):
    files = re.findall(
        r"^`([^`]+)`:\n\n```\w*\n(.*?)```", section("A first site in five minutes"), re.MULTILINE | re.DOTALL
    )
    assert [name for name, _ in files][:2] == ["pelicanconf.py", "content/business.yaml"]
    for name, text in files[1:]:
        small_site.write(name.removeprefix("content/"), text)
    done = small_site.run_pelican("--fatal", "warnings")
    assert done.returncode == 0, done.stderr
    assert "planned" in (small_site.folder / "output" / "requests" / "oat-milk" / "index.html").read_text()


YAML = [match[1] for match in re.finditer(r"^```yaml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)]


@pytest.mark.parametrize("example", YAML, ids=lambda text: text.split(":")[0])
def test_every_part_of_a_business_that_the_readme_shows_builds(example, small_site):
    small_site.write("business.yaml", example if example.startswith("name:") else BUSINESS + example)
    small_site.build()


def test_parts_of_a_business_are_shown():
    assert {"name", "locations", "legal"} <= {text.split(":")[0] for text in YAML}


def test_the_mistake_in_the_readme_is_told_as_it_says(small_site):
    text = section("A first site in five minutes")
    request = re.search(r"`content/requests/oat-milk.md`:\n\n```\n(.*?)```", text, re.DOTALL)[1]
    said = re.search(r"^content/requests/oat-milk.md:\d+: .*$", text, re.MULTILINE)[0]
    small_site.write("requests/oat-milk.md", request.replace("planned", "plannd"))
    assert said in small_site.run_pelican().stderr.splitlines()
