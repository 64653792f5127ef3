"""Forms as pieces: who reads one, how it is sent, and what of it many pages have alike."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol

from jinja2.runtime import Context
from markupsafe import Markup, escape

from pelican_converse import forms
from pelican_converse.answerers import Shift
from pelican_converse.backends import Backend, Place
from pelican_converse.controls import nameless_controls
from pelican_converse.model.meetup import Meetup
from pelican_converse.model.person import Person
from pelican_converse.model.request import Request
from pelican_converse.problems import BadContent, Problem
from pelican_converse.sending import wrong_with
from pelican_converse.site import Site
from pelican_converse.starters import Starter
from pelican_converse.text import in_address

_SLUG, _TITLE = "\ue000", "\ue001"
"""What stands in a form for the request it is about; all else many forms have alike."""


class Maker(Protocol):
    """What makes pieces, as far as forms need it."""

    site: Site

    def backend_for(self, *options: Mapping[str, str]) -> Backend:
        """What receives a form of which this is said."""

    @property
    def site_url(self) -> str:
        """The address of the site."""

    def concealed(self, text: object) -> Markup:
        """An e-mail address, or a link to one, as the owner wishes it."""

    def url(self, page: str, slug: str = "") -> str:
        """The address of one of our pages, below the site's."""

    def is_ours(self, name: str) -> bool:
        """Whether the template of a piece is the one that we brought."""

    def render(self, name: str, context: Context | Mapping[str, Any], **names: Any) -> Markup:
        """Render the template of a piece."""

    def context(self, names: Mapping[str, Any]) -> Context:
        """A context of these names."""

    def person_for(self, context: Context | Mapping[str, Any]) -> str:
        """The slug of who answers for a page."""


@dataclass(frozen=True)
class Subject:
    """What a form is about: a request, a meetup that is still to come, a question of ours, or nothing of these."""

    request: Request | None = None
    meetup: Meetup | None = None
    starter: Starter | None = None

    @property
    def slug(self) -> str:
        """What tells its form from others of the same name; "" if nothing does."""
        known = self.request or self.meetup or self.starter
        return known.slug if known else ""

    def mould(self) -> "Subject":
        """The same of no request in particular."""
        request = self.request and self.request.model_copy(update={"slug": _SLUG, "title": _TITLE})
        return Subject(request, self.meetup, self.starter)


@dataclass(frozen=True)
class Wanted:
    """What is asked for: a form of a name, under a heading of a level (0: none), which may have words of its own.

    `said` is what else is said of it: what receives it, and what its fields are filled in with.
    """

    name: str
    heading: int = 0
    title: str = ""
    said: tuple[tuple[str, str], ...] = ()


OF_A_FORM = ("form", "form_opening", "form_subject", "form_field", "_fields", "_words")
"""The templates of which a form is made."""


