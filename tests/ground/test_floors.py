"""The floors of the package: arrows go down only, and the ground knows nothing of Pelican."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import pelican_converse

ROOT = Path(pelican_converse.__file__).parent
PACKAGE = ROOT.name
DOOR = PACKAGE
"""The package itself: where Pelican comes in, from above all floors."""
UPPER = {
    f"{PACKAGE}.{name}"
    for name in (
        "pieces",
        "rendering",
        "letters",
        "macros",
        "blocks",
        "filling",
        "links",
        "generators",
        "plugin",
        "sources",
        "meeting",
        "previewing",
        "publishing",
        "boards",
        "feeding",
        "rows",
        "formpieces",
        "describing",
        "cards",
        "changelog",
        "scorepages",
        "compiled",
    )
}
MIDDLE = {f"{PACKAGE}.answers"}
"""Knows Markdown, but neither Pelican nor Jinja."""
NOT_ON_THE_GROUND = {"pelican", "jinja2", "markupsafe", "pymdownx", "markdown", "bs4"}
TAG = re.compile(r"(?<!\(\?P)</?[a-z][a-z0-9-]*[ >]")
TAGS_ALLOWED = {
    ("filling", r"(?P<before><p>\s*)?<"),  # how Markdown wraps the element that we fill
    ("filling", r">)(?(before)(?:\s*</p>)?)"),
}


def module_name(path):
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(ROOT.rglob("*.py"))}
NAMES = pytest.mark.parametrize("name", MODULES)


@cache
def tree(name):
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def imported(nodes):
    """The modules that these statements import, `from pelican_converse import forms` being `pelican_converse.forms`."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written out"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in MODULES else node.module


def imports(name):
    return set(imported(ast.walk(tree(name))))


def imports_when_loaded(name):
    return set(imported(tree(name).body))


def floor(name):
    return 3 if name == DOOR else 2 if name in UPPER else 1 if name in MIDDLE else 0


def test_every_module_that_the_floors_name_is_there():
    assert set(MODULES) >= UPPER | MIDDLE
    assert len(MODULES) > 30


@NAMES
def test_arrows_go_down_only(name):
    # theme_path() is the one thing of the door's that the upper floor uses.
    others = {other for other in imports(name) if other in MODULES and not (floor(name) == 2 and other == DOOR)}
    assert [other for other in others if floor(other) > floor(name)] == []


@NAMES
def test_only_the_upper_floor_knows_pelican_and_jinja(name):
    known = {other.partition(".")[0] for other in imports(name)}
    if floor(name) == 0:
        assert not known & NOT_ON_THE_GROUND
    elif floor(name) == 1:
        assert known & NOT_ON_THE_GROUND == {"markdown"}


@NAMES
def test_what_a_module_knows_of_the_others_stands_on_top_except_at_the_door(name):
    assert name == DOOR or not (imports(name) - imports_when_loaded(name)) & set(MODULES)


def test_no_imports_go_in_a_circle():
    seen, path = set(), []

    def visit(name):
        assert name not in path, " → ".join([*path, name])
        if name not in seen:
            path.append(name)
            for other in sorted(imports_when_loaded(name) & set(MODULES) - {DOOR}):
                visit(other)
            path.pop()
            seen.add(name)

    for name in MODULES:
        visit(name)
    assert not imports_when_loaded(DOOR) & set(MODULES)


def loaded_with(*names):
    """What is loaded when these modules are, of what has no place on the ground."""
    code = f"import sys, {', '.join(names)}; print(*({NOT_ON_THE_GROUND!r} & set(sys.modules)))"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


def test_a_site_is_read_without_pelican_and_jinja():
    assert loaded_with("pelican_converse.loading") == []


def test_nothing_on_the_ground_loads_pelican_or_jinja_by_detours():
    assert loaded_with(*(name for name in MODULES if floor(name) == 0)) == []
    assert "pelican" in loaded_with("pelican_converse.plugin")


def strings(name):
    """All strings of a module that aren't docstrings."""
    for node in ast.walk(tree(name)):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Constant) and isinstance(child.value, str) and not isinstance(node, ast.Expr):
                yield child.value


@NAMES
def test_html_is_written_in_templates_only(name):
    found = {text for text in strings(name) if TAG.search(text)}
    assert {text for text in found if (name.rpartition(".")[2], text) not in TAGS_ALLOWED} == set()


def test_no_tag_is_allowed_that_nobody_writes():
    written = {(name.rpartition(".")[2], text) for name in MODULES for text in strings(name)}
    assert written >= TAGS_ALLOWED


@NAMES
def test_no_module_is_longer_than_400_lines(name):
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= 400


def undocumented(body, prefix=""):
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            if not ast.get_docstring(node):
                yield f"{prefix}{node.name}"
            if isinstance(node, ast.ClassDef):
                yield from undocumented(node.body, f"{node.name}.")


@NAMES
def test_everything_public_says_what_it_is(name):
    assert ast.get_docstring(tree(name))
    assert [*undocumented(tree(name).body)] == []
