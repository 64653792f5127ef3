"""The business: who, where, when, as `content/business.yaml` says it."""

import re
from collections.abc import Mapping
from functools import cache, cached_property, partial
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from babel.core import get_global
from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, model_validator

from pelican_converse.model import channels
from pelican_converse.model.businesstypes import read_type
from pelican_converse.model.channels import ContactPoint
from pelican_converse.model.dates import Dates
from pelican_converse.model.hours import Day, Hours
from pelican_converse.model.languages import is_written, read_language
from pelican_converse.model.record import Record, cleaned, from_text, written_as
from pelican_converse.model.values import Picture, Promise
from pelican_converse.problems import quoted
from pelican_converse.text import clean_line, clean_text, slugify


def read_yes(value: Any) -> Any:
    """`yes` or `no`."""
    if isinstance(value, str) and value.lower() not in ("yes", "no", "true", "false"):
        raise ValueError(f"{quoted(value)} is neither yes nor no. Write closed: yes, or closed: no.")
    return value


@cache
def _countries() -> frozenset[str]:
    """Every country: what has a time zone in CLDR, but the world and nowhere, and Kosovo, which has none of its own."""
    return frozenset(get_global("zone_territories").values()) - {"001", "ZZ"} | {"XK"}


def _read_country(text: str) -> str:
    code = clean_line(text)
    if code.upper() not in _countries():
        raise ValueError(f"{quoted(text)} is not a country. Write its two letters, such as AT.")
    return code.upper()


_AREAS = "Africa America Antarctica Arctic Asia Atlantic Australia Brazil Canada Chile Europe Indian Mexico Pacific US"
"""What the zones of countries begin with. Machines know others, such as `localtime`, which each takes for another."""


def _read_time_zone(text: str) -> str:
    try:
        key = ZoneInfo(clean_line(text)).key
    except (KeyError, ValueError, OSError):
        key = ""
    area, slash, _ = key.partition("/")
    if not (slash and area in _AREAS.split()) and key != "UTC":
        raise ValueError(f"{quoted(text)} is not a time zone. Write it as Europe/Vienna.")
    return key


def _at_least_one(value: Any) -> Any:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",")]
    if value == []:
        raise ValueError("Write at least one language, such as en or de, or take the line out.")
    return value


def _begins_with_written(tags: tuple[str, ...]) -> tuple[str, ...]:
    if not is_written(tags[0]):
        raise ValueError(f"{quoted(tags[0])} can't be the site's language. Begin with one that is written, such as en.")
    return tags


def read_geo(value: Any) -> tuple[float, float]:
    """Degrees north and east."""
    try:
        north, east = (float(degrees) for degrees in value)
    except (TypeError, ValueError):
        north, east = 91.0, 0.0
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError("This is no place on Earth. Write degrees north, then east: geo: [47.06712, 15.43340].")
    return north, east


def map_of(geo: tuple[float, float] | None) -> str:
    """A link to a map of a place, if it is known where that is."""
    return "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=18/{0}/{1}".format(*geo) if geo else ""


def _read_colour(text: str) -> str:
    colour = clean_line(text).lower()
    if not re.fullmatch(r"#([0-9a-f]{3}|[0-9a-f]{6})", colour):
        raise ValueError(f'{quoted(text)} is not a colour. Write six digits in quotes, as "#8a3b12".')
    return colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])


def _read_vat_id(text: str) -> str:
    number = clean_line(text)
    if number.lower() != "none" and not re.fullmatch(r"[A-Za-z]{2}.*\d.*", number):
        advice = "It begins with two letters, as ATU12345678; a tax number is another thing, and not for the public."
        raise ValueError(f"{quoted(text)} is not a VAT ID. {advice}")
    return number


Text = Annotated[str, cleaned(clean_line)]
Language = Annotated[str, from_text(read_language, str)]


def _point(name: str) -> PlainValidator:
    return from_text(partial(ContactPoint.read, read_value=channels.KINDS[name].read), ContactPoint)


class Reachable(Record):
    """Something with channels of its own."""

    phone: Annotated[ContactPoint | None, _point("phone")] = None
    sms: Annotated[ContactPoint | None, _point("sms")] = None
    email: Annotated[ContactPoint | None, _point("email")] = None
    whatsapp: Annotated[ContactPoint | None, _point("whatsapp")] = None
    signal: Annotated[ContactPoint | None, _point("signal")] = None
    telegram: Annotated[ContactPoint | None, _point("telegram")] = None
    threema: Annotated[ContactPoint | None, _point("threema")] = None
    booking: Annotated[ContactPoint | None, _point("booking")] = None
    visit: Annotated[ContactPoint | None, _point("visit")] = None
    post: Annotated[ContactPoint | None, _point("post")] = None
    mastodon: Annotated[ContactPoint | None, _point("mastodon")] = None
    bluesky: Annotated[ContactPoint | None, _point("bluesky")] = None
    instagram: Annotated[ContactPoint | None, _point("instagram")] = None
    facebook: Annotated[ContactPoint | None, _point("facebook")] = None
    linkedin: Annotated[ContactPoint | None, _point("linkedin")] = None

    @property
    def points(self) -> dict[str, ContactPoint]:
        """What its owner wrote, by the names of the channels."""
        return {name: point for name in channels.NAMES if (point := getattr(self, name))}


