"""What changed because somebody asked: the newest months, each year, and one sheet of paper."""

from pelican.writers import Writer

from pelican_converse.generators import Kind


class ChangelogPages(Kind):
    """The pages."""

    pages = ("CHANGELOG", "CHANGELOG_SHEET")

    def files(self) -> dict[str, str]:
        """Those of each year too; a sheet is there as soon as anything stands on it."""
        changed = self.site.board.changes
        files = {file: page for file, page in super().files().items() if changed or page != "CHANGELOG_SHEET"}
        years = (self.urls.save_as("CHANGELOG_YEAR", str(year)) for year in self.site.board.changes_by_year)
        return files | dict.fromkeys(filter(None, years), "CHANGELOG_YEAR")

    def write_all(self, writer: Writer) -> None:
        """Write them."""
        self.write(writer, "CHANGELOG", "changelog", year=None)
        for year in self.site.board.changes_by_year:
            self.write(writer, "CHANGELOG_YEAR", "changelog", str(year), year=year)
        if self.site.board.changes:
            self.write(writer, "CHANGELOG_SHEET", "changelog_sheet")


CHANGELOG = (ChangelogPages,)
