"""Our templates' code, compiled once a process: a live preview builds again and again, and compiling takes longest."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr, Node, Template
from markupsafe import Markup, escape
from pelican.settings import DEFAULT_CONFIG

from pelican_converse import theme_path

SHAPE_CODE = ("JINJA_ENVIRONMENT", "JINJA_FILTERS", "JINJA_TESTS")
"""The settings on which it depends what Jinja makes of a template."""


def escaped(value: object) -> Markup:
    """The same as `escape`, but what is HTML already isn't made anew."""
    return value if type(value) is Markup else escape(value)


class GatheredCode(CodeGenerator):
    """Code in which a template, and each of its blocks, hands over what it says in one go.

    Otherwise each bit of text passes one by one through every block and template around it, which takes longest of all.
    """

    def visit_Template(self, node: Template, frame: Frame | None = None) -> None:
        """Write the code of a template, with the way to escape at hand."""
        self.writeline(f"from {__name__} import escaped")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if not frame.eval_ctx.autoescape or frame.eval_ctx.volatile:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"escaped({finalize.src or ''}")

    def blockvisit(self, nodes: Iterable[Node], frame: Frame) -> None:
        """Write the code of these nodes; only the body of a template or of a block has nobody yet who gathers."""
        if frame.buffer is not None:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")


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
