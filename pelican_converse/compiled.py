"""Our templates' code, compiled once a process: a live preview builds again and again, and compiling takes longest."""

from collections.abc import Mapping
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2.bccache import Bucket, BytecodeCache
from pelican.settings import DEFAULT_CONFIG

from pelican_converse import theme_path

SHAPE_CODE = ("JINJA_ENVIRONMENT", "JINJA_FILTERS", "JINJA_TESTS")
"""The settings on which it depends what Jinja makes of a template."""


class CompiledTemplates(BytecodeCache):
    """The code of the templates in one folder; a file that has changed since is compiled again."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._known: dict[str, tuple[str, CodeType | None]] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """One for each of our files; none for others, as Jinja may compile words of a site into them."""
        return f"{name} {filename}" if filename and Path(filename).is_relative_to(self._folder) else ""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is known, if the text is still the same."""
        checksum, code = self._known.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember it."""
        if bucket.key:
            self._known[bucket.key] = (bucket.checksum, bucket.code)


_OURS = CompiledTemplates(theme_path())


def compiled_templates(settings: Mapping[str, Any]) -> BytecodeCache | None:
    """What is compiled already; nothing if the owner's settings may change what our templates are compiled into."""
    return _OURS if all(settings[name] == DEFAULT_CONFIG[name] for name in SHAPE_CODE) else None
