"""Opening hours as schema.org writes them and Google reads them: OpeningHoursSpecification.

The usual week stands without dates. A season has dates and days of the week, and wins over it. What else is different,
holidays among it, has dates only, and wins over both. Days on which only a remark says what holds count as closed,
because nobody can just walk in; of holidays of which nothing is said, nothing is said.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from pelican_converse.model.hours import Day, Span, Week
from pelican_converse.opening import Opening

Node = dict[str, Any]
"""What JSON-LD says of one thing."""
Spans = tuple[Span, ...]
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
AHEAD = timedelta(days=366)
"""How far ahead dates are told."""
_A_DAY = timedelta(days=1)
_SEASON = 14
"""The days that a season has at least; what is shorter is told day by day."""


@dataclass(frozen=True)
class _Period:
    """Days in a row on which a certain week holds."""

    first: date
    last: date
    week: Week


def specifications(opening: Opening, today: date) -> list[Node]:
    """When a place is open: usually, in each season, and on all other days from today on, as far as a year ahead."""
    first, last = today - AHEAD, today + 2 * AHEAD
    days = [first + number * _A_DAY for number in range((last - first).days)]
    seasons = [*_seasons(opening, days)]
    near = [period for period in seasons if period.last >= today and period.first <= today + AHEAD]
    found = [*_weekly(opening.hours.week)]
    for period in near:
        found += _dated(_weekly(period.week, says_closed=True), period.first, period.last)
    for start, end, spans in _exceptions(opening, days, seasons):
        if end >= today and start <= today + AHEAD:
            found += _dated(_stretches(spans), start, end)
    return found


def _weekly(week: Week, says_closed: bool = False) -> Iterator[Node]:
    """A specification for every stretch of hours, with all the days that have it."""
    for span in dict.fromkeys(span for day in week for span in day.spans):
        yield _specification(*_clocks(span), [number for number, day in enumerate(week) if span in day.spans])
    closed = [number for number, day in enumerate(week) if not day.spans]
    if says_closed and closed:
        yield _specification("00:00", "00:00", closed)


def _stretches(spans: Spans) -> list[Node]:
    return [_specification(*_clocks(span)) for span in spans] or [_specification("00:00", "00:00")]


def _specification(opens: str, closes: str, weekdays: Iterable[int] = ()) -> Node:
    days = [NAMES[number] for number in weekdays]
    named = {"dayOfWeek": days} if days else {}
    return {"@type": "OpeningHoursSpecification", **named, "opens": opens, "closes": closes}


def _clocks(span: Span) -> tuple[str, str]:
    """The hours of a stretch; 00:00 to 00:00 would mean closed, and so a whole day ends a minute before midnight."""
    whole_day = Day((span,)).is_all_day
    return f"{span.start:%H:%M}", "23:59" if whole_day else f"{span.end:%H:%M}"


def _dated(nodes: Iterable[Node], first: date, last: date) -> list[Node]:
    return [node | {"validFrom": str(first), "validThrough": str(last)} for node in nodes]


def _seasons(opening: Opening, days: list[date]) -> Iterator[_Period]:
    """Every stretch of these days on which the week of a season holds; of several, the one that wins."""
    named = [(season.dates, season.hours.week) for season in opening.seasons]
    ruled = sorted(opening.hours.seasons, key=lambda season: season[0].length)
    worth = [(dates, week) for dates, week in (*named, *ruled) if dates.length >= _SEASON and _differs(week)]
    for number, run in _runs(days, lambda day: next((n for n, (dates, _) in enumerate(worth) if day in dates), None)):
        if number is not None:
            yield _Period(run[0], run[-1], worth[number][1])


def _differs(week: Week) -> bool:
    """Whether a week has days that differ; else its dates alone say it."""
    return len({day.spans for day in week}) > 1


def _exceptions(opening: Opening, days: list[date], seasons: list[_Period]) -> Iterator[tuple[date, date, Spans]]:
    """Days in a row that have the same hours, from the first to the last on which the week says something else."""
    told = _told(opening.hours.week, seasons)
    really: Mapping[date, Spans | None] = {day: _spans(opening.on(day)) for day in days}
    for spans, run in _runs(days, really.__getitem__):
        wrong = [day for day in run if spans is not None and told(day) != spans]
        if spans is not None and wrong:
            yield wrong[0], wrong[-1], spans


def _told(week: Week, seasons: list[_Period]) -> Callable[[date], Spans]:
    """What somebody believes who has read the usual week and the seasons."""
    weeks = {
        period.first + number * _A_DAY: period.week
        for period in seasons
        for number in range((period.last - period.first).days + 1)
    }
    return lambda day: weeks.get(day, week)[day.weekday()].spans


def _spans(day: Day | None) -> Spans | None:
    return day.spans if day else None


def _runs(days: list[date], key: Callable[[date], Any]) -> Iterator[tuple[Any, list[date]]]:
    return ((said, list(run)) for said, run in groupby(days, key=key))
