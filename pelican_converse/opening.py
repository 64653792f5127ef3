"""When a place is open: its hours, its special days and the public holidays, put together for days and moments."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby, pairwise

from pelican_converse.clock import minute_of
from pelican_converse.model.business import Season, Special
from pelican_converse.model.dates import Dates
from pelican_converse.model.hours import Day, Hours, Row, Week, rows
from pelican_converse.publicholidays import PublicHolidays

HORIZON = timedelta(days=92)
"""How far ahead anything is computed that a browser says by itself."""
_DAY = timedelta(days=1)
_MIDNIGHT = 24 * 60
_HALF_A_YEAR = timedelta(days=183)
_YEAR = timedelta(days=366)
_FOR_EVER = 10 * _YEAR


@dataclass(frozen=True)
class Interval:
    """A stretch of time, in minutes since 1970 if nothing else is said."""

    start: int
    end: int


@dataclass(frozen=True)
class Timeline:
    """What a browser needs to say by itself whether it is open, from `start` to `end`, in minutes since 1970.

    When it is `open`, and when that is `unsure`, is in minutes from the start; `unusual` are the days, counted from the
    first, on which something else holds than in the usual week.
    """

    start: int
    end: int
    open: tuple[Interval, ...]
    unsure: tuple[Interval, ...]
    unusual: tuple[int, ...]


@dataclass(frozen=True)
class Exceptional:
    """Days in a row on which something else holds than usually; `day` is None where nobody said what."""

    first: date
    last: date
    day: Day | None
    why: str


@dataclass(frozen=True)
class Stretch:
    """A week that holds for a while, from one moment to another, in minutes since 1970; None where that has no end.

    `special` are the days that it stands for, if they are special.
    """

    rows: tuple[Row, ...]
    special: Special | None
    start: int | None
    end: int | None

    @property
    def open_rows(self) -> tuple[Row, ...]:
        """The rows of the days on which anything is open or remarked."""
        return tuple(row for row in self.rows if row.day.spans or row.day.remark)


@dataclass(frozen=True)
class SeasonTable:
    """The week as it is within some dates, or what holds on a few days; `holidays` is None where they are as usual."""

    dates: Dates
    rows: tuple[Row, ...]
    holidays: Day | None
    why: str

    @property
    def is_one_row(self) -> bool:
        """Whether every day of it is the same, so that it needs no table of its own."""
        return len(self.rows) == 1 and self.holidays in (None, self.rows[0].day)


@dataclass(frozen=True)
class Opening:
    """The hours of one place, with all that changes them."""

    hours: Hours
    holidays: PublicHolidays
    time_zone: str
    seasons: tuple[Season, ...] = ()
    special: tuple[Special, ...] = ()
    _found: dict[date, Day | None] = field(default_factory=dict, compare=False, repr=False)

    @property
    def has_hours(self) -> bool:
        """Whether it is ever said from when to when it is open, be it only in a season."""
        weeks = (self.hours, *(season.hours for season in self.seasons))
        return any(rule.day.spans for week in weeks for rule in week.rules)

    def on(self, when: date) -> Day | None:
        """What holds on a day; None if nobody can say."""
        if when not in self._found:
            self._found[when] = self._on(when)
        return self._found[when]

    def _on(self, when: date) -> Day | None:
        special = self._special_on(when)
        if special:
            return special.day
        if not self._may_be_holiday(when):
            return self._usually_on(when, when in self.holidays)
        as_holiday, as_usual = (self._usually_on(when, is_holiday) for is_holiday in (True, False))
        return as_usual if as_holiday == as_usual else None

    def _may_be_holiday(self, when: date) -> bool:
        """Whether a day is at or beside a holiday that is only estimated, because the moon decides."""
        around = (when + number * _DAY for number in (-1, 0, 1))
        return self.holidays.has_estimates and any(map(self.holidays.is_estimated, around))

    def why(self, when: date) -> str:
        """What is special about a day; "" if nothing is."""
        special = self._special_on(when)
        return special.why if special else self.holidays.name(when)

    def _special_on(self, when: date) -> Special | None:
        return next((each for each in self._nearest_special if when in each.dates), None) if self.special else None

    @cached_property
    def _nearest_special(self) -> tuple[Special, ...]:
        """Special days, those first that are about fewer days: they win."""
        return tuple(sorted(self.special, key=lambda special: special.dates.length))

    def _usually_on(self, when: date, is_holiday: bool) -> Day | None:
        season = self._season_on(when)
        if season is None:
            return self.hours.on(when, is_holiday)
        if is_holiday and season.hours.holidays is None and self.hours.holidays:
            return self.hours.holidays
        return season.hours.on(when, is_holiday)

    def _season_on(self, when: date) -> Season | None:
        """The season that holds on a day; shorter dates that the usual hours name win over it."""
        season = next((season for season in self.seasons if when in season.dates), None) if self.seasons else None
        nearest = self.hours.nearest_dates(when, when.weekday()) if season else None
        return None if season and nearest and nearest < season.dates.length else season

    def usual_rows(self, today: date) -> tuple[Row, ...]:
        """The usual week as a table shows it; none if all the year to come has weeks of its own."""
        return self.hours.rows if any(self._is_usual(when) for when in _days(today, today + _YEAR)) else ()

    def _is_usual(self, when: date) -> bool:
        return self.hours.nearest_dates(when) is None and not any(when in season.dates for season in self.seasons)

    def stretches(self, today: date) -> tuple[Stretch, ...]:
        """The weeks of the next half year, one after the other; special days are one of their own if they last long."""
        found: list[tuple[date, Week, Special | None]] = []
        for when in _days(today, today + _HALF_A_YEAR):
            week, special = self._week_on(when)
            if not found or found[-1][1:] != (week, special):
                found.append((when, week, special))
        starts = [None, *(minute_of(when, 0, self.time_zone) for when, *_ in found[1:]), None]
        return tuple(
            Stretch(rows(week), special, start, end)
            for (_, week, special), (start, end) in zip(found, pairwise(starts), strict=True)
        )

    def _week_on(self, when: date) -> tuple[Week, Special | None]:
        special = self._special_on(when)
        if special and special.dates.length >= len(self.hours.week):
            return (special.day,) * len(self.hours.week), special
        season = next((season for season in self.seasons if when in season.dates), None)
        week = self.hours.week_on(when)
        if not season:
            return week, None
        nearest = (self.hours.nearest_dates(when, number, len(week)) for number in range(len(week)))
        wins = [length is not None and length < season.dates.length for length in nearest]
        days = zip(wins, week, season.hours.week_on(when), strict=True)
        return tuple(dated if is_dated else seasonal for is_dated, dated, seasonal in days), None

    def season_tables(self, today: date) -> tuple[SeasonTable, ...]:
        """The week of each season that isn't over, as tables show it; of a few days, what really holds on each."""
        weeks = [(dates, week, self.hours.holidays_in(dates), "") for dates, week in self.hours.seasons]
        weeks += [(season.dates, season.hours.week, season.hours.holidays, season.why) for season in self.seasons]
        tables: dict[SeasonTable, None] = {}
        for dates, week, holidays, why in weeks:
            days = dates.days_from(today)
            if dates.length < len(week):
                tables |= dict.fromkeys(self._few_days(dates, days, why))
            elif days:
                tables[SeasonTable(dates, rows(self._real_week(week, days)), self._real(holidays, days), why)] = None
        return tuple(tables)

    def _few_days(self, dates: Dates, days: list[date], why: str) -> Iterator[SeasonTable]:
        """Days in a row that have the same hours; those of which nobody can say are told among the exceptions."""
        for day, run in groupby(days, key=self.on):
            first, *rest = run
            if day is not None:
                yield SeasonTable(dates.between(first, rest[-1] if rest else first), (Row(0, 6, day),), None, why)

    def _real_week(self, week: Week, days: list[date]) -> Week:
        """A week of some days, with what does hold where what is said of a day of the week holds on none of them."""
        real: list[list[Day]] = [[] for _ in week]
        for when in days:
            if day := self.on(when):
                real[when.weekday()].append(day)
        found = zip(week, real, strict=True)
        return tuple(said if said in held or not held else max(held, key=held.count) for said, held in found)

    def _real(self, holidays: Day | None, days: list[date]) -> Day | None:
        """What is said of holidays, if that is another thing than usually and holds on one of these days."""
        is_usual = holidays == self.hours.holidays
        held = (self.on(when) for when in days if when in self.holidays)
        return None if is_usual or holidays not in held else holidays

    def exceptions(self, today: date) -> tuple[Exceptional, ...]:
        """What holds else than usually, from today on: special days, and within the horizon public holidays."""
        return tuple(
            _grouped((when, *said) for when in self._days_to_tell(today) if (said := self._unusual(when, today)))
        )

    def _days_to_tell(self, today: date) -> Iterator[date]:
        """The days of half a year; days in a row that have begun or go on are told whole."""
        first, last = today, today + _HALF_A_YEAR
        while self._goes_on(first - _DAY, today) and today - first < _FOR_EVER:
            first -= _DAY
        while self._goes_on(last, today) and last - today < _FOR_EVER:
            last += _DAY
        return _days(first, last + _DAY)

    def _goes_on(self, when: date, today: date) -> bool:
        said = self._unusual(when, today)
        return said is not None and said == self._unusual(when + _DAY, today)

    def _unusual(self, when: date, today: date) -> tuple[Day | None, str] | None:
        is_near = when <= today + HORIZON
        if self._special_on(when) or (is_near and self._is_unusual_holiday(when)):
            return self.on(when), self.why(when)
        return None

    def _is_unusual_holiday(self, when: date) -> bool:
        return when in self.holidays and self._usually_on(when, True) != self._usually_on(when, False)

    def timeline(self, first: date) -> Timeline:
        """When it is open from the beginning of a day to the horizon, as far as that is sure."""
        start, end = (minute_of(day, 0, self.time_zone) for day in (first, first + HORIZON))
        unusual = (when for when in _days(first, first + HORIZON) if self.on(when) != self.hours.week[when.weekday()])
        sure, unsure = (_clipped(found, start, end) for found in (self.intervals(first), self.unsure(first)))
        return Timeline(start, end, sure, unsure, tuple((when - first).days for when in unusual))

    def minute_after(self, day: date) -> int:
        """The end of a day, in minutes since 1970."""
        return minute_of(day + _DAY, 0, self.time_zone)

    def intervals(self, first: date) -> tuple[Interval, ...]:
        """When it is surely open; what touches is one. Last night may reach into the first day."""
        return _joined(
            self._interval(when, span.opens, span.closes)
            for when, day in self._known(first)
            if day and not day.remark
            for span in day.spans
        )

    def unsure(self, first: date) -> tuple[Interval, ...]:
        """When nobody can tell from outside whether it is open. A night that began before is sure."""
        unsure = _joined(
            self._interval(when, opens, closes)
            for when, day in self._known(first)
            for opens, closes in self._unsure_spans(when, day)
        )
        return tuple(_without(unsure, self.intervals(first)))

    def _unsure_spans(self, when: date, day: Day | None) -> list[tuple[int, int]]:
        if day is not None and not day.is_unsure:
            return [(span.opens, span.closes) for span in day.spans] if day.remark else []
        # The night may reach as far past midnight as it usually does.
        usual = self._usually_on(when, False)
        return [(0, max([_MIDNIGHT, *(span.closes for span in usual.spans)]) if usual else _MIDNIGHT)]

    def _known(self, first: date) -> Iterator[tuple[date, Day | None]]:
        return ((when, self.on(when)) for when in _days(first - _DAY, first + HORIZON))

    def _interval(self, when: date, opens: int, closes: int) -> Interval:
        return Interval(*(minute_of(when, minutes, self.time_zone) for minutes in (opens, closes)))


