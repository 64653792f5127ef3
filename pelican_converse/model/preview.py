"""Previews: something that isn't made yet, with a question to customers before it is."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from pelican_converse.model.business import Text
from pelican_converse.model.record import Record, cleaned, from_text, written_as
from pelican_converse.model.request import Turn
from pelican_converse.model.values import Picture, read_day
from pelican_converse.text import clean_text


class Preview(Record):
    """What is planned, what its makers want to know, until when, and what changed because of the answers."""

    slug: str
    title: Text = Field(min_length=1, examples=["A spelt loaf"])
    ask: Text = Field(min_length=1, examples=["How sour may it be?"])
    until: Annotated[date, from_text(read_day, date)] = Field(examples=["2026-09-30"])
    contact: Text = ""
    topic: Text = ""
    picture: Annotated[Picture | None, written_as(Picture)] = None
    text: Annotated[str, cleaned(clean_text)] = ""
    turns: tuple[Turn, ...] = ()

    @model_validator(mode="after")
    def _only_ours(self) -> Self:
        for turn in self.turns:
            if not turn.staff:
                advice = "Customers' answers are requests with this preview as their About."
                raise ValueError(f"{turn.who or 'someone'} is nobody of ours. {advice}")
            if turn.action:
                raise ValueError("Nothing is done to a preview. Write ## 2026-09-30, Rosa, and below it what changed.")
        return self

    def is_open(self, today: date) -> bool:
        """Whether answers are still wanted."""
        return today <= self.until
