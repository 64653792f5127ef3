"""Writes what editors know of the files that owners write: `make schemas`, whenever their grammar changes."""

import json
from pathlib import Path
from typing import Any

from pelican_converse.model.ownform import TYPES, OwnForm

ROOT = Path(__file__).resolve().parent.parent
FORM = ROOT / "docs" / "form.schema.json"
WRITTEN = ["string", "number", "boolean"]
"""What editors take a line of text for: we read 1 and yes as they are typed, others don't."""


def form_schema() -> dict[str, Any]:
    """The grammar of `content/forms/NAME.yaml` as a JSON schema."""
    schema = OwnForm.model_json_schema()
    field = schema["$defs"]["OwnField"]
    schema["properties"].pop("slug")
    schema["required"].remove("slug")
    _loosen(schema["properties"])
    _loosen(field["properties"])
    field["properties"]["type"] = {"enum": [*TYPES]}
    line = {"type": WRITTEN}
    listed = {"type": "array", "minItems": 2, "items": line}
    field["properties"]["options"] = {"anyOf": [listed, {"type": "object", "additionalProperties": line}]}
    field["properties"]["ends"] = listed | {"maxItems": 2}
    field["title"], field["description"] = "Field", "One thing that a form asks for."
    names = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A form of pelican-converse"}
    return names | {key: value for key, value in schema.items() if key != "title"}


def _loosen(properties: dict[str, Any]) -> None:
    for name, said in properties.items():
        said.pop("default", None)
        if said.get("type") == "string":
            properties[name] = said | {"type": WRITTEN}


def text_of(schema: dict[str, Any]) -> str:
    """The file as it stands in docs/."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FORM.write_text(text_of(form_schema()), encoding="utf-8")
