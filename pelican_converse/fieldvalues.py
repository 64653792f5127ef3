"""What may stand in a field: how its limits are read, and what a browser would not take."""

import re
from collections.abc import Callable, Collection
from datetime import date, time
from decimal import Decimal
from typing import Any

from pelican_converse.problems import did_you_mean, quoted


def _count(text: str) -> int:
    if not re.fullmatch(r"0|[1-9][0-9]{0,5}", text):
        raise ValueError(f"{quoted(text)} is not a count. Write a whole number such as 3.")
    return int(text)


def _number(text: str) -> Decimal:
    if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", text):
        raise ValueError(f"{quoted(text)} is not a number. Write it as 3 or 0.5.")
    return Decimal(text)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise ValueError(f"{quoted(text)} is not a day. Write it as 2026-12-24.")
    return day


def _clock(text: str) -> time:
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise ValueError(f"{quoted(text)} is not a time. Write it as 07:30.")
    return time.fromisoformat(text)


WRITTEN = ("text", "words")
"""The kinds of fields whose limits are how many signs there may be."""
SCALE = ("1", "5")
"""The first and the last step of a rating, if nothing is said."""
_MEASURED: dict[str, Callable[[str], Any]] = {"number": _number, "date": _day, "time": _clock, "rating": _count}
LIMITS: dict[str, Callable[[str], Any]] = {**_MEASURED, **dict.fromkeys(WRITTEN, _count)}
"""How the limits of each kind of field are read, where it can have some. They raise ValueError with advice."""
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_SHAPES = {
    # As in the HTML standard, and in any script.
    "email": (
        rf"[A-Za-z0-9_.!#$%&'*+/=?^`{{|}}~-]+@{_LABEL}(?:\.{_LABEL})*",
        "an e-mail address",
        "rosa@adler.example",
    ),
    "phone": (r"(?:\D*\d){3}.*", "a phone number", "+43 316 555 0123"),
}
"""What some kinds look like, what that is called, and one that is right."""


def wrong_value(
    kind: str, value: str, options: Collection[str] = (), least: str = "", most: str = "", whole: bool = False
) -> str:
    """Why this can't stand in a field of a kind, in words for the owner; "" if it can, or is nothing.

    `options`, `least` and `most` are those of the field, and `whole` says whether a number has to be a whole one.
    """
    if not value or (options and value in options):
        return ""
    if options:
        return f"{quoted(value)} is not among the options. {did_you_mean(value, options)}".strip()
    if kind in _MEASURED:
        return _wrong_measure(kind, value, least, most, whole)
    if "\n" in value and kind != "words":
        return f"{quoted(value)} is more than one line. Write it on one."
    if kind in WRITTEN:
        return _wrong_length(value, least, most)
    shape, name, example = _SHAPES.get(kind, ("", "", ""))
    if shape and not re.fullmatch(shape, value):
        return f"{quoted(value)} is not {name}. Write it as {example}."
    return ""


def _wrong_measure(kind: str, value: str, least: str, most: str, whole: bool) -> str:
    low, high = (least or SCALE[0], most or SCALE[1]) if kind == "rating" else (least, most)
    try:
        found = _MEASURED[kind](value)
    except ValueError as error:
        return str(error)
    first, last = _limit(kind, low), _limit(kind, high)
    if (first is not None and found < first) or (last is not None and found > last):
        between = f"something from {low} to {high}" if low and high else f"{low} or more" if low else f"{high} or less"
        return f"{quoted(value)} is outside of the limits. Write {between}."
    if whole and "." in value:
        return f"{quoted(value)} is not a whole number. Write one, as 3."
    return ""


def _wrong_length(value: str, least: str, most: str) -> str:
    first, last = _limit("text", least), _limit("text", most)
    length = len(value.encode("utf-16-le")) // 2  # as browsers count
    if first is not None and length < first:
        return f"{quoted(value)} is shorter than {least} signs, which is the least. Write more."
    if last is not None and length > last:
        return f"{quoted(value)} is longer than {most} signs, which is the most. Write less."
    return ""


def _limit(kind: str, text: str) -> Any:
    """A limit; None if there is none, or it can't be read, which is told where it is written."""
    try:
        return LIMITS[kind](text)
    except ValueError:
        return None
