"""Who waits to hear what came of what they asked for: the line that ends with what to write when they know."""

from pelican_converse.board import Untold
from pelican_converse.model.request import Action
from pelican_converse.site import Site

AT_MOST = 10
"""So many people are named; the others are counted."""
AT_MOST_EACH = 3
"""So many requests of each are named."""


def untold_note(site: Site) -> str:
    """One line for the owner, "" if everybody knows: who hasn't been told yet, and of which requests."""
    people = _grouped(site.board.untold)
    if not people:
        return ""
    named = [f"{who} ({_cut(slugs)})" for who, slugs in list(people.values())[:AT_MOST]]
    rest = len(people) - len(named)
    others = f" and {rest} other{'s' if rest > 1 else ''}" if rest else ""
    counted = f"{len(people)} people haven't" if len(people) > 1 else "1 person hasn't"
    first = next(who for who, _ in people.values())
    line = f"## {site.today}, {_us(site)}: {Action('told', who=first)}"
    return f'{counted} been told yet: {", ".join(named)}{others}. Once that is done, write as a turn: "{line}".'


def _cut(slugs: list[str]) -> str:
    """The first of them, and how many more there are."""
    more = len(slugs) - AT_MOST_EACH
    return ", ".join(slugs[:AT_MOST_EACH]) + (f" and {more} more" if more > 0 else "")


def _grouped(untold: tuple[Untold, ...]) -> dict[str, tuple[str, list[str]]]:
    """Each name as it is written, with the slugs of what that person asked for."""
    found: dict[str, tuple[str, list[str]]] = {}
    for each in untold:
        found.setdefault(each.who.casefold(), (each.who, []))[1].append(each.request.slug)
    return found


def _us(site: Site) -> str:
    """The business's contact, as turns begin: by the first name if that is theirs alone."""
    person = site.people[site.business.contact]
    return person.first_name if site.staff.find(person.first_name) else person.name
