"""A request: what a customer asked, with all that was said since."""

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Annotated, Self
from urllib.parse import unquote

from pydantic import Field, model_validator

from pelican_converse.model.business import Text
from pelican_converse.model.languages import read_language
from pelican_converse.model.record import Record, cleaned, from_text, written_as
from pelican_converse.model.values import Consent, Deadline, Moment, Notice, Picture
from pelican_converse.problems import did_you_mean, quoted
from pelican_converse.text import clean_line, clean_text, slugify

KINDS = ("idea", "question", "problem", "praise")
STATUSES = ("open", "planned", "started", "completed", "declined", "duplicate")
VERBS = (*STATUSES, "told")
CHANNELS = ("counter", "phone", "letter", "email", "web", "chat", "social", "meetup")
RESERVED = ("page", "status", "topic", "kind", "feed")
_LINKS = {"planned": "by", "started": "by", "declined": "until", "duplicate": "of"}
_FORMS = {
    "open": "open",
    "planned": "planned, or planned by 2026-05-01",
    "started": "started, or started by 2026-05-01",
    "completed": "completed",
    "declined": "declined, or declined until 2026-12",
    "duplicate": "duplicate of and the other request's file name, as duplicate of oat-milk",
}
NOBODY = "someone"
"""Stands for a customer without a name."""
REF_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ23456789"


def read_via(text: str) -> str:
    """How something was said: a channel, or `meetup` with the meetup's slug."""
    channel, _, meetup = clean_line(text).partition(" ")
    channel = channel.lower()
    if channel not in CHANNELS:
        raise ValueError(f"{quoted(text)} is not a way to be reached. {did_you_mean(text, CHANNELS)}")
    if channel == "meetup" and (not meetup or slugify(meetup) != meetup):
        raise ValueError(f"{quoted(text)} can't be read. Write meetup and its file's name, as meetup 2026-05-graz.")
    if channel != "meetup" and meetup:
        raise ValueError(f"{quoted(text)} can't be read. Write {channel}.")
    return f"{channel} {meetup}".strip()


@lru_cache(maxsize=64)
def _read_kind(text: str) -> str:
    kind = clean_line(text).lower()
    if kind not in KINDS:
        raise ValueError(f"{quoted(text)} is not a kind of request. {did_you_mean(kind, KINDS)}")
    return kind


def _read_count(text: str) -> int:
    if not clean_line(text).isdecimal() or len(text) > 9:
        raise ValueError(f"{quoted(text)} is not a count. Write how many others asked, as 11.")
    return int(clean_line(text))


def _read_by(text: str) -> str:
    name = clean_line(text)
    return "" if name.lower() == NOBODY else name


def _read_ref(text: str) -> str:
    ref = clean_line(text)
    if not 4 <= len(ref) <= 12 or set(ref) - set(REF_LETTERS):
        raise ValueError(f"{quoted(text)} is not a reference. Write 4 to 12 of A-Z and 2-9, as K7M2QD.")
    return ref


def _read_slug(text: str) -> str:
    slug = slugify(text)
    if not slug or slug != clean_line(text):
        advice = f"Write {slug}." if slug else "Write it with the letters a to z, digits and hyphens."
        raise ValueError(f"{quoted(text)} can't be part of an address. {advice}")
    return slug


@dataclass(frozen=True)
class Action:
    """What a turn did to a request.

    `deadline` is the `by` of a plan or the `until` of a no; `slug` the request that this one is the same as; `who` the
    person who was told.
    """

    verb: str
    deadline: Deadline | None = None
    slug: str = ""
    who: str = ""

    @classmethod
    @lru_cache(maxsize=4096)
    def read(cls, text: str) -> Self:
        """`planned by 2026-05-01`, `declined until 2026-12`, `duplicate of oat-milk`, `told Priya` and the like."""
        first, _, rest = clean_line(text).partition(" ")
        verb = first.lower()
        if verb not in VERBS:
            advice = did_you_mean(verb, VERBS)
            raise ValueError(f"{quoted(first)} is not something that can happen to a request. {advice}")
        word, _, more = rest.partition(" ")
        if verb == "told":
            return cls._told(rest)
        if word == _LINKS.get(verb) and (slugify(more) if verb == "duplicate" else more):
            return cls(verb, slug=slugify(more)) if verb == "duplicate" else cls(verb, Deadline.read(more))
        if rest or verb == "duplicate":
            raise ValueError(f"{quoted(text)} can't be read. Write {_FORMS[verb]}.")
        return cls(verb)

    @classmethod
    def _told(cls, rest: str) -> Self:
        quote = re.fullmatch(QUOTED, rest)
        who = out_of_quotes(quote["quoted"]) if quote else rest
        if not who:
            raise ValueError("Who was told? Write told Priya.")
        return cls("told", who=who)

    def __str__(self) -> str:
        if self.verb == "told":
            return f"told {in_quotes(self.who) if self.who.startswith(chr(34)) else self.who}"
        rest = self.slug or self.deadline
        return f"{self.verb} {_LINKS[self.verb]} {rest}" if rest else self.verb


