"""What day it is: from one place, so that two builds of the same content on the same day are the same."""

import os
from datetime import date, datetime
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
