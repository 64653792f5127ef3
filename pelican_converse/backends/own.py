"""Receivers that no other company stands behind: the visitor's mail program, and a server of one's own."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from pelican_converse.backends.backend import Backend, Place, Wire, is_local
from pelican_converse.backends.services import service_at
from pelican_converse.forms import Form
from pelican_converse.problems import quoted


class Mailto(Backend):
    """The visitor's own mail program, with everything filled in. Needs nothing."""

    name = "mailto"
    sends = "mail"

    def action(self, place: Place) -> str:
        """Whom to write to, with the subject."""
        return f"mailto:{quote(place.email, safe='@+')}?subject={quote(place.subject, safe='')}"

    def hidden(self, form: Form, place: Place) -> tuple[tuple[str, str], ...]:
        """Nothing: what stands in the subject is known."""
        return ()

    def wire(self, form: Form, place: Place) -> Wire:
        """Browsers add the fields as the text; nothing goes along that a reader has no use for."""
        return Wire((("action", self.action(place)), ("method", "post"), ("enctype", "text/plain")))


class Endpoint(Backend):
    """Any address that takes a form; docs/receiver.md says what arrives there, and what is to be answered."""

    name = "endpoint"
    needs_url = True
    answers = True
    takes_pictures = 5_000_000

    def action(self, place: Place) -> str:
        """The address itself. It knows the way back to the site, as nobody may send people elsewhere through it."""
        return self.settings.url

    def lacks(self, site_url: str, thanks: str) -> Iterator[tuple[str, str]]:
        """No page of the site takes forms, but a function beside them may; a service is known by its own name."""
        found = [*super().lacks(site_url, thanks)]
        yield from found
        home, url = site_url.rstrip("/"), self.settings.url
        plain = re.sub(r"[?#].*", "", url).rstrip("/")
        is_below = home and f"{plain}/".startswith(f"{home}/")
        if is_below and (plain in (home, f"{home}/{thanks}".rstrip("/")) or plain.endswith((".html", ".htm"))):
            problem = f"{quoted(url)} is a page of your site, which takes no forms."
            yield "url", f"{problem} Write url: and the address of your receiver."
        if not found and is_local(url) and home and not is_local(home):
            advice = "Write url: and an address that everybody can reach."
            yield (
                "url",
                f"{quoted(url)} is a place on your own machine, where visitors of {home} find no receiver. {advice}",
            )
        if not found and (service := service_at(url)):
            is_wrong = "id" in dict(service.lacks(site_url, thanks)) or not service.settings.id
            its_id = f"its id: {service.needs_id}" if is_wrong else f"id: {service.settings.id}"
            advice = f"Write backend: {service.name} in its place, and {its_id}."
            yield "url", f"{quoted(url)} is an address of {service.name}, which is known here by its name. {advice}"
