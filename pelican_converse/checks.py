"""What only shows once everything is read: whether names lead somewhere, and whether dates can be."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from pelican_converse.clock import is_skipped
from pelican_converse.model.business import Address, Business, Location, Reachable
from pelican_converse.model.channels import KINDS, ContactPoint, parse_number
from pelican_converse.model.dates import Dates
from pelican_converse.model.meetup import Meetup, Stop
from pelican_converse.model.neighbour import Neighbour
from pelican_converse.model.ownform import OwnForm
from pelican_converse.model.person import Person
from pelican_converse.model.preview import Preview
from pelican_converse.model.record import Record
from pelican_converse.model.request import KINDS as REQUEST_KINDS
from pelican_converse.model.request import RESERVED, Request
from pelican_converse.model.values import Absence, Picture
from pelican_converse.problems import Problem, did_you_mean, quoted
from pelican_converse.publicholidays import parts
from pelican_converse.reading.files import FOLDERS
from pelican_converse.reading.source import Key
from pelican_converse.site import Site
from pelican_converse.text import slugify

BUSINESS = "business"
"""The name of the business's file, without its ending."""
UNSAID = "?"
"""Stands for a contact of whom nothing, or nothing right, was said: that has been told."""
_FILENAME = re.compile(r"\{filename\}[^\s#?]")
_WORDLESS = re.compile(r"!\[\s*\](?=[(\[])")


def check_site(site: Site, content: Path) -> list[Problem]:
    """Every problem that shows between files; `content` is the folder in which pictures are looked for."""
    found = [*_check_business(site, content)]
    for person in site.people.values():
        found += _check_person(site, person, content)
    for request in site.requests:
        found += _check_request(site, request, content)
    for meetup in site.meetups:
        found += _check_meetup(site, meetup, content)
    for neighbour in site.neighbours:
        found += _check_neighbour(site, neighbour, content)
    for preview in site.previews:
        found += _check_preview(site, preview, content)
    for form in site.forms.values():
        found += _check_form(site, form)
    return [*found, *_check_slugs(site.requests), *_check_refs(site.requests)]


def _check_business(site: Site, content: Path) -> Iterator[Problem]:
    business = site.business
    yield from _check_picture(business, business.picture, content, "picture")
    yield from _check_numbers(site, business.channels)
    yield from _check_names(site)
    for place in business.locations:
        yield from _check_location(site, place, content)
    person = site.people.get(business.contact)
    if person is None and business.contact != UNSAID:
        yield business.problem(_nobody(business.contact, site.people), "contact")
    elif person and person.left:
        yield business.problem(f"{person.name} leaves on {person.left}. Name somebody who stays.", "contact")
    if BUSINESS not in site.wrong:
        for person in site.people.values():
            if person.slug not in site.wrong and not person.left:
                yield from _check_reach(site, person)


def _check_names(site: Site) -> Iterator[Problem]:
    """Several places are told apart by their names."""
    seen: dict[str, Location] = {}
    for place in site.business.locations if len(site.business.locations) > 1 else ():
        is_wrong = BUSINESS in site.wrong and place.source.says("name")
        first = seen.setdefault(place.slug, place)
        if not place.name and not is_wrong:
            yield place.problem('Of several places each needs a name. Write for example "name: Shop".')
        elif place.name and first is not place:
            message = f"{quoted(place.name)} is the name of another place, or too much like it. Give this one another."
            yield place.problem(message, "name")


def _check_location(site: Site, place: Location, content: Path) -> Iterator[Problem]:
    yield from _check_numbers(site, place)
    yield from _check_picture(place, place.map, content, "map")
    for key, said in (("special", place.special), ("seasons", place.seasons)):
        yield from _check_twice(place, key, [each.dates for each in said])


def _check_twice(place: Location, key: str, said: list[Dates]) -> Iterator[Problem]:
    """Dates of which two things are said, so that nobody knows which one holds."""
    for number, dates in enumerate(said):
        for other in said[:number]:
            if dates == other or (key == "seasons" and dates.meet(other)):
                message = (
                    "Two things are said of these dates in this list. Let one of the two end before the other begins."
                )
                yield place.problem(message, key, number, "dates")
                break


