"""The code of our templates, and of Pelican's that ours extend, compiled once: it takes longer than all else.

Jinja keeps it where it always does, in a folder of the user's own for what is only there to save time.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, cast
from zlib import crc32

import jinja2
import pelican
from jinja2.bccache import Bucket, BytecodeCache, FileSystemBytecodeCache
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr, Include, Node, Template
from markupsafe import Markup, escape
from pelican.settings import DEFAULT_CONFIG

from pelican_converse import __version__, theme_path

SHAPE_CODE = ("JINJA_ENVIRONMENT", "JINJA_FILTERS", "JINJA_TESTS")
"""The settings on which it depends what Jinja makes of a template."""
_MADE_BY = f"{__version__} {jinja2.__version__} {pelican.__version__} {crc32(Path(__file__).read_bytes())}"
"""What decides besides the text of a template what code becomes of it; this file is among it."""


_ESCAPES = {ord(sign): str(escape(sign)) for sign in "&<>\"'"}


def escaped(value: object) -> str:
    """The same as `escape` says, for what is joined at once: what is HTML already isn't made anew, nor is a string."""
    kind = type(value)
    if kind is Markup:
        return cast(str, value)
    return cast(str, value).translate(_ESCAPES) if kind is str else escape(value)


class GatheredCode(CodeGenerator):
    """Code in which a template, and each of its blocks, hands over what it says in one go.

    Otherwise each bit of text passes one by one through every block and template around it, which takes longest of all.
    """

    _including: str | None = None

    def visit_Template(self, node: Template, frame: Frame | None = None) -> None:
        """Write the code of a template, with the way to escape at hand."""
        self.writeline(f"from {__name__} import escaped")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if not frame.eval_ctx.autoescape or frame.eval_ctx.volatile:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"escaped({finalize.src or ''}")

    def visit_Include(self, node: Include, frame: Frame) -> None:
        """Write the code that includes a template; without context it would be handed over before what is above it."""
        self._including = frame.buffer
        super().visit_Include(node, frame)
        self._including = None

    def writeline(self, x: str, node: Node | None = None, extra: int = 0) -> None:
        """Write a line of code; what is included is gathered too."""
        if self._including and x.startswith("yield from "):
            x = f"{self._including}.extend({x.removeprefix('yield from ')})"
        super().writeline(x, node, extra)

    def blockvisit(self, nodes: Iterable[Node], frame: Frame) -> None:
        """Write the code of these nodes; only the body of a template or of a block has nobody yet who gathers."""
        if frame.buffer is not None:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")


class CompiledTemplates(FileSystemBytecodeCache):
    """The code of the templates in some folders; a file that has changed since is compiled again."""

    def __init__(self, *folders: str, directory: str | None = None) -> None:
        super().__init__(directory, "converse-%s.cache")
        self._folders = folders

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """One for each of our files; none for others, as Jinja may compile words of a site into them."""
        is_ours = filename and any(Path(filename).is_relative_to(folder) for folder in self._folders)
        return super().get_cache_key(f"{_MADE_BY} {name}", filename) if is_ours else ""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is known, if the text is still the same."""
        try:
            if bucket.key:
                super().load_bytecode(bucket)
        except Exception:  # a file that is broken counts as nothing
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, if there is room."""
        if bucket.key:
            with suppress(OSError):
                super().dump_bytecode(bucket)


def compiled_templates(settings: Mapping[str, Any]) -> BytecodeCache | None:
    """What is compiled already; nothing if the owner's settings may change what our templates are compiled into."""
    return _ours() if all(settings[name] == DEFAULT_CONFIG[name] for name in SHAPE_CODE) else None


@cache
def _ours() -> BytecodeCache | None:
    """The code of all our templates and Pelican's, unless there is no safe place for it."""
    try:
        return CompiledTemplates(theme_path(), str(Path(pelican.__file__).with_name("themes")))
    except (OSError, RuntimeError):
        return None
