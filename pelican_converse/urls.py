"""Where our pages are: defaults, and the settings that move them."""

import posixpath
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
    "UNANSWERED": ("requests/status/unanswered/", "requests/status/unanswered/index.html"),
    "COLUMNS": ("requests/status/", "requests/status/index.html"),
    "TOPIC": ("requests/topic/{slug}/", "requests/topic/{slug}/index.html"),
    "KIND": ("requests/kind/{slug}/", "requests/kind/{slug}/index.html"),
    "REF": ("r/{slug}/", "r/{slug}/index.html"),
    "LEDGER": ("requests.json", "requests.json"),
    "LEDGER_CSV": ("requests.csv", "requests.csv"),
    "SEARCH_INDEX": ("requests/search.json", "requests/search.json"),
    "PROMISES_DATA": ("promises.json", "promises.json"),
    "PROMISES": ("promises/", "promises/index.html"),
    "NO": ("no/", "no/index.html"),
    "CHANGELOG": ("changelog/", "changelog/index.html"),
    "CHANGELOG_YEAR": ("changelog/{slug}/", "changelog/{slug}/index.html"),
    "CHANGELOG_SHEET": ("changelog/print/", "changelog/print/index.html"),
    "QUESTIONS": ("questions/", "questions/index.html"),
    "ASK": ("ask/", "ask/index.html"),
    "MEET": ("meet/", "meet/index.html"),
    "MEETUP": ("meet/{slug}/", "meet/{slug}/index.html"),
    "STOP": ("meet/{slug}.ics", "meet/{slug}.ics"),
    "MEET_FEED": ("meet.ics", "meet.ics"),
    "PREVIEWS": ("previews/", "previews/index.html"),
    "PREVIEW": ("previews/{slug}/", "previews/{slug}/index.html"),
    "NEIGHBOURS": ("neighbours/", "neighbours/index.html"),
    "THANKS": ("thanks/", "thanks/index.html"),
    "THANKS_PERSON": ("thanks/{slug}/", "thanks/{slug}/index.html"),
    "NOT_FOUND": ("404.html", "404.html"),
    "LEGAL": ("legal/", "legal/index.html"),
    "PRIVACY": ("privacy/", "privacy/index.html"),
    "REQUESTS_FEED": ("requests/feed.atom.xml", "requests/feed.atom.xml"),
    "CHANGELOG_FEED": ("changelog/feed.atom.xml", "changelog/feed.atom.xml"),
    "FEED": ("{slug}/feed.atom.xml", "{slug}/feed.atom.xml"),
    "FEED_JSON": ("{slug}/feed.json", "{slug}/feed.json"),
}
"""Each page's address and file, below the site's; `{slug}` is filled in, for feeds with the folder of their page."""


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

    def feed(self, page: str, slug: str = "", form: str = "FEED") -> tuple[str, str]:
        """Address and file of the feed that follows a page, in the form FEED (Atom) or FEED_JSON."""
        own = f"{page}_{form}"
        name, place = (own, "") if own in DEFAULTS else (form, self._place(page, slug))
        return self.url(name, place).lstrip("/"), self.save_as(name, place).lstrip("/")

    def _place(self, page: str, slug: str) -> str:
        """The folder of a page, or its file without the ending."""
        file = self.save_as(page, slug)
        return posixpath.dirname(file) if posixpath.basename(file) == "index.html" else posixpath.splitext(file)[0]
