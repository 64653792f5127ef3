"""Receivers that are services for any site. Each says to the letter what the service documents.

No honeypot of theirs is ever switched on: what falls into one is dropped, and nobody hears of it.
"""

from urllib.parse import quote, urlsplit

from pelican_converse.backends.backend import MULTIPART, Backend, Company, Place
from pelican_converse.forms import Field, Form
from pelican_converse.model.business import FormSettings

_CAPTCHAS = frozenset({"g-recaptcha-response", "h-captcha-response", "cf-turnstile-response"})
_NOWHERE = Place("", "", "", "")


class Formspree(Backend):
    """Formspree: a form's id is in its address there. It answers to the field `email`. Pictures need a paid plan.

    As in help.formspree.io and the source of its library; company and country as in its privacy policy.
    """

    name = "formspree"
    needs_id = "the form's id, the last part of its address there, as mqkvabcd"
    id_like = r"[A-Za-z0-9]{6,16}"
    needs_site_url = True
    takes_pictures = 5_000_000
    reserved = _CAPTCHAS
    reserved_start = "_"
    company = Company("Formspree, Inc.", "US", "https://formspree.io/legal/privacy-policy/")

    def action(self, place: Place) -> str:
        """An address for each form."""
        return f"https://formspree.io/f/{quote(self.settings.id, safe='')}"

    def hidden(self, form: Form, place: Place) -> tuple[tuple[str, str], ...]:
        """`_next` has to be a whole address."""
        return ("form", form.name), ("_subject", place.subject), ("_next", place.way_back)


class Web3Forms(Backend):
    """Web3Forms: the access key says whose the form is. It answers to the field `email`. Pictures need a paid plan.

    As in docs.web3forms.com; it says that it works in the US, mails what is sent, and keeps none of it without a plan.
    """

    name = "web3forms"
    needs_id = "the access key that was mailed to you, as 01234567-89ab-4cde-8f01-23456789abcd"
    id_like = r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
    needs_site_url = True
    takes_pictures = 5_000_000
    reserved = _CAPTCHAS | {"from_name", "replyto", "botcheck", "ccemail", "attachment", "webhook"}
    company = Company("Web3Forms", "US", "https://web3forms.com/privacy")

    def action(self, place: Place) -> str:
        """The same for everybody."""
        return "https://api.web3forms.com/submit"

    def hidden(self, form: Form, place: Place) -> tuple[tuple[str, str], ...]:
        """`redirect` has to be a whole address."""
        key, back = ("access_key", self.settings.id), ("redirect", place.way_back)
        return key, ("form", form.name), ("subject", place.subject), back


class Formspark(Backend):
    """Formspark: a form's id is in its address there. It answers to the field `email`, and takes no files.

    As in documentation.formspark.io. In place it wants JSON; names with a dot are objects within it.
    """

    name = "formspark"
    needs_id = "the form's id, the last part of its address there, as eKx1yPtf"
    id_like = r"[A-Za-z0-9_-]{6,36}"
    needs_site_url = True
    sends = "json"
    reserved = _CAPTCHAS | {"mail"}
    reserved_start = "_"
    company = Company("Formspark", "", "https://formspark.io/legal/privacy-policy/")
    checker = Company("OOPSpam LLC", "US", "https://www.oopspam.com/gdpr")

    def action(self, place: Place) -> str:
        """An address for each form."""
        return f"https://submit-form.com/{quote(self.settings.id, safe='')}"

    def hidden(self, form: Form, place: Place) -> tuple[tuple[str, str], ...]:
        """The way back, which would have all that was written in its address, and would be that of failures too."""
        back = ("_redirect", place.way_back), ("_append", "false"), ("_error", place.way_out)
        return ("form", form.name), ("_email.subject", place.subject), *back


class Basin(Backend):
    """Basin: a form's id is in its address there. The way back, and the subject of its mails, are set there too.

    As in docs.usebasin.com, which says neither where the company is nor how large a file may be.
    """

    name = "basin"
    needs_id = "the form's id, the last part of its address there, as 0123456789ab"
    id_like = r"[0-9a-f]{12}"
    takes_pictures = 5_000_000
    reserved = _CAPTCHAS | {"source_url"}
    reserved_start = "_"
    company = Company("Basin", "", "https://usebasin.com/gdpr")

    def action(self, place: Place) -> str:
        """An address for each form."""
        return f"https://usebasin.com/f/{quote(self.settings.id, safe='')}"


class Forminit(Backend):
    """Forminit, formerly Getform: every name says of what type it is. The way back is set there.

    As in forminit.com/docs/form-blocks. What it would check and refuse travels as text: a phone number as people write
    it, a rating with more than five steps. Who sends is known at least as a visitor, or it would refuse those who give
    no name. A submission may have 25 MB. Registered in London, and keeps data in the EU, as it says.
    """

    name = "forminit"
    needs_id = "the form's id, the last part of its address there"
    id_like = r"[A-Za-z0-9_-]{6,64}"
    encoding = MULTIPART
    takes_pictures = 20_000_000
    company = Company("Forminit", "GB", "https://forminit.com/privacy-policy")
    _SENDER = {"email": "fi-sender-email", "name": "fi-sender-fullName"}
    _BLOCKS = {"choice": "select", "several": "select", "picture": "file"}

    def action(self, place: Place) -> str:
        """An address for each form."""
        return f"https://forminit.com/f/{quote(self.settings.id, safe='')}"

    def field_name(self, field: Field) -> str:
        """The name with its type; who sends is known by name and address."""
        return self._SENDER.get(field.name) or f"fi-{self._BLOCKS.get(field.kind, 'text')}-{field.name}"

    def hidden(self, form: Form, place: Place) -> tuple[tuple[str, str], ...]:
        """What goes along with every form, and that somebody sent it."""
        return *super().hidden(form, place), ("fi-sender-userId", "visitor")


SERVICES: tuple[type[Backend], ...] = (Formspree, Web3Forms, Formspark, Basin, Forminit)
"""All of them."""


def service_at(url: str) -> Backend | None:
    """The service that has this address, with the id that is in it; None if it is somebody else's."""
    for kind in SERVICES:
        found = kind(FormSettings(backend=kind.name, id=urlsplit(url).path.rstrip("/").rpartition("/")[2]))
        if urlsplit(url).hostname == urlsplit(found.action(_NOWHERE)).hostname:
            return found
    return None
