"""The score, counted a second time from nothing but `requests.json`, as docs/ledger.md says it is counted.

It shares no line with the package, and goes through time a day or a minute at a time.
"""

import json
from calendar import monthrange
from datetime import date, datetime, timedelta

A_DAY = timedelta(days=1)
A_MINUTE = timedelta(minutes=1)


def recount(text):
    """Counts of asks and dated promises: ever, and in the last 90 days."""
    ledger = json.loads(text)
    today = date.fromisoformat(ledger["generated"])
    asks = [ask for request in ledger["requests"] for ask in judged_asks(request, ledger, today)]
    dates = [each for request in ledger["requests"] for each in judged_dates(request, today)]
    recent = today - timedelta(days=90)
    return {
        "ever": counts(asks, dates),
        "last_90_days": counts(
            [(day, verdict) for day, verdict in asks if day > recent],
            [(day, verdict) for day, verdict in dates if day is None or day > recent],
        ),
    }


def counts(asks, dates):
    verdicts = [verdict for _, verdict in asks]
    found = {"in time": verdicts.count("in time"), "missed": verdicts.count("missed")}
    for name in ("kept", "moved", "taken back", "broken", "open"):
        found[name] = [verdict for _, verdict in dates].count(name)
    return found


def judged_asks(request, ledger, today):
    """Each ask: its day, and `in time`, `missed` or something that doesn't count."""
    if request["kind"] == "praise":
        return
    said = [("customer", request["asked"])]
    said += [("ours" if turn.get("staff") else "customer", turn["on"]) for turn in request["turns"]]
    for number, (who, when) in enumerate(said):
        if who == "customer" and (number == 0 or said[number - 1][0] == "ours"):
            answer = next((later for other, later in said[number:] if other == "ours"), None)
            yield date.fromisoformat(when[:10]), verdict(when, answer, request.get("answers_within"), ledger, today)


def verdict(asked, answer, promise, ledger, today):
    if promise is None:
        return "nothing promised"
    if promise["unit"] == "working days":
        due = [last_working_day(asked[:10], promise["amount"], ledger)] * 2
    else:
        due = [end_of_hours(start, promise["amount"] * 60, ledger) for start in possible(asked)]
    if answer is None:
        return "missed" if due[1].date() < today else "open"
    first, last = possible(answer)
    if last <= due[0]:
        return "in time"
    return "missed" if first > due[1] else "no telling"


def possible(said):
    """The first and the last minute that may be meant, where midnight is the end of its day."""
    if len(said) > 10:
        return (datetime.fromisoformat(said),) * 2
    day = datetime.fromisoformat(said)
    return day, day + timedelta(hours=23, minutes=59, seconds=59)


def hours_of(day, ledger):
    worked = ledger["working_time"]
    assert worked["from"] <= str(day) <= worked["until"]
    return worked["exceptions"].get(str(day), worked["week"][day.weekday()])


def is_beyond(day, ledger):
    """Whether nothing is told of a day: whatever ends there ends after all that was said."""
    return str(day) > ledger["working_time"]["until"]


def last_working_day(asked, amount, ledger):
    day = date.fromisoformat(asked)
    while amount:
        day += A_DAY
        if is_beyond(day, ledger):
            return datetime.max
        amount -= bool(hours_of(day, ledger))
    return datetime.combine(day, datetime.max.time())


def end_of_hours(moment, minutes, ledger):
    if moment.second:
        moment = moment.replace(second=0) + A_MINUTE
    while minutes:
        if is_beyond(moment.date(), ledger):
            return datetime.max
        if not hours_of(moment.date(), ledger) and not hours_of(moment.date() - A_DAY, ledger):
            moment = datetime.combine(moment.date() + A_DAY, datetime.min.time())
            continue
        minutes -= is_working(moment, ledger)
        moment += A_MINUTE
    # What ends at midnight ends on the day before.
    return moment - timedelta(seconds=1) if moment.hour == moment.minute == 0 else moment


def is_working(moment, ledger):
    for back in (0, 1):
        day = moment.date() - back * A_DAY
        minute = back * 24 * 60 + moment.hour * 60 + moment.minute
        for span in hours_of(day, ledger):
            opens, closes = (int(clock[:2]) * 60 + int(clock[3:]) for clock in span.split("-"))
            if opens <= minute < closes:
                return True
    return False


def judged_dates(request, today):
    """Each date that was named: when it was settled, and how."""
    promised = None
    for turn in request["turns"] if request["kind"] != "praise" else ():
        verb, _, rest = turn.get("action", "").partition(" ")
        if verb in ("", "told"):
            continue
        named = rest.removeprefix("by ") if verb in ("planned", "started") and rest else None
        if (
            promised
            and (named or verb not in ("planned", "started"))
            and not (named and last_day(named) == last_day(promised))
        ):
            done = {"completed": "kept"}.get(verb, "moved" if named else "taken back")
            yield settled(promised, date.fromisoformat(turn["on"][:10]), done)
            promised = None
        promised = promised or named
    if promised:
        yield settled(promised, today, "open") if last_day(promised) >= today else (last_day(promised), "broken")


def settled(promised, day, verdict):
    if day > last_day(promised):
        return last_day(promised), "broken"
    return (None if verdict == "open" else day), verdict


def last_day(text):
    parts = [int(part) for part in text.split("-")]
    return date(*parts) if len(parts) == 3 else date(*parts, monthrange(*parts)[1])
