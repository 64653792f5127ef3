"""What feed readers read: Atom (RFC 4287) and JSON Feed 1.1, of the same entries."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Entry:
    """Something that was said: `title` and `summary` are plain text, `content` is HTML, and dates know their zone."""

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
    for entry in feed.entries:
        _add(root, entry)
    return bytes(ElementTree.tostring(root, "utf-8", xml_declaration=True)) + b"\n"


def _add(root: ElementTree.Element, entry: Entry) -> None:
    element = ElementTree.SubElement(root, "entry", {_LANGUAGE: entry.language} if entry.language else {})
    dates = {"published": entry.published.isoformat(), "updated": entry.updated.isoformat()}
    _say(element, {"id": entry.id, "title": entry.title, **dates, "summary": entry.summary})
    ElementTree.SubElement(element, "link", {"rel": "alternate", "href": entry.url})
    _say(ElementTree.SubElement(element, "author"), {"name": entry.author})
    for tag in entry.tags:
        ElementTree.SubElement(element, "category", {"term": tag})
    ElementTree.SubElement(element, "content", {"type": "html"}).text = entry.content


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
        "items": [*_items(feed.entries)],
    }
    return (json.dumps(said, ensure_ascii=False) + "\n").encode()


def _items(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        yield {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary,
            "content_html": entry.content,
            "date_published": entry.published.isoformat(),
            "date_modified": entry.updated.isoformat(),
            "authors": [{"name": entry.author}],
            "tags": [*entry.tags],
            **({"language": entry.language} if entry.language else {}),
        }
