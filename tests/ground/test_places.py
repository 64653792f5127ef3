"""Where a place is: addresses as envelopes show them, and links to maps."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pelican_converse.model.business import Address, Location
from pelican_converse.places import _FORMATS, address_lines, geo_link, map_link

CASES = re.findall(
    r"^## ([^\n]+)\n\n`(\{[^\n]+\})`\n\n```\n(.*?)\n```",
    (Path(__file__).parent.parent / "cases" / "addresses.md").read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)


@pytest.mark.parametrize(("written", "lines"), [pytest.param(*case, id=title) for title, *case in CASES])
def test_an_address_stands_as_on_an_envelope(written, lines):
    address = Address.model_validate(yaml.load(written, Loader=yaml.BaseLoader))
    assert address_lines(address, "AT") == tuple(lines.split("\n"))


def test_there_are_cases():
    assert len(CASES) > 20


def test_without_a_country_of_its_own_an_address_is_in_that_of_the_business():
    address = Address(street="12 High Street", city="Bath", postal_code="BA1 5AR")
    assert address_lines(address, "GB")[-1] == "BA1 5AR"
    assert address_lines(address, "DE")[-1] == "BA1 5AR Bath"


def test_no_country_has_two_formats():
    countries = [country for named in _FORMATS.values() for country in named.split()]
    assert len(countries) == len(set(countries))


@given(
    parts=st.fixed_dictionaries(
        {key: st.sampled_from(["", "x1"]) for key in ("street", "postal_code", "city", "region")}
    )
)
@pytest.mark.parametrize("country", ["AT", *(countries.split()[0] for countries in _FORMATS.values())])
def test_whatever_is_missing_nothing_else_is_lost_and_no_mark_is_left_alone(country, parts):
    lines = address_lines(Address(**parts), country)
    assert "".join(lines).count("x1") == [*parts.values()].count("x1")
    assert all(re.fullmatch(r"〒?x1(?:[ ,/-]+x1)*", line) for line in lines)


def test_a_map_is_found_by_degrees_or_by_the_address():
    address = Address(street="Griesgasse 12", postal_code="8020", city="Graz")
    assert map_link(Location(geo=["47.06712", "15.4334"], address=address), "AT").startswith(
        "https://www.openstreetmap.org/?mlat=47.06712&mlon=15.4334#"
    )
    found = map_link(Location(address=address), "AT")
    assert found == "https://www.openstreetmap.org/search?query=Griesgasse%2012%2C%208020%20Graz%2C%20AT"
    assert map_link(Location(address=Address(city="Graz")), "AT") == ""
    assert map_link(Location(), "AT") == ""


def test_a_map_program_is_opened_by_degrees_only():
    assert geo_link(Location(geo=["47.06712", "15.4334"])) == "geo:47.06712,15.4334"
    assert geo_link(Location(address=Address(city="Graz"))) == ""
