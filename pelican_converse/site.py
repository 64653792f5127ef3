"""The Site: everything that was read, and the questions that pages ask of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from pelican_converse.model.business import Business
from pelican_converse.model.channels import NAMES, Channel
from pelican_converse.model.meetup import Event, Meetup, Stop
from pelican_converse.model.neighbour import Neighbour
from pelican_converse.model.person import Person, Staff
from pelican_converse.model.request import STATUSES, Request, Turn


@dataclass(frozen=True)
class Change:
    """Something that is done because somebody asked, and the turn that says so."""

    request: Request
    turn: Turn


@dataclass(frozen=True)
class Answerer:
    """Who answers on a day: the person meant, or the stand-in while that person is away.

    `away` is whom the person stands in for, until the day `until`. On somebody's own page it is the other way round:
    `stand_in` is who answers for them.
    """

    person: Person
    away: Person | None = None
    until: date | None = None
    stand_in: Person | None = None

    @property
    def nobody(self) -> bool:
        """Whether the person is away and nobody stands in."""
        return self.until is not None and self.away is None and self.stand_in is None


@dataclass(frozen=True)
class Site:
    """All that is known, on the day of the build."""

    business: Business
    people: Mapping[str, Person]
    requests: tuple[Request, ...]
    today: date
    meetups: tuple[Meetup, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()

    @cached_property
    def staff(self) -> Staff:
        """Finds people by the names that turns begin with."""
        return Staff(self.people.values())

    @cached_property
    def by_slug(self) -> Mapping[str, Request]:
        """All requests by their slugs."""
        return {request.slug: request for request in self.requests}

    @cached_property
    def newest(self) -> tuple[Request, ...]:
        """All requests, the last asked first."""
        return tuple(sorted(self.requests, key=_age, reverse=True))

    @cached_property
    def lately_heard(self) -> tuple[Request, ...]:
        """All requests, those first in which something was said last."""
        return tuple(sorted(self.requests, key=lambda request: (request.last.day, *_age(request)), reverse=True))

    @cached_property
    def by_status(self) -> Mapping[str, tuple[Request, ...]]:
        """The requests of each status, the last asked first."""
        return {status: tuple(r for r in self.newest if r.status == status) for status in STATUSES}

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What is done because somebody asked, newest first."""
        done = (r for r in self.newest if r.status == "completed" and r.outcome and r.outcome.changes_status)
        changes = [Change(request, request.outcome) for request in done if request.outcome]
        return tuple(sorted(changes, key=lambda change: change.turn.on.day, reverse=True))

    @cached_property
    def changes_by_month(self) -> tuple[tuple[date, tuple[Change, ...]], ...]:
        """The changes of each month, under the month's first day, newest first."""
        months = groupby(self.changes, key=lambda change: change.turn.on.day.replace(day=1))
        return tuple((month, tuple(changes)) for month, changes in months)

    @cached_property
    def duplicates(self) -> Mapping[str, tuple[Request, ...]]:
        """The requests that are the same as the one of a slug."""
        found: dict[str, list[Request]] = {}
        for request in self.newest:
            if request.same_as:
                found.setdefault(request.same_as, []).append(request)
        return {slug: tuple(requests) for slug, requests in found.items()}

    @cached_property
    def answering(self) -> tuple[Person, ...]:
        """Everybody who answers, the business's contact first, those who left not at all."""
        here = [person for person in self.people.values() if not self.has_left(person)]
        return tuple(sorted(here, key=lambda person: (person.slug != self.business.contact, person.name)))

    def answered_by(self, person: Person) -> tuple[Request, ...]:
        """The requests in which a person spoke, those first in which they spoke last."""
        spoken = [
            (turn.on.day, request.slug, request)
            for request in self.requests
            for turn in request.turns[::-1]
            if person.slug in turn.staff
        ]
        found = {slug: request for _, slug, request in sorted(spoken, key=lambda item: item[:2])}
        return tuple(reversed(found.values()))

    @cached_property
    def meetups_by_slug(self) -> Mapping[str, Meetup]:
        """All meetups by their slugs."""
        return {meetup.slug: meetup for meetup in self.meetups}

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Every stop of every meetup, in order of date."""
        events = [event for meetup in self.meetups for event in meetup.events]
        return tuple(sorted(events, key=lambda event: (event.stop.when.first, str(event.stop.when), event.slug)))

    @cached_property
    def coming(self) -> tuple[Event, ...]:
        """The stops that aren't over, the next one first."""
        return tuple(event for event in self.events if not self.is_over(event.stop))

    @cached_property
    def past_meetups(self) -> tuple[Meetup, ...]:
        """The meetups that are over, the last one first."""
        over = [meetup for meetup in self.meetups if meetup.last_day < self.today]
        return tuple(sorted(over, key=lambda meetup: (meetup.last_day, meetup.slug), reverse=True))

    def is_over(self, stop: Stop) -> bool:
        """Whether the last day of a stop is past."""
        return stop.when.last < self.today

    def still_to_come(self, meetup: Meetup) -> tuple[Event, ...]:
        """The stops of a meetup at which somebody can still be met."""
        return tuple(event for event in meetup.events if not self.is_over(event.stop) and not event.stop.cancelled)

    def hosts(self, stop: Stop) -> tuple[Person, ...]:
        """Who is at a stop; the business's contact if nobody is named."""
        return tuple(self.people[slug] for slug in stop.who or (self.business.contact,))

    def heard_at(self, meetup: Meetup) -> tuple[Request, ...]:
        """The requests that were made at a meetup, or in which something was said there."""
        via = f"meetup {meetup.slug}"
        return tuple(r for r in self.newest if via in (r.via, *(turn.via for turn in r.turns)))

    @cached_property
    def neighbours_by_topic(self) -> Mapping[str, tuple[Neighbour, ...]]:
        """The neighbours of each topic, in the order of the business's topics; those without one last, under ""."""
        topics = [*self.business.topics, *sorted({neighbour.topic for neighbour in self.neighbours if neighbour.topic})]
        found = {topic: tuple(n for n in self.neighbours if n.topic == topic) for topic in [*topics, ""]}
        return {topic: neighbours for topic, neighbours in found.items() if neighbours}

    def vouched_by(self, person: Person) -> tuple[Neighbour, ...]:
        """The neighbours that a person recommends."""
        return tuple(neighbour for neighbour in self.neighbours if person.slug in neighbour.vouched_by)

    def has_left(self, person: Person) -> bool:
        """Whether somebody doesn't work here any more."""
        return person.left is not None and person.left <= self.today

    def who_answers(self, slug: str = "") -> Answerer:
        """Who answers today for the person of this slug, or for the business."""
        person = self.people.get(slug) or self.people[self.business.contact]
        if self.has_left(person):
            person = self.people[self.business.contact]
        if not person.away or self.today not in person.away:
            return Answerer(person)
        stand_in = next((self.people[slug] for slug in self.staff.find(person.away.stand_in)), None)
        if stand_in is None or self.has_left(stand_in) or (stand_in.away and self.today in stand_in.away):
            return Answerer(person, None, person.away.end)
        return Answerer(stand_in, person, person.away.end)

    def presence(self, person: Person) -> Answerer:
        """A person by themselves, with who answers while they are away."""
        answerer = self.who_answers(person.slug)
        return Answerer(person, None, answerer.until, answerer.person) if answerer.away else answerer

    def ways(self, person: Person) -> tuple[Channel, ...]:
        """How to reach a person: their own channels, and where they have none of a kind, the business's."""
        return _merged(person.ways, *(place.ways for place in self.business.locations), self.business.channels.ways)

    def email(self, person: Person) -> str:
        """Where a message to a person can be sent without any service: maybe to the business; "" if nowhere."""
        return next((way.shown for way in self.ways(person) if way.name == "email"), "")


def _age(request: Request) -> tuple[date, str, str]:
    return request.asked.day, str(request.asked.clock or ""), request.slug


def _merged(*groups: tuple[Channel, ...]) -> tuple[Channel, ...]:
    """One channel of each name, from the first group that has it."""
    named = {way.name: way for way in reversed([way for group in groups for way in group])}
    return tuple(named[name] for name in NAMES if name in named)
