"""What feed readers read: Atom (RFC 4287) and JSON Feed 1.1, of the same entries."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from xml.etree import ElementTree

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Entry:
    """Something that was said: `title` and `summary` are plain text, `content` is HTML, and dates know their zone.

    It stands in many feeds, and is written once.
    """

    id: str
    url: str
    title: str
    author: str
    summary: str
    content: str
    published: datetime
    updated: datetime
    tags: tuple[str, ...] = ()
    language: str = ""

    @cached_property
    def as_atom(self) -> str:
        """As it stands in an Atom feed."""
        element = ElementTree.Element("entry", {_LANGUAGE: self.language} if self.language else {})
        dates = {"published": self.published.isoformat(), "updated": self.updated.isoformat()}
        _say(element, {"id": self.id, "title": self.title, **dates, "summary": self.summary})
        ElementTree.SubElement(element, "link", {"rel": "alternate", "href": self.url})
        _say(ElementTree.SubElement(element, "author"), {"name": self.author})
        for tag in self.tags:
            ElementTree.SubElement(element, "category", {"term": tag})
        ElementTree.SubElement(element, "content", {"type": "html"}).text = self.content
        return ElementTree.tostring(element, "unicode")

    @cached_property
    def as_item(self) -> str:
        """As it stands in a JSON Feed."""
        said = {
            "id": self.id,
            "url": self.url,
            "title": self.title,
            "summary": self.summary,
            "content_html": self.content,
            "date_published": self.published.isoformat(),
            "date_modified": self.updated.isoformat(),
            "authors": [{"name": self.author}],
            "tags": [*self.tags],
            **({"language": self.language} if self.language else {}),
        }
        return json.dumps(said, ensure_ascii=False)


@dataclass(frozen=True)
class Feed:
    """Entries, newest first and at least one, and the page that they follow, by its whole address."""

    title: str
    page: str
    author: str
    language: str
    entries: tuple[Entry, ...]


def atom(feed: Feed, url: str) -> bytes:
    """The feed as Atom; `url` is where it will be, and by what readers know it."""
    root = ElementTree.Element("feed", {"xmlns": ATOM, _LANGUAGE: feed.language})
    updated = max(entry.updated for entry in feed.entries)
    _say(root, {"id": url, "title": feed.title, "updated": updated.isoformat()})
    for relation, address in (("alternate", feed.page), ("self", url)):
        ElementTree.SubElement(root, "link", {"rel": relation, "href": address})
    _say(ElementTree.SubElement(root, "author"), {"name": feed.author})
    head, end = ElementTree.tostring(root, "unicode", xml_declaration=True).rsplit("<", 1)
    return f"{head}{''.join([entry.as_atom for entry in feed.entries])}<{end}\n".encode()


def _say(element: ElementTree.Element, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        ElementTree.SubElement(element, name).text = text


def json_feed(feed: Feed, url: str) -> bytes:
    """The feed as JSON Feed; `url` is where it will be."""
    said = {
        "version": JSON_FEED,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": url,
        "language": feed.language,
        "authors": [{"name": feed.author}],
    }
    head = json.dumps(said, ensure_ascii=False).removesuffix("}")
    return f'{head}, "items": [{", ".join([entry.as_item for entry in feed.entries])}]}}\n'.encode()
