"""What a browser searches in, fetched only when somebody searches: small, whatever the number of requests.

Columns instead of rows, and as many of each request's words as there is room for, the rarest first.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from pelican_converse.board import Board
from pelican_converse.listings import topic_slugs
from pelican_converse.model.request import KINDS, STATUSES, Request
from pelican_converse.model.values import Moment

ROOM = 950_000
"""How many octets the index may have in all."""
_ENOUGH = 240
"""How many octets of its words a request has at most, so that small boards are quick to fetch too."""
_FIRST_DAY = date(2000, 1, 1)
_WORD = re.compile(r"\w{3,}")
_SHORTEST = 16
"""No title is cut below so many characters."""


def search_index(board: Board, url: str) -> str:
    """The index as JSON; `url` is the address of a request, with `{slug}` in it, or "" if such pages are left out.

    Days count from 1 January 2000, those of `answered` from the day it was asked, and are -1 where nobody answered.
    `state` is 4 times the place of the status in `statuses`, plus that of the kind in `kinds`; `topic` is the place in
    `topics`, or -1. `waits` holds the places of the requests that wait for an answer, each with the day since when;
    `languages` says of places in which language they are, where the file says it.
    """
    requests, topics = board.newest, topic_slugs(board.by_topic)
    places = {topic: place for place, topic in enumerate(topics)}
    titles = [request.title for request in requests]
    columns: dict[str, Any] = {
        "url": url,
        "statuses": STATUSES,
        "kinds": KINDS,
        "topics": [*topics.values()],
        "slugs": [request.slug for request in requests],
        "titles": titles,
        "asked": [_day(request.asked) for request in requests],
        "answered": [_day(answer) - _day(r.asked) if (answer := r.answered) else -1 for r in requests],
        "wanted": [1 + board.others(request) for request in requests],
        "state": [len(KINDS) * STATUSES.index(r.status) + KINDS.index(r.kind) for r in requests],
        "topic": [places.get(request.topic, -1) for request in requests],
        "waits": [[place, _day(r.waiting_since)] for place, r in enumerate(requests) if board.is_waiting(r)],
        "languages": {str(place): request.lang for place, request in enumerate(requests) if request.lang},
    }
    room = ROOM - len(_written(columns).encode()) - len(',"words":[]')
    if room < 0:
        columns["titles"] = _cut(titles, -room)
    return _written({**columns, "words": _words(requests, room) if room > 0 else []})


def _day(moment: Moment) -> int:
    return (moment.day - _FIRST_DAY).days


def _written(columns: dict[str, Any]) -> str:
    return json.dumps(columns, ensure_ascii=False, separators=(",", ":"))


def _cut(titles: Sequence[str], octets: int) -> list[str]:
    """The titles, the longest cut until they take so many octets less."""
    longest = max(map(len, titles), default=0)
    before = sum(len(title.encode()) for title in titles)
    for length in range(longest - 1, _SHORTEST - 1, -1):
        cut = [title if len(title) <= length else f"{title[: length - 1]}…" for title in titles]
        if before - sum(len(title.encode()) for title in cut) >= octets:
            break
    return cut if longest > _SHORTEST else list(titles)


def _words(requests: Sequence[Request], room: int) -> list[str]:
    """For each request its words that its title lacks, the rarest first, as far as the room goes."""
    found = [_words_of(request) for request in requests]
    frequency: Counter[str] = Counter()
    for words in found:
        frequency.update(words)
    share = min(room // max(len(requests), 1) - len('"",'), _ENOUGH)
    return [_fitting(sorted(sorted(words), key=frequency.__getitem__), share) for words in found]


def _words_of(request: Request) -> set[str]:
    said = (request.by, request.text, *(part for turn in request.turns for part in (turn.who, turn.text)))
    return set(_WORD.findall(folded(" ".join(said)))) - set(_WORD.findall(folded(request.title)))


def _fitting(words: Sequence[str], room: int) -> str:
    """As many words as take no more than so many octets, with a blank behind each."""
    said = " ".join(words).encode()
    if len(said) >= room:
        said = said[: max(said.rfind(b" ", 0, max(room, 0)), 0)]
    return said.decode()


def folded(text: str) -> str:
    """The text in small letters, without accents and with ss for ß, as `board.js` makes what is typed."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    if decomposed.isascii():
        return decomposed
    marks = [char for char in set(decomposed) if unicodedata.category(char).startswith("M")]
    return decomposed.translate({ord("ß"): "ss"} | dict.fromkeys(map(ord, marks)))
