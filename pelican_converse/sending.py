"""Whether every form arrives where it is sent, with all that is filled in."""

from collections.abc import Iterator

from pelican_converse import forms
from pelican_converse.backends import Place, complaints, find_backend
from pelican_converse.model.business import FormSettings
from pelican_converse.model.ownform import OwnForm
from pelican_converse.problems import Problem
from pelican_converse.site import Site


def check_sending(site: Site, chosen: FormSettings, site_url: str, thanks: str) -> Iterator[Problem]:
    """What a receiver takes otherwise than it is meant; `chosen` receives each form that says nothing else."""
    place = Place(site_url, thanks, "", "")
    built_in = (forms.ask(site), forms.callback(), forms.me_too("x"), forms.add("x"), forms.answer("x"))
    for form in (*built_in, forms.suggest_a_place()):
        yield from (chosen.problem(message, "backend") for message in _complaints(chosen, form, place))
    for own in site.forms.values():
        yield from (own.problem(message, key) for key, message in _lacks(own, chosen, site_url, thanks))
        for message in _complaints(chosen.under(own.sending), forms.own(site, own), place):
            yield own.problem(message, "backend")


def _lacks(own: OwnForm, chosen: FormSettings, site_url: str, thanks: str) -> Iterator[tuple[str, str]]:
    """What is missing before a receiver of a form's own can work."""
    if own.sending:
        yield from complaints(chosen.under(own.sending), site_url, thanks)


def _complaints(settings: FormSettings, form: forms.Form, place: Place) -> Iterator[str]:
    backend = find_backend(settings)
    if backend:
        yield from backend.complaints(form, place)
