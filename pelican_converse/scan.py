"""Looks through the sources of pages and articles for blocks that would go wrong without a word.

Python-Markdown shows an unknown block as text, and an unclosed one swallows the rest of the page; only the source
knows the line.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser

import yaml

from pelican_converse.catalogue import ATTRIBUTES, BLOCK_MARK, CONTAINERS, ELEMENT, PIECES, Piece
from pelican_converse.forms import FormInPage, read_foot
from pelican_converse.model.dates import MONTHS
from pelican_converse.problems import Problem, did_you_mean, quoted
from pelican_converse.site import Site

_START = re.compile(r" {0,3}(?P<slashes>/{3,}) *(?P<name>[\w-]+) *(?:\| *(?P<argument>.*?) *)?")
_END = re.compile(r" {0,3}(/{3,}) *")
_CODE = re.compile(r"(`+).*?\1")
ELEMENT_START = re.compile(rf"<{ELEMENT}\b{ATTRIBUTES}>", re.IGNORECASE)
"""A piece that is typed as an element."""
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_EXAMPLE = re.compile(
    r"^(?P<fence>```+|~~~+)[^\n]*\n.*?^(?P=fence)[ \t]*$|(?P<tick>`+)(?:(?!\n[ \t]*\n).)+?(?P=tick)(?!`)", re.M | re.S
)
"""What stands in Markdown as an example and nothing else; between backticks that is no more than a paragraph."""
_ADORNED = r"[=\-~#*+^\"'`_.]{2,}[ \t]*\n"
_DOCINFO = re.compile(
    rf"(?:[ \t]*\n|{_ADORNED}|[^:\n][^\n]*\n(?={_ADORNED})|\.\. [^\n]*\n)*(?:(?::|[ \t]+\S)[^\n]*(?:\n|\Z))*"
)
"""The head of a file in reStructuredText: its title, and the fields right below it."""
MARKDOWN = (".md", ".markdown", ".mkd", ".mdown")
"""The endings by which Pelican knows Markdown."""
_HEAD = re.compile(r"\s*.*?\n[ \t]*\n", re.DOTALL)
_KEY = r"(?P<key>contact|topic|date|modified|menu|ask|form)"
_IN_HTML = re.compile(rf"<meta\s(?=[^>]*\bname=[\"']{_KEY}[\"'])[^>]*\bcontent=[\"'](?P<value>[^\"']*)", re.IGNORECASE)
_SAID = {
    **dict.fromkeys(
        MARKDOWN, re.compile(rf"^ {{0,3}}{_KEY}:(?P<value>.*(?:\n {{4,}}.*)*)$", re.IGNORECASE | re.MULTILINE)
    ),
    ".rst": re.compile(rf"^:{_KEY}:(?P<value>.*(?:\n[ \t]+\S.*)*)$", re.IGNORECASE | re.MULTILINE),
    **dict.fromkeys((".html", ".htm"), _IN_HTML),
}
"""How metadata stand in each format; a value may go on in lines that are indented."""


_YES_OR_NO = ("yes", "no", "")
_NUMBERS = re.compile(r"(?P<first>\d{1,2})(?P<sign>[./-]) ?(?P<second>\d{1,2})(?P=sign) ?(?P<year>\d{4}|\d{2})(?!\d)")


def starts_block(line: str) -> bool:
    """Whether a line begins one of our blocks."""
    start = _START.fullmatch(line) if BLOCK_MARK in line else None
    return start is not None and start["name"].lower() in (*PIECES, *CONTAINERS)


@dataclass
class _Open:
    """A block that waits for its end."""

    line: int
    name: str
    slashes: str
    argument: str
    option_lines: list[str] = field(default_factory=list)
    in_options: bool = True
    content_line: int = 0
    is_closed: bool = False


class MarkdownScan:
    """Scans one Markdown file. `others` are the names of blocks that other extensions know.

    `questions` are the lines in which its blocks ask something of their own, `forms` the forms that they are.
    """

    def __init__(self, text: str, file: str, site: Site | None, others: Collection[str] = ()) -> None:
        self.lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.file, self.site = file, site
        self.others = others
        self.open: list[_Open] = []
        self.nested: list[tuple[_Open, Problem]] = []
        self.questions: list[int] = []
        self.forms: list[FormInPage] = []

    def problems(self) -> Iterator[Problem]:
        """Every problem of its blocks."""
        for number, line in self._outside_fences():
            marked = BLOCK_MARK in line
            if marked and (end := _END.fullmatch(line)):
                yield from self._close(number, end[1])
            elif marked and (start := _START.fullmatch(line)):
                yield from self._begin(number, start)
            elif self.open:
                self._inside(number, line)
        yield from (self._unclosed(block) for block in self.open)
        # What follows a block that is never closed was not meant to stand in it.
        yield from (problem for outer, problem in self.nested if outer.is_closed)

    def words(self) -> Iterator[tuple[int, str]]:
        """Each line with its number, without code."""
        for number, line in self._outside_fences():
            yield number, _CODE.sub("", line) if "`" in line else line

    def _outside_fences(self) -> Iterator[tuple[int, str]]:
        fence = ""
        for number, line in enumerate(self.lines, 1):
            mark = _FENCE.fullmatch(line) if "```" in line or "~~~" in line else None
            if mark and not fence and not (mark[1][0] == "`" and "`" in mark[2]):
                fence = mark[1]
                yield number, line
            elif mark and fence and mark[1].startswith(fence) and not mark[2].strip():
                fence = ""
            elif not fence:
                yield number, line

    def _problem(self, line: int, message: str) -> Problem:
        return Problem(self.file, line, message)

    def _unclosed(self, block: _Open) -> Problem:
        advice = f"Write {block.slashes} alone on a line where it ends."
        return self._problem(block.line, f"The block {quoted(block.name)} is never closed. {advice}")

    def _begin(self, number: int, start: re.Match[str]) -> Iterator[Problem]:
        block = _Open(number, start["name"].lower(), start["slashes"], start["argument"] or "")
        known = [*PIECES, *CONTAINERS, *self.others]
        if block.name not in known:
            yield self._problem(
                number, f"{quoted(start['name'])} is not a known block. {did_you_mean(block.name, known)}"
            )
        for outer in self.open:
            if outer.slashes == block.slashes:
                advice = f"Begin and end the outer one with one slash more, as {outer.slashes}/ {outer.name}."
                message = f"This block stands in the block of line {outer.line}. {advice}"
                self.nested.append((outer, self._problem(number, message)))
                break
        if self.open:
            self._inside(number, block.name)
        self.open.append(block)

    def _inside(self, number: int, line: str) -> None:
        block = self.open[-1]
        if block.in_options and re.match(r" {4,}\S", line):
            block.option_lines.append(line)
            return
        block.in_options = False
        if line.strip() and not block.content_line:
            block.content_line = number

    def _close(self, number: int, slashes: str) -> Iterator[Problem]:
        if not any(block.slashes == slashes for block in self.open):
            yield self._problem(number, f"{slashes} closes a block, but none was begun. Take the line out.")
            return
        while self.open[-1].slashes != slashes:
            yield self._unclosed(self.open.pop())
        self.open[-1].is_closed = True
        yield from self._finished(self.open.pop())

    def _finished(self, block: _Open) -> Iterator[Problem]:
        if block.name in CONTAINERS:
            yield from self._container(block)
        elif block.name in PIECES:
            yield from self._piece(block, PIECES[block.name])

    def _container(self, block: _Open) -> Iterator[Problem]:
        needed = CONTAINERS[block.name]
        if needed and not block.argument:
            advice = "Write a bar and the address, as /// button | {filename}/pages/orders.md."
            yield self._problem(block.line, f"{quoted(block.name)} leads nowhere. {advice}")
        if needed is False and block.argument:
            yield self._problem(block.line, f"{quoted(block.name)} takes nothing behind a bar. Take it away.")
        said = self._options(block)
        if said is None or set(said) - {"attrs"}:
            yield self._problem(block.line + 1, f"{quoted(block.name)} has no options. Take the indent away.")

    def _piece(self, block: _Open, piece: Piece) -> Iterator[Problem]:
        if block.content_line:
            advice = "Options are indented by four spaces; text goes outside the block."
            yield self._problem(block.content_line, f"The block {quoted(block.name)} holds no text. {advice}")
        said = self._options(block)
        if said is None or not all(isinstance(value, str) for value in said.values()):
            yield self._problem(block.line + 1, 'The options can\'t be read. Write "key: value", one on each line.')
            return
        if block.argument and not piece.argument:
            advice = f"write it below, indented, behind {' or '.join(f'{key}:' for key in piece.options)}."
            advice = f"Take it away, or {advice}" if piece.options else "Take it away."
            yield self._problem(block.line, f"{quoted(block.name)} takes nothing behind a bar. {advice}")
        elif block.argument and piece.argument in said:
            message = f"This says {quoted(block.argument)} behind the bar, and {quoted(said[piece.argument])} below it."
            yield self._problem(block.line, f"{message} Keep one of them.")
        elif block.argument:
            said = {piece.argument: block.argument, **said}
        self.questions += [block.line] if "question" in said else []
        self.forms += [FormInPage(self.file, block.line, said)] if piece.name == "form" else []
        yield from (self._problem(block.line, message) for message in piece.complaints(self.site, said))

    def _options(self, block: _Open) -> dict[str, str] | None:
        try:
            said = yaml.load("\n".join(block.option_lines), Loader=yaml.BaseLoader) or {}
        except yaml.YAMLError:
            return None
        return said if isinstance(said, dict) else None


class ElementScan(HTMLParser):
    """Scans a file of any format for pieces typed as elements; `questions` and `forms` are as those of blocks."""

    def __init__(self, text: str, file: str, site: Site | None) -> None:
        super().__init__()
        self.file, self.site = file, site
        self.found: list[Problem] = []
        self.questions: list[int] = []
        self.forms: list[FormInPage] = []
        # Anything else in the file may be no HTML at all. In the head of Markdown an element is nothing but text.
        is_markdown = file.lower().endswith(MARKDOWN)
        head = _HEAD.match(text) if is_markdown else None
        if is_markdown:
            text = _EXAMPLE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
        for match in ELEMENT_START.finditer(text, head.end() if head else 0):
            self.first_line = text.count("\n", 0, match.start()) + 1
            self.reset()
            self.feed(match.group())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check one element."""
        said = {key: value or "" for key, value in attrs}
        name = said.pop("name", "")
        messages = [f"{quoted(name)} is not a known piece. {did_you_mean(name, PIECES)}"]
        if name in PIECES:
            messages = list(PIECES[name].complaints(self.site, said))
        self.questions += [self.first_line] if "question" in said else []
        self.forms += [FormInPage(self.file, self.first_line, said)] if name == "form" else []
        self.found += [Problem(self.file, self.first_line, message) for message in messages]


