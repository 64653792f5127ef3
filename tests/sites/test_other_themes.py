"""With other people's themes our pages and pieces are there, and theirs stay as they are."""

import pytest
from looking import Web, built_on_the_day, words

from pelican_converse.urls import DEFAULTS, Urls
from tests.conftest import ARTICLE, BUSINESS, LEGAL, BuiltSite, SmallSite

HOME = "https://adler.example"
HOSTILE = "<xmark onxmark=1> & {{ 7777*7777 }}"
SHEET = f"{HOME}/theme/css/pieces-only.css"
SLUGS = {"PERSON": "rosa", "REQUEST": "spelt", "STATUS": "completed", "MEETUP": "market", "STOP": "market/1"}
SLUGS |= {"THANKS_PERSON": "rosa", "CARD": "rosa", "PERSON_QR": "rosa", "REF": "K7M2QD", "CHANGELOG_YEAR": "2026"}
SLUGS |= {"TOPIC": "menu", "KIND": "idea", "PREVIEW": "loaf"}
SLUGS |= {"FEED": "requests/status/completed", "FEED_JSON": "changelog"}
OURS = [Urls({}).save_as(page, SLUGS.get(page, "")) for page in DEFAULTS if page != "HOME"]


def built_with(theme: str, site: SmallSite) -> BuiltSite:
    site.write("business.yaml", BUSINESS + "answers_within: 2 working days\n" + LEGAL)
    turns = "## 2026-08-01, Rosa: completed\n\nOn Wednesdays.\n"
    site.write(
        "requests/spelt.md",
        f"Title: {HOSTILE}\nAsked: 2026-07-01\nBy: {HOSTILE}\nRef: K7M2QD\nTopic: menu\n\n{HOSTILE}\n\n{turns}",
    )
    no = f"## 2026-08-01, Rosa: declined until 2026-12\n\n{HOSTILE}\n"
    site.write("requests/cake.md", f"Title: {HOSTILE}\nAsked: 2026-07-01\nBy: {HOSTILE}\n\n{HOSTILE}\n\n{no}")
    site.write("requests/rye.md", "Title: Rye\nAsked: 2026-07-02\n")
    question = f"Title: {HOSTILE}\nAsked: 2026-07-02\nKind: question\n\n{HOSTILE}\n\n## 2026-07-03, Rosa\n\n{HOSTILE}\n"
    site.write("requests/oven.md", question)
    site.write("people/ben.md", "Name: Ben Hödl\nEmail: ben@adler.example\n")
    site.write("meetups/market.md", f"Title: {HOSTILE}\nWhen: 2026-09-12\nWhere: {HOSTILE}\nAbout: {HOSTILE}\n")
    site.write("previews/loaf.md", f"Title: {HOSTILE}\nAsk: {HOSTILE}\nUntil: 2026-08-31\n")
    site.write("requests/easter.md", f"Title: Lamb\nAsked: 2026-07-01\nAbout: {{filename}}/news/loaf.md\n\n{HOSTILE}\n")
    site.write("neighbours/mill.md", f"Name: {HOSTILE}\nVouched by: Rosa\nFor: {HOSTILE}\n")
    site.write(
        "news/loaf.md",
        f"Ask: {HOSTILE}\n" + ARTICLE + "\n/// contact\n///\n\n/// form | ask\n///\n\n/// request | spelt\n///\n",
    )
    site.write(
        "pages/visit.md",
        "Title: Visit\n\n/// changelog\n///\n\n/// requests\n///\n\n/// people\n///\n\n/// promises\n///\n",
    )
    return built_on_the_day(site, THEME=theme)


@pytest.fixture(scope="module", params=["simple", "notmyidea"])
def site(request, tmp_path_factory) -> BuiltSite:
    return built_with(request.param, SmallSite(tmp_path_factory.mktemp(request.param)))


def test_all_our_pages_are_there_and_every_link_leads_somewhere(site):
    assert [name for name in OURS if name not in site.files()] == []
    assert Web(site, HOME).dead_links() == []


def test_our_one_sheet_is_there_and_linked_on_our_pages(site):
    sheet = site.text("theme/css/pieces-only.css")
    loaded = [f"theme/css/{line.split(chr(34))[1]}" for line in sheet.splitlines() if line.startswith("@import")]
    assert len(loaded) > 1
    assert [name for name in loaded if name not in site.files()] == []
    for name in OURS:
        if name.endswith(".html"):
            sheets = [link["href"] for link in site.page(name).find_all("link", rel="stylesheet")]
            assert [sheet.removeprefix(HOME) for sheet in sheets].count("/theme/css/pieces-only.css") == 1, name


def test_pieces_are_filled_in_their_articles_and_pages(site):
    article, page = site.page("first-loaf.html"), site.page("pages/visit.html")
    assert article.find("section", class_="contact").find("a", href="tel:+433165550123")
    assert article.find("section", class_="form").find("textarea", attrs={"name": "words"})
    assert "On Wednesdays." in article.find("article", class_="request").get_text()
    assert "On Wednesdays." in page.find(class_="changelog").get_text()
    assert page.find(class_="people").find("a", href=f"{HOME}/people/rosa/")


def test_what_an_article_asks_stands_below_its_text(site):
    """Their templates know nothing of it."""
    starter = site.page("first-loaf.html").find("section", class_="starter")
    assert HOSTILE in words(starter.h2.get_text())
    assert starter.find("input", attrs={"name": "about"})["value"] == "{filename}/news/loaf.md"
    assert HOSTILE in words(starter.blockquote.get_text())
    assert "converse-piece" not in site.text("feeds/all.atom.xml")


def test_articles_and_pages_with_pieces_bring_what_pieces_need(site):
    for name in ("first-loaf.html", "pages/visit.html", "contact/index.html"):
        page = site.page(name)
        assert len(page.find_all("script", src=f"{HOME}/theme/js/now.js")) == 1, name
        assert len(page.find_all("link", href=SHEET)) == 1, name
    assert len(site.page("first-loaf.html").find_all("template", attrs={"data-form-words": True})) == 1
    assert len(site.page("first-loaf.html").find_all("script", src=f"{HOME}/theme/js/forms.js")) == 1
    feed = site.text("feeds/all.atom.xml")
    assert not [name for name in ("now.js", "forms.js", "data-form-words") if name in feed]


def test_a_customers_words_are_escaped_on_our_pages_and_in_pieces(site):
    for name in [*(name for name in OURS if name.endswith(".html")), "first-loaf.html", "pages/visit.html"]:
        page = site.page(name)
        assert page.find("xmark") is None
        assert "60481729" not in page.get_text()
    assert HOSTILE in words(site.page("requests/spelt/").get_text())
    assert HOSTILE in words(site.page("requests/spelt/").title.get_text())
    assert HOSTILE in words(site.page("first-loaf.html").find("article", class_="request").get_text())


def test_the_home_page_stays_theirs(site):
    home = site.page("")
    assert "First loaf" in home.get_text()
    # Some themes show the newest article whole, and with it what its pieces need.
    assert bool(home.find("link", href=SHEET)) == bool(home.find(class_="contact"))
    assert "news/index.html" not in site.files()


def test_simple_is_as_simple_as_without_us_where_we_have_no_page(small_site):
    small_site.write("news/loaf.md", ARTICLE)
    ours = small_site.build(THEME="simple")
    without = small_site.build(THEME="simple", PLUGINS=[], SITENAME="Adler Bread", OUTPUT_PATH=f"{small_site.folder}/o")
    for name in ("index.html", "first-loaf.html", "archives.html", "category/oven.html", "feeds/all.atom.xml"):
        assert ours.text(name) == without.text(name)
