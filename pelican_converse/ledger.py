"""The whole public ledger as data: `requests.json` and `requests.csv`, written and read back.

Reading gives the same requests, which `write_request` makes the same files of. docs/ledger.md describes both.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter, itemgetter
from typing import Any

from pelican_converse.model.record import build
from pelican_converse.model.request import Request, Turn
from pelican_converse.problems import Problems, quoted
from pelican_converse.reading.head import spoken
from pelican_converse.reading.source import Source
from pelican_converse.requestfile import check_order

VERSION = 1
"""Goes up when something is taken away or means something else; what is only added doesn't change it."""
HEAD = tuple(name for name in Request.model_fields if name not in ("slug", "asked", "text", "turns"))
"""What is said of a request besides its words, in the order of its file."""
SAID = ("who", "staff", "via", "action", "picture", "text")
"""What is said of a turn besides when it was."""
COLUMNS = ("file", "slug", "turn", "on", "who", "staff", "via", "action", "picture", "text")
"""The columns of a row that says what somebody said; row 0 is what was asked, and the head's columns follow."""
_HEAD_COLUMNS = tuple(name for name in HEAD if name not in ("by", "via", "picture"))
_HEAD_OF, _SAID_OF = attrgetter(*HEAD), attrgetter(*SAID)
_EMPTY = dict.fromkeys((*COLUMNS, *_HEAD_COLUMNS), "")
_ASKED_CELLS, _TURN_CELLS = itemgetter(*_EMPTY), itemgetter(*COLUMNS)
_JSON = json.JSONEncoder(ensure_ascii=False).encode
_PARTS = r",;|\t\n\r\v\f\x85\u2028\u2029"
"""What some program parts cells or rows by, whatever stands in quotes: which sign that is differs by country."""
_BEFORE = rf"(?=(?:[^\S{_PARTS}]|[\"'])*(?:[{_PARTS}\0]|\Z))"
"""Read backwards: that some program may take what follows for the beginning of a cell; NUL parts the cells of a row."""
_FORMULA = re.compile(rf"[=+\-@＝＋－＠]{_BEFORE}")
"""A sign that makes a formula of its cell, in a text that is read backwards: so only signs need be looked at."""
_HARMLESS = re.compile(rf"([=+\-@＝＋－＠])'{_BEFORE}")
"""The same as we write it: with a quote, which makes it text."""


def request_data(request: Request) -> dict[str, Any]:
    """A request as JSON holds it: what its file says, with nothing that isn't said."""
    values = zip(HEAD, _HEAD_OF(request), strict=True)
    head = {name: _plain(value) for name, value in values if value or name in ("via", "kind")}
    turns = [_turn_data(turn) for turn in request.turns]
    name = request.source.file.rpartition("/")[2] or f"{request.slug}.md"
    said = {"slug": request.slug, "file": name, "asked": str(request.asked)}
    return {**said, **head, "text": request.text, "turns": turns}


def _turn_data(turn: Turn) -> dict[str, Any]:
    said = {name: _plain(value) for name, value in zip(SAID, _SAID_OF(turn), strict=True) if value}
    return {"on": str(turn.on), **said}


def _plain(value: object) -> object:
    kind = type(value)
    if kind is str or kind is int or kind is bool:
        return value
    return list(value) if isinstance(value, tuple) else str(value)


def write_json(requests: Iterable[Mapping[str, Any]], **about: Any) -> Iterator[str]:
    """The text of `requests.json`, part by part: what is said of the whole, then a line for each request."""
    head = json.dumps({"version": VERSION, **about}, ensure_ascii=False, indent=1).removesuffix("\n}")
    before = f'{head},\n "requests": [\n'
    for request in requests:
        yield before + _JSON(request)
        before = ",\n"
    yield ("" if before == ",\n" else before) + "\n ]\n}\n"


def read_json(text: str, file: str, problems: Problems) -> tuple[Request, ...]:
    """The requests of a `requests.json`; what can't be read is noted under the name of the file."""
    try:
        said = json.loads(text)
        version, rows = said["version"], said["requests"]
    except (ValueError, KeyError, TypeError):
        problems.add(file, 0, 'This is no ledger. It begins with {"version": 1, and holds "requests".')
        return ()
    if version != VERSION:
        problems.add(file, 0, f"This ledger is of version {version}; only version {VERSION} can be read here.")
        return ()
    if not isinstance(rows, list):
        problems.add(file, 0, 'In a ledger "requests" is a list.')
        return ()
    return tuple(_requests(rows, file, problems))


