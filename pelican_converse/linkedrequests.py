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
        self.site, self.where, self.speech, self.named = site, where, speech, named

    def node(self, request: Request) -> Node:
        """A request with all that was said."""
        return self._question(request) if request.kind == "question" else self._posting(request)

    def answered(self, request: Request) -> Node:
        """A question in short, with the answer that it has."""
        return self._called(request) | filled(acceptedAnswer=self._accepted(request))

    def _called(self, request: Request) -> Node:
        url = self.where.page("REQUEST", request.slug)
        anchor = f"{url}#question" if url else f"{self.where.page('QUESTIONS', '')}#question-{request.slug}"
        return {"@type": "Question", "@id": self.where.whole(anchor), "name": request.title}

    def _question(self, request: Request) -> Node:
        turns, answer = [*self._turns(request)], request.answer if request.status == "completed" else None
        others = [(number, turn) for number, turn in turns if turn.staff and turn is not answer]
        return {
            **self._called(request),
            **self._asked(request),
            "answerCount": len(others) + bool(answer),
            **filled(
                upvoteCount=self.site.board.others(request),
                acceptedAnswer=self._accepted(request),
                suggestedAnswer=[self._said("Answer", request, *each) for each in others],
                comment=[self._said("Comment", request, *each) for each in turns if not each[1].staff],
            ),
        }

    def _accepted(self, request: Request) -> Node | None:
        if request.status != "completed":
            return None
        answer = request.answer
        return next((self._said("Answer", request, *each) for each in self._turns(request) if each[1] is answer), None)

    def _posting(self, request: Request) -> Node:
        address = self.where.whole(self.where.page("REQUEST", request.slug))
        joined = self.site.board.others(request)
        comments = [self._said("Comment", request, *each) for each in self._turns(request)]
        return {
            "@type": "DiscussionForumPosting",
            "@id": f"{address}#request",
            "headline": request.title,
            **self._asked(request),
            **filled(
                about=request.about in self.site.people and self.named(self.site.people[request.about]),
                interactionStatistic=joined and _count(_SHARED if request.kind == "problem" else _LIKED, joined),
                comment=comments,
            ),
            "commentCount": len(comments),
        }

    def _asked(self, request: Request) -> Node:
        """What postings and questions have alike."""
        url = self.where.page("REQUEST", request.slug)
        return {
            **filled(
                url=url and self.where.whole(url),
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
        return ((number, turn) for number, turn in enumerate(request.turns, 1) if turn.text or turn.picture)

    def _said(self, kind: str, request: Request, number: int, turn: Turn) -> Node:
        url = self.where.page("REQUEST", request.slug)
        return {
            "@type": kind,
            **filled(
                url=url and self.where.whole(f"{url}#turn-{number}"),
                text=self.speech.plain(turn.text) if turn.staff else turn.text,
                image=self.where.whole_picture(turn.picture),
            ),
            "datePublished": self._when(turn.on),
            "author": [*map(self._staff, turn.staff)] or self._customer(turn.who),
        }

    def _staff(self, slug: str) -> Node:
        return self.named(self.site.people[slug])

    def _customer(self, name: str) -> Node:
        return {"@type": "Person", "name": name or self.speech.customer}

    def _when(self, moment: Moment) -> str:
        if moment.clock is None:
            return moment.day.isoformat()
        return datetime.combine(moment.day, moment.clock, self.site.zone).isoformat()


def _count(action: str, number: int) -> dict[str, Any]:
    return {"@type": "InteractionCounter", "interactionType": {"@type": action}, "userInteractionCount": number}
