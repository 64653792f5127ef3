"""What day it is: from one place, so that two builds of the same content on the same day are the same."""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo


def now(time_zone: str) -> datetime:
    """The moment of the build in the business's time zone: SOURCE_DATE_EPOCH (seconds since 1970), else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    zone = ZoneInfo(time_zone)
    return datetime.fromtimestamp(int(epoch), zone) if epoch else datetime.now(zone)


def today(time_zone: str) -> date:
    """The day of the build in the business's time zone."""
    return now(time_zone).date()
