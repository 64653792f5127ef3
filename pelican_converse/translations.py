"""Messages in another language, made of the entries of PO files."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations, c2py
from html import escape
from pathlib import Path

from babel.messages.plurals import get_plural

from pelican_converse.problems import Problems
from pelican_converse.reading.pofile import Entry, read_po

LOCALE_FOLDER = Path(__file__).parent / "locale"
FORMAL = "-formal"
"""What the name of a catalogue ends in that holds only what is said otherwise to people whom one isn't close to."""
_RULE = re.compile(r"^Plural-Forms:\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;\n]+)", re.MULTILINE | re.IGNORECASE)
_ARABIC = (6, "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5")
"""As gettext and the programs of translators count; Babel has the last two the other way round."""
_ENOUGH = 200
"""No rule looks at more than the last two digits."""
Key = tuple[str, str]
"""A message in English, and its plural or ""."""


@dataclass(frozen=True)
class Plurals:
    """How many forms a language has, and which one belongs to a number."""

    count: int
    form: Callable[[int], int]

    @classmethod
    def read(cls, head: str, language: str) -> "Plurals":
        """What the head of a file says; if it says nothing, what is known of the language. Raises ValueError."""
        found = _RULE.search(head)
        if not found and "plural-forms:" in head.lower():
            raise ValueError
        known = _ARABIC if language.partition("-")[0] == "ar" else get_plural(language.replace("-", "_"))
        count, rule = (int(found[1]), found[2]) if found else (int(known[0]), str(known[1]))
        plurals = cls(count, c2py(rule))
        try:
            forms = {plurals.form(number) for number in range(_ENOUGH)}
        except ArithmeticError:
            raise ValueError from None
        if not forms <= set(range(count)):
            raise ValueError
        return plurals


@dataclass(frozen=True)
class Message:
    """What one message is in a language: one text, or as many as it has plurals."""

    texts: tuple[str, ...]
    plurals: Plurals


def plurals_of(entries: Iterable[Entry], language: str) -> Plurals:
    """The plurals of a file. Raises ValueError if its head makes no sense."""
    return Plurals.read(next((entry.texts[0] for entry in entries if not entry.msgid), ""), language)


def is_used(entry: Entry) -> bool:
    """Whether it is a message, and translated."""
    return bool(entry.msgid and any(entry.texts)) and not entry.fuzzy


def messages(entries: Iterable[Entry], language: str) -> dict[Key, Message]:
    """What a file says. Its texts are plain text, and go into HTML as they are: what is HTML in them is shown."""
    entries = tuple(entries)
    plurals = plurals_of(entries, language)
    return {entry.key: Message(tuple(map(_escaped, entry.texts)), plurals) for entry in entries if is_used(entry)}


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;")


@cache
def ours(name: str) -> tuple[Entry, ...]:
    """A catalogue of ours by its name, `de`; nothing if there is none."""
    path = LOCALE_FOLDER / f"{name}.po"
    if not path.exists():
        return ()
    problems = Problems()
    entries = read_po(path.read_text(encoding="utf-8"), path.name, problems)
    problems.raise_any()
    return entries


class Translations(NullTranslations):
    """Messages as templates ask for them; what isn't there stays English."""

    def __init__(self, messages: Mapping[Key, Message]) -> None:
        super().__init__()
        self.messages = messages

    def gettext(self, message: str) -> str:
        """A message."""
        found = self.messages.get((message, ""))
        return found.texts[0] if found else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """A message that speaks of a number."""
        found = self.messages.get((msgid1, msgid2))
        return found.texts[found.plurals.form(n)] if found else super().ngettext(msgid1, msgid2, n)
