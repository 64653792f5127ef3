"""What people take along: cards, QR codes and the sign for the door, as they are published."""

import json
import re

import pytest
import vobject
from looking import Web, built_on_the_day, words
from test_hostile import HOSTILE, harmless, skeleton

from pelican_converse.urls import DEFAULTS
from tests.conftest import BUSINESS, BuiltSite, SmallSite
from tests.qrreader import read as read_code

HOME = "https://adler.example"
SHOP = """\
answers_within: 2 working days
tagline: Bread that keeps
channels: {instagram: adlerbread}
locations:
  - name: Shop
    address: {street: Griesgasse 12, postal_code: 8020, city: Graz}
    geo: [47.06712, 15.43340]
    phone: +43 316 555 0100
    hours: Tu-Fr 07:00-18:00; Sa 07:00-13:00; PH off
    special:
      - {dates: 12-24/01-06, closed: yes, why: Family time}
    accessibility: One step; ring.
"""
ROSA = """\
Name: Rosa Adler
Role: Baker
Photo: images/rosa.jpg | Rosa laughs
Email: rosa@adler.example
Phone: +43 316 555 0123
Can decide: refunds up to 50 €, any swap
Away: 2026-08-01/2026-08-14, Ben answers

I answer myself.
"""
OURS = ("CARD", "BUSINESS_CARD", "PERSON_QR", "ASK_QR", "DOOR_SIGN")


