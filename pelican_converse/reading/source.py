"""Where things were written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

Key = str | int
"""A key of a mapping or an index of a list."""


class Source(NamedTuple):
    """The file something was read from, and the line of each of its values.

    `lines` maps a path of keys, such as `("locations", 0, "hours")`, to a line that counts from 1; `part` is the path
    to what this is the source of, if that is but a part of the file. Where a thing stands is no part of what it is: all
    sources are equal, so that objects compare by what they say.
    """

    file: str = ""
    lines: Mapping[tuple[Key, ...], int] = {}
    part: tuple[Key, ...] = ()

    def line(self, *path: Key) -> int:
        """The line of a value, or of the nearest thing around it that is written."""
        path = (*self.part, *path)
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 0)

    def says(self, *path: Key) -> bool:
        """Whether something is written for a value."""
        return (*self.part, *path) in self.lines

    def below(self, *path: Key) -> "Source":
        """The same for a part of the whole, its paths beginning there."""
        return Source(self.file, self.lines, (*self.part, *path))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Source)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __repr__(self) -> str:
        return f"Source({self.file!r})"

    def __hash__(self) -> int:
        return 0


@dataclass(frozen=True)
class Written:
    """What a file says: data made of `str`, `list` and `dict` only, where it stands, and the text after it."""

    data: dict[str, Any]
    source: Source
    body: str = ""
    body_line: int = 0
