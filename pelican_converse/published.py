"""What becomes of Pelican's own pages and articles: each is published, and none over another."""

from collections.abc import Iterator, Mapping
from typing import Any

from pelican_converse.problems import Problem
from pelican_converse.reading.files import FOLDERS


def check_published(context: Mapping[str, Any], content_name: str) -> Iterator[Problem]:
    """Files that would be left out, and files that would be written over each other; known when all are read."""
    contents = dict(sorted(context["generated_content"].items()))
    for path, content in contents.items():
        if content is None:
            yield Problem(f"{content_name}/{path}", 0, _LEFT_OUT)
    theirs = {path: content for path, content in contents.items() if content and path.partition("/")[0] not in FOLDERS}
    yield from _same_address(theirs, content_name)


_LEFT_OUT = (
    "This would be left out. Most often the Title is missing, or the Date of an article, or a date can't be read: "
    "write it in the head. If this is neither a page nor an article, name it in IGNORE_FILES in pelicanconf.py."
)


def _same_address(contents: Mapping[str, Any], content_name: str) -> Iterator[Problem]:
    """Pelican writes one file over another only if that one says its own Save_as, and only once."""
    seen: dict[tuple[str, bool], str] = {}
    for path, content in contents.items():
        first = seen.setdefault((content.save_as, hasattr(content, "override_save_as")), path)
        if content.save_as and first != path:
            advice = "Give one of them another Title, or a Slug of its own."
            message = f"This would be written to {content.save_as}, as {content_name}/{first} is. {advice}"
            yield Problem(f"{content_name}/{path}", 0, message)
