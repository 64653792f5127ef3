"""When the business works, as promises are counted: working days, and hours by the clock on the wall."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pelican_converse.clock import minute_of
from pelican_converse.opening import Opening
from pelican_converse.publicholidays import PublicHolidays

Spans = tuple[tuple[int, int], ...]
"""Stretches of a day in minutes from its midnight; the end may lie past the next one."""
Point = tuple[date, int]
"""A day, and minutes after its midnight."""
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_SATURDAY = 5
_ALL_DAY: Spans = ((0, 24 * 60),)
_FOR_EVER = 800
"""After so many days without work nobody waits for another one."""


@dataclass(frozen=True)
class WorkingTime:
    """The days and hours on which one of the places is surely open, by the clock of the business.

    Without any hours it is Monday to Friday, around the clock, but not on public holidays.
    """

    openings: tuple[Opening, ...]
    holidays: PublicHolidays
    time_zone: str
    _known: dict[date, Spans] = field(default_factory=dict, compare=False, repr=False)
    _counted: dict[tuple[date, int], date] = field(default_factory=dict, compare=False, repr=False)

    def spans(self, day: date) -> Spans:
        """The working hours that begin on a day, in order; one night may reach into the hours of the next day."""
        if day not in self._known:
            self._known[day] = self._spans(day)
        return self._known[day]

    def _spans(self, day: date) -> Spans:
        if not self.openings:
            return () if day.weekday() >= _SATURDAY or day in self.holidays else _ALL_DAY
        return tuple(_joined(sorted(span for opening in self.openings for span in self._begun(opening, day))))

    def _begun(self, opening: Opening, day: date) -> Iterator[tuple[int, int]]:
        """The hours of a place that begin on a day of the business, wherever the place is."""
        if opening.time_zone == self.time_zone:
            yield from _hours(opening, day)
            return
        for near in (day + _DAY * number for number in (-2, -1, 0, 1, 2)):
            for begins, ends in _hours(opening, near):
                opens = self._minutes(day, minute_of(near, begins, opening.time_zone))
                if 0 <= opens < 24 * 60:
                    closes = self._minutes(day, minute_of(near, ends, opening.time_zone))
                    yield from [(opens, closes)] if opens < closes else []

    def _minutes(self, day: date, minute: int) -> int:
        """How long after midnight of a day a minute since 1970 is, by the clock of the business."""
        there = datetime.fromtimestamp(minute * 60, ZoneInfo(self.time_zone)).replace(tzinfo=None)
        return (there - datetime.combine(day, time())) // _MINUTE

    def after_days(self, day: date, amount: int) -> date:
        """The last of so many working days after a day."""
        if (day, amount) not in self._counted:
            self._counted[day, amount] = self._after_days(day, amount)
        return self._counted[day, amount]

    def _after_days(self, day: date, amount: int) -> date:
        working = (when for when in _days_after(day) if self.spans(when))
        return next((when for number, when in enumerate(working, 1) if number == amount), date.max)

    def after_minutes(self, start: Point, amount: int) -> Point:
        """The end of so many minutes of work from a moment on; what two days have in common counts once."""
        day, minute = start
        reached = 24 * 60 + minute
        for when in (day - _DAY, day, *_days_after(day)):
            for opens, closes in self.spans(when):
                begun = max(opens, reached)
                if begun < closes and amount <= closes - begun:
                    return _normal(when, begun + amount)
                amount -= max(closes - begun, 0)
                reached = max(closes, reached)
            reached -= 24 * 60
        return date.max, 0


def _hours(opening: Opening, day: date) -> Iterator[tuple[int, int]]:
    """The hours of a place on a day, by the clock there."""
    found = opening.on(day)
    return ((span.opens, span.closes) for span in (found.spans if found else ()))


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
