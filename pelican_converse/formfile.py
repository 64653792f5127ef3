"""The file of a form of the owner's own: YAML, and whether each field can be filled in as it says."""

from collections.abc import Iterator
from typing import Any

from pelican_converse.fieldvalues import LIMITS, SCALE, WRITTEN, wrong_value
from pelican_converse.model.ownform import OwnField, OwnForm
from pelican_converse.model.record import build
from pelican_converse.problems import Problems, did_you_mean, quoted
from pelican_converse.reading.source import Source
from pelican_converse.reading.yamlfile import read_yaml

BUILT_IN = ("ask", "callback", "me-too", "add", "answer", "meet")
"""The forms that are built in."""
NO_FORM = "no"
"""What a page says that is to have no form at its foot."""
TYPES_OF_OURS = {
    "words": ("long text",),
    "name": ("text",),
    "email": ("e-mail",),
    "phone": ("phone",),
    "when": ("text", "date", "time", "choice", "several"),
    "kind": ("choice", "hidden"),
    "topic": ("choice", "hidden"),
}
"""What fields of ours are in everybody's forms: by these types they mean the same everywhere."""
WITH_LABELS = (*TYPES_OF_OURS,)
"""The fields for which the theme has words of its own."""
WITH_OPTIONS = ("kind", "topic")
"""The fields for which we know what there is to choose from."""
FILLED_IN = ("request", "ref", "agree", "agreed", "about", "meetup", "stop", "for", "page", "took", "sidenote")
"""The fields that we fill in ourselves."""
TAKEN = (
    *("form", "backend", "id", "url", "heading", "title"),
    *(
        "submit",
        "reset",
        "action",
        "method",
        "target",
        "elements",
        "length",
        "enctype",
        "encoding",
        "hidden",
        "isindex",
    ),
    *("append", "dataset", "matches", "prepend", "onsubmit", "oninput", "onclick"),
    *("constructor", "prototype"),
)
"""What means something else in a block, or hides what browsers and scripts do with a form or an object."""
_FEWEST = 2
_CHOSEN = ("choice", "several")
_UNSEEN = ("hint", "label", "required")
_WITHOUT_DEFAULT = ("several", "agreement", "picture")
_MOST_OF_A_SCALE = 10


def read_form(text: str, file: str, slug: str, problems: Problems) -> OwnForm | None:
    """Read one file; None if it can't be made a form, with every reason noted in `problems`."""
    written = read_yaml(text, file, problems)
    if written is None:
        return None
    data, source = dict(written.data), written.source
    if "slug" in data:
        problems.add(file, source.line("slug"), '"slug" is not a key that is known here. Take the line out.')
    if slug in BUILT_IN:
        advice = f"Give your file another name, and write that name where it takes the place of {slug}."
        problems.add(file, 0, f"The form {quoted(slug)} is built in. {advice}")
    if slug in (NO_FORM, "none"):
        message = f"A form can't be called {quoted(slug)}: a page that says so has none at its foot."
        problems.add(file, 0, f"{message} Give your file another name.")
    items = data.get("fields")
    if isinstance(items, list):
        data["fields"] = tuple(_fields(items, source.below("fields"), problems))
    form = build(OwnForm, data | {"slug": slug}, source, problems)
    for key, message in _complaints(form) if form else ():
        problems.add(file, source.line(key), message)
    return form


def _complaints(form: OwnForm) -> Iterator[tuple[str, str]]:
    """What is wrong with a form as a whole: the key meant, and a sentence for the owner."""
    if all(field.type == "hidden" for field in form.fields) and (form.fields or not form.source.says("fields", 0)):
        yield "fields", 'The form asks for nothing. Write "- name: words" below fields, and type: long text below that.'
    if form.public and not any(field.type == "long text" for field in form.fields):
        advice = "Add a field of the type long text, or take the line out."
        yield "public", f"This asks for leave to show words, and no field asks for any. {advice}"
    if form.topic and any(field.name == "topic" for field in form.fields):
        yield "topic", "A field asks for the topic already. Take this line out, or the field."


def _fields(items: list[Any], source: Source, problems: Problems) -> Iterator[OwnField]:
    """Each field, with all that is wrong with it noted."""
    seen: set[str] = set()
    for number, item in enumerate(items):
        below = source.below(number)
        if not isinstance(item, dict):
            problems.add(
                source.file, below.line(), 'A field has keys of its own. Write "- name: day", and below it type: date.'
            )
            continue
        field = build(OwnField, item, below, problems)
        if field is None:
            continue
        # What was written and can't be read has been told.
        is_unread = "options" in item and not field.options
        for key, message in check_field(field, is_unread=is_unread):
            problems.add(source.file, below.line(key), message)
        if field.name in seen:
            problems.add(
                source.file,
                below.line("name"),
                f"There is a field {quoted(field.name)} above. Call this one otherwise.",
            )
        seen.add(field.name)
        yield field