Metadata = Collection[tuple[int, str, str]]
"""Line, key and value of the metadata of a page that are looked through."""


def check_metadata(site: Site, metadata: Metadata, file: str) -> Iterator[Problem]:
    """What the metadata of a page say that would be misread: who answers for it, what it is about, when it is of."""
    seen: dict[str, int] = {}
    for line, key, value in metadata:
        if message := _misread(site, key, value):
            yield Problem(file, line, message)
        if key == "form" and (first := seen.setdefault(key, line)) != line:
            message = f"This page says which form stands at its foot already, in line {first}."
            yield Problem(file, line, f"{message} Keep one of the two, and put the other form into a block.")


def questions(metadata: Metadata, asked: Iterable[int] = ()) -> list[int]:
    """The lines in which a page asks something; `asked` are those in which its blocks and elements do."""
    return sorted([*asked, *[line for line, key, value in metadata if key == "ask" and value]])


def check_questions(file: str, asked: list[int]) -> Iterator[Problem]:
    """A page can ask only one question; `asked` are all lines in which it does."""
    for line in asked[1:]:
        message = f"This page asks something already, in line {asked[0]}: nobody could tell what an answer answers."
        yield Problem(file, line, f"{message} Ask one question a page.")


def forms_of(metadata: Metadata, file: str, shown: Iterable[FormInPage] = ()) -> list[FormInPage]:
    """All forms of a page; `shown` are those of its blocks and elements."""
    at_the_foot = [(line, value) for line, key, value in metadata if key == "form"]
    found = [*shown]
    for line, value in at_the_foot[:1]:
        with suppress(ValueError):  # which is told as one of the metadata
            found += [FormInPage(file, line, said)] if (said := read_foot(value)) else []
    return sorted(found, key=lambda form: form.line)


