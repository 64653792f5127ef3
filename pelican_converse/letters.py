"""A conversation as letters back and forth: what is shown of each entry. What comes again and again is made once."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from markupsafe import Markup

from pelican_converse.macros import Macros
from pelican_converse.model.request import VERBS, Request, Turn
from pelican_converse.model.values import Moment, Picture
from pelican_converse.promises import DatedPromise
from pelican_converse.text import paragraphs, sentences

_NOTHING, _STAFF, _CUSTOMER = Markup(), Markup("staff"), Markup("customer")
_VERBS = {verb: Markup(verb) for verb in VERBS}


class Letter(NamedTuple):
    """What was asked (`number` 0), or a turn, as it is shown.

    `anchor` is its address on its page, `side` is `staff` or `customer`, and `verb` what the turn did to the request.
    `speakers` are the faces and names of our people, `sign` the name of a customer, `via` where it was said, `done` the
    action in words; each is "" if there is nothing to say.
    """

    number: int
    anchor: Markup
    side: Markup
    day: date
    words: Markup
    picture: Picture | None
    via: Markup
    sign: Markup = _NOTHING
    speakers: Markup = _NOTHING
    verb: Markup = _NOTHING
    done: Markup = _NOTHING


class Gist(NamedTuple):
    """What became of a request in one line: the number of the turn that says it, who said it when, how it begins."""

    number: int
    who: str
    day: date
    words: str


Dates = Mapping[tuple[str, int], DatedPromise]
_ROOM = 300
_A_LINE = 24
"""How many words stand in a line or two; longer answers end there with a sentence, if they can."""


class Letters:
    """Makes the letters of all conversations, for one address of the site.

    `say` are the macros of `converse/_words.html`, `answer` makes HTML of what our people wrote in a file, `plain`
    words; `dates` are those that were named, by slug and number of the turn.
    """

    def __init__(
        self, say: Macros, answer: Callable[[str, str], Markup], plain: Callable[[str], str], dates: Dates
    ) -> None:
        self._say, self._answer, self._plain, self._dates = say, answer, plain, dates
        self._known: dict[str, list[Letter]] = {}

    def of(self, request: Request) -> list[Letter]:
        """All letters of a request; those made last are known, for feeds tell them too."""
        if request.slug not in self._known:
            if len(self._known) >= _ROOM:
                self._known.clear()
            self._known[request.slug] = self._made(request)
        return self._known[request.slug]

    def _made(self, request: Request) -> list[Letter]:
        words = self._words(request.text or request.title)
        asked = self._of_customer(0, request.asked, words, request.picture, request.via, request.by)
        return [asked, *(self._turn(request, number, turn) for number, turn in enumerate(request.turns, 1))]

    def gist(self, request: Request) -> Gist | None:
        """What the turn says that made the status what it is, or else our last answer; None if there is none."""
        answers = [turn for turn in request.turns if turn.staff and not (turn.action and turn.action.verb == "told")]
        turn = request.outcome or (answers[-1] if answers else None)
        if turn is None:
            return None
        return Gist(request.turns.index(turn) + 1, turn.who, turn.on.day, sentences(self._plain(turn.text), _A_LINE))

    def _turn(self, request: Request, number: int, turn: Turn) -> Letter:
        if not turn.staff:
            return self._of_customer(number, turn.on, self._words(turn.text), turn.picture, turn.via, turn.who)
        words = self._answer(turn.text, request.source.file) if turn.text else _NOTHING
        verb = _VERBS[turn.action.verb] if turn.action else _NOTHING
        done = self._done(turn, self._dates.get((request.slug, number)))
        speakers = self._say.speakers(*turn.staff) if words or verb != "told" else _NOTHING
        via = self._say.via(turn.via)
        return Letter(
            number, _anchor(number), _STAFF, turn.on.day, words, turn.picture, via, _NOTHING, speakers, verb, done
        )

    def _of_customer(
        self, number: int, on: Moment, words: Markup, picture: Picture | None, via: str, who: str
    ) -> Letter:
        via_words, sign = self._say.via(via), self._say.sign(who)
        return Letter(number, _anchor(number), _CUSTOMER, on.day, words, picture, via_words, sign)

    def _done(self, turn: Turn, date: DatedPromise | None) -> Markup:
        if turn.action is None:
            return _NOTHING
        if turn.action.verb == "told":
            return self._say.told(turn.who, turn.action.who)
        verdict, moved_to = (date.verdict, date.moved_to) if date else ("", None)
        return self._say.done(turn.action.verb, turn.action.deadline, turn.action.slug, verdict, moved_to)

    def _words(self, text: str) -> Markup:
        return self._say.words(paragraphs(text)) if text else _NOTHING


@cache
def _anchor(number: int) -> Markup:
    return Markup(f"turn-{number}")
