"""Ways to reach somebody: what the owner writes, and where a visitor's tap leads."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from pelican_converse.problems import quoted
from pelican_converse.text import clean_line


@dataclass(frozen=True)
class Channel:
    """One way to reach a person or place: its name, what is shown, and where it leads."""

    name: str
    shown: str
    href: str

    @property
    def is_social(self) -> bool:
        """Whether it is a place in public, which comes last."""
        return self.name in SOCIAL


def read_phone(text: str) -> str:
    """A phone number, with spaces as its owner likes them."""
    number = clean_line(text)
    if not re.fullmatch(r"\+?[\d ()/.-]+", number) or not 5 <= len(_digits(number)) <= 15:
        raise ValueError(f"{quoted(text)} is not a phone number. Write it as +43 316 555 0100.")
    return number


def read_mobile(text: str) -> str:
    """A phone number that a messenger can use anywhere: it begins with the country."""
    number = read_phone(text)
    if not number.startswith("+"):
        raise ValueError(f"{quoted(text)} lacks the country. Write it as +43 664 555 0123.")
    return number


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


def read_fediverse(text: str) -> str:
    """A name and its server."""
    handle = clean_line(text)
    if not re.fullmatch(r"@?[\w.-]+@[\w.-]+\.\w+", handle):
        raise ValueError(f"{quoted(text)} lacks its server. Write it as adler@graz.example.")
    return "@" + handle.lstrip("@")


def _digits(number: str) -> str:
    """The digits to dial; the zero of `+43 (0)316` is dialled at home only, where the country is left out."""
    return re.sub(r"\D", "", number.replace("(0)", "") if number.startswith("+") else number)


def _tel(number: str) -> str:
    return ("+" if number.startswith("+") else "") + _digits(number)


def _name(handle: str) -> str:
    return quote(handle.removeprefix("@"), safe="")


def _fediverse(handle: str) -> str:
    user, _, server = handle.removeprefix("@").partition("@")
    return f"https://{server}/@{quote(user, safe='')}"


_HREFS: dict[str, Callable[[str], str]] = {
    "phone": lambda number: f"tel:{_tel(number)}",
    "email": lambda address: f"mailto:{quote(address, safe='@+')}",
    "whatsapp": lambda number: f"https://wa.me/{_digits(number)}",
    "signal": lambda number: f"https://signal.me/#p/{_tel(number)}",
    "telegram": lambda handle: f"https://t.me/{_name(handle)}",
    "mastodon": _fediverse,
    "bluesky": lambda handle: f"https://bsky.app/profile/{_name(handle)}",
    "instagram": lambda handle: f"https://www.instagram.com/{_name(handle)}/",
    "facebook": lambda handle: f"https://www.facebook.com/{_name(handle)}",
}
NAMES = tuple(_HREFS)
"""Every channel, in the order in which a visitor sees them."""
SOCIAL = ("mastodon", "bluesky", "instagram", "facebook")


def channels(values: Mapping[str, str]) -> tuple[Channel, ...]:
    """The channels that have a value, in the order in which a visitor sees them."""
    return tuple(Channel(name, values[name], href(values[name])) for name, href in _HREFS.items() if values.get(name))
