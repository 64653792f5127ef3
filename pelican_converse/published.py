"""What becomes of Pelican's own pages and articles: each is published, and none over another."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pelican_converse.problems import Problem


def check_published(contents: Mapping[str, Any], ours: Mapping[str, str], content_name: str) -> Iterator[Problem]:
    """Files that would be left out, and files that would be written over each other; known when all are read.

    `contents` are Pelican's own by their paths, None where it could not read one; `ours` names each page of ours by its
    file.
    """
    seen: dict[tuple[str, bool], str] = {}
    for path, content in sorted(contents.items()):
        file = f"{content_name}/{path}"
        if content is None:
            yield Problem(file, 0, _LEFT_OUT)
        elif save_as := written_to(content):
            # Pelican writes one file over another only if that one says its own Save_as, and only once.
            first = seen.setdefault((save_as, hasattr(content, "override_save_as")), path)
            if first != path:
                advice = "Give one of them another Title, or a Slug of its own."
                yield Problem(file, 0, f"This would be written to {save_as}, as {content_name}/{first} is. {advice}")
            if page := ours.get(save_as):
                yield Problem(file, 0, f"This would be written over our page {save_as}. {_MOVE.format(page=page)}")


_BY_SLUG = re.compile(r"[^{}]*\{slug\}[^{}]*")


def written_to(content: Any) -> str:
    """The file that Pelican writes it to, below the output folder."""
    return _found(content, "save_as", str(content.settings["ARTICLE_SAVE_AS"]))


def address(content: Any) -> str:
    """Where Pelican says that it is, below the site's address."""
    return _found(content, "url", str(content.settings["ARTICLE_URL"]))


def _found(content: Any, key: str, pattern: str) -> str:
    """What the settings say. Pelican looks up a lot for this, though of most articles only the slug is asked for."""
    is_usual = type(content).__name__ == "Article" and content.in_default_lang and content.status != "draft"
    if is_usual and not hasattr(content, f"override_{key}") and _BY_SLUG.fullmatch(pattern):
        return pattern.replace("{slug}", content.slug)
    return str(getattr(content, key))


_LEFT_OUT = (
    "This would be left out. Most often the Title is missing, or the Date of an article, or a date can't be read: "
    "write it in the head. If this is neither a page nor an article, name it in IGNORE_FILES in pelicanconf.py."
)
_MOVE = "Give it another Slug or Save_as, or move ours with CONVERSE_{page}_URL and CONVERSE_{page}_SAVE_AS."