class Channels(Reachable):
    """Ways to reach the business itself."""


class Address(Record):
    """Where a location is."""

    street: Text = ""
    postal_code: Text = ""
    city: Text = ""
    region: Text = ""
    country: Annotated[str, from_text(_read_country, str)] = ""


class Special(Record):
    """Days on which other hours hold."""

    dates: Annotated[Dates, written_as(Dates)]
    closed: Annotated[bool, BeforeValidator(read_yes)] = False
    hours: Annotated[Day | None, written_as(Day)] = None
    why: Text = ""

    @property
    def day(self) -> Day:
        """What holds."""
        return self.hours or Day()

    @model_validator(mode="after")
    def _say_what_holds(self) -> Self:
        if self.closed == (self.hours is not None):
            raise ValueError("Say what holds on these days: closed: yes, or hours: 08:00-12:00.")
        return self


class Season(Record):
    """Days on which another week holds."""

    dates: Annotated[Dates, written_as(Dates)] = Field(examples=["06-01/08-31"])
    hours: Annotated[Hours, written_as(Hours)] = Field(examples=["Tu-Sa 07:00-13:00"])
    why: Text = ""


class Location(Reachable):
    """A place to visit. What it doesn't say of country, region and time zone holds for the whole business."""

    name: Text = ""
    address: Address | None = None
    geo: Annotated[tuple[float, float] | None, BeforeValidator(read_geo)] = None
    region: Text = ""
    time_zone: Annotated[str, from_text(_read_time_zone, str)] = ""
    hours: Annotated[Hours | None, written_as(Hours)] = None
    seasons: tuple[Season, ...] = ()
    special: tuple[Special, ...] = ()
    map: Annotated[Picture | None, written_as(Picture)] = None
    arrival: Text = ""
    accessibility: Text = ""

    @property
    def slug(self) -> str:
        """What tells it from other places; the name itself where that is in letters that slugs don't have."""
        return slugify(self.name) or self.name


class FormSettings(Record):
    """What receives forms: a backend, and what it has to know."""

    backend: Text = "mailto"
    id: Text = ""
    url: Text = ""

    def under(self, options: Mapping[str, str]) -> "FormSettings":
        """What holds for one form that says more; another backend has no use for the id and address of this one."""
        said = {key: value for key in ("backend", "id", "url") if (value := options.get(key))}
        if not said:
            return self
        stays = {"id": self.id, "url": self.url} if said.get("backend", self.backend) == self.backend else {}
        return FormSettings(**{"backend": self.backend, **stays, **said})


class Look(Record):
    """What the owner chose of the look."""

    accent: Annotated[str, from_text(_read_colour, str)] = ""


class Legal(Record):
    """What the law wants to be said of the business; `none` says that there is no such thing."""

    operator: Text = ""
    form: Text = ""
    represented_by: Text = ""
    address: Address | None = None
    email: Annotated[ContactPoint | None, _point("email")] = None
    phone: Annotated[ContactPoint | None, _point("phone")] = None
    # Pydantic's own `register` is in the way of a field of this name.
    registered: Text = Field("", alias="register")
    vat_id: Annotated[str, from_text(_read_vat_id, str)] = ""
    authority: Text = ""
    more: Annotated[str, cleaned(clean_text)] = ""


class Business(Record):
    """Who and where."""

    name: Text = Field(min_length=1, examples=["Adler Bread"])
    tagline: Text = ""
    type: Annotated[str, from_text(read_type, str)] = "LocalBusiness"
    country: Annotated[str, from_text(_read_country, str)] = Field(examples=["AT"])
    region: Text = ""
    time_zone: Annotated[str, from_text(_read_time_zone, str)] = Field(examples=["Europe/Vienna"])
    languages: Annotated[tuple[Language, ...], BeforeValidator(_at_least_one), AfterValidator(_begins_with_written)] = (
        "en",
    )
    form_of_address: Literal["informal", "formal"] = "informal"
    contact: Text = Field(examples=["rosa"])
    answers_within: Annotated[Promise | None, written_as(Promise)] = None
    urgent: Text = ""
    obfuscate: Literal["", "entities"] = ""
    picture: Annotated[Picture | None, written_as(Picture)] = None
    locations: tuple[Location, ...] = ()
    channels: Channels = Channels()
    topics: dict[str, Text] = {}
    forms: FormSettings = FormSettings()
    theme: Look = Look()
    legal: Legal | None = None

    @property
    def language(self) -> str:
        """The site's language."""
        return self.languages[0]

    @cached_property
    def known_topics(self) -> tuple[str, ...]:
        """The keys of all topics, also of those of which something wrong was written; none if none could be read."""
        written = (str(path[1]) for path in self.source.lines if path[:1] == ("topics",) and len(path) > 1)
        return tuple(dict.fromkeys((*written, *self.topics))) if self.topics else ()
