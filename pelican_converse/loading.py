"""From the content folder to the Site: everything is read, everything is checked, all problems are told at once."""

import os
from collections.abc import Callable, Hashable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from pelican_converse.checks import UNSAID, check_regions, check_site
from pelican_converse.clock import today
from pelican_converse.formfile import read_form
from pelican_converse.linked import check_abouts, check_spoken
from pelican_converse.meetupfile import read_meetup
from pelican_converse.model.business import Business
from pelican_converse.model.ownform import OwnForm
from pelican_converse.model.person import Person, Staff
from pelican_converse.model.record import build
from pelican_converse.neighbourfile import read_neighbour
from pelican_converse.ownwords import read_own_words
from pelican_converse.previewfile import read_preview
from pelican_converse.problems import Problem, Problems, quoted
from pelican_converse.reading.files import read_text, shown
from pelican_converse.reading.head import read_headed, spoken
from pelican_converse.reading.source import Source
from pelican_converse.reading.yamlfile import read_yaml
from pelican_converse.readings import Readings
from pelican_converse.requestfile import read_request
from pelican_converse.site import Site
from pelican_converse.text import blank_lines_before, clean_line, clean_text, slugify

_TEXTS = (".md", ".markdown", ".mkd", ".mdown", ".md.txt")
TEXTS = {"requests": _TEXTS, "people": (*_TEXTS, ".txt"), "meetups": _TEXTS, "previews": _TEXTS, "neighbours": _TEXTS}
TEXTS["forms"] = (".yaml", ".yml", ".md", ".txt")
"""The endings of files that somebody may mean to be read."""
_ENDINGS = {"forms": ".yaml"}
"""The endings of files that are read, where it isn't `.md`."""
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
    reader = _Reader(content, problems, readings or Readings(Path()))
    reader.readings.open()
    business = reader.business()
    people = reader.people()
    staff = Staff(people.values())
    requests = reader.all("requests", read_request, staff)
    meetups = reader.all("meetups", read_meetup, staff)
    neighbours = reader.all("neighbours", read_neighbour, staff)
    previews = reader.all("previews", read_preview, staff)
    own_forms = reader.forms()
    reader.readings.save()
    own_words = read_own_words(content, problems)
    if business is None:
        return None
    wrong = frozenset(slugify(Path(problem.file).stem.removesuffix(".md")) for problem in problems.found)
    day = day or today(business.time_zone)
    site = Site(business, people, requests, day, meetups, neighbours, own_words, wrong, previews, own_forms)
    problems.found += [*reader.later, *check_site(site, content)]
    problems.found += [*check_abouts(site, content), *check_spoken(site, content)]
    return site


@dataclass
class _Reader:
    """Reads files, as far as possible from earlier readings; `later` are problems to be told when all is read."""

    content: Path
    problems: Problems
    readings: Readings
    later: list[Problem] = field(default_factory=list)

    def business(self) -> Business | None:
        """The business; None if it could not be read."""
        path = self.content / "business.yaml"
        name = shown(path, self.content)
        if path.exists():
            return self._again(str(path), name, None, self._make_business, name)
        keys = "name, country, time_zone and contact"
        advice = f"Write it, with at least {keys}, and a way to reach you."
        if path.with_suffix(".yml").exists():
            advice = "There is a business.yml: give it this name."
        self.problems.add(name, 0, f"The file is missing. {advice}")
        return None

    def _make_business(self, text: str, name: str) -> Business | None:
        written = read_yaml(text, name, self.problems)
        business = build(Business, written.data, written.source, self.problems, assumed=_ASSUMED) if written else None
        self.later += check_regions(business) if business else ()
        return business

    def people(self) -> dict[str, Person]:
        """Everybody; their names are known even if all else is wrong, so that what they said isn't a stranger's."""
        found = {}
        for file, name, slug in _files(self.content, "people", self.problems):
            person = self._again(file, name, None, _make_person, name, slug, self.problems)
            found[slug] = person or Person(slug=slug, name=Path(name).stem)
        return found

    def all(
        self, folder: str, read: Callable[[str, str, str, Staff, Problems], R | None], staff: Staff
    ) -> tuple[R, ...]:
        """What the files of a folder say."""
        found = []
        for file, name, slug in _files(self.content, folder, self.problems):
            one = self._again(file, name, staff.names, read, name, slug, staff, self.problems)
            if one is not None:
                found.append(one)
        return tuple(found)

    def forms(self) -> dict[str, OwnForm]:
        """The forms of the owner's own."""
        found = {}
        for file, name, slug in _files(self.content, "forms", self.problems):
            if form := self._again(file, name, None, read_form, name, slug, self.problems):
                found[slug] = form
        return found

    def _again(
        self, file: str, name: str, depends_on: Hashable, make: Callable[..., R | None], *more: object
    ) -> R | None:
        """What a file says: as it was read before, if nothing has changed and nothing was wrong, or else made anew."""
        stamp = self.readings.stamp(file, depends_on)
        found: R | None = self.readings.find(name, stamp)
        if found is not None:
            return found
        wrong = len(self.problems.found) + len(self.later)
        text = read_text(file, name, self.problems)
        made = make(text, *more) if text is not None else None
        if made is not None and len(self.problems.found) + len(self.later) == wrong:
            self.readings.note(name, stamp, made)
        return made


def _files(content: Path, folder: str, problems: Problems) -> Iterator[tuple[str, str, str]]:
    """Each file of a folder, its name and its slug; one that was meant to be read, and won't be, is a problem."""
    place, known_as = str(content / folder), shown(content / folder, content)
    for above, entry in _below(place):
        file = entry.name
        if file.startswith((".", "#", "_")) or not file.lower().endswith(TEXTS[folder]) or not entry.is_file():
            continue
        ending = _ENDINGS.get(folder, ".md")
        if file.endswith(ending) and above == place:
            name = f"{known_as}/{file}"
            stem = file.removesuffix(ending)
            slug = slugify(stem)
            yield entry.path, name, slug if slug == stem else _odd_slug(stem, slug, name, folder, problems)
        else:
            advice = f"Put it into {folder}/ itself, under a name that ends in {ending}, or begin its name with _."
            problems.add(shown(Path(entry.path), content), 0, f"This file is not read. {advice}")


def _below(place: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything below a folder that is no folder, in order; each with the folder that it is in."""
    with suppress(OSError):
        for entry in sorted(os.scandir(place), key=attrgetter("name")):
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path)
            else:
                yield place, entry


def _odd_slug(stem: str, slug: str, name: str, folder: str, problems: Problems) -> str:
    if folder != "requests" or not slug:
        advice = f"Call it {slug}{_ENDINGS.get(folder, '.md')}." if slug else LETTERS
        problems.add(name, 0, f"The file's name becomes an address, and can't be this. {advice}")
    # A name that gives no slug stands for itself in numbers, so that what the file says can be checked too.
    return slug or "-".join(f"{ord(char):x}" for char in stem)


def _make_person(text: str, name: str, slug: str, problems: Problems) -> Person | None:
    written = read_headed(text, name, problems)
    if written is None:
        return None
    ours = {"slug": slug, "text": clean_text(written.body)}
    for key in ours.keys() & written.data.keys():
        line = written.source.line(key)
        problems.add(name, line, f"{quoted(spoken(key))} is not a key that is known here. Take the line out.")
    lines = {**written.source.lines, ("text",): written.body_line + blank_lines_before(written.body)}
    person = build(Person, written.data | ours, Source.of(name, lines), problems, spoken)
    said = clean_line(str(written.data.get("name", "")))
    return person or Person(slug=slug, name=said or Path(name).stem)
