"""Who is responsible for a site, and what the law of a country wants to be said of them.

What is asked for here is the common ground of such laws as we understand them, and no legal advice.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pelican_converse.model.business import Address, Legal
from pelican_converse.model.channels import SOCIAL, Channel, channels
from pelican_converse.problems import Problem
from pelican_converse.reading.source import Key
from pelican_converse.site import Site

EXAMPLES: dict[str, dict[str, str]] = {
    "AT": {
        "operator": "Rosa Adler",
        "form": "Einzelunternehmen",
        "address": "{street: Griesgasse 12, postal_code: 8020, city: Graz}",
        "email": "office@adler.example",
        "phone": "+43 316 555 0100",
        "vat_id": "ATU12345678",
        "authority": "Magistrat der Stadt Graz",
        "more": "Bäckerei. Mitglied der Wirtschaftskammer Steiermark.",
        "represented_by": "Rosa Adler, Geschäftsführerin",
        "register": "FN 123456 a, Landesgericht für Zivilrechtssachen Graz",
    },
    "DE": {
        "operator": "Rosa Adler",
        "form": "Einzelunternehmen",
        "address": "{street: Marktplatz 1, postal_code: 70173, city: Stuttgart}",
        "email": "office@adler.example",
        "phone": "+49 711 555 0100",
        "vat_id": "DE123456789",
        "authority": "Stadt Stuttgart, Amt für öffentliche Ordnung",
        "represented_by": "Rosa Adler, Geschäftsführerin",
        "register": "HRB 123456, Amtsgericht Stuttgart",
    },
}
"""The countries where a legal notice is required: each key that it needs, with an example."""
WHEN_IN_A_COMPANY = ("represented_by", "register")
"""The keys that only some forms of business need."""
MAY_BE_NONE = {
    "vat_id": "if you have none",
    "authority": "if your trade needs no licence and nobody supervises it",
    "represented_by": "if you run it alone",
    "register": "if you stand in none",
}
"""What a business may lack; to say so is an answer too."""
WHAT_FOR = {
    "operator": "the person or company that runs the business",
    "form": "its form in law",
    "more": "what your trade is, and the chamber you belong to",
}
_ADDRESS = ("street", "postal_code", "city")
_FORMS: dict[tuple[str, ...], str] = {
    (): """soletrader einzelunternehmen einzelunternehmer einzelunternehmerin freiberuflich freiberufler freiberuflerin
        selbstständig selbständig""",
    ("register",): "ek ekfm ekfr eu eingetragenerkaufmann eingetragenekauffrau eingetragenesunternehmen",
    ("represented_by",): "gbr gesbr gesellschaftbürgerlichenrechts gesellschaftnachbürgerlichemrecht",
    WHEN_IN_A_COMPANY: """gmbh ggmbh gmbhcokg gmbhundcokg ug ughaftungsbeschränkt ugcokg ag se kgaa og ohg kg flexkapg
        flexco eg egen ev partg partgmbb egbr gesellschaftmitbeschränkterhaftung aktiengesellschaft offenegesellschaft
        offenehandelsgesellschaft kommanditgesellschaft""",
}
NEEDS = {form: keys for keys, forms in _FORMS.items() for form in forms.split()}
"""Forms of business, in small letters only, with what each of them surely has."""
_EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
RIGHTS = {*_EU.split(), "IS", "LI", "NO", "CH", "GB"}
"""The countries whose law lets people ask what is known of them: the EU, the EEA, Switzerland and the UK."""


@dataclass(frozen=True)
class Imprint:
    """Who is responsible for the site, and how to reach them; "" where there is nothing to say."""

    operator: str
    form: str
    represented_by: str
    address: Address | None
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
        ways=channels({key: _reach(site, key) for key in ("phone", "email")}),
        register=_or_none(legal.registered),
        gives_rights=site.business.country in RIGHTS,
        **said,
    )


def _or_none(said: str) -> str:
    return "" if said.lower() == "none" else said


def _address(site: Site) -> Address | None:
    """That of the legal notice, or of the first place that has one."""
    holders = (site.business.legal, *site.business.locations)
    return next((holder.address for holder in holders if holder and holder.address and holder.address.lines), None)


def _reach(site: Site, key: str) -> str:
    """A phone number or e-mail address: the notice's own, a place's, the business's, or that of who answers for it."""
    business = site.business
    holders = (business.legal, *business.locations, business.channels, site.people.get(business.contact))
    return next((value for holder in holders if holder and (value := getattr(holder, key))), "")