def _requests(rows: Iterable[Any], file: str, problems: Problems) -> Iterator[Request]:
    for number, row in enumerate(rows, 1):
        turns = row.get("turns", []) if isinstance(row, dict) else None
        if not isinstance(turns, list) or not all(isinstance(turn, dict) for turn in turns):
            problems.add(file, 0, f"Request {number} is none: it is an object, and its turns are a list of objects.")
            continue
        request = _request(row, turns, f"{number}", problems)
        if request:
            yield request


def _request(
    row: Mapping[str, Any], said: Iterable[Mapping[str, Any]], name: str, problems: Problems
) -> Request | None:
    turns = tuple(_said(turn, ("on", *SAID)) for turn in said)
    data = {key: str(value) for key, value in _said(row, ("slug", "asked", *HEAD, "text")).items()}
    # No more than a name: whoever writes the file later writes it into its folder.
    own_name = re.split(r"[/\\]", str(row.get("file") or ""))[-1]
    source = Source(f"content/requests/{own_name or data.get('slug', name) + '.md'}")
    found = Problems()
    request = build(Request, {**data, "turns": turns}, source, found, spoken)
    if request:
        check_order(data["asked"], turns, source, found)
    problems.found += found.found
    return request


def _said(data: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: data[key] for key in keys if data.get(key) is not None}


def write_csv(requests: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The text of `requests.csv`, part by part: a row for everything somebody said, safe to open in a spreadsheet."""
    text = io.StringIO(newline="")
    text.write("\ufeff")  # by which spreadsheets know that it is UTF-8
    row = csv.writer(text, quoting=csv.QUOTE_ALL).writerow
    row((*COLUMNS, *_HEAD_COLUMNS))
    for request in requests:
        for cells in _rows(request):
            row(_FORMULA.sub(r"\g<0>'", "\0".join(map(str, cells))[::-1])[::-1].split("\0"))
        yield text.getvalue()
        text.seek(text.truncate(0))
    yield text.getvalue()


def _rows(data: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    yield _ASKED_CELLS({**_EMPTY, **data, "turn": 0, "on": data["asked"], "who": data.get("by", "")})
    same = {**_EMPTY, "file": data["file"], "slug": data["slug"]}
    for number, turn in enumerate(data["turns"], 1):
        yield _TURN_CELLS({**same, **turn, "staff": " ".join(turn.get("staff", ())), "turn": number})


def read_csv(text: str, file: str, problems: Problems) -> tuple[Request, ...]:
    """The requests of a `requests.csv`, in the order of their first rows."""
    found: dict[str, dict[str, Any]] = {}
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # people may write as much as they like
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    missing = {"slug", "turn", "on", "title"} - set(rows.fieldnames or ())
    if missing:
        problems.add(file, 1, f"The column {quoted(min(missing))} is missing. The first line names the columns.")
        return ()
    for row in rows:
        said = {key: _HARMLESS.sub(r"\1", cell[::-1])[::-1] for key, cell in row.items() if key and cell}
        slug = said.get("slug", "")
        if said.get("turn") == "0" and slug in found:
            problems.add(
                file, rows.line_num, f"{quoted(slug)} was asked already, in a row above. Give it one row of turn 0."
            )
        elif said.get("turn") == "0":
            head = {key: said[key] for key in ("slug", "file", *HEAD, "text") if key in said}
            found[slug] = {**head, "by": said.get("who", ""), "asked": said.get("on", ""), "turns": []}
        elif slug in found:
            turn = {key: said[key] for key in ("on", *SAID) if key in said}
            place = said.get("turn", "").rjust(9, "0")
            found[slug]["turns"].append({**turn, "staff": tuple(said.get("staff", "").split()), "place": place})
            found[slug]["turns"].sort(key=itemgetter("place"))
        else:
            problems.add(file, rows.line_num, f"Nothing was asked in {quoted(slug)}. Its row of turn 0 stands first.")
    return tuple(_requests(found.values(), file, problems))
