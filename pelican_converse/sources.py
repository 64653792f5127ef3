"""The files that Pelican makes pages and articles of, to be looked through before it does."""

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from fnmatch import translate
from pathlib import Path
from typing import Any

from pelican_converse.catalogue import BLOCK_MARK
from pelican_converse.linked import LINK_TO_FILE, check_lines
from pelican_converse.problems import Problem, Problems
from pelican_converse.reading.files import read_text, shown
from pelican_converse.scan import (
    ELEMENT_START,
    MARKDOWN,
    ElementScan,
    MarkdownScan,
    check_forms,
    check_metadata,
    check_questions,
)
from pelican_converse.site import Site

OTHERS = (".rst", ".html", ".htm")


def scan_sources(
    site: Site | None, content: Path, settings: Mapping[str, Any], other_blocks: Callable[[], Collection[str]]
) -> Iterator[Problem]:
    """Every problem with blocks, elements, links and metadata in the sources of pages and articles."""
    problems = Problems()
    for path, name in sorted(_sources(content, settings)):
        text = read_text(path, name, problems)
        if text is None:
            continue
        questions: list[int] = []
        forms: list[tuple[int, str]] = []
        # Most texts have nothing of ours, and looking closer takes long.
        if name.lower().endswith(MARKDOWN) and (BLOCK_MARK in text or LINK_TO_FILE.search(text)):
            scan = MarkdownScan(text, name, site, other_blocks() if BLOCK_MARK in text else ())
            yield from scan.problems()
            yield from check_lines(scan.words(), name, content)
            questions, forms = scan.questions, scan.forms
        if ELEMENT_START.search(text):
            elements = ElementScan(text, name, site)
            yield from elements.found
            questions, forms = [*questions, *elements.questions], [*forms, *elements.forms]
        yield from check_questions(text, name, *questions)
        yield from check_forms(text, name, *forms)
        if site:
            yield from check_metadata(site, text, name)
    yield from problems.found


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
                        yield os.path.join(place, name), f"{known_as}/{name}"
