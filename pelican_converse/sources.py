"""The files that Pelican makes pages and articles of, to be looked through before it does."""

import os
from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from pelican_converse.linked import check_lines
from pelican_converse.problems import Problem, Problems
from pelican_converse.reading.files import read_text, shown
from pelican_converse.scan import MARKDOWN, ElementScan, MarkdownScan, check_metadata, check_questions
from pelican_converse.site import Site

OTHERS = (".rst", ".html", ".htm")


def scan_sources(
    site: Site | None, content: Path, settings: Mapping[str, Any], other_blocks: Collection[str]
) -> Iterator[Problem]:
    """Every problem with blocks and elements in the sources of pages and articles."""
    problems = Problems()
    for path in sorted(_sources(content, settings)):
        name = shown(path, content)
        text = read_text(path, name, problems)
        if text is None:
            continue
        elements = ElementScan(text, name, site)
        questions = elements.questions
        if path.suffix.lower() in MARKDOWN:
            scan = MarkdownScan(text, name, site, other_blocks)
            yield from scan.problems()
            yield from check_lines(scan.words(), name, content)
            questions += scan.questions
        yield from elements.found
        yield from check_questions(text, name, *questions)
        if site:
            yield from check_metadata(site, text, name)
    yield from problems.found


def _sources(content: Path, settings: Mapping[str, Any]) -> Iterator[Path]:
    output = Path(settings["OUTPUT_PATH"]).resolve()
    for kind in ("ARTICLE", "PAGE"):
        excluded = {(content / folder).resolve() for folder in settings[f"{kind}_EXCLUDES"]} | {output}
        for folder in settings[f"{kind}_PATHS"]:
            for place, folders, files in os.walk(content / folder):
                folders[:] = [name for name in folders if Path(place, name).resolve() not in excluded]
                yield from (Path(place, name) for name in files if _is_source(name, settings["IGNORE_FILES"]))


def _is_source(name: str, ignored: list[str]) -> bool:
    return name.lower().endswith(MARKDOWN + OTHERS) and not any(fnmatch(name, pattern) for pattern in ignored)
