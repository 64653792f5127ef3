"""What day it is: from one place, so that two builds of the same content on the same day are the same."""

import os
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pelican_converse.problems import BadContent, Problem, quoted


def now(time_zone: str) -> datetime:
    """The moment of the build in the business's time zone: SOURCE_DATE_EPOCH (seconds since 1970), else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    zone = ZoneInfo(time_zone)
    if not epoch:
        return datetime.now(zone)
    if not epoch.isdecimal():
        message = f"{quoted(epoch)} is not a number of seconds since 1970. Take it out of the environment, or mend it."
        raise BadContent([Problem("SOURCE_DATE_EPOCH", 0, message)])
    return datetime.fromtimestamp(int(epoch), zone)


def today(time_zone: str) -> date:
    """The day of the build in the business's time zone."""
    return now(time_zone).date()


def is_skipped(day: date, clock: time, zone: ZoneInfo) -> bool:
    """Whether clocks there never show this time on that day, because they go forward."""
    there = datetime.combine(day, clock, zone)
    return there.astimezone(UTC).astimezone(zone) != there


def minute_of(day: date, minutes: int, time_zone: str) -> int:
    """So many minutes after midnight of a day by the clock on the wall there, in minutes since 1970.

    Where clocks skip that time it is the moment at which they go on; where they show it twice, the first.
    """
    zone = ZoneInfo(time_zone)
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    while is_skipped(wall.date(), wall.time(), zone):
        wall += timedelta(minutes=1)
    there = wall.replace(tzinfo=zone)
    return int(there.timestamp()) // 60


def midnight(day: date, time_zone: str) -> int:
    """The beginning of a day there, in minutes since 1970."""
    return minute_of(day, 0, time_zone)
