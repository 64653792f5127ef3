"""What every object of the model is: frozen, validated, and aware of the file and line of each value."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, Protocol, Self, TypeVar, cast, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainValidator, ValidationError

from pelican_converse.problems import Problem, Problems, did_you_mean, listed, quoted
from pelican_converse.reading.source import Key, Source

R = TypeVar("R", bound="Record")
V = TypeVar("V")


class Record(BaseModel):
    """The base of all records. Two are equal if they say the same, wherever they were written."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    @cached_property
    def source(self) -> Source:
        """Where it was written."""
        return Source(*vars(self).pop(_KEPT, ()))

    def problem(self, message: str, *path: Key) -> Problem:
        """A problem with one of its values."""
        return Problem(self.source.file, self.source.line(*path), message)

    def placed(self, source: Source) -> Self:
        """The same object, which knows from now on where it and its parts were written."""
        vars(self)["source"] = source
        object.__setattr__(self, "__pydantic_fields_set__", _names(type(self)))
        for name in _with_parts(type(self)):
            value = getattr(self, name)
            if isinstance(value, Record):
                value.placed(source.below(name))
            for number, item in enumerate(value if isinstance(value, tuple) else ()):
                item.placed(source.below(name, number))
        return self

    def __copy__(self) -> Self:
        """A copy in which values can be changed: what follows from them is found anew."""
        copied = super().__copy__()
        known = vars(copied)
        for name in known.keys() - type(self).model_fields.keys() - {"source", _KEPT}:
            del known[name]
        return copied

    def __getstate__(self) -> dict[str, Any]:
        """For being kept: only what was said, and where; the rest follows from it."""
        return {name: vars(self)[name] for name in type(self).model_fields} | {_KEPT: tuple(self.source)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Be what was kept, which has been checked before."""
        put = object.__setattr__
        put(self, "__dict__", state)
        put(self, "__pydantic_fields_set__", _names(type(self)))
        put(self, "__pydantic_extra__", None)
        put(self, "__pydantic_private__", None)


_KEPT = "kept_source"
"""Under which name a record keeps its source until somebody asks for it."""


@cache
def _names(kind: type[Record]) -> set[str]:
    """The names of all values, for all records of a kind: nobody asks which of them were said."""
    return {*kind.model_fields}


@cache
def _with_parts(kind: type[Record]) -> tuple[str, ...]:
    """The names of the values that are records themselves, or hold some."""
    return tuple(name for name, field in kind.model_fields.items() if any(_records_in(field.annotation)))


class _Readable(Protocol):
    @classmethod
    def read(cls, text: str) -> Self: ...


def written_as(kind: type[_Readable]) -> PlainValidator:
    """A validator that takes an object of this kind as it is, or reads it from what the owner wrote."""
    return from_text(kind.read, cast(type, kind))


def cleaned(clean: Callable[[str], str]) -> BeforeValidator:
    """Cleans text before anything else looks at it, so that what people type is never refused for its characters."""
    return BeforeValidator(lambda value: clean(value) if isinstance(value, str) else value)


def from_text(read: Callable[[str], V], kind: type[V]) -> PlainValidator:
    """A validator that takes an object of this kind as it is, or reads text; `read` raises ValueError with advice."""

    def validate(value: object) -> V:
        if isinstance(value, kind) and not isinstance(value, str):
            return value
        if not isinstance(value, str):
            raise ValueError("Write this on one line, not as a list or with keys of its own.")
        return read(value)

    return PlainValidator(validate, json_schema_input_type=str)


def build(
    kind: type[R],
    data: Mapping[str, Any],
    source: Source,
    problems: Problems,
    spoken: Callable[[str], str] = str,
    assumed: Mapping[str, Any] = MappingProxyType({}),
) -> R | None:
    """Make a record of what was read, with everything that is wrong noted in `problems`.

    What is wrong is left out of the record, so that the rest can be checked in the same go; None if it is needed.
    `spoken` gives a key as the owner writes it, and `assumed` what stands for what is needed and left out.
    """
    try:
        return kind.model_validate(dict(data)).placed(source)
    except ValidationError as error:
        left = deepcopy(dict(data))
        for found in error.errors(include_url=False):
            path = tuple(found["loc"])
            problems.add(source.file, source.line(*path), _sentence(kind, cast(dict[str, Any], found), spoken))
            _take_out(left, path)
    try:
        return kind.model_validate({**assumed, **left}).placed(source)
    except ValidationError:
        return None


def _take_out(data: dict[str, Any], path: tuple[Key, ...]) -> None:
    """Remove a value; where a whole turn is wrong, what it did; where a whole item is, the list it stands in."""
    inner: Any = data
    for key in path[:-1]:
        if isinstance(inner, dict) and key not in inner:
            return  # with another part of the same list
        inner = cast(Any, inner)[key]
    if path and isinstance(inner, dict):
        inner.pop(path[-1], None)
    elif path and isinstance(inner[path[-1]], dict) and "action" in inner[path[-1]]:
        del inner[path[-1]]["action"]
    elif path:
        data.pop(str(path[0]), None)


def _sentence(kind: type[Record], error: dict[str, Any], spoken: Callable[[str], str]) -> str:
    path: tuple[Key, ...] = error["loc"]
    key = quoted(spoken(str(path[-1]))) if path else "This"
    match error["type"]:
        case "missing":
            return f"{key} is missing. {_example(_kind_at(kind, path[:-1]), str(path[-1]), spoken)}".strip()
        case "extra_forbidden":
            fields = _kind_at(kind, path[:-1]).model_fields
            known = [spoken(field.alias or name) for name, field in fields.items() if not field.exclude]
            advice = did_you_mean(spoken(str(path[-1])), known) or f"Write {listed(known)}."
            return f"{key} is not a key that is known here. {advice}"
        case "value_error":
            return str(error["ctx"]["error"])
        case "tuple_type" | "list_type":
            return f'{key} must be a list: one line each, beginning with "- ".'
        case "string_too_short":
            return f"{key} must have something in it. Write it, or take the key out."
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"{key} must have keys of its own, one on each line below it, indented."
        case "string_type":
            return f"{key} must be one line of text."
        case "int_parsing" | "int_type" | "greater_than_equal":
            return f"{quoted(error['input'])} is not a number that can stand here. Write a whole number such as 3."
        case "literal_error":
            words = error["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
            known = [str(word) for word in words if word]
            return f"{quoted(error['input'])} can't stand here. {did_you_mean(str(error['input']), known)}"
        case _:
            return f"{quoted(error['input'])} can't stand for {key}: {error['msg']}."


def _example(kind: type[Record], key: str, spoken: Callable[[str], str]) -> str:
    field = kind.model_fields.get(key)
    examples = field.examples if field else None
    return f'Write for example "{spoken(key)}: {examples[0]}".' if examples else ""


def _kind_at(kind: type[Record], path: tuple[Key, ...]) -> type[Record]:
    """The kind of record that stands at this path of keys."""
    for key in path:
        field = kind.model_fields.get(str(key))
        inner = next(_records_in(field.annotation), None) if field else None
        kind = inner or kind
    return kind


def _records_in(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in get_args(annotation):
        yield from _records_in(part)
