"""The pieces and containers that owners may use in their pages: names, arguments and options."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from pelican_converse import forms
from pelican_converse.fieldvalues import wrong_value
from pelican_converse.model.request import KINDS, STATUSES
from pelican_converse.problems import did_you_mean, quoted
from pelican_converse.site import Site

Check = Callable[[Site, str], str]
"""Says what is wrong with a value, or nothing."""


def _one_of(what: str, known: Callable[[Site], Collection[str]]) -> Check:
    def check(site: Site, value: str) -> str:
        # A file in which something is wrong is there nevertheless.
        if value in site.wrong or value in known(site):
            return ""
        return f"There is no {what} {quoted(value)}. {did_you_mean(value, known(site))}"

    return check


def _topics(site: Site) -> list[str]:
    used = (*site.neighbours_by_topic, *site.board.by_topic)
    return [*dict.fromkeys((*site.business.known_topics, *(topic for topic in used if topic)))]


def _topic(site: Site, value: str) -> str:
    # Without topics of the business it may be that of a file that could not be read.
    return _ONE_OF_TOPICS(site, value) if site.business.topics or not site.wrong else ""


def _location(site: Site, value: str) -> str:
    # It may be a place, or a name of one, that could not be read.
    places = site.business.locations
    is_written = site.wrong and site.business.source.says("locations")
    is_unread = is_written and not (places and all(place.name for place in places))
    return "" if is_unread else _ONE_OF_LOCATIONS(site, value)


def _count(_: Site, value: str) -> str:
    return "" if value.isdecimal() and int(value) else f"{quoted(value)} is not a number of things. Write 3, say."


def _anything(_: Site, __: str) -> str:
    return ""


_PERSON = _one_of("person", lambda site: site.people)
_REQUEST = _one_of("request", lambda site: site.board.by_slug)
_STATUS = _one_of("status", lambda _: STATUSES)
_FORM = _one_of("form", lambda site: (*forms.NAMES, *site.forms))
_PREVIEW = _one_of("preview", lambda site: site.previews_by_slug)
_MEETUP = _one_of("meetup", lambda site: site.meetups_by_slug)
_ONE_OF_TOPICS = _one_of("topic", _topics)
_ONE_OF_LOCATIONS = _one_of("location", lambda site: [place.name for place in site.business.locations if place.name])


def _fillable(site: Site, said: Mapping[str, str]) -> dict[str, forms.Field]:
    """The fields that a block may fill in beforehand, by their names."""
    name = said.get("form", "")
    known = name in forms.NAMES or name in site.forms
    fields = forms.find(site, name).fields if known and name not in forms.ABOUT_A_REQUEST else ()
    # By the first an element says which piece it is, and the others mean something to Python-Markdown's blocks.
    taken = ("name", "self", "parent", "attrs")
    return {each.name: each for each in fields if each.kind not in ("picture", "agreement") and each.name not in taken}


def _unfillable(site: Site, field: forms.Field, value: str) -> str:
    """Why this can't stand in a field, or ""."""
    unseen = {"kind": KINDS, "topic": site.business.known_topics}.get(field.name, ())
    known = [option for option, _ in field.options] or unseen
    wrong = wrong_value(field.kind, value, known, field.least, field.most, whole=field.is_whole)
    return f"{field.name}: {wrong}" if wrong else ""


def _without_subject(said: Mapping[str, str]) -> Iterator[str]:
    """What a form is said to belong to, and doesn't."""
    name = said.get("form", "")
    for key, having in (("request", forms.ABOUT_A_REQUEST), ("meetup", ("meet",))):
        if said.get(key) and name not in having:
            advice = f"Take the line {key}: out, or write {' or '.join(having)} in its place."
            yield f"The form {name} belongs to no {key}. {advice}"


@dataclass(frozen=True)
class Piece:
    """What may be said of one piece.

    `argument` is the option that stands behind the bar: `/// form | ask` says `form: ask`.
    """

    name: str
    argument: str = ""
    argument_needed: bool = False
    options: dict[str, Check] = field(default_factory=dict)

    def complaints(self, site: Site | None, said: dict[str, str]) -> Iterator[str]:
        """What is wrong with the argument and options of one use, in words for the owner.

        Without a Site, because there is no business, names can't be looked up.
        """
        if self.argument_needed and not said.get(self.argument):
            yield f"{self.name} needs to know which one. Write /// {self.name} | and its name."
        if said.get("form") in forms.ABOUT_A_REQUEST and not said.get("request"):
            advice = "Write, indented below, request: and the request's file name."
            yield f"The form {said['form']} belongs to a request. {advice}"
        if said.get("form") == "answer":
            yield "The form answer belongs to a question. Write /// starter | and the question instead."
        if self.name == "starter" and bool(said.get("question")) == bool(said.get("preview")):
            advice = "Write /// starter | and the question, or below it, indented, preview: and a preview's file name."
            yield f"starter asks one question. {advice}"
        if self.name == "form":
            yield from _without_subject(said)
        fillable = _fillable(site, said) if site and self.name == "form" else {}
        for key, value in said.items():
            if site and key in fillable:
                yield from filter(None, [_unfillable(site, fillable[key], value)])
            elif key not in self.options:
                if self._may_be_a_field(site, said):
                    continue
                known = (*self.options, *fillable)
                yield f"{quoted(key)} is not an option of {self.name}. {did_you_mean(key, known)}".strip()
            elif site and (wrong := self.options[key](site, value)):
                yield wrong

    def _may_be_a_field(self, site: Site | None, said: Mapping[str, str]) -> bool:
        """Whether an option may be a field of a form that could not be read."""
        name = said.get("form", "")
        return self.name == "form" and (site is None or (name in site.wrong and name not in site.forms))


FORM_OPTIONS = {"form": _FORM, "request": _REQUEST, "meetup": _MEETUP}
FORM_OPTIONS |= dict.fromkeys(("backend", "id", "url", "heading"), _anything)
"""What may be said of a form, besides what its fields are filled in with."""
PIECES: dict[str, Piece] = {
    piece.name: piece
    for piece in (
        Piece("contact", "person", options={"person": _PERSON}),
        Piece("form", "form", argument_needed=True, options=FORM_OPTIONS),
        Piece("requests", "status", options={"status": _STATUS, "limit": _count}),
        Piece("request", "slug", argument_needed=True, options={"slug": _REQUEST}),
        Piece("changelog", options={"limit": _count}),
        Piece("promises"),
        Piece("questions", "topic", options={"topic": _topic, "limit": _count}),
        Piece("praise", options={"person": _PERSON, "topic": _topic, "limit": _count}),
        Piece("hours", "location", options={"location": _location}),
        Piece("map", "location", options={"location": _location}),
        Piece("people"),
        Piece("meetups", options={"limit": _count}),
        Piece("previews", options={"limit": _count}),
        Piece("neighbours", "topic", options={"topic": _topic, "person": _PERSON, "limit": _count}),
        Piece("starter", "question", options={"question": _anything, "preview": _PREVIEW}),
    )
}
CONTAINERS: dict[str, bool | None] = {
    "hero": False,
    "columns": False,
    "card": None,
    "gallery": False,
    "button": True,
    "quote": None,
    "steps": False,
}
"""Blocks that hold Markdown and become HTML at once: whether something must stand behind the bar, None if it may."""
ELEMENT = "converse-piece"
"""The element that stands for a piece until everything is known."""
ATTRIBUTES = r"""(?:[^>"']|"[^"]*"|'[^']*')*?"""
"""What stands in its tag, as a part of a regular expression; in quotes there may be any sign."""
BLOCK_MARK = "///"
"""What every text has that holds a block."""
