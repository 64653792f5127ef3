"""Opening hours, written as in `Tu-Fr 07:00-18:00; Sa 07:00-13:00; PH off`: a part of OpenStreetMap's grammar."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from itertools import groupby, pairwise
from typing import Self

from pelican_converse.model.dates import MONTHS, Dates
from pelican_converse.problems import quoted
from pelican_converse.text import clean_line

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOLIDAY = "PH"
_GERMAN = {"Di": "Tu", "Mi": "We", "Do": "Th", "So": "Su"}
"""Days that begin otherwise in a language whose speakers often write them here."""
_KNOWN_DAYS = "Days are Mo, Tu, We, Th, Fr, Sa, Su and PH (public holidays)."
_PH = 7
_MIDNIGHT = 24 * 60
_A_WEEK = 7
_EXAMPLE = "Write for example Tu-Fr 07:00-12:30,13:30-18:00; Sa 07:00-13:00; PH off."
_EXAMPLE_OF_A_DAY = "Write for example 08:00-12:00,13:30-18:00."
_EXAMPLE_WITH_DATES = "For example Dec 24,31 07:00-12:00; Jul 15-Aug 31 Tu-Sa 07:00-13:00; 2026 Dec 27-2027 Jan 06 off."
_REMARK = re.compile(r'(.*?)\s*"([^"]*)"')
_MONTH = rf"(?:{'|'.join(MONTHS)})\b"
_DATES = re.compile(rf"(?:\d{{4}} )?{_MONTH}(?:[\d ,-]|{_MONTH})*?(?=$| (?:[A-Z][a-z]\b|PH|off|closed|\d+:))")
_WEEKDAYS = re.compile(r"(?!(?:off|closed)\b)[A-Za-z]+(?: ?[,-] ?[A-Za-z]*)*")
_STATE = re.compile(r"off|closed|\d[\d:, -]*")


@dataclass(frozen=True)
class Span:
    """A stretch of a day in minutes from midnight; `closes` is above 1440 where it goes past midnight."""

    opens: int
    closes: int

    @classmethod
    def read(cls, text: str) -> Self:
        """`07:00-18:00`."""
        match = re.fullmatch(r"(\d{1,2}):([0-5]\d) ?- ?(\d{1,2}):([0-5]\d)", text.strip())
        if not match:
            raise ValueError(f"{quoted(text.strip())} is not a stretch of hours. {_EXAMPLE}")
        opens, closes = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
        if opens >= _MIDNIGHT or closes > _MIDNIGHT or opens == closes:
            raise ValueError(f"{quoted(text.strip())} is not a stretch of a day. {_EXAMPLE}")
        return cls(opens, closes if closes > opens else closes + _MIDNIGHT)

    @property
    def start(self) -> time:
        """When it begins."""
        return _clock(self.opens)

    @property
    def end(self) -> time:
        """When it ends, maybe on the next day."""
        return _clock(self.closes)


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


@dataclass(frozen=True)
class Day:
    """What holds on a day: open in these spans, or closed if there are none; and a remark.

    A remark alone, such as "by appointment", means that nobody can say from outside.
    """

    spans: tuple[Span, ...] = ()
    remark: str = ""
    is_off: bool = False

    @classmethod
    def read(cls, text: str) -> Self:
        """`08:00-12:00`, several with commas, and a remark if you like; or a remark alone."""
        _refuse_half_a_quote(clean_line(text), '08:00-12:00 "ring twice"')
        text, remark = _without_remark(clean_line(text))
        text = _with_short_dashes(text)
        if not text and remark:
            return cls((), remark)
        try:
            return cls(_read_spans(text), remark)
        except ValueError as error:
            raise ValueError(str(error).replace(_EXAMPLE, _EXAMPLE_OF_A_DAY)) from None

    @property
    def is_unsure(self) -> bool:
        """Whether only the remark says what holds."""
        return bool(self.remark and not self.spans and not self.is_off)

    @property
    def is_all_day(self) -> bool:
        """Whether it is open around the clock."""
        return self.spans == (Span(0, _MIDNIGHT),)


@dataclass(frozen=True)
class Row:
    """Days of the week (0 is Monday) that follow each other and have the same hours."""

    first: int
    last: int
    day: Day


Week = tuple[Day, ...]
"""Seven days, Monday first."""


def rows(week: Week) -> tuple[Row, ...]:
    """The week as a table shows it: days that follow each other and agree, in one row."""
    grouped = [list(group) for _, group in groupby(range(7), key=lambda number: week[number])]
    return tuple(Row(days[0], days[-1], week[days[0]]) for days in grouped)


@dataclass(frozen=True)
class Rule:
    """What holds on some days: of the week (7 is a public holiday; none means all), within some dates if any."""

    day: Day
    weekdays: frozenset[int] = frozenset()
    dates: tuple[Dates, ...] = ()

    def holds_in(self, when: date) -> bool:
        """Whether its dates, if it has any, hold this day."""
        return not self.dates or any(when in dates for dates in self.dates)

    def counts_in(self, dates: Dates | None) -> bool:
        """Whether it holds in all of these dates, or in all that nothing else is said of."""
        return not self.dates or bool(dates and any(dates.are_within(other) for other in self.dates))

    def holds_on(self, weekdays: set[int]) -> bool:
        """Whether it is about one of these days of the week, of which 7 is a public holiday."""
        return not self.weekdays or bool(self.weekdays & weekdays)

    @property
    def is_about_holidays(self) -> bool:
        """Whether it is about public holidays alone."""
        return self.weekdays == {_PH}

    @property
    def is_about_dates(self) -> bool:
        """Whether it is about whole dates, whatever day of the week they are."""
        return bool(self.dates) and not self.weekdays

    @property
    def is_usual(self) -> bool:
        """Whether it is about the week, whatever the date: every other rule wins over it."""
        return not self.dates and not self.is_about_holidays


@dataclass(frozen=True)
class Hours:
    """Rules of which the last that holds on a day wins. Those about days of the week come first.

    On a public holiday a rule about these wins over all that name days of the week.
    """

    rules: tuple[Rule, ...]

    @classmethod
    def read(cls, text: str) -> Self:
        """Rules parted by semicolons."""
        text = clean_line(text)
        _refuse_half_a_quote(text, 'Tu-Fr 07:00-12:30 "ring twice"; Sa "by appointment"')
        parts = re.findall(r'(?:"[^"]*"|[^;"])+', text)
        rules = [rule for part in parts if part.strip() for rule in _read_rule(part.strip())]
        if not rules:
            raise ValueError(f"{quoted(text)} has no hours in it. {_EXAMPLE}")
        hours = cls(tuple(sorted(rules, key=lambda rule: not rule.is_usual)))
        for week in (hours.week, *(week for _, week in hours.seasons)):
            _refuse_overlap(week, text)
        return hours

    def on(self, when: date, is_holiday: bool = False) -> Day | None:
        """What holds on a day; None on a public holiday of which nothing is said though it would else be open."""
        days = {when.weekday(), _PH} if is_holiday else {when.weekday()}
        holding = [rule for rule in self.rules if rule.holds_in(when) and rule.holds_on(days)]
        if is_holiday:
            holding = [rule for rule in holding if rule.is_about_holidays or rule.is_about_dates] or holding
        found = holding[-1] if holding else Rule(Day())
        is_unsaid = is_holiday and found.weekdays - {_PH} and found.day != Day()
        return None if is_unsaid else found.day

    @cached_property
    def week(self) -> Week:
        """The week as it is when no dates say anything else."""
        return self._week()

    def week_on(self, when: date) -> Week:
        """The week in which a day lies, as it is within dates of a week or more."""
        named = [dates for rule in self.rules for dates in rule.dates if when in dates and dates.length >= _A_WEEK]
        return self._week(min(named, key=lambda dates: dates.length)) if named else self.week

    def nearest_dates(self, when: date, weekday: int | None = None, at_least: int = 1) -> int | None:
        """How many days the shortest dates are that some rule names and that hold this day; None if there are none.

        Only rules about a day of the week if one is given, and only dates that aren't shorter than so many days.
        """
        rules = [rule for rule in self.rules if weekday is None or rule.holds_on({weekday})]
        lengths = [dates.length for rule in rules for dates in rule.dates if when in dates]
        return min((length for length in lengths if length >= at_least), default=None)

    @cached_property
    def holidays(self) -> Day | None:
        """What holds on public holidays; None if nothing was said."""
        return self.holidays_in()

    def holidays_in(self, dates: Dates | None = None) -> Day | None:
        """What is said of public holidays within some dates, or outside of all; None if nothing is."""
        said = [rule.day for rule in self.rules if rule.is_about_holidays and rule.counts_in(dates)]
        return said[-1] if said else None

    @cached_property
    def seasons(self) -> tuple[tuple[Dates, Week], ...]:
        """The dates that some rules are about, and the week as it is then."""
        named = dict.fromkeys(dates for rule in self.rules for dates in rule.dates)
        return tuple((dates, self._week(dates)) for dates in named)

    def _week(self, dates: Dates | None = None) -> Week:
        """The week within some dates, or outside of all."""
        week = [Day()] * 7
        for rule in self.rules:
            if rule.counts_in(dates):
                week = [rule.day if rule.holds_on({number}) else day for number, day in enumerate(week)]
        return tuple(week)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The week as a table shows it."""
        return rows(self.week)

    @property
    def open_rows(self) -> tuple[Row, ...]:
        """The rows of the days on which anything is open or remarked."""
        return tuple(row for row in self.rows if row.day.spans or row.day.remark)


