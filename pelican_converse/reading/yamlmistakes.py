"""What is wrong with YAML, in its owner's words: where it began, and what to write."""

import re
from collections.abc import Iterator

import yaml

_COMMENT = re.compile(r"[ \t]*#[^\s#]")
_KEY = re.compile(r"\s*(?:- +)?[\w-]+: ")
_NO_BLANK = re.compile(r"\s*(?:- +)?[A-Za-z_][\w-]*:[^\s/]")
"""A key whose colon has no blank behind it; the address of a page has one with a slash."""
_QUOTES = "put the value in quotes"
_UNREADABLE: dict[str, str] = {
    "expected the node content": f"a value is missing here, or begins with what only quotes can hold; {_QUOTES}",
    "\\t": "there is a tab; indent with spaces",
    "cannot start any token": "a value begins with a character that can't stand there; put the value in quotes",
    "expected a comment or a line break": f"a value begins with | or >, which has a meaning in YAML; {_QUOTES}",
    "expected chomping": f"a value begins with | or >, which has a meaning in YAML; {_QUOTES}",
    "undefined alias": f"a value begins with *, which has a meaning in YAML; {_QUOTES}",
    "expected alphabetic": f"a value begins with * or &, which have a meaning in YAML; {_QUOTES}",
    "duplicate anchor": f"a value begins with &, which has a meaning in YAML; {_QUOTES}",
    "could not find the tag": f"a value begins with !, which has a meaning in YAML; {_QUOTES}",
    "double-quoted": "a backslash has a meaning in double quotes; write it twice, or take single quotes",
    "sequence entries are not allowed": 'a list begins on the line below its key, each item with "- "',
    "mapping keys are not allowed": f"a value begins with ?, which has a meaning in YAML; {_QUOTES}",
    "another document": "--- begins another document here; take the line out",
    "found '}'": "there is a } too many, or its { is missing",
    "found ']'": "there is a ] too many, or its [ is missing",
    "block end>": "this line or one above it is indented too much or too little, or lacks a quote",
    "document start": 'this can\'t stand below what is above it; write "key: value"',
}
"""What PyYAML says, in part, with what it means."""


def lost_behind_hashes(text: str) -> Iterator[int]:
    """The lines, counted from 0, on which a `#` begins a comment that was most likely meant as a value or a part of it.

    That is one with no blank behind it that follows a colon or a value without quotes on the same line.
    """
    for token in _tokens(text) if re.search(r"[ \t]#[^\s#]", text) else ():
        is_cut = isinstance(token, yaml.ValueToken) or (isinstance(token, yaml.ScalarToken) and token.plain)
        if is_cut and _COMMENT.match(text, token.end_mark.index):
            yield token.end_mark.line


def _tokens(text: str) -> Iterator[yaml.Token]:
    """The words of a text in YAML, as far as it can be read."""
    try:
        yield from yaml.scan(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return


def explain(error: yaml.MarkedYAMLError, text: str, first_line: int) -> tuple[int, str]:
    """The line where a mistake is to be mended, and what it is; the text begins on `first_line`."""
    context, problem = error.context or "", error.problem or ""
    here = error.problem_mark or error.context_mark
    start = error.context_mark or here
    if here is None or start is None:
        return first_line, problem or "something is out of place"
    if "quoted scalar" in context and "found unexpected" in problem:
        return first_line + start.line, "a quote is opened here and never closed; write it again where the value ends"
    if "could not find expected ':'" in problem:
        return first_line + start.line, _colonless(text.split("\n")[start.line])
    if "mapping values are not allowed" in problem:
        line, reason = _misplaced_colon(text.split("\n"), here)
        return first_line + line, reason
    if "parsing a flow" in context:
        end = 0 if "stream end" in problem else first_line + here.line
        return first_line + start.line, _unclosed(first_line + start.line, end, "mapping" in context)
    if "block end>" in problem and (quote := _quote_before(text, here.index)):
        return first_line + quote.start_mark.line, _behind_quote(quote)
    says = f"{context} {problem}"
    return first_line + here.line, next((said for part, said in _UNREADABLE.items() if part in says), problem)


def _colonless(line: str) -> str:
    return "a blank is missing behind the colon" if _NO_BLANK.match(line) else "there is a line without a colon"


def _misplaced_colon(lines: list[str], mark: yaml.Mark) -> tuple[int, str]:
    """The colon may be in the value, or be that of a key which seems to belong to the value above."""
    above = next((number for number in range(mark.line - 1, -1, -1) if lines[number].strip()), None)
    key = _KEY.match(f"{lines[mark.line]} ")
    if above is None or not key or key.end() <= mark.column + 1:
        return mark.line, f"a colon stands where none is expected; {_QUOTES}, or mend the indent"
    if not _KEY.match(f"{lines[above]} "):
        return above, _colonless(lines[above])
    return mark.line, "this line is indented more than the one above it, which has a value already; mend the indent"


def _unclosed(start: int, end: int, is_mapping: bool) -> str:
    """What to say of braces from one line to another, which is 0 if they go on for ever."""
    opened, closed = ("{", "}") if is_mapping else ("[", "]")
    if not end:
        return f"{opened} is opened here and never closed; write {closed} where it ends"
    if start == end:
        quotes = "has to be put into quotes, as all with a ? or : in it"
        return f"between {opened} and {closed} something lacks a comma before it, or {quotes}"
    return f"{opened} is opened here and not closed before line {end}; write {closed}, or the comma that is missing"


def _quote_before(text: str, index: int) -> yaml.ScalarToken | None:
    """The value in quotes that stands right before a place, if one does."""
    before = [token for token in _tokens(text) if token.end_mark.index <= index and token.end_mark.index]
    last = before[-1] if before else None
    return last if isinstance(last, yaml.ScalarToken) and not last.plain else None


def _behind_quote(quote: yaml.ScalarToken) -> str:
    if quote.start_mark.line != quote.end_mark.line:
        return "a quote is opened here and not closed on this line; write it again where the value ends"
    other = "double" if quote.style == "'" else "single"
    return f"something stands behind the closing quote; {_QUOTES}, {other} ones if there are such in it"
