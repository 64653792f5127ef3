"""Where things were written."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

Key = str | int
"""A key of a mapping or an index of a list."""
Path = tuple[Key, ...]
"""The way to a value, such as `("locations", 0, "hours")`."""


T = TypeVar("T", bound=tuple[object, ...])


@lru_cache(maxsize=4096)
def _shared(paths: T) -> T:
    """The same: many files say the same things in the same order, and need one object for all."""
    return paths


class Source(NamedTuple):
    """The file something was read from, and the line of each of its values.

    What stands at each of `paths` begins in the line of this `number`, counted from 1; `part` is the path to what this
    is the source of, if that is but a part of the file. Where a thing stands is no part of what it is: all sources are
    equal, so that objects compare by what they say.
    """

    file: str = ""
    paths: tuple[Path, ...] = ()
    numbers: tuple[int, ...] = ()
    part: Path = ()

    @classmethod
    def of(cls, file: str, lines: Mapping[Path, int]) -> "Source":
        """That of a file in which values stand in these lines."""
        return cls(file, _shared(tuple(lines)), tuple(lines.values()))

    @property
    def lines(self) -> dict[Path, int]:
        """The line of each value of the file."""
        return dict(zip(self.paths, self.numbers, strict=True))

    def line(self, *path: Key) -> int:
        """The line of a value, or of the nearest thing around it that is written."""
        path = (*self.part, *path)
        while path not in self.paths and path:
            path = path[:-1]
        return self.lines.get(path, 0)

    def says(self, *path: Key) -> bool:
        """Whether something is written for a value."""
        return (*self.part, *path) in self.paths

    def below(self, *path: Key) -> "Source":
        """The same for a part of the whole, its paths beginning there."""
        return self._replace(part=_shared((*self.part, *path)))

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
