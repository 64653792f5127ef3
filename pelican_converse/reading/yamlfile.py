"""YAML as text: every value stays the characters that were typed, and its line is known."""

from typing import Any, cast

import yaml

from pelican_converse.problems import Problems, quoted
from pelican_converse.reading.source import Key, Source, Written


def read_yaml(text: str, file: str, problems: Problems, first_line: int = 1) -> Written | None:
    """Read a mapping; `first_line` is the line of the file on which the text begins.

    Values stay strings (PyYAML's `BaseLoader`), so that Norway is `NO` and 01067 a postcode. A key without a value is
    left out. What is wrong is noted in `problems`, and what could be read is returned; None if nothing could.
    """
    reader = _Reader(file, problems, first_line)
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        at_end = error.problem_mark and error.problem_mark.index >= len(text.rstrip())
        mark = (error.context_mark if at_end else None) or error.problem_mark or error.context_mark
        problems.add(file, (mark.line if mark else 0) + first_line, f"This can't be read as YAML: {_reason(error)}.")
        return None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        problems.add(file, line, "There is a character here that YAML doesn't allow. Take it out.")
        return None
    data = reader.value(node, ()) if node is not None else {}
    if not isinstance(data, dict):
        problems.add(file, first_line, 'Write "key: value" lines here.')
        return None
    return Written(data, Source(file, reader.lines))


def _reason(error: yaml.MarkedYAMLError) -> str:
    reason = error.problem or "something is out of place"
    if "mapping values are not allowed" in reason:
        return "a colon stands where none is expected; put the value in quotes, or mend the indent"
    if "expected the node content" in reason or "stream end" in reason:
        return 'something is missing here; a # begins a comment, so put a colour in quotes, as "#8a3b12"'
    if "\\t" in reason:
        return "there is a tab; indent with spaces"
    if "could not find expected ':'" in reason:
        return "there is a line without a colon, here or above"
    if "cannot start any token" in reason:
        return "a value begins with a character that can't stand there; put the value in quotes"
    if "expected <block end>" in reason:
        return "this line or one above it is indented too much or too little, or lacks a quote"
    return reason


class _Reader:
    """Turns the nodes of one YAML document into data, noting lines and doubles on the way."""

    def __init__(self, file: str, problems: Problems, first_line: int) -> None:
        self.file, self.problems, self.first_line = file, problems, first_line
        self.lines: dict[tuple[Key, ...], int] = {}
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, path: tuple[Key, ...]) -> Any:
        if id(node) in self.seen:  # an alias, which may even hold itself; its mark is that of what it means
            line = Source(self.file, self.lines).line(*path)
            self.problems.add(self.file, line, "Write this out again here; references with * are not read.")
            return ""
        self.lines.setdefault(path, node.start_mark.line + self.first_line)
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
            if value not in ("", None):
                data[key] = value
        return data
