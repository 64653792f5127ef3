"""Where our pages are: defaults, and the settings that move them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

DEFAULTS: dict[str, tuple[str, str]] = {
    "HOME": ("", "index.html"),
    "CONTACT": ("contact/", "contact/index.html"),
    "PERSON": ("people/{slug}/", "people/{slug}/index.html"),
    "CARD": ("people/{slug}.vcf", "people/{slug}.vcf"),
    "BUSINESS_CARD": ("contact.vcf", "contact.vcf"),
    "PERSON_QR": ("people/{slug}.svg", "people/{slug}.svg"),
    "ASK_QR": ("ask/qr.svg", "ask/qr.svg"),
    "DOOR_SIGN": ("contact/print/", "contact/print/index.html"),
    "REQUESTS": ("requests/", "requests/index.html"),
    "REQUEST": ("requests/{slug}/", "requests/{slug}/index.html"),
    "STATUS": ("requests/status/{slug}/", "requests/status/{slug}/index.html"),
    "REF": ("r/{slug}/", "r/{slug}/index.html"),
    "LEDGER": ("requests.json", "requests.json"),
    "LEDGER_CSV": ("requests.csv", "requests.csv"),
    "SEARCH_INDEX": ("requests/search.json", "requests/search.json"),
    "PROMISES_DATA": ("promises.json", "promises.json"),
    "CHANGELOG": ("changelog/", "changelog/index.html"),
    "ASK": ("ask/", "ask/index.html"),
    "MEET": ("meet/", "meet/index.html"),
    "MEETUP": ("meet/{slug}/", "meet/{slug}/index.html"),
    "STOP": ("meet/{slug}.ics", "meet/{slug}.ics"),
    "MEET_FEED": ("meet.ics", "meet.ics"),
    "PREVIEWS": ("previews/", "previews/index.html"),
    "PREVIEW": ("previews/{slug}/", "previews/{slug}/index.html"),
    "NEIGHBOURS": ("neighbours/", "neighbours/index.html"),
    "THANKS": ("thanks/", "thanks/index.html"),
    "NOT_FOUND": ("404.html", "404.html"),
    "LEGAL": ("legal/", "legal/index.html"),
    "PRIVACY": ("privacy/", "privacy/index.html"),
    "REQUESTS_FEED": ("requests/feed.atom.xml", "requests/feed.atom.xml"),
    "CHANGELOG_FEED": ("changelog/feed.atom.xml", "changelog/feed.atom.xml"),
}
"""Each page's address and file, below the site's; `{slug}` is filled in."""


def setting_names() -> list[str]:
    """Every setting that moves a page."""
    return [f"CONVERSE_{page}_{part}" for page in DEFAULTS for part in ("URL", "SAVE_AS")]


@dataclass(frozen=True)
class Urls:
    """Addresses and files of our pages under these settings."""

    settings: Mapping[str, Any]

    def _value(self, page: str, part: str, slug: str) -> str:
        value = self.settings.get(f"CONVERSE_{page}_{part}", DEFAULTS[page][part == "SAVE_AS"])
        return str(value or "").replace("{slug}", slug)

    def url(self, page: str, slug: str = "") -> str:
        """The address of a page below the site's."""
        return self._value(page, "URL", slug)

    def save_as(self, page: str, slug: str = "") -> str:
        """The file of a page below the output folder; empty if the page is left out."""
        return self._value(page, "SAVE_AS", slug)