class FormPieces:
    """Makes the forms of a site, with what all its pieces know.

    Forms that differ only by the request they are about are made once, with holes where they say which it is.
    """

    def __init__(self, pieces: Maker) -> None:
        self.pieces, self.site = pieces, pieces.site
        self._moulds: dict[Any, str] = {}

    def answer(self, context: Context, starter: Starter) -> Markup:
        """The form that answers a question, which stands above it."""
        return self._piece(context, Wanted("answer"), Subject(starter=starter))

    def piece(self, context: Context, wanted: Wanted, request: str = "", meetup: str = "") -> Markup:
        """A form; `request` or `meetup` is the slug of what it belongs to, or ""."""
        about = self.site.board.by_slug[request] if request else None
        return self._piece(context, wanted, Subject(about, self._meeting(wanted.name, meetup)))

    def _piece(self, context: Context, wanted: Wanted, subject: Subject) -> Markup:
        reader = self._reader(wanted, subject) or self.pieces.person_for(context)
        request = subject.request
        if not self._are_alike:
            return Markup(self._mould(context, wanted, subject, reader) % {})
        whose = request.kind if request else subject.slug
        key = (wanted, whose, subject.starter and subject.starter.question, reader, context["SITEURL"])
        if key not in self._moulds:
            self._moulds[key] = self._mould(context, wanted, subject.mould(), reader)
        return Markup(self._moulds[key] % (self._filled(request.slug, request.title) if request else {}))

    @cached_property
    def _are_alike(self) -> bool:
        """Whether forms about requests differ by nothing else; a designer's may say more of a request."""
        return all(map(self.pieces.is_ours, OF_A_FORM))

    def _mould(self, context: Context, wanted: Wanted, subject: Subject, reader: str) -> str:
        """A form that anybody can use who is about something of the same kind; its holes are named as in `_filled`."""
        form = self._made(wanted.name, subject).filled(dict(wanted.said))
        backend = self.pieces.backend_for(form.own.sending if form.own else {}, dict(wanted.said))
        self._check_receiver(form, backend, wanted)
        if not backend.opens_mail_program:  # in which case the reader has it in the mailbox
            form = replace(form, fields=(*form.fields, forms.Field("for", "hidden", value=reader)))
        said: dict[str, Any] = {"form": form, "request": subject.request, "meetup": subject.meetup}
        shifts, names = self.site.shifts(reader), self._names(form, backend)
        said |= {"shifts": shifts, "backend": backend, "names": names, "email": self._email(shifts[0])}
        said["others"] = {} if backend.opens_mail_program else self._other_readers(form, reader)
        said["thanks"] = self._thanks(reader, said["others"])
        said["opening"] = self._opening(context, said, subject)
        said |= {"id": "-".join(filter(None, (form.name, subject.slug))), "heading": wanted.heading}
        html = str(self.pieces.render("form", context, **said, own_title=wanted.title)).replace("%", "%%")
        for hole, spelt in self._filled(_SLUG, _TITLE).items():
            html = html.replace(spelt.replace("%", "%%"), f"%({hole})s")
        return html

    def _check_receiver(self, form: forms.Form, backend: Backend, wanted: Wanted) -> None:
        """Refuse what a template says of a receiver in vain; what stands in pages has been told."""
        if not {"backend", "id", "url"}.isdisjoint(dict(wanted.said)):
            place = Place(self.pieces.site_url, self.pieces.url("THANKS"), "", "")
            where = "converse.form() in a template"
            found = [Problem(where, 0, message) for _, message in wrong_with(backend.settings, form, place)]
            if found:
                raise BadContent(found)

    def _other_readers(self, form: forms.Form, reader: str) -> dict[str, Person]:
        """Who reads it instead, by the topic that a visitor picks; nobody if it goes to one person anyway."""
        topics = () if form.own and form.own.to else form.topics
        having = {topic: self.site.person_with(topic) for topic in topics}
        return {topic: self.site.people[slug] for topic, slug in having.items() if slug not in ("", reader)}

    def _opening(self, context: Context, said: Mapping[str, Any], subject: Subject) -> Markup:
        """How a form is sent in each shift: the form element, and what goes along unseen."""
        form, backend, shifts = said["form"], said["backend"], said["shifts"]
        known = {"form": form, "request": subject.request, "meetup": subject.meetup, "starter": subject.starter}
        words = self.pieces.render("form_subject", context, **known)
        places = [self._place_of(shift, str(words.striptags()), said["thanks"]) for shift in shifts]
        wires = [backend.wire(form, place) for place in places]
        found = [(shift, wire.address) for shift, wire, place in zip(shifts, wires, places, strict=True) if place.email]
        receivers = found if backend.opens_mail_program else []
        return self.pieces.render("form_opening", context, **said, wire=wires[0], receivers=receivers)

    def _names(self, form: forms.Form, backend: Backend) -> dict[str, str]:
        """What each field is called where the form is received."""
        return {field.name: backend.field_name(field) for field in (*form.fields, *form.signals)}

    def _filled(self, slug: str, title: str) -> dict[str, str]:
        """What stands in the holes: as it is, in an address, and in an address that is spelt out in entities."""
        quoted, slug_quoted, conceal = in_address(title), in_address(slug), self.pieces.concealed
        words = {"slug": slug, "title": str(escape(title)), "slug_quoted": slug_quoted, "title_quoted": quoted}
        if self.site.business.obfuscate:
            words |= {"slug_concealed": str(conceal(slug_quoted)), "title_concealed": str(conceal(quoted))}
        return words

    def _place_of(self, shift: Shift, subject: str, thanks: str) -> Place:
        return Place(self.pieces.site_url, thanks, self._email(shift), subject, self.pieces.url("CONTACT"))

    def _thanks(self, reader: str, others: Mapping[str, Person]) -> str:
        """The address of the thank-you page: that of whoever reads it, unless the visitor picks who that is."""
        thanks = self.pieces.url("THANKS")
        known = thanks and not others and self.site.people[reader] in self.site.readers
        return (self.pieces.url("THANKS_PERSON", reader) if known else "") or thanks

    def _email(self, shift: Shift) -> str:
        """Where mail goes: for a stand-in who can't get any, to the contact of the business, who isn't the one away."""
        person, away, contact = shift.answerer.person, shift.answerer.away, self.site.people[self.site.business.contact]
        is_passed_on = away is not None and away.slug != contact.slug
        return self.site.email(person) or (self.site.email(contact) if is_passed_on else "")

    def _meeting(self, form: str, slug: str) -> Meetup | None:
        """The meetup of this slug, unless it is over: a page that asks who comes may outlive it."""
        meetup = self.site.meetups_by_slug.get(slug) if form == "meet" else None
        return meetup if meetup and self.site.still_to_come(meetup) else None

    def _made(self, name: str, subject: Subject) -> forms.Form:
        request, meetup, starter = subject.request, subject.meetup, subject.starter
        if starter:
            return forms.answer(starter.about)
        if name == "meet":
            return forms.i_will_come(self.site, meetup) if meetup else forms.suggest_a_place()
        if request and name in forms.ABOUT_A_REQUEST:
            return forms.add(request.slug) if name == "add" else forms.me_too(request.slug)
        return forms.find(self.site, name)

    def _reader(self, wanted: Wanted, subject: Subject) -> str:
        """The slug of whoever a form about this goes to; "" if it is for the page to say."""
        own, topic = self.site.forms.get(wanted.name), dict(wanted.said).get("topic")
        if topic and not (own and own.to):
            return self.site.person_for(topics=[topic])
        if own:
            return self.site.person_for_form(own)
        if subject.starter and subject.starter.preview:
            return self.site.person_for_preview(subject.starter.preview)
        if subject.meetup:
            return self.site.hosts(self.site.still_to_come(subject.meetup)[0].stop)[0].slug
        return self.site.person_for_request(subject.request) if subject.request else ""

    def check(self) -> Iterator[Problem]:
        """Controls without a name, which a designer's template may have: what is typed there would reach nobody."""
        if self._are_alike:
            return
        context = self.pieces.context({"SITEURL": ""})
        told: set[str] = set()
        for name, subject in self._every_form():
            for control in nameless_controls(self._piece(context, Wanted(name, 2), subject)):
                message = f"The form {name} has a <{control}> without a name: what is written in it would reach nobody."
                if control not in told:  # they have one template
                    yield Problem("converse/form.html", 0, f"{message} Give it a name.")
                told.add(control)

    def _every_form(self) -> Iterator[tuple[str, Subject]]:
        """Each form that the site may have, about something of each sort."""
        yield from ((name, Subject()) for name in ("ask", "callback", *self.site.forms))
        yield from (("answer", Subject(starter=Starter.of(preview))) for preview in self.site.previews[:1])
        for request in self.site.requests[:1]:
            yield from ((name, Subject(request)) for name in forms.ABOUT_A_REQUEST)
        if self.site.meetups:
            yield "meet", Subject()
        coming = [event.meetup for event in self.site.coming if not event.stop.cancelled]
        yield from (("meet", Subject(meetup=meetup)) for meetup in coming[:1])
