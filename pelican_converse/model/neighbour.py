"""Neighbours: customers, suppliers and partners that somebody of ours vouches for."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field

from pelican_converse.model.business import Text
from pelican_converse.model.record import Record, cleaned, from_text, written_as
from pelican_converse.model.values import Picture
from pelican_converse.problems import did_you_mean, quoted
from pelican_converse.text import clean_line, clean_text

NEIGHBOUR_KINDS = ("customer", "supplier", "partner")


def _read_kind(text: str) -> str:
    kind = clean_line(text).lower()
    if kind not in NEIGHBOUR_KINDS:
        raise ValueError(f"{quoted(text)} is not a kind of neighbour. {did_you_mean(kind, NEIGHBOUR_KINDS)}")
    return kind


def _read_link(text: str) -> str:
    link = clean_line(text)
    try:
        host = urlsplit(link).hostname
    except ValueError:
        host = None
    if not link.lower().startswith(("https://", "http://")) or not host or " " in link:
        raise ValueError(f"{quoted(text)} is not the address of a site. Write it whole, as https://mill.example.")
    return link


@dataclass(frozen=True)
class Since:
    """A year, a month or a day in the past; `month` and `day` are 0 where they are not said."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def read(cls, text: str) -> Self:
        """`2014`, `2014-05` or `2014-05-17`."""
        match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", clean_line(text))
        if not match:
            raise ValueError(f"{quoted(text)} is not a year, a month or a day. Write 2014, 2014-05 or 2014-05-17.")
        since = cls(int(match[1]), int(match[2] or 0), int(match[3] or 0))
        try:
            date(since.year, int(match[2] or 1), int(match[3] or 1))
        except ValueError:
            raise ValueError(f"{quoted(text)} is not in the calendar. Mend the date.") from None
        return since

    @property
    def first(self) -> date:
        """The first day that it means."""
        return date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        return "-".join(f"{part:02}" for part in (f"{self.year:04}", self.month, self.day) if part)


class Neighbour(Record):
    """Somebody we vouch for: who of us (`vouched_by`, slugs), for what, and since when."""

    slug: str
    name: Text = Field(min_length=1, examples=["Farina Mill"])
    kind: Annotated[str, from_text(_read_kind, str)] = ""
    link: Annotated[str, from_text(_read_link, str)] = ""
    where: Text = ""
    vouched_by: tuple[str, ...] = Field(examples=["Rosa"])
    what: Text = Field(min_length=1, examples=["rye and spelt, ground on Mondays"])
    since: Annotated[Since | None, written_as(Since)] = None
    topic: Text = ""
    picture: Annotated[Picture | None, written_as(Picture)] = None
    text: Annotated[str, cleaned(clean_text)] = ""

    @property
    def host(self) -> str:
        """The link as people say it: `mill.example`."""
        return (urlsplit(self.link).hostname or "").removeprefix("www.")
