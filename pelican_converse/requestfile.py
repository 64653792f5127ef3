"""The file of a request: a head, what was asked, and one level-2 heading for every turn.

Reading it and writing it back gives the same request, for anything that people type.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from pelican_converse.model.person import Staff
from pelican_converse.model.record import build
from pelican_converse.model.request import NOBODY, QUOTED, VERBS, Request, Turn, in_quotes, out_of_quotes
from pelican_converse.model.values import Moment
from pelican_converse.problems import Problems, quoted
from pelican_converse.reading.head import read_headed, spoken
from pelican_converse.reading.source import Key, Source, Written
from pelican_converse.text import blank_lines_before, slugify

# A date with a sign or a space too many or too few before it is a slip: as words it would leave unsaid what was done.
_SLIP = r" {0,3}##?[ \t]*[0-9]{4}-[0-9]{2}-[0-9]{2}"
_HEADINGS = re.compile(rf"^(?:## +[0-9]|{_SLIP})", re.MULTILINE)
_TURN = re.compile(r"## +(?P<on>[0-9-]+(?: [0-9:]+)?), ?(?P<rest>.+)")
_WHO = re.compile(
    rf'(?:{QUOTED}|(?P<bare>[^":]+?))(?: via (?P<via>[^":]+?))?(?: ?: ?(?P<action>.*))?',
)
_ESCAPED = re.compile(rf"^\\(?=\\*(?:## |{_SLIP}))", re.MULTILINE)
_TO_ESCAPE = re.compile(rf"\\*(?:## |{_SLIP})")
_PICTURE = re.compile(r"(?:[^\S\n]*\n)*(?P<escapes>\\*)Picture:(?P<picture>.*)\n?", re.IGNORECASE)
_PICTURE_TO_ESCAPE = re.compile(r"\\*Picture:", re.IGNORECASE)
_ENDS_EMPTY = re.compile(r"(?:\n|\r(?!\n))[^\S\r\n]*(?:\r\n|\r|\n)\Z")
_ADVICE = (
    "Write ## 2026-03-04, Rosa: planned by 2026-05-01. "
    r"If it is only a heading, begin it with ###; if it is a customer's words, with \##. "
    "A name with a colon or a quote stands in quotes."
)
_NOT_IN_HEAD = {"turns", "text", "slug"}


def read_request(text: str, file: str, slug: str, staff: Staff, problems: Problems) -> Request | None:
    """Read one file; None if it can't be made a request, with every reason noted in `problems`.

    `slug` is the one that the file's name gives. Whether what it names exists is for the Site to check.
    """
    written = read_headed(text, file, problems)
    if written is None:
        return None
    for key in {"text", "turns"} & set(written.data):
        line = written.source.line(key)
        problems.add(file, line, f"{quoted(spoken(key))} is not a key that is known here. Take the line out.")
    body = read_body(written, staff, problems)
    _check_names(body, staff, problems)
    check_order(written.data.get("asked"), body.data["turns"], body.source, problems)
    return build(Request, {"slug": slug, **written.data, **body.data}, body.source, problems, spoken)


def _check_names(body: Written, staff: Staff, problems: Problems) -> None:
    """Note who acts under a name that nobody has: most often one of ours had it once."""
    for number, turn in enumerate(body.data["turns"]):
        who = turn["who"]
        if "action" in turn and who and not turn["staff"] and not staff.find(who):
            message = f"{quoted(who)} is a customer here, and only people with a file in people/ can do this."
            advice = staff.now_called(who) or "Mend the name."
            advice += " Who left keeps their file, with Left and the day. Or take away the colon and what follows it."
            problems.add(body.source.file, body.source.line("turns", number), f"{message} {advice}")
            turn["staff"] = (who,)  # what else is wrong with the turn is to be told too


def read_body(written: Written, staff: Staff, problems: Problems) -> Written:
    """What stands below a head: its `text` and `turns`, with the lines of these and of the head."""
    file = written.source.file
    first, *rest = chunks(written)
    lines = dict(written.source.lines)
    turns: list[dict[str, Any]] = []
    for chunk in rest:
        turn = _read_turn(chunk, file, staff, problems)
        if turn is not None:
            whole, picture, text_below = _paths(len(turns))
            lines[whole] = chunk.line
            lines[picture] = chunk.line + turn.picture_line
            lines[text_below] = chunk.line + turn.text_line
            turns.append(turn.data)
    text = _unescaped(first.text)
    lines["text",] = first.line + blank_lines_before(text)
    return Written({"text": text, "turns": tuple(turns)}, Source.of(file, lines))


@cache
def _paths(number: int) -> tuple[tuple[Key, ...], ...]:
    """The paths to a turn, to its picture and to its text. All files share these."""
    return ("turns", number), ("turns", number, "picture"), ("turns", number, "text")


class Chunk(NamedTuple):
    """Lines that belong together: what was asked, or a heading and the text under it; and where they begin."""

    line: int
    text: str

    @property
    def lines(self) -> list[str]:
        """Each of the lines."""
        return self.text.split("\n")


def chunks(written: Written) -> Iterator[Chunk]:
    """The body of a file, cut before every level-2 heading that begins with a digit."""
    body, line, start = written.body, written.body_line, 0
    for match in _HEADINGS.finditer(body):
        yield Chunk(line, body[start : match.start()].removesuffix("\n"))
        line, start = line + body.count("\n", start, match.start()), match.start()
    yield Chunk(line, body[start:])


class _ReadTurn(NamedTuple):
    """What a turn says, and how far below its heading its picture and its text stand."""

    data: dict[str, Any]
    picture_line: int
    text_line: int


def _read_turn(chunk: Chunk, file: str, staff: Staff, problems: Problems) -> _ReadTurn | None:
    line, _, below = chunk.text.partition("\n")
    heading = _TURN.fullmatch(line.rstrip())
    who = _WHO.fullmatch(heading["rest"].strip()) if heading else None
    if not heading or not who:
        problems.add(file, chunk.line, f"{quoted(line)} can't be read as a turn. {_ADVICE}")
        return None
    name, people = _speaker(who, staff)
    if who["bare"] and (unclear := staff.unclear(name)):
        problems.add(file, chunk.line, f"More than one person is called {quoted(unclear)}. Write the whole name.")
        people = (unclear,)  # somebody of ours, at least
    if who["bare"] and not people and (meant := _forgotten_colon(name, staff)):
        problems.add(file, chunk.line, f"{quoted(name)} is nobody of ours. Write {meant}, or put the name in quotes.")
    text, picture, lines_above = _picture_and_text(below)
    optional = {"via": who["via"], "action": who["action"], "picture": picture}
    data = {"on": heading["on"], "who": name, "staff": people, "text": text}
    data |= {key: value for key, value in optional.items() if value is not None}
    picture_line = 1 + blank_lines_before(below)
    return _ReadTurn(data, picture_line, 1 + lines_above + blank_lines_before(text))


def _speaker(who: re.Match[str], staff: Staff) -> tuple[str, tuple[str, ...]]:
    """The name as shown, and the slugs of the people it means."""
    if who["bare"] is None:
        return out_of_quotes(who["quoted"]), ()
    name = who["bare"].strip()
    return ("", ()) if name.lower() == NOBODY else (name, staff.find(name))


def _forgotten_colon(name: str, staff: Staff) -> str:
    """What was meant by `Rosa completed`, where the colon before what was done is missing; "" for any other name."""
    words = name.split()
    for number, word in enumerate(words[1:], 1):
        who = " ".join(words[:number]).rstrip(";,.")
        if word.lower().rstrip(";,.") in VERBS and staff.find(who):
            return f"{who}: {' '.join(words[number:])}"
    return ""


def _picture_and_text(below: str) -> tuple[str, str | None, int]:
    """The text below a heading, the picture that it begins with, and how many lines that takes."""
    match = _PICTURE.match(below)
    if match and match["escapes"]:
        start = match.start("escapes")
        below = below[:start] + below[start + 1 :]
    elif match:
        return _unescaped(below[match.end() :]), match["picture"].strip(), below.count("\n", 0, match.end())
    return _unescaped(below), None, 0


def _unescaped(text: str) -> str:
    return _ESCAPED.sub("", text) if "\\" in text else text


def check_order(asked: Any, turns: Iterable[dict[str, Any]], source: Source, problems: Problems) -> None:
    """Note the turns that aren't in order of date, or that are of before it was `asked`, if that is known."""
    moments = [_moment(asked), *(_moment(turn["on"]) for turn in turns)]
    for number, (before, moment) in enumerate(pairwise(moments)):
        if moment and moments[0] and moment.is_before(moments[0]):
            message = f"This turn is of {moment}, before it was asked on {moments[0]}. Mend one of the dates."
            problems.add(source.file, source.line("turns", number), message)
        elif moment and before and moment.day < before.day:
            advice = "Turns stand in order of date: move this one up, or mend its date."
            problems.add(source.file, source.line("turns", number), f"{moment} comes after {before} here. {advice}")


