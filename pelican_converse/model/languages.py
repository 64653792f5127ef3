"""Languages by their codes: those that are written, and those that only people speak or sign."""

from functools import cache

from babel import Locale, UnknownLocaleError

from pelican_converse.problems import quoted
from pelican_converse.text import clean_line

_NONE = {"mul", "root", "und", "zxx"}
"""What has a name as languages do, and is none."""
SIGNED = {
    "ase": "American Sign Language",
    "asf": "Auslan",
    "asq": "Österreichische Gebärdensprache",
    "bfi": "British Sign Language",
    "bzs": "Língua brasileira de sinais",
    "cse": "Český znakový jazyk",
    "dse": "Nederlandse Gebarentaal",
    "dsl": "Dansk tegnsprog",
    "fcs": "Langue des signes québécoise",
    "fse": "Suomalainen viittomakieli",
    "fsl": "Langue des signes française",
    "gsg": "Deutsche Gebärdensprache",
    "hsh": "Magyar jelnyelv",
    "icl": "Íslenskt táknmál",
    "ise": "Lingua dei segni italiana",
    "isg": "Irish Sign Language",
    "jsl": "日本手話",
    "kvk": "한국 수어",
    "mfs": "Lengua de señas mexicana",
    "nsl": "Norsk tegnspråk",
    "nzs": "New Zealand Sign Language",
    "pso": "Polski język migowy",
    "psr": "Língua gestual portuguesa",
    "sfb": "Langue des signes de Belgique francophone",
    "sgg": "Deutschschweizer Gebärdensprache",
    "slf": "Lingua dei segni della Svizzera italiana",
    "ssp": "Lengua de signos española",
    "ssr": "Langue des signes de Suisse romande",
    "swl": "Svenskt teckenspråk",
    "vgt": "Vlaamse Gebarentaal",
}
"""Sign languages by their codes in ISO 639-3, which Babel doesn't know, as their signers write their names."""


def is_written(tag: str) -> bool:
    """Whether a site can be in this language: it is known how dates and numbers are written."""
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


@cache
def _named() -> frozenset[str]:
    return frozenset(Locale("en").languages) - _NONE


def read_language(text: str) -> str:
    """A language that people know, by its tag such as `de`, `pt-BR` or `gsg`."""
    tag = clean_line(text)
    if tag in _NONE or not (is_written(tag) or tag in SIGNED or tag in _named()):
        raise ValueError(f"{quoted(text)} is not a language. Write its code, such as en or de.")
    return tag


def own_name(tag: str) -> str:
    """The name of a language in itself: `Deutsch`; "" if it is not known."""
    if not is_written(tag):
        return SIGNED.get(tag, "")
    locale = Locale.parse(tag, sep="-")
    return locale.get_display_name(locale) or ""
