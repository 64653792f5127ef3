"""Who is responsible for a site, and what the law of a country wants to be said of them.

What is asked for here is the common ground of such laws as we understand them, and no legal advice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pelican_converse.checks import check_number
from pelican_converse.model.business import Address, Legal
from pelican_converse.model.channels import Channel, channel
from pelican_converse.places import address_lines
from pelican_converse.problems import Problem
from pelican_converse.site import Site

EXAMPLES: dict[str, dict[str, str]] = {
    "AT": {
        "operator": "Rosa Adler",
        "address": "{street: Griesgasse 12, postal_code: 8020, city: Graz}",
        "email": "office@adler.example",
        "phone": "+43 316 555 0100",
        "represented_by": "Rosa Adler, Geschäftsführerin",
        "register": "FN 123456 a, Landesgericht für Zivilrechtssachen Graz",
    },
    "DE": {
        "operator": "Rosa Adler",
        "address": "{street: Marktplatz 1, postal_code: 70173, city: Stuttgart}",
        "email": "office@adler.example",
        "phone": "+49 711 555 0100",
        "represented_by": "Rosa Adler, Geschäftsführerin",
        "register": "HRB 123456, Amtsgericht Stuttgart",
    },
}
"""The countries that want something to be said in every legal notice: each key, with an example."""
WHEN_IN_A_COMPANY = ("represented_by", "register")
"""The keys that only some forms of business need."""
_ADDRESS = ("street", "postal_code", "city")
_FORMS: dict[tuple[str, ...], str] = {
    ("register",): "ek ekfm ekfr eu eingetragenerkaufmann eingetragenekauffrau eingetragenesunternehmen",
    ("represented_by",): "gbr gesbr gesellschaftbürgerlichenrechts gesellschaftnachbürgerlichemrecht",
    WHEN_IN_A_COMPANY: """gmbh gesmbh gesellschaftmbh ggmbh gmbhcokg gmbhundcokg ug ughaftungsbeschränkt ugcokg ag se
        kgaa og ohg kg flexkapg flexco eg egen ev partg partgmbb egbr gesellschaftmitbeschränkterhaftung
        aktiengesellschaft offenegesellschaft offenehandelsgesellschaft kommanditgesellschaft""",
}
NEEDS = {form: keys for keys, forms in _FORMS.items() for form in forms.split()}
"""Forms of business, in small letters only, with what each of them has."""
_EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
RIGHTS = {*_EU.split(), "IS", "LI", "NO", "CH", "GB"}
"""The countries whose law lets people ask what is known of them: the EU, the EEA, Switzerland and the UK."""


@dataclass(frozen=True)
class Imprint:
    """Who is responsible for the site, and how to reach them; "" where there is nothing to say."""

    operator: str
    form: str
    represented_by: str
    address: tuple[str, ...]
    ways: tuple[Channel, ...]
    register: str
    vat_id: str
    authority: str
    gives_rights: bool


def imprint(site: Site) -> Imprint:
    """What the legal notice says, and what is known of the business anyway where that says nothing."""
    legal = site.business.legal or Legal()
    said = {key: _or_none(getattr(legal, key)) for key in ("form", "represented_by", "vat_id", "authority")}
    return Imprint(
        operator=legal.operator or site.business.name,
        address=_address(site),
        ways=tuple(way for key in ("phone", "email") if (way := _reach(site, key))),
        register=_or_none(legal.registered),
        gives_rights=site.business.country in RIGHTS,
        **said,
    )


def _or_none(said: str) -> str:
    return "" if said.lower() == "none" else said


def _address(site: Site) -> tuple[str, ...]:
    """That of the legal notice, or of the first place that has one, in lines."""
    holders = (site.business.legal, *site.business.locations)
    lines = (address_lines(holder.address, site.business.country) for holder in holders if holder and holder.address)
    return next(filter(None, lines), ())


def _reach(site: Site, key: str) -> Channel | None:
    """A phone number or e-mail address: the notice's own, a place's, the business's, or that of who answers for it."""
    business = site.business
    if business.legal and (point := getattr(business.legal, key)):
        return channel(key, point, business.country)
    holders = (*business.locations, business.channels, site.people.get(business.contact))
    ways = (way for holder in holders if holder for way in site.own_ways(holder))
    return next((way for way in ways if way.name == key), None)


def services(site: Site) -> tuple[Channel, ...]:
    """Messengers and networks of others that the site links to, one of each."""
    ways = [way for holder in (site.business.channels, *site.answering) for way in site.own_ways(holder)]
    others = {way.name: way for way in ways if way.href.startswith("https:")}
    return tuple(sorted(others.values(), key=lambda way: (way.is_social, way.name)))


def check_legal(site: Site) -> Iterator[Problem]:
    """What the law of the country wants a legal notice to say, and this one doesn't."""
    legal, country = site.business.legal, site.business.country
    if legal is None:
        return
    if legal.phone:
        yield from check_number(legal, "phone", legal.phone, country)
    for key in _needed(legal, country):
        if not _or_none(str(getattr(legal, "registered" if key == "register" else key) or "")):
            message = f'"{key}" is missing, and {country} asks for it (this is no legal advice).'
            yield legal.problem(f'{message} Write for example "{key}: {EXAMPLES[country][key]}".', key)
    if legal.address and country in EXAMPLES:
        yield from _check_address(legal.address, country)


def reminder(site: Site) -> Problem | None:
    """That there is no legal notice where the law wants one. Nothing to refuse: not every site is published."""
    if site.business.legal or site.business.country not in EXAMPLES:
        return None
    message = f'There is no "legal", and {site.business.country} asks for a legal notice (this is no legal advice).'
    return site.business.problem(f'{message} Write it before you publish, as "Legal" in the README says.')


def _needed(legal: Legal, country: str) -> list[str]:
    """The keys that have to be there: some always, some for companies, which are known by form or name."""
    surely = {key for form in (_plain(legal.form), *_runs(legal.operator)) for key in NEEDS.get(form, ())}
    return [key for key in EXAMPLES.get(country, {}) if key not in WHEN_IN_A_COMPANY or key in surely]


def _runs(name: str) -> Iterator[str]:
    """All words in a row of a name, so that `e. K.` is found in it."""
    words = name.split()
    yield from (
        _plain("".join(words[i:j])) for i in range(len(words)) for j in range(i + 1, min(i + 5, len(words)) + 1)
    )


def _plain(form: str) -> str:
    return re.sub(r"\W", "", form.lower())


def _check_address(address: Address, country: str) -> Iterator[Problem]:
    for key in _ADDRESS:
        if not getattr(address, key):
            yield address.problem(f'"{key}" is missing: {country} wants the whole address in the legal notice.')
    if re.search(r"\b(postfach|p\.? ?o\.? ?box)\b", address.street, re.IGNORECASE):
        advice = "Write street and number, in address: below legal: if need be."
        yield address.problem(f"Nobody can be served a letter in a P.O. box, which {country} wants. {advice}", "street")