_APART = re.compile(r" (?:&|and|und) |, *(?:(?:&|and|und) )?")
"""What stands between the names of several customers."""


def parted(joined: str) -> list[str]:
    """Each of the names that are joined in one."""
    return list(filter(None, map(str.strip, _APART.split(joined))))


def names_in(joined: str) -> frozenset[str]:
    """A name as it was written, and each of those that are joined in it, all in small letters."""
    return frozenset(name.strip().casefold() for name in (joined, *parted(joined))) - {""}


_MINUTE = timedelta(minutes=1)


_FILE = re.compile(r"\{filename\}(?P<path>[^\s#?][^#?]*).*")
QUOTED = r'"(?P<quoted>(?:[^"\\]|\\.)*)"'
"""A name in quotes, in which a backslash stands before a quote or a backslash."""


def in_quotes(name: str) -> str:
    """The name as it stands in quotes."""
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def out_of_quotes(inside: str) -> str:
    """The name that stands between quotes."""
    return re.sub(r"\\(.)", r"\1", inside)


class Turn(Record):
    """One dated entry: a person's answer, or a customer's follow-up.

    `staff` holds the slugs of the people who speak; it is empty for a customer, whose name is `who` ("" if unnamed).
    """

    on: Annotated[Moment, written_as(Moment)]
    who: Text = ""
    staff: tuple[str, ...] = ()
    via: Annotated[str, from_text(read_via, str)] = ""
    action: Annotated[Action | None, written_as(Action)] = None
    picture: Annotated[Picture | None, written_as(Picture)] = None
    text: Annotated[str, cleaned(clean_text)] = ""

    @model_validator(mode="after")
    def _keep_manners(self) -> Self:
        if self.action and not self.staff:
            who = quoted(self.who or "someone")
            advice = "Mend the name, or take away the colon and what follows it."
            raise ValueError(f"{who} is a customer here, and only people with a file in people/ can do this. {advice}")
        if self.action and self.action.verb == "declined" and not self.text:
            raise ValueError("A no needs its because. Write below this line why not.")
        deadline = self.action.deadline if self.action else None
        if deadline and deadline.last < self.on.day:
            raise ValueError(f"{deadline} is over on {self.on.day} already. Mend one of the dates.")
        return self

    @property
    def is_staff(self) -> bool:
        """Whether somebody of the business speaks."""
        return bool(self.staff)

    @property
    def says(self) -> bool:
        """Whether it says something, in words or by a picture."""
        return bool(self.text or self.picture)

    @property
    def changes_status(self) -> bool:
        """Whether it did something to the request; being told changes nothing."""
        return self.action is not None and self.action.verb != "told"


