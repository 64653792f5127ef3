"""Our words in the site's language, and dates as people there write them."""

import re
from collections.abc import Iterable
from datetime import date, time
from functools import cached_property
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError, dates, numbers
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from pelican_converse.model.meetup import When

NO_BREAK_SPACE = "\u00a0"
WORD_JOINER = "\u2060"
LOCALE_FOLDER = Path(__file__).parent / "locale"


class Words:
    """Translations, dates and lists for one language, as they are written in one country."""

    def __init__(self, language: str, country: str = "") -> None:
        self.language = language
        self.locale = _locale(language, country)

    @cached_property
    def translations(self) -> NullTranslations:
        """The catalogue of the language, or of the language it is a kind of; English words if there is none."""
        for name in (self.language, self.locale.language):
            path = LOCALE_FOLDER / f"{name}.po"
            if path.exists():
                return _compiled(path)
        return NullTranslations()

    @property
    def tag(self) -> str:
        """The language and country as browsers know them: `en-AT`."""
        return str(self.locale).replace("_", "-")

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return self.locale.text_direction

    def day(self, day: date) -> str:
        """`4 March 2026`."""
        return dates.format_date(day, "long", self.locale)

    def full_day(self, day: date) -> str:
        """`Wednesday, 4 March 2026`."""
        return dates.format_date(day, "full", self.locale)

    def when(self, when: When) -> str:
        """`Saturday, 12 September 2026, 09:00–12:00`."""
        return " ".join(self.when_parts(when)).replace(NO_BREAK_SPACE, " ")

    def when_parts(self, when: When) -> list[str]:
        """The same in the parts that stay together on a line: day and time, or the first day and the last."""
        first, last = (_with_month(self.full_day(day)) for day in (when.first, when.last))
        starts, ends = (self.clock(clock) if clock else "" for clock in (when.starts, when.ends))
        if when.first != when.last:
            return [", ".join(filter(None, (first, starts))) + " –", ", ".join(filter(None, (last, ends)))]
        hours = f"{starts}–{ends}" if ends else starts
        return [f"{first},", hours] if hours else [first]

    def brief(self, day: date) -> str:
        """`Sat, 12 Sept`, for where there is little room."""
        return dates.format_skeleton("MMMEd", day, locale=self.locale)

    def short_day(self, day: date) -> str:
        """`4 March`."""
        return dates.format_skeleton("MMMMd", day, locale=self.locale)

    def month(self, day: date) -> str:
        """`March 2026`."""
        return dates.format_skeleton("yMMMM", day, locale=self.locale)

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
        """The name of a language in itself: `Deutsch`."""
        locale = Locale.parse(tag, sep="-")
        return locale.get_display_name(locale) or tag

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


def _with_month(day: str) -> str:
    """A date in which the number of the day stays with its month."""
    return re.sub(r"(?<=\d) (?=[^\W\d])|(?<=\d\.) (?=[^\W\d])", NO_BREAK_SPACE, day)


def _kept_whole(said: str) -> str:
    """Words in which no line ends within "e-mail": behind its hyphen comes a word joiner, which nobody sees."""
    return re.sub(r"\b([Ee]-)(?=[Mm]ail)", f"\\1{WORD_JOINER}", said)


def _compiled(path: Path) -> Translations:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.stem)
    for message in catalogue:
        if isinstance(message.string, str):
            message.string = _kept_whole(message.string)
        elif message.string:
            message.string = tuple(_kept_whole(form) for form in message.string)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