def check_regions(business: Business) -> Iterator[Problem]:
    """Parts of a country that it doesn't have; for this a list has to be loaded, so it is done once a reading."""
    yield from _check_region(business, business.country, business.region)
    for place in business.locations:
        country = place.address.country if place.address else ""
        yield from _check_region(place, country or business.country, place.region)


def _check_region(record: Record, country: str, region: str) -> Iterator[Problem]:
    if not region:
        return
    known = parts(country)
    if not known:
        yield record.problem(f"In {country} public holidays are the same everywhere. Take the line out.", "region")
    elif region not in known:
        short = region.removeprefix(f"{country}-")
        named = next((code for code, name in known.items() if slugify(region) in (slugify(name), code.lower())), short)
        yield record.problem(f"{quoted(region)} is no part of {country}. {did_you_mean(named, known)}", "region")


def _check_numbers(site: Site, record: Reachable) -> Iterator[Problem]:
    for name, point in record.points.items():
        if KINDS[name].is_number:
            yield from check_number(record, name, point, site.country_of(record))


def check_number(record: Record, name: str, point: ContactPoint, country: str) -> Iterator[Problem]:
    """A phone number that can't be one in this country."""
    try:
        parse_number(point.value, country)
    except ValueError as error:
        yield record.problem(str(error), name)


def _check_reach(site: Site, person: Person) -> Iterator[Problem]:
    points = {name for record in (person, *site.business.locations, site.business.channels) for name in record.points}
    if not points and not _can_be_visited(site.business):
        is_contact = person.slug == site.business.contact
        message = "Nobody can be reached." if is_contact else f"{person.name} answers, but can't be reached."
        yield person.problem(f"{message} Write a phone number, an e-mail address or a place to visit.")
    elif not points - {"visit", "post"}:
        advice = "Write a phone number or an e-mail address, or take the line out."
        for record in (person, site.business):
            if record.answers_within:
                yield record.problem(f"This promises an answer, but nobody can be asked. {advice}", "answers_within")


def _can_be_visited(business: Business) -> bool:
    return any(place.address and place.address != Address() for place in business.locations)


def _nobody(slug: str, people: Iterable[str]) -> str:
    return f"There is no people/{slug}.md. {did_you_mean(slug, people)}".strip()


def _check_person(site: Site, person: Person, content: Path) -> Iterator[Problem]:
    yield from _check_picture(person, person.photo, content, "photo")
    for number, topic in enumerate(person.topics):
        yield from _check_topic(site, person, topic, "topics", number)
    yield from _check_numbers(site, person)
    for absence in person.away:
        if absence.stand_in:
            yield from _check_stand_in(site, person, absence)


def _check_stand_in(site: Site, person: Person, absence: Absence) -> Iterator[Problem]:
    name = absence.stand_in
    found = [site.people[slug] for slug in site.staff.find(name)]
    if len(found) != 1:
        advice = did_you_mean(name, [other.first_name for other in site.people.values() if other is not person])
        yield person.problem(f"{quoted(name)} has no file in people/. {advice}".strip(), "away")
    elif found == [person]:
        yield person.problem(f"{person.name} can't stand in while away. Name somebody else, or nobody.", "away")
    else:
        yield from (person.problem(message, "away") for message in _absent(found[0], absence))


def _absent(stand_in: Person, absence: Absence) -> Iterator[str]:
    """Why somebody can't stand in."""
    if stand_in.left and stand_in.left <= absence.end:
        yield f"{stand_in.name} left on {stand_in.left} and can't stand in. Name somebody else, or nobody."
    for other in stand_in.away:
        if other.overlaps(absence):
            both = f"{max(other.start, absence.start)} to {min(other.end, absence.end)}"
            yield f"{stand_in.name} is away too, from {both}. Name somebody else, or nobody."


def _check_topic(site: Site, record: Record, topic: str, *path: Key) -> Iterator[Problem]:
    topics = site.business.known_topics
    if topic and topics and topic not in topics:
        yield record.problem(f"{quoted(topic)} is not a topic of business.yaml. {did_you_mean(topic, topics)}", *path)


def _check_picture(record: Record, picture: Picture | None, content: Path, *path: Key) -> Iterator[Problem]:
    if picture and not (content / picture.file).is_file():
        message = f"There is no {content.name}/{picture.file}. Put the picture there, or mend its name."
        yield record.problem(message, *path)
    elif picture and picture.file.startswith(tuple(f"{folder}/" for folder in FOLDERS)):
        yield record.problem(f"{quoted(picture.file)} is among files that aren't copied. Put it into images/.", *path)