def _without(intervals: Iterable[Interval], others: Iterable[Interval]) -> Iterator[Interval]:
    """What remains of each interval before and after the others that it meets."""
    for interval in intervals:
        start = interval.start
        for other in others:
            if other.start < interval.end and other.end > start:
                if start < other.start:
                    yield Interval(start, other.start)
                start = other.end
        if start < interval.end:
            yield Interval(start, interval.end)


def _clipped(intervals: Iterable[Interval], start: int, end: int) -> tuple[Interval, ...]:
    """What lies between two moments, in minutes from the first."""
    kept = (Interval(max(interval.start - start, 0), min(interval.end, end) - start) for interval in intervals)
    return tuple(interval for interval in kept if interval.start < interval.end)


def _days(first: date, end: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((end - first).days))


def _joined(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    joined: list[Interval] = []
    for interval in sorted(intervals, key=lambda interval: interval.start):
        if interval.end <= interval.start:
            continue  # the clocks skipped it
        if joined and interval.start <= joined[-1].end:
            joined[-1] = Interval(joined[-1].start, max(joined[-1].end, interval.end))
        else:
            joined.append(interval)
    return tuple(joined)


def _grouped(found: Iterable[tuple[date, Day | None, str]]) -> Iterator[Exceptional]:
    def key(item: tuple[int, tuple[date, Day | None, str]]) -> tuple[int, Day | None, str]:
        number, (when, day, why) = item
        return when.toordinal() - number, day, why

    for _, group in groupby(enumerate(found), key=key):
        days = [item for _, item in group]
        yield Exceptional(days[0][0], days[-1][0], *days[0][1:])
