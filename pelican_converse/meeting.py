"""The pages of meeting in person: where and when, with calendars, and the neighbours we vouch for."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from markupsafe import Markup
from pelican.writers import Writer

from pelican_converse.generators import Kind
from pelican_converse.ics import Diary, Entrant
from pelican_converse.text import slugify


class MeetupsPages(Kind):
    """Where we can be met, a page for each meetup, and calendars; nothing without meetups."""

    pages = ("MEET", "MEET_FEED")

    def files(self) -> dict[str, str]:
        """Those of each meetup and each stop too."""
        if not self.site.meetups:
            return {}
        meetups = {self.urls.save_as("MEETUP", slug): "MEETUP" for slug in self.site.meetups_by_slug}
        return super().files() | meetups | {self.urls.save_as("STOP", e.slug): "STOP" for e in self.site.events}

    def write_all(self, writer: Writer) -> None:
        """Write them."""
        if not self.site.meetups:
            return
        self.write(writer, "MEET", "meet")
        for meetup in self.site.meetups:
            self.write(writer, "MEETUP", "meetup", meetup.slug, meetup=meetup)
        name, home = self.site.business.name, str(self.settings["SITEURL"] or "").rstrip("/")
        host = urlsplit(home).hostname or slugify(name) or "localhost"
        diary = Diary(name, host, self.site.business.time_zone, self.site.today)
        entrants = [*self._entrants(home)]
        for entrant in entrants:
            self.write_data(self.urls.save_as("STOP", entrant.event.slug), diary.file([entrant]))
        self.write_data(self.urls.save_as("MEET_FEED"), diary.feed(entrants))

    def _entrants(self, home: str) -> Iterator[Entrant]:
        for event in self.site.events:
            url = self.pieces.url("MEETUP", event.meetup.slug) or self.pieces.url("MEET")
            words = self.pieces.render("event_words", {"SITEURL": home}, event=event)
            yield Entrant(event, _plain(words), f"{home}/{url}" if home and url else "")


class NeighboursPages(Kind):
    """Who we vouch for; nothing if there is nobody."""

    pages = ("NEIGHBOURS",)

    def files(self) -> dict[str, str]:
        """None without neighbours."""
        return super().files() if self.site.neighbours else {}

    def write_all(self, writer: Writer) -> None:
        """Write the page."""
        if self.site.neighbours:
            self.write(writer, "NEIGHBOURS", "neighbours")


MEETING = (MeetupsPages, NeighboursPages)


def _plain(html: Markup) -> str:
    """The words of some HTML, a line for each of its lines."""
    lines = (Markup(line).striptags() for line in html.split("\n"))
    return "\n".join(line for line in lines if line)