def services(site: Site) -> tuple[Channel, ...]:
    """Messengers and networks of others that the site links to, one of each."""
    ways = [way for holder in (site.business.channels, *site.answering) for way in holder.ways]
    others = {way.name: way for way in ways if way.is_social or way.href.startswith("https:")}
    return tuple(sorted(others.values(), key=lambda way: (way.name in SOCIAL, way.name)))


def check_legal(site: Site, told: Collection[Problem] = ()) -> Iterator[Problem]:
    """What the law of the country wants to be said and isn't. Nothing is said of lines whose problem was told."""
    business, country = site.business, site.business.country
    if country not in EXAMPLES or _is_told(site, told, "legal"):
        return
    if business.legal is None:
        advice = "Write legal: and below it, indented, what follows here"
        own = "or say CONVERSE_LEGAL_SAVE_AS = '' in pelicanconf.py, if a page of your own says it"
        yield business.problem(f'"legal" is missing: {country} wants to know who you are. {advice}; {own}.', "country")
    found = imprint(site)
    for key, may_be_none in _needed(country, found.form):
        if not _is_answered(site, found, key, may_be_none) and not _is_told(site, told, "legal", key):
            path = ("legal", key) if business.legal else ("country",)
            yield business.problem(_missing(country, key, may_be_none), *path)
    if found.address:
        yield from _check_address(found.address, country)


def _is_told(site: Site, told: Collection[Problem], *path: Key) -> bool:
    """Whether a value was written, and found wrong; for how to reach somebody, whether anything was in who answers."""
    source = site.business.source
    person = site.people.get(site.business.contact)
    files = {problem.file for problem in told}
    if path[-1] in ("email", "phone", "address") and files & {source.file, person.source.file if person else ""}:
        return True
    return path in source.lines and (source.file, source.line(*path)) in {(each.file, each.line) for each in told}


def _needed(country: str, form: str) -> Iterator[tuple[str, bool]]:
    """The keys that have to be there, and whether they may be none."""
    surely = NEEDS.get(re.sub(r"\W", "", form.lower()))
    for key in EXAMPLES[country]:
        if key not in WHEN_IN_A_COMPANY:
            yield key, key in MAY_BE_NONE
        elif form and (surely is None or key in surely):
            yield key, surely is None


def _is_answered(site: Site, found: Imprint, key: str, may_be_none: bool) -> bool:
    if key in ("email", "phone"):
        return any(way.name == key for way in found.ways)
    if key == "address":
        return found.address is not None
    said = str(getattr(site.business.legal, "registered" if key == "register" else key, ""))
    return bool(said if may_be_none else _or_none(said))


def _missing(country: str, key: str, may_be_none: bool) -> str:
    what = f", {WHAT_FOR[key]}," if key in WHAT_FOR else ""
    none = f', or "{key}: none" {MAY_BE_NONE[key]}' if may_be_none else ""
    example = f'Write for example "{key}: {EXAMPLES[country][key]}"{none}.'
    return f'"legal: {key}"{what} is missing, and {country} asks for it (this is no legal advice). {example}'


def _check_address(address: Address, country: str) -> Iterator[Problem]:
    for key in _ADDRESS:
        if not getattr(address, key):
            yield address.problem(f'"{key}" is missing: {country} wants the whole address in the legal notice.')
    if re.search(r"\b(postfach|p\.? ?o\.? ?box)\b", address.street, re.IGNORECASE):
        advice = "Write street and number, in address: below legal: if need be."
        yield address.problem(f"Nobody can be served a letter in a P.O. box, which {country} wants. {advice}", "street")
