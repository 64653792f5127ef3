"""What changed because somebody asked: the newest months, each year, one sheet of paper, and a feed."""

from pelican.writers import Writer

from pelican_converse.board import Change
from pelican_converse.generators import ConverseGenerator, FeedItem, feed_item


class ChangelogGenerator(ConverseGenerator):
    """The pages and the feed."""

    pages = ("CHANGELOG", "CHANGELOG_SHEET", "CHANGELOG_FEED")

    def files(self) -> dict[str, str]:
        """Those of each year too; a sheet is there as soon as anything stands on it."""
        changed = self.site.board.changes
        files = {file: page for file, page in super().files().items() if changed or page != "CHANGELOG_SHEET"}
        years = (self.urls.save_as("CHANGELOG_YEAR", str(year)) for year in self.site.board.changes_by_year)
        return files | dict.fromkeys(filter(None, years), "CHANGELOG_YEAR")

    def generate_output(self, writer: Writer) -> None:
        """Write them."""
        self.write(writer, "CHANGELOG", "changelog", year=None)
        for year in self.site.board.changes_by_year:
            self.write(writer, "CHANGELOG_YEAR", "changelog", str(year), year=year)
        if self.site.board.changes:
            self.write(writer, "CHANGELOG_SHEET", "changelog_sheet")
        title = str(self.pieces.render("feed_title", {}, feed="changelog").striptags())
        self.write_feed(
            writer, "CHANGELOG_FEED", [self._feed_item(change) for change in self.site.board.changes], title
        )

    def _feed_item(self, change: Change) -> FeedItem:
        url = self.url_of(change.request)
        when = change.turn.on
        return feed_item(self.pieces, change.request, url, when, when, change.turn.who)


CHANGELOG = (ChangelogGenerator,)
