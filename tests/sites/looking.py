"""Looks at a built site as browsers and feed readers do: its pages, the addresses in them, and where these lead."""

import json
from collections.abc import Iterator, Mapping
from copy import copy
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup
from lxml import html

from tests.conftest import THE_DAY, BuiltSite, SmallSite

ADDRESSES = ("href", "src", "poster", "action", "formaction", "data")
"""The attributes that hold an address."""


def built_on_the_day(site: SmallSite, **settings: Any) -> BuiltSite:
    """Build on the day of all tests, also in a fixture that many tests share and that comes before each test's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", THE_DAY)
        return site.build(**settings)


def words(text: str) -> str:
    """The words of a text with one space between them."""
    return " ".join(text.split())


def squeezed(text: str) -> str:
    """A text without any white space."""
    return "".join(text.split())


def pages(site: BuiltSite) -> dict[str, BeautifulSoup]:
    """Every HTML page by its file."""
    return {name: site.page(name) for name in site.files() if name.endswith(".html")}


def graph_of(page: BeautifulSoup) -> list[dict[str, Any]]:
    """The nodes of the one graph that a page holds for machines."""
    (block,) = page.find_all("script", type="application/ld+json")
    graph = json.loads(block.get_text())
    assert list(graph) == ["@context", "@graph"]
    assert graph["@context"] == "https://schema.org"
    nodes: list[dict[str, Any]] = graph["@graph"]
    return nodes


def feeds(site: BuiltSite) -> dict[str, Any]:
    """Every feed by its file, read as a feed reader reads it; the HTML in it is left as it is."""
    untouched = {"sanitize_html": False, "resolve_relative_uris": False}
    names = [name for name in site.files() if name.endswith((".atom.xml", ".rss.xml"))]
    return {name: feedparser.parse((site.output / name).read_bytes(), **untouched) for name in names}


def addresses(page: BeautifulSoup) -> Iterator[str]:
    """Every address in a page."""
    for element in page.find_all(True):
        yield from _addresses(element.attrs)


def _addresses(attributes: Mapping[str, str]) -> Iterator[str]:
    yield from (attributes[name] for name in ADDRESSES if name in attributes)
    yield from (part.split()[0] for part in attributes.get("srcset", "").split(",") if part.strip())


class Web:
    """A site as it is published at `home`, an address without a slash at its end."""

    def __init__(self, site: BuiltSite, home: str) -> None:
        self.site, self.home = site, home
        self.files = set(site.files())
        names = [name for name in sorted(self.files) if name.endswith(".html")]
        self.trees = {name: html.document_fromstring(site.text(name)) for name in names}
        """The pages as lxml reads them, which is many times as quick as `pages`, and there are many links to follow."""
        self.ids = {name: {each.get("id") for each in tree.iter("*")} - {None} for name, tree in self.trees.items()}

    @cached_property
    def pages(self) -> dict[str, BeautifulSoup]:
        """Every page, parsed."""
        return pages(self.site)

    def at(self, home: str) -> "Web":
        """The same site at another address."""
        other = copy(self)
        other.home = home
        return other

    def is_inside(self, address: str) -> bool:
        """Whether an address is of this site's host."""
        parts, home = urlsplit(address), urlsplit(self.home)
        return (parts.scheme, parts.netloc) == (home.scheme, home.netloc)

    def file(self, address: str) -> str:
        """The file that is answered at an address of this host, whether it is there or not."""
        path = unquote(urlsplit(address).path) or "/"
        below = path.removeprefix(urlsplit(self.home).path + "/")
        return f"{below}index.html" if below.endswith("/") or not below else below

    def is_dead(self, address: str) -> bool:
        """Whether an address of this host leads nowhere."""
        file, fragment = self.file(address), urlsplit(address).fragment
        return file not in self.files or bool(fragment and fragment not in self.ids[file])

    def inner(self, name: str) -> list[str]:
        """All addresses in a page that are of this host, made whole."""
        found = (address for element in self.trees[name].iter("*") for address in _addresses(element.attrib))
        whole = (urljoin(f"{self.home}/{name}", address) for address in found)
        return [address for address in whole if self.is_inside(address)]

    def dead_links(self) -> list[str]:
        """Every address of this host that leads nowhere, with the page that it is in."""
        return [f"{name}: {link}" for name in self.trees for link in self.inner(name) if self.is_dead(link)]
