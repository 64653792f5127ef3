"""The code of our templates, and of Pelican's that ours extend, compiled once: it takes longer than all else.

Jinja keeps it where it always does, in a folder of the user's own for what is only there to save time.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any
from zlib import crc32

import jinja2
import pelican
from jinja2 import pass_context
from jinja2.bccache import Bucket, BytecodeCache, FileSystemBytecodeCache
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Call, Expr, Getattr, Include, Node, Template
from jinja2.runtime import Context
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
    if type(value) is Markup:
        return value
    return value.translate(_ESCAPES) if type(value) is str else escape(value)


_FUNCTIONS = frozenset((FunctionType, MethodType, BuiltinFunctionType, type(cache(str))))
_CONTEXT = vars(pass_context(lambda _: None))["jinja_pass_arg"]


def called(
    context: Context, function: Any, *said: Any, _loop_vars: Any = None, _block_vars: Any = None, **names: Any
) -> Any:
    """What a function gives a template, as by `Context.call`, which looks for more than a function or method can be."""
    if type(function) in _FUNCTIONS and not _loop_vars and not _block_vars:
        wants = getattr(function, "jinja_pass_arg", None)
        if wants is None:
            return function(*said, **names)
        if wants is _CONTEXT:
            return function(context, *said, **names)
    return context.call(function, *said, _loop_vars=_loop_vars, _block_vars=_block_vars, **names)


class GatheredCode(CodeGenerator):
    """Code in which a template, and each of its blocks, hands over what it says in one go.

    Otherwise each bit of text passes one by one through every block and template around it, which takes longest of all.
    Attributes are got, and functions called, by the shortest way.
    """

    _including: str | None = None

    def visit_Template(self, node: Template, frame: Frame | None = None) -> None:
        """Write the code of a template, with the ways to escape and to call at hand."""
        self.writeline(f"from {__name__} import called, escaped")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if not frame.eval_ctx.autoescape or frame.eval_ctx.volatile:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"escaped({finalize.src or ''}")

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:
        """Write how an attribute is got; only what has none is asked in Jinja's way, which takes two calls."""
        found, owner = self.temporary_identifier(), self.temporary_identifier()
        self.write(f"({found} if ({found} := getattr(({owner} := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr({owner}, {node.attr!r}))")

    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:
        """Write a call by `called`."""
        self.write("called(context, ")
        self.visit(node.node, frame)
        given = {"caller": forward_caller, "_loop_vars": frame.loop_frame, "_block_vars": frame.block_frame}
        self.signature(node, frame, {name: name for name, is_there in given.items() if is_there})
        self.write(")")

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
