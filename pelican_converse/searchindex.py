"""What a browser searches in, fetched only when somebody searches: small, whatever the number of requests.

Columns instead of rows. Small boards have all words in it; where there isn't room for all, the rarest words of each
request stay, then its title is cut, and names of those who asked are there only if they fit in behind the titles.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pelican_converse.board import Board
from pelican_converse.listings import topic_slugs
from pelican_converse.model.request import KINDS, STATUSES, Request
from pelican_converse.model.values import Moment
from pelican_converse.packing import fitted, level, parted, size, written

ROOM = 950_000
"""How many octets the index may have in all."""
_FIRST_DAY = date(2000, 1, 1)
_SHORTEST_TITLE, _SHORTEST_NAME = 24, 12
"""Below so many octets nothing is cut: it is left out then."""
_CJK = (
    "\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[{_CJK}]+|[^\W{_CJK}]+")
_RUN = re.compile(f"[{_CJK}]{{2,}}")
_TARGET = re.compile(
    r"(?<=\])\((?:[^()\n]|\([^()\n]*\))*\)|^ {0,3}\[[^\]\n]+\]:[ \t]*\S+(?:[ \t]+[\"'(].*)?$", re.MULTILINE
)
"""Where a link of Markdown leads, which nobody sees."""


def search_index(
    board: Board, url: str, names: Mapping[str, str] | None = None, people: Mapping[str, str] | None = None
) -> str:
    """The index as JSON; `url` is the address of a request, with `{slug}` in it, or "" if such pages are left out.

    `names` are those of the topics, `people` those of our people by their slugs. What each column says stands where it
    is made; `titles`, `by` and `words` take what room the others leave, in this order, and are empty where they have
    none.
    """
    requests = board.newest
    columns = {**_heads(board, url, names or {}), **_numbers(board)}
    columns["slugs"], columns["parts"] = parted([request.slug for request in requests])
    room = ROOM - size({**columns, "titles": [], "by": [], "words": []})
    titles = fitted([request.title for request in requests], room, _SHORTEST_TITLE)
    room -= size(titles)
    by = fitted([request.by for request in requests], room, _SHORTEST_NAME)
    shown = [" ".join(said) for said in zip(titles, by, strict=True)] if titles and by else titles
    words = _words(requests, shown or [""] * len(requests), people or {}, room - size(by))
    return written({**columns, "titles": titles, "by": by, "words": words})


def _heads(board: Board, url: str, names: Mapping[str, str]) -> dict[str, Any]:
    """What the numbers of columns stand for; days count from 1 January 2000."""
    return {
        "url": url,
        "today": (board.today - _FIRST_DAY).days,
        "statuses": STATUSES,
        "kinds": KINDS,
        "topics": [*topic_slugs(board.by_topic).values()],
        "names": [names.get(topic, topic) for topic in board.by_topic],
        "languages": _languages(board),
    }


def _languages(board: Board) -> list[str]:
    return ["", *sorted({request.lang for request in board.newest if request.lang})]


def _numbers(board: Board) -> dict[str, Any]:
    """A number for each request in each column.

    `answered` and `waits` are days since it was asked, -1 where nobody answered or waits; `others` is how many asked
    for the same. `state` is 4 times the place of the status in `statuses`, plus that of the kind in `kinds`; `topic` is
    the place in `topics`, or -1, `lang` that in `languages`. `until` is a deadline: one and as many days after it was
    asked; below zero, a month, counted from the year 0; or 0. `same` holds pairs of places: this is the same as that.
    """
    requests = board.newest
    topics = {topic: place for place, topic in enumerate(board.by_topic)}
    languages = {language: place for place, language in enumerate(_languages(board))}
    places = {request.slug: place for place, request in enumerate(requests)}
    return {
        "asked": [_day(request.asked) for request in requests],
        "answered": [_day(answer) - _day(r.asked) if (answer := r.answered) else -1 for r in requests],
        "waits": [_day(r.waiting_since) - _day(r.asked) if board.is_waiting(r) else -1 for r in requests],
        "others": [board.others(request) for request in requests],
        "state": [len(KINDS) * STATUSES.index(r.status) + KINDS.index(r.kind) for r in requests],
        "topic": [topics.get(request.topic, -1) for request in requests],
        "lang": [languages[request.lang] for request in requests],
        "until": [_until(request) for request in requests],
        "same": [[place, places[board.original(r).slug]] for place, r in enumerate(requests) if r.same_as in places],
    }


def _until(request: Request) -> int:
    deadline = request.deadline
    if not deadline:
        return 0
    return (deadline.last - request.asked.day).days + 1 if deadline.day else -(deadline.year * 12 + deadline.month - 1)


def _day(moment: Moment) -> int:
    return (moment.day - _FIRST_DAY).days


def _words(requests: Sequence[Request], shown: Iterable[str], people: Mapping[str, str], room: int) -> list[str]:
    """For each request its words that aren't shown already, the rarest first, as far as the room goes."""
    # One string a request: a list of words takes many times the memory.
    found = [" ".join(_words_of(request, seen, people)) for request, seen in zip(requests, shown, strict=True)]
    frequency: Counter[str] = Counter()
    for words in found:
        frequency.update(words.split(" "))
    said = [" ".join(sorted(words.split(" "), key=frequency.__getitem__)).encode() for words in found]
    around = len('"",')
    share = level((len(each) + around for each in said), room) - around
    return [each[:share].decode(errors="ignore") for each in said] if share > 0 else []


def _words_of(request: Request, shown: str, people: Mapping[str, str]) -> list[str]:
    said = [request.by, request.title, request.text]
    for turn in request.turns:
        # Ours speak in Markdown, and their whole names stand beside it, however the file has them.
        said += [turn.who, _TARGET.sub("", turn.text) if turn.staff and "]" in turn.text else turn.text]
        said += [people[slug] for slug in turn.staff if slug in people]
    seen = set(words_of(shown))
    return [word for word in dict.fromkeys(words_of(" ".join(said))) if word not in seen]


def words_of(text: str) -> list[str]:
    """The words of a text, folded; of what has no blanks, every two characters, as `board.js` makes them of a query."""
    words = _WORD.findall(folded(text))
    return [part for word in words for part in (_pairs(word) if word >= "\u3005" and _RUN.match(word) else (word,))]


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)]


def folded(text: str) -> str:
    """The text in small letters, without accents, with ss for ß and 3 for ٣, as `board.js` makes what is typed."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    if decomposed.isascii():
        return decomposed
    marks = {ord(char): None for char in set(decomposed) if unicodedata.category(char).startswith("M")}
    digits = {ord(char): str(unicodedata.decimal(char)) for char in set(decomposed) if char.isdecimal()}
    return unicodedata.normalize("NFC", decomposed.translate({ord("ß"): "ss", **marks, **digits}))