def _moment(text: Any) -> Moment | None:
    try:
        return Moment.read(str(text))
    except ValueError:
        return None


def write_request(request: Request, staff: Staff, over: str = "") -> str:
    """The text of the request's file.

    With `over`, the file's present text, only the parts that say something else are written anew.
    """
    parts = [_write_head(request), _escaped(request.text)]
    opening = "\n\n".join(part for part in parts if part) + "\n"
    old = read_request(over, request.source.file, request.slug, staff, Problems()) if over else None
    newline = "\r\n" if old and "\r\n" in over else "\n"
    fresh_opening, *fresh = (
        _Piece(text.replace("\n", newline), True)
        for text in (opening, *(f"{_write_turn(turn, staff)}\n" for turn in request.turns))
    )
    if old is None:
        return _joined([fresh_opening, *fresh], newline)
    kept_opening, *kept = _pieces(over, old)
    same = old.model_copy(update={"turns": ()}) == request.model_copy(update={"turns": ()})
    pieces = [kept_opening if same else fresh_opening]
    for change, start, end, first, last in SequenceMatcher(None, old.turns, request.turns, False).get_opcodes():
        pieces += kept[start:end] if change == "equal" else fresh[first:last]
    return _joined(pieces, newline)


@dataclass(frozen=True)
class _Piece:
    """A part of a file, ready to be written, and whether it is written anew."""

    text: str
    fresh: bool


