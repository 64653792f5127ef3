"""A form of the owner's own, as `content/forms/NAME.yaml` says it."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from pelican_converse.model.business import Text
from pelican_converse.model.record import Record, cleaned, from_text
from pelican_converse.problems import did_you_mean, quoted
from pelican_converse.text import clean_line, clean_text, slugify

TYPES = {
    "text": "text",
    "long text": "words",
    "e-mail": "email",
    "phone": "phone",
    "number": "number",
    "date": "date",
    "time": "time",
    "choice": "choice",
    "several": "several",
    "rating": "rating",
    "agreement": "agreement",
    "picture": "picture",
    "hidden": "hidden",
}
"""The types of fields as owners write them, and what each is called in templates."""
_ELSEWHERE = {
    "textarea": "long text",
    "select": "choice",
    "radio": "choice",
    "checkboxes": "several",
    "checkbox": "agreement",
    "file": "picture",
    "image": "picture",
    "tel": "phone",
    "range": "rating",
}
"""What HTML and other builders of forms call some of them."""
_NAME = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*")
_LONGEST = 40


def _read_name(text: str) -> str:
    name = clean_line(text)
    if not _NAME.fullmatch(name) or len(name) > _LONGEST:
        better = slugify(name)[:_LONGEST].strip("-")
        advice = f"Write {better}." if _NAME.fullmatch(better) else "Write it with the letters a to z, as pick_up."
        raise ValueError(f"{quoted(text)} can't be the name of a field. {advice}")
    return name


def _read_type(text: str) -> str:
    kind = clean_line(text).lower()
    if kind not in TYPES:
        meant = _ELSEWHERE.get(kind, kind)
        advice = f"Did you mean {quoted(meant)}?" if meant in TYPES else did_you_mean(kind, TYPES)
        raise ValueError(f"{quoted(text)} is not a type of field. {advice}")
    return kind


def _read_yes(text: str) -> bool:
    said = clean_line(text).lower()
    if said not in ("yes", "no", "true", "false"):
        raise ValueError(f"{quoted(text)} is neither yes nor no. Write one of them.")
    return said in ("yes", "true")


def _read_options(value: Any) -> Any:
    """A list of words that people choose from, or a key for each, which is what arrives."""
    if isinstance(value, str):
        raise ValueError("Write the options as a list, [white, rye], or each with a key: {w: White loaf, r: Rye loaf}.")
    if isinstance(value, list):
        words = [clean_line(word) if isinstance(word, str) else "" for word in value]
        if not all(words):
            raise ValueError("Each option is one line of text.")
        doubled = next((word for number, word in enumerate(words) if word in words[:number]), "")
        if doubled:
            raise ValueError(f"{quoted(doubled)} is there twice. Keep one of them.")
        value = {word: word for word in words}
    if not value:
        raise ValueError("There is nothing to choose from. Write options: [white, rye].")
    for key, words in value.items() if isinstance(value, dict) else ():
        if not clean_line(key):
            advice = "Write what arrives before it, or take it out: nothing is chosen for people anyway."
            raise ValueError(f"{quoted(words)} would arrive as nothing. {advice}")
    return value


def _read_ends(value: Any) -> tuple[str, str]:
    if not isinstance(value, list | tuple) or len(value) != len(("low", "high")):
        raise ValueError("Write what the lowest and the highest mean: ends: [not at all, very much].")
    return clean_line(str(value[0])), clean_line(str(value[1]))


YesNo = Annotated[bool, from_text(_read_yes, bool)]


class OwnField(Record):
    """One thing that a form of the owner's own asks for; limits and the default stay as they were typed."""

    name: Annotated[str, from_text(_read_name, str)] = Field(examples=["day"])
    type: Annotated[str, from_text(_read_type, str)] = Field(examples=["date"])
    label: Text = ""
    hint: Text = ""
    required: YesNo = False
    options: Annotated[dict[str, Text], BeforeValidator(_read_options)] = {}
    least: Text = ""
    most: Text = ""
    ends: Annotated[tuple[str, str] | None, BeforeValidator(_read_ends)] = None
    default: Text = ""

    @property
    def kind(self) -> str:
        """Its type, as templates and receivers know it."""
        return TYPES[self.type]


class OwnForm(Record):
    """What it asks for, who gets it, and what becomes of it."""

    slug: str = Field(exclude=True)
    title: Text = Field(min_length=1, examples=["Order bread"])
    intro: Annotated[str, cleaned(clean_text)] = ""
    to: Text = ""
    topic: Text = ""
    button: Text = ""
    then: Annotated[str, cleaned(clean_text)] = ""
    public: YesNo = False
    backend: Text = ""
    id: Text = ""
    url: Text = ""
    fields: tuple[OwnField, ...] = Field(examples=["[{name: words, type: long text}]"])

    @property
    def name(self) -> str:
        """By what pages and receivers know it: the name of its file."""
        return self.slug

    @property
    def sending(self) -> dict[str, str]:
        """What it says of who receives it, if that is somebody else than for the other forms."""
        said = {"backend": self.backend, "id": self.id, "url": self.url}
        return {key: value for key, value in said.items() if value}
