"""What the site publishes as data: the ledger with all that its score needs, and the score itself."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from statistics import mode
from typing import Any

from pelican_converse.ledger import VERSION, request_data
from pelican_converse.promises import Ask, DatedPromise, Promises, Score
from pelican_converse.site import Site
from pelican_converse.workingtime import Spans, WorkingTime

Data = dict[str, Any]
AHEAD = timedelta(days=92)
"""How far beyond today working time is told, so that promises still open can be counted."""


def ledger_rows(site: Site) -> Iterator[Data]:
    """Every request, the last asked first: what its file says, its status, and how soon an answer was promised."""
    for request in site.board.newest:
        promise = site.promised(request)
        within = {"answers_within": {"amount": promise.amount, "unit": promise.unit}} if promise else {}
        yield {**request_data(request), "status": request.status, **within}


def ledger_head(site: Site) -> Data:
    """What is said of the whole ledger: when it was written, whose it is, and the business's working time."""
    business = site.business
    first = min((request.asked.day for request in site.requests), default=site.today)
    return {
        "generated": str(site.today),
        "business": {"name": business.name, "time_zone": business.time_zone},
        "working_time": working_time(site.working, first - timedelta(days=1), site.today + AHEAD),
    }


def working_time(working: WorkingTime, first: date, last: date) -> Data:
    """The usual week, Monday first, and the days on which something else holds, from one day to another."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    by_weekday = {days[place].weekday(): days[place::7] for place in range(7)}
    week = [mode(map(working.spans, by_weekday[number])) for number in range(7)]
    others = {str(day): _spans(working.spans(day)) for day in days if working.spans(day) != week[day.weekday()]}
    return {"from": str(first), "until": str(last), "week": [_spans(spans) for spans in week], "exceptions": others}


def _spans(spans: Spans) -> list[str]:
    """`07:00-18:00`; beyond midnight hours go on, as in `20:00-26:00`."""
    return [f"{opens // 60:02}:{opens % 60:02}-{closes // 60:02}:{closes % 60:02}" for opens, closes in spans]


def promises_text(promises: Promises) -> str:
    """The text of `promises.json`: a line for each part."""
    lines = (f'"{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in promises_data(promises).items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def promises_data(promises: Promises) -> Data:
    """The score, for the last 90 days and ever, with everything that was counted."""
    return {
        "version": VERSION,
        "generated": str(promises.today),
        "last_90_days": _score(promises.lately),
        "ever": _score(promises.ever),
        "unanswered": [_ask(ask) for ask in promises.unanswered],
    }


def _score(score: Score) -> Data:
    verdicts = ("kept", "moved", "taken back", "broken", "open")
    return {
        "answered_in_time": score.answered_in_time,
        "asks_counted": score.counted,
        "missed": [_ask(ask) for ask in score.missed],
        "dates": {verdict.replace(" ", "_"): _dated(score.of(verdict)) for verdict in verdicts},
    }


def _ask(ask: Ask) -> Data:
    said = {"slug": ask.request.slug, "turn": ask.turn, "asked": str(ask.asked)}
    later = {"answered": ask.answered, "due": ask.due}
    return said | {key: str(value) for key, value in later.items() if value}


def _dated(promises: Iterable[DatedPromise]) -> list[Data]:
    return [_dated_promise(each) for each in promises]


def _dated_promise(each: DatedPromise) -> Data:
    said = {"slug": each.request.slug, "turn": each.turn, "made": str(each.made), "by": str(each.by)}
    later = {"settled": each.settled, "moved_to": each.moved_to, "done": each.done}
    return said | {key: str(value) for key, value in later.items() if value}
