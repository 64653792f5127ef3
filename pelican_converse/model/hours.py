"""Opening hours, written as in `Tu-Fr 07:00-18:00; Sa 07:00-13:00; PH off`."""

import re
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby, pairwise
from typing import Self

from pelican_converse.model.values import read_day
from pelican_converse.problems import quoted
from pelican_converse.text import clean_line

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOLIDAY = "PH"
_EXAMPLE = "Write for example Tu-Fr 07:00-12:30,13:30-18:00; Sa 07:00-13:00; PH off."
_RULE = re.compile(r"(?P<days>[A-Za-z][A-Za-z, -]*?) +(?P<when>off|closed|[\d:, -]+)(?: *\"(?P<remark>[^\"]*)\")?")


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
        if opens >= 1440 or closes > 1440 or opens == closes:
            raise ValueError(f"{quoted(text.strip())} is not a stretch of a day. {_EXAMPLE}")
        return cls(opens, closes if closes > opens else closes + 1440)

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
    """What holds on one kind of day: open in these spans, or closed if there are none; and a remark."""

    spans: tuple[Span, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class Row:
    """Days of the week (0 is Monday) that follow each other and have the same hours."""

    first: int
    last: int
    day: Day


@dataclass(frozen=True)
class Hours:
    """A week of seven days, Monday first, and public holidays if anything was said of them."""

    week: tuple[Day, ...]
    holidays: Day | None = None

    @classmethod
    def read(cls, text: str) -> Self:
        """Rules parted by semicolons; a later rule wins on its days."""
        week, holidays = [Day()] * 7, None
        for rule in clean_line(text).split(";"):
            if not rule.strip():
                continue
            days, day = _read_rule(rule.strip())
            for number in days:
                if number == 7:
                    holidays = day
                else:
                    week[number] = day
        return cls(tuple(week), holidays)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The week as a table shows it: days that follow each other and agree, in one row."""
        grouped = [list(group) for _, group in groupby(range(7), key=lambda number: self.week[number])]
        return tuple(Row(days[0], days[-1], self.week[days[0]]) for days in grouped)

    @property
    def open_rows(self) -> tuple[Row, ...]:
        """The rows of the days on which anything is open or remarked."""
        return tuple(row for row in self.rows if row.day.spans or row.day.remark)


def _read_rule(rule: str) -> tuple[set[int], Day]:
    match = _RULE.fullmatch(rule)
    if not match:
        raise ValueError(f"{quoted(rule)} can't be read as opening hours. {_EXAMPLE}")
    days = {day for part in match["days"].split(",") for day in _read_days(part.strip())}
    if match["when"] in ("off", "closed"):
        return days, Day((), match["remark"] or "")
    return days, Day(_read_spans(match["when"]), match["remark"] or "")


def _read_spans(text: str) -> tuple[Span, ...]:
    spans = tuple(sorted((Span.read(part) for part in text.split(",")), key=lambda span: span.opens))
    for before, after in pairwise(spans):
        if after.opens < before.closes:
            raise ValueError(f"{quoted(text)} has hours that overlap. {_EXAMPLE}")
    return spans


def _read_days(text: str) -> set[int]:
    if text == HOLIDAY:
        return {7}
    first, dash, last = (part.strip() for part in text.partition("-"))
    for word in (first, last) if dash else (first,):
        if word not in DAYS:
            raise ValueError(f"{quoted(word)} is not a day. Write Mo, Tu, We, Th, Fr, Sa, Su or PH (public holidays).")
    start, end = DAYS.index(first), DAYS.index(last or first)
    return {day % 7 for day in range(start, end + 1 if end >= start else end + 8)}


@dataclass(frozen=True)
class Dates:
    """Days in a row, both ends included."""

    first: date
    last: date

    @classmethod
    def read(cls, text: str) -> Self:
        """`2026-12-24`, or `2026-12-24/2027-01-06`."""
        first, _, last = text.partition("/")
        days = read_day(first), read_day(last or first)
        if days[1] < days[0]:
            raise ValueError(f"{quoted(text)} ends before it starts. Write the first day first.")
        return cls(*days)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class DayHours:
    """The hours of one special day."""

    spans: tuple[Span, ...]

    @classmethod
    def read(cls, text: str) -> Self:
        """`08:00-12:00`, or several with commas."""
        return cls(_read_spans(clean_line(text)))
