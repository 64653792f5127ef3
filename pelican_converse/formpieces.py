"""Forms as pieces: who reads one, how it is sent, and what of it many pages have alike."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from jinja2.runtime import Context
from markupsafe import Markup

from pelican_converse import forms
from pelican_converse.backends import Backend, Place
from pelican_converse.controls import nameless_controls
from pelican_converse.model.meetup import Meetup
from pelican_converse.model.request import Request
from pelican_converse.problems import Problem
from pelican_converse.site import Shift, Site
from pelican_converse.starters import Starter

_ID, _OPENING = "\ue000", "\ue001"
"""What stands in a form for the name of the one form, and for its beginning; all else many forms have alike."""


class Maker(Protocol):
    """What makes pieces, as far as forms need it."""

    site: Site

    @property
    def backend(self) -> Backend:
        """What receives forms."""

    @property
    def site_url(self) -> str:
        """The address of the site."""

    def url(self, page: str, slug: str = "") -> str:
        """The address of one of our pages, below the site's."""

    def render(self, name: str, context: Context | Mapping[str, Any], **names: Any) -> Markup:
        """Render the template of a piece."""

    def context(self, names: Mapping[str, Any]) -> Context:
        """A context of these names."""

    def person_for(self, context: Context | Mapping[str, Any]) -> str:
        """The slug of who answers for a page."""


class FormPieces:
    """Makes the forms of a site, with what all its pieces know."""

    def __init__(self, pieces: Maker) -> None:
        self.pieces, self.site = pieces, pieces.site
        self._known: dict[Any, str] = {}

    def answer(self, context: Context, starter: Starter) -> Markup:
        """The form that answers a question, which stands above it."""
        return self.piece(context, "answer", "", 0, "", starter)

    def piece(
        self, context: Context, name: str, request: str, heading: int, meetup: str, starter: Starter | None = None
    ) -> Markup:
        """A form of this name; `request` or `meetup` is the slug of what it belongs to, or "", `starter` a question."""
        about = self.site.board.by_slug[request] if request else None
        meeting = self._meeting(name, meetup)
        made = self._made(name, about, meeting, starter)
        reader = self._reader(about, meeting, starter) or self.pieces.person_for(context)
        words = self.pieces.render("form_subject", context, form=made, request=about, meetup=meeting, starter=starter)
        shifts, backend = self.site.shifts(reader), self.pieces.backend
        places = [self._place_of(shift, str(words.striptags())) for shift in shifts]
        wires = [backend.wire(made, place) for place in places]
        found = [(shift, wire.address) for shift, wire, place in zip(shifts, wires, places, strict=True) if place.email]
        receivers = found if backend.opens_mail_program else []
        opening = self.pieces.render("form_opening", context, form=made, wire=wires[0], receivers=receivers)
        key = (made.name, made.visible, about and about.kind, meetup, reader, heading, context["SITEURL"])
        if key not in self._known:
            said = {"form": made, "request": about, "meetup": meeting, "shifts": shifts, "backend": backend}
            holes = {"id": _ID, "opening": _OPENING, "trap": wires[0].trap, "email": places[0].email}
            self._known[key] = str(self.pieces.render("form", context, **said, **holes, heading=heading))
        whose = (request, meeting.slug if meeting else "", starter.slug if starter else "")
        name = "-".join(filter(None, (made.name, *whose)))
        return Markup(self._known[key].replace(_ID, name).replace(_OPENING, opening))

    def _place_of(self, shift: Shift, subject: str) -> Place:
        email = self.site.email(shift.answerer.person)
        return Place(self.pieces.site_url, self.pieces.url("THANKS"), email, subject)

    def _meeting(self, form: str, slug: str) -> Meetup | None:
        """The meetup of this slug, unless it is over: a page that asks who comes may outlive it."""
        meetup = self.site.meetups_by_slug.get(slug) if form == "meet" else None
        return meetup if meetup and self.site.still_to_come(meetup) else None

    def _made(self, name: str, request: Request | None, meetup: Meetup | None, starter: Starter | None) -> forms.Form:
        if starter:
            return forms.answer(starter.about)
        if name == "meet":
            return forms.i_will_come(self.site, meetup) if meetup else forms.suggest_a_place()
        return forms.me_too(request.slug) if name == "me-too" and request else forms.ask(self.site)

    def _reader(self, request: Request | None, meetup: Meetup | None, starter: Starter | None) -> str:
        """The slug of whoever a form about these goes to; "" if it is for the page to say."""
        if starter and starter.preview:
            return self.site.person_for_preview(starter.preview)
        if meetup:
            return self.site.hosts(self.site.still_to_come(meetup)[0].stop)[0].slug
        return self.site.person_for_request(request) if request else ""

    def check(self) -> Iterator[Problem]:
        """Controls without a name, which a designer's template may have: what is typed there would reach nobody."""
        context = self.pieces.context({"SITEURL": ""})
        request = next(iter(self.site.board.by_slug), "")
        needed = {"me-too": self.site.requests, "answer": self.site.previews, "meet": self.site.meetups}
        asked = [(name, "") for name in forms.NAMES if needed.get(name, True)]
        for name, meetup in [*asked, *(("meet", event.meetup.slug) for event in self.site.coming[:1])]:
            about = request if name == "me-too" else ""
            starter = Starter("", ("",)) if name == "answer" else None
            for control in nameless_controls(self.piece(context, name, about, 2, meetup, starter)):
                message = f"The form {name} has a <{control}> without a name: what is written in it would reach nobody."
                yield Problem("converse/form.html", 0, f"{message} Give it a name.")
