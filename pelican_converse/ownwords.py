"""The owner's own words: `content/words/de.po`, in which they say something of ours in another way."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from babel import Locale, UnknownLocaleError

from pelican_converse.problems import Problem, Problems, did_you_mean, quoted
from pelican_converse.reading.files import read_text, shown
from pelican_converse.reading.pofile import Entry, read_po
from pelican_converse.translations import Plurals, is_used, ours, plurals_of

FOLDER = "words"
_MEANT = (".po", ".po.txt", ".txt", ".md")
"""The endings of files that somebody may mean to be read."""
_PERCENT = re.compile(r"%(?:%|\((\w+)\)s)?")
RULE = r'"Plural-Forms: nplurals=2; plural=(n != 1);\n"'

OwnWords = Mapping[str, tuple[Entry, ...]]
"""What the owner wrote, by languages such as `de` and `de-AT`."""


def read_own_words(content: Path, problems: Problems) -> OwnWords:
    """Every file of the folder, with what is wrong noted in `problems`."""
    own = {}
    for path in sorted((content / FOLDER).rglob("*")):
        if path.name.startswith((".", "#", "_")) or not path.name.lower().endswith(_MEANT) or not path.is_file():
            continue
        name = shown(path, content)
        if path.suffix != ".po" or path.parent != content / FOLDER:
            advice = f"Put it into {FOLDER}/ itself, under a name such as de.po, or begin its name with _."
            problems.add(name, 0, f"This file is not read. {advice}")
        elif advice := _name_it(path.stem):
            problems.add(name, 0, f"The file's name has to be its language. {advice}")
        elif (text := read_text(path, name, problems)) is not None:
            own[path.stem] = _checked(text, name, path.stem, problems)
    return own


def _name_it(said: str) -> str:
    """What to call a file, if not this."""
    try:
        tag = str(Locale.parse(said.replace("_", "-"), sep="-")).replace("_", "-")
    except (UnknownLocaleError, ValueError):
        return "Call it de.po, say, or de-AT.po."
    return "" if tag == said else f"Call it {tag}.po."


def _checked(text: str, file: str, language: str, problems: Problems) -> tuple[Entry, ...]:
    entries = read_po(text, file, problems)
    try:
        plurals = plurals_of(entries, language)
    except ValueError:
        line = next(entry.line for entry in entries if not entry.msgid)
        problems.add(file, line, f"Plural-Forms can't be read. Write it as {RULE}, or take it out.")
        return ()
    for entry in entries:
        if is_used(entry):
            problems.found += [entry.problem(message) for message in _complaints(entry, plurals)]
    return entries


def _complaints(entry: Entry, plurals: Plurals) -> Iterator[str]:
    written = sum(map(bool, entry.texts))
    if entry.plural and not written == len(entry.texts) == plurals.count:
        forms = f"Write msgstr[0] to msgstr[{plurals.count - 1}]" if plurals.count > 1 else "Write msgstr[0] only"
        says = f"{forms}, or say in the head of the file that there are others, as {RULE}."
        yield f"{written} of {plurals.count} forms are written. {says}"
    # The number may be left out, as in "an hour"; what English names of one and of many may not.
    needed = {*_placeholders(entry.msgid)} - {"%"}
    allowed = needed | {*_placeholders(entry.plural)} - {"%"}
    for text in filter(None, entry.texts):
        yield from _misplaced(_placeholders(text), needed, allowed)


def _placeholders(text: str) -> list[str]:
    """The names of `%(name)s`; "%" for a percent sign that stands alone."""
    return [match[1] or match[0] for match in _PERCENT.finditer(text) if match[0] != "%%"]


def _misplaced(found: list[str], needed: set[str], allowed: set[str]) -> Iterator[str]:
    for name in sorted({*found} - allowed):
        if name == "%":
            yield "A % stands alone. Write %% for a percent sign, and placeholders as in msgid, such as %(name)s."
        else:
            advice = did_you_mean(f"%({name})s", [f"%({each})s" for each in sorted(allowed)]) or "Take it out."
            yield f"Nothing is known here for %({name})s. {advice}"
    for name in sorted(needed - {*found}):
        yield f"%({name})s is missing. Write it where its words shall stand."


def unused(own: OwnWords) -> Iterator[Problem]:
    """What the owner wrote for messages that we don't have: nothing to refuse, because we may have had them once."""
    known = dict(entry.key for entry in ours("en") if entry.msgid)
    for entry in filter(is_used, chain(*own.values())):
        if entry.context or entry.key not in known.items():
            yield entry.problem(f"{quoted(entry.msgid)} is not used. {_advice(entry, known)}")


def _advice(entry: Entry, known: Mapping[str, str]) -> str:
    if entry.msgid not in known:
        nearest = did_you_mean(entry.msgid, known)
        return nearest or "We don't say this, or no longer. Take it out, unless it is for a template of yours."
    if entry.context:
        return "Take msgctxt out."
    plural = known[entry.msgid]
    return (
        f'Write msgid_plural "{plural}", then msgstr[0] and so on.'
        if plural
        else "Take msgid_plural out, and write msgstr."
    )
