"""Requests as machines read them: a question with its answers, and everything else as a posting with comments."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pelican_converse.linkedhours import Node
from pelican_converse.linkednodes import Whereabouts, filled
from pelican_converse.model.person import Person
from pelican_converse.model.request import Request, Turn
from pelican_converse.model.values import Moment
from pelican_converse.site import Site

_LIKED, _SHARED = "LikeAction", "AgreeAction"
"""What those do who join: they would like that too, or it happened to them too."""


def _as_it_is(text: str) -> str:
    return text


@dataclass(frozen=True)
class Speech:
    """How to say it in words: our Markdown as plain text, and what a customer without a name is called."""

    plain: Callable[[str], str] = _as_it_is
    customer: str = "A customer"


class Conversations:
    """The nodes of requests. `named` gives that of a person."""

    def __init__(self, site: Site, where: Whereabouts, speech: Speech, named: Callable[[Person], Node]) -> None:
        self.site, self.where, self.speech = site, where, speech
        self._people = {slug: named(person) for slug, person in site.people.items()}

    def node(self, request: Request) -> Node:
        """A request with all that was said."""
        address = self._address(request)
        return self._question(request, address) if request.kind == "question" else self._posting(request, address)

    def answered(self, request: Request) -> Node:
        """A question in short, with the answer that it has."""
        address, answer = self._address(request), request.answer
        found = (self._said("Answer", address, *each) for each in self._turns(request) if each[1] is answer)
        return self._called(request, address) | filled(acceptedAnswer=next(found, None))

    def _address(self, request: Request) -> str:
        """The address of a request's page; "" if there is none."""
        url = self.where.page("REQUEST", request.slug)
        return self.where.whole(url) if url else ""

    def _called(self, request: Request, address: str) -> Node:
        here = self.where.page("QUESTIONS", "")
        iri = f"{address}#question" if address else self.where.whole(f"{here}#question-{request.slug}")
        return {"@type": "Question", "@id": iri, "name": request.title}

    def _question(self, request: Request, address: str) -> Node:
        accepted: list[Node] = []
        others: list[Node] = []
        comments: list[Node] = []
        answer = request.answer if request.status == "completed" else None
        for number, turn in self._turns(request):
            said = self._said("Answer" if turn.staff else "Comment", address, number, turn)
            (accepted if turn is answer else others if turn.staff else comments).append(said)
        return {
            **self._called(request, address),
            **self._asked(request, address),
            "answerCount": len(accepted) + len(others),
            **filled(
                upvoteCount=self.site.board.others(request),
                acceptedAnswer=next(iter(accepted), None),
                suggestedAnswer=others,
                comment=comments,
            ),
        }

    def _posting(self, request: Request, address: str) -> Node:
        joined = self.site.board.others(request)
        comments = [self._said("Comment", address, number, turn) for number, turn in self._turns(request)]
        return {
            "@type": "DiscussionForumPosting",
            "@id": f"{address}#request",
            "headline": request.title,
            **self._asked(request, address),
            **filled(
                about=self._people.get(request.about_person),
                interactionStatistic=joined and _count(_SHARED if request.kind == "problem" else _LIKED, joined),
                comment=comments,
            ),
            "commentCount": len(comments),
        }

    def _asked(self, request: Request, address: str) -> Node:
        """What postings and questions have alike."""
        return {
            **filled(
                url=address,
                inLanguage=request.lang,
                image=self.where.whole_picture(request.picture),
                dateModified=bool(request.turns) and self._when(request.last),
            ),
            "text": request.text or request.title,
            "datePublished": self._when(request.asked),
            "author": self._customer(request.by),
        }

    def _turns(self, request: Request) -> Iterator[tuple[int, Turn]]:
        """The turns that say or show something, by the numbers that they have on the page."""
        return ((number, turn) for number, turn in enumerate(request.turns, 1) if turn.says)

    def _said(self, kind: str, address: str, number: int, turn: Turn) -> Node:
        shown = turn.picture.text if turn.picture else ""
        return {
            "@type": kind,
            **filled(
                url=address and f"{address}#turn-{number}",
                text=(self.speech.plain(turn.text) if turn.staff else turn.text) or shown,
                image=turn.picture and self.where.whole_picture(turn.picture),
            ),
            "datePublished": self._when(turn.on),
            "author": [self._people[slug] for slug in turn.staff] or self._customer(turn.who),
        }

    def _customer(self, name: str) -> Node:
        return {"@type": "Person", "name": name or self.speech.customer}

    def _when(self, moment: Moment) -> str:
        if moment.clock is None:
            return moment.day.isoformat()
        return datetime.combine(moment.day, moment.clock, self.site.zone).isoformat()


def _count(action: str, number: int) -> dict[str, Any]:
    return {"@type": "InteractionCounter", "interactionType": {"@type": action}, "userInteractionCount": number}
