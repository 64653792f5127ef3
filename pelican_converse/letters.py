"""A conversation as letters back and forth: what is shown of each entry. What comes again and again is made once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from pelican_converse.macros import Macros
from pelican_converse.model.request import Request, Turn
from pelican_converse.model.values import Picture
from pelican_converse.promises import DatedPromise
from pelican_converse.text import paragraphs, sentences


@dataclass(frozen=True)
class Letter:
    """What was asked (`number` 0), or a turn, as it is shown.

    `side` is `staff` or `customer`, and `verb` what the turn did to the request, or "". `speakers` are the faces and
    names of our people, `sign` the name of a customer, `via` where it was said, `done` the action in words; each is ""
    if there is nothing to say.
    """

    number: int
    side: str
    verb: str
    day: date
    speakers: Markup
    words: Markup
    picture: Picture | None
    sign: Markup
    via: Markup
    done: Markup


@dataclass(frozen=True)
class Gist:
    """What became of a request in one line: the number of the turn that says it, who said it when, how it begins."""

    number: int
    who: str
    day: date
    words: str


Dates = Mapping[tuple[str, int], DatedPromise]
_NOTHING = Markup()
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

    def of(self, request: Request) -> list[Letter]:
        """All letters of a request."""
        words = self._words(request.text or request.title)
        sign, via = self._say.sign(request.by), self._say.via(request.via)
        asked = Letter(0, "customer", "", request.asked.day, _NOTHING, words, request.picture, sign, via, _NOTHING)
        return [asked, *(self._turn(request, number, turn) for number, turn in enumerate(request.turns, 1))]

    def gist(self, request: Request) -> Gist | None:
        """What the turn says that made the status what it is, or else our last answer; None if there is none."""
        answers = [turn for turn in request.turns if turn.staff and not (turn.action and turn.action.verb == "told")]
        turn = request.outcome or (answers[-1] if answers else None)
        if turn is None:
            return None
        return Gist(request.turns.index(turn) + 1, turn.who, turn.on.day, sentences(self._plain(turn.text), _A_LINE))

    def _turn(self, request: Request, number: int, turn: Turn) -> Letter:
        via = self._say.via(turn.via)
        if not turn.staff:
            sign, words = self._say.sign(turn.who), self._words(turn.text)
            return Letter(number, "customer", "", turn.on.day, _NOTHING, words, turn.picture, sign, via, _NOTHING)
        words = self._answer(turn.text, request.source.file) if turn.text else _NOTHING
        verb = turn.action.verb if turn.action else ""
        done = self._done(turn, self._dates.get((request.slug, number)))
        is_note = verb == "told" and not words
        speakers = _NOTHING if is_note else self._say.speakers(*turn.staff)
        return Letter(number, "staff", verb, turn.on.day, speakers, words, turn.picture, _NOTHING, via, done)

    def _done(self, turn: Turn, date: DatedPromise | None) -> Markup:
        if turn.action is None:
            return _NOTHING
        if turn.action.verb == "told":
            return self._say.told(turn.who, turn.action.who)
        verdict, moved_to = (date.verdict, date.moved_to) if date else ("", None)
        return self._say.done(turn.action.verb, turn.action.deadline, turn.action.slug, verdict, moved_to)

    def _words(self, text: str) -> Markup:
        return self._say.words(paragraphs(text)) if text else _NOTHING
