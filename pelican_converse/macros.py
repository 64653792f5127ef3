"""The macros that many templates share: what they say of the same things is made once."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from jinja2.environment import TemplateModule
from markupsafe import Markup

from pelican_converse.model.record import Record
from pelican_converse.model.values import Deadline

_ROOM = 8_000
"""So much is remembered at once; what is said again and again is soon known anew."""
_PLAIN = {str, int, bool, date, Deadline, type(None)}


@cache
def _has_records(*kinds: type) -> bool | None:
    """Whether there are records among values of these types; None if there is something that can't be remembered."""
    others = [kind for kind in kinds if not issubclass(kind, Record)]
    return len(others) < len(kinds) if _PLAIN.issuperset(others) else None


class Macros:
    """The macros of a template, rendered for one address of the site.

    What they are given decides what they say: of words, numbers and what owners wrote it is remembered.
    """

    def __init__(self, module: TemplateModule) -> None:
        self._module = module
        self._known: dict[Any, tuple[Markup, object]] = {}

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        macro = getattr(self._module, name)

        def say(*said: Any, **more: Any) -> Markup:
            has_records = _has_records(*map(type, said))
            if more or has_records is None:
                return Markup(macro(*said, **more))
            # Where a record is tells which it is, sooner than what it says; kept with the words, it stays there.
            key = [id(each) if isinstance(each, Record) else each for each in said] if has_records else said
            whole = (name, *key)
            if whole not in self._known:
                if len(self._known) >= _ROOM:
                    self._known.clear()
                self._known[whole] = Markup(macro(*said)), said
            return self._known[whole][0]

        vars(self)[name] = say
        return say
