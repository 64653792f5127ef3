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
from pelican_converse.model.request import KINDS, STATUSES, Request

ROOM = 950_000
"""How many octets the index may have in all."""
_ENOUGH = 240
"""How many octets of its words a request has at most, so that small boards are quick to fetch too."""
_FIRST_DAY = date(2000, 1, 1)
_WORD = re.compile(r"\w{3,}")
_SHORTEST = 16
"""No title is cut below so many characters."""


def search_index(board: Board, url: str) -> str:
    """The index as JSON; `url` is the address of a request, with `{slug}` in it.

    Days count from 1 January 2000; `state` is 4 times the place of the status in `statuses`, plus that of the kind in
    `kinds`; `waits` holds the places of the requests that wait for an answer.
    """
    requests = board.newest
    titles = [request.title for request in requests]
    columns: dict[str, Any] = {
        "url": url,
        "statuses": STATUSES,
        "kinds": KINDS,
        "slugs": [request.slug for request in requests],
        "titles": titles,
        "asked": [(request.asked.day - _FIRST_DAY).days for request in requests],
        "heard": [(request.last.day - request.asked.day).days for request in requests],
        "wanted": [1 + board.others(request) for request in requests],
        "state": [len(KINDS) * STATUSES.index(r.status) + KINDS.index(r.kind) for r in requests],
        "waits": [place for place, request in enumerate(requests) if request.is_unanswered and board.wants(request)],
    }
    room = ROOM - len(_written(columns).encode()) - len(',"words":[]')
    if room < 0:
        columns["titles"] = _cut(titles, -room)
    return _written({**columns, "words": _words(requests, room) if room > 0 else []})


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
    """The text in small letters and without accents, as the browser makes what is typed."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return decomposed if decomposed.isascii() else "".join(filter(_is_no_accent, decomposed))


def _is_no_accent(char: str) -> bool:
    return not unicodedata.combining(char)
