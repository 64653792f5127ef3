"""What every receiver of forms is: how a form is sent there, and what is missing before it can work."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal
from urllib.parse import urlsplit

from pelican_converse.forms import Field, Form
from pelican_converse.model.business import FormSettings
from pelican_converse.problems import quoted

MULTIPART = "multipart/form-data"
"""How a form is encoded that has files in it."""
TRAP = Field("sidenote", "text")
"""A control that people never see. What robots write into it is sent like all else, as a sign, and drops nothing."""


@dataclass(frozen=True)
class Wire:
    """How a form is sent: attributes of the form element, and what goes along unseen, by the names it has there."""

    attributes: tuple[tuple[str, str], ...]
    hidden: tuple[tuple[str, str], ...] = ()

    @property
    def address(self) -> str:
        """Where the form is sent; "" if that is the page it stands on."""
        return dict(self.attributes).get("action", "")


@dataclass(frozen=True)
class Place:
    """Where a form stands: the site's address, the thank-you page below it, an e-mail address, and a subject.

    `failed` is the page below the site's address for those whose form a service didn't take.
    """

    site_url: str
    thanks: str
    email: str
    subject: str
    failed: str = ""

    @property
    def way_back(self) -> str:
        """The whole address of the thank-you page."""
        return f"{self.site_url.rstrip('/')}/{self.thanks}"

    @property
    def way_out(self) -> str:
        """The whole address of the page for those whose form wasn't taken."""
        return f"{self.site_url.rstrip('/')}/{self.failed}"

    @property
    def path_back(self) -> str:
        """The same from the root of the host."""
        return f"{urlsplit(self.site_url).path.rstrip('/')}/{self.thanks}"


@dataclass(frozen=True)
class Company:
    """Somebody who gets to see what people send: a name, a country, and where they say what they do with it.

    The country is "" where they say neither where they are nor where they keep it.
    """

    name: str
    country: str
    privacy: str


