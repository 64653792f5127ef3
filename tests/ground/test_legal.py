"""Who is responsible for a site, and what the law of its country wants to be said."""

from datetime import date
from pathlib import Path

import pytest
from test_problems import golden, write_site

from pelican_converse.legal import EXAMPLES, MAY_BE_NONE, NEEDS, RIGHTS, check_legal, imprint, services
from pelican_converse.loading import read_content, read_site
from pelican_converse.model.business import Legal
from pelican_converse.problems import BadContent, Problems

GOOD_SITE, CASES = golden(Path(__file__).parent.parent / "cases" / "legal.md")
TODAY = date(2026, 8, 6)
HEAD = "name: Adler Bread\ntime_zone: Europe/Vienna\ncontact: rosa\n"
SAID = "legal:\n  operator: Rosa Adler\n  vat_id: none\n  authority: none\n  more: Bakery.\n"
PLACE = "locations:\n  - address: {street: Griesgasse 12, postal_code: 8020, city: Graz}\n    phone: 0316 555 0100\n"


def report_on(content):
    problems = Problems()
    site = read_content(content, problems, TODAY)
    return BadContent([*problems.found, *check_legal(site, problems.found)]).report


def site_of(folder, business, rosa="Name: Rosa Adler\nEmail: rosa@adler.example\n"):
    return read_site(write_site(folder, {"content/business.yaml": business, "content/people/rosa.md": rosa}), TODAY)


@pytest.mark.parametrize(("files", "says"), [pytest.param(*case, id=title) for title, *case in CASES])
def test_an_owner_hears(files, says, tmp_path):
    assert says
    assert report_on(write_site(tmp_path, GOOD_SITE | files)) == says


def test_nothing_is_said_of_the_good_site_that_every_case_spoils(tmp_path):
    assert report_on(write_site(tmp_path, GOOD_SITE)) == ""


@pytest.mark.parametrize("country", EXAMPLES)
def test_the_examples_are_enough(country, tmp_path):
    """Whoever writes down each example line, as a message shows it, has nothing more to hear."""
    lines = "".join(f"  {key}: {value}\n" for key, value in EXAMPLES[country].items())
    site = site_of(
        tmp_path, f"{HEAD}country: {country}\nlegal:\n{lines}", "Name: Rosa Adler\nWhatsApp: +43 664 1234567\n"
    )
    assert [*check_legal(site)] == []


@pytest.mark.parametrize("country", EXAMPLES)
def test_every_example_is_of_a_key_and_every_key_has_one(country):
    keys = {field.alias or name for name, field in Legal.model_fields.items()}
    assert set(EXAMPLES[country]) | {"more"} == keys
    assert set(MAY_BE_NONE) < keys


@pytest.mark.parametrize("country", ["FR", "CH", "US"])
def test_other_countries_ask_for_nothing(country, tmp_path):
    assert [*check_legal(site_of(tmp_path, f"{HEAD}country: {country}\n"))] == []


@pytest.mark.parametrize(
    ("form", "missing"),
    [
        ("sole trader", []),
        ("Einzelunternehmen", []),
        ("freiberuflich", []),
        ("e.U.", ["register"]),
        ("e. K.", ["register"]),
        ("OG", ["register", "represented_by"]),
        ("KG", ["register", "represented_by"]),
        ("AG", ["register", "represented_by"]),
        ("UG (haftungsbeschränkt)", ["register", "represented_by"]),
        ("GmbH & Co. KG", ["register", "represented_by"]),
        ("e.V.", ["register", "represented_by"]),
        ("GbR", ["represented_by"]),
        ("Gesellschaft nach bürgerlichem Recht", ["represented_by"]),
        ("Atelier", ["register", "represented_by"]),
    ],
)
@pytest.mark.parametrize("country", EXAMPLES)
def test_a_form_needs_what_it_has(country, form, missing, tmp_path):
    site = site_of(tmp_path, f"{HEAD}country: {country}\n{PLACE}{SAID}  form: {form}\n")
    assert sorted(problem.message.split('"')[1] for problem in check_legal(site)) == [
        f"legal: {key}" for key in missing
    ]


@pytest.mark.parametrize("form", ["GmbH", "e.U."])
def test_none_is_no_answer_where_there_always_is_one(form, tmp_path):
    none = f"  form: {form}\n  register: none\n  represented_by: none\n"
    found = [*check_legal(site_of(tmp_path, f"{HEAD}country: AT\n{PLACE}{SAID}{none}"))]
    assert len(found) == len(NEEDS[form.replace(".", "").lower()])


def test_none_is_an_answer_where_there_may_be_none(tmp_path):
    none = "  form: Atelier\n  register: none\n  represented_by: None\n"
    site = site_of(tmp_path, f"{HEAD}country: AT\n{PLACE}{SAID}{none}")
    assert [*check_legal(site)] == []
    found = imprint(site)
    assert {found.register, found.represented_by, found.vat_id, found.authority} == {""}


def test_what_is_known_of_the_business_need_not_be_said_again(tmp_path):
    found = imprint(site_of(tmp_path, f"{HEAD}country: AT\n{PLACE}{SAID}  form: sole trader\n"))
    assert found.address.lines == ("Griesgasse 12", "8020 Graz")
    assert [(way.name, way.shown) for way in found.ways] == [
        ("phone", "0316 555 0100"),
        ("email", "rosa@adler.example"),
    ]


def test_what_the_notice_says_itself_goes_before(tmp_path):
    own = "  email: law@adler.example\n  phone: 0316 1\n".replace("0316 1", "0316 555 0199")
    address = "  address: {street: Sporgasse 1, postal_code: 8010, city: Graz}\n"
    found = imprint(
        site_of(tmp_path, f"{HEAD}country: AT\nchannels: {{email: all@adler.example}}\n{PLACE}{SAID}{own}{address}")
    )
    assert found.address.lines == ("Sporgasse 1", "8010 Graz")
    assert [way.shown for way in found.ways] == ["0316 555 0199", "law@adler.example"]


def test_the_businesss_own_goes_before_that_of_who_answers(tmp_path):
    found = imprint(site_of(tmp_path, f"{HEAD}country: AT\nchannels: {{email: all@adler.example}}\n{PLACE}{SAID}"))
    assert found.ways[-1].shown == "all@adler.example"


def test_without_a_notice_the_business_itself_is_responsible(tmp_path):
    found = imprint(site_of(tmp_path, f"{HEAD}country: US\n"))
    assert (found.operator, found.address, found.gives_rights) == ("Adler Bread", None, False)


def test_rights_are_where_the_law_gives_them():
    assert {"AT", "DE", "FR", "IS", "LI", "NO", "CH", "GB"} <= RIGHTS
    assert not {"US", "RS", "TR"} & RIGHTS
    assert len(RIGHTS) == 27 + 3 + 2


def test_services_are_those_that_somebody_links_to(tmp_path):
    rosa = "Name: Rosa Adler\nEmail: rosa@adler.example\nWhatsApp: +43 664 5550123\nInstagram: rosa\n"
    site = site_of(tmp_path, f"{HEAD}country: US\nchannels: {{instagram: adlerbread, phone: 0316 555 0100}}\n", rosa)
    assert [way.name for way in services(site)] == ["whatsapp", "instagram"]
