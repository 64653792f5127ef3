"""Forms as pieces: who reads one, how it is sent, and what of it many pages have alike."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from jinja2.runtime import Context
from markupsafe import Markup, escape

from pelican_converse import forms
from pelican_converse.backends import Backend, Place
from pelican_converse.controls import nameless_controls
from pelican_converse.model.meetup import Meetup
from pelican_converse.model.request import Request
from pelican_converse.problems import Problem
from pelican_converse.site import Shift, Site
from pelican_converse.text import in_address

_SLUG, _TITLE = "\ue000", "\ue001"
"""What stands in a form for the request it is about; all else many forms have alike."""


class Maker(Protocol):
    """What makes pieces, as far as forms need it."""

    site: Site

    @property
    def backend(self) -> Backend:
        """What receives forms."""

    @property
    def site_url(self) -> str:
        """The address of the site."""

    def concealed(self, text: object) -> Markup:
        """An e-mail address, or a link to one, as the owner wishes it."""

    def url(self, page: str, slug: str = "") -> str:
        """The address of one of our pages, below the site's."""

    def render(self, name: str, context: Context | Mapping[str, Any], **names: Any) -> Markup:
        """Render the template of a piece."""

    def context(self, names: Mapping[str, Any]) -> Context:
        """A context of these names."""

    def person_for(self, context: Context | Mapping[str, Any]) -> str:
        """The slug of who answers for a page."""


class FormPieces:
    """Makes the forms of a site, with what all its pieces know.

    Forms that differ only by the request they are about are made once, with holes where they say which it is.
    """

    def __init__(self, pieces: Maker) -> None:
        self.pieces, self.site = pieces, pieces.site
        self._moulds: dict[Any, str] = {}

    def piece(self, context: Context, name: str, request: str, heading: int, meetup: str) -> Markup:
        """A form of this name; `request` or `meetup` is the slug of what it belongs to, or ""."""
        about = self.site.board.by_slug[request] if request else None
        meeting = self._meeting(name, meetup)
        reader = self._reader(about, meeting) or self.pieces.person_for(context)
        key = (name, about and about.kind, meetup, reader, heading, context["SITEURL"])
        if key not in self._moulds:
            self._moulds[key] = self._mould(context, name, about, meeting, reader, heading)
        return Markup(self._moulds[key] % (self._filled(about.slug, about.title) if about else {}))

    def _mould(
        self, context: Context, name: str, about: Request | None, meeting: Meetup | None, reader: str, heading: int
    ) -> str:
        """A form that anybody can use who is about something of the same kind; its holes are named as in `_filled`."""
        any_request = about.model_copy(update={"slug": _SLUG, "title": _TITLE}) if about else None
        made = self._made(name, any_request, meeting)
        said: dict[str, Any] = {"form": made, "request": any_request, "meetup": meeting}
        subject = str(self.pieces.render("form_subject", context, **said).striptags())
        shifts, backend = self.site.shifts(reader), self.pieces.backend
        places = [self._place_of(shift, subject) for shift in shifts]
        wires = [backend.wire(made, place) for place in places]
        found = [(shift, wire.address) for shift, wire, place in zip(shifts, wires, places, strict=True) if place.email]
        receivers = found if backend.opens_mail_program else []
        opening = self.pieces.render("form_opening", context, form=made, wire=wires[0], receivers=receivers)
        slug = _SLUG if about else meeting.slug if meeting else ""
        said |= {"id": "-".join(filter(None, (made.name, slug))), "opening": opening, "trap": wires[0].trap}
        said |= {"shifts": shifts, "backend": backend, "email": places[0].email}
        html = str(self.pieces.render("form", context, **said, heading=heading)).replace("%", "%%")
        for hole, spelt in self._filled(_SLUG, _TITLE).items():
            html = html.replace(spelt.replace("%", "%%"), f"%({hole})s")
        return html

    def _filled(self, slug: str, title: str) -> dict[str, str]:
        """What stands in the holes: as it is, in an address, and in an address that is spelt out in entities."""
        conceal, quoted, slug_quoted = self.pieces.concealed, in_address(title), in_address(slug)
        plain = {"slug": slug, "title": str(escape(title)), "slug_quoted": slug_quoted, "title_quoted": quoted}
        return plain | {"slug_concealed": str(conceal(slug_quoted)), "title_concealed": str(conceal(quoted))}

    def _place_of(self, shift: Shift, subject: str) -> Place:
        email = self.site.email(shift.answerer.person)
        return Place(self.pieces.site_url, self.pieces.url("THANKS"), email, subject)

    def _meeting(self, form: str, slug: str) -> Meetup | None:
        """The meetup of this slug, unless it is over: a page that asks who comes may outlive it."""
        meetup = self.site.meetups_by_slug.get(slug) if form == "meet" else None
        return meetup if meetup and self.site.still_to_come(meetup) else None

    def _made(self, name: str, request: Request | None, meetup: Meetup | None) -> forms.Form:
        if name == "meet":
            return forms.i_will_come(self.site, meetup) if meetup else forms.suggest_a_place()
        if request and name in forms.ABOUT_A_REQUEST:
            return forms.add(request.slug) if name == "add" else forms.me_too(request.slug)
        return forms.ask(self.site)

    def _reader(self, request: Request | None, meetup: Meetup | None) -> str:
        """The slug of whoever a form about these goes to; "" if it is about neither."""
        if meetup:
            return self.site.hosts(self.site.still_to_come(meetup)[0].stop)[0].slug
        return self.site.person_for_request(request) if request else ""

    def check(self) -> Iterator[Problem]:
        """Controls without a name, which a designer's template may have: what is typed there would reach nobody."""
        context = self.pieces.context({"SITEURL": ""})
        request = next(iter(self.site.board.by_slug), "")
        needed = {**dict.fromkeys(forms.ABOUT_A_REQUEST, self.site.requests), "meet": self.site.meetups}
        asked = [(name, "") for name in forms.NAMES if needed.get(name, True)]
        for name, meetup in [*asked, *(("meet", event.meetup.slug) for event in self.site.coming[:1])]:
            about = request if name in forms.ABOUT_A_REQUEST else ""
            for control in nameless_controls(self.piece(context, name, about, 2, meetup)):
                message = f"The form {name} has a <{control}> without a name: what is written in it would reach nobody."
                yield Problem("converse/form.html", 0, f"{message} Give it a name.")
