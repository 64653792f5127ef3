"""Who answers: the person meant or a stand-in, on a day, or from one moment to another."""

from dataclasses import dataclass
from datetime import date, timedelta

from pelican_converse.model.person import Person


@dataclass(frozen=True)
class Answerer:
    """Who answers on a day: the person meant, or the stand-in while that person is away.

    `away` is whom the person stands in for, until the day `until`. On somebody's own page it is the other way round:
    `stand_in` is who answers for them.
    """

    person: Person
    away: Person | None = None
    until: date | None = None
    stand_in: Person | None = None

    @property
    def nobody(self) -> bool:
        """Whether the person is away and nobody stands in."""
        return self.until is not None and self.away is None and self.stand_in is None

    @property
    def back(self) -> date | None:
        """The first day on which whoever is away is there again."""
        return self.until + timedelta(days=1) if self.until else None


@dataclass(frozen=True)
class Shift:
    """Who answers from one moment to another, in minutes since 1970; None where that has no beginning or end."""

    answerer: Answerer
    start: int | None
    end: int | None

    def presence(self, person: Person) -> Answerer:
        """A person by themselves, with who answers while they are away."""
        answerer = self.answerer
        is_theirs = answerer.away is not None and answerer.away.slug == person.slug
        return Answerer(person, None, answerer.until, answerer.person) if is_theirs else answerer
