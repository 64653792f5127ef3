"""Receivers that host the site too: a form is sent to an address of the site, and taken on the way."""

import re
from collections.abc import Iterator

from pelican_converse.backends.backend import Backend, Company, Place
from pelican_converse.forms import Form
from pelican_converse.problems import quoted


class Netlify(Backend):
    """Netlify Forms: found in the built HTML when the site is deployed there.

    As in docs.netlify.com/manage/forms; who keeps and checks what is sent, in their privacy policies. A request may
    have 8 MB, of which a picture is left the greatest part.
    """

    name = "netlify"
    takes_pictures = 7_500_000
    reserved = frozenset({"bot-field", "g-recaptcha-response"})
    company = Company("Netlify, Inc.", "US", "https://www.netlify.com/privacy/")
    checker = Company("Automattic Inc. (Akismet)", "US", "https://automattic.com/privacy/")
    hosts = True

    def action(self, place: Place) -> str:
        """The thank-you page, from the root of the host. There it is known without its ending too, and only so."""
        return place.path_back.removesuffix(".html")

    def attributes(self, form: Form) -> tuple[tuple[str, str], ...]:
        """What it finds the form by. No honeypot of theirs: what falls into it is in no list at all."""
        return ("name", form.name), ("data-netlify", "true")

    def hidden(self, form: Form, place: Place) -> tuple[tuple[str, str], ...]:
        """The name of the form stands in what is sent, too, and the subject is that of the mail."""
        return ("form-name", form.name), ("subject", place.subject)

    def lacks(self, site_url: str, thanks: str) -> Iterator[tuple[str, str]]:
        """It knows no form that leads to a file."""
        yield from super().lacks(site_url, thanks)
        if re.search(r"\.html$|\.html[?#]", thanks):
            better = re.sub(r"((?<![^/])index)?\.html(?=$|[?#])", "", thanks)
            problem = f"netlify answers a form that leads to {quoted(thanks)} with an error, because of its .html."
            yield "CONVERSE_THANKS_URL", f"{problem} Write CONVERSE_THANKS_URL = {better!r}."


class Cloudflare(Backend):
    """The static forms of Cloudflare Pages: a plugin hands what is sent to a function of yours (docs/receiver.md).

    As in developers.cloudflare.com/pages/functions/plugins/static-forms: it takes away the action, so that a form is
    sent to the page it stands on, and writes the name of the form into it. What a picture may have is ours to say.
    """

    name = "cloudflare"
    takes_pictures = 5_000_000
    reserved = frozenset({"static-form-name", "cf-turnstile-response"})
    company = Company("Cloudflare, Inc.", "US", "https://www.cloudflare.com/privacypolicy/")
    hosts = True

    def action(self, place: Place) -> str:
        """The page itself."""
        return ""

    def attributes(self, form: Form) -> tuple[tuple[str, str], ...]:
        """What it finds the form by."""
        return (("data-static-form-name", form.name),)
