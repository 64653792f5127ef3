"""The feeds: of what changed, of the board, of each status, topic and kind, and of every no."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from urllib.parse import SplitResult, urlsplit

from pelican.writers import Writer

from pelican_converse.board import Change
from pelican_converse.feeds import Entry, Feed, atom, json_feed
from pelican_converse.generators import Kind
from pelican_converse.listings import Listing
from pelican_converse.macros import Macros
from pelican_converse.model.request import Request
from pelican_converse.model.values import Moment

FORMS: dict[str, Callable[[Feed, str], bytes]] = {"FEED": atom, "FEED_JSON": json_feed}
"""What writes a feed, by the name that the settings of its form begin with."""


class FeedsPages(Kind):
    """Atom and JSON Feed for each page that is followed, the newest entries first."""

    def files(self) -> dict[str, str]:
        """Those of each page that is followed."""
        return {save_as: form for _, form, _, save_as in self._feeds()}

    def write_all(self, writer: Writer) -> None:
        """Write them."""
        made: dict[tuple[str, str], Feed] = {}
        for listing, form, url, save_as in self._feeds():
            at = (listing.page, listing.slug)
            made[at] = made.get(at) or self._feed(listing)
            self.write_data(save_as, FORMS[form](made[at], f"{self._home}/{url}"))

    def _feeds(self) -> Iterator[tuple[Listing, str, str, str]]:
        """What each feed tells, its form, its address and its file."""
        for listing in self.pieces.followed.values():
            for form in FORMS:
                url, save_as = self.urls.feed(listing.page, listing.slug, form)
                if save_as:
                    yield listing, form, url, save_as

    @cached_property
    def _home(self) -> str:
        return self.pieces.site_url.rstrip("/")

    def _feed(self, listing: Listing) -> Feed:
        number = self.settings["CONVERSE_FEED_ITEMS"] or None
        if listing.page == "CHANGELOG":
            entries = [self._change(change) for change in self.site.board.changes[:number]]
        else:
            newest = sorted(listing.requests, key=lambda request: self._places[request.slug])
            entries = [self._entry(request) for request in newest[:number]]
        title = f"{self.settings['SITENAME']} – {self._plain('feed_title', listing=listing)}"
        page = f"{self._home}/{self.pieces.page_of(listing)}"
        return Feed(title, page, self.site.business.name, self.settings["DEFAULT_LANG"], tuple(entries))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {request.slug: place for place, request in enumerate(self.site.board.lately_heard)}

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        return {}

    def _entry(self, request: Request) -> Entry:
        """A request as an entry; rendered once for all feeds."""
        if request.slug not in self._entries:
            self._entries[request.slug] = self._made(request)
        return self._entries[request.slug]

    def _made(self, request: Request) -> Entry:
        topic = self.site.business.topics.get(request.topic, request.topic)
        return Entry(
            id=self._tag(request.asked, "requests", request),
            url=f"{self._home}/{self.url_of(request)}",
            title=request.title,
            author=self._plain("feed_author", request=request),
            summary=self._plain("feed_summary", request=request),
            content=str(self.pieces.render("conversation", {"SITEURL": self._home}, request=request)),
            published=self._at(request.asked),
            updated=request.heard.replace(tzinfo=self.site.zone),
            tags=tuple(filter(None, (topic, str(self._say.kind(request.kind))))),
            language=request.lang,
        )

    def _change(self, change: Change) -> Entry:
        turn, when = change.turn, self._at(change.turn.on)
        tag = self._tag(turn.on, "changelog", change.request)
        return replace(self._entry(change.request), id=tag, author=turn.who, published=when, updated=when)

    @cached_property
    def _say(self) -> Macros:
        return self.pieces.say(self.pieces.context({"SITEURL": self._home}))

    def _tag(self, day: Moment, what: str, request: Request) -> str:
        """An id that stays, wherever pages are moved on this host (RFC 4151)."""
        return f"tag:{self._parts.hostname},{day.day}:{self._parts.path}/{what}/{request.slug}"

    @cached_property
    def _parts(self) -> SplitResult:
        return urlsplit(self._home)

    def _plain(self, template: str, **names: object) -> str:
        """What a template says, as plain text."""
        return str(self.pieces.render(template, {"SITEURL": self._home}, **names).striptags())

    def _at(self, moment: Moment) -> datetime:
        return moment.at.replace(tzinfo=self.site.zone)


FEEDS = (FeedsPages,)
