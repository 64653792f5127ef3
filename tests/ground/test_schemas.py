"""The schemas in docs/ are the grammar, and an editor that goes by them says the same as we do."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from pelican_converse.backends import BACKENDS
from pelican_converse.model.business import Business, Location
from pelican_converse.model.ownform import TYPES, OwnField, OwnForm
from tests.conftest import BUSINESS, EXAMPLE, LEGAL
from tests.formsites import ORDER, PICTURE
from tests.schemas import BUSINESS as BUSINESS_FILE
from tests.schemas import FORM, business_schema, form_schema, text_of

CONTENT = EXAMPLE / "content"
FORMS = [*sorted((CONTENT / "forms").glob("*.yaml"))]
SPECIAL = """\
languages: de
topics: {2024: Last year}
locations:
  - {geo: [47, 15.4], address: {postal_code: 8020}, special: [{dates: 2026-12-24/2027-01-06, closed: yes}]}
"""


def schema_of(file: Path) -> dict[str, Any]:
    return json.loads(file.read_text(encoding="utf-8"))


def complaints(file: Path, text: str) -> list[str]:
    """What an editor says of a text; it takes some values for numbers, days or yes and no, as we don't."""
    validator = Draft202012Validator(schema_of(file))
    as_editors, as_we = yaml.safe_load(text), yaml.load(text, yaml.BaseLoader)
    found = {
        error.message
        for said in (json.loads(json.dumps(as_editors, default=str)), as_we)
        for error in validator.iter_errors(said)
    }
    return sorted(found)


@pytest.mark.parametrize(("file", "made"), [(BUSINESS_FILE, business_schema), (FORM, form_schema)])
def test_the_schema_in_the_docs_is_the_grammar(file, made):
    """If not: make schemas."""
    schema = schema_of(file)
    assert file.read_text(encoding="utf-8") == text_of(made())
    Draft202012Validator.check_schema(schema)


def test_every_key_is_known():
    business, form = schema_of(BUSINESS_FILE), schema_of(FORM)
    assert set(business["properties"]) == set(Business.model_fields)
    assert set(business["$defs"]["Location"]["properties"]) == set(Location.model_fields)
    assert business["$defs"]["FormSettings"]["properties"]["backend"]["examples"] == [*BACKENDS]
    assert set(form["properties"]) == set(OwnForm.model_fields) - {"slug"}
    assert set(form["$defs"]["OwnField"]["properties"]) == set(OwnField.model_fields)
    assert form["$defs"]["OwnField"]["properties"]["type"]["enum"] == [*TYPES]


@pytest.mark.parametrize("text", [(CONTENT / "business.yaml").read_text("utf-8"), BUSINESS + LEGAL, BUSINESS + SPECIAL])
def test_an_editor_takes_a_business(text):
    assert complaints(BUSINESS_FILE, text) == []


@pytest.mark.parametrize("text", [*(file.read_text("utf-8") for file in FORMS), ORDER + PICTURE])
def test_an_editor_takes_a_form(text):
    assert complaints(FORM, text) == []


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ("adress: Graz\n", "adress"),
        ("obfuscate: yes\n", "entities"),
        ("channels: {fax: +43 316 555}\n", "fax"),
        ("locations: {name: Shop}\n", "array"),
        ("languages: []\n", "given schemas"),
        ("theme: green\n", "object"),
    ],
)
def test_an_editor_refuses_what_we_refuse(more, word):
    found = complaints(BUSINESS_FILE, BUSINESS + more)
    assert any(word in message for message in found)
    assert complaints(BUSINESS_FILE, BUSINESS.replace("contact: rosa\n", "")) == ["'contact' is a required property"]
