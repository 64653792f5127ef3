"""What templates ask of lists of requests: where they are, their rows, each rendered once, and their feeds."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import groupby

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from pelican_converse.listings import Listing, listings
from pelican_converse.model.request import Request
from pelican_converse.rendering import Rendering


class Rows(Rendering):
    """The lists of requests, as templates use them."""

    @cached_property
    def _made(self) -> dict[tuple[object, ...], Markup]:
        return {}

    @pass_context
    def rows(self, context: Context, requests: Iterable[Request], heading: int = 3) -> Markup:
        """The rows of a whole list."""
        siteurl = context["SITEURL"]
        return Markup("\n".join([self._row(siteurl, request, heading) for request in requests]))

    def _row(self, siteurl: str, request: Request, heading: int) -> Markup:
        return self._once("request_row", siteurl, (request.slug, heading), request=request, heading=heading)

    def listed_at(self, page: str, key: str) -> str:
        """The address of the list of requests of a topic, kind or status, below the site's; "" if there is none."""
        return self._listed_at.get((page, key), "")

    @cached_property
    def _listed_at(self) -> Mapping[tuple[str, str], str]:
        every = (each for lists in self.listings.values() for each in lists)
        return {(each.page, each.key): self.url(each.page, each.slug) for each in every}

    @pass_context
    def filters(self, context: Context, pages: tuple[str, ...], current: Listing) -> Markup:
        """Links to the lists of these kinds, where `current` is looked at now."""
        at = (*pages, current.page, current.slug)
        lists = tuple(each for page in pages for each in self.listings.get(page, ()))
        return self._once("filters", context["SITEURL"], at, lists=lists, current=current)

    def _once(self, template: str, siteurl: str, key: tuple[object, ...], **names: object) -> Markup:
        """What a template makes of these names: rendered once for each key, as many pages show the same."""
        known = (template, siteurl, *key)
        if known not in self._made:
            self._made[known] = self.render(template, {"SITEURL": siteurl}, **names)
        return self._made[known]

    @cached_property
    def listings(self) -> Mapping[str, tuple[Listing, ...]]:
        """Every list of requests that has an address, by the name that its settings begin with."""
        found = [each for each in listings(self.site.board) if self._urls.save_as(each.page, each.slug)]
        return {page: tuple(lists) for page, lists in groupby(found, key=lambda listing: listing.page)}

    @pass_context
    def search(self, context: Context, listing: Listing) -> Markup:
        """The field to search in a list, and the look of what is found."""
        return self._once("search", context["SITEURL"], (listing.page, listing.slug), listing=listing)

    @cached_property
    def can_search(self) -> bool:
        """Whether there is anything to search in, and a script for it, which only our theme has."""
        return bool(self.site.requests and self.url("SEARCH_INDEX") and self._urls.settings["CONVERSE_OWN_THEME"])

    @cached_property
    def followed(self) -> Mapping[tuple[str, str], Listing]:
        """What has feeds, by page and slug: nothing empty, and nothing while the site has no address for ids."""
        board = self.site.board
        changed = tuple(change.request for change in board.changes)
        found = [each for page in ("REQUESTS", "STATUS", "TOPIC", "KIND") for each in self.listings.get(page, ())]
        found += [Listing("CHANGELOG", "", "", changed), Listing("NO", "", "", board.declined)]
        there = [each for each in found if each.requests and self.page_of(each)]
        return {(each.page, each.slug): each for each in there} if self.site_url else {}

    def page_of(self, listing: Listing) -> str:
        """The address of what a feed follows, below the site's."""
        return self.url(listing.page, listing.slug)

    def feed(self, page: str, slug: str = "", form: str = "FEED") -> str:
        """The address of the feed that follows one of our pages, FEED or FEED_JSON; "" if there is none."""
        url, save_as = self._urls.feed(page, slug, form)
        return url if save_as and (page, slug) in self.followed else ""
