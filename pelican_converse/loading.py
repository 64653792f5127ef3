"""From the content folder to the Site: everything is read, everything is checked, all problems are told at once."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from pelican_converse.checks import UNSAID, check_site
from pelican_converse.clock import today
from pelican_converse.linked import check_spoken
from pelican_converse.meetupfile import read_meetup
from pelican_converse.model.business import Business
from pelican_converse.model.person import Person, Staff
from pelican_converse.model.record import build
from pelican_converse.model.request import Request
from pelican_converse.neighbourfile import read_neighbour
from pelican_converse.ownwords import read_own_words
from pelican_converse.problems import Problems, quoted
from pelican_converse.reading.files import read_text, shown
from pelican_converse.reading.head import read_headed, spoken
from pelican_converse.reading.source import Source, Written
from pelican_converse.reading.yamlfile import read_yaml
from pelican_converse.readings import Readings
from pelican_converse.requestfile import read_request
from pelican_converse.site import Site
from pelican_converse.text import blank_lines_before, clean_line, clean_text, slugify

_TEXTS = (".md", ".markdown", ".mkd", ".mdown", ".md.txt")
TEXTS = {"requests": _TEXTS, "people": (*_TEXTS, ".txt"), "meetups": _TEXTS, "neighbours": _TEXTS}
"""The endings of files that somebody may mean to be read."""
_ASSUMED = {"name": "?", "contact": UNSAID}
"""What a business needs that nothing else depends on, so that the rest can be checked without it."""
R = TypeVar("R")
LETTERS = "Use the letters a to z, digits and hyphens, as in oat-milk.md."


def read_site(content: Path, day: date | None = None) -> Site:
    """Read and check a content folder; `day` is today unless it is given.

    Raises BadContent with every problem of all files.
    """
    problems = Problems()
    site = read_content(content, problems, day)
    problems.raise_any()
    assert site is not None
    return site


def read_content(
    content: Path, problems: Problems, day: date | None = None, readings: Readings | None = None
) -> Site | None:
    """The same for who has more to check: problems are noted, and the Site may lack what they are about.

    None if there is no business that could be read. `readings` are those of an earlier build.
    """
    business = _read_business(content, problems)
    people = {
        slug: _read_person(text, name, slug, problems) for name, slug, text in _texts(content, "people", problems)
    }
    staff = Staff(people.values())
    requests = _read_again(content, staff, readings or Readings(), problems)
    meetups = _read_all(content, "meetups", read_meetup, staff, problems)
    neighbours = _read_all(content, "neighbours", read_neighbour, staff, problems)
    own_words = read_own_words(content, problems)
    if business is None:
        return None
    wrong = frozenset(slugify(Path(problem.file).stem.removesuffix(".md")) for problem in problems.found)
    site = Site(business, people, requests, day or today(business.time_zone), meetups, neighbours, own_words, wrong)
    problems.found += [*check_site(site, content), *check_spoken(site, content)]
    return site


def _read_business(content: Path, problems: Problems) -> Business | None:
    path = content / "business.yaml"
    name = shown(path, content)
    if not path.exists():
        keys = "name, country, time_zone and contact"
        advice = f"Write it, with at least {keys}, and a way to reach you."
        if (content / "business.yml").exists():
            advice = "There is a business.yml: give it this name."
        problems.add(name, 0, f"The file is missing. {advice}")
        return None
    text = read_text(path, name, problems)
    if text is None:
        return None
    written = read_yaml(text, name, problems)
    return build(Business, written.data, written.source, problems, assumed=_ASSUMED) if written else None


def _files(content: Path, folder: str, problems: Problems) -> Iterator[tuple[os.DirEntry[str], str, str]]:
    """Each file of a folder, its name and its slug; one that was meant to be read, and won't be, is a problem."""
    place, known_as = str(content / folder), shown(content / folder, content)
    for above, entry in _below(place):
        file = entry.name
        if file.startswith((".", "#", "_")) or not file.lower().endswith(TEXTS[folder]) or not entry.is_file():
            continue
        if file.endswith(".md") and above == place:
            yield entry, f"{known_as}/{file}", _slug(file.removesuffix(".md"), f"{known_as}/{file}", folder, problems)
        else:
            advice = f"Put it into {folder}/ itself, under a name that ends in .md, or begin its name with _."
            problems.add(shown(Path(entry.path), content), 0, f"This file is not read. {advice}")


def _below(place: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything below a folder that is no folder, in order; each with the folder that it is in."""
    with suppress(OSError):
        for entry in sorted(os.scandir(place), key=attrgetter("name")):
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path)
            else:
                yield place, entry


def _slug(stem: str, name: str, folder: str, problems: Problems) -> str:
    slug = slugify(stem)
    if slug != stem and (folder != "requests" or not slug):
        advice = f"Call it {slug}.md." if slug else LETTERS
        problems.add(name, 0, f"The file's name becomes an address, and can't be this. {advice}")
    # A name that gives no slug stands for itself in numbers, so that what the file says can be checked too.
    return slug or "-".join(f"{ord(char):x}" for char in stem)


def _texts(content: Path, folder: str, problems: Problems) -> Iterator[tuple[str, str, str | None]]:
    """The name of each file of a folder, its slug, and its text, which is None if it can't be read."""
    for entry, name, slug in _files(content, folder, problems):
        yield name, slug, read_text(entry.path, name, problems)


def _read_person(text: str | None, name: str, slug: str, problems: Problems) -> Person:
    """A person; their name is known even if all else is wrong, so that what they said isn't called a stranger's."""
    written = None if text is None else read_headed(text, name, problems)
    person = _make_person(slug, written, problems) if written else None
    said = str(written.data.get("name", "")) if written else ""
    return person or Person(slug=slug, name=clean_line(said) or Path(name).stem)


def _make_person(slug: str, written: Written, problems: Problems) -> Person | None:
    file = written.source.file
    ours = {"slug": slug, "text": clean_text(written.body)}
    for key in ours.keys() & written.data.keys():
        line = written.source.line(key)
        problems.add(file, line, f"{quoted(spoken(key))} is not a key that is known here. Take the line out.")
    lines = {**written.source.lines, ("text",): written.body_line + blank_lines_before(written.body)}
    return build(Person, written.data | ours, Source(file, lines), problems, spoken)


def _read_again(content: Path, staff: Staff, readings: Readings, problems: Problems) -> tuple[Request, ...]:
    """What the files of requests say, as far as possible from earlier readings."""
    requests = []
    readings.open(staff.names)
    for entry, name, slug in _files(content, "requests", problems):
        stamp = readings.stamp(entry)
        request = readings.find(name, stamp)
        if request is None:
            known = len(problems.found)
            text = read_text(entry.path, name, problems)
            request = read_request(text, name, slug, staff, problems) if text is not None else None
            if len(problems.found) == known:
                readings.note(name, stamp, request)
        if request:
            requests.append(request)
    readings.close()
    return tuple(requests)


def _read_all(
    content: Path,
    folder: str,
    read: Callable[[str, str, str, Staff, Problems], R | None],
    staff: Staff,
    problems: Problems,
) -> tuple[R, ...]:
    """What the files of a folder say."""
    texts = ((text, name, slug) for name, slug, text in _texts(content, folder, problems) if text is not None)
    return tuple(found for each in texts if (found := read(*each, staff, problems)))
