"""The board: all requests, those of each status, topic and kind, those that wait, and a page for each of them."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from pelican.paginator import PaginationRule, Paginator
from pelican.writers import Writer

from pelican_converse.generators import Kind
from pelican_converse.listings import Listing
from pelican_converse.model.request import Request

PAGINATION = [
    PaginationRule(1, "{url}", "{save_as}"),
    PaginationRule(2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]


class BoardsPages(Kind):
    """Every list of requests, and the board in columns."""

    pages = ("COLUMNS",)

    def files(self) -> dict[str, str]:
        """Those of each part of each list too; without requests there are no columns."""
        columns = super().files() if self.site.requests else {}
        return columns | {part.save_as: listing.page for listing, part in self._parts()}

    def write_all(self, writer: Writer) -> None:
        """Write them."""
        for listing, part in self._parts():
            self.write_to(writer, part.save_as, part.url, "requests", listing=listing, requests_page=part)
        if self.site.requests:
            self.write(writer, "COLUMNS", "columns")

    def _parts(self) -> Iterator[tuple[Listing, Any]]:
        """Each list, and one page of it, from Pelican's paginator."""
        settings = {**self.settings, "PAGINATION_PATTERNS": PAGINATION}
        per_page = self.settings["CONVERSE_REQUESTS_PER_PAGE"]
        for each in chain.from_iterable(self.pieces.listings.values()):
            save_as, url = self.urls.save_as(each.page, each.slug), self.urls.url(each.page, each.slug)
            paginator = Paginator(save_as, url, each.requests, settings, per_page)
            yield from ((each, paginator.page(number)) for number in range(1, paginator.num_pages + 1))


class RequestsPages(Kind):
    """Every conversation."""

    def files(self) -> dict[str, str]:
        """One for each request."""
        return {self.urls.save_as("REQUEST", slug): "REQUEST" for slug in self.site.board.by_slug}

    def write_all(self, writer: Writer) -> None:
        """Write them."""
        for request in self.site.requests:
            self.write(writer, "REQUEST", "request", request.slug, request=request, **self._found_at(request))

    def _found_at(self, request: Request) -> dict[str, str]:
        """What is the same as another keeps its page, but the other is the one to find."""
        original = self.site.board.original(request) if request.same_as else request
        return {"canonical_url": self.urls.url("REQUEST", original.slug)} if original is not request else {}


BOARDS = (BoardsPages, RequestsPages)
