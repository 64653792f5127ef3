"""What schema.org allows, as far as we use it, and how Google's required and recommended lists go."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

TABLE = json.loads(Path(__file__).with_name("data").joinpath("schema-org.json").read_text(encoding="utf-8"))
TYPES, PROPERTIES, ENUMERATIONS = TABLE["types"], TABLE["properties"], TABLE["enumerations"]

LOCAL_BUSINESS = {"name", "address"}
LOCAL_BUSINESS_RECOMMENDED = {"geo", "openingHoursSpecification", "telephone", "url", "image"}
"""Besides `priceRange`, of which we know nothing, `department`, which nobody has, and ratings, which are for others."""
ADDRESS = {"streetAddress", "addressLocality", "postalCode", "addressCountry"}
EVENT = {"name", "startDate", "location"}
EVENT_RECOMMENDED = {"description", "endDate", "eventStatus", "image", "organizer", "performer"}
"""Besides `offers`: nobody says what a meetup costs."""
QUESTION = {"name", "answerCount"}
QUESTION_RECOMMENDED = {"text", "author", "datePublished", "dateModified", "upvoteCount", "comment"}
"""Besides `image` and `video`, of which most have none; with an answer also `acceptedAnswer` or `suggestedAnswer`."""
ANSWER = {"text", "author", "datePublished", "url"}
POSTING = {"author", "datePublished", "text"}
POSTING_RECOMMENDED = {"headline", "url", "comment", "commentCount", "dateModified", "image", "interactionStatistic"}
COMMENT = {"author", "datePublished", "text", "url"}


@cache
def above(kind: str) -> frozenset[str]:
    """A type and all that are above it."""
    return frozenset({kind}).union(*(above(parent) for parent in TYPES[kind]))


def nodes(graph: Any) -> Iterator[dict[str, Any]]:
    """Every node that has a type, however deep."""
    if isinstance(graph, dict):
        if "@type" in graph:
            yield graph
        for value in graph.values():
            yield from nodes(value)
    elif isinstance(graph, list):
        for value in graph:
            yield from nodes(value)


def references(graph: Any) -> Iterator[str]:
    """Every @id that is only referred to."""
    if isinstance(graph, dict):
        if set(graph) == {"@id"}:
            yield graph["@id"]
        for value in graph.values():
            yield from references(value)
    elif isinstance(graph, list):
        for value in graph:
            yield from references(value)


TEXTS = {
    "Text": r"(?s).+",
    "URL": r"https?://[^\s<>\"]+",
    "Time": r"([01]\d|2[0-3]):[0-5]\d",
    "Date": r"\d{4}-\d\d-\d\d",
    "DateTime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d",
}


def may_be(value: Any, kind: str, types: dict[str, str]) -> bool:
    """Whether a value is of a type; `types` are those of nodes by their @id."""
    if isinstance(value, dict):
        kind_of = value.get("@type") or types.get(value["@id"])
        return kind_of is not None and kind in above(kind_of)
    if isinstance(value, int | float):
        return kind == "Number" or (kind == "Integer" and isinstance(value, int))
    return value in ENUMERATIONS.get(kind, ()) or bool(re.fullmatch(TEXTS.get(kind, "(?!)"), value))


def complaints(graph: Any, types: dict[str, str]) -> Iterator[str]:
    """What schema.org does not allow in a graph."""
    for node in nodes(graph):
        kind = node["@type"]
        if kind not in TYPES:
            yield f"{kind} is no type"
            continue
        for name, said in node.items():
            if name.startswith("@"):
                continue
            allowed = PROPERTIES.get(name)
            if not allowed or not above(kind) & set(allowed["domain"]):
                yield f"{kind} has no {name}"
                continue
            for value in said if isinstance(said, list) else [said]:
                if not any(may_be(value, each, types) for each in allowed["range"]):
                    yield f"{kind}.{name} can't be {value}"
