"""YAML as text: every value stays the characters that were typed, and its line is known."""

import re
from typing import Any, cast

import yaml

from pelican_converse.problems import Problems, quoted
from pelican_converse.reading.source import Key, Source, Written
from pelican_converse.reading.yamlmistakes import explain, lost_behind_hashes

_ODD_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
"""What ends a line for YAML, but for no editor."""
_HASH = (
    "What stands behind the # is lost, because a comment begins there. Put the whole value into quotes, "
    'as "#8a3b12"; if a comment is meant, write a blank behind the #.'
)


def read_yaml(text: str, file: str, problems: Problems, first_line: int = 1) -> Written | None:
    """Read a mapping; `first_line` is the line of the file on which the text begins.

    Values stay strings (PyYAML's `BaseLoader`), so that Norway is `NO` and 01067 a postcode. A key without a value is
    left out. What is wrong is noted in `problems`, and what could be read is returned; None if nothing could.
    """
    text = _ODD_LINE_ENDS.sub(" ", re.sub(r"\r(?!\n)", "\n", text))
    reader = _Reader(file, problems, first_line)
    hashes = {*lost_behind_hashes(text)}
    for line in hashes:
        problems.add(file, line + first_line, _HASH)
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        if not hashes:
            line, reason = explain(error, text, first_line)
            problems.add(file, line, f"This can't be read as YAML: {reason}.")
        return None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        problems.add(file, line, "There is a character here that YAML doesn't allow. Take it out.")
        return None
    data = reader.value(node, ()) if node is not None else {}
    if not isinstance(data, dict):
        problems.add(file, first_line, 'Write "key: value" lines here.')
        return None
    return Written(data, Source.of(file, reader.lines))


def _valueless(key: str, before: str) -> str:
    """What to say of a key in braces that has no value, most often because it was meant to be a part of one."""
    if re.match(r"[A-Za-z_]\w*:\S", key):
        return f"{quoted(key)} lacks a blank behind the colon. Write one."
    advice = f'Put the whole value into quotes, as {before or "key"}: "…".'
    return f"{quoted(key)} has no value: between {{ and }} a comma ends the value before it. {advice}"


class _Reader:
    """Turns the nodes of one YAML document into data, noting lines and doubles on the way."""

    def __init__(self, file: str, problems: Problems, first_line: int) -> None:
        self.file, self.problems, self.first_line = file, problems, first_line
        self.lines: dict[tuple[Key, ...], int] = {}
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, path: tuple[Key, ...]) -> Any:
        if id(node) in self.seen:  # an alias, which may even hold itself; its mark is that of what it means
            line = Source.of(self.file, self.lines).line(*path)
            self.problems.add(self.file, line, "Write this out again here; references with * are not read.")
            return ""
        self.lines.setdefault(path, node.start_mark.line + self.first_line)
        if node.tag.startswith("!"):
            message = "A value begins with !, which has a meaning in YAML. Put the value in quotes."
            self.problems.add(self.file, self.lines[path], message)
        if isinstance(node, yaml.ScalarNode):
            return node.value
        self.seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, number)) for number, item in enumerate(node.value)]
        return self.mapping(cast(yaml.MappingNode, node), path)

    def mapping(self, node: yaml.MappingNode, path: tuple[Key, ...]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + self.first_line
            if key in data:
                self.problems.add(self.file, line, f"{quoted(key)} is said twice. Keep one of them.")
                continue
            self.lines[*path, key] = line
            value = self.value(value_node, (*path, key))
            if node.flow_style and value == "" and not getattr(value_node, "style", "an alias"):
                self.problems.add(self.file, line, _valueless(key, next(reversed(data), "")))
            if value not in ("", None):
                data[key] = value
        return data
