"""Files with a head: `Key: value` lines up to the first empty line, or YAML between `---`, then text."""

import re
from collections.abc import Callable, Collection
from typing import Any

from pelican_converse.problems import Problems, quoted
from pelican_converse.reading.source import Key, Source, Written
from pelican_converse.reading.yamlfile import read_yaml
from pelican_converse.text import clean_line, without_control_characters

_KEY = re.compile(r"[^\W\d][\w-]*(?: [\w-]+){0,2}")


def key_of(word: str) -> str:
    """The key a head line means: `Me too` is `me_too`."""
    return "_".join(word.lower().split())


def spoken(key: str) -> str:
    """A key as it is written in a head: `me_too` is `Me too`."""
    return key.replace("_", " ").capitalize()


def read_headed(text: str, file: str, problems: Problems, several: Collection[str] = ()) -> Written | None:
    """Read head and body; a key without a value is left out. None, with a problem noted, if there is no telling.

    What the keys of `several` say becomes a list, because they may stand on more than one line.
    """
    lines = without_control_characters(text).split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[start].rstrip() == "---":
        return _read_yaml_head(lines, start, file, problems)
    end = _first(lines, start, lambda line: not line.strip())
    data, places = _read_pairs(lines[start:end], start + 1, file, problems, several)
    return Written(data, Source(file, places), "\n".join(lines[end:]), end + 1)


def _first(lines: list[str], start: int, wanted: Callable[[str], bool]) -> int:
    return next((number for number in range(start, len(lines)) if wanted(lines[number])), len(lines))


def _read_pairs(
    lines: list[str], first_line: int, file: str, problems: Problems, several: Collection[str]
) -> tuple[dict[str, Any], dict[tuple[Key, ...], int]]:
    data: dict[str, Any] = {}
    places: dict[tuple[Key, ...], int] = {(): first_line}
    for number, line in enumerate(lines, first_line):
        word, colon, value = line.partition(":")
        key = key_of(word)
        if not colon or not _KEY.fullmatch(clean_line(word)):
            advice = 'Write "Key: value", or leave an empty line before the text.'
            problems.add(file, number, f"{quoted(line.strip())} can't be read. {advice}")
        elif key in several and value.strip():
            items = data.setdefault(key, [])
            places |= {(key,): number, (key, len(items)): number}
            items.append(value.strip())
        elif (key,) in places:
            problems.add(file, number, f"{quoted(word.strip())} is said twice. Keep one of them.")
        else:
            places[(key,)] = number
            if value.strip():
                data[key] = value.strip()
    return data, places


def _read_yaml_head(lines: list[str], start: int, file: str, problems: Problems) -> Written | None:
    end = _first(lines, start + 1, lambda line: line.rstrip() in ("---", "..."))
    if end == len(lines):
        problems.add(file, start + 1, 'The head begins with "---" and never ends. Write "---" on a line below it.')
        return None
    written = read_yaml("\n".join(lines[start + 1 : end]), file, problems, start + 2)
    if written is None:
        return None
    data: dict[str, Any] = {}
    for key, value in written.data.items():
        if key_of(key) in data:
            problems.add(file, written.source.line(key), f"{quoted(key)} is said twice. Keep one of them.")
        data.setdefault(key_of(key), value)
    places = {(key_of(str(path[0])), *path[1:]) if path else (): line for path, line in written.source.lines.items()}
    return Written(data, Source(file, places), "\n".join(lines[end + 1 :]), end + 2)