def _check_request(site: Site, request: Request, content: Path) -> Iterator[Problem]:
    if request.topic not in site.business.known_topics:
        yield from _check_topic(site, request, request.topic, "topic")
    if request.picture:
        yield from _check_picture(request, request.picture, content, "picture")
    if request.contact and request.contact not in site.people:
        yield request.problem(_nobody(request.contact, site.people), "contact")
    if request.about and not _FILENAME.match(request.about) and request.about not in site.people:
        advice = "Write a person's file name, or a page or article as {filename}/news/easter.md."
        yield request.problem(f"{quoted(request.about)} is nothing that is known here. {advice}", "about")
    if request.notice and request.kind != "problem":
        message = "Only a problem stands on every page. Write Kind: problem, or take the line out."
        yield request.problem(message, "notice")
    if request.slug in RESERVED:
        path = "slug" if request.source.line("slug") != request.source.line() else ""
        yield request.problem(f"{quoted(request.slug)} is an address of ours. Give the file another name.", path)
    yield from _check_said(site, request, content)
    yield from _check_same(site, request)


def _check_said(site: Site, request: Request, content: Path) -> Iterator[Problem]:
    if request.asked.day > site.today:
        yield _still_to_come(site, request, request.asked.day, "asked")
    if request.may_quote and request.may_quote.day > site.today:
        yield _still_to_come(site, request, request.may_quote.day, "may_quote")
    if " " in request.via:
        yield from _check_met(site, request, request.via, "via")
    for number, turn in enumerate(request.turns):
        if turn.on.day > site.today:
            yield _still_to_come(site, request, turn.on.day, "turns", number)
        if " " in turn.via:
            yield from _check_met(site, request, turn.via, "turns", number)
        if turn.picture:
            yield from _check_picture(turn, turn.picture, content, "picture")


def _still_to_come(site: Site, record: Request | Preview, day: date, *path: Key) -> Problem:
    return record.problem(f"{day} is still to come: today is {site.today}. Mend the date.", *path)


def _check_met(site: Site, request: Request, via: str, *path: Key) -> Iterator[Problem]:
    slug = via.partition(" ")[2]
    known = site.meetups_by_slug
    if slug not in known and slug not in site.wrong:
        advice = did_you_mean(slug, known) or "Write the name of a meetup's file."
        yield request.problem(f"There is no meetups/{slug}.md. {advice}", *path)


def _check_meetup(site: Site, meetup: Meetup, content: Path) -> Iterator[Problem]:
    for number, picture in enumerate(meetup.pictures):
        yield from _check_picture(meetup, picture, content, "pictures", number)
    yield from _check_wordless(meetup, meetup.text, "text")
    for number, stop in enumerate(meetup.stops):
        for place, picture in enumerate(stop.pictures):
            yield from _check_picture(meetup, picture, content, "stops", number, "pictures", place)
        yield from _check_wordless(meetup, stop.text, "stops", number, "text")
        yield from (meetup.problem(message, "stops", number) for message in _missed(site, stop))


def _missed(site: Site, stop: Stop) -> Iterator[str]:
    """Why nobody can come, or not somebody who is named."""
    for person in (site.people[slug] for slug in stop.who):
        if person.left and person.left <= stop.when.last:
            yield f"{person.name} left on {person.left} and isn't there. Name somebody who is."
    for moment in (stop.when.start(site.zone), stop.when.end(site.zone)):
        if isinstance(moment, datetime) and is_skipped(moment.date(), moment.time(), site.zone):
            yield f"There is no {moment:%H:%M} on {moment:%Y-%m-%d}: clocks go forward then. Write another time."


def _check_neighbour(site: Site, neighbour: Neighbour, content: Path) -> Iterator[Problem]:
    yield from _check_topic(site, neighbour, neighbour.topic, "topic")
    yield from _check_picture(neighbour, neighbour.picture, content, "picture")
    yield from _check_wordless(neighbour, neighbour.text, "text")
    if neighbour.since and neighbour.since.first > site.today:
        message = f"{neighbour.since} is still to come: today is {site.today}. Mend the date."
        yield neighbour.problem(message, "since")


