"""What is wrong with the content, said to its owner: where, what, and what to write instead."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend.

    `file` is the path as the owner knows it, from the folder that holds `content/`; `line` counts from 1, and is 0
    where a whole file or setting is meant.
    """

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {' '.join(self.message.split())}"


@dataclass
class Problems:
    """Collects the problems of one reading, so that all of them can be told at once."""

    found: list[Problem] = field(default_factory=list)

    def add(self, file: str, line: int, message: str) -> None:
        """Note one problem."""
        self.found.append(Problem(file, line, message))

    def raise_any(self) -> None:
        """Raise BadContent if anything was noted."""
        if self.found:
            raise BadContent(self.found)


class BadContent(Exception):
    """Content that can't be built; holds every problem found, in order of file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        count = len(self.problems)
        super().__init__(f"{count} problem{'' if count == 1 else 's'}")

    @property
    def report(self) -> str:
        """All problems, one a line."""
        return "\n".join(str(problem) for problem in self.problems)


FEW = 24
"""As many words as can be offered in a sentence."""


def quoted(word: object) -> str:
    """The word in quotes, cut where it would fill the screen."""
    text = str(word)
    return f'"{text if len(text) <= 80 else text[:77] + "…"}"'


def listed(words: Iterable[str]) -> str:
    """`a, b or c`."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the known word nearest to this one, or all of them if none is near and they are few."""
    options = list(dict.fromkeys(known))
    lowered = {option.lower(): option for option in reversed(options)}
    near = get_close_matches(word.lower(), lowered, n=1, cutoff=0.65)
    if near:
        return f'Did you mean "{lowered[near[0]]}"?'
    return f"Write {listed(options)}." if 0 < len(options) <= FEW else ""
