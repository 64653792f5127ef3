"""Ways to reach somebody: what the owner writes, and where a visitor's tap leads."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Self
from urllib.parse import quote, urlsplit

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, ValidationResult

from pelican_converse.model.hours import Hours
from pelican_converse.model.values import Promise
from pelican_converse.problems import did_you_mean, quoted
from pelican_converse.text import clean_line


@dataclass(frozen=True)
class ContactPoint:
    """A number, address or name as its owner wrote it; when somebody is there, how soon they answer, what it costs."""

    value: str
    hours: Hours | None = None
    answers_within: Promise | None = None
    charges: str = ""

    @classmethod
    def read(cls, text: str, read_value: Callable[[str], str]) -> Self:
        """`+43 316 555 0123`, and behind bars `hours: …`, `answers within: …`, `charges: …`."""
        value, *notes = (part.strip() for part in clean_line(text).split("|"))
        if not value:
            raise ValueError(f"{quoted(text)} has nothing before the bar. Write the number, address or name there.")
        said: dict[str, Any] = dict(_read_note(note) for note in notes)
        return cls(read_value(value), **said)


_NOTES: dict[str, Callable[[str], object]] = {"hours": Hours.read, "answers within": Promise.read, "charges": str}


def _read_note(note: str) -> tuple[str, object]:
    key, _, said = (part.strip() for part in note.partition(":"))
    if key.lower() not in _NOTES or not said:
        advice = did_you_mean(key, _NOTES)
        raise ValueError(f"{quoted(note)} can't stand behind a bar. {advice} For example: | hours: Tu-Fr 14:00-16:00.")
    return key.lower().replace(" ", "_"), _NOTES[key.lower()](said)


@dataclass(frozen=True)
class Channel:
    """One way to reach a person or place, as visitors see it.

    `name` is the kind of it, `shown` the one visible value, `href` where a tap leads ("" if nowhere); `value` is the
    same for machines: a number as +433165550123. `point` holds what else its owner said.
    """

    name: str
    shown: str
    href: str
    value: str
    point: ContactPoint

    @property
    def is_number(self) -> bool:
        """Whether it is a phone number."""
        return KINDS[self.name].is_number

    @property
    def is_social(self) -> bool:
        """Whether it is a place in public, which comes last."""
        return KINDS[self.name].is_social


def read_phone(text: str) -> str:
    """A phone number, with spaces as its owner likes them. Without its country it is looked at later."""
    number = clean_line(text)
    if not re.fullmatch(r"\+?[\d ()/.-]+", number) or len(re.sub(r"\D", "", number)) < 3:
        raise ValueError(f"{quoted(text)} is not a phone number. Write it as +43 316 555 0100.")
    if number.startswith("+"):
        parse_number(number, "")
    return number


def parse_number(text: str, country: str) -> PhoneNumber:
    """A phone number, without `+` one of this country. Raises ValueError if there can be no such number."""
    try:
        number = phonenumbers.parse(text, country or None)
    except NumberParseException:
        number = PhoneNumber()
    if not phonenumbers.is_valid_number(number):
        where, more = f"in {country}", ", and write it with its country, as +43 316 555 0100"
        if text.startswith("+"):
            where, more = "anywhere", ""
        why = _WHY.get(phonenumbers.is_possible_number_with_reason(number), _UNKNOWN)
        raise ValueError(f"{quoted(text)} is not a phone number {where}. {why}{more}.")
    return number


_WHY = {
    ValidationResult.INVALID_COUNTRY_CODE: "No country has this code: look at the first digits",
    ValidationResult.TOO_SHORT: "It is too short: look for what is missing",
    ValidationResult.TOO_LONG: "It is too long: look for a digit too many",
    ValidationResult.INVALID_LENGTH: "None is this long: look for a digit too few or too many",
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "The digits of its town or region are missing: add them",
}
_UNKNOWN = "None begins like this and is this long: look for a wrong or missing digit"


def _national(text: str, number: PhoneNumber) -> str:
    """The number as it is dialled at home, grouped as its owner grouped it."""
    usual = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    rest = text.replace("(0)", "").removeprefix(f"+{number.country_code}").strip()
    prefix = _digits(usual).removesuffix(_digits(rest))
    own = f"{prefix}{rest}"
    return own if re.fullmatch(r"\d+(?: \d+)+", own) and _digits(own) == _digits(usual) else usual


def _shown_number(text: str, country: str) -> str:
    number = parse_number(text, country)
    if phonenumbers.region_code_for_number(number) == country:
        return _national(text, number)
    return text if text.startswith("+") and "(0)" not in text else _international(number)


def _international(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _e164(text: str, country: str) -> str:
    return phonenumbers.format_number(parse_number(text, country), phonenumbers.PhoneNumberFormat.E164)


def is_mobile(number: str) -> bool:
    """Whether a number, given as +436645550123, can only be that of a mobile phone."""
    return bool(phonenumbers.number_type(phonenumbers.parse(number)) == phonenumbers.PhoneNumberType.MOBILE)


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def read_email(text: str) -> str:
    """An e-mail address."""
    address = clean_line(text)
    if not re.fullmatch(r"[^\s@<>\"'&?/\\:;,()]+@[^\s@<>\"'&?/\\:;,()]+\.[^\s@<>\"'&?/\\:;,().]+", address):
        raise ValueError(f"{quoted(text)} is not an e-mail address. Write it as rosa@adler.example.")
    return address


def read_handle(text: str) -> str:
    """A name on a network, without spaces."""
    handle = clean_line(text)
    if not re.fullmatch(r"@?[\w.-]+", handle):
        raise ValueError(f"{quoted(text)} is not a name on a network. Write only the name, as adlerbread.")
    return handle


def read_linkedin(text: str) -> str:
    """A person's name on LinkedIn, or a company's."""
    handle = clean_line(text)
    if not re.fullmatch(r"(?:(?:in|company)/)?[\w.-]+", handle):
        raise ValueError(f"{quoted(text)} is not a name on LinkedIn. Write rosa-adler, or company/adler-bread.")
    return handle


def read_threema(text: str) -> str:
    """A Threema ID."""
    identity = clean_line(text).upper()
    if not re.fullmatch(r"[A-Z0-9*][A-Z0-9]{7}", identity):
        raise ValueError(f"{quoted(text)} is not a Threema ID. Write its eight letters and digits, as ABCD1234.")
    return identity


def read_fediverse(text: str) -> str:
    """A name and its server."""
    handle = clean_line(text)
    if not re.fullmatch(r"@?[\w.-]+@[\w.-]+\.\w+", handle):
        raise ValueError(f"{quoted(text)} lacks its server. Write it as adler@graz.example.")
    return "@" + handle.lstrip("@")


def read_web_address(text: str) -> str:
    """The whole address of a page on the web."""
    address = clean_line(text)
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("https", "http") or "." not in parts.netloc or set(address) & set(" \"'<>\\"):
        raise ValueError(f"{quoted(text)} is not a web address. Write it as https://book.example/adler.")
    return address


def read_note(text: str) -> str:
    """Words on one line."""
    note = clean_line(text)
    if not note:
        raise ValueError("This is empty. Write an address, or take the line out.")
    return note


def _name(handle: str) -> str:
    return quote(handle.removeprefix("@"), safe="")


def _fediverse(handle: str) -> str:
    user, _, server = handle.removeprefix("@").partition("@")
    return f"https://{server}/@{quote(user, safe='')}"


def _linkedin(handle: str) -> str:
    return f"https://www.linkedin.com/{handle if '/' in handle else f'in/{handle}'}".removesuffix("/") + "/"


def _without_scheme(address: str) -> str:
    return address.partition("://")[2].removeprefix("www.").removesuffix("/")


@dataclass(frozen=True)
class Kind:
    """A kind of channel: how its value is read, where a tap leads, and what is shown.

    `is_number` says that the value is a phone number, which `href` gets as +433165550123.
    """

    read: Callable[[str], str]
    href: Callable[[str], str]
    shown: Callable[[str], str] = str
    is_number: bool = False
    is_social: bool = False


KINDS: dict[str, Kind] = {
    "phone": Kind(read_phone, "tel:{}".format, is_number=True),
    "sms": Kind(read_phone, "sms:{}".format, is_number=True),
    "email": Kind(read_email, lambda address: f"mailto:{quote(address, safe='@+')}"),
    "whatsapp": Kind(read_phone, lambda number: f"https://wa.me/{_digits(number)}", is_number=True),
    "signal": Kind(read_phone, "https://signal.me/#p/{}".format, is_number=True),
    "telegram": Kind(read_handle, lambda handle: f"https://t.me/{_name(handle)}"),
    "threema": Kind(read_threema, lambda identity: f"https://threema.id/{_name(identity)}"),
    "booking": Kind(read_web_address, str, _without_scheme),
    "visit": Kind(read_note, lambda _: ""),
    "post": Kind(read_note, lambda _: ""),
    "mastodon": Kind(read_fediverse, _fediverse, is_social=True),
    "bluesky": Kind(read_handle, lambda handle: f"https://bsky.app/profile/{_name(handle)}", is_social=True),
    "instagram": Kind(read_handle, lambda handle: f"https://www.instagram.com/{_name(handle)}/", is_social=True),
    "facebook": Kind(read_handle, lambda handle: f"https://www.facebook.com/{_name(handle)}", is_social=True),
    "linkedin": Kind(read_linkedin, _linkedin, is_social=True),
}
"""Every channel, in the order in which a visitor sees them."""
NAMES = tuple(KINDS)


@cache
def channel(name: str, point: ContactPoint, country: str) -> Channel:
    """A channel as it is seen in a country; a number of that country is shown as it is dialled there."""
    kind = KINDS[name]
    if not kind.is_number:
        return Channel(name, kind.shown(point.value), kind.href(point.value), point.value, point)
    number = _e164(point.value, country)
    return Channel(name, _shown_number(point.value, country), kind.href(number), number, point)


def channels(points: Mapping[str, ContactPoint | None], country: str) -> tuple[Channel, ...]:
    """The channels that somebody has, in the order in which a visitor sees them."""
    found = ((name, points.get(name)) for name in NAMES)
    return tuple(channel(name, point, country) for name, point in found if point)
