"""Starters: the questions that pages, articles and previews ask their readers."""

from dataclasses import dataclass

from pelican_converse.model.preview import Preview
from pelican_converse.text import slugify


@dataclass(frozen=True)
class Starter:
    """A question, and the files below the content folder that ask it: one, and behind it those in other languages.

    What is about any of these files answers it.
    """

    question: str
    files: tuple[str, ...]
    preview: Preview | None = None

    @classmethod
    def of(cls, preview: Preview) -> "Starter":
        """The question of a preview."""
        return cls(preview.ask, (preview.file,), preview)

    @property
    def about(self) -> str:
        """What a request says it is about that answers it."""
        return f"{{filename}}/{self.files[0]}"

    @property
    def slug(self) -> str:
        """What tells it from other questions on the same page."""
        return slugify(self.files[0].rpartition(".")[0])
