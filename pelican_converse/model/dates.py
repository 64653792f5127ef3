"""Days of the calendar in a row: of one year, or of every year."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from pelican_converse.model.values import read_day
from pelican_converse.problems import quoted

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ANY_YEAR = 2000
"""The year in which days of every year are kept; it has a 29 February."""
_LEAP_YEAR = 366
_FORMS = "Write 2026-12-24 or 2026-12-24/2027-01-06, or in every year 12-24 or 12-24/01-06."
_NAMED = re.compile(rf"(?:(\d{{4}}) )?({'|'.join(MONTHS)})?(?: ?(\d{{1,2}}))?")


@dataclass(frozen=True)
class Dates:
    """Days in a row, both ends included; if `yearly`, in every year, and maybe past its end.

    The ends of yearly days stand in the year 2000.
    """

    first: date
    last: date
    yearly: bool = False

    @classmethod
    def read(cls, text: str) -> Self:
        """`2026-12-24`, `2026-12-24/2027-01-06`, or in every year `12-24` or `12-24/01-06`."""
        first, slash, last = (part.strip() for part in text.partition("/"))
        yearly = re.fullmatch(r"\d{2}-\d{2}", first) is not None
        ends = (first, last) if slash else (first, first)
        if any(bool(re.fullmatch(r"\d{2}-\d{2}", end)) != yearly for end in ends):
            raise ValueError(f"{quoted(text)} can't be read. Write both days as 2026-12-24, or both without a year.")
        try:
            days = [read_day(f"{_ANY_YEAR}-{end}" if yearly else end) for end in ends]
        except ValueError as error:
            said = str(error).replace("Write it as 2026-03-04.", _FORMS)
            raise ValueError(said.replace(f'"{_ANY_YEAR}-', '"') if yearly else said) from None
        return cls._checked(days[0], days[1], yearly, text)

    @classmethod
    def read_named(cls, text: str) -> Self:
        """`Dec 24`, `Dec 24-26`, `Dec 24-Jan 06`, `2026 Dec 24-2027 Jan 06`, or whole months: `Jun-Aug`."""
        wrong = ValueError(f"{quoted(text)} are no days. Write Dec 24, Dec 24-26, Dec 24-Jan 06 or Jun-Aug.")
        ends = [_NAMED.fullmatch(end) for end in re.split(r" ?- ?", text)]
        if len(ends) > 2 or not ends[0] or not ends[-1] or not ends[-1].group():
            raise wrong
        year, month, day = ends[0].groups()
        last_year, last_month, last_day = ends[-1].groups()
        if not month or (day is None) != (last_day is None) or (last_year and not (year and last_month)):
            raise wrong
        first = _day(year, month, day or "1", text)
        last = _day(last_year or year, last_month or month, last_day, text)
        return cls._checked(first, last, year is None, text)

    @classmethod
    def _checked(cls, first: date, last: date, yearly: bool, text: str) -> Self:
        if last < first and not yearly:
            raise ValueError(f"{quoted(text)} ends before it starts. Write the first day first.")
        return cls(first, last, yearly)

    def __contains__(self, day: date) -> bool:
        if not self.yearly:
            return self.first <= day <= self.last
        day = day.replace(year=_ANY_YEAR)
        if self.first <= self.last:
            return self.first <= day <= self.last
        return day >= self.first or day <= self.last

    def meet(self, other: Self) -> bool:
        """Whether both have a day in common."""
        return any(one.first in two or one.last in two for one, two in ((self, other), (other, self)))

    def are_within(self, other: Self) -> bool:
        """Whether all of these days are among the others."""
        ahead = (self.first.replace(year=_ANY_YEAR) - other.first).days % _LEAP_YEAR if other.yearly else 0
        return self.first in other and self.last in other and ahead + self.length <= other.length

    def days_from(self, today: date) -> list[date]:
        """Its days that are still to come, in their order; of those of every year each one once, when it comes next."""
        if not self.yearly:
            first = max(self.first, today)
            return [first + timedelta(number) for number in range((self.last - first).days + 1)]
        coming = (today + timedelta(number) for number in reversed(range(_LEAP_YEAR)))
        by_name = {day.replace(year=_ANY_YEAR): day for day in coming}
        new_year = date(_ANY_YEAR, 1, 1)
        ahead = (self.first - new_year).days
        names = (new_year + timedelta((ahead + number) % _LEAP_YEAR) for number in range(self.length))
        return [by_name[name] for name in names if name in by_name]

    def between(self, first: date, last: date) -> Self:
        """Some of its days, in every year as these are."""
        if self.yearly:
            first, last = first.replace(year=_ANY_YEAR), last.replace(year=_ANY_YEAR)
        return type(self)(first, last, self.yearly)

    @property
    def length(self) -> int:
        """How many days they are."""
        return (self.last - self.first).days % _LEAP_YEAR + 1 if self.yearly else (self.last - self.first).days + 1


def _day(year: str | None, month: str, day: str | None, text: str) -> date:
    """A day of a month by its name, in any year if none is given; the last one if no day is given."""
    place = int(year or _ANY_YEAR), MONTHS.index(month) + 1
    try:
        return date(*place, int(day) if day else monthrange(*place)[1])
    except ValueError:
        raise ValueError(f"{quoted(text)} is not in the calendar. Mend the day.") from None
