"""Forms: what a visitor fills in. What isn't said here in words is said by the theme."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pelican_converse.formfile import BUILT_IN, NO_FORM
from pelican_converse.model.meetup import Meetup
from pelican_converse.model.ownform import OwnField, OwnForm
from pelican_converse.model.request import KINDS
from pelican_converse.problems import quoted
from pelican_converse.site import Site

NAMES = BUILT_IN
"""The forms that are built in."""
SHORT = ("text", "email", "phone", "number", "date", "time")
"""The kinds of fields that are filled in on one line."""
_FEW = 4
"""As many things as can be chosen from with a button each."""
_TOKENS = {
    "name": "name",
    "company": "organization",
    "street": "address-line1",
    "postal_code": "postal-code",
    "city": "address-level2",
    "country": "country-name",
}


@dataclass(frozen=True)
class Field:
    """One thing that a form asks for.

    `kind` is one of `text`, `words` (several lines), `email`, `phone`, `number`, `date`, `time`, `choice`, `several`,
    `rating`, `agreement`, `picture` and `hidden`. `options` are the values to choose from with their labels; without a
    label, a hint or the label of an option the theme says it. `least` and `most` are limits as browsers know them, and
    `ends` what the lowest and the highest of a rating mean.
    """

    name: str
    kind: str
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    value: str = ""
    label: str = ""
    hint: str = ""
    least: str = ""
    most: str = ""
    ends: tuple[str, str] = ("", "")

    @property
    def is_list(self) -> bool:
        """Whether what can be chosen stands in a list that opens: a button each would take too much room."""
        return self.kind == "choice" and (self.name in ("topic", "stop") or len(self.options) > _FEW)

    @property
    def autocomplete(self) -> str:
        """What browsers may fill in; "" if they can't know."""
        by_kind = {"email": "email", "phone": "tel"}
        return by_kind.get(self.kind) or (_TOKENS.get(self.name, "") if self.kind == "text" else "")

    @property
    def is_whole(self) -> bool:
        """Whether a number is a whole one: none of its limits is anything else."""
        return not any("." in text for text in (self.least, self.most, self.value))

    @property
    def first_day(self) -> date | None:
        """The first day that can be chosen, if it is one and there is a first."""
        return date.fromisoformat(self.least) if self.kind == "date" and self.least else None

    @property
    def last_day(self) -> date | None:
        """The last one."""
        return date.fromisoformat(self.most) if self.kind == "date" and self.most else None

    @property
    def scale(self) -> range:
        """The steps of a rating."""
        return range(int(self.least or 1), int(self.most or 5) + 1)


_AGREE = Field("agree", "agreement")
_SIGNALS = ("ref", "took", "page")


@dataclass(frozen=True)
class Form:
    """A form of one name. `own` is what its owner wrote, if it isn't built in."""

    name: str
    fields: tuple[Field, ...]
    own: OwnForm | None = None

    @property
    def visible(self) -> tuple[Field, ...]:
        """The fields that a visitor sees."""
        return tuple(field for field in self.fields if field.kind != "hidden")

    @property
    def hidden(self) -> tuple[Field, ...]:
        """The fields that go along unseen."""
        return tuple(field for field in self.fields if field.kind == "hidden")

    @property
    def rows(self) -> Iterator[tuple[Field, ...]]:
        """The fields that a visitor sees, those on one line next to each other, two by two, if they are short."""
        waiting: tuple[Field, ...] = ()
        for field in self.visible:
            if waiting and field.kind in SHORT:
                yield (*waiting, field)
                waiting = ()
                continue
            if waiting:
                yield waiting
            waiting = (field,) if field.kind in SHORT else ()
            if not waiting:
                yield (field,)
        if waiting:
            yield waiting

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that a visitor may choose from."""
        asked = (field for field in self.fields if (field.name, field.kind) == ("topic", "choice"))
        return tuple(value for field in asked for value, _ in field.options)

    @property
    def asks_leave(self) -> bool:
        """Whether it asks for leave to show in public what was written."""
        return _AGREE in self.fields

    @property
    def signals(self) -> tuple[Field, ...]:
        """What a script may say besides, and what stays empty without one."""
        names = (*_SIGNALS, "agreed") if self.asks_leave else _SIGNALS
        return tuple(Field(name, "hidden") for name in names)

    def filled(self, said: Mapping[str, str]) -> "Form":
        """The same with values in fields of these names."""
        fields = (replace(field, value=said.get(field.name, field.value)) for field in self.fields)
        return replace(self, fields=tuple(fields)) if said else self


_FOOT = re.compile(r"(?P<form>\S+)(?: +via +(?P<backend>\S+)(?: +(?P<more>\S+))?)?")


def read_foot(text: str) -> dict[str, str]:
    """The options of a form as metadata say them: `order`, or `order via formspree mqkvabcd`; none for `no`.

    Raises ValueError with advice.
    """
    text = " ".join(text.split())
    if text.lower() in ("", NO_FORM, "none"):
        return {}
    match = _FOOT.fullmatch(text)
    if not match:
        raise ValueError(f"{quoted(text)} is not a form. Write its name, as order, or order via formspree mqkvabcd.")
    more = match["more"] or ""
    said = {"form": match["form"], "backend": match["backend"], "url" if "://" in more else "id": more}
    return {key: value for key, value in said.items() if value}


@dataclass(frozen=True)
class FormInPage:
    """A form that a page has: where that is written, and what is said of it."""

    file: str
    line: int
    said: Mapping[str, str]

    @property
    def name(self) -> str:
        """What tells it from others on the page."""
        about = self.said.get("request") or self.said.get("meetup") or ""
        return f"{self.said.get('form', '')} {about}".strip()


_NAME = Field("name", "text")
_EMAIL = Field("email", "email")
_WORDS = Field("words", "words", required=True)
ABOUT_A_REQUEST = ("me-too", "add")
"""The forms that belong to a request."""


def find(site: Site, name: str) -> Form:
    """A form that belongs to nothing in particular: one of the owner's own, or one that is built in."""
    if name in site.forms:
        return own(site, site.forms[name])
    about = {"me-too": me_too, "add": add, "answer": answer}
    if name in about:
        return about[name]("")
    return {"callback": callback, "meet": suggest_a_place}.get(name, lambda: ask(site))()


