"""Files with a head: `Key: value` lines up to the first empty line, or YAML between `---`, then text."""

import re
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Any

from pelican_converse.problems import Problems, quoted
from pelican_converse.reading.source import Key, Source, Written
from pelican_converse.reading.yamlfile import read_yaml
from pelican_converse.text import clean_line, without_control_characters

_KEY = re.compile(r"[^\W\d][\w-]*(?: [\w-]+){0,2}")
_HEAD = re.compile(r"(?:[^\S\n]*\n)*(?P<lines>.*\S.*(?:\n[^\S\n]*\S.*)*)\n?")


def key_of(word: str) -> str:
    """The key a head line means: `Me too` is `me_too`."""
    return "_".join(word.lower().split())


@lru_cache(maxsize=1024)
def _path_before_colon(word: str) -> tuple[str, ...]:
    """The path of the key that stands before a colon; empty if that can't be a key. All files share these."""
    return (key_of(word),) if _KEY.fullmatch(clean_line(word)) else ()


def spoken(key: str) -> str:
    """A key as it is written in a head: `me_too` is `Me too`."""
    return key.replace("_", " ").capitalize()


def read_headed(text: str, file: str, problems: Problems, several: Collection[str] = ()) -> Written | None:
    """Read head and body; a key without a value is left out. None, with a problem noted, if there is no telling.

    What the keys of `several` say becomes a list, because they may stand on more than one line.
    """
    text = without_control_characters(text)
    head = _HEAD.match(text)
    if head is None:
        return Written({}, Source.of(file, {(): 1}), text, 1)
    start = text.count("\n", 0, head.start("lines"))
    lines = head["lines"].split("\n")
    if lines[0].rstrip() == "---":
        return _read_yaml_head(text.split("\n"), start, file, problems)
    data, places = _read_pairs(lines, start + 1, file, problems, several)
    return Written(data, Source.of(file, places), text[head.end() :], start + len(lines) + 1)


def _first(lines: list[str], start: int, wanted: Callable[[str], bool]) -> int:
    return next((number for number in range(start, len(lines)) if wanted(lines[number])), len(lines))


def _read_pairs(
    lines: list[str], first_line: int, file: str, problems: Problems, several: Collection[str]
) -> tuple[dict[str, Any], dict[tuple[Key, ...], int]]:
    data: dict[str, Any] = {}
    places: dict[tuple[Key, ...], int] = {(): first_line}
    for number, line in enumerate(lines, first_line):
        word, colon, value = line.partition(":")
        path, value = _path_before_colon(word), value.strip()
        key = path[0] if path else ""
        if not colon or not key:
            advice = 'Write "Key: value", or leave an empty line before the text.'
            problems.add(file, number, f"{quoted(line.strip())} can't be read. {advice}")
        elif key in several and value:
            items = data.setdefault(key, [])
            places |= {(key,): number, (key, len(items)): number}
            items.append(value)
        elif path in places:
            problems.add(file, number, f"{quoted(word.strip())} is said twice. Keep one of them.")
        else:
            places[path] = number
            if value:
                data[key] = value
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
    return Written(data, Source.of(file, places), "\n".join(lines[end + 1 :]), end + 2)
