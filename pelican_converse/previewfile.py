"""The file of a preview: a head, words, and a level-2 heading for each time it is said what changed."""

from typing import Any

from pelican_converse.model.person import Staff
from pelican_converse.model.preview import Preview
from pelican_converse.model.record import build
from pelican_converse.model.request import NOBODY
from pelican_converse.named import known_keys
from pelican_converse.problems import Problems, quoted
from pelican_converse.reading.head import read_headed, spoken
from pelican_converse.requestfile import check_order, read_body

_KEYS = ("title", "ask", "until", "contact", "topic", "picture")


def read_preview(text: str, file: str, slug: str, staff: Staff, problems: Problems) -> Preview | None:
    """Read one file; None if it can't be made a preview, with every reason noted in `problems`."""
    written = read_headed(text, file, problems)
    if written is None:
        return None
    said = known_keys(written, _KEYS, problems)
    body = read_body(written, staff, problems)
    turns: tuple[dict[str, Any], ...] = body.data["turns"]
    for number, turn in enumerate(turns):
        if message := _foreign(turn, staff):
            problems.add(file, body.source.line("turns", number), message)
    check_order(None, turns, body.source, problems)
    ours = tuple({key: turn[key] for key in turn.keys() - {"via", "action"}} for turn in turns)
    return build(Preview, said | body.data | {"turns": ours, "slug": slug}, body.source, problems, spoken)


def _foreign(turn: dict[str, Any], staff: Staff) -> str:
    """Why a turn belongs into a request rather than here, or ""."""
    if not turn["staff"]:
        advice = "What customers answer is a request, with this file as its About."
        return f"{quoted(turn['who'] or NOBODY)} is nobody of ours. {staff.now_called(turn['who'])} {advice}"
    if "action" in turn or "via" in turn:
        return "Only a day and one of you can stand here. Write ## 2026-09-30, Rosa, and below it what changed."
    if not turn["text"].strip() and "picture" not in turn:
        return "What changed? Write it below this line."
    return ""
