"""The file of a neighbour: a head, and words of whoever vouches."""

from pelican_converse.model.neighbour import Neighbour
from pelican_converse.model.person import Staff
from pelican_converse.model.record import build
from pelican_converse.named import find_people, known_keys
from pelican_converse.problems import Problem, Problems
from pelican_converse.reading.head import read_headed, spoken
from pelican_converse.reading.source import Source
from pelican_converse.text import blank_lines_before

_KEYS = ("name", "kind", "link", "where", "vouched_by", "for", "since", "topic", "picture")


def read_neighbour(text: str, file: str, slug: str, staff: Staff, problems: Problems) -> Neighbour | None:
    """Read one file; None if it can't be made a neighbour, with every reason noted in `problems`."""
    written = read_headed(text, file, problems)
    if written is None:
        return None
    said = {_field(key): value for key, value in known_keys(written, _KEYS, problems).items()}
    lines = {**written.source.lines, ("what",): written.source.line("for")}
    lines[("text",)] = written.body_line + blank_lines_before(written.body)
    if "vouched_by" in said:
        place = Problem(file, written.source.line("vouched_by"), "")
        said["vouched_by"] = find_people(said["vouched_by"], staff, place, problems)
    return build(Neighbour, said | {"slug": slug, "text": written.body}, Source.of(file, lines), problems, _spoken)


def _field(key: str) -> str:
    """What a key is called in Python, where `for` has another meaning."""
    return "what" if key == "for" else key


def _spoken(field: str) -> str:
    return "For" if field == "what" else spoken(field)