def _pieces(text: str, request: Request) -> list[_Piece]:
    """The text of a file, cut before every turn."""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$", text)
    starts = [0, *(request.source.line("turns", number) - 1 for number in range(len(request.turns))), len(lines)]
    return [_Piece("".join(lines[start:end]), False) for start, end in pairwise(starts)]


def _joined(pieces: list[_Piece], newline: str) -> str:
    """The pieces, with an empty line before and after each that is written anew."""
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        if before.fresh or piece.fresh:
            text += "" if text.endswith(("\r", "\n")) else newline
            text += "" if _ENDS_EMPTY.search(text) else newline
        text += piece.text
    return text


def _write_head(request: Request) -> str:
    rows = []
    for name, field in Request.model_fields.items():
        value = getattr(request, name)
        if name not in _NOT_IN_HEAD and value not in (field.default, None, ""):
            rows.append(f"{spoken(name)}: {value}")
    if request.slug != slugify(Path(request.source.file).stem or request.slug):
        rows.append(f"Slug: {request.slug}")
    return "\n".join(rows)


def _write_turn(turn: Turn, staff: Staff) -> str:
    heading = f"## {turn.on}, {_written_name(turn, staff)}"
    heading += f" via {turn.via}" if turn.via else ""
    heading += f": {turn.action}" if turn.action else ""
    picture = f"Picture: {turn.picture}" if turn.picture else ""
    text = _escaped(turn.text)
    if not picture and _PICTURE_TO_ESCAPE.match(text):
        text = "\\" + text
    return "\n\n".join(part for part in (heading, picture, text) if part)


def _written_name(turn: Turn, staff: Staff) -> str:
    if turn.staff or not turn.who:
        return turn.who or NOBODY
    odd = bool(set(turn.who) & set(':"')) or " via " in f" {turn.who} " or turn.who.lower() == NOBODY
    taken = staff.find(turn.who) or staff.unclear(turn.who) or _forgotten_colon(turn.who, staff)
    return in_quotes(turn.who) if odd or taken else turn.who


def _escaped(text: str) -> str:
    return "\n".join("\\" + line if _TO_ESCAPE.match(line) else line for line in text.split("\n"))