def own(site: Site, form: OwnForm) -> Form:
    """A form of the owner's own."""
    topic = [Field("topic", "hidden", value=form.topic)] if form.topic else []
    agree = [_AGREE] if form.public else []
    return Form(form.name, (*topic, *(_own_field(site, field) for field in form.fields), *agree), form)


def _own_field(site: Site, field: OwnField) -> Field:
    known = {"topic": _topics(site), "kind": _kinds()}
    options = tuple(field.options.items()) or (known.get(field.name, ()) if field.kind == "choice" else ())
    texts = {key: getattr(field, key) for key in ("label", "hint", "least", "most")}
    ends = field.ends or ("", "")
    return Field(field.name, field.kind, field.required, options, field.default, ends=ends, **texts)


def _kinds() -> tuple[tuple[str, str], ...]:
    return tuple((kind, "") for kind in KINDS)


def _topics(site: Site) -> tuple[tuple[str, str], ...]:
    return tuple(site.business.topics.items())


def ask(site: Site) -> Form:
    """Ask something: what kind, about what, in what words, and who asks if they wish to say."""
    kinds = Field("kind", "choice", options=_kinds(), value=KINDS[0])
    topic = Field("topic", "choice", options=_topics(site))
    return Form("ask", (kinds, *([topic] if topic.options else []), _WORDS, _NAME, _EMAIL, _AGREE))


def callback() -> Form:
    """Be called: at which number, when, by what name, and what about if they wish to say."""
    number, when = Field("phone", "phone", required=True), Field("when", "text")
    return Form("callback", (number, when, _NAME, Field("words", "words")))


def me_too(slug: str) -> Form:
    """Say that one wants the same as a request."""
    return Form("me-too", (Field("request", "hidden", value=slug), _NAME, _EMAIL))


def add(slug: str) -> Form:
    """Say something more in a conversation."""
    return Form("add", (Field("request", "hidden", value=slug), _WORDS, _NAME, _EMAIL, _AGREE))


def answer(about: str) -> Form:
    """Answer a question that a page asks; `about` is what the answer will say it is about."""
    return Form("answer", (Field("about", "hidden", value=about), _WORDS, _NAME, _EMAIL, _AGREE))


def suggest_a_place() -> Form:
    """Say where one would like to be met, and why there."""
    return Form("meet", (_WORDS, _NAME, _EMAIL))


def i_will_come(site: Site, meetup: Meetup) -> Form:
    """Say that one comes to a meetup, to which of its stops if there are several, and what else matters."""
    stops = tuple((str(event.number), "") for event in site.still_to_come(meetup))
    which = [Field("stop", "choice" if len(stops) > 1 else "hidden", options=stops, value=stops[0][0])]
    about = Field("meetup", "hidden", value=meetup.slug)
    return Form("meet", (about, *(which if meetup.is_tour else []), Field("words", "words"), _NAME, _EMAIL))