def written(site: SmallSite, language: str = "en") -> SmallSite:
    """A site with a shop, somebody who is away, somebody who stands in, and somebody who left."""
    site.write("business.yaml", f"{BUSINESS}{SHOP}languages: [{language}]\n")
    site.write("people/rosa.md", ROSA)
    site.write("people/ben.md", "Name: Ben Hödl\nWhatsApp: +43 664 555 0124\nPhoto: images/ben.svg | Ben\n\nI'm Ben.\n")
    site.write("people/hanna.md", "Name: Hanna\nPhone: +43 316 555 0125\nLeft: 2026-03-31\n")
    for name in ("rosa.jpg", "ben.svg"):
        site.write(f"images/{name}", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    return site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return built_on_the_day(written(SmallSite(tmp_path_factory.mktemp("taking"))))


def card(site: BuiltSite, name: str):
    return vobject.readOne((site.output / name).read_bytes().decode(), validate=True)


def test_everybody_who_answers_has_a_card_and_a_code_and_who_left_has_none(site):
    assert [name for name in site.files() if name.endswith(".vcf")] == [
        "contact.vcf",
        "people/ben.vcf",
        "people/rosa.vcf",
    ]
    codes = [name for name in site.files() if name.endswith(".svg") and not name.startswith(("images/", "theme/"))]
    assert codes == ["ask/qr.svg", "people/ben.svg", "people/rosa.svg"]


def test_a_card_says_what_the_page_says(site):
    rosa = card(site, "people/rosa.vcf")
    assert (rosa.fn.value, rosa.tel.value, rosa.email.value) == ("Rosa Adler", "+433165550123", "rosa@adler.example")
    assert rosa.note.value == "Rosa answers within 2 working days. Can decide: refunds up to 50 €, any swap."
    assert rosa.url.value == f"{HOME}/people/rosa/"
    assert rosa.photo.value == f"{HOME}/images/rosa.jpg"
    assert rosa.adr.value.country == "Austria"
    assert "photo" not in card(site, "people/ben.vcf").contents
    shop = card(site, "contact.vcf")
    assert (shop.url.value, shop.note.value) == (f"{HOME}/", "Bread that keeps")


def test_cards_are_offered_where_people_are(site):
    rosa, ben = (f"{HOME}/people/{name}.vcf" for name in ("rosa", "ben"))
    for path, card_of, who in (("people/rosa/", rosa, "Rosa"), ("people/ben/", ben, "Ben"), ("contact/", ben, "Ben")):
        link = site.page(path).find("a", href=card_of)
        assert link["type"] == "text/vcard"
        assert link.has_attr("download")
        assert words(link.get_text(" ")) == f"Save {who}’s number"
    assert site.page("contact/").find("a", href=rosa), "Rosa answers again in a week"
    assert site.page("contact/").find("a", href=f"{HOME}/contact.vcf").has_attr("download")


def test_who_has_no_number_has_an_address(small_site):
    small_site.write("people/rosa.md", "Name: Rosa\nEmail: rosa@adler.example\n")
    link = small_site.build().page("people/rosa/").find("a", download=True)
    assert words(link.get_text(" ")) == "Save Rosa’s address"


def code_at(site: BuiltSite, image, home: str) -> str:
    return read_code((site.output / image["src"].removeprefix(f"{home}/")).read_bytes())


@pytest.mark.parametrize("home", [HOME, "https://x.example/shop", "http://bäckerei.example"])
def test_codes_lead_where_they_say(home, small_site):
    built = written(small_site).build(SITEURL=home)
    found = {
        code_at(built, image, home) for page in Web(built, home).pages.values() for image in page.select(".contact-qr")
    }
    assert found == {f"{home}/ask/", f"{home}/people/ben/", f"{home}/people/rosa/"}
    image = built.page("people/ben/").select_one(".contact-qr")
    assert image["alt"] == f"QR code of {home.partition('://')[2]}/people/ben"
    assert (image["width"], image["height"], image["loading"]) == ("144", "144", "lazy")


def test_without_an_address_of_the_site_there_are_no_codes_and_cards_have_no_links(small_site):
    built = written(small_site).build(SITEURL="")
    assert not [name for name in built.files() if name.endswith(".svg") and not name.startswith(("images/", "theme/"))]
    assert [page.select(".contact-qr") for page in Web(built, HOME).pages.values() if page.select(".contact-qr")] == []
    assert not {"url", "uid", "photo"} & set(card(built, "people/rosa.vcf").contents)
    assert not {"url", "uid"} & set(card(built, "contact.vcf").contents)
    assert "0316" in built.page("contact/print/").find(class_="sign-ask").get_text()


@pytest.mark.parametrize("relative", [False, True])
@pytest.mark.parametrize("home", [HOME, "https://x.example/shop"])
def test_everything_works_wherever_the_site_is_put(relative, home, small_site):
    built = written(small_site).build(SITEURL=home, RELATIVE_URLS=relative)
    assert Web(built, home).dead_links() == []
    assert card(built, "people/rosa.vcf").url.value == f"{home}/people/rosa/"
    assert read_code((built.output / "people/rosa.svg").read_bytes()) == f"{home}/people/rosa/"


@pytest.mark.parametrize("page", [*OURS, "PERSON", "ASK", "CONTACT"])
def test_what_is_left_out_is_linked_from_nowhere(page, small_site):
    built = written(small_site).build(**{f"CONVERSE_{page}_SAVE_AS": ""})
    assert DEFAULTS[page][1].format(slug="rosa") not in built.files()
    assert Web(built, HOME).dead_links() == []
    if page in ("PERSON", "ASK"):
        assert DEFAULTS[f"{page}_QR"][1].format(slug="rosa") not in built.files(), "a code would lead nowhere"


def test_an_owners_page_is_never_written_over(small_site):
    written(small_site).write("pages/sign.md", "Title: Sign\nSave_as: contact/print/index.html\n\nOurs.\n")
    with pytest.raises(Exception, match="problem"):
        small_site.build()


def test_an_address_hidden_from_robots_is_in_no_card(small_site):
    text = (written(small_site).content / "business.yaml").read_text()
    small_site.write("business.yaml", f"{text}obfuscate: entities\n")
    built = small_site.build()
    for name in built.files():
        if name.endswith((".vcf", ".svg", "print/index.html")):
            assert "rosa@adler.example" not in built.text(name), name


def test_the_sign_says_when_who_and_what_to_do_if_nobody_is_there(site):
    page = site.page("contact/print/")
    sign = page.find(class_="sign")
    assert sign.h1.get_text() == "Adler Bread"
    said = words(sign.get_text(" "))
    for each in (
        "Bread that keeps",
        "Tuesday to Friday 07:00–18:00",
        "24 December 2026 to 6 January 2027 , Family time closed",
        "Griesgasse 12, 8020 Graz , 0316\N{NO-BREAK SPACE}555\N{NO-BREAK SPACE}0100".replace("\N{NO-BREAK SPACE}", " "),
        "One step; ring.",
        "Rosa Adler Baker Answers within 2 working days. Can decide: refunds up to 50 €, any swap.",
        "Nobody here? Call 0316 555 0100",
        "Ask, wish, complain adler.example/ask",
        "Take Rosa along",
    ):
        assert each in said
    assert [image["alt"] for image in sign.select(".face")] == ["Rosa laughs", "Ben"]
    assert "Hanna" not in said
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert page.find("link", href=f"{HOME}/theme/css/sign.css")
    assert site.page("contact/").find("a", href=f"{HOME}/contact/print/")


def test_a_sign_for_several_places_says_which_is_which(small_site):
    places = json.dumps([{"name": n, "hours": "Mo 08:00-09:00"} for n in ("Shop", "Stall")])
    small_site.write("business.yaml", f"{BUSINESS}locations: {places}\n")
    sign = small_site.build().page("contact/print/").find(class_="sign")
    assert [words(label.get_text()) for label in sign.select(".sign-place h2")] == ["Shop", "Stall"]
    assert len(sign.select("table tr[data-days]")) == 2 * 2


def test_a_business_without_a_place_has_a_sign_of_faces(small_site):
    sign = small_site.build().page("contact/print/").find(class_="sign")
    assert [words(label.get_text()) for label in sign.select("h2")] == ["Who answers", "Nobody here?"]


def test_a_german_site_hands_out_german_things(small_site):
    built = written(small_site, "de").build()
    assert card(built, "people/rosa.vcf").adr.value.country == "Österreich"
    assert "innerhalb von 2 Arbeitstagen" in card(built, "people/rosa.vcf").note.value
    sign = words(built.page("contact/print/").main.get_text(" "))
    english = ("Nobody", "Ask", "Take", "Open", "Who", "Answers", "Call", "decide", "print", "QR code of")
    assert [each for each in english if each in sign] == []
    assert built.page("people/ben/").find(string="Nummer von Ben")


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_other_themes_have_the_sign_and_its_sheet(theme, small_site):
    built = written(small_site).build(THEME=theme)
    page = built.page("contact/print/")
    sheets = [link["href"].removeprefix(HOME) for link in page.find_all("link", rel="stylesheet")]
    assert {"/theme/css/pieces-only.css", "/theme/css/sign.css"} <= set(sheets)
    assert page.find("meta", attrs={"name": "robots"})
    assert page.find(class_="sign").h1


def hostile(site: SmallSite, change) -> BuiltSite:
    def line(field: str) -> str:
        return change(f"{field} {HOSTILE}")

    said = {"name": line("name"), "tagline": line("tagline"), "country": "AT", "time_zone": "Europe/Vienna"}
    address = {"street": line("street"), "city": line("city")}
    place = {"name": line("place"), "address": address, "accessibility": line("access"), "hours": "Mo 08:00-09:00"}
    said |= {"contact": "rosa", "locations": [place]}
    site.write("business.yaml", json.dumps(said))
    head = f"Name: {line('person')}\nRole: {line('role')}\nCan decide: {line('decide')}\nEmail: rosa@adler.example\n"
    site.write("people/rosa.md", head)
    return built_on_the_day(site)


def test_hostile_words_stay_words_on_the_sign_and_in_cards(tmp_path):
    bare, built = (hostile(SmallSite(tmp_path / name), change) for name, change in (("a", harmless), ("b", str)))
    assert built.files() == bare.files()
    for name in ("contact/print/index.html", "contact/index.html", "people/rosa/index.html"):
        assert skeleton(built.text(name), "lxml") == skeleton(bare.text(name), "lxml")
    said = words(built.page("contact/print/").find(class_="sign").get_text(" "))
    assert [
        field
        for field in ("name", "tagline", "street", "access", "person", "role")
        if words(f"{field} {HOSTILE}") not in said
    ] == []
    rosa, shop = card(built, "people/rosa.vcf"), card(built, "contact.vcf")
    assert words(rosa.fn.value) == words(f"person {HOSTILE}")
    assert words(rosa.title.value) == words(f"role {HOSTILE}")
    assert words(f"decide {HOSTILE}") in words(rosa.note.value)
    assert words(shop.adr.value.street) == words(f"street {HOSTILE}")
    names = [re.split("[;:]", line)[0] for line in built.text("people/rosa.vcf").replace("\n ", "").split("\n")]
    expected = [
        "BEGIN",
        "VERSION",
        "PRODID",
        "FN",
        "N",
        "ORG",
        "TITLE",
        "EMAIL",
        "ADR",
        "NOTE",
        "URL",
        "UID",
        "REV",
        "END",
    ]
    assert [name for name in names if name] == expected


def test_two_builds_write_the_same(site, small_site):
    built = built_on_the_day(written(small_site))
    for name in (name for name in site.files() if name.endswith((".vcf", ".svg"))):
        assert (built.output / name).read_bytes() == (site.output / name).read_bytes()
