"""Forms: what a visitor fills in. The words on them are the theme's."""

from dataclasses import dataclass

from pelican_converse.model.meetup import Meetup
from pelican_converse.model.request import KINDS
from pelican_converse.site import Site


@dataclass(frozen=True)
class Field:
    """One control of a form.

    `kind` is what the theme draws: `choice` (radio buttons), `select`, `text`, `email`, `words` (several lines) or
    `hidden`. `options` are the values to choose from with their labels; a label may be empty if the theme knows it.
    """

    name: str
    kind: str
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    value: str = ""


@dataclass(frozen=True)
class Form:
    """A form of one name, whose fields reach the business under the names they have here."""

    name: str
    fields: tuple[Field, ...]

    @property
    def visible(self) -> tuple[Field, ...]:
        """The fields that a visitor sees."""
        return tuple(field for field in self.fields if field.kind != "hidden")

    @property
    def hidden(self) -> tuple[Field, ...]:
        """The fields that go along unseen."""
        return tuple(field for field in self.fields if field.kind == "hidden")


_NAME = Field("name", "text")
_EMAIL = Field("email", "email")
ABOUT_A_REQUEST = ("me-too", "add")
"""The forms that belong to a request."""
NAMES = ("ask", "me-too", "add", "answer", "meet")
"""The forms that are built in."""


def ask(site: Site) -> Form:
    """Ask something: what kind, about what, in what words, and who asks if they wish to say."""
    kinds = Field("kind", "choice", options=tuple((kind, "") for kind in KINDS), value=KINDS[0])
    topic = Field("topic", "select", options=tuple(site.business.topics.items()))
    words = Field("words", "words", required=True)
    return Form("ask", (kinds, *([topic] if topic.options else []), words, _NAME, _EMAIL))


def me_too(slug: str) -> Form:
    """Say that one wants the same as a request."""
    return Form("me-too", (Field("request", "hidden", value=slug), _NAME, _EMAIL))


def add(slug: str) -> Form:
    """Say something more in a conversation."""
    about = Field("request", "hidden", value=slug)
    return Form("add", (about, Field("words", "words", required=True), _NAME, _EMAIL))


def answer(about: str) -> Form:
    """Answer a question that a page asks; `about` is what the answer will say it is about."""
    about_it = Field("about", "hidden", value=about)
    return Form("answer", (about_it, Field("words", "words", required=True), _NAME, _EMAIL))


def suggest_a_place() -> Form:
    """Say where one would like to be met, and why there."""
    return Form("meet", (Field("words", "words", required=True), _NAME, _EMAIL))


def i_will_come(site: Site, meetup: Meetup) -> Form:
    """Say that one comes to a meetup, to which of its stops if there are several, and what else matters."""
    stops = tuple((str(event.number), "") for event in site.still_to_come(meetup))
    which = [Field("stop", "select" if len(stops) > 1 else "hidden", options=stops, value=stops[0][0])]
    about = Field("meetup", "hidden", value=meetup.slug)
    return Form("meet", (about, *(which if meetup.is_tour else []), Field("words", "words"), _NAME, _EMAIL))
