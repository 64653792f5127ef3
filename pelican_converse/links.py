"""The `{filename}` and `{static}` links in our people's words, mended by Pelican."""

from pathlib import Path
from typing import Any

from pelican.contents import Content

from pelican_converse.rendering import Target


class ContentLinks:
    """Mends links as Pelican does, for words that are in none of its own files."""

    def __init__(self, context: dict[str, Any], settings: dict[str, Any], content: Path) -> None:
        self._context, self._settings, self._content = context, settings, content
        self._made: dict[str, Content] = {}

    def target(self, file: str) -> Target | None:
        """The page that is made of a file below the content folder; None if there is none, or nobody is to find it."""
        content = self._context["generated_content"].get(file)
        if content is None or getattr(content, "status", "published") != "published":
            return None
        return Target(str(content.title), content.url)

    def __call__(self, html: str, file: str, siteurl: str) -> str:
        """The HTML with its links mended; `file` is where it was written, `content/requests/oat-milk.md`."""
        if "{" not in html:
            return html
        if file not in self._made:
            path = str(self._content.parent / file)
            self._made[file] = Content("", settings=self._settings, source_path=path, context=self._context)
        return str(self._made[file]._update_content(html, siteurl))
