"""The score of what was promised: how soon people were answered, and whether dates that were named were kept.

Everything is computed from the requests, the working time and the day it is, so that anybody can do it again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

from pelican_converse.model.request import Request, Turn
from pelican_converse.model.values import Deadline, Moment, Promise
from pelican_converse.workingtime import Point, WorkingTime

WINDOW = timedelta(days=90)
"""What "lately" means."""
_END = 24 * 60


@dataclass(frozen=True)
class Ask:
    """Something a customer said, until one of ours answers.

    `turn` is 0 for the request itself, else the number of the customer's turn; of several turns in a row the first.
    `due` is the last day on which an answer is in time, None where nothing was promised or nobody works any more. The
    `verdict` is `in time`, `missed`, `open` (unanswered, and still within the promise), `unclear` (promised in hours,
    but no time of day tells) or `unpromised`.
    """

    request: Request
    turn: int
    asked: Moment
    answered: Moment | None
    due: date | None
    verdict: str

    @property
    def is_counted(self) -> bool:
        """Whether the promise is decided."""
        return self.verdict in ("in time", "missed")


@dataclass(frozen=True)
class DatedPromise:
    """A `by DATE` in a turn, and what became of it.

    The `verdict` is `kept`, `moved` (to another date, before the day had passed), `taken back` (with a reason, before
    the day had passed), `broken` (nothing until that day) or `open`. `settled` is the day on which that was decided,
    and `done` the day on which the thing was there, be it late.
    """

    request: Request
    turn: int
    made: date
    by: Deadline
    verdict: str = "open"
    settled: date | None = None
    moved_to: Deadline | None = None
    done: date | None = None


@dataclass(frozen=True)
class Score:
    """The score of some asks and some dated promises."""

    asks: tuple[Ask, ...]
    dated: tuple[DatedPromise, ...]

    @cached_property
    def answered_in_time(self) -> int:
        """How many asks were answered in time."""
        return sum(ask.verdict == "in time" for ask in self.asks)

    @cached_property
    def counted(self) -> int:
        """How many asks are decided."""
        return sum(ask.is_counted for ask in self.asks)

    @cached_property
    def missed(self) -> tuple[Ask, ...]:
        """The asks that nobody answered in time, the last asked first."""
        return tuple(ask for ask in self.asks if ask.verdict == "missed")

    def of(self, verdict: str) -> tuple[DatedPromise, ...]:
        """The dated promises of a verdict, the last settled first."""
        return tuple(promise for promise in self.dated if promise.verdict == verdict)

    @cached_property
    def decided(self) -> int:
        """How many dated promises were kept or broken."""
        return len(self.of("kept")) + len(self.of("broken"))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.counted and not self.dated


@dataclass(frozen=True)
class Month:
    """The asks of a month, under its first day, as far as they are decided."""

    first: date
    in_time: int
    missed: int

    @property
    def counted(self) -> int:
        """How many asks are decided."""
        return self.in_time + self.missed


@dataclass(frozen=True)
class Promises:
    """All asks and dated promises, newest first, on the day `today`."""

    ever: Score
    today: date

    @property
    def since(self) -> date:
        """The first of the last 90 days."""
        return self.today - WINDOW + timedelta(days=1)

    @cached_property
    def lately(self) -> Score:
        """What was asked, and what was settled, in the last 90 days."""
        asks = (ask for ask in self.ever.asks if ask.asked.day >= self.since)
        dated = (each for each in self.ever.dated if each.settled is None or each.settled >= self.since)
        return Score(tuple(asks), tuple(dated))

    @cached_property
    def unanswered(self) -> tuple[Ask, ...]:
        """The asks that still wait for an answer, the longest first."""
        return tuple(reversed([ask for ask in self.ever.asks if ask.answered is None]))

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """The months in which anything was asked that is decided, oldest first."""
        counted = (ask for ask in reversed(self.ever.asks) if ask.is_counted)
        groups = ((first, list(asks)) for first, asks in groupby(counted, key=lambda ask: ask.asked.day.replace(day=1)))
        return tuple(
            Month(first, sum(ask.verdict == "in time" for ask in asks), sum(ask.verdict == "missed" for ask in asks))
            for first, asks in groups
        )


def promises(
    requests: Iterable[Request], promised: Mapping[str, Promise | None], working: WorkingTime, today: date
) -> Promises:
    """The score of all requests but praise; `promised` is how soon each that wants an answer gets it, by its slug."""
    asks: list[Ask] = []
    dated: list[DatedPromise] = []
    for request in requests:
        if request.kind == "praise":
            continue
        dated += _dated(request, today)
        if request.slug in promised:
            asks += _asks(request, promised[request.slug], working, today)
    asks.sort(key=lambda ask: (ask.asked.day, str(ask.asked.clock or ""), ask.request.slug, ask.turn), reverse=True)
    dated.sort(key=lambda each: (each.settled or date.max, each.by.last, each.request.slug, each.turn), reverse=True)
    return Promises(Score(tuple(asks), tuple(dated)), today)


def _asks(request: Request, promise: Promise | None, working: WorkingTime, today: date) -> Iterator[Ask]:
    """Each time a customer speaks after one of ours, or first."""
    waiting: tuple[int, Moment] | None = (0, request.asked)
    for number, turn in enumerate(request.turns, 1):
        if not turn.is_staff:
            waiting = waiting or (number, turn.on)
        elif waiting:
            yield _judged(request, *waiting, turn.on, promise, working, today)
            waiting = None
    if waiting:
        yield _judged(request, *waiting, None, promise, working, today)


def _judged(
    request: Request,
    turn: int,
    asked: Moment,
    answered: Moment | None,
    promise: Promise | None,
    working: WorkingTime,
    today: date,
) -> Ask:
    if promise is None:
        return Ask(request, turn, asked, answered, None, "unpromised")
    if promise.unit == "working days":
        soonest = latest = (working.after_days(asked.day, promise.amount), _END)
    else:
        soonest, latest = (working.after_minutes(start, promise.amount * 60) for start in _span(asked))
    due = latest[0] if latest[0] < date.max else None
    return Ask(request, turn, asked, answered, due, _verdict(answered, soonest, latest, today))


def _span(moment: Moment) -> tuple[Point, Point]:
    """The first and the last moment that may be meant."""
    if moment.clock is None:
        return (moment.day, 0), (moment.day, _END)
    minute = moment.clock.hour * 60 + moment.clock.minute
    return (moment.day, minute), (moment.day, minute)


def _verdict(answered: Moment | None, soonest: Point, latest: Point, today: date) -> str:
    """Whether an answer came before the promise ended, between these two moments."""
    if answered is None:
        return "missed" if latest[0] < today else "open"
    first, last = _span(answered)
    if last <= soonest:
        return "in time"
    return "missed" if first > latest else "unclear"


def _dated(request: Request, today: date) -> list[DatedPromise]:
    """Every date that was named for a request, in order."""
    found: list[DatedPromise] = []
    for number, turn in enumerate(request.turns, 1):
        if not turn.action or not turn.changes_status:
            continue
        made = _made(request, number, turn)
        if found and found[-1].settled is None and not (made and made.by.last == found[-1].by.last):
            found[-1] = _settled(found[-1], turn, made)
        if made and not (found and found[-1].settled is None):
            found.append(made)
    if found and found[-1].settled is None and found[-1].by.last < today:
        found[-1] = replace(found[-1], verdict="broken", settled=found[-1].by.last)
    return found


def _made(request: Request, number: int, turn: Turn) -> DatedPromise | None:
    action = turn.action
    if action and action.verb in ("planned", "started") and action.deadline:
        return DatedPromise(request, number, turn.on.day, action.deadline)
    return None


def _settled(promise: DatedPromise, turn: Turn, next_one: DatedPromise | None) -> DatedPromise:
    """What the next thing that happened made of a promise; the same promise if that was no more than a beginning."""
    verb, day = turn.action.verb if turn.action else "", turn.on.day
    if next_one is None and verb in ("planned", "started"):
        return promise
    too_late = day > promise.by.last
    settled = promise.by.last if too_late else day
    done = day if verb == "completed" else None
    on_time = "kept" if done else "moved" if next_one else "taken back"
    moved_to = next_one.by if next_one else None
    return replace(promise, verdict="broken" if too_late else on_time, settled=settled, moved_to=moved_to, done=done)