def _without_remark(text: str) -> tuple[str, str]:
    match = _REMARK.fullmatch(text)
    return (match[1], match[2].strip()) if match else (text, "")


def _refuse_half_a_quote(text: str, example: str) -> None:
    if text.count('"') % 2:
        before, _, after = (part.strip() for part in text.rpartition('"'))
        where = f"before {quoted(after)} is never closed" if after else f"behind {quoted(before)} was never opened"
        raise ValueError(f"The quote {where}. Write for example {example}.")


def _with_short_dashes(text: str) -> str:
    """Programs for writing like to make them long."""
    return text.replace("–", "-").replace("—", "-")


def _read_rule(rule: str) -> Iterator[Rule]:
    """One rule, or two where it speaks of holidays and of days of the week."""
    text, remark = _without_remark(rule)
    text = _with_short_dashes(text)
    if text == "24/7":
        text = "00:00-24:00"
    dates, rest = _taken(_DATES, text)
    weekdays, rest = _taken(_WEEKDAYS, rest)
    state, rest = _taken(_STATE, rest)
    if rest or not (state or remark):
        where = f": {quoted(rest)} makes no sense there" if rest != text else ""
        where = where if rest else ": it doesn't say from when to when"
        raise ValueError(f"{quoted(rule)} can't be read as opening hours{where}. {_EXAMPLE}")
    is_off = state in ("off", "closed")
    day = Day(() if is_off or not state else _read_spans(state), remark, is_off and bool(remark))
    numbers = _read_weekdays(weekdays)
    for days in (numbers - {_PH}, numbers & {_PH}) if numbers else (numbers,):
        if days or not numbers:
            yield Rule(day, days, _read_dates(dates))


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """What the pattern finds at the beginning of a text, and the rest."""
    match = pattern.match(text)
    return (match.group(), text[match.end() :].strip()) if match else ("", text)


