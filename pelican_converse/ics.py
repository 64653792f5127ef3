"""Meetups as calendars know them: iCalendar (RFC 5545), a file for each stop and a feed of all.

Times are in UTC, which every calendar shows in its owner's own zone; days without hours are days anywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pelican_converse.model.meetup import Event

if TYPE_CHECKING:
    from icalendar import Calendar
    from icalendar import Event as Entry

_OFTEN = timedelta(hours=12)
"""How often a calendar looks whether a feed has changed."""


@dataclass(frozen=True)
class Entrant:
    """An event as it is to be entered: in what plain words, and at which address there is more; "" if there is none."""

    event: Event
    words: str
    url: str


@dataclass(frozen=True)
class Diary:
    """What all entries share: whose they are, the host that makes their ids unique, the zone, the day of the build."""

    name: str
    host: str
    time_zone: str
    today: date

    def file(self, entrants: Iterable[Entrant]) -> bytes:
        """The events as a file, for somebody who puts them into their own calendar."""
        return bytes(self._calendar(entrants).to_ical())

    def feed(self, entrants: Iterable[Entrant]) -> bytes:
        """The events as a calendar to subscribe to."""
        from icalendar import vText  # the library escapes only what it knows to be text

        calendar = self._calendar(entrants)
        calendar.add("NAME", vText(self.name))
        calendar.add("X-WR-CALNAME", vText(self.name))
        calendar.add("X-WR-TIMEZONE", self.time_zone)
        calendar.add("REFRESH-INTERVAL", _OFTEN, {"VALUE": "DURATION"})
        calendar.add("X-PUBLISHED-TTL", "PT12H")
        return bytes(calendar.to_ical())

    def _calendar(self, entrants: Iterable[Entrant]) -> "Calendar":
        from icalendar import Calendar  # it takes long to import, and most sites need it for nothing

        calendar = Calendar()
        calendar.add("PRODID", "-//pelican-converse//meetups//EN")
        calendar.add("VERSION", "2.0")
        calendar.add("METHOD", "PUBLISH")
        for entrant in entrants:
            calendar.add_component(self._entry(entrant))
        return calendar

    def _entry(self, entrant: Entrant) -> "Entry":
        from icalendar import Event as Entry

        stop, zone, entry = entrant.event.stop, ZoneInfo(self.time_zone), Entry()
        # The number stays where a date moves, so that a calendar moves its entry too.
        entry.add("UID", f"{entrant.event.slug.replace('/', '-')}@{self.host}")
        entry.add("DTSTAMP", datetime.combine(self.today, time(), UTC))
        start, end = stop.when.start(zone), stop.when.end(zone)
        entry.add("DTSTART", _written(start))
        if end:
            entry.add("DTEND", _written(end) if isinstance(end, datetime) else end + timedelta(days=1))
        entry.add("SUMMARY", entrant.event.meetup.title)
        entry.add("LOCATION", stop.where)
        if stop.geo:
            entry.add("GEO", stop.geo)
        if entrant.words:
            entry.add("DESCRIPTION", entrant.words)
        if entrant.url:
            entry.add("URL", entrant.url)
        entry.add("STATUS", "CANCELLED" if stop.cancelled else "CONFIRMED")
        return entry


def _written(moment: date | datetime) -> date | datetime:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment
