"""People: who answers, and who is meant by a name in a turn."""

import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from pelican_converse.model.business import Language, Reachable, Text
from pelican_converse.model.hours import Hours
from pelican_converse.model.record import from_text, written_as
from pelican_converse.model.values import Absence, Picture, Promise, read_day
from pelican_converse.text import JOINED


def _split(value: Any) -> Any:
    """`de, en` is as good as a list."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


_WRITTEN = """
von vom zu zum zur und der dem den die van vande vanden vander de het 't 's ten ter te op in aan uit af av
du des la le les l' d' di del della dello dei degli delle dal dalla da lo das do dos los las san santa st. saint
ó o o' ní nic uí ua mac mc ap al el ibn bin bint abu
"""
_PARTICLES = frozenset(_WRITTEN.split())
"""What belongs to the name of a family that stands behind it, as in "van den Berg"."""


def _is_particle(word: str) -> bool:
    """However it is written: people write "Van den Berg" too."""
    return unicodedata.normalize("NFC", word).casefold().replace("\u2019", "'") in _PARTICLES


def _first_letter(word: str) -> str:
    """With the marks that belong to it: Hindi and Thai write vowels so."""
    start = next((number for number, char in enumerate(word) if char.isalnum()), 0)
    end = start + 1
    while end < len(word) and unicodedata.category(word[end]).startswith("M"):
        end += 1
    return word[start:end]


class Person(Reachable):
    """Somebody who answers."""

    slug: str = Field(exclude=True)
    name: Text = Field(min_length=1, examples=["Rosa Adler"])
    role: Text = ""
    pronouns: Text = ""
    photo: Annotated[Picture | None, written_as(Picture)] = None
    languages: Annotated[tuple[Language, ...], BeforeValidator(_split)] = ()
    answers_within: Annotated[Promise | None, written_as(Promise)] = None
    topics: Annotated[tuple[Text, ...], BeforeValidator(_split)] = ()
    can_decide: Text = ""
    hours: Annotated[Hours | None, written_as(Hours)] = None
    away: Annotated[tuple[Absence, ...], from_text(Absence.read_all, tuple)] = ()
    urgent: Text = ""
    left: Annotated[date | None, from_text(read_day, date)] = None
    text: str = Field("", exclude=True)

    def absence_on(self, day: date) -> Absence | None:
        """When they are away if they are on this day."""
        return next((absence for absence in self.away if day in absence), None)

    def away_until(self, absence: Absence) -> date:
        """The last day before they are there again: that of the absence, or of those that follow it at once."""
        end = absence.end
        for other in self.away:
            if other.start == end + timedelta(days=1):
                end = other.end
        return end

    @property
    def _begins_with_family(self) -> bool:
        """Whether the name is written in Chinese, Japanese or Korean, where the family's comes first."""
        return unicodedata.name(self.name[0], "").startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL"))

    @property
    def first_name(self) -> str:
        """What to call them: the first word of the name, or all of it where the first is the family's."""
        return self.name if self._begins_with_family else self.name.split()[0]

    @property
    def initials(self) -> str:
        """The first letters of the first and the last word of the name; one where the script has no capitals."""
        words = self.name.split()
        first, last = (_first_letter(word).upper() for word in (words[0], words[-1]))
        return first + last if len(words) > 1 and first != first.lower() and last != last.lower() else first

    @property
    def family_and_given(self) -> tuple[str, str]:
        """The name of the family, "" if there is but one word, and the rest."""
        words = self.name.split()
        if len(words) == 1:
            return "", self.name
        if self._begins_with_family:
            return words[0], " ".join(words[1:])
        start = len(words) - 1
        while start > 1 and _is_particle(words[start - 1]):
            start -= 1
        return " ".join(words[start:]), " ".join(words[:start])


class Staff:
    """Finds the people meant by the name or names that a turn begins with."""

    def __init__(self, people: Iterable[Person]) -> None:
        people = tuple(people)
        self.names = tuple((person.slug, person.name) for person in people)
        self.first_names = tuple(person.first_name for person in people)
        self._whole: dict[str, list[str]] = {}
        self._first: dict[str, list[str]] = {}
        for person in people:
            self._whole.setdefault(person.name.casefold(), []).append(person.slug)
            self._first.setdefault(person.name.split()[0].casefold(), []).append(person.slug)

    def called(self, name: str) -> list[str]:
        """The slugs of all people with this whole name or, if there are none, with this first name."""
        return self._whole.get(name.casefold()) or self._first.get(name.casefold(), [])

    def now_called(self, name: str) -> str:
        """What to write for a name that nobody has, if somebody has a word of it, or one much like it; "" if not."""
        words = name.casefold().split()
        for _, whole in self.names:
            if any(get_close_matches(word, words, n=1, cutoff=0.7) for word in whole.casefold().split()):
                return f"If this is {whole} now, write that wherever the old name stands."
        return ""

    def unclear(self, who: str) -> str:
        """The first of the names joined that several people have; "" if there is none such, or one is a stranger's."""
        parts = [who] if self.called(who) else [part.strip() for part in JOINED.split(who)]
        several = [part for part in parts if len(self.called(part)) > 1]
        return several[0] if several and all(self.called(part) for part in parts) else ""

    def find(self, who: str) -> tuple[str, ...]:
        """The slugs of those meant: one person, or several joined by `&`, `and`, `und`; empty if it is anybody else."""
        for parts in ([who], JOINED.split(who)):
            found = [self.called(part.strip()) for part in parts]
            if all(len(slugs) == 1 for slugs in found):
                return tuple(dict.fromkeys(slugs[0] for slugs in found))
        return ()
