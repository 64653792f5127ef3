"""What machines read of a site: nodes of schema.org's vocabulary, as one graph a page (JSON-LD).

The business has one node on every page under the same @id: short on most, whole on the home page and the contact page.
Nothing is told that the pages don't show, and nobody praises themselves: there are no ratings.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote

from pelican_converse.legal import imprint
from pelican_converse.linkedhours import Node, specifications
from pelican_converse.linkednodes import Whereabouts, filled, ref
from pelican_converse.linkedrequests import Conversations, Speech
from pelican_converse.model.business import Address, Location, Reachable, Special
from pelican_converse.model.channels import Channel
from pelican_converse.model.dates import Dates
from pelican_converse.model.meetup import Event
from pelican_converse.model.person import Person
from pelican_converse.model.request import Request
from pelican_converse.opening import Opening
from pelican_converse.publicholidays import PublicHolidays
from pelican_converse.site import Site

_ESCAPED = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
_OFFLINE = "https://schema.org/OfflineEventAttendanceMode"
_STATUS = {False: "https://schema.org/EventScheduled", True: "https://schema.org/EventCancelled"}


def graph_text(nodes: Iterable[Node]) -> str:
    """A graph as JSON that can stand in HTML: nothing in it can end the element that holds it."""
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _ESCAPED.items():
        text = text.replace(sign, escaped)
    return text


@dataclass(frozen=True)
class Shown:
    """A page: its address below the site's, its language, its title if that is known; of an article, when and who.

    `request` is the one whose conversation stands on it.
    """

    url: str
    language: str
    title: str = ""
    published: str = ""
    modified: str = ""
    authors: tuple[str, ...] = ()
    request: Request | None = None


@dataclass(frozen=True)
class _Subject:
    """What a page is about, the property that says so, and the nodes that stand on it besides those of every page."""

    kind: str = "WebPage"
    about: Node = field(default_factory=dict)
    nodes: tuple[Node, ...] = ()
    tells_all: bool = False


class LinkedData:
    """The graphs of all pages. What pages share is made once."""

    def __init__(self, site: Site, where: Whereabouts, speech: Speech | None = None) -> None:
        self.site, self.where = site, where
        self._conversations = Conversations(site, where, speech or Speech(), self._named)

    def graph(self, page: Shown) -> list[Node]:
        """The nodes of a page; whoever is lost learns only whose site it is."""
        if page.url and page.url == self._for_the_lost:
            return [self._short, self._website]
        if page.published:
            return [self._short, self._website, self._page(page, _Subject()), self._article(page)]
        subject = self._conversation(page.request) if page.request else self._subjects.get(page.url, _Subject())
        business = self.business if subject.tells_all else self._short
        return [business, self._website, self._page(page, subject), *subject.nodes]

    @cached_property
    def business(self) -> Node:
        """The business, with all that is known of it; it is its own place where there is only one."""
        said, site = self.site.business, self.site
        here = {} if self._branches else self._place(next(iter(self._places), None))
        return self._short | filled(
            description=said.tagline,
            image=self.where.whole_picture(said.picture),
            logo=self.where.logo and self.where.whole(self.where.logo),
            email=self._reach("email", *self._places[:1]),
            **here,
            sameAs=_profiles(site.own_ways(said.channels)),
            contactPoint=[*self._contact_points(site.people[said.contact])],
            knowsLanguage=list(said.languages),
            employee=[ref(self.person_id(person)) for person in site.answering],
            subOrganization=[ref(branch["@id"]) for branch in self._branches],
            legalName=said.legal and imprint(site).operator,
            vatID=said.legal and imprint(site).vat_id,
        )

    @cached_property
    def _for_the_lost(self) -> str:
        return self.where.page("NOT_FOUND", "")

    @property
    def business_id(self) -> str:
        """The @id of the business."""
        return f"{self.where.home}/#business"

    def person_id(self, person: Person) -> str:
        """The @id of a person, under their page's address if they have one."""
        url = self.where.page("PERSON", person.slug)
        return self.where.whole(f"{url}#person" if url else f"#person-{person.slug}")

    def event_id(self, event: Event) -> str:
        """The @id of a stop, under the address of its meetup's page if it has one."""
        url = self.where.page("MEETUP", event.meetup.slug)
        return self.where.whole(f"{url}#stop-{event.number}" if url else f"#meetup-{event.slug.replace('/', '-')}")

    @cached_property
    def _short(self) -> Node:
        said = self.site.business
        kind = "Organization" if len(self._places) > 1 else said.type
        node = {"@type": kind, "@id": self.business_id, "name": said.name, "url": f"{self.where.home}/"}
        return node | filled(telephone=self._reach("phone", *self._places[:1]))

    @cached_property
    def _website(self) -> Node:
        said = self.site.business
        return {
            "@type": "WebSite",
            "@id": f"{self.where.home}/#website",
            "url": f"{self.where.home}/",
            "name": said.name,
            "inLanguage": said.language,
            "publisher": ref(self.business_id),
        }

    def _page(self, page: Shown, subject: _Subject) -> Node:
        address = self.where.whole(page.url)
        node = {"@type": subject.kind, "@id": address, "url": address, **filled(name=page.title)}
        about = {"mainEntity": ref(f"{address}#article")} if page.published else subject.about
        return node | {"inLanguage": page.language, "isPartOf": ref(self._website["@id"])} | about

    def _conversation(self, request: Request) -> _Subject:
        kind = "QAPage" if request.kind == "question" else "WebPage"
        return _Subject(kind, {"mainEntity": self._conversations.node(request)})

    def _article(self, page: Shown) -> Node:
        address = self.where.whole(page.url)
        return {
            "@type": "BlogPosting",
            "@id": f"{address}#article",
            "headline": page.title,
            "inLanguage": page.language,
            "datePublished": page.published,
            **filled(dateModified=page.modified, author=[self._author(name) for name in page.authors]),
            "publisher": ref(self.business_id),
            "mainEntityOfPage": ref(address),
        }

    def _author(self, name: str) -> Node:
        slugs = self.site.staff.find(name)
        return self._named(self.site.people[slugs[0]]) if slugs else {"@type": "Person", "name": name}

    @cached_property
    def _subjects(self) -> Mapping[str, _Subject]:
        """What pages of ours are about, by their addresses below the site's."""
        page, us = self.where.page, ref(self.business_id)
        found = {page("MEET", ""): self._dates(self.site.coming)}
        for meetup in self.site.meetups:
            found[page("MEETUP", meetup.slug)] = self._dates(e for e in self.site.coming if e.meetup is meetup)
        for person in self.site.people.values():
            found[page("PERSON", person.slug)] = self._profile(person)
        questions = [self._conversations.answered(request) for request in self.site.board.questions]
        found[page("QUESTIONS", "")] = _Subject("FAQPage", {"mainEntity": questions})
        nodes = (*self._branches, *(self._named(person) for person in self.site.answering))
        found[page("CONTACT", "")] = _Subject("ContactPage", {"mainEntity": us}, nodes, tells_all=True)
        home = _Subject("WebPage", {"about": us}, nodes, tells_all=True)
        # What is left out has no address, and neither has the home page, which may be a page of the owner's own.
        return found | {page("HOME", ""): home, "": home}

    def _dates(self, events: Iterable[Event]) -> _Subject:
        nodes = tuple(self._event(event) for event in events)
        about = [ref(node["@id"]) for node in nodes]
        return _Subject("WebPage", {"about": about} if about else {}, nodes)

    def _profile(self, person: Person) -> _Subject:
        return _Subject("ProfilePage", {"mainEntity": ref(self.person_id(person))}, (self.person(person),))

    def _named(self, person: Person) -> Node:
        """A person in short, where their page has the rest."""
        url = self.where.page("PERSON", person.slug)
        address = self.where.whole(url) if url else ""
        return {"@type": "Person", "@id": self.person_id(person), "name": person.name, **filled(url=address)}

    def person(self, person: Person) -> Node:
        """A person; of those who left, no more than their page says."""
        if self.site.has_left(person):
            return self._named(person)
        own = {way.name: way.value for way in self._own_ways(person)}
        return self._named(person) | filled(
            jobTitle=person.role,
            image=self.where.whole_picture(person.photo),
            telephone=own.get("phone"),
            email=own.get("email"),
            knowsLanguage=list(person.languages),
            worksFor=ref(self.business_id),
            contactPoint=[*self._contact_points(person)],
            sameAs=_profiles(self._own_ways(person)),
        )

    def _contact_points(self, person: Person) -> Iterator[Node]:
        """The phone and the e-mail of whoever answers, with when and in which languages."""
        for way in self.site.ways(person):
            key = {"phone": "telephone", "email": "email"}.get(way.name)
            if key and self._may_tell(way):
                yield {
                    "@type": "ContactPoint",
                    "contactType": "customer service",
                    "name": person.name,
                    key: way.value,
                    "availableLanguage": list(person.languages or self.site.business.languages),
                    **filled(hoursAvailable=self._there(person, way)),
                }

    def _there(self, person: Person, way: Channel) -> list[Node]:
        """When somebody is there on a channel: not while the person is away."""
        hours = way.point.hours or (person.hours if way.name == "phone" else None)
        if not hours:
            return []
        said = self.site.business
        away = tuple(Special(dates=Dates(each.start, each.end), closed=True) for each in person.away)
        holidays = PublicHolidays(said.country, said.region, said.language)
        return specifications(Opening(hours, holidays, said.time_zone, (), away), self.site.today)

    @cached_property
    def _places(self) -> list[Location]:
        """The locations that have an address; if none has, the first."""
        having = [place for place in self.site.business.locations if place.address and place.address != Address()]
        return having or list(self.site.business.locations[:1])

    @cached_property
    def _branches(self) -> tuple[Node, ...]:
        """The nodes of the locations where there are several; each is a business of its own to a search engine."""
        if len(self._places) < 2:
            return ()
        return tuple(map(self._branch, self._places))

    def _branch(self, place: Location) -> Node:
        said = self.site.business
        return {
            "@type": said.type,
            "@id": f"{self.where.home}/#location-{quote(place.slug)}",
            "name": f"{said.name}, {place.name}",
            "url": self.where.whole(self.where.page("CONTACT", "")),
            **filled(
                image=self.where.whole_picture(said.picture),
                telephone=self._reach("phone", place),
                email=self._reach("email", place),
            ),
            **self._place(place),
            "parentOrganization": ref(self.business_id),
        }

    def _place(self, place: Location | None) -> Node:
        """Where a location is, and when it is open."""
        if place is None:
            return {}
        opening = self.site.opening(place)
        return filled(
            address=place.address and self._address(place, place.address),
            geo=_coordinates(place.geo),
            hasMap=self.site.map_link(place),
            openingHoursSpecification=opening and specifications(opening, self.site.today),
        )

    def _address(self, place: Location, address: Address) -> Node:
        parts = {
            "streetAddress": address.street,
            "postalCode": address.postal_code,
            "addressLocality": address.city,
            "addressRegion": address.region,
            "addressCountry": self.site.country_of(place),
        }
        return {"@type": "PostalAddress", **filled(**parts)}

    def _event(self, event: Event) -> Node:
        """A stop of a meetup that is still to come."""
        stop, meetup, zone = event.stop, event.meetup, self.site.zone
        place = {"@type": "Place", "name": stop.where, "address": stop.where}
        end = stop.when.end(zone)
        pictures = stop.pictures or meetup.pictures or (self.site.business.picture,)
        url = self.where.page("MEETUP", meetup.slug) or self.where.page("MEET", "")
        return {
            "@type": "Event",
            "@id": self.event_id(event),
            "name": meetup.title,
            **filled(description=meetup.about, url=url and self.where.whole(url)),
            "startDate": stop.when.start(zone).isoformat(),
            **filled(endDate=end and end.isoformat()),
            "eventStatus": _STATUS[bool(stop.cancelled)],
            "eventAttendanceMode": _OFFLINE,
            "location": place | filled(geo=_coordinates(stop.geo)),
            **filled(image=[self.where.whole_picture(picture) for picture in pictures if picture]),
            "organizer": ref(self.business_id),
            **filled(performer=[] if stop.cancelled else [self._named(host) for host in self.site.hosts(stop)]),
        }

    def _reach(self, name: str, *places: Location) -> str:
        """A phone number or e-mail address of one of these places, the business itself or whoever answers for it."""
        said = self.site.business
        holders: list[Reachable] = [*places, said.channels, self.site.people[said.contact]]
        ways = (way for holder in holders for way in self._own_ways(holder) if way.name == name)
        return next((way.value for way in ways), "")

    def _own_ways(self, holder: Reachable) -> list[Channel]:
        return [way for way in self.site.own_ways(holder) if self._may_tell(way)]

    def _may_tell(self, way: Channel) -> bool:
        """E-mail addresses that pages hide from robots aren't handed to them here."""
        return not (way.name == "email" and self.site.business.obfuscate)


def _profiles(ways: Iterable[Channel]) -> list[str]:
    return [way.href for way in ways if way.is_social]


def _coordinates(geo: tuple[float, float] | None) -> Node | None:
    return {"@type": "GeoCoordinates", "latitude": geo[0], "longitude": geo[1]} if geo else None
