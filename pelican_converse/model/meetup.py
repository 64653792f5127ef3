"""Meetups: where and when the business can be met in person, once or at several stops of a tour."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import Field

from pelican_converse.model.business import Text, map_of, read_geo
from pelican_converse.model.record import Record, cleaned, from_text, written_as
from pelican_converse.model.values import Moment, Picture, read_day, read_time
from pelican_converse.problems import quoted
from pelican_converse.text import clean_line, clean_text

_ONE_DAY = re.compile(r"(?P<day>\d\S*)(?: (?P<starts>\d\S*?)(?: ?[-–] ?(?P<ends>\d\S*))?)?")
_NIGHT = timedelta(hours=12)
"""As long as something may last that goes past midnight with only one day written."""


@dataclass(frozen=True)
class When:
    """A day, or days in a row, with the hours if they are known; on one day it may end past midnight."""

    first: date
    last: date
    starts: time | None = None
    ends: time | None = None

    @classmethod
    def read(cls, text: str) -> Self:
        """`2026-09-12`, with hours `2026-09-12 20:00-01:00`, or `2026-09-12/2026-09-13`, both with a time if wished."""
        line = clean_line(text)
        if "/" in line:
            return cls._days(line)
        match = _ONE_DAY.fullmatch(line)
        if not match:
            advice = "Write 2026-09-12, 2026-09-12 09:00-12:00, or days in a row as 2026-09-12/2026-09-13."
            raise ValueError(f"{quoted(text)} is no time to meet. {advice}")
        day = read_day(match["day"])
        starts, ends = (read_time(match[key]) if match[key] else None for key in ("starts", "ends"))
        when = cls(day, day, starts, ends)
        if starts and ends and ends <= starts and when._length > _NIGHT:
            advice = "Mend the hours; if it lasts that long, write both days: 2026-09-12 17:00/2026-09-13 09:00."
            raise ValueError(f"{quoted(line)} ends before it starts. {advice}")
        return when

    @classmethod
    def _days(cls, line: str) -> Self:
        start, _, end = line.partition("/")
        first, last = Moment.read(start), Moment.read(end)
        if bool(first.clock) != bool(last.clock):
            advice = "Write both, as 2026-09-12 17:00/2026-09-13 09:00, or neither."
            raise ValueError(f"{quoted(line)} has a time of day at one end only. {advice}")
        if last.is_before(first) or (first == last and first.clock):
            raise ValueError(f"{quoted(line)} ends before it starts. Write what comes first first.")
        return cls(first.day, last.day, first.clock, last.clock)

    def __str__(self) -> str:
        if self.last != self.first:
            return f"{Moment(self.first, self.starts)}/{Moment(self.last, self.ends)}"
        hours = f" {self.starts:%H:%M}" if self.starts else ""
        return f"{self.first}{hours}" + (f"-{self.ends:%H:%M}" if self.ends else "")

    @property
    def _length(self) -> timedelta:
        start, end = (datetime.combine(self.first, clock or time()) for clock in (self.starts, self.ends))
        return end - start if end > start else end - start + timedelta(days=1)

    @property
    def moment(self) -> Moment:
        """When it begins."""
        return Moment(self.first, self.starts)

    def start(self, zone: ZoneInfo) -> date | datetime:
        """When it begins in a time zone: a day if no hour is known."""
        return datetime.combine(self.first, self.starts, zone) if self.starts else self.first

    def end(self, zone: ZoneInfo) -> date | datetime | None:
        """When it ends: the last of its days if no hour is known at all, None if it is open how long it lasts."""
        if not self.ends:
            return None if self.starts else self.last
        return datetime.combine(self.last_day, self.ends, zone)

    @property
    def last_day(self) -> date:
        """The day on which it ends, which past midnight is the next one."""
        past_midnight = self.starts and self.ends and self.first == self.last and self.ends <= self.starts
        return self.last + timedelta(days=1) if past_midnight else self.last


def _read_place(text: str) -> tuple[float, float]:
    try:
        return read_geo(text.split(","))
    except ValueError:
        advice = "Write degrees north, then east, as 47.0689, 15.4489."
        raise ValueError(f"{quoted(text)} is no place on Earth. {advice}") from None


Pictures = tuple[Annotated[Picture, written_as(Picture)], ...]


class Stop(Record):
    """One time and place.

    `who` holds the slugs of those who come; it is empty if nobody is named. `cancelled` is the reason why it isn't.
    """

    when: Annotated[When, written_as(When)] = Field(examples=["2026-09-12 09:00-12:00"])
    where: Text = Field(min_length=1, examples=["Kaiser-Josef-Platz, 8010 Graz"])
    geo: Annotated[tuple[float, float] | None, from_text(_read_place, tuple)] = None
    who: tuple[str, ...] = ()
    cancelled: Text = ""
    pictures: Pictures = ()
    text: Annotated[str, cleaned(clean_text)] = ""

    @property
    def map_link(self) -> str:
        """A link to a map, if it is known where the place is."""
        return map_of(self.geo)


class Meetup(Record):
    """What we meet for, and every stop in order of date; most have one."""

    slug: str
    title: Text = Field(min_length=1, examples=["Coffee at the market"])
    about: Text = ""
    pictures: Pictures = ()
    text: Annotated[str, cleaned(clean_text)] = ""
    stops: tuple[Stop, ...]

    @property
    def is_tour(self) -> bool:
        """Whether it has several stops."""
        return len(self.stops) > 1

    @property
    def last_day(self) -> date:
        """The day after which it is over."""
        return max(stop.when.last for stop in self.stops)

    @property
    def events(self) -> tuple["Event", ...]:
        """Its stops, each with what it belongs to."""
        return tuple(Event(self, stop, number) for number, stop in enumerate(self.stops, 1))


@dataclass(frozen=True)
class Event:
    """A stop, the meetup that it belongs to, and its number there, counted from 1."""

    meetup: Meetup
    stop: Stop
    number: int

    @property
    def slug(self) -> str:
        """What tells it from all others: `2026-05-graz/1`."""
        return f"{self.meetup.slug}/{self.number}"
