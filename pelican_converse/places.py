"""Where a location is: its address as an envelope shows it in its country, and links to maps."""

import re
from urllib.parse import quote

from pelican_converse.model.business import Address, Location, map_of

_USUAL = "A|Z C"
_FORMATS = {
    "A|C|Z": "AC AF AI FK GB GG GI GS IM IO JE KE LK PN SH SZ TA TC VG ZA",
    "A|C Z": "BD BH BM BN BT GU IL JO KH LB LS MM MT MV NP NZ PK SA SG VC",
    "A|C S Z": "AS AU CA CC CU CX FM HM MH MP NF PG PR PW UM VI",
    "A|C, S Z": "BB SO US",
    "A|Z C S": "EE ES IT LT MZ PF RO UY",
    "A|Z C, S": "MX",
    "A|Z C/S": "TR",
    "A|C|S|Z": "EG IE RU UA",
    "A|C|S Z": "ID MN PH TH VN",
    "A|C Z|S": "IN NG PE VE",
    "A|C, S|Z": "HN IQ",
    "A|C-S|Z": "BR",
    "A|C, S, Z": "CO",
    "A|Z|C": "AL EC MU OM",
    "C|A|Z": "HU",
    "〒Z|S C|A": "JP",
    "Z|S C|A": "CN TW",
    "S C|A|Z": "KR",
    "Z|S|C|A": "KP KZ",
    "S|C|A|Z": "HK IR",
}
"""How addresses stand in countries where they don't stand as usual: lines, parted by bars, of A (street), C (city),
S (region) and Z (postal code)."""
_FORMAT_OF = {country: lines for lines, countries in _FORMATS.items() for country in countries.split()}


def address_lines(address: Address, country: str) -> tuple[str, ...]:
    """The lines of an address, without the country; `country` is where it is if the address doesn't say."""
    parts = {"A": address.street, "Z": address.postal_code, "C": address.city, "S": address.region}
    pattern = _FORMAT_OF.get(address.country or country, _USUAL)
    lines = pattern.split("|")
    if "S" not in pattern:
        lines.append("S")  # an envelope needs no region there, but whoever writes one wants it to be seen
    filled = (_filled(line, parts) for line in lines)
    return tuple(line for line in filled if line)


def _filled(line: str, parts: dict[str, str]) -> str:
    """One line without what is missing, and without the commas and dashes around it."""
    words = re.split(r"([AZCS])", line)
    found = [number for number in range(1, len(words), 2) if parts[words[number]]]
    if not found:
        return ""
    before = "".join(words[: found[0]]) if found[0] == 1 else ""
    joined = [before, parts[words[found[0]]]]
    for number in found[1:]:
        joined += [words[number - 1], parts[words[number]]]
    return "".join(joined).strip()


def map_link(location: Location, country: str) -> str:
    """The address of a map of the place; "" if it is not known where it is."""
    if location.geo:
        return map_of(location.geo)
    if location.address and location.address.street and location.address.city:
        words = ", ".join((*address_lines(location.address, country), location.address.country or country))
        return f"https://www.openstreetmap.org/search?query={quote(words, safe='')}"
    return ""


def geo_link(location: Location) -> str:
    """What opens the visitor's own map program; "" if it is not known where the place is."""
    return "geo:{},{}".format(*location.geo) if location.geo else ""
