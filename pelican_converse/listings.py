"""Every list of requests that has an address of its own, each under the name that its settings begin with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count

from pelican_converse.board import Board, Requests
from pelican_converse.text import slugify

LONGEST = 60
"""How many characters of a topic its address has at most."""


@dataclass(frozen=True)
class Listing:
    """Requests at an address: `key` is the status, topic or kind that they share, and `slug` that in the address."""

    page: str
    key: str
    slug: str
    requests: Requests


def listings(board: Board) -> Iterator[Listing]:
    """All requests, then those of each status, of those who wait, of each topic and each kind; none that is empty."""
    yield Listing("REQUESTS", "", "", board.newest)
    yield from _filled("STATUS", ((status, status, found) for status, found in board.listed.items()))
    yield from _filled("UNANSWERED", [("", "", board.unanswered)])
    slugs = topic_slugs(board.by_topic)
    yield from _filled("TOPIC", ((topic, slugs[topic], found) for topic, found in board.by_topic.items()))
    yield from _filled("KIND", ((kind, kind, found) for kind, found in board.by_kind.items()))


def _filled(page: str, lists: Iterable[tuple[str, str, Requests]]) -> Iterator[Listing]:
    return (Listing(page, *each) for each in lists if each[2])


def topic_slugs(topics: Iterable[str]) -> dict[str, str]:
    """What stands for each topic in addresses; where that would be another's, or nothing, it has a number."""
    slugs: dict[str, str] = {}
    for topic in topics:
        slug = slugify(topic)[:LONGEST].strip("-") or "topic"
        taken = set(slugs.values())
        slugs[topic] = next(each for each in chain([slug], (f"{slug}-{n}" for n in count(2))) if each not in taken)
    return slugs
