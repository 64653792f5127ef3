"""Plain text: cleaning what people type, making slugs, and cutting text into paragraphs and links."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

_SPELT_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d"}
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
JOINED = re.compile(r" (?:&|and|und) ")
"""What stands between the names of several people."""
_LINK = re.compile(r"https?://[^\s<>\"'`{}|\\^\[\]]+", re.IGNORECASE)
_AFTER_LINK = ".,;:!?'\"*_~)"


def without_control_characters(text: str) -> str:
    """The text with LF line ends and without control characters and lone surrogates; tabs stay."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", text)


def clean_text(text: str) -> str:
    """Text of several lines, as every object of the model keeps it: also without blank lines around it."""
    text = without_control_characters(text)
    end = text.find("\n", len(text.rstrip()))
    text = text[:end] if end >= 0 else text
    begin = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    return text[begin:] if text and not text.isspace() else ""


def blank_lines_before(text: str) -> int:
    """How many empty lines a text begins with."""
    return text[: len(text) - len(text.lstrip())].count("\n")


@lru_cache(maxsize=4096)
def clean_line(text: str) -> str:
    """Text of one line: every run of white space becomes one space. What is often said is there but once."""
    return " ".join(without_control_characters(text).split())


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """A slug of a to z, 0 to 9 and hyphens; empty if nothing of the text can be kept."""
    if _SLUG.fullmatch(text):
        return text
    spelt = unicodedata.normalize("NFC", text).lower().translate(_SPELT_OUT)
    ascii_only = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


@dataclass(frozen=True)
class Run:
    """A stretch of a line: words, or a bare link if `href` is set."""

    text: str
    href: str = ""


Line = tuple[Run, ...]
Paragraph = tuple[Line, ...]


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Plain text as paragraphs of lines of runs; blank lines part the paragraphs, bare links are runs of their own."""
    blocks = re.split(r"\n(?:[^\S\n]*\n)+", clean_text(text))
    return tuple(tuple(map(_runs, block.split("\n"))) for block in blocks if block.strip())


def _runs(line: str) -> Line:
    if "://" not in line:
        return (Run(line),) if line else ()
    runs, end = [], 0
    for match in _LINK.finditer(line):
        link = _trimmed(match.group())
        if link.partition("://")[2]:
            runs += [Run(line[end : match.start()]), Run(link, link)]
            end = match.start() + len(link)
    return tuple(run for run in (*runs, Run(line[end:])) if run.text)


def _trimmed(link: str) -> str:
    """The link without the punctuation of the sentence around it; a closing bracket stays if it was opened within."""
    end, unopened = len(link), link.count(")") - link.count("(")
    while end and link[end - 1] in _AFTER_LINK and (link[end - 1] != ")" or unopened > 0):
        unopened -= link[end - 1] == ")"
        end -= 1
    return link[:end]


_IN_ADDRESS = {octet: quote(bytes([octet]), safe="") for octet in range(256)}


@lru_cache(maxsize=64)
def in_address(text: str) -> str:
    """Words as they stand in an address, whatever they are; those of one page are often needed again."""
    return text.encode().decode("latin-1").translate(_IN_ADDRESS)


def excerpt(text: str, words: int) -> str:
    """The first words of a text on one line, with an ellipsis if there are more."""
    found = text.split()
    return " ".join(found) if len(found) <= words else " ".join(found[:words]).rstrip(".,;:!?–-") + " …"


def sentences(text: str, words: int) -> str:
    """The whole sentences that a text begins with, of no more than so many words; without any, its first words."""
    found = text.split()
    ends = [number for number, word in enumerate(found[:words], 1) if word.endswith((".", "!", "?", "…"))]
    return " ".join(found[: ends[-1]]) if ends and len(found) > words else excerpt(text, words)