class Backend:
    """A receiver of forms. Most say no more than where a form is sent, and what goes along unseen.

    `needs_id` says in words what its id is, and `id_like` is a pattern of such ids; both are empty if it has none.
    `needs_url` and `needs_site_url` say whether it has to know an address of its own, and that of the site.
    `sends` is how it can be sent to without leaving the page: as the form element says, as JSON, or by a mail program.
    `answers` is whether it says in JSON, and at its own address, that it has a form, so that nothing else counts.
    `encoding` is how a form is encoded even if it has no files; `takes_pictures` is how many octets a picture may have.
    `reserved` are names that mean something to it, and so does all that begins with `reserved_start`, if it is not "".
    `company` keeps what is sent, `checker` looks whether it is spam; `hosts` says that the site itself stands there.
    """

    name: ClassVar[str]
    needs_id: ClassVar[str] = ""
    id_like: ClassVar[str] = ""
    needs_url: ClassVar[bool] = False
    needs_site_url: ClassVar[bool] = False
    sends: ClassVar[Literal["form", "json", "mail"]] = "form"
    answers: ClassVar[bool] = False
    encoding: ClassVar[str] = ""
    takes_pictures: ClassVar[int] = 0
    reserved: ClassVar[frozenset[str]] = frozenset()
    reserved_start: ClassVar[str] = ""
    company: ClassVar[Company | None] = None
    checker: ClassVar[Company | None] = None
    hosts: ClassVar[bool] = False

    def __init__(self, settings: FormSettings) -> None:
        self.settings = settings

    def action(self, place: Place) -> str:
        """Where a form is sent; "" if it is the page it stands on."""
        raise NotImplementedError

    def field_name(self, field: Field) -> str:
        """The name that a field of ours has there."""
        return field.name

    def attributes(self, form: Form) -> tuple[tuple[str, str], ...]:
        """What else the form element has to say."""
        return ()

    def hidden(self, form: Form, place: Place) -> tuple[tuple[str, str], ...]:
        """What goes along unseen: which form it was, and under which subject."""
        return self._named(form=form.name, subject=place.subject)

    def _named(self, **values: str) -> tuple[tuple[str, str], ...]:
        """Fields of ours by the names that they have there."""
        return tuple((self.field_name(Field(name, "hidden")), value) for name, value in values.items())

    def wire(self, form: Form, place: Place) -> Wire:
        """How this form is sent from this place."""
        has_files = any(field.kind == "picture" for field in form.fields)
        encoding = self.encoding or (MULTIPART if has_files else "")
        said = (("action", self.action(place)), ("method", "post"), ("enctype", encoding), *self.attributes(form))
        return Wire(tuple((name, value) for name, value in said if value), self.hidden(form, place))

    @property
    def opens_mail_program(self) -> bool:
        """Whether sending means writing an e-mail, for which a visitor may have no program."""
        return self.sends == "mail"

    @property
    def trap(self) -> str:
        """The name that the trap has there; "" if no robot gets that far."""
        return "" if self.opens_mail_program else self.field_name(TRAP)

    def complaints(self, form: Form, place: Place) -> Iterator[str]:
        """What of this form would not arrive there, each in a sentence for the owner."""
        taken = {*self.reserved, *(name for name, _ in self.hidden(form, place))}
        for field in form.fields:
            there = self.field_name(field)
            if there in taken or (self.reserved_start and there.startswith(self.reserved_start)):
                yield f"The field {quoted(field.name)} has a name that {self.name} keeps for itself. Give it another."
            if field.kind == "picture" and not self.takes_pictures:
                advice = "Take the field out, or choose another receiver for this form."
                yield f"The field {quoted(field.name)} asks for a picture, but {self.name} takes none. {advice}"

    def lacks(self, site_url: str, thanks: str) -> Iterator[tuple[str, str]]:
        """What is missing or wrong before it can work: the key or setting that is meant, and what to write."""
        yield from self._wrong_id()
        yield from self._wrong_url()
        if self.needs_site_url and not site_url.startswith(("https://", "http://")):
            advice = "Write SITEURL = 'https://www.adler.example' in pelicanconf.py."
            yield "backend", f"{self.name} brings people back to your site and has to know its address. {advice}"

    @property
    def _or_else(self) -> str:
        """What may be meant if nobody said who receives forms, but how to find them."""
        return ", or write backend: and the receiver's name beside it" if self.opens_mail_program else ""

    def _wrong_id(self) -> Iterator[tuple[str, str]]:
        said, advice = self.settings.id, f"Write id: and {self.needs_id}."
        end = said.rstrip("/").rpartition("/")[2]
        if not self.needs_id:
            if said:
                yield "id", f"{self.name} has no ids. Take {quoted(said)} out{self._or_else}."
        elif not said:
            yield "backend", f"{self.name} needs an id. {advice}"
        elif "@" in said:
            yield "id", f"{quoted(said)} is an e-mail address, which everybody could read in the page. {advice}"
        elif not self._is_like_an_id(said):
            advice = f"Write id: {end}" if end != said and self._is_like_an_id(end) else advice
            yield "id", f"{quoted(said)} is not an id of {self.name}. {advice.removesuffix('.')}."

    def _is_like_an_id(self, said: str) -> bool:
        is_placeholder = said.lower().startswith("your") or len({*said.lower()} - {"-", "_"}) == 1  # as xxxxxxxx
        return bool(re.fullmatch(self.id_like or ".+", said)) and not is_placeholder

    def _wrong_url(self) -> Iterator[tuple[str, str]]:
        said, advice = self.settings.url, "Write url: and its whole address, as https://forms.adler.example/in."
        if not self.needs_url:
            if said:
                needs = f"an id: {self.needs_id}" if self.needs_id else "nothing but its name"
                advice = f"Take the url out{self._or_else}."
                yield "url", f"{self.name} is not known by an address, and needs {needs}. {advice}"
        elif not said:
            yield "backend", f"{self.name} needs to know where your receiver is. {advice}"
        elif not _is_whole(said):
            yield "url", f"{quoted(said)} is not an address to send a form to. {advice}"
        elif said.startswith("http:") and not is_local(said):
            advice = "Write https://, and see to it that your receiver answers there."
            yield "url", f"What people write would go to {quoted(said)} for everybody on the way to read. {advice}"


def is_local(url: str) -> bool:
    """Whether an address is of the machine that asks for it."""
    return urlsplit(url).hostname in ("localhost", "127.0.0.1", "::1")


def _is_whole(url: str) -> bool:
    """Whether a browser can send a form to this address, and nothing secret is in it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if re.search(r"\s", url) or "@" in parts.netloc or parts.fragment:
        return False
    return parts.scheme in ("https", "http") and bool(parts.hostname)
