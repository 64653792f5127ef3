"""Files of translations in gettext's PO format: `msgid` and `msgstr` lines, each with text in quotes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pelican_converse.problems import Problem, Problems, quoted
from pelican_converse.text import without_control_characters

_LINE = re.compile(r'(?P<word>msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\])?\s*"(?P<text>(?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\n"}
_BEGINNING = ("msgctxt", "msgid")
_BEFORE = {"msgid_plural": "msgid", "msgstr": "msgid", "msgstr[0]": "msgid_plural", "msgid": "msgctxt"}
_BEFORE |= {f"msgstr[{number}]": f"msgstr[{number - 1}]" for number in range(1, 10)}
"""The word behind which a word stands, unless it is one of the beginning."""


@dataclass(frozen=True)
class Entry:
    """One message: what it is in English, for one and for many, and what it is here; "" where nothing is written.

    `line` is that of its `msgid`; what is `fuzzy` is still to be looked at, and not to be used.
    """

    file: str
    line: int
    msgid: str
    plural: str
    texts: tuple[str, ...]
    fuzzy: bool = False
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by."""
        return self.msgid, self.plural

    def problem(self, message: str) -> Problem:
        """A problem with it."""
        return Problem(self.file, self.line, message)


def read_po(text: str, file: str, problems: Problems) -> tuple[Entry, ...]:
    """The messages of a file, its head among them, which is that of "". What is wrong is noted, and left out."""
    reader = _Reader(file, problems)
    for number, line in enumerate(without_control_characters(text).split("\n"), 1):
        reader.read(line.strip(), number)
    reader.finish()
    return tuple(_once(reader.entries, problems))


def _once(entries: Sequence[Entry], problems: Problems) -> Iterator[Entry]:
    seen: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        first = seen.setdefault((entry.msgid, entry.context), entry)
        if first is entry:
            yield entry
        else:
            message = f"{quoted(entry.msgid)} stands in line {first.line} already. Keep one of them."
            problems.add(entry.file, entry.line, message)


class _Reader:
    """Puts lines together to messages; of one that has a line which can't be read nothing is kept."""

    def __init__(self, file: str, problems: Problems) -> None:
        self.file, self.problems = file, problems
        self.entries: list[Entry] = []
        self.said: dict[str, str] = {}
        self.word, self.line = "", 0
        self.lost = self.fuzzy = self.next_is_fuzzy = False

    def read(self, line: str, number: int) -> None:
        match = _LINE.fullmatch(line)
        if line.startswith("#"):
            self.next_is_fuzzy |= line.startswith("#,") and "fuzzy" in line
        elif match and match["word"] in _BEGINNING and self.word != "msgctxt":
            self.finish()
            self.add(match, number)
        elif line and not self.lost:
            self.add(match, number) if match else self.lose(line, number)

    def add(self, match: re.Match[str], number: int) -> None:
        word = match["word"] or self.word
        begins = word in _BEGINNING and not self.said
        if not word or (match["word"] and not begins and self.word != _BEFORE.get(word)):
            self.lose(match[0], number)
            return
        self.line = number if match["word"] == "msgid" else self.line
        text = _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[1]), match["text"])
        self.said[word] = self.said.get(word, "") + text
        self.word = word

    def lose(self, line: str, number: int) -> None:
        advice = r'Write msgid "…", then msgstr "…", with straight quotes around the text, and \" for quotes in it.'
        self.problems.add(self.file, number, f"{quoted(line)} can't stand here. {advice}")
        self.said, self.word, self.lost = {}, "", True

    def finish(self) -> None:
        """Keep the message that was read, if there is one."""
        texts = tuple(text for word, text in self.said.items() if word.startswith("msgstr"))
        msgid, plural, context = (self.said.get(word, "") for word in ("msgid", "msgid_plural", "msgctxt"))
        if texts:
            self.entries.append(Entry(self.file, self.line, msgid, plural, texts, self.fuzzy, context))
        elif self.said:
            self.problems.add(self.file, self.line, f"{quoted(msgid)} has no msgstr. Write one below it.")
        self.said, self.word, self.lost = {}, "", False
        self.fuzzy, self.next_is_fuzzy = self.next_is_fuzzy, False
