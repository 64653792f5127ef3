"""The Site: everything that was read, and the questions that pages ask of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

from pelican_converse.answerers import Answerer, Shift
from pelican_converse.board import Board
from pelican_converse.clock import midnight, minute_of
from pelican_converse.model.business import Business, Location, Reachable
from pelican_converse.model.channels import NAMES, Channel, ContactPoint, channel, channels
from pelican_converse.model.meetup import Event, Meetup, Stop
from pelican_converse.model.neighbour import Neighbour
from pelican_converse.model.ownform import OwnForm
from pelican_converse.model.person import Person, Staff
from pelican_converse.model.preview import Preview
from pelican_converse.model.request import Request
from pelican_converse.model.values import Absence, Promise
from pelican_converse.opening import HORIZON, Opening, Stretch
from pelican_converse.ownwords import OwnWords
from pelican_converse.places import address_lines, geo_link, map_link
from pelican_converse.promises import DatedPromise, Promises, promises
from pelican_converse.publicholidays import PublicHolidays
from pelican_converse.text import slugify
from pelican_converse.workingtime import WorkingTime


@dataclass(frozen=True)
class Site:
    """All that is known, on the day of the build.

    `wrong` are the names, without their endings, of files that lack what is wrong in them, so that nothing is missed
    that is there; a Site with such files is only good for being checked. `asking` are the pages and articles, as files
    below the content folder, that ask their readers something.
    """

    business: Business
    people: Mapping[str, Person]
    requests: tuple[Request, ...]
    today: date
    meetups: tuple[Meetup, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    own_words: OwnWords = field(default_factory=dict)
    wrong: frozenset[str] = frozenset()
    previews: tuple[Preview, ...] = ()
    forms: Mapping[str, OwnForm] = field(default_factory=dict)
    asking: frozenset[str] = frozenset()

    @cached_property
    def staff(self) -> Staff:
        """Finds people by the names that turns begin with."""
        return Staff(self.people.values())

    @cached_property
    def board(self) -> Board:
        """All requests, and the lists that are made of them."""
        asking = self.asking.union(preview.file for preview in self.previews)
        return Board(self.requests, self.today, tuple(self.business.topics), asking)

    @cached_property
    def answering(self) -> tuple[Person, ...]:
        """Everybody who answers, the business's contact first, those who left not at all."""
        here = [person for person in self.people.values() if not self.has_left(person)]
        return tuple(sorted(here, key=lambda person: (person.slug != self.business.contact, person.name)))

    @property
    def readers(self) -> tuple[Person, ...]:
        """Those who answer, if they are several: then it matters who reads something."""
        return self.answering if len(self.answering) > 1 else ()

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

    def over_at(self, stop: Stop) -> int:
        """When a stop is over for who looks at it, in minutes since 1970: with its day, or if past midnight its end."""
        when = stop.when
        if when.ends and when.last_day != when.last:
            return minute_of(when.last_day, when.ends.hour * 60 + when.ends.minute, self.business.time_zone)
        return midnight(when.last_day + timedelta(days=1), self.business.time_zone)

    def still_to_come(self, meetup: Meetup) -> tuple[Event, ...]:
        """The stops of a meetup at which somebody can still be met."""
        return tuple(event for event in meetup.events if not self.is_over(event.stop) and not event.stop.cancelled)

    def hosts(self, stop: Stop) -> tuple[Person, ...]:
        """Who is at a stop; the business's contact if nobody is named."""
        return tuple(self.people[slug] for slug in stop.who or (self.business.contact,))

    def heard_at(self, meetup: Meetup) -> tuple[Request, ...]:
        """The requests that were made at a meetup, or in which something was said there."""
        via = f"meetup {meetup.slug}"
        return tuple(r for r in self.board.newest if via in (r.via, *(turn.via for turn in r.turns)))

    @cached_property
    def previews_by_slug(self) -> Mapping[str, Preview]:
        """All previews by their slugs."""
        return {preview.slug: preview for preview in self.previews}

    @cached_property
    def open_previews(self) -> tuple[Preview, ...]:
        """The previews that still ask, the one first that closes first."""
        asking = (preview for preview in self.previews if self.still_asks(preview))
        return tuple(sorted(asking, key=lambda preview: (preview.until, preview.slug)))

    @cached_property
    def past_previews(self) -> tuple[Preview, ...]:
        """The previews that don't ask any more, the last one first."""
        past = (preview for preview in self.previews if not self.still_asks(preview))
        return tuple(sorted(past, key=lambda preview: (preview.until, preview.slug), reverse=True))

    def still_asks(self, preview: Preview) -> bool:
        """Whether answers to a preview are still wanted."""
        return preview.until >= self.today

    def asks_until(self, preview: Preview) -> int:
        """When a preview stops asking for who looks at it: with its last day, in minutes since 1970."""
        return midnight(preview.until + timedelta(days=1), self.business.time_zone)

    def person_for_preview(self, preview: Preview) -> str:
        """The slug of who answers for a preview."""
        return self.person_for(preview.contact, [preview.topic])

    @cached_property
    def neighbours_by_topic(self) -> Mapping[str, tuple[Neighbour, ...]]:
        """The neighbours of each topic, in the order of the business's topics; those without one last, under ""."""
        topics = [*self.business.topics, *sorted({neighbour.topic for neighbour in self.neighbours if neighbour.topic})]
        found = {topic: tuple(n for n in self.neighbours if n.topic == topic) for topic in [*topics, ""]}
        return {topic: neighbours for topic, neighbours in found.items() if neighbours}

    def vouched_by(self, person: Person) -> tuple[Neighbour, ...]:
        """The neighbours that a person recommends."""
        return tuple(neighbour for neighbour in self.neighbours if person.slug in neighbour.vouched_by)

    def person_for_form(self, form: OwnForm) -> str:
        """The slug of who gets a form; "" if it says neither who nor what it is about."""
        return self.person_for(form.to, [form.topic]) if form.to or form.topic else ""

    def has_left(self, person: Person) -> bool:
        """Whether somebody doesn't work here any more."""
        return person.left is not None and person.left <= self.today

    def person_for(self, contact: str = "", topics: Iterable[str] = ()) -> str:
        """The slug of who answers for something: the person named, else one who has its topic, else the business's.

        `topics` are keys or names of topics, or names of Pelican's categories.
        """
        if contact in self.people:
            return contact
        places = [self._by_topic[word] for word in map(slugify, topics) if word in self._by_topic]
        return self.answering[min(places)].slug if places else self.business.contact

    def person_with(self, topic: str) -> str:
        """The slug of who has a topic among theirs; "" if nobody has."""
        place = self._by_topic.get(slugify(topic))
        return "" if place is None else self.answering[place].slug

    @cached_property
    def _by_topic(self) -> Mapping[str, int]:
        """The first of those who answer for each topic, by their place among them."""
        names = self.business.topics
        having = [(topic, place) for place, person in enumerate(self.answering) for topic in person.topics]
        found = {slugify(word): place for topic, place in reversed(having) for word in (topic, names.get(topic, ""))}
        return {word: place for word, place in found.items() if word}

    def person_for_request(self, request: Request) -> str:
        """The slug of who answers for a request."""
        key = (request.contact, request.topic)
        if key not in self._answering_for:
            self._answering_for[key] = self.person_for(request.contact, [request.topic])
        return self._answering_for[key]

    @cached_property
    def _answering_for(self) -> dict[tuple[str, str], str]:
        return {}

    def who_answers(self, slug: str = "", day: date | None = None) -> Answerer:
        """Who answers on a day, today unless it is given, for the person of this slug, or for the business."""
        day = day or self.today
        person = self.people.get(slug) or self.people[self.business.contact]
        if person.left and person.left <= day:
            person = self.people[self.business.contact]
        absence = person.absence_on(day)
        if not absence:
            return Answerer(person)
        stand_in = self.staff.find(absence.stand_in)
        until = person.away_until(absence)
        return Answerer(self.people[stand_in[0]], person, until) if stand_in else Answerer(person, None, until)

    def absences(self, person: Person) -> tuple[Absence, ...]:
        """When a person is away from today to the horizon, which is as far ahead as paper is trusted."""
        return tuple(each for each in person.away if each.end >= self.today and each.start < self.today + HORIZON)

    def shifts(self, slug: str = "") -> tuple[Shift, ...]:
        """Who answers for a person from today on, as far as that is known; the first is today's."""
        return self._shifts[slug if slug in self.people else self.business.contact]

    @cached_property
    def _shifts(self) -> Mapping[str, tuple[Shift, ...]]:
        return {slug: self._shifts_of(slug) for slug in self.people}

    def _shifts_of(self, slug: str) -> tuple[Shift, ...]:
        people = self.people.get(slug), self.people[self.business.contact]
        days = {day for person in people if person for day in _turning_days(person) if day > self.today}
        starts = [None, *sorted(days)]
        shifts: list[Shift] = []
        for first, end in pairwise([*starts, None]):
            answerer = self.who_answers(slug, first or self.today)
            if shifts and shifts[-1].answerer == answerer:
                shifts[-1] = Shift(answerer, shifts[-1].start, self.minute(end))
            else:
                shifts.append(Shift(answerer, self.minute(first), self.minute(end)))
        return tuple(shifts)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone of the business."""
        return ZoneInfo(self.business.time_zone)

    def minute(self, day: date | None) -> int | None:
        """The beginning of a day, in minutes since 1970."""
        return None if day is None else midnight(day, self.business.time_zone)

    def end_of(self, day: date) -> int:
        """The end of a day, in minutes since 1970."""
        return midnight(day + timedelta(days=1), self.business.time_zone)

    def ways(self, person: Person) -> tuple[Channel, ...]:
        """How to reach a person: their own channels, and where they have none of a kind, the business's."""
        return self._ways[person.slug]

    @cached_property
    def _ways(self) -> Mapping[str, tuple[Channel, ...]]:
        own = {slug: self.own_ways(person) for slug, person in self.people.items()}
        return {slug: _merged(ways, self.shared_ways) for slug, ways in own.items()}

    @cached_property
    def shared_ways(self) -> tuple[Channel, ...]:
        """How to reach the business whoever is there: the channels of its places, and its own."""
        places = self.business.locations
        visits = tuple(way for place in places[:1] if (way := self.visit(place)))
        return _merged(*(self.own_ways(record) for record in (*places, self.business.channels)), visits)

    def own_ways(self, record: Reachable) -> tuple[Channel, ...]:
        """The channels of a person, a location or the business alone."""
        return channels(record.points, self.country_of(record))

    def visit(self, place: Location) -> Channel | None:
        """A location as a way to reach somebody; None if it is not known where it is."""
        lines = self.address(place)
        if not lines:
            return None
        plain = channel("visit", ContactPoint(", ".join(lines)), "")
        return Channel(plain.name, plain.shown, self.map_link(place), plain.value, plain.point)

    def country_of(self, record: Reachable) -> str:
        """The country in which a location is; for everything else that of the business."""
        address = record.address if isinstance(record, Location) else None
        return (address and address.country) or self.business.country

    def address(self, place: Location) -> tuple[str, ...]:
        """The lines of a location's address, as they stand on an envelope in its country."""
        return address_lines(place.address, self.country_of(place)) if place.address else ()

    def map_link(self, place: Location) -> str:
        """The address of a map of a location; "" if it is not known where it is."""
        return map_link(place, self.country_of(place))

    def geo_link(self, place: Location) -> str:
        """What opens a location in the visitor's own map program; "" if it is not known where it is."""
        return geo_link(place)

    def opening(self, place: Location) -> Opening | None:
        """When a location is open; None if that is not said."""
        return self._openings[self.business.locations.index(place)]

    def stretches(self, place: Location) -> tuple[Stretch, ...]:
        """The weeks that hold at a location one after the other, today's first; none if its hours aren't said."""
        return self._stretches[self.business.locations.index(place)]

    @cached_property
    def _stretches(self) -> tuple[tuple[Stretch, ...], ...]:
        return tuple(opening.stretches(self.today) if opening else () for opening in self._openings)

    @cached_property
    def _openings(self) -> tuple[Opening | None, ...]:
        return tuple(self._opening(place) for place in self.business.locations)

    def _opening(self, place: Location) -> Opening | None:
        if not place.hours:
            return None
        country = self.country_of(place)
        region = place.region or (self.business.region if country == self.business.country else "")
        holidays = PublicHolidays(country, region, self.business.language)
        zone = place.time_zone or self.business.time_zone
        return Opening(place.hours, holidays, zone, place.seasons, place.special)

    @cached_property
    def working(self) -> WorkingTime:
        """When the business works: whenever one of its places is open."""
        holidays = PublicHolidays(self.business.country, self.business.region, self.business.language)
        openings = (opening for opening in self._openings if opening and opening.has_hours)
        return WorkingTime(tuple(openings), holidays, self.business.time_zone)

    def promised(self, request: Request) -> Promise | None:
        """How soon a request is to be answered, if it wants that: as its person promises, or else the business."""
        if not self.board.wants(request):
            return None
        return self.people[self.person_for_request(request)].answers_within or self.business.answers_within

    @cached_property
    def dates_named(self) -> Mapping[tuple[str, int], DatedPromise]:
        """What became of every date that was named, by the slug of the request and the number of the turn."""
        return {(each.request.slug, each.turn): each for each in self.promises.ever.dated}

    @cached_property
    def promises(self) -> Promises:
        """What was promised, and whether it was kept."""
        promised = {request.slug: self.promised(request) for request in filter(self.board.wants, self.requests)}
        return promises(self.requests, promised, self.working, self.today)

    @cached_property
    def promised_units(self) -> frozenset[str]:
        """In what the business, or somebody who answers, says how soon: hours, working days; nothing if nobody does."""
        promises = (self.business.answers_within, *(person.answers_within for person in self.answering))
        return frozenset(promise.unit for promise in promises if promise)

    @property
    def keeps_score(self) -> bool:
        """Whether there is anything to tell of promises."""
        return bool(self.promised_units) or not self.promises.ever.is_empty

    def email(self, person: Person) -> str:
        """Where a message to a person can be sent without any service: maybe to the business; "" if nowhere."""
        return next((way.value for way in self.ways(person) if way.name == "email"), "")


def _turning_days(person: Person) -> Iterable[date]:
    """The days on which somebody else begins to answer for a person, or they themselves again."""
    for absence in person.away:
        yield from (absence.start, absence.end + timedelta(days=1))
    if person.left:
        yield person.left


def _merged(*groups: tuple[Channel, ...]) -> tuple[Channel, ...]:
    """One channel of each name, from the first group that has it."""
    named = {way.name: way for way in reversed([way for group in groups for way in group])}
    return tuple(named[name] for name in NAMES if name in named)
