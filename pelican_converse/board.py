"""All requests together: in which order, under which headings, and what belongs to what."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from pelican_converse.model.request import KINDS, STATUSES, Request, Turn, names_in, parted

Requests = tuple[Request, ...]


@dataclass(frozen=True)
class Change:
    """Something that is done because somebody asked, and the turn that says so."""

    request: Request
    turn: Turn


@dataclass(frozen=True)
class Untold:
    """Somebody who asked, and hasn't been told what came of it."""

    who: str
    request: Request


@dataclass(frozen=True)
class Board:
    """All requests on a day, and the lists that pages make of them.

    `topics` are those of the business, in order; `asking` the files below the content folder with a question of ours.
    """

    requests: Requests
    today: date
    topics: tuple[str, ...] = ()
    asking: frozenset[str] = frozenset()

    @cached_property
    def by_slug(self) -> Mapping[str, Request]:
        """All requests by their slugs."""
        return {request.slug: request for request in self.requests}

    @cached_property
    def newest(self) -> Requests:
        """All requests, the last asked first."""
        return tuple(sorted(self.requests, key=_age, reverse=True))

    @cached_property
    def lately_heard(self) -> Requests:
        """All requests, those first in which something was said last."""
        return tuple(sorted(self.requests, key=lambda request: (request.heard, *_age(request)), reverse=True))

    @cached_property
    def by_status(self) -> Mapping[str, Requests]:
        """The requests of each status, the last asked first."""
        return self._by(STATUSES, lambda request: request.status)

    @cached_property
    def by_kind(self) -> Mapping[str, Requests]:
        """The requests of each kind, the last asked first."""
        return self._by(KINDS, lambda request: request.kind)

    @cached_property
    def by_topic(self) -> Mapping[str, Requests]:
        """The requests of each topic, the last asked first; topics in the order of the business."""
        others = sorted({request.topic for request in self.requests} - {*self.topics, ""})
        return self._by((*self.topics, *others), lambda request: request.topic)

    def _by(self, keys: Iterable[str], key: Callable[[Request], str]) -> Mapping[str, Requests]:
        found: dict[str, list[Request]] = {name: [] for name in keys}
        for request in self.newest:
            found.get(key(request), []).append(request)
        return {name: tuple(requests) for name, requests in found.items()}

    @cached_property
    def unanswered(self) -> Requests:
        """The requests in which a customer has the last word and waits for ours, the longest first."""
        waiting = filter(self.is_waiting, reversed(self.newest))
        return tuple(sorted(waiting, key=lambda request: request.waiting_since.day))

    def wants(self, request: Request) -> bool:
        """Whether a request wants an answer: praise doesn't, nor what is itself the answer to a question of ours."""
        is_answer = bool(self.asking and request.about) and request.about_file in self.asking
        return request.kind != "praise" and not is_answer

    def is_waiting(self, request: Request) -> bool:
        """Whether somebody waits for an answer of ours."""
        return request.is_unanswered and self.wants(request)

    def is_late(self, request: Request) -> bool:
        """Whether the day by which something was to be done has passed, and it isn't done."""
        turn = request.outcome
        action = turn.action if turn else None
        due = action.deadline if action and action.verb in ("planned", "started") else None
        return due is not None and due.last < self.today

    @cached_property
    def remarkable(self) -> frozenset[str]:
        """The slugs of requests of whose age more is to be said than when they were asked."""
        return frozenset(r.slug for r in self.requests if self.is_waiting(r) or self.is_late(r))

    @cached_property
    def listed(self) -> Mapping[str, Requests]:
        """The requests of each status, as lists show them: praise is neither heard nor done, but thanked for."""
        asked = {name: tuple(r for r in self.by_status[name] if r.kind != "praise") for name in ("open", "completed")}
        return {**self.by_status, **asked}

    @cached_property
    def columns(self) -> Mapping[str, Requests]:
        """What is heard, planned and in the works, the last asked first, and what is done, the last done first."""
        done = tuple(sorted(self.listed["completed"], key=_settled, reverse=True))
        return {**{name: self.listed[name] for name in ("open", "planned", "started")}, "completed": done}

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What is done because somebody asked, newest first: no answers to questions, and nothing that was praised."""
        done = (r for r in self.newest if r.status == "completed" and r.kind not in ("question", "praise"))
        changes = [Change(r, r.outcome) for r in done if r.outcome and r.outcome.changes_status]
        return tuple(sorted(changes, key=lambda change: change.turn.on.day, reverse=True))

    @cached_property
    def changes_by_month(self) -> tuple[tuple[date, tuple[Change, ...]], ...]:
        """The changes of each month, under the month's first day, newest first."""
        months = groupby(self.changes, key=lambda change: change.turn.on.day.replace(day=1))
        return tuple((month, tuple(changes)) for month, changes in months)

    @cached_property
    def changes_by_year(self) -> Mapping[int, tuple[tuple[date, tuple[Change, ...]], ...]]:
        """The months with changes of each year, newest first."""
        years = groupby(self.changes_by_month, key=lambda month: month[0].year)
        return {year: tuple(months) for year, months in years}

    def latest_changes(self, number: int) -> tuple[tuple[date, tuple[Change, ...]], ...]:
        """As many changes as that, the newest ones, under their months; all for 0."""
        kept = []
        for month, changes in self.changes_by_month if number else ():
            if number > 0:
                kept.append((month, changes[:number]))
            number -= len(changes)
        return tuple(kept) or self.changes_by_month

    @cached_property
    def duplicates(self) -> Mapping[str, Requests]:
        """The requests that are the same as the one of a slug, be it by way of another, the last asked first."""
        found: dict[str, list[Request]] = {}
        for request in self.newest:
            if request.same_as:
                found.setdefault(self.original(request).slug, []).append(request)
        return {slug: tuple(requests) for slug, requests in found.items()}

    def original(self, request: Request) -> Request:
        """The request that stands for this one: at the end of a chain of duplicates, or itself."""
        seen = {request.slug}
        while request.same_as in self.by_slug and request.same_as not in seen:
            request = self.by_slug[request.same_as]
            seen.add(request.slug)
        return request

    def standing_for(self, slug: str) -> Request:
        """The request at the end of the chain that begins with the one of this slug."""
        return self.original(self.by_slug[slug])

    def others(self, request: Request) -> int:
        """How many people asked for the same besides the asker; those of duplicates count where they lead."""
        return request.me_too + sum(1 + each.me_too for each in self.duplicates.get(request.slug, ()))

    @cached_property
    def declined(self) -> Requests:
        """Every no, the last one said first."""
        return tuple(sorted(self.by_status["declined"], key=_settled, reverse=True))

    @cached_property
    def questions(self) -> Requests:
        """The questions that have their answer, those first that most people asked."""
        done = (request for request in self.by_kind["question"] if request.status == "completed")
        return tuple(sorted((request for request in done if request.answer), key=self.others, reverse=True))

    @cached_property
    def questions_by_topic(self) -> Mapping[str, Requests]:
        """The same by topics, in the order of the business; those without one last, under ""."""
        others = sorted({request.topic for request in self.questions} - {*self.topics, ""})
        found: dict[str, list[Request]] = {topic: [] for topic in (*self.topics, *others, "")}
        for request in self.questions:
            found[request.topic].append(request)
        return {topic: tuple(requests) for topic, requests in found.items() if requests}

    @cached_property
    def quotable(self) -> Requests:
        """The praise that may be used as a testimonial, the last first."""
        return tuple(request for request in self.by_kind["praise"] if request.may_quote)

    @cached_property
    def quotable_about(self) -> Mapping[str, Requests]:
        """The same by the slug of the person whom it is about."""
        found: dict[str, list[Request]] = {}
        for request in self.quotable:
            found.setdefault(request.about_person, []).append(request)
        return {about: tuple(requests) for about, requests in found.items()}

    @cached_property
    def notices(self) -> Requests:
        """The problems that every page mentions, the one that lasts longest first; one that is done not any more."""
        lasting = [r for r in self.newest if r.notice and r.notice.until >= self.today and r.status not in _OVER]
        return tuple(sorted(lasting, key=lambda r: r.notice.until if r.notice else self.today, reverse=True))

    def about(self, *targets: str) -> Requests:
        """The requests about any of these: people, by their slugs, or files below the content folder; oldest first."""
        found = (request for target in targets for request in self._about.get(target, ()))
        return tuple(sorted(found, key=_age))

    @cached_property
    def _about(self) -> Mapping[str, Requests]:
        found: dict[str, list[Request]] = {}
        for request in reversed(self.newest):
            if request.about:
                found.setdefault(request.about_person or request.about_file, []).append(request)
        return {target: tuple(requests) for target, requests in found.items()}

    def askers(self, request: Request) -> tuple[str, ...]:
        """The names of those who asked first, for a request and for each that is the same; "" for who gave none."""
        names, named = [request.by], names_in(request.by)
        for same in reversed(self.duplicates.get(request.slug, ())):
            if same.by and not named.issuperset(map(str.casefold, parted(same.by))):
                names.append(same.by)
                named |= names_in(same.by)
        return tuple(names)

    @cached_property
    def untold(self) -> tuple[Untold, ...]:
        """Everybody with a name who asked for what is done or declined, or for the same, and wasn't told since."""
        done = [r for r in self.newest if r.status in ("completed", "declined") and r.kind != "praise"]
        return tuple(Untold(who, each) for request in done for each, who in self._untold(request))

    def _untold(self, request: Request) -> Iterator[tuple[Request, str]]:
        told = request.told
        yield from ((request, who) for who in request.customers if not _knows(who, told))
        since = request.outcome.on.day if request.outcome else self.today
        for same in self.duplicates.get(request.slug, ()):
            heard = told | same.told_in(turn for turn in same.turns if turn.on.day >= since)
            yield from ((same, who) for who in same.customers if not _knows(who, heard))


_OVER = ("completed", "declined", "duplicate")


def _knows(who: str, told: frozenset[str]) -> bool:
    """Whether somebody was told, together with others or not; of several who asked together, each."""
    each = frozenset(map(str.casefold, parted(who)))
    return who.casefold() in told or (len(each) > 1 and each <= told)


def _age(request: Request) -> tuple[date, str, str]:
    return request.asked.day, str(request.asked.clock or ""), request.slug


def _settled(request: Request) -> tuple[date, date, str, str]:
    return (request.outcome.on.day if request.outcome else date.min, *_age(request))