class Request(Record):
    """What a customer asked, and every turn since, in order."""

    slug: Annotated[str, from_text(_read_slug, str)]
    title: Text = Field(min_length=1, examples=["Oat milk, please"])
    asked: Annotated[Moment, written_as(Moment)] = Field(examples=["2026-03-02"])
    by: Annotated[str, cleaned(_read_by)] = ""
    via: Annotated[str, from_text(read_via, str)] = "web"
    kind: Annotated[str, from_text(_read_kind, str)] = "idea"
    topic: Text = ""
    me_too: Annotated[int, from_text(_read_count, int)] = 0
    about: Text = ""
    contact: Text = ""
    picture: Annotated[Picture | None, written_as(Picture)] = None
    may_quote: Annotated[Consent | None, written_as(Consent)] = None
    notice: Annotated[Notice | None, written_as(Notice)] = None
    ref: Annotated[str, from_text(_read_ref, str)] = ""
    lang: Annotated[str, from_text(read_language, str)] = ""
    text: Annotated[str, cleaned(clean_text)] = Field("", exclude=True)
    turns: tuple[Turn, ...] = Field((), exclude=True)

    @cached_property
    def outcome(self) -> Turn | None:
        """The turn that made the status what it is: the last action, or for a question the first answer."""
        for turn in reversed(self.turns):
            if turn.action is not None and turn.action.verb != "told":
                return turn
        return next((turn for turn in self._replies if self.kind == "question"), None)

    @cached_property
    def status(self) -> str:
        """What has become of it, derived from the turns."""
        turn = self.outcome
        if turn is None:
            return "open"
        return turn.action.verb if turn.action else "completed"

    @property
    def deadline(self) -> Deadline | None:
        """By when it is planned, or until when it was declined."""
        return self.outcome.action.deadline if self.outcome and self.outcome.action else None

    @property
    def answer(self) -> Turn | None:
        """The turn of ours that says what became of it: the outcome, or if that says nothing the last that does."""
        outcome = self.outcome
        if outcome is None or outcome.says:
            return outcome
        return next((turn for turn in reversed(self.turns) if turn.is_staff and turn.says), None)

    @property
    def afterword(self) -> Turn | None:
        """The last turn that says something, if that is not the answer."""
        last = next((turn for turn in reversed(self.turns) if turn.says), None)
        return last if last is not self.answer else None

    @property
    def _replies(self) -> tuple[Turn, ...]:
        return tuple(turn for turn in self.turns if turn.is_staff and not (turn.action and turn.action.verb == "told"))

    @property
    def is_asked_again(self) -> bool:
        """Whether a customer spoke last, after the first ask; who praises asks for nothing."""
        return bool(self.turns) and not self.turns[-1].staff and self.kind != "praise"

    @cached_property
    def is_unanswered(self) -> bool:
        """Whether the last word is a customer's who asked."""
        return not self.turns or self.is_asked_again

    @property
    def waiting_since(self) -> Moment:
        """When the customer who has the last word began to wait for ours."""
        again = [turn.on for before, turn in pairwise(self.turns) if before.is_staff and not turn.is_staff]
        return again[-1] if again else self.asked

    @property
    def answered(self) -> Moment | None:
        """When one of ours last answered; None if nobody did."""
        return next((turn.on for turn in reversed(self.turns) if turn.is_staff), None)

    @cached_property
    def last(self) -> Moment:
        """When anything was last said."""
        return self.turns[-1].on if self.turns else self.asked

    @property
    def about_file(self) -> str:
        """The file below the content folder that it is about; "" if it is about a person or nothing."""
        link = _FILE.fullmatch(self.about) if self.about else None
        if not link:
            return ""
        path = unquote(link["path"])
        folder = posixpath.dirname(self.source.file.partition("/")[2])
        return posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path))

    @property
    def about_person(self) -> str:
        """The slug of the person it is about, whose file it may name instead; "" if it is about a file or nothing."""
        folder, name = posixpath.split(self.about_file)
        return posixpath.splitext(name)[0] if folder == "people" else "" if name else self.about

    @property
    def heard(self) -> datetime:
        """When something was last said: later than all that was said before, also where no time of day tells."""
        moment = self.asked.at
        for turn in self.turns:
            moment = max(turn.on.at, moment + _MINUTE)
        return moment

    @property
    def customers(self) -> tuple[str, ...]:
        """The names of all customers who spoke, the asker's first, each once; those without a name are left out."""
        spoke = (self.by, *(turn.who for turn in self.turns if not turn.is_staff))
        found: dict[str, str] = {}
        for who in filter(None, spoke):
            found.setdefault(who.casefold(), who)
        return tuple(found.values())

    @property
    def told(self) -> frozenset[str]:
        """Who knows what became of it, in small letters; nobody as long as it is open."""
        return self.told_in(self.turns[self.turns.index(self.outcome) :]) if self.outcome else frozenset()

    def told_in(self, turns: Iterable[Turn]) -> frozenset[str]:
        """Who was told in these turns, spoke in them, or asked and got an answer by a channel: by phone, say."""
        names: list[str] = []
        for turn in turns:
            if turn.action and turn.action.verb == "told":
                names.append(turn.action.who)
            elif not turn.is_staff:
                names.append(turn.who)
            elif turn.via not in ("", "web"):
                names.append(self.by)
        return frozenset().union(*map(names_in, names))

    @cached_property
    def same_as(self) -> str:
        """The slug of the request that this one is the same as; "" if it stands alone."""
        turn = self.outcome
        return turn.action.slug if turn and turn.action else ""