def check_forms(forms: Iterable[FormInPage]) -> Iterator[Problem]:
    """A page can't have one form twice; these are all that it has, in order."""
    seen: dict[str, int] = {}
    for form in forms:
        first = seen.setdefault(form.name, form.line)
        if first != form.line:
            message = f"This page has the form {quoted(form.name)} already, in line {first}. Keep one of them."
            yield Problem(form.file, form.line, message)


def read_metadata(text: str, file: str) -> Metadata:
    """What the metadata of a page say, as far as they are looked through."""
    suffix = f".{file.lower().rpartition('.')[2]}"
    shape = _HEAD if suffix in MARKDOWN else _DOCINFO if suffix == ".rst" else None
    head = shape.match(text) if shape else None
    return [
        (text.count("\n", 0, match.start("key")) + 1, match["key"].lower(), " ".join(match["value"].split()))
        for match in _SAID[suffix].finditer(text, 0, head.end() if head else len(text))
    ]


def _misread(site: Site, key: str, value: str) -> str:
    """What is wrong with a value, or ""."""
    if key in ("date", "modified"):
        return _month_first(value)
    if key == "ask":
        return ""
    if key == "form":
        return _misread_form(site, value)
    if key == "menu":
        return f"{quoted(value)} is neither yes nor no. Write one of them." if value.lower() not in _YES_OR_NO else ""
    known = site.people if key == "contact" else site.business.known_topics
    if value in known or (key == "topic" and not known):
        return ""
    what = (
        f"There is no people/{value}.md." if key == "contact" else f"{quoted(value)} is not a topic of business.yaml."
    )
    return f"{what} {did_you_mean(value, known)}".strip()


def _misread_form(site: Site, value: str) -> str:
    try:
        said = read_foot(value)
    except ValueError as error:
        return str(error)
    return " ".join(PIECES["form"].complaints(site, said)) if said else ""


def _month_first(value: str) -> str:
    """Pelican takes the first number of 1.2.2026 for the month, silently, as long as it can be one."""
    match = _NUMBERS.match(value)
    day, month = (int(match["first"]), int(match["second"])) if match else (0, 0)
    if not match or day == month or max(day, month) > len(MONTHS):
        return ""
    year = match["year"] if len(match["year"]) > len("26") else f"20{match['year']}"
    return f"{quoted(value)} can be read in two ways. Write it as {year}-{month:02}-{day:02}{value[match.end() :]}."