def _read_dates(text: str) -> tuple[Dates, ...]:
    """`Dec 24,26,Jan 1-6`: a day without its month is of the one before."""
    found, month = [], ""
    for part in text.split(",") if text else ():
        part = part.strip()
        if not part:
            raise ValueError(f"{quoted(text)} lacks a day beside a comma. Mend it. {_EXAMPLE_WITH_DATES}")
        named = re.match(rf"(?:\d{{4}} )?{_MONTH}", part) is not None
        try:
            found.append(Dates.read_named(part if named else f"{month} {part}".strip()))
        except ValueError as error:
            raise ValueError(f"{error} {_EXAMPLE_WITH_DATES}") from None
        month = re.findall(_MONTH, part)[-1] if named else month
    return tuple(found)


def _read_spans(text: str) -> tuple[Span, ...]:
    parts = text.split(",")
    if len(parts) > 1 and not all(part.strip() for part in parts):
        raise ValueError(f"{quoted(text)} lacks hours beside a comma. {_EXAMPLE}")
    spans = tuple(sorted(map(Span.read, parts), key=lambda span: span.opens))
    for before, after in pairwise(spans):
        if after.opens < before.closes:
            raise ValueError(f"{quoted(text)} has hours that overlap. {_EXAMPLE}")
    return spans


def _refuse_overlap(week: Week, text: str) -> None:
    for number, day in enumerate(week):
        following = week[(number + 1) % 7]
        if day.spans and following.spans and day.spans[-1].closes - _MIDNIGHT > following.spans[0].opens:
            names = f"{DAYS[number]} and {DAYS[(number + 1) % 7]}"
            raise ValueError(f"{quoted(text)} has hours that overlap: those of {names}. {_EXAMPLE}")


def _read_weekdays(text: str) -> frozenset[int]:
    return frozenset(day for part in text.split(",") for day in _days_in(part.strip(), text)) if text else frozenset()


def _days_in(part: str, text: str) -> set[int]:
    """The days of a part of a text."""
    if part == HOLIDAY:
        return {_PH}
    first, dash, last = (word.strip() for word in part.partition("-"))
    for word in (first, last) if dash else (first,):
        if word not in DAYS:
            raise ValueError(f"{_wrong_day(word, text)} {_KNOWN_DAYS} {_EXAMPLE}")
    start, end = DAYS.index(first), DAYS.index(last or first)
    return {day % 7 for day in range(start, end + 1 if end >= start else end + 8)}


def _wrong_day(word: str, text: str) -> str:
    if not word:
        return f"{quoted(text.strip())} lacks a day."
    start = word[:2].title()
    meant = _GERMAN.get(start, start)
    return f"{quoted(word)} is not a day." + (f' Did you mean "{meant}"?' if meant in DAYS else "")
