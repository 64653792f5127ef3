"""People and the business as address books know them: vCard 3.0 (RFC 2426), which every phone takes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from pelican_converse.model.business import Address, Location
from pelican_converse.model.channels import Channel, is_mobile
from pelican_converse.model.person import Person
from pelican_converse.site import Site
from pelican_converse.words import Words

Line = tuple[str, str]
"""The name of a property with its parameters, and its value as it is written; without a value it is left out."""
_ROOM = 75
"""How many octets stand on a line."""
_CHATS = ("signal", "telegram", "threema")
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp")
"""The endings of pictures that address books show."""


@dataclass(frozen=True)
class Cards:
    """Writes cards; people's words are those of the site's language. Addresses are whole, or "" if not known."""

    site: Site
    words: Words

    def person(self, person: Person, page: str = "", photo: str = "", note: str = "") -> bytes:
        """The card of somebody who answers: how to reach them, and where they work."""
        own = self.site.own_ways(person)
        ways = [*(way for way in self.site.ways(person) if not way.is_social), *(way for way in own if way.is_social)]
        return self._card(
            ("FN", _text(person.name)),
            ("N", _parts(*person.family_and_given, "", "", "")),
            ("ORG", _text(self.site.business.name)),
            ("TITLE", _text(person.role)),
            *self._reach(ways),
            *self._places(self.site.business.locations[:1]),
            ("NOTE", _text(note)),
            ("PHOTO;VALUE=uri", _uri(photo) if photo.lower().endswith(_PICTURES) else ""),
            ("URL", _uri(page)),
            ("UID", _uri(page)),
        )

    def business(self, page: str = "") -> bytes:
        """The card of the business itself, with all its places."""
        business = self.site.business
        ways = [way for record in (*business.locations, business.channels) for way in self.site.own_ways(record)]
        return self._card(
            ("FN", _text(business.name)),
            ("N", _parts("", "", "", "", "")),
            ("ORG", _text(business.name)),
            ("X-ABShowAs", "COMPANY"),
            *self._reach(ways),
            *self._places(business.locations),
            ("NOTE", _text(business.tagline)),
            ("URL", _uri(page)),
            ("UID", _uri(page)),
        )

    def _card(self, *lines: Line) -> bytes:
        head = [("BEGIN", "VCARD"), ("VERSION", "3.0"), ("PRODID", "-//pelican-converse//cards//EN")]
        foot = [("REV", f"{self.site.today}T00:00:00Z"), ("END", "VCARD")]
        return b"".join(_folded(f"{name}:{value}") for name, value in (*head, *lines, *foot) if value)

    def _reach(self, ways: Sequence[Channel]) -> Iterator[Line]:
        """Every number once, then e-mail, chats and networks."""
        numbers: dict[str, str] = {}
        for way in ways:
            if way.is_number:
                is_cell = way.name != "phone" or is_mobile(way.value)
                numbers.setdefault(way.value, "CELL" if is_cell else "WORK,VOICE")
        yield from ((f"TEL;TYPE={kind}", number) for number, kind in numbers.items())
        shown = self.site.business.obfuscate != "entities"
        mails = dict.fromkeys(way.value for way in ways if way.name == "email" and shown)
        yield from (("EMAIL;TYPE=INTERNET,WORK", _text(mail)) for mail in mails)
        for way in ways:
            if way.name in _CHATS:
                yield f"IMPP;X-SERVICE-TYPE={way.name.capitalize()}", _uri(way.href)
            elif way.is_social:
                yield f"X-SOCIALPROFILE;TYPE={way.name}", _uri(way.href)

    def _places(self, places: Sequence[Location]) -> Iterator[Line]:
        """Addresses, and where on Earth the first one is that says it."""
        for place in places:
            if place.address and place.address != Address():
                street, city, region, code = (getattr(place.address, key) for key in _ADDRESS)
                country = self.words.country_name(self.site.country_of(place))
                yield "ADR;TYPE=WORK", _parts("", "", street, city, region, code, country)
        for geo in [place.geo for place in places if place.geo][:1]:
            yield "GEO", "{:.6f};{:.6f}".format(*geo)


_ADDRESS = ("street", "city", "region", "postal_code")


def _text(words: str) -> str:
    """Words as they are written in a card, where commas, semicolons and line ends have a meaning."""
    for plain, written in (("\\", "\\\\"), (",", "\\,"), (";", "\\;"), ("\n", "\\n")):
        words = words.replace(plain, written)
    return words


def _parts(*words: str) -> str:
    return ";".join(map(_text, words))


def _uri(address: str) -> str:
    """An address without anything that would have to be escaped, which not every program takes back."""
    return re.sub(r"[\s,;\\]", lambda match: quote(match[0]), address)


def _folded(line: str) -> bytes:
    """A line in pieces, each but the first behind a space; no character is cut."""
    pieces = [b""]
    for char in line:
        octets = char.encode()
        if len(pieces[-1]) + len(octets) > _ROOM:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"\r\n".join([*pieces, b""])
