"""The files that Pelican makes pages and articles of, to be looked through before it does."""

import os
import re
from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from pelican_converse.linked import check_lines
from pelican_converse.problems import Problem, Problems, did_you_mean, quoted
from pelican_converse.reading.files import read_text, shown
from pelican_converse.scan import ElementScan, MarkdownScan
from pelican_converse.site import Site

MARKDOWN = (".md", ".markdown", ".mkd", ".mdown")
"""The endings by which Pelican knows Markdown."""
OTHERS = (".rst", ".html", ".htm")
_KEY = r"(?P<key>contact|topic)"
_IN_HTML = re.compile(rf"<meta\s+name=[\"']{_KEY}[\"']\s+content=[\"'](?P<value>[^\"']*)", re.IGNORECASE)
_SAID = {
    **dict.fromkeys(MARKDOWN, re.compile(rf"^{_KEY}:(?P<value>.*)$", re.IGNORECASE | re.MULTILINE)),
    ".rst": re.compile(rf"^:{_KEY}:(?P<value>.*)$", re.IGNORECASE | re.MULTILINE),
    **dict.fromkeys((".html", ".htm"), _IN_HTML),
}
"""How metadata stand in each format."""


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
        if path.suffix.lower() in MARKDOWN:
            scan = MarkdownScan(text, name, site, other_blocks)
            yield from scan.problems()
            yield from check_lines(scan.words(), name, content)
        yield from ElementScan(text, name, site).found
        if site:
            yield from _check_head(site, text, name, path.suffix.lower())
    yield from problems.found


def _check_head(site: Site, text: str, name: str, suffix: str) -> Iterator[Problem]:
    """Who answers for a page, and what it is about, if its metadata say so."""
    end = re.search(r"\n[ \t]*\n", text.lstrip()) if suffix in MARKDOWN else None
    for match in _SAID[suffix].finditer(text, 0, end.end() if end else len(text)):
        key, value = match["key"].lower(), match["value"].strip()
        line = text.count("\n", 0, match.start("key")) + 1
        known = site.people if key == "contact" else site.business.topics
        if key == "contact" and value not in known:
            yield Problem(name, line, f"There is no people/{value}.md. {did_you_mean(value, known)}".strip())
        elif known and value not in known:
            message = f"{quoted(value)} is not a topic of business.yaml. {did_you_mean(value, known)}"
            yield Problem(name, line, message)


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
