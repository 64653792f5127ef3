"""Whether every form arrives where it is sent, with all that is filled in."""

from collections.abc import Iterable, Iterator

from pelican_converse import forms
from pelican_converse.backends import Place, complaints, find_backend
from pelican_converse.model.business import FormSettings
from pelican_converse.problems import Problem
from pelican_converse.site import Site


def check_sending(
    site: Site, chosen: FormSettings, site_url: str, thanks: str, in_pages: Iterable[forms.FormInPage] = ()
) -> Iterator[Problem]:
    """What a receiver takes otherwise than it is meant; `chosen` receives each form that says nothing else.

    What is wrong with a receiver is told once, where it is said: at a form or page only what that makes wrong.
    """
    place = Place(site_url, thanks, "", "")
    told = {*wrong_with(chosen, None, place)}  # with the settings
    for name in forms.NAMES:
        found = wrong_with(chosen, forms.find(site, name), place)
        yield from (chosen.problem(message, key) for key, message in found if (key, message) not in told)
    for own in site.forms.values():
        found = wrong_with(chosen.under(own.sending), forms.own(site, own), place)
        yield from (own.problem(message, key) for key, message in found if (key, message) not in told)
    for each in in_pages:
        yield from (Problem(each.file, each.line, message) for message in _made_wrong(site, chosen, each, place))


def wrong_with(settings: FormSettings, form: forms.Form | None, place: Place) -> Iterator[tuple[str, str]]:
    """Why a form can't be received so: the key or setting meant, and a sentence for the owner.

    Without a form, it is why no form can.
    """
    yield from complaints(settings, place.site_url, place.thanks)
    backend = find_backend(settings)
    if backend and form:
        yield from (("backend", message) for message in backend.complaints(form, place))


def _made_wrong(site: Site, chosen: FormSettings, here: forms.FormInPage, place: Place) -> Iterator[str]:
    """What is wrong because of what a page says of a form."""
    name = here.said.get("form", "")
    own = site.forms.get(name)
    usual = chosen.under(own.sending) if own else chosen
    said = usual.under(here.said)
    if said is not usual:
        form = forms.find(site, name) if own or name in forms.NAMES else None
        told = {*wrong_with(usual, form, place)}
        yield from (message for key, message in wrong_with(said, form, place) if (key, message) not in told)
