"""Feeds as they are written: right by the rules whatever is in them, and the rules find what is wrong."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import etree

from pelican_converse.feeds import Entry, Feed, atom, json_feed
from tests.feedrules import A, atom_complaints, json_complaints

URL = "https://adler.example/requests/feed"
HOSTILE = "<script>x()</script> ]]> &amp; <!-- -- \" ' </title> {{ 7*7 }} \u202e é"
ENTRY = Entry(
    id="tag:adler.example,2026-03-02:/requests/oat-milk",
    url="https://adler.example/requests/oat-milk/",
    title=HOSTILE,
    author=HOSTILE,
    summary=HOSTILE,
    content=f"<p>{HOSTILE}</p>",
    published=datetime(2026, 3, 2, tzinfo=UTC),
    updated=datetime(2026, 4, 28, 14, 30, tzinfo=UTC),
    tags=(HOSTILE, "Idea"),
    language="de",
)
OTHER = replace(ENTRY, id="tag:adler.example,2026-03-03:/requests/rye", updated=ENTRY.published, language="")
FEED = Feed(HOSTILE, "https://adler.example/requests/", HOSTILE, "en", (ENTRY, OTHER))


def test_both_forms_are_right_by_their_rules():
    assert [*atom_complaints(atom(FEED, URL), URL)] == []
    assert [*json_complaints(json_feed(FEED, URL), URL)] == []


def test_every_word_is_there_to_the_letter():
    root = etree.fromstring(atom(FEED, URL))
    entry = root.find(f"{A}entry")
    texts = [entry.findtext(f"{A}{name}") for name in ("title", "summary", "author/{http://www.w3.org/2005/Atom}name")]
    assert texts == [HOSTILE] * 3
    assert entry.findtext(f"{A}content") == ENTRY.content
    assert entry.find(f"{A}content").get("type") == "html"
    assert [category.get("term") for category in entry.findall(f"{A}category")] == [HOSTILE, "Idea"]
    (item, _) = json.loads(json_feed(FEED, URL))["items"]
    assert [item[key] for key in ("title", "summary", "content_html")] == [HOSTILE, HOSTILE, ENTRY.content]
    assert (item["authors"], item["tags"]) == ([{"name": HOSTILE}], [HOSTILE, "Idea"])


def test_both_say_when_and_in_which_language():
    root = etree.fromstring(atom(FEED, URL))
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [root.get(language), *(entry.get(language) for entry in root.findall(f"{A}entry"))] == ["en", "de", None]
    assert root.findtext(f"{A}updated") == "2026-04-28T14:30:00+00:00"
    feed = json.loads(json_feed(FEED, URL))
    assert [feed["language"], *(item.get("language") for item in feed["items"])] == ["en", "de", None]
    assert feed["items"][0]["date_modified"] == "2026-04-28T14:30:00+00:00"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<link rel="self"', b'<link rel="via"'),
        (b"<updated>2026-04-28T14:30:00+00:00</updated><link", b"<link"),
        (b"2026-04-28T14:30:00+00:00</updated><link", b"28 April 2026</updated><link"),
        (b"<published>2026-03-02T00:00:00+00:00", b"<published>2026-03-02T00:00:00"),
        (b"tag:adler.example,2026-03-03:/requests/rye", b"tag:adler.example,2026-03-02:/requests/oat-milk"),
        (b"tag:adler.example,2026-03-03:/requests/rye", b"rye"),
        (b'term="Idea"', b'term=""'),
        (b'<content type="html">', b'<content type="markdown">'),
        (b'rel="alternate" href="https://', b'rel="alternate" href="//'),
        (b"<name>", b"<name> </name><name>"),
        (b"<entry", b"<item/><entry"),
    ],
)
def test_the_rules_of_atom_find_what_is_wrong(old, new):
    written = atom(FEED, URL)
    assert old in written
    assert [*atom_complaints(written.replace(old, new), URL)] != []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"version/1.1", b"version/1"),
        (b'"feed_url": "https://adler.example', b'"feed_url": "https://other.example'),
        (b"tag:adler.example,2026-03-03:/requests/rye", b"tag:adler.example,2026-03-02:/requests/oat-milk"),
        (b'"2026-03-02T00:00:00+00:00"', b'"2026-03-02"'),
        (b'"content_html"', b'"content"'),
        (b'"home_page_url": "https://', b'"home_page_url": "//'),
        (b'"Idea"', b"7"),
    ],
)
def test_the_rules_of_json_feed_find_what_is_wrong(old, new):
    written = json_feed(FEED, URL)
    assert old in written
    assert [*json_complaints(written.replace(old, new), URL)] != []
