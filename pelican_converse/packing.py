"""How texts are made to fit into a room that is given in octets."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence

FIRST_SIGN = 0x100
"""What stands for a part of addresses is a character from here on, which takes two octets and is in no address."""
_SIGNS = 0x800 - FIRST_SIGN
_PART = re.compile(r"[^-]*-|[^-]+$")


def written(data: object) -> str:
    """Data as JSON, as short as can be."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def size(data: object) -> int:
    """How many octets data takes as JSON."""
    return len(written(data).encode())


def level(sizes: Iterable[int], room: int) -> int:
    """The highest limit for each at which all fit into the room: whoever needs less leaves more for the others."""
    ordered = sorted(sizes)
    for place, each in enumerate(ordered):
        among = len(ordered) - place
        if each * among > room:
            return max(room // among, 0)
        room -= each
    return ordered[-1] if ordered else 0


def fitted(texts: Sequence[str], room: int, shortest: int) -> list[str]:
    """The texts as a list that fits into the room, the longest ones cut; none if they had to be shorter than that."""
    sizes = [size(text) + 1 for text in texts]
    limit = level(sizes, room - len("[]"))
    if min(limit, max(sizes, default=0)) < min(shortest, max(sizes, default=0)):
        return []
    return [text if each <= limit else _cut(text, limit - 1) for text, each in zip(texts, sizes, strict=True)]


def _cut(text: str, octets: int) -> str:
    """The text with three dots at the end, so that it takes no more than so many octets as JSON."""
    kept = text.encode()[: octets - len('""…'.encode())].decode(errors="ignore")
    while size(f"{kept.rstrip()}…") > octets:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def parted(slugs: Sequence[str]) -> tuple[list[str], list[str]]:
    """The slugs with a sign for each of their words that stands in many, and what the signs stand for, in order."""
    words = [_PART.findall(slug) for slug in slugs]
    counts = Counter(word for each in words for word in each)
    saved = {word: (len(word) - 2) * (count - 1) - 5 for word, count in counts.items()}
    worth = sorted((word for word, octets in saved.items() if octets > 0), key=lambda word: (-saved[word], word))
    signs = {word: chr(FIRST_SIGN + place) for place, word in enumerate(worth[:_SIGNS])}
    return ["".join([signs.get(word, word) for word in each]) for each in words], worth[:_SIGNS]
