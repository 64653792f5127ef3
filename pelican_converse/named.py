"""What the files of meetups, previews and neighbours have in common: keys that are known, and people who are named."""

import re
from collections.abc import Collection
from typing import Any

from pelican_converse.model.person import Staff
from pelican_converse.problems import Problem, Problems, did_you_mean, quoted
from pelican_converse.reading.head import spoken
from pelican_converse.reading.source import Written
from pelican_converse.text import JOINED

_COMMA = re.compile(r",(?: *(?:&|and|und) )?")


def known_keys(written: Written, known: Collection[str], problems: Problems) -> dict[str, Any]:
    """The data of a head without the keys that are not known there, which are noted."""
    for key in written.data.keys() - set(known):
        advice = did_you_mean(spoken(key), [spoken(name) for name in known])
        message = f"{quoted(spoken(key))} is not a key that is known here. {advice}"
        problems.add(written.source.file, written.source.line(key), message)
    return {key: value for key, value in written.data.items() if key in known}


def find_people(value: Any, staff: Staff, place: Problem, problems: Problems) -> tuple[str, ...]:
    """The slugs of the people named: `Rosa`, or several joined by commas, `&`, `and`, `und`.

    Strangers are noted, where `place` is, which is a problem without words.
    """
    names = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    found: list[str] = []
    for part in filter(None, (part.strip() for part in _COMMA.split(names))):
        for name in [part] if staff.find(part) else JOINED.split(part):
            found += staff.find(name)
            if not staff.find(name):
                problems.add(place.file, place.line, _stranger(name, staff))
    return tuple(dict.fromkeys(found))


def _stranger(name: str, staff: Staff) -> str:
    if staff.unclear(name):
        return f"More than one person is called {quoted(name)}. Write the whole name."
    return f"{quoted(name)} has no file in people/. {did_you_mean(name, staff.first_names)}".strip()
