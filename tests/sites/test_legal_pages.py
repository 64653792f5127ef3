"""The legal notice and the page on privacy: there, true, and linked from every page."""

import pytest
from looking import Web, pages, words

from pelican_converse.problems import BadContent
from tests.conftest import ARTICLE, BUSINESS, SmallSite

ADDRESS = "{street: Griesgasse 12, postal_code: 8020, city: Graz}"
REACH = "email: office@adler.example, phone: +43 316 555 0199"
LEGAL = f"legal: {{operator: Rosa Adler, form: sole trader, {REACH}, address: {ADDRESS}, vat_id: none, more: Bakery}}\n"

HOME = "https://adler.example"


@pytest.fixture
def legal_site(small_site) -> SmallSite:
    """A small site with a legal notice."""
    small_site.write("business.yaml", BUSINESS + LEGAL)
    return small_site


COMPANY = """\
name: Adler Brot
country: DE
time_zone: Europe/Vienna
contact: rosa
languages: [de]
legal:
  operator: Adler Brot GmbH
  form: GmbH
  represented_by: Rosa Adler
  address: {street: Marktplatz 1, postal_code: 70173, city: Stuttgart}
  email: office@adler.example
  phone: 0711 555 0100
  register: HRB 123456, Amtsgericht Stuttgart
  vat_id: DE123456789
  authority: none
  more: |
    Verantwortlich für den Inhalt: **Rosa Adler**. <script>alert(1)</script>

    [Wer wir sind]({filename}/pages/about.md)
"""


def facts(page) -> dict[str, str]:
    """The lines of a legal notice."""
    names = [words(dt.get_text()) for dt in page.select("main dt")]
    return dict(zip(names, [words(dd.get_text(" ")).replace("@ ", "@") for dd in page.select("main dd")], strict=True))


def privacy(site: SmallSite, **settings) -> str:
    return words(site.build(**settings).page("privacy/").main.get_text(" "))


def test_a_sole_trader_says_little(legal_site):
    site = legal_site.build()
    assert facts(site.page("legal/")) == {
        "Name": "Rosa Adler",
        "Legal form": "sole trader",
        "Address": "Griesgasse 12 8020 Graz",
        "Phone": "0316 555 0199",
        "E-mail": "office@adler.example",
    }
    links = {link["href"] for link in site.page("legal/").select("main dd a")}
    assert links == {"tel:+433165550199", "mailto:office@adler.example"}
    assert "Bakery" in site.page("legal/").main.get_text()
    assert site.page("legal/").title.get_text() == "Legal notice – Adler Bread"


def test_a_german_company_says_all(small_site):
    small_site.write("business.yaml", COMPANY)
    small_site.write("pages/about.md", "Title: Wer wir sind\n\nWir.\n")
    site = small_site.build()
    page = site.page("legal/")
    assert facts(page) == {
        "Name": "Adler Brot GmbH",
        "Rechtsform": "GmbH",
        "Vertreten durch": "Rosa Adler",
        "Adresse": "Marktplatz 1 70173 Stuttgart",
        "Telefon": "0711 555 0100",
        "E-Mail": "office@adler.example",
        "Register": "HRB 123456, Amtsgericht Stuttgart",
        "USt-IdNr. / UID": "DE123456789",
    }
    assert page.h1.get_text() == "Impressum"
    assert page.main.strong.get_text() == "Rosa Adler"
    assert page.main.script is None
    assert page.main.find("a", string="Wer wir sind")["href"] == f"{HOME}/pages/wer-wir-sind.html"
    found = words(site.page("privacy/").main.get_text(" "))
    assert found.startswith("Was wir über dich erfahren und was nicht Wer verantwortlich ist Adler Brot GmbH")
    assert "Datenschutzbehörde" in found


@pytest.mark.parametrize("relative", [False, True])
def test_every_page_links_to_both_from_its_foot(legal_site, relative):
    small_site = legal_site
    small_site.write("news/loaf.md", ARTICLE)
    small_site.write("pages/visit.md", "Title: Visit\n\nx\n")
    small_site.write("requests/spelt.md", "Title: Spelt\nAsked: 2026-07-01\n")
    site = small_site.build(RELATIVE_URLS=relative)
    for name, page in pages(site).items():
        found = [words(link.get_text()) for link in page.select("footer.colophon a")]
        assert {"Legal notice", "Privacy"} <= set(found), name
    assert Web(site, HOME).dead_links() == []


def test_without_a_legal_notice_there_is_no_page_and_no_link(small_site):
    small_site.write("business.yaml", BUSINESS.replace("AT", "US"))
    site = small_site.build()
    assert "legal/index.html" not in site.files()
    assert "Legal notice" not in site.text("")
    found = words(site.page("privacy/").main.get_text(" "))
    assert "Adler Bread Call +43 316 555 0123" in found
    assert "data protection authority" not in found


@pytest.mark.parametrize("has_ours", [False, True])
def test_an_imprint_of_the_owners_own_takes_the_place_of_ours(small_site, has_ours):
    small_site.write("business.yaml", BUSINESS + LEGAL * has_ours)
    small_site.write("pages/legal.md", "Title: Imprint\nSlug: legal\nMenu: no\n\nRosa Adler, Graz\n")
    short = {"PAGE_URL": "{slug}/", "PAGE_SAVE_AS": "{slug}/index.html"}
    if has_ours:
        with pytest.raises(BadContent) as bad:
            small_site.build(**short)
        assert "CONVERSE_LEGAL_SAVE_AS" in bad.value.report
        short["CONVERSE_LEGAL_SAVE_AS"] = ""
    site = small_site.build(**short)
    assert "Rosa Adler, Graz" in site.text("legal/")
    assert site.page("").select_one("footer.colophon").find("a", string="Imprint")["href"] == f"{HOME}/legal/"
    assert Web(site, HOME).dead_links() == []


