"""What receives forms. One small class a service; packages may bring others, as docs/receiver.md says."""

from collections.abc import Iterator
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from pelican_converse.backends.backend import TRAP, Backend, Company, Place, Wire
from pelican_converse.backends.hosts import Cloudflare, Netlify
from pelican_converse.backends.own import Endpoint, Mailto
from pelican_converse.backends.services import Basin, Forminit, Formspark, Formspree, Web3Forms
from pelican_converse.forms import Field, Form
from pelican_converse.model.business import FormSettings
from pelican_converse.problems import did_you_mean, quoted

__all__ = ["BACKENDS", "GROUP", "TRAP", "Backend", "Company", "Place", "Wire", "complaints", "find_backend"]

GROUP = "pelican_converse.backends"
"""The group of entry points by which packages bring receivers."""
_OURS = (Mailto, Netlify, Formspree, Web3Forms, Formspark, Basin, Forminit, Cloudflare, Endpoint)
BACKENDS: dict[str, type[Backend]] = {kind.name: kind for kind in _OURS}
"""The receivers that we bring ourselves, also where nothing has been installed."""
_TRIAL = Form("ask", (Field("words", "text"),)), Place("https://adler.example", "thanks/", "a@adler.example", "Ask")


@cache
def brought() -> tuple[EntryPoint, ...]:
    """The receivers that other packages bring."""
    return tuple(point for point in entry_points(group=GROUP) if point.module.partition(".")[0] != "pelican_converse")


def find_backend(settings: FormSettings) -> Backend | None:
    """The backend that was chosen; None if there is none such, or none that works."""
    try:
        return _find(settings)
    except LookupError:
        return None


def complaints(settings: FormSettings, site_url: str, thanks: str = "thanks/") -> Iterator[tuple[str, str]]:
    """What is missing before this backend can work: the key or setting meant, and a sentence for the owner."""
    try:
        yield from _find(settings).lacks(site_url, thanks)
    except LookupError as error:
        yield "backend", str(error.args[0])


def _find(settings: FormSettings) -> Backend:
    """The backend that was chosen. Raises LookupError with what to tell the owner."""
    name = settings.backend
    theirs = [point for point in brought() if point.name == name]
    packages = [point.dist.name if point.dist else point.module for point in theirs]
    if len(everybody := [*(["pelican-converse"] if name in BACKENDS else []), *packages]) > 1:
        advice = "Uninstall what you don't need, or ask its author for another name."
        raise LookupError(f"{quoted(name)} is brought by {' and by '.join(everybody)}. {advice}")
    if name in BACKENDS:
        return BACKENDS[name](settings)
    if not theirs:
        known = [*BACKENDS, *(point.name for point in brought())]
        raise LookupError(f"{quoted(name)} is not a receiver of forms that is known here. {did_you_mean(name, known)}")
    return _loaded(theirs[0], packages[0], settings)


def _loaded(point: EntryPoint, package: str, settings: FormSettings) -> Backend:
    """A backend of somebody else, after it has shown that it can send a form."""
    try:
        backend: Backend = point.load()(settings)
        backend.wire(*_TRIAL)
        _ = [*backend.complaints(*_TRIAL), *backend.lacks("", "")]
    except Exception as error:
        fault = f"{type(error).__name__}: {error}"
        message = f"The receiver {quoted(point.name)} of the package {package} does not work: {fault}"
        raise LookupError(f"{message.removesuffix('.')}. Tell its author, or choose another.") from error
    return backend
