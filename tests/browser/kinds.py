"""One page of each kind of the example site."""

import re

KINDS = {
    "home": "",
    "contact": "contact/",
    "door sign": "contact/print/",
    "person": "people/rosa/",
    "person who left": "people/hanna/",
    "board": "requests/",
    "board, second page": "requests/page/2/",
    "status": "requests/status/declined/",
    "board in columns": "requests/status/",
    "unanswered": "requests/status/unanswered/",
    "topic": "requests/topic/menu/",
    "requests of a kind": "requests/kind/problem/",
    "long request": "requests/viertel/",
    "short request": "requests/tins/",
    "German request": "requests/dinkel/",
    "request with a picture": "requests/crumb/",
    "declined request": "requests/mondays/",
    "duplicate request": "requests/hafermilch/",
    "request asked again": "requests/vouchers/",
    "praise": "requests/mrs-kern/",
    "request that every page mentions": "requests/cold-oven/",
    "answered questions": "questions/",
    "changelog": "changelog/",
    "year of the changelog": "changelog/2025/",
    "changelog on a sheet": "changelog/print/",
    "promises": "promises/",
    "noes": "no/",
    "meet": "meet/",
    "meetup": "meet/2026-09-lendplatz/",
    "meetup that is over": "meet/2026-06-lendplatz/",
    "tour": "meet/2026-10-to-the-mill/",
    "previews": "previews/",
    "preview": "previews/spelt/",
    "preview that is over": "previews/signs/",
    "neighbours": "neighbours/",
    "ask": "ask/",
    "thanks": "thanks/",
    "thanks of one person": "thanks/ben/",
    "not found": "404.html",
    "legal notice": "legal/",
    "privacy": "privacy/",
    "news": "news/",
    "article": "eight-weeks-oat-milk.html",
    "article that asks": "pinze.html",
    "German article": "ein-viertel-brot-de.html",
    "page with card and button": "pages/bread.html",
    "page with hero, people, quote and praise": "pages/about.html",
    "page with hours, columns and contact": "pages/visit.html",
    "page with steps and form": "pages/orders.html",
    "draft": "drafts/pages/celebrations.html",
    "archives": "archives.html",
    "categories": "categories.html",
    "category": "category/the-shop.html",
    "tags": "tags.html",
    "tag": "tag/because-you-asked.html",
    "authors": "authors.html",
    "author": "author/rosa-adler.html",
}
"""What a kind is called, and the address of a page of it, below the site's."""

LOOSE = r"[a-z-]+"


def family(address: str) -> str:
    """What pages of one kind have in common: `requests/oat-milk/` and `requests/ramp/` are of one family."""
    folder, _, name = address.rstrip("/").rpartition("/")
    alone = ("page", "status", "topic", "kind")
    if folder and name not in alone:
        return f"{re.sub(r'[0-9]+', 'N', folder)}/*"
    return address
