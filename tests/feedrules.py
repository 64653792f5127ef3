"""What RFC 4287 and JSON Feed 1.1 ask of a feed, rule by rule, as there is no validator without a network."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

A = "{http://www.w3.org/2005/Atom}"
TEXT_TYPES = ("text", "html", "xhtml")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
IRI = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>\"{}|\\^`]+")
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*")
"""RFC 4151."""
ONCE_IN_FEED = ("id", "title", "updated", "subtitle", "rights", "generator", "icon", "logo")
ONCE_IN_ENTRY = ("id", "title", "updated", "published", "summary", "content", "rights", "source")
FEED_CHILDREN = {*ONCE_IN_FEED, "author", "category", "contributor", "link", "entry"}
ENTRY_CHILDREN = {*ONCE_IN_ENTRY, "author", "category", "contributor", "link"}


def atom_complaints(data: bytes, url: str) -> Iterator[str]:
    """What is wrong with an Atom feed that is published at this address."""
    root = etree.fromstring(data)
    if root.tag != f"{A}feed":
        yield f"the root is {root.tag}"
    yield from _children(root, "feed", FEED_CHILDREN, ONCE_IN_FEED, ("id", "title", "updated"))
    entries = root.findall(f"{A}entry")
    if root.find(f"{A}author") is None and not all(entry.find(f"{A}author") is not None for entry in entries):
        yield "neither the feed nor each entry has an author (4.1.1)"
    if [link.get("href") for link in root.findall(f"{A}link[@rel='self']")] != [url]:
        yield f"the feed does not say that it is at {url} (4.1.1)"
    ids = Counter(entry.findtext(f"{A}id") for entry in entries)
    yield from (f"{each} is the id of {number} entries" for each, number in ids.items() if number > 1)
    for entry in entries:
        name = f"entry {entry.findtext(f'{A}id')}"
        yield from _children(entry, name, ENTRY_CHILDREN, ONCE_IN_ENTRY, ("id", "title", "updated"))
        if entry.find(f"{A}content") is None and not entry.findall(f"{A}link[@rel='alternate']"):
            yield f"{name} has neither content nor an alternate link (4.1.2)"
    for element in root.iter(f"{A}*"):
        yield from _element(element)


def _children(
    parent: Any, name: str, known: set[str], once: tuple[str, ...], required: tuple[str, ...]
) -> Iterator[str]:
    found = Counter(str(child.tag).removeprefix(A) for child in parent)
    yield from (f"{name}: {tag} has no place there" for tag in found.keys() - known)
    yield from (f"{name}: {tag} stands there {found[tag]} times" for tag in once if found[tag] > 1)
    yield from (f"{name}: there is no {tag}" for tag in required if not found[tag])
    kinds = [(link.get("type"), link.get("hreflang")) for link in parent.findall(f"{A}link[@rel='alternate']")]
    yield from (
        f"{name}: two alternate links of one type and language" for _ in kinds[1:] if len({*kinds}) < len(kinds)
    )


def _element(element: Any) -> Iterator[str]:
    tag, text = element.tag.removeprefix(A), element.text or ""
    if tag in ("updated", "published") and not _is_date(text):
        yield f"{tag}: {text} is no date (3.3)"
    if tag == "id" and not _is_id(text):
        yield f"{text} is no id (4.2.6)"
    if tag in ("title", "summary", "content", "subtitle") and element.get("type", "text") not in TEXT_TYPES:
        yield f"{tag} is of type {element.get('type')} (3.1.1)"
    if tag in ("title", "summary", "content") and len(element):
        yield f"{tag} has elements in it (3.1.1)"
    if tag == "author" and not (element.findtext(f"{A}name") or "").strip():
        yield "an author has no name (3.2.1)"
    if tag == "link" and not IRI.fullmatch(element.get("href", "")):
        yield f"a link leads to {element.get('href')} (4.2.7)"
    if tag == "category" and not element.get("term"):
        yield "a category has no term (4.2.2)"


def _is_date(text: str) -> bool:
    return bool(RFC3339.fullmatch(text)) and datetime.fromisoformat(text).tzinfo is not None


def _is_id(text: str) -> bool:
    return bool(TAG.fullmatch(text) if text.startswith("tag:") else IRI.fullmatch(text))


FEED_KEYS = {"version": str, "title": str, "home_page_url": str, "feed_url": str, "description": str, "icon": str}
FEED_KEYS |= {"favicon": str, "authors": list, "language": str, "expired": bool, "items": list, "next_url": str}
ITEM_KEYS = {"id": str, "url": str, "title": str, "content_html": str, "content_text": str, "summary": str}
ITEM_KEYS |= {"image": str, "date_published": str, "date_modified": str, "authors": list, "tags": list, "language": str}


def json_complaints(data: bytes, url: str) -> Iterator[str]:
    """What is wrong with a JSON feed that is published at this address."""
    feed = json.loads(data.decode("utf-8"))
    yield from _keys(feed, "the feed", FEED_KEYS, ("version", "title", "items"))
    if feed["version"] != "https://jsonfeed.org/version/1.1":
        yield f"the version is {feed['version']}"
    if feed["feed_url"] != url:
        yield f"the feed does not say that it is at {url}"
    addresses = [feed["home_page_url"], *(item["url"] for item in feed["items"])]
    yield from (f"{each} is no whole address" for each in addresses if not urlsplit(each).scheme.startswith("http"))
    ids = Counter(item["id"] for item in feed["items"])
    yield from (f"{each} is the id of {number} items" for each, number in ids.items() if number > 1)
    for item in feed["items"]:
        yield from _keys(item, item["id"], ITEM_KEYS, ("id", "content_html"))
        dates = (item["date_published"], item["date_modified"])
        yield from (f"{item['id']}: {each} is no date" for each in dates if not _is_date(each))
        yield from (
            f"{item['id']}: a tag is {each!r}" for each in item["tags"] if not isinstance(each, str) or not each
        )
        if not item["authors"] or not all(author.get("name", "").strip() for author in item["authors"]):
            yield f"{item['id']}: an author has no name"


def _keys(said: dict[str, Any], name: str, known: dict[str, type], required: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{name}: {key} is not a key" for key in said.keys() - known.keys())
    yield from (f"{name}: there is no {key}" for key in required if key not in said)
    yield from (
        f"{name}: {key} is {value!r}" for key, value in said.items() if not isinstance(value, known.get(key, object))
    )
