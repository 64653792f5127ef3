"""What we owe: the score of what was promised, and every no with its because."""

from pelican.writers import Writer

from pelican_converse.generators import Kind


class PromisesPages(Kind):
    """The score."""

    pages = ("PROMISES",)

    def files(self) -> dict[str, str]:
        """None as long as nothing was promised, nor anything scored."""
        return super().files() if self.site.keeps_score else {}

    def write_all(self, writer: Writer) -> None:
        """Write it."""
        if self.site.keeps_score:
            self.write(writer, "PROMISES", "promises")


class NoPages(Kind):
    """What was declined."""

    pages = ("NO",)

    def files(self) -> dict[str, str]:
        """None as long as there is no no."""
        return super().files() if self.site.board.declined else {}

    def write_all(self, writer: Writer) -> None:
        """Write it."""
        if self.site.board.declined:
            self.write(writer, "NO", "no")


SCORE = (PromisesPages, NoPages)