def check_field(field: OwnField, *, is_unread: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with a field, whose options may be unread: the key meant, and a sentence for the owner."""
    yield from _check_name(field)
    if field.type == "hidden":
        yield from _check_hidden(field)
    elif not field.label and field.name not in WITH_LABELS:
        yield "label", 'The field lacks its label. Write what you ask for, as "label: For which day?".'
    if not is_unread:
        yield from _check_options(field)
    limits = [*_check_limits(field)]
    yield from limits
    yield from _check_default(field, is_within=not limits)
    if field.ends and field.type != "rating":
        yield "ends", f"Only a rating has ends, and this is of the type {field.type}. Take the line out."


def _check_name(field: OwnField) -> Iterator[tuple[str, str]]:
    types = TYPES_OF_OURS.get(field.name, (field.type,))
    if field.name in FILLED_IN:
        yield "name", f"{quoted(field.name)} is filled in by us. Call the field otherwise."
    elif field.name in TAKEN:
        yield "name", f"{quoted(field.name)} has a meaning of its own in forms. Call the field otherwise."
    elif field.type not in types:
        advice = did_you_mean(field.type, types) if len(types) > 1 else f"Write type: {types[0]}."
        yield "type", f"{quoted(field.name)} means the same in all forms, and is not of this type. {advice}"


def _check_hidden(field: OwnField) -> Iterator[tuple[str, str]]:
    for key in _UNSEEN:
        if getattr(field, key):
            yield key, f"Nobody sees a hidden field, and so it has no {key}. Take the line out."
    if not field.default:
        yield "name", f"The hidden field {quoted(field.name)} would always be empty. Write default: and what is sent."


def _check_options(field: OwnField) -> Iterator[tuple[str, str]]:
    is_chosen, fewest = field.type in _CHOSEN, 1 if field.type == "several" else _FEWEST
    is_known = not field.options and field.name in WITH_OPTIONS
    if is_chosen and len(field.options) < fewest and not is_known:
        yield "options", "There is nothing to choose from. Write options: [white, rye]."
    elif field.options and not is_chosen:
        yield "options", f"Options are for the types choice and several, and this is {quoted(field.type)}."
    for key in _wordless(field):
        yield "options", f"The option {quoted(key)} has no words to read. Write them behind it, or take it out."


def _wordless(field: OwnField) -> Iterator[str]:
    """The options of which nothing is said; without a value they are not even read."""
    above = (*field.source.part, "options")
    keys = dict.fromkeys((*(path[-1] for path in field.source.paths if path[:-1] == above), *field.options))
    return (key for key in keys if isinstance(key, str) and not field.options.get(key))


def _check_limits(field: OwnField) -> Iterator[tuple[str, str]]:
    found: dict[str, Any] = {}
    for key, text in (("least", field.least), ("most", field.most)):
        if text and field.kind not in LIMITS:
            yield key, f"A field of the type {field.type} has no {key}. Take the line out."
        elif text:
            try:
                found[key] = LIMITS[field.kind](text)
            except ValueError as error:
                yield key, str(error)
    if "least" in found and "most" in found and found["least"] > found["most"]:
        yield "least", f"{field.least} is more than {field.most}, which is the most. Write the smaller one here."
    elif field.type == "rating" and not _is_scale(found):
        yield "most", f"A rating goes up to {_MOST_OF_A_SCALE} at most, and has two steps or more. Write most: 5."
    elif field.kind in WRITTEN and found.get("most") == 0:
        yield "most", "Nothing at all could be written here. Write how many signs there may be, as most: 80."


def _is_scale(found: dict[str, Any]) -> bool:
    least, most = (int(found.get(key, end)) for key, end in zip(("least", "most"), SCALE, strict=True))
    return 0 <= least < most <= _MOST_OF_A_SCALE


def _check_default(field: OwnField, *, is_within: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with the default; whether it is within the limits, only if these can be."""
    unlimited = ("0", str(_MOST_OF_A_SCALE)) if field.type == "rating" else ("", "")
    limits = (field.least, field.most) if is_within else unlimited
    options = field.options if field.type == "choice" else ()
    if field.default and field.type in _WITHOUT_DEFAULT:
        yield "default", f"A field of the type {field.type} has no default. Take the line out."
    elif message := wrong_value(field.kind, field.default, options, *limits):
        yield "default", message