def _check_preview(site: Site, preview: Preview, content: Path) -> Iterator[Problem]:
    yield from _check_topic(site, preview, preview.topic, "topic")
    yield from _check_picture(preview, preview.picture, content, "picture")
    if preview.contact and preview.contact not in site.people:
        yield preview.problem(_nobody(preview.contact, site.people), "contact")
    yield from _check_wordless(preview, preview.text, "text")
    for number, turn in enumerate(preview.turns):
        if turn.on.day > site.today:
            yield _still_to_come(site, preview, turn.on.day, "turns", number)
        yield from _check_picture(turn, turn.picture, content, "picture")
        yield from _check_wordless(preview, turn.text, "turns", number, "text")


def _check_wordless(record: Record, text: str, *path: Key) -> Iterator[Problem]:
    """Pictures in Markdown that say nothing to those who can't see them."""
    for match in _WORDLESS.finditer(text):
        line = record.source.line(*path) + text.count("\n", 0, match.start())
        advice = "Write what it shows between the brackets: ![Rosa at the stall]({static}/images/stall.jpg)."
        yield Problem(record.source.file, line, f"This picture has no words. {advice}")


def _check_form(site: Site, form: OwnForm) -> Iterator[Problem]:
    yield from _check_topic(site, form, form.topic, "topic")
    person = site.people.get(form.to)
    if form.to and person is None and form.to not in site.wrong:
        yield form.problem(_nobody(form.to, site.people), "to")
    elif person and person.left:
        yield form.problem(f"{person.name} leaves on {person.left}. Name somebody who stays.", "to")
    for number, each in enumerate(form.fields):
        # A default among options has been looked up in these.
        key, values = ("options", [*each.options]) if each.options else ("default", [each.default])
        for value in values:
            if each.name == "topic":
                yield from _check_topic(site, form, value, "fields", number, key)
            elif each.name == "kind" and value and value not in REQUEST_KINDS:
                message = f"{quoted(value)} is no kind of request. {did_you_mean(value, REQUEST_KINDS)}"
                yield form.problem(message, "fields", number, key)
        is_empty = (each.name, each.type) == ("topic", "choice") and not each.options
        if is_empty and not site.business.known_topics and BUSINESS not in site.wrong:
            message = "There is nothing to choose from. Write topics in business.yaml, or options here."
            yield form.problem(message, "fields", number)


def _check_same(site: Site, request: Request) -> Iterator[Problem]:
    is_same = False
    for number, turn in enumerate(request.turns):
        slug = turn.action.slug if turn.action else ""
        is_same = is_same or slug != ""
        if slug and slug not in site.board.by_slug and slug not in site.wrong:
            others = [other for other in site.board.by_slug if other != request.slug]
            message = f"There is no request {quoted(slug)} that this could be the same as. {did_you_mean(slug, others)}"
            yield request.problem(message, "turns", number)
    if is_same and request.same_as and request.slug in _chain(site, request):
        number = next(number for number, turn in enumerate(request.turns) if turn is request.outcome)
        message = f'This leads in a circle back to "{request.slug}". Let one of the requests stand for itself.'
        yield request.problem(message, "turns", number)


def _chain(site: Site, request: Request) -> set[str]:
    """The slugs to which this request leads, as far as they go."""
    chain: set[str] = set()
    slug = request.same_as
    while slug and slug not in chain:
        chain.add(slug)
        slug = site.board.by_slug[slug].same_as if slug in site.board.by_slug else ""
    return chain


def _check_slugs(requests: Iterable[Request]) -> Iterator[Problem]:
    seen: dict[str, Request] = {}
    for request in requests:
        first = seen.setdefault(request.slug, request)
        if first is not request:
            # Of a Slug and a file's name it is the Slug that was written with the other one there.
            is_chosen = _says_slug(first) and not _says_slug(request)
            wrong, right = (first, request) if is_chosen else (request, first)
            message = f"{quoted(wrong.slug)} is the address of {right.source.file} already. Give this one another name."
            yield wrong.problem(message, "slug")


def _says_slug(request: Request) -> bool:
    return request.source.says("slug")


def _check_refs(requests: Iterable[Request]) -> Iterator[Problem]:
    """A reference number leads to one request."""
    seen: dict[str, Request] = {}
    for request in requests:
        first = seen.setdefault(request.ref, request)
        if request.ref and first is not request:
            message = f"{quoted(request.ref)} is the number of {first.source.file} already. Give this one another."
            yield request.problem(message, "ref")
