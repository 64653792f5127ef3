"""Writes what editors know of the files that owners write: `make schemas`, whenever their grammar changes."""

import json
from pathlib import Path
from typing import Any

from pelican_converse.backends import BACKENDS
from pelican_converse.model.business import Business
from pelican_converse.model.ownform import TYPES, OwnForm

DOCS = Path(__file__).resolve().parent.parent / "docs"
BUSINESS, FORM = DOCS / "business.schema.json", DOCS / "form.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
LINE = {"type": ["string", "number", "boolean"]}
"""What editors take a line of text for: we read 1 and yes as they are typed, others don't."""


def business_schema() -> dict[str, Any]:
    """The grammar of `content/business.yaml` as a JSON schema."""
    schema = _loosened(Business.model_json_schema())
    languages = schema["properties"]["languages"]
    schema["properties"]["languages"] = {"anyOf": [languages | {"minItems": 1}, LINE]}
    schema["$defs"]["FormSettings"]["properties"]["backend"] = LINE | {"examples": [*BACKENDS]}
    return _named("The business, for pelican-converse", schema)


def form_schema() -> dict[str, Any]:
    """The grammar of `content/forms/NAME.yaml` as a JSON schema."""
    schema = _loosened(OwnForm.model_json_schema())
    field = schema["$defs"]["OwnField"]
    schema["properties"].pop("slug")
    schema["required"].remove("slug")
    field["properties"]["type"] = {"enum": [*TYPES]}
    listed = {"type": "array", "minItems": 2, "items": LINE}
    some = listed | {"minItems": 1}
    field["properties"]["options"] = {"anyOf": [some, {"type": "object", "additionalProperties": LINE}]}
    field["properties"]["ends"] = listed | {"maxItems": 2}
    field["description"] = "One thing that a form asks for."
    return _named("A form of pelican-converse", schema)


def _named(title: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": DIALECT, "title": title} | schema


def _loosened(said: dict[str, Any]) -> dict[str, Any]:
    """A schema of the model as one of what is written: every value may be any line, and what isn't said is left out."""
    kinds = [each for each in said.get("anyOf", []) if each != {"type": "null"}]
    if len(kinds) == 1:
        return _loosened(kinds[0])
    found = {key: value for key, value in said.items() if key not in ("default", "title")}
    for key in ("$defs", "properties"):
        found |= {key: {name: _loosened(each) for name, each in said[key].items()}} if key in said else {}
    for key in ("items", "additionalProperties"):
        found |= {key: _loosened(said[key])} if isinstance(said.get(key), dict) else {}
    if "prefixItems" in found:
        found["prefixItems"] = [_loosened(each) for each in found["prefixItems"]]
    if "enum" in found:
        return {"enum": found["enum"]}
    return found | LINE if found.get("type", "array") not in ("array", "object") else found


def text_of(schema: dict[str, Any]) -> str:
    """The file as it stands in docs/."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for file, schema in ((BUSINESS, business_schema()), (FORM, form_schema())):
        file.write_text(text_of(schema), encoding="utf-8")