def test_privacy_can_be_left_out(small_site):
    site = small_site.build(CONVERSE_PRIVACY_SAVE_AS="")
    assert "privacy/index.html" not in site.files()
    assert "Privacy" not in site.page("").select_one("footer.colophon").get_text()


@pytest.mark.parametrize(
    ("forms", "said", "companies"),
    [
        ({"backend": "mailto"}, "opens your own mail program", []),
        ({"backend": "formspree", "id": "mqkvabcd"}, "goes to Formspree, Inc. (United States)", ["formspree.io"]),
        ({"backend": "netlify"}, "goes to Netlify, Inc. (United States)", ["www.netlify.com", "automattic.com"]),
        ({"backend": "basin", "id": "0123456789ab"}, "goes to Basin, which receives it", ["usebasin.com"]),
        ({"backend": "formspark", "id": "eKx1yPtf"}, "goes to Formspark, which", ["formspark.io", "www.oopspam.com"]),
        ({"backend": "forminit", "id": "agdljeqb"}, "goes to Forminit (United Kingdom)", ["forminit.com"]),
        ({"backend": "cloudflare"}, "goes to Cloudflare, Inc. (United States)", ["www.cloudflare.com"]),
        ({"backend": "endpoint", "url": "https://forms.adler.example/in"}, "goes to our own server", []),
    ],
)
def test_what_receives_forms_is_named(small_site, forms, said, companies):
    site = small_site.build(CONVERSE_FORMS=forms)
    part = site.page("privacy/").find(id="forms").find_parent("section")
    assert said in words(part.get_text())
    assert [link["href"].split("/")[2] for link in part.find_all("a")] == companies
    whole = site.page("privacy/").main.get_text()
    assert [name for name in ("Formspree", "Netlify", "mail program") if name in whole] == [
        name for name in ("Formspree", "Netlify", "mail program") if name in said
    ]


def test_the_host_is_named_where_it_is_known(small_site):
    assert "The pages lie on servers of Netlify, Inc." in privacy(small_site, CONVERSE_FORMS={"backend": "netlify"})
    assert "The pages lie on" not in privacy(small_site, CONVERSE_FORMS={"backend": "formspree", "id": "mqkvabcd"})


def test_forms_are_not_spoken_of_where_there_are_none(small_site):
    small_site.write("people/rosa.md", "Name: Rosa Adler\nPhone: +43 316 555 0123\n")
    assert "mail program" not in privacy(small_site, CONVERSE_LEGAL_SAVE_AS="")


def test_services_of_others_are_named_where_they_are_linked_to(small_site):
    assert "WhatsApp" not in privacy(small_site)
    small_site.write(
        "people/rosa.md", "Name: Rosa\nEmail: rosa@adler.example\nPhone: +43 316 555 0100\nWhatsApp: +43 664 555 0123\n"
    )
    place = "locations:\n  - {name: Shop, geo: [47.06712, 15.43340]}\nchannels: {instagram: adlerbread}\n"
    small_site.write("business.yaml", BUSINESS + place)
    found = privacy(small_site)
    assert "WhatsApp, Instagram: these are links and no more." in found
    assert "OpenStreetMap" in found


PROMISE = "nothing loaded from elsewhere"
ELSEWHERE = [
    ("news/loaf.md", ARTICLE + '\n<img src="https://cdn.example/x.png" alt="x">\n'),
    ("pages/loaf.md", "Title: Loaf\n\n![Loaf](https://cdn.example/x.png)\n"),
    (
        "people/rosa.md",
        "Name: Rosa\nEmail: r@adler.example\nPhone: 0316 555 0100\n\n![Me](https://cdn.example/x.png)\n",
    ),
    ("requests/spelt.md", "Title: Spelt\nAsked: 2026-07-01\n\n## 2026-07-02, Rosa\n\n![x](//cdn.example/x.png)\n"),
]


@pytest.mark.parametrize(("name", "text"), ELSEWHERE, ids=[name for name, _ in ELSEWHERE])
def test_what_the_owner_loads_from_elsewhere_is_told_and_nothing_else_promised(small_site, name, text):
    small_site.write(name, text)
    site = small_site.build()
    found = words(site.page("privacy/").main.get_text(" "))
    assert "Parts of some pages come from cdn.example." in found
    assert "no cookies" not in found
    assert [file for file, page in pages(site).items() if PROMISE in page.get_text()] == []


def test_a_sheet_from_elsewhere_is_told_too(small_site):
    site = small_site.build(STYLESHEET_URL="https://fonts.example/extra.css")
    assert "fonts.example" in site.page("privacy/").main.get_text()
    assert PROMISE not in site.text("")


def test_what_is_promised_is_so(small_site):
    small_site.write("pages/loaf.md", "Title: Loaf\n\n[A mill](https://mill.example) and `<img src=//cdn.example>`\n")
    site = small_site.build(STYLESHEET_URL="/static/extra.css")
    assert PROMISE in site.text("")
    assert "This site sets no cookies" in words(site.page("privacy/").main.get_text(" "))


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_of_other_themes_nothing_is_promised(legal_site, theme):
    site = legal_site.build(THEME=theme)
    found = words(site.page("privacy/").get_text(" "))
    assert "opens your own mail program" in found
    assert "cookies" not in found
    assert "Griesgasse 12" in site.text("legal/")
