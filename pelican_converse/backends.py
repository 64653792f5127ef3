"""What receives forms. One small class a service; each says exactly what the service has to find in the HTML."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote, urlsplit

from pelican_converse.forms import Field, Form
from pelican_converse.model.business import FormSettings
from pelican_converse.problems import did_you_mean, quoted


@dataclass(frozen=True)
class Wire:
    """How a form is sent: attributes of the form element, and hidden fields."""

    attributes: tuple[tuple[str, str], ...]
    hidden: tuple[tuple[str, str], ...] = ()

    @property
    def address(self) -> str:
        """Where the form is sent."""
        return dict(self.attributes)["action"]


@dataclass(frozen=True)
class Place:
    """Where a form stands: the site's address, the thank-you page below it, an e-mail address, and a subject."""

    site_url: str
    thanks: str
    email: str
    subject: str


@dataclass(frozen=True)
class Company:
    """Somebody who gets to see what people send: a name, a country, and where they say what they do with it."""

    name: str
    country: str
    privacy: str


class Backend:
    """A receiver of forms. `needs_id` and `needs_site_url` say what it can't do without.

    `company` keeps what is sent, `checker` looks whether it is spam; `hosts` says that the site itself stands there.
    """

    name: ClassVar[str]
    needs_id: ClassVar[str] = ""
    needs_site_url: ClassVar[bool] = False
    company: ClassVar[Company | None] = None
    checker: ClassVar[Company | None] = None
    hosts: ClassVar[bool] = False
    sends: ClassVar[str] = "form"
    takes_pictures: ClassVar[int] = 0

    def __init__(self, settings: FormSettings) -> None:
        self.settings = settings

    def wire(self, form: Form, place: Place) -> Wire:
        """How this form is sent from this place."""
        raise NotImplementedError

    def field_name(self, field: Field) -> str:
        """The name that a field of ours has there."""
        return field.name

    def complaints(self, form: Form, place: Place) -> Iterator[str]:
        """What of this form would not arrive there, each in a sentence for the owner."""
        for field in form.fields:
            if field.kind == "picture" and not self.takes_pictures:
                advice = "Take the field out, or choose another receiver for this form."
                yield f"The field {quoted(field.name)} asks for a picture, but {self.name} takes none. {advice}"

    @property
    def opens_mail_program(self) -> bool:
        """Whether sending means writing an e-mail, for which a visitor may have no program."""
        return self.sends == "mail"

    @property
    def trap(self) -> str:
        """The name of a control that people never see; "" if no robot gets that far."""
        return "" if self.opens_mail_program else self.field_name(Field("sidenote", "text"))


class Mailto(Backend):
    """The visitor's own mail program, with everything filled in. Needs nothing."""

    name = "mailto"
    sends = "mail"

    def wire(self, form: Form, place: Place) -> Wire:
        """The action holds the subject; browsers add the fields as the text (`text/plain`)."""
        action = f"mailto:{quote(place.email, safe='@+')}?subject={quote(place.subject, safe='')}"
        return Wire((("action", action), ("method", "post"), ("enctype", "text/plain")))


class Netlify(Backend):
    """Netlify Forms: found in the built HTML when the site is deployed there."""

    name = "netlify"
    company = Company("Netlify, Inc.", "US", "https://www.netlify.com/privacy/")
    checker = Company("Automattic Inc. (Akismet)", "US", "https://automattic.com/privacy/")
    hosts = True

    def wire(self, form: Form, place: Place) -> Wire:
        """The action is the thank-you page, from the root of the host."""
        action = f"{urlsplit(place.site_url).path.rstrip('/')}/{place.thanks}"
        attributes = (("action", action), ("method", "post"), ("name", form.name), ("data-netlify", "true"))
        hidden = (("form-name", form.name), ("subject", place.subject))
        return Wire(attributes, hidden)


class Formspree(Backend):
    """Formspree: a form's id is in its address there."""

    name = "formspree"
    needs_id = "the form's id, the last part of its address there, as mqkvabcd"
    needs_site_url = True
    company = Company("Formspree, Inc.", "US", "https://formspree.io/legal/privacy-policy/")

    def wire(self, form: Form, place: Place) -> Wire:
        """`_next` has to be a whole address."""
        action = f"https://formspree.io/f/{quote(self.settings.id, safe='')}"
        hidden = (("_subject", place.subject), ("_next", f"{place.site_url.rstrip('/')}/{place.thanks}"))
        return Wire((("action", action), ("method", "post")), hidden)


BACKENDS: dict[str, type[Backend]] = {kind.name: kind for kind in (Mailto, Netlify, Formspree)}


def find_backend(settings: FormSettings) -> Backend | None:
    """The backend of the name that was chosen; None if there is none such."""
    kind = BACKENDS.get(settings.backend)
    return kind(settings) if kind else None


def complaints(settings: FormSettings, site_url: str) -> Iterator[tuple[str, str]]:
    """What is missing before this backend can work: the key meant, and a sentence for the owner."""
    backend = find_backend(settings)
    if backend is None:
        name = settings.backend
        yield "backend", f"{quoted(name)} is not a receiver of forms that is known here. {did_you_mean(name, BACKENDS)}"
        return
    if backend.needs_id and not settings.id:
        yield "backend", f"{backend.name} needs an id. Write id: and {backend.needs_id}."
    if backend.needs_site_url and not site_url.startswith(("https://", "http://")):
        advice = "Write SITEURL = 'https://www.adler.example' in pelicanconf.py."
        yield "backend", f"{backend.name} brings people back to your site and has to know its address. {advice}"
