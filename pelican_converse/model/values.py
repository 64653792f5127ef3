"""The small values of the model: days, deadlines, promises, pictures. Each reads what an owner writes."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from itertools import pairwise
from typing import ClassVar, Self

from pelican_converse.problems import quoted
from pelican_converse.text import clean_line

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_YEARS = range(1900, 9000)
"""Others are slips; near the ends of the calendar clocks and sums have no meaning either."""
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def read_day(text: str) -> date:
    """A day written as 2026-03-04."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{quoted(text)} is not a date. Write it as 2026-03-04.")
    try:
        day = date(*(int(part) for part in match.groups()))
    except ValueError:
        raise ValueError(f"{quoted(text)} is not a day of the calendar. Mend the date.") from None
    _refuse_far_away(day.year, text)
    return day


def _refuse_far_away(year: int, text: str) -> None:
    if year not in _YEARS:
        raise ValueError(f"{quoted(text)} is too far away. Write a day between {_YEARS[0]} and {_YEARS[-1]}.")


def read_time(text: str) -> time:
    """A time of day written as 14:30."""
    match = _TIME.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{quoted(text)} is not a time of day. Write it as 14:30.")
    return time(int(match[1]), int(match[2]))


@dataclass(frozen=True)
class Moment:
    """A day, with a time of day if it is known."""

    day: date
    clock: time | None = None

    @classmethod
    @lru_cache(maxsize=4096)
    def read(cls, text: str) -> Self:
        """`2026-03-04` or `2026-03-04 14:30`."""
        day, _, clock = text.strip().partition(" ")
        return cls(read_day(day if _DATE.fullmatch(day) else text), read_time(clock) if clock.strip() else None)

    def __str__(self) -> str:
        return f"{self.day} {self.clock:%H:%M}" if self.clock else f"{self.day}"

    @property
    def at(self) -> datetime:
        """The same by the clock of the business; midnight, if no time is known."""
        return datetime.combine(self.day, self.clock or time())

    def is_before(self, other: Self) -> bool:
        """Whether this surely came earlier; on the same day only two times can tell."""
        if self.day != other.day:
            return self.day < other.day
        return bool(self.clock and other.clock and self.clock < other.clock)


@dataclass(frozen=True)
class Deadline:
    """A day or a whole month by which, or until which, something holds; `day` is 0 for a month."""

    year: int
    month: int
    day: int = 0

    @classmethod
    def read(cls, text: str) -> Self:
        """`2026-05-01`, or a month as `2026-05`."""
        text = text.strip()
        if re.fullmatch(r"\d{4}-\d{2}", text):
            year, month = (int(part) for part in text.split("-"))
            if not year or not 1 <= month <= 12:
                raise ValueError(f"{quoted(text)} is not a month of the calendar. Mend the date.")
            _refuse_far_away(year, text)
            return cls(year, month)
        try:
            day = read_day(text)
        except ValueError as error:
            raise ValueError(str(error).replace("2026-03-04", "2026-05-01, or a month as 2026-05")) from None
        return cls(day.year, day.month, day.day)

    @property
    def last(self) -> date:
        """The last day on which it is still kept."""
        return date(self.year, self.month, self.day or monthrange(self.year, self.month)[1])

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")


@dataclass(frozen=True)
class Promise:
    """How soon an answer comes: so many working days, or hours, counted on days we're open."""

    amount: int
    unit: str
    UNITS: ClassVar = {"hour": "hours", "hours": "hours", "working day": "working days", "working days": "working days"}

    @classmethod
    def read(cls, text: str) -> Self:
        """`2 working days` or `4 hours`."""
        match = re.fullmatch(r"(\d{1,3}) (.+)", clean_line(text))
        unit = cls.UNITS.get(match[2].lower()) if match else None
        if not match or not unit or not int(match[1]):
            raise ValueError(
                f'{quoted(text)} can\'t be counted. Write it in English, as "2 working days" or "4 hours".'
            )
        return cls(int(match[1]), unit)


@dataclass(frozen=True)
class Picture:
    """A picture file below the content folder, and what it shows in words."""

    file: str
    text: str

    @classmethod
    def read(cls, text: str) -> Self:
        """`images/rosa.jpg | Rosa at the oven door`."""
        file, bar, words = (part.strip() for part in clean_line(text).partition("|"))
        if not bar or not file or not words:
            raise ValueError(
                f"{quoted(text)} lacks its file or its words. "
                "Write the file, a bar, and what the picture shows: images/rosa.jpg | Rosa at the oven door."
            )
        if file.startswith("/") or "\\" in file or ":" in file or ".." in file.split("/"):
            raise ValueError(f"{quoted(file)} leads out of the content folder. Write a path as images/rosa.jpg.")
        return cls(file, words)

    def __str__(self) -> str:
        return f"{self.file} | {self.text}"


@dataclass(frozen=True)
class Absence:
    """When somebody is away, both days included, and the name of whoever answers meanwhile."""

    start: date
    end: date
    stand_in: str = ""

    @classmethod
    def read(cls, text: str) -> Self:
        """`2026-08-01/2026-08-14, Ben answers`, or without anybody."""
        span, _, who = clean_line(text).partition(",")
        start, slash, end = span.partition("/")
        name = re.fullmatch(r"(.*?)\s*answers\.?", who.strip()) if who.strip() else None
        if not slash or (who.strip() and not name):
            raise ValueError(f"{quoted(text)} can't be read. Write 2026-08-01/2026-08-14, Ben answers.")
        days = read_day(start), read_day(end)
        if days[1] < days[0]:
            raise ValueError(f"{quoted(span)} ends before it starts. Write the first day first.")
        return cls(*days, name[1] if name else "")

    @classmethod
    def read_all(cls, text: str) -> tuple[Self, ...]:
        """One or more, parted by semicolons, in order of date."""
        found = sorted((cls.read(part) for part in text.split(";") if part.strip()), key=lambda absence: absence.start)
        for before, after in pairwise(found):
            if before.overlaps(after):
                raise ValueError(
                    f"{quoted(text)} says {after.start} twice. Let each absence begin after the one before."
                )
        return tuple(found)

    def overlaps(self, other: Self) -> bool:
        """Whether both have a day in common."""
        return self.start <= other.end and other.start <= self.end

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True)
class Consent:
    """Leave to use a customer's words as a testimonial, given on a day."""

    day: date

    @classmethod
    def read(cls, text: str) -> Self:
        """`yes, 2026-03-04`."""
        yes, _, day = clean_line(text).partition(",")
        if yes.lower() != "yes" or not day:
            raise ValueError(f"{quoted(text)} is not leave with a date. Write yes, 2026-03-04, or take the line out.")
        return cls(read_day(day))

    def __str__(self) -> str:
        return f"yes, {self.day}"


@dataclass(frozen=True)
class Notice:
    """The last day on which every page mentions a problem."""

    until: date

    @classmethod
    def read(cls, text: str) -> Self:
        """`until 2026-03-04`."""
        word, _, day = clean_line(text).partition(" ")
        if word.lower() != "until" or not day:
            raise ValueError(f"{quoted(text)} has no end. Write until 2026-03-04.")
        return cls(read_day(day))

    def __str__(self) -> str:
        return f"until {self.until}"
