"""The file of a preview: a head, words, and a level-2 heading for each time it is said what changed."""

from pelican_converse.model.person import Staff
from pelican_converse.model.preview import Preview
from pelican_converse.model.record import build
from pelican_converse.named import known_keys
from pelican_converse.problems import Problems
from pelican_converse.reading.head import read_headed, spoken
from pelican_converse.reading.source import Source
from pelican_converse.requestfile import read_body

_KEYS = ("title", "ask", "until", "contact", "topic", "picture")


def read_preview(text: str, file: str, slug: str, staff: Staff, problems: Problems) -> Preview | None:
    """Read one file; None if it can't be made a preview, with every reason noted in `problems`."""
    written = read_headed(text, file, problems)
    if written is None:
        return None
    said = known_keys(written, _KEYS, problems)
    body = read_body(written, staff, problems)
    return build(Preview, said | body.data | {"slug": slug}, Source(file, body.source.lines), problems, spoken)
