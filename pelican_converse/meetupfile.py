"""The file of a meetup: a head, words, and for a tour one level-2 heading for every stop."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from pelican_converse.model.meetup import Meetup
from pelican_converse.model.person import Staff
from pelican_converse.model.record import build
from pelican_converse.named import find_people, known_keys
from pelican_converse.problems import Problem, Problems, quoted
from pelican_converse.reading.head import key_of, read_headed, spoken
from pelican_converse.reading.source import Key, Source, Written
from pelican_converse.requestfile import Chunk, chunks
from pelican_converse.text import blank_lines_before

_STOP = re.compile(r"## +(?P<when>[0-9][^,]*), *(?P<where>\S.*)")
_HEADING = re.compile(r"## *[^\W\d]")
_YEAR = re.compile(r"\b\d{4}\b")
_OF_A_STOP = re.compile(r"(?:geo|who|cancelled) *:", re.IGNORECASE)
_LINE = re.compile(r"(?P<key>[A-Za-z]+) *:(?P<value>.*)")
_AT_STOPS = ("when", "where", "geo")
"""The keys that a tour says at each of its stops, and not in the head."""
_OF_STOP = (*_AT_STOPS, "who", "cancelled")
_KEYS = ("title", "about", *_OF_STOP, "picture")
_BELOW = ("geo", "who", "cancelled", "picture")
"""The keys that may stand below the heading of a stop."""


def read_meetup(text: str, file: str, slug: str, staff: Staff, problems: Problems) -> Meetup | None:
    """Read one file; None if it can't be made a meetup, with every reason noted in `problems`."""
    written = read_headed(text, file, problems, several=("picture",))
    if written is None:
        return None
    reader = _Reader(file, staff, problems)
    opening, *parts = chunks(written)
    whole = reader.head(written)
    reader.below(whole, opening.lines, opening.line, ("picture",))
    shared = _Part({key: whole.data.pop(key) for key in _OF_STOP if key in whole.data}, whole.lines)
    stops = [stop for part in parts if (stop := reader.stop(part, shared))]
    misread = [reader.missed(chunk) for chunk in (opening, *parts)]
    if (parts or any(misread)) and not stops:
        return None
    stops = stops or [shared]
    for number, stop in enumerate(stops):
        whole.lines |= {("stops", number, *path): line for path, line in stop.lines.items()}
    data = whole.data | {"slug": slug, "stops": tuple(stop.data for stop in stops)}
    meetup = build(Meetup, data, Source.of(file, whole.lines), problems, spoken)
    if meetup:
        _check_order(meetup, problems)
    return meetup


@dataclass
class _Part:
    """What is said of a meetup, or of one of its stops, and in which line."""

    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[tuple[Key, ...], int] = field(default_factory=dict)


@dataclass
class _Reader:
    """Reads the parts of one file."""

    file: str
    staff: Staff
    problems: Problems

    def head(self, written: Written) -> _Part:
        """What stands in the head."""
        part = _Part(lines={(): written.source.line()})
        # A key without a value is left out of what was read; here that would say that it takes place.
        cancelled = {"cancelled": ""} if written.source.says("cancelled") else {}
        for key, value in (cancelled | known_keys(written, _KEYS, self.problems)).items():
            items = value if key == "picture" and isinstance(value, list) else [value]
            for number, item in enumerate(items):
                self._say(part, key, item, written.source.line(key, number))
        return part

    def stop(self, chunk: Chunk, shared: _Part) -> _Part | None:
        """One stop of a tour: its heading, and what stands below; None if it can't be read."""
        for key in [key for key in _AT_STOPS if key in shared.data]:
            message = f"{quoted(spoken(key))} is said at each stop of a tour. Take the line out."
            self._note(shared.lines[(key,)], message)
            del shared.data[key]
        heading = _STOP.fullmatch(chunk.lines[0].rstrip())
        if not heading:
            self._misread(chunk.line, chunk.lines[0])
            return None
        part = _Part(shared.data | heading.groupdict(), {(): chunk.line})
        self.below(part, chunk.lines[1:], chunk.line + 1, _BELOW)
        return part

    def missed(self, chunk: Chunk) -> bool:
        """Whether a part holds headings that were meant as stops: with a year, or with the lines of a stop below."""
        meant = [
            (number, line)
            for number, (line, below) in enumerate(pairwise([*chunk.lines, ""]), chunk.line)
            if _HEADING.match(line) and (_YEAR.search(line) or _OF_A_STOP.match(below))
        ]
        for number, line in meant:
            self._misread(number, line)
        return bool(meant)

    def _misread(self, line: int, heading: str) -> None:
        advice = "Write ## 2026-05-02 10:00-12:00, Hauptplatz, Graz; if it is only a heading, begin it with ###."
        self._note(line, f"{quoted(heading)} can't be read as a stop. {advice}")

    def below(self, part: _Part, lines: list[str], first_line: int, keys: Collection[str]) -> None:
        """The `Key: value` lines that something begins with, and the text after them."""
        said: set[str] = set()
        start = 0
        for start, line in enumerate([*lines, "."]):
            match = _LINE.fullmatch(line)
            key = self._key(match["key"], keys, first_line + start) if match else ""
            if line.strip() and not key:
                break
            if match and key in said:
                self._note(first_line + start, f"{quoted(match['key'])} is said twice. Keep one of them.")
            elif match:
                self._say(part, key, match["value"].strip(), first_line + start)
                said |= {key} - {"picture"}
        text = "\n".join(lines[start:])
        part.data["text"] = text
        part.lines[("text",)] = first_line + start + blank_lines_before(text)

    def _key(self, word: str, keys: Collection[str], line: int) -> str:
        """The key that begins a line, or "" if the text has begun; a slip of the pen is noted."""
        near = get_close_matches(key_of(word), keys, n=1, cutoff=0.8)
        if near and near[0] != key_of(word):
            self._note(line, f"{quoted(word)} is not a key that is known here. Did you mean {quoted(spoken(near[0]))}?")
        return near[0] if near else ""

    def _say(self, part: _Part, key: str, value: Any, line: int) -> None:
        path: tuple[Key, ...] = (key,)
        if key == "picture":
            pictures = part.data.setdefault("pictures", [])
            path = ("pictures", len(pictures))
            pictures.append(value)
        elif key == "cancelled" and not value:
            self._note(line, "Why is it cancelled? Write the reason behind the colon; it is shown.")
        elif key == "who":
            part.data[key] = find_people(value, self.staff, Problem(self.file, line, ""), self.problems)
        elif value:
            part.data[key] = value
        part.lines[path] = line

    def _note(self, line: int, message: str) -> None:
        self.problems.add(self.file, line, message)


def _check_order(meetup: Meetup, problems: Problems) -> None:
    for number, (before, stop) in enumerate(pairwise(meetup.stops), 1):
        if stop.when.moment.is_before(before.when.moment):
            message = f"{stop.when} comes after {before.when} here. Stops stand in order of date: move this one up."
            problems.add(meetup.source.file, meetup.source.line("stops", number), message)
