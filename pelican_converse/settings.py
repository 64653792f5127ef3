"""The owner's `pelicanconf.py`: our settings, what holds if nothing is said, and what has to fit the content."""

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from pelican_converse.backends import complaints
from pelican_converse.model.business import Business, FormSettings
from pelican_converse.model.record import build
from pelican_converse.problems import Problem, Problems, did_you_mean, quoted
from pelican_converse.reading.source import Source
from pelican_converse.urls import DEFAULTS as PAGES
from pelican_converse.urls import Urls, setting_names

FILE = "pelicanconf.py"
"""What the settings file is called in messages."""
OWN_THEME = "CONVERSE_OWN_THEME"
"""Set by us: whether the theme is ours."""
DEFAULTS: dict[str, Any] = {"CONVERSE_FORMS": {}, "CONVERSE_REQUESTS_PER_PAGE": 40, "CONVERSE_FEED_ITEMS": 20}
"""Our settings that are no address of a page, with what holds if nothing is said."""
OF_PEOPLE = ("PERSON", "CARD", "PERSON_QR", "THANKS_PERSON")
"""What there is one of for each person: who works alone may give it any name."""


def check_settings(business: Business | None, settings: Mapping[str, Any], people: int = 1) -> Iterator[Problem]:
    """Problems with the settings by themselves, and beside a business if it could be read, and so many people."""
    url = str(settings.get("SITEURL") or "")
    if url and not url.startswith(("https://", "http://")):
        yield Problem(FILE, 0, f"SITEURL is {quoted(url)}. Write the whole address, as https://www.adler.example.")
    yield from _check_names(settings)
    yield from _check_addresses(settings, people)
    yield from _check_files(settings)
    per_page = settings["CONVERSE_REQUESTS_PER_PAGE"]
    if not isinstance(per_page, int) or per_page < 1:
        yield Problem(FILE, 0, f"CONVERSE_REQUESTS_PER_PAGE is {quoted(per_page)}. Write a number such as 20.")
    items = settings["CONVERSE_FEED_ITEMS"]
    if not isinstance(items, int) or items < 0:
        yield Problem(FILE, 0, f"CONVERSE_FEED_ITEMS is {quoted(items)}. Write a number such as 20, or 0 for all.")
    zone = settings.get("TIMEZONE") or "not said"
    if business and zone != business.time_zone:
        here = business.problem("", "time_zone")
        message = f'TIMEZONE is {quoted(zone)}, but {here.file}:{here.line} says "{business.time_zone}".'
        yield Problem(FILE, 0, f"{message} Write TIMEZONE = {business.time_zone!r}.")


def _check_names(settings: Mapping[str, Any]) -> Iterator[Problem]:
    known = [*setting_names(), *DEFAULTS]
    for name in settings:
        if name.startswith("CONVERSE_") and name not in (*known, OWN_THEME):
            yield Problem(FILE, 0, f"{name} is not a setting that is known here. {did_you_mean(name, known)}".strip())
        elif name in setting_names() and not _is_address(settings[name]):
            advice = "Write an address below the site's, with {slug} where it stands for many pages, as wishes/{slug}/."
            yield Problem(FILE, 0, f"{name} is {quoted(settings[name])}. {advice}")


def _check_addresses(settings: Mapping[str, Any], people: int) -> Iterator[Problem]:
    """Many pages that would have one address or file."""
    urls = Urls(settings)
    for page, defaults in PAGES.items():
        is_one = "{slug}" not in defaults[0] or (page in OF_PEOPLE and people <= 1)
        if is_one or not urls.save_as(page):
            continue
        what = f"there are {people} people" if page in OF_PEOPLE else "stands for many pages"
        of_one = {"URL": urls.url(page, "{slug}"), "SAVE_AS": urls.save_as(page, "{slug}")}
        for (part, said), default in zip(of_one.items(), defaults, strict=True):
            if "{slug}" not in said:
                message = f"CONVERSE_{page}_{part} is {quoted(said)}, but {what}. Write {{slug}} into it, as {default}."
                yield Problem(FILE, 0, message)


def _check_files(settings: Mapping[str, Any]) -> Iterator[Problem]:
    """Pages that would be written over each other."""
    urls, seen = Urls(settings), dict[str, str]()
    for page in PAGES:
        name, file = f"CONVERSE_{page}_SAVE_AS", posixpath.normpath(urls.save_as(page, "{slug}") or ".").lstrip("/")
        if "{slug}" not in file and file != "." and (first := seen.setdefault(file, name)) != name:
            yield Problem(FILE, 0, f"{name} and {first} are both {quoted(file)}. Give one of them another file.")


def _is_address(value: object) -> bool:
    filled = str(value or "").replace("{slug}", "x")
    return ".." not in filled.split("/") and not {"{", "}"} & set(filled)


def form_settings(business: Business | None, settings: Mapping[str, Any], problems: Problems) -> FormSettings:
    """What receives forms: the setting CONVERSE_FORMS, or else what the business says. What is missing is noted."""
    said = settings["CONVERSE_FORMS"]
    chosen = business.forms if business else FormSettings()
    if said:
        chosen = _from_setting(said, problems) or chosen
    for key, message in complaints(chosen, str(settings.get("SITEURL") or ""), Urls(settings).url("THANKS")):
        if key.isupper():
            problems.add(FILE, 0, message)
        else:
            in_setting = Problem(FILE, 0, f"CONVERSE_FORMS: {message}")
            problems.found.append(in_setting if said else chosen.problem(message, key))
    return chosen


def _from_setting(said: Any, problems: Problems) -> FormSettings | None:
    if not isinstance(said, dict):
        problems.add(FILE, 0, f'CONVERSE_FORMS is {quoted(said)}. Write it as {{"backend": "netlify"}}.')
        return None
    found = Problems()
    settings = build(FormSettings, said, Source(FILE), found)
    problems.found += [Problem(FILE, 0, f"CONVERSE_FORMS: {problem.message}") for problem in found.found]
    return settings
