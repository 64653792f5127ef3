"""Previews: something that isn't made yet, with a question to customers before it is."""

from datetime import date
from typing import Annotated

from pydantic import Field

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

    @property
    def file(self) -> str:
        """Its file, below the content folder: what requests say they are about that answer it."""
        return self.source.file.partition("/")[2]
