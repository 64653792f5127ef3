"""Receivers that no other company stands behind: the visitor's mail program, and a server of one's own."""

from urllib.parse import quote

from pelican_converse.backends.backend import Backend, Place, Wire
from pelican_converse.forms import Form


class Mailto(Backend):
    """The visitor's own mail program, with everything filled in. Needs nothing."""

    name = "mailto"
    sends = "mail"

    def action(self, place: Place) -> str:
        """Whom to write to, with the subject."""
        return f"mailto:{quote(place.email, safe='@+')}?subject={quote(place.subject, safe='')}"

    def wire(self, form: Form, place: Place) -> Wire:
        """Browsers add the fields as the text; nothing goes along that a reader has no use for."""
        return Wire((("action", self.action(place)), ("method", "post"), ("enctype", "text/plain")))


class Endpoint(Backend):
    """Any address that takes a form; docs/receiver.md says what arrives there, and what is to be answered."""

    name = "endpoint"
    needs_url = True
    takes_pictures = 5_000_000

    def action(self, place: Place) -> str:
        """The address itself. It knows the way back to the site, as nobody may send people elsewhere through it."""
        return self.settings.url
