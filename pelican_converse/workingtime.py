"""When the business works, as promises are counted: working days, and hours by the clock on the wall."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from pelican_converse.opening import Opening
from pelican_converse.publicholidays import PublicHolidays

Spans = tuple[tuple[int, int], ...]
"""Stretches of a day in minutes from its midnight; the end may lie past the next one."""
Point = tuple[date, int]
"""A day, and minutes after its midnight."""
_DAY = timedelta(days=1)
_SATURDAY = 5
_ALL_DAY: Spans = ((0, 24 * 60),)
_FOR_EVER = 800
"""After so many days without work nobody waits for another one."""


@dataclass(frozen=True)
class WorkingTime:
    """The days and hours on which one of the places is surely open.

    Without any hours it is Monday to Friday, around the clock, but not on public holidays.
    """

    openings: tuple[Opening, ...]
    holidays: PublicHolidays
    _known: dict[date, Spans] = field(default_factory=dict, compare=False, repr=False)
    _counted: dict[tuple[date, int], date] = field(default_factory=dict, compare=False, repr=False)

    def spans(self, day: date) -> Spans:
        """The working hours of a day, in order."""
        if day not in self._known:
            self._known[day] = self._spans(day)
        return self._known[day]

    def _spans(self, day: date) -> Spans:
        if not self.openings:
            return () if day.weekday() >= _SATURDAY or day in self.holidays else _ALL_DAY
        found = (opening.on(day) for opening in self.openings)
        return tuple(_joined(sorted((span.opens, span.closes) for each in found if each for span in each.spans)))

    def after_days(self, day: date, amount: int) -> date:
        """The last of so many working days after a day."""
        if (day, amount) not in self._counted:
            self._counted[day, amount] = self._after_days(day, amount)
        return self._counted[day, amount]

    def _after_days(self, day: date, amount: int) -> date:
        working = (when for when in _days_after(day) if self.spans(when))
        return next((when for number, when in enumerate(working, 1) if number == amount), date.max)

    def after_minutes(self, start: Point, amount: int) -> Point:
        """The end of so many minutes of work from a moment on."""
        day, minute = start
        for when in (day - _DAY, day, *_days_after(day)):
            offset = (day - when).days * 24 * 60 + minute
            for opens, closes in self.spans(when):
                begun = max(opens, offset)
                if begun < closes and amount <= closes - begun:
                    return _normal(when, begun + amount)
                amount -= max(closes - begun, 0)
        return date.max, 0


def _days_after(day: date) -> Iterator[date]:
    return (day + timedelta(days=number) for number in range(1, _FOR_EVER))


def _normal(day: date, minute: int) -> Point:
    """The same moment with a minute of its own day; midnight belongs to the day it ends."""
    days = max(minute - 1, 0) // (24 * 60)
    return day + timedelta(days=days), minute - days * 24 * 60


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for opens, closes in spans:
        if joined and opens <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], closes)
        else:
            joined.append((opens, closes))
    return joined
