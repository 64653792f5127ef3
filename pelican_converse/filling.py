"""Pieces in pages, articles and drafts of any format: the elements that stand for them are filled at the last moment.

Readers leave only the element, because what they return is cached by file, while a piece is made of everything.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from html.parser import HTMLParser
from typing import Any

from markupsafe import escape
from pelican.contents import Content
from pelican.utils import truncate_html_paragraphs, truncate_html_words

from pelican_converse.backends import Backend
from pelican_converse.catalogue import ATTRIBUTES, ELEMENT
from pelican_converse.describing import foot_of, question_of
from pelican_converse.forms import read_foot
from pelican_converse.pieces import Pieces

_ELEMENT = re.compile(
    rf"(?P<before><p>\s*)?<{ELEMENT}\b(?P<said>{ATTRIBUTES})(?:/>|>\s*</{ELEMENT}>)(?(before)(?:\s*</p>)?)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"<h([1-6])\b", re.IGNORECASE)
FORM_CLASS, NEEDS_CLASS = "converse-form", "converse-needs"
"""The classes by which a form of ours is known in a feed, and what only pages need."""


class Filling:
    """Fills the elements in Pelican's contents."""

    def __init__(self, pieces: Pieces, context: dict[str, Any]) -> None:
        self.pieces, self.context = pieces, context

    def fill_all(self, contents: Iterable[Content]) -> None:
        """Have every content that holds a piece fill it when it is asked for."""
        # Somebody may have read contents before now, and Pelican remembers what they got.
        for name in ("get_content", "get_summary"):
            vars(Content)[name].cache.clear()
        for content in contents:
            if not content.settings["CONVERSE_OWN_THEME"]:
                # Other people's templates know nothing of it.
                content._content += "".join(_below(content))
            if f"<{ELEMENT}" in f"{content._content} {content.metadata.get('summary', '')}":
                content._update_content = partial(self._fill, content)
                content.get_summary = partial(self._summary, content)

    def receivers(self, contents: Iterable[Content]) -> Iterator[Backend]:
        """What receives forms of the owner's own, and those in contents, where they say so themselves."""
        for own in self.pieces.site.forms.values():
            if own.sending:
                yield self.pieces.backend_for(own.sending)
        for content in contents:
            said = [_Attributes(match["said"]).found for match in _ELEMENT.finditer(content._content or "")]
            for options in (*said, read_foot(foot_of(content))):
                if options.get("backend"):
                    yield self.pieces.backend_for(options)

    def _fill(self, content: Content, html: str, siteurl: str) -> str:
        mended = Content._update_content(content, html, siteurl)
        names = {**self.context, "SITEURL": siteurl, type(content).__name__.lower(): content}
        filled = _ELEMENT.sub(lambda match: self._piece(match, content, names), mended)
        return self._needs(siteurl, f'{FORM_CLASS}"' in filled) + filled if filled != mended else filled

    def _needs(self, siteurl: str, form: bool) -> str:
        """What stands before pieces in other people's themes, of which nobody knows whether they ask for it."""
        return str(self.pieces.needs(self.pieces.context({"SITEURL": siteurl}), form))

    def _piece(self, match: re.Match[str], content: Content, names: dict[str, Any]) -> str:
        options = _Attributes(match["said"]).found
        name = options.pop("name", "")
        above = _HEADING.findall(match.string, 0, match.start())
        # A piece belongs to the part of the page it stands in; the title of the page is its first heading.
        level = min(int(above[-1]) + 1, 5) if above else 2
        piece = str(self.pieces.piece(name, options, names, level))
        if name == "contact" or f'{FORM_CLASS}"' in piece:
            # Below what says who answers no page needs to say it again.
            content.says_who_answers = True
        return piece

    def _summary(self, content: Content, siteurl: str) -> str:
        address = f"{siteurl}/{content.url}"
        if "summary" in content.metadata:
            return self.with_links(str(content.metadata["summary"]), address)
        html = self.with_links(content.get_content(siteurl), address)
        paragraphs = content.settings.get("SUMMARY_MAX_PARAGRAPHS")
        if paragraphs is not None:
            html = truncate_html_paragraphs(html, paragraphs)
        words = content.settings["SUMMARY_MAX_LENGTH"]
        return html if words is None else truncate_html_words(html, words, content.settings["SUMMARY_END_SUFFIX"])

    def with_links(self, html: str, address: str) -> str:
        """The HTML with a link in the place of every form, to the form where it stands."""
        if FORM_CLASS not in html:
            return html
        from bs4 import BeautifulSoup  # it takes long to import, and most builds need it for nothing

        soup = BeautifulSoup(html, "html.parser")
        for words in soup.find_all("template", class_=NEEDS_CLASS):
            words.decompose()
        for form in soup.find_all(class_=FORM_CLASS):
            title, link = form.get("aria-label"), f"{address}#{form.get('id', '')}"
            instead = self.pieces.render("form_link", {}, link=link, title=title or link)
            form.replace_with(BeautifulSoup(instead, "html.parser"))
        return str(soup)

    def in_feed(self, feed: Any) -> None:
        """Make links of the forms in all items of a feed, where no sheet and no script is of use."""
        for item in feed.items:
            for key in ("content", "description"):
                if item.get(key):
                    item[key] = self.with_links(_without_needs(str(item[key])), item["link"])


def _below(content: Content) -> Iterator[str]:
    """What a page has below its text, as its metadata say."""
    if question_of(content):
        yield f'\n<{ELEMENT} name="starter"></{ELEMENT}>'
    said = read_foot(foot_of(content))
    attributes = " ".join(f'{key}="{escape(value)}"' for key, value in said.items())
    if said:
        yield f'\n<{ELEMENT} name="form" {attributes}></{ELEMENT}>'


def _without_needs(html: str) -> str:
    if NEEDS_CLASS not in html:
        return html
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "html.parser")
    for element in soup.find_all(class_=NEEDS_CLASS):
        element.decompose()
    return str(soup)


class _Attributes(HTMLParser):
    def __init__(self, said: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(f"<{ELEMENT} {said}>")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attrs if key not in ("class", "style")}
        # The id of a form is one at its receiver.
        self.found = said if said.get("name") == "form" else {key: said[key] for key in said if key != "id"}
