"""The `{filename}` and `{static}` links in our people's words: which files they mean, and whether these are there."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from pelican_converse.catalogue import BLOCK_MARK
from pelican_converse.model.business import Legal
from pelican_converse.model.ownform import OwnForm
from pelican_converse.model.record import Record
from pelican_converse.problems import Problem, quoted
from pelican_converse.reading.source import Key
from pelican_converse.scan import starts_block
from pelican_converse.site import Site

_LINK = re.compile(r"\{(?P<what>\w+)\}(?P<path>[^\s()\[\]<>\"'|]+)")
LINK_TO_FILE = re.compile(r"\{(?:filename|static|attach)\}")
"""What every text has that links to one of the site's files."""
_AFTER_A_BLANK = re.compile(r"(?: +[^\s()\[\]<>\"'|]+)+(?=\)| +[\"'])")
"""What goes on behind a link in Markdown, and was meant to be a part of it."""


PAGES = (".md", ".markdown", ".mkd", ".mdown", ".rst", ".html", ".htm")
"""The endings of files that become pages."""


def _folder(file: str) -> str:
    """The folder of a file below the content folder, from its name as owners know it."""
    return posixpath.dirname(file.partition("/")[2])


def spoken_by_staff(site: Site) -> Iterator[tuple[Record, str, tuple[Key, ...]]]:
    """Everything our people wrote: in what, the text, the path of keys to it."""
    if site.business.legal:
        yield site.business.legal, site.business.legal.more, ("more",)
    for person in site.people.values():
        yield person, person.text, ("text",)
    for request in site.requests:
        for number, turn in enumerate(request.turns):
            if turn.staff:
                yield request, turn.text, ("turns", number, "text")
    for meetup in site.meetups:
        yield meetup, meetup.text, ("text",)
        yield from ((meetup, stop.text, ("stops", number, "text")) for number, stop in enumerate(meetup.stops))
    yield from ((neighbour, neighbour.text, ("text",)) for neighbour in site.neighbours)
    for preview in site.previews:
        yield preview, preview.text, ("text",)
        yield from ((preview, turn.text, ("turns", number, "text")) for number, turn in enumerate(preview.turns))
    for form in site.forms.values():
        yield from ((form, text, (key,)) for key, text in (("intro", form.intro), ("then", form.then)))
        agreements = ((number, field) for number, field in enumerate(form.fields) if field.type == "agreement")
        yield from ((form, field.label, ("fields", number, "label")) for number, field in agreements)


def static_files(site: Site) -> set[str]:
    """The files below the content folder that our people's words link to, or that are pictures of ours."""
    linking = ((record, text) for record, text, _ in spoken_by_staff(site) if "{" in text)
    spoken = [target for record, text in linking for target in _targets(text, record.source.file)]
    pictures = [site.business.picture, *(person.photo for person in site.people.values())]
    pictures += [place.map for place in site.business.locations]
    for request in site.requests:
        pictures += [request.picture, *(turn.picture for turn in request.turns)]
    for meetup in site.meetups:
        pictures += [*meetup.pictures, *(picture for stop in meetup.stops for picture in stop.pictures)]
    pictures += [neighbour.picture for neighbour in site.neighbours]
    for preview in site.previews:
        pictures += [preview.picture, *(turn.picture for turn in preview.turns)]
    return {target.path for target in spoken if target.what == "static"} | {
        picture.file for picture in pictures if picture
    }


def check_lines(lines: Iterable[tuple[int, str]], file: str, content: Path) -> Iterator[Problem]:
    """Links in the numbered lines of a page or article that lead nowhere."""
    for number, line in lines:
        for target in _targets(line, file) if "{" in line else ():
            if target.what in ("filename", "static", "attach") and (message := _leads_nowhere(target, content)):
                yield Problem(file, number, message)


class _Target(NamedTuple):
    """What a link means: its line, counted from 0, what kind it is, the path as it is written, and in the folder."""

    line: int
    what: str
    written: str
    path: str


def _targets(text: str, file: str) -> Iterator[_Target]:
    for match in _LINK.finditer(text):
        more = _AFTER_A_BLANK.match(text, match.end()) if text.endswith("](", 0, match.start()) else None
        written = match["path"] + (more.group() if more else "")
        path = unquote(urlsplit(written).path)
        whole = path.lstrip("/") if path.startswith("/") else posixpath.join(_folder(file), path)
        yield _Target(text.count("\n", 0, match.start()), match["what"], written, posixpath.normpath(whole))


def _leads_nowhere(target: _Target, content: Path) -> str:
    """What is wrong with a link to a file, or ""."""
    if " " in target.written:
        advice = f"Give the file a name without, or write {{{target.what}}}{target.written.replace(' ', '%20')}."
        return f"There are blanks in the link to {content.name}/{target.path}. {advice}"
    if (content / target.path).is_file():
        return ""
    return f"There is no {content.name}/{target.path} to link to. Mend the link, or put the file there."


def check_abouts(site: Site, content: Path) -> Iterator[Problem]:
    """Requests about files that aren't there, or are no pages; in these links blanks are blanks."""
    for request in site.requests:
        file = request.about_file
        if not file:
            continue
        target = _Target(0, "filename", "", file)
        message = f"{quoted(file)} is no page or article. Write one with its ending, as {{filename}}/news/easter.md."
        if file.startswith(".."):
            message = f"{quoted(file)} is outside of the content folder. Name a file in it."
        elif file.endswith(PAGES):
            message = _leads_nowhere(target, content)
        if message:
            yield request.problem(message, "about")


def check_spoken(site: Site, content: Path) -> Iterator[Problem]:
    """Problems with our people's words: blocks, and links to files that aren't there or are outside of the folder."""
    for record, text, path in spoken_by_staff(site):
        if "{" not in text and BLOCK_MARK not in text:
            continue
        file, first = record.source.file, record.source.line(*path)
        if isinstance(record, Legal | OwnForm) and "\n" in text:
            first += 1  # of several lines in YAML, the first stands below the key
        for number, line in enumerate(text.split("\n"), first):
            if starts_block(line):
                message = "Blocks work in pages and articles. Here, link to the page that has it."
                yield Problem(file, number, message)
        for target in _targets(text, file):
            number = first + target.line
            if target.what not in ("filename", "static"):
                continue
            if target.path.startswith(".."):
                message = f"{quoted(target.path)} is outside of the content folder. Link to a file in it."
                yield Problem(file, number, message)
            elif target.what == "filename" and not target.path.endswith(PAGES):
                message = f"{quoted(target.path)} is no page. Link to a file with {{static}} instead."
                yield record.problem(message, *path)
            elif message := _leads_nowhere(target, content):
                yield Problem(file, number, message)
