"""Who is responsible for a site, and what the law of its country wants to be said."""

from datetime import date
from pathlib import Path

import pytest
from test_problems import golden, write_site

from pelican_converse.legal import EXAMPLES, RIGHTS, check_legal, imprint, services
from pelican_converse.loading import read_content, read_site
from pelican_converse.model.business import Legal
from pelican_converse.problems import BadContent, Problems

GOOD_SITE, CASES = golden(Path(__file__).parent.parent / "cases" / "legal.md")
TODAY = date(2026, 8, 6)
HEAD = "name: Adler Bread\ntime_zone: Europe/Vienna\ncontact: rosa\n"
WHERE = "  address: {street: Sporgasse 1, postal_code: 8010, city: Graz}\n"
SAID = f"legal:\n  operator: Rosa Adler\n{WHERE}  email: law@adler.example\n  phone: +43 316 555 0199\n  vat_id: none\n"
PLACE = "locations:\n  - address: {street: Griesgasse 12, postal_code: 8020, city: Graz}\n    phone: +43 316 555 0100\n"


def report_on(content):
    """What an owner hears, as the plugin puts it together."""
    problems = Problems()
    site = read_content(content, problems, TODAY)
    told = {(problem.file, problem.line) for problem in problems.found}
    found = [each for each in check_legal(site) if (each.file, each.line) not in told]
    return BadContent([*problems.found, *found]).report


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
def test_every_example_is_of_a_key(country):
    assert set(EXAMPLES[country]) <= {field.alias or name for name, field in Legal.model_fields.items()}


@pytest.mark.parametrize("country", ["FR", "CH", "US"])
def test_other_countries_ask_for_nothing(country, tmp_path):
    assert [*check_legal(site_of(tmp_path, f"{HEAD}country: {country}\nlegal: {{form: sole trader}}\n"))] == []


def test_without_a_notice_nothing_is_asked_for(tmp_path):
    assert [*check_legal(site_of(tmp_path, f"{HEAD}country: AT\n"))] == []


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ("form: sole trader", []),
        ("form: e.U.", ["register"]),
        ("form: e. K.", ["register"]),
        ("form: OG", ["register", "represented_by"]),
        ("form: AG", ["register", "represented_by"]),
        ("form: UG (haftungsbeschränkt)", ["register", "represented_by"]),
        ("form: GmbH & Co. KG", ["register", "represented_by"]),
        ("form: e.V.", ["register", "represented_by"]),
        ("form: GbR", ["represented_by"]),
        ("form: Gesellschaft nach bürgerlichem Recht", ["represented_by"]),
        ("form: Atelier", []),
        ("operator: Adler Brot GmbH", ["register", "represented_by"]),
        ("operator: Adler GmbH & Co. KG", ["register", "represented_by"]),
        ("operator: Rosa Adler e.U.", ["register"]),
        ("operator: Rosa Adler e. K.", ["register"]),
        ("operator: Adler Ges.m.b.H.", ["register", "represented_by"]),
        ("operator: Adler Gesellschaft mit beschränkter Haftung", ["register", "represented_by"]),
        ("operator: Sport e. V.", ["register", "represented_by"]),
        ("operator: Bäckerei Agnes Kogler", []),
    ],
)
@pytest.mark.parametrize("none", ["", "  register: none\n  represented_by: none\n"])
@pytest.mark.parametrize("country", EXAMPLES)
def test_a_company_has_what_it_has(country, said, missing, none, tmp_path):
    rest = SAID if said.startswith("form") else SAID.replace("  operator: Rosa Adler\n", "")
    site = site_of(tmp_path, f"{HEAD}country: {country}\n{PLACE}{rest}  {said}\n{none}")
    assert sorted(problem.message.split('"')[1] for problem in check_legal(site)) == missing


def test_none_is_not_shown(tmp_path):
    none = "  form: Atelier\n  register: none\n  represented_by: None\n"
    found = imprint(site_of(tmp_path, f"{HEAD}country: AT\n{PLACE}{SAID}{none}"))
    assert {found.register, found.represented_by, found.vat_id, found.authority} == {""}


def test_what_is_known_of_the_business_need_not_be_said_again(tmp_path):
    found = imprint(site_of(tmp_path, f"{HEAD}country: FR\n{PLACE}legal: {{operator: Rosa Adler}}\n"))
    assert found.address == ("Griesgasse 12", "8020 Graz")
    assert [(way.name, way.shown) for way in found.ways] == [
        ("phone", "+43 316 555 0100"),
        ("email", "rosa@adler.example"),
    ]


def test_what_the_notice_says_itself_goes_before(tmp_path):
    found = imprint(site_of(tmp_path, f"{HEAD}country: AT\nchannels: {{email: all@adler.example}}\n{PLACE}{SAID}"))
    assert found.address == ("Sporgasse 1", "8010 Graz")
    assert [way.shown for way in found.ways] == ["0316 555 0199", "law@adler.example"]


def test_the_businesss_own_goes_before_that_of_who_answers(tmp_path):
    found = imprint(site_of(tmp_path, f"{HEAD}country: AT\nchannels: {{email: all@adler.example}}\n{PLACE}"))
    assert found.ways[-1].shown == "all@adler.example"


def test_without_a_notice_the_business_itself_is_responsible(tmp_path):
    found = imprint(site_of(tmp_path, f"{HEAD}country: US\n"))
    assert (found.operator, found.address, found.gives_rights) == ("Adler Bread", (), False)


def test_rights_are_where_the_law_gives_them():
    assert {"AT", "DE", "FR", "IS", "LI", "NO", "CH", "GB"} <= RIGHTS
    assert not {"US", "RS", "TR"} & RIGHTS
    assert len(RIGHTS) == 27 + 3 + 2


def test_services_are_those_that_somebody_links_to(tmp_path):
    rosa = "Name: Rosa Adler\nEmail: rosa@adler.example\nWhatsApp: +43 664 5550123\nInstagram: rosa\n"
    site = site_of(tmp_path, f"{HEAD}country: US\nchannels: {{instagram: adlerbread}}\n", rosa)
    assert [way.name for way in services(site)] == ["whatsapp", "instagram"]


def test_a_number_of_a_place_abroad_is_one_of_its_country(tmp_path):
    stall = "locations:\n  - address: {city: Trento, country: IT}\n    phone: 0461 555012\n"
    site = site_of(tmp_path, f"{HEAD}country: AT\n{stall}")
    assert [way.value for way in imprint(site).ways] == ["+390461555012", "rosa@adler.example"]
