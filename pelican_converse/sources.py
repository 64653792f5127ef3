"""The files that Pelican makes pages and articles of, to be looked through before it does."""

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import translate
from pathlib import Path
from typing import Any

from pelican_converse.catalogue import BLOCK_MARK
from pelican_converse.forms import FormInPage
from pelican_converse.linked import LINK_TO_FILE, check_lines
from pelican_converse.problems import Problems
from pelican_converse.reading.files import read_text, shown
from pelican_converse.scan import (
    ELEMENT_START,
    MARKDOWN,
    ElementScan,
    MarkdownScan,
    check_forms,
    check_metadata,
    check_questions,
    forms_of,
    questions,
    read_metadata,
)
from pelican_converse.site import Site

OTHERS = (".rst", ".html", ".htm")


@dataclass
class Scanned:
    """Every problem with blocks, elements, links and metadata, and what has to be known of pages besides.

    `asking` are the files below the content folder that ask something, `forms` the forms that pages have.
    """

    problems: Problems = field(default_factory=Problems)
    asking: set[str] = field(default_factory=set)
    forms: list[FormInPage] = field(default_factory=list)


def scan_sources(
    site: Site | None, content: Path, settings: Mapping[str, Any], other_blocks: Callable[[], Collection[str]]
) -> Scanned:
    """Look through the sources of pages and articles."""
    scanned = Scanned()
    problems = scanned.problems
    for path, name in sorted(_sources(content, settings)):
        text = read_text(path, name, problems)
        if text is None:
            continue
        asked: list[int] = []
        shown: list[FormInPage] = []
        # Most texts have nothing of ours, and looking closer takes long.
        if (BLOCK_MARK in text or LINK_TO_FILE.search(text)) and name.lower().endswith(MARKDOWN):
            scan = MarkdownScan(text, name, site, other_blocks() if BLOCK_MARK in text else ())
            problems.found += [*scan.problems(), *check_lines(scan.words(), name, content)]
            asked += scan.questions
            shown += scan.forms
        if ELEMENT_START.search(text):
            elements = ElementScan(text, name, site)
            problems.found += elements.found
            asked += elements.questions
            shown += elements.forms
        metadata = read_metadata(text, name)
        asked = questions(metadata, asked)
        forms = forms_of(metadata, name, shown)
        scanned.forms += forms
        problems.found += [*check_questions(name, asked), *check_forms(forms)]
        if asked:
            scanned.asking.add(name.partition("/")[2])
        if site:
            problems.found += check_metadata(site, metadata, name)
    return scanned


def _sources(content: Path, settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each file, and its name as owners know it."""
    output = Path(settings["OUTPUT_PATH"]).resolve()
    ignored = re.compile("|".join(map(translate, settings["IGNORE_FILES"])) or "(?!)")
    for kind in ("ARTICLE", "PAGE"):
        excluded = {(content / folder).resolve() for folder in settings[f"{kind}_EXCLUDES"]} | {output}
        for folder in settings[f"{kind}_PATHS"]:
            for place, folders, files in os.walk(content / folder):
                folders[:] = [name for name in folders if Path(place, name).resolve() not in excluded]
                known_as = shown(Path(place), content)
                for name in files:
                    if name.lower().endswith(MARKDOWN + OTHERS) and not ignored.match(name):
                        yield f"{place}{os.sep}{name}", f"{known_as}/{name}"
