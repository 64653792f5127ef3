"""Our words in the site's language, and dates as people there write them."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from functools import cached_property

from babel import Locale, UnknownLocaleError, dates, numbers
from babel.lists import format_list

from pelican_converse.model.languages import own_name
from pelican_converse.model.meetup import When
from pelican_converse.reading.pofile import Entry
from pelican_converse.translations import FORMAL, Key, Message, Translations, messages, ours

NO_BREAK_SPACE = "\u00a0"


class Words:
    """Translations, dates and lists for one language, as they are written in one country."""

    def __init__(
        self,
        language: str,
        country: str = "",
        form_of_address: str = "informal",
        own: Mapping[str, tuple[Entry, ...]] | None = None,
    ) -> None:
        self.language = language
        self.locale = _locale(language, country)
        self._manner = FORMAL if form_of_address == "formal" else ""
        self._own = own or {}

    @cached_property
    def translations(self) -> Translations:
        """The words of the owner, then ours, each for the country before those of the language; else English."""
        parts = self.tag.split("-")
        tags = ["-".join(parts[:end]) for end in range(1, len(parts) + 1)]
        said: dict[Key, Message] = {}
        for entries_of in (self._ours, self._owners):
            for tag in tags:
                said |= messages(entries_of(tag), tag)
        return Translations(said)

    def _ours(self, tag: str) -> tuple[Entry, ...]:
        return (*ours(tag), *ours(tag + self._manner)) if self._manner else ours(tag)

    def _owners(self, tag: str) -> tuple[Entry, ...]:
        return self._own.get(tag, ())

    @property
    def tag(self) -> str:
        """The language and country as browsers know them: `en-AT`."""
        return str(self.locale).replace("_", "-")

    def version(self, text: object) -> str:
        """By what the words are known again that somebody agreed to: `en-3f9a01bc`."""
        return f"{self.language}-{hashlib.sha256(str(text).encode()).hexdigest()[:8]}"

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return self.locale.text_direction

    def day(self, day: date) -> str:
        """`4 March 2026`."""
        return _together(self._long.apply(day, self.locale))

    @cached_property
    def _long(self) -> dates.DateTimePattern:
        return dates.get_date_format("long", self.locale)

    def full_day(self, day: date) -> str:
        """`Wednesday, 4 March 2026`."""
        return _together(dates.format_date(day, "full", self.locale))

    def when(self, when: When) -> str:
        """`Saturday, 12 September 2026, 09:00–12:00`."""
        return " ".join(self.when_parts(when)).replace(NO_BREAK_SPACE, " ")

    def when_parts(self, when: When) -> list[str]:
        """The same in the parts that stay together on a line: day and time, or the first day and the last."""
        first, last = (self.full_day(day) for day in (when.first, when.last))
        starts, ends = (self.clock(clock) if clock else "" for clock in (when.starts, when.ends))
        if when.first != when.last:
            return [", ".join(filter(None, (first, starts))) + " –", ", ".join(filter(None, (last, ends)))]
        hours = f"{starts}–{ends}" if ends else starts
        return [f"{first},", hours] if hours else [first]

    def brief(self, day: date) -> str:
        """`Sat, 12 Sept`, for where there is little room."""
        return _together(dates.format_skeleton("MMMEd", day, locale=self.locale))

    def short_day(self, day: date) -> str:
        """`4 March`."""
        return _together(dates.format_skeleton("MMMMd", day, locale=self.locale))

    def month(self, day: date) -> str:
        """`March 2026`."""
        return _together(dates.format_skeleton("yMMMM", day, locale=self.locale))

    def month_name(self, day: date) -> str:
        """`March`."""
        return dates.format_date(day, "LLLL", self.locale)

    def clock(self, clock: time) -> str:
        """`14:30`."""
        return dates.format_time(clock, "short", locale=self.locale)

    def weekday(self, number: int) -> str:
        """`Monday` for 0."""
        return str(dates.get_day_names("wide", "stand-alone", self.locale)[number])

    def short_weekday(self, number: int) -> str:
        """`Mon` for 0."""
        return str(dates.get_day_names("abbreviated", "stand-alone", self.locale)[number])

    def language_name(self, tag: str) -> str:
        """The name of a language in itself: `Deutsch`; if that isn't known in the site's language, else in English."""
        return own_name(tag) or str(self.locale.languages.get(tag) or Locale("en").languages.get(tag) or tag)

    def city_of(self, time_zone: str) -> str:
        """The city after which a time zone is called: `Vienna`."""
        return str(dates.get_timezone_location(time_zone, locale=self.locale, return_city=True))

    def country_name(self, code: str) -> str:
        """`United States` for US."""
        return str(self.locale.territories.get(code, code))

    def number(self, number: int) -> str:
        """`1,234`."""
        return numbers.format_decimal(number, locale=self.locale)

    def listed(self, words: Iterable[str]) -> str:
        """`a, b and c`."""
        return format_list(list(words), locale=self.locale)


def _locale(language: str, country: str) -> Locale:
    """English in Austria writes 4 March and 14:30, as the country does."""
    if country and "-" not in language:
        try:
            return Locale.parse(f"{language}_{country}")
        except UnknownLocaleError:
            pass
    return Locale.parse(language, sep="-")


def _together(day: str) -> str:
    """A date in which the numbers of the day and the year stay with the month."""
    return re.sub(r"(?<=\d) (?=[^\W\d])|(?<=\d\.) (?=[^\W\d])|(?<=[^\W\d]) (?=\d)", NO_BREAK_SPACE, day)
