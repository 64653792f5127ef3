"""The business: who, where, when, as `content/business.yaml` says it."""

import re
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from pydantic import BeforeValidator, Field, model_validator

from pelican_converse.model import channels
from pelican_converse.model.channels import Channel
from pelican_converse.model.hours import Dates, DayHours, Hours
from pelican_converse.model.record import Record, cleaned, from_text, written_as
from pelican_converse.model.values import Picture, Promise
from pelican_converse.problems import quoted
from pelican_converse.text import clean_line


def read_language(text: str) -> str:
    """A language tag such as `de` or `pt-BR`."""
    tag = clean_line(text)
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        raise ValueError(f"{quoted(text)} is not a language. Write its code, such as en or de.") from None
    return tag


def read_yes(value: Any) -> Any:
    """`yes` or `no`."""
    if isinstance(value, str) and value.lower() not in ("yes", "no", "true", "false"):
        raise ValueError(f"{quoted(value)} is neither. Write yes or no.")
    return value


def _read_country(text: str) -> str:
    code = clean_line(text)
    if code.upper() not in get_global("territory_languages"):
        raise ValueError(f"{quoted(text)} is not a country. Write its two letters, such as AT.")
    return code.upper()


def _read_time_zone(text: str) -> str:
    try:
        return ZoneInfo(clean_line(text)).key
    except (KeyError, ValueError, OSError):
        raise ValueError(f"{quoted(text)} is not a time zone. Write it as Europe/Vienna.") from None


def _at_least_one(value: Any) -> Any:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",")]
    if value == []:
        raise ValueError("Write at least one language, such as en or de, or take the line out.")
    return value


def read_geo(value: Any) -> tuple[float, float]:
    """Degrees north and east."""
    try:
        north, east = (float(degrees) for degrees in value)
    except (TypeError, ValueError):
        north, east = 91.0, 0.0
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError("This is no place on Earth. Write degrees north, then east: geo: [47.06712, 15.43340].")
    return north, east


def map_link(geo: tuple[float, float] | None) -> str:
    """A link to a map of a place, if it is known where that is."""
    return "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=18/{0}/{1}".format(*geo) if geo else ""


def _read_colour(text: str) -> str:
    colour = clean_line(text).lower()
    if not re.fullmatch(r"#([0-9a-f]{3}|[0-9a-f]{6})", colour):
        raise ValueError(f'{quoted(text)} is not a colour. Write six digits in quotes, as "#8a3b12".')
    return colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])


Text = Annotated[str, cleaned(clean_line)]
Language = Annotated[str, from_text(read_language, str)]


class Reachable(Record):
    """Something with channels of its own."""

    phone: Annotated[str, from_text(channels.read_phone, str)] = ""
    email: Annotated[str, from_text(channels.read_email, str)] = ""
    whatsapp: Annotated[str, from_text(channels.read_mobile, str)] = ""
    signal: Annotated[str, from_text(channels.read_mobile, str)] = ""
    telegram: Annotated[str, from_text(channels.read_handle, str)] = ""
    mastodon: Annotated[str, from_text(channels.read_fediverse, str)] = ""
    bluesky: Annotated[str, from_text(channels.read_handle, str)] = ""
    instagram: Annotated[str, from_text(channels.read_handle, str)] = ""
    facebook: Annotated[str, from_text(channels.read_handle, str)] = ""

    @property
    def ways(self) -> tuple[Channel, ...]:
        """Its channels, in the order in which a visitor sees them."""
        return channels.channels({name: getattr(self, name) for name in channels.NAMES})


class Channels(Reachable):
    """Ways to reach the business itself."""


class Address(Record):
    """Where a location is."""

    street: Text = ""
    postal_code: Text = ""
    city: Text = ""
    region: Text = ""
    country: Annotated[str, from_text(_read_country, str)] = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The address as it stands on an envelope, country aside."""
        rows = (self.street, f"{self.postal_code} {self.city}".strip(), self.region)
        return tuple(row for row in rows if row)


class Special(Record):
    """Days on which other hours hold."""

    dates: Annotated[Dates, written_as(Dates)]
    closed: Annotated[bool, BeforeValidator(read_yes)] = False
    hours: Annotated[DayHours | None, written_as(DayHours)] = None
    why: Text = ""

    @model_validator(mode="after")
    def _say_what_holds(self) -> Self:
        if self.closed == (self.hours is not None):
            raise ValueError("Say what holds on these days: closed: yes, or hours: 08:00-12:00.")
        return self


class Location(Record):
    """A place to visit."""

    name: Text = ""
    address: Address | None = None
    geo: Annotated[tuple[float, float] | None, BeforeValidator(read_geo)] = None
    phone: Annotated[str, from_text(channels.read_phone, str)] = ""
    email: Annotated[str, from_text(channels.read_email, str)] = ""
    hours: Annotated[Hours | None, written_as(Hours)] = None
    special: tuple[Special, ...] = ()

    @property
    def ways(self) -> tuple[Channel, ...]:
        """Its channels, in the order in which a visitor sees them."""
        return channels.channels({"phone": self.phone, "email": self.email})

    @property
    def map_link(self) -> str:
        """A link to a map, if it is known where the place is."""
        return map_link(self.geo)


class FormSettings(Record):
    """What receives forms: a backend, and what it has to know."""

    backend: Text = "mailto"
    id: Text = ""


class Look(Record):
    """What the owner chose of the look."""

    accent: Annotated[str, from_text(_read_colour, str)] = ""


class Business(Record):
    """Who and where."""

    name: Text = Field(min_length=1, examples=["Adler Bread"])
    tagline: Text = ""
    type: Text = "LocalBusiness"
    country: Annotated[str, from_text(_read_country, str)] = Field(examples=["AT"])
    region: Text = ""
    time_zone: Annotated[str, from_text(_read_time_zone, str)] = Field(examples=["Europe/Vienna"])
    languages: Annotated[tuple[Language, ...], BeforeValidator(_at_least_one)] = ("en",)
    contact: Text = Field(examples=["rosa"])
    answers_within: Annotated[Promise | None, written_as(Promise)] = None
    picture: Annotated[Picture | None, written_as(Picture)] = None
    locations: tuple[Location, ...] = ()
    channels: Channels = Channels()
    topics: dict[str, Text] = {}
    forms: FormSettings = FormSettings()
    theme: Look = Look()

    @property
    def language(self) -> str:
        """The site's language."""
        return self.languages[0]
