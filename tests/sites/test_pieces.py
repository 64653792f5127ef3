"""Pieces and containers: wherever an owner or a designer puts them, and in every format."""

import pytest
from bs4 import BeautifulSoup, Tag
from looking import built_on_the_day, feeds, pages, words
from pelican import signals
from pelican.generators import ArticlesGenerator

from pelican_converse.catalogue import CONTAINERS, PIECES
from tests.conftest import ARTICLE, BuiltSite, SmallSite

USES = {
    "contact": {"person": "rosa"},
    "form": {"form": "ask"},
    "requests": {"status": "completed", "limit": "1"},
    "request": {"slug": "spelt"},
    "changelog": {"limit": "1"},
    "questions": {"topic": "heat", "limit": "1"},
    "praise": {"person": "rosa", "topic": "heat", "limit": "1"},
    "promises": {},
    "hours": {"location": "Shop"},
    "map": {"location": "Shop"},
    "people": {},
    "meetups": {"limit": "1"},
    "previews": {"limit": "1"},
    "neighbours": {"topic": "bread", "person": "rosa", "limit": "1"},
    "starter": {"preview": "loaf"},
}
SHOP = "locations:\n  - {name: Shop, address: {city: Graz}, hours: Tu-Fr 07:00-18:00}\n"
SPELT = """\
Title: Spelt, please
Asked: 2026-07-01
By: Priya

## 2026-08-01, Rosa: completed

On Wednesdays.
"""


def element(name: str) -> str:
    options = "".join(f' {key}="{value}"' for key, value in USES[name].items())
    return f'<converse-piece name="{name}"{options}></converse-piece>'


def block(name: str) -> str:
    options = "".join(f"    {key}: {value}\n" for key, value in USES[name].items() if key != PIECES[name].argument)
    argument = USES[name].get(PIECES[name].argument, "")
    return f"/// {name}" + (f" | {argument}" if argument else "") + f"\n{options}///\n"


def call(name: str) -> str:
    options = "".join(f"{key}={value!r}, " for key, value in USES[name].items())
    return f"{{{{ converse.{name}({options}heading=3) }}}}"


def marked(piece, between="\n\n", mark="<h2>{}</h2>") -> str:
    """All pieces, each below a heading with its name."""
    return between.join(mark.format(name) + between + piece(name) for name in USES)


def below_mark(page: BeautifulSoup, name: str) -> list[str]:
    """What stands below the heading of this name, up to the next one beside it, white space aside."""
    mark = page.find("h2", string=name)
    found: list[str] = []
    for sibling in mark.next_siblings:
        if isinstance(sibling, Tag):
            if sibling.name == "h2":
                break
            found.append(words(str(sibling)))
    return found


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A site with every piece in every format and every kind of content, and in a template."""
    site = SmallSite(tmp_path_factory.mktemp("pieces"))
    site.write("business.yaml", (site.content / "business.yaml").read_text() + SHOP)
    site.write("requests/spelt.md", SPELT)
    about = "Asked: 2026-07-01\nTopic: heat\nAbout: rosa\nMay quote: yes, 2026-07-02\n"
    site.write("requests/hot.md", f"Title: Is it hot?\n{about}Kind: question\n\n## 2026-07-03, Rosa\n\nVery.\n")
    site.write("requests/warm.md", f"Title: So warm\n{about}Kind: praise\n")
    site.write("meetups/market.md", "Title: Coffee at the market\nWhen: 2026-09-12\nWhere: Graz\n")
    site.write("neighbours/mill.md", "Name: Farina Mill\nVouched by: Rosa\nFor: rye\nTopic: bread\n")
    site.write("previews/loaf.md", "Title: A spelt loaf\nAsk: In a tin?\nUntil: 2026-08-31\n")
    site.write("pages/template.md", "Title: Template\nTemplate: with_pieces\n")
    site.write("pages/block.md", "Title: Block\n\n" + marked(block, mark="## {}"))
    site.write("pages/markdown.md", "Title: Markdown\n\n" + marked(element, mark="## {}"))
    site.write("pages/html.html", f"<html><head><title>Html</title></head><body>{marked(element)}</body></html>")
    raw = marked(element, "\n\n   ")
    site.write("pages/rst.rst", f"Rst\n###\n\n.. raw:: html\n\n   {raw}\n")
    for status in ("published", "draft", "hidden"):
        head = f"Title: {status}\nDate: 2026-05-02\nStatus: {status}\n\n"
        site.write(f"news/{status}.md", head + block("form"))
        site.write(f"pages/{status}.md", head + block("form"))
    overrides = site.folder / "overrides"
    overrides.mkdir()
    template = '{% extends "!theme/page.html" %}{% block page_content %}' + marked(call) + "{% endblock %}"
    (overrides / "with_pieces.html").write_text(template)
    return built_on_the_day(site, THEME_TEMPLATES_OVERRIDES=[str(overrides)])


def test_every_piece_is_tried_here():
    assert USES.keys() == PIECES.keys()


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("contact", "Reach Rosa Adler"),
        ("form", "In your words"),
        ("requests", "Spelt, please"),
        ("request", "On Wednesdays."),
        ("changelog", "Because Priya asked."),
        ("questions", "Very."),
        ("praise", "So warm"),
        ("hours", "Tuesday to Friday"),
        ("people", "Rosa Adler"),
        ("meetups", "Saturday, 12 September 2026"),
        ("previews", "A spelt loaf"),
        ("neighbours", "Farina Mill"),
        ("starter", "In a tin?"),
    ],
)
def test_a_designer_puts_a_piece_into_a_template(name, sign, everywhere):
    assert sign in " ".join(below_mark(everywhere.page("pages/template.html"), name))


@pytest.mark.parametrize("source", ["block", "markdown", "rst", "html"])
@pytest.mark.parametrize("name", PIECES)
def test_a_piece_is_the_same_in_every_format(name, source, everywhere):
    in_template = below_mark(everywhere.page("pages/template.html"), name)
    assert below_mark(everywhere.page(f"pages/{source}.html"), name) == in_template != []


@pytest.mark.parametrize(
    "path",
    [
        "published.html",
        "drafts/draft.html",
        "hidden.html",
        "pages/published.html",
        "drafts/pages/draft.html",
        "pages/hidden.html",
    ],
)
def test_articles_pages_drafts_and_what_is_hidden_have_their_form(path, everywhere):
    section = everywhere.page(path).main.find(id="ask")
    assert section.find("form")
    assert section.find("textarea", attrs={"name": "words"})


def test_no_page_is_left_with_an_element_of_ours(everywhere):
    assert [name for name, page in pages(everywhere).items() if page.find("converse-piece")] == []


def test_no_paragraph_is_left_around_a_piece(everywhere):
    """A browser closes a paragraph before a section: what would be left is an empty one."""
    for source in ("block", "markdown", "rst", "html"):
        prose = everywhere.page(f"pages/{source}.html").find(class_="prose")
        assert [str(each) for each in prose.find_all("p") if each.find(["section", "div", "article", "p"])] == []


@pytest.mark.parametrize("relative", [False, True])
def test_feeds_and_summaries_lead_to_the_form(relative, small_site):
    """A form can't be filled in there; what stands for it is a link to where it can."""
    small_site.write("news/loaf.md", ARTICLE + "\n/// form | ask\n///\n")
    feeds_too = {"FEED_ALL_RSS": "feeds/all.rss.xml", "CATEGORY_FEED_RSS": "feeds/{slug}.rss.xml"}
    site = small_site.build(RELATIVE_URLS=relative, **feeds_too)
    found = {name: feed for name, feed in feeds(site).items() if name.startswith("feeds/")}
    assert {"feeds/all.atom.xml", "feeds/all.rss.xml", "feeds/oven.atom.xml", "feeds/oven.rss.xml"} <= found.keys()
    for feed in found.values():
        entry = feed.entries[0]
        for text in [entry.summary, *(each.value for each in entry.get("content", []))]:
            inside = BeautifulSoup(text, "html.parser")
            assert inside.find("form") is None
            assert [link["href"] for link in inside.find_all("a")] == ["https://adler.example/first-loaf.html#ask"]
    for path, up in (("news/", ".."), ("category/oven.html", "..")):
        inside = site.page(path).find(class_="news-summary")
        assert inside.find("form") is None
        home = up if relative else "https://adler.example"
        assert [link["href"] for link in inside.find_all("a")] == [f"{home}/first-loaf.html#ask"]
        assert "Bread is here." in inside.get_text()
    assert site.page("first-loaf.html").main.find(id="ask").find("form")


def test_a_summary_of_the_owners_own_is_left_as_it_is(small_site):
    small_site.write("news/loaf.md", ARTICLE.replace("\n\n", "\nSummary: All of it.\n\n") + "\n/// form | ask\n///\n")
    summary = small_site.build().page("news/").find(class_="news-summary")
    assert summary.get_text(strip=True) == "All of it."


def read_early(generator: ArticlesGenerator) -> None:
    """What other plugins do: they look at articles before everything is known, and Pelican remembers what they saw."""
    assert all(article.content and article.summary for article in generator.articles)


def test_a_plugin_that_reads_articles_early_does_no_harm(small_site):
    small_site.write("news/loaf.md", ARTICLE + "\n/// form | ask\n///\n")
    signals.article_generator_finalized.connect(read_early)
    try:
        site = small_site.build()
    finally:
        signals.article_generator_finalized.disconnect(read_early)
    assert site.page("first-loaf.html").main.find(id="ask").find("form")
    assert site.page("news/").find(class_="news-summary").find("a", href="https://adler.example/first-loaf.html#ask")


CONTAINED = """\
Title: Our bread

/// hero
Bread that **keeps**.
///

//// columns

/// card | Rye & more
Made on *Tuesdays*.
///

/// card
Made on Fridays.
///

////

/// gallery
![A loaf]({static}/images/loaf.svg)
///

/// button | {filename}/pages/orders.md
Order *now*
///

/// quote | Mrs Kern
It lasted.
///

/// quote
It was warm.
///

/// steps
1. Ring.
2. Come.
///
"""


@pytest.fixture
def prose(small_site):
    """The page with all containers."""
    small_site.write("pages/bread.md", CONTAINED)
    small_site.write("pages/orders.md", "Title: Orders\n\nSoon.\n")
    small_site.write("images/loaf.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    return small_site.build().page("pages/our-bread.html").find(class_="prose")


def test_every_container_becomes_html(prose):
    assert set(CONTAINERS) - {each for found in prose.find_all(class_=True) for each in found["class"]} == set()
    assert "///" not in prose.get_text()


def test_a_hero_holds_markdown(prose):
    hero = prose.find("header", class_="hero")
    assert hero.strong.get_text() == "keeps"


def test_cards_stand_in_columns(prose):
    rye, friday = prose.find("div", class_="columns").find_all("section", class_="card")
    assert rye.find(class_="card-title").get_text() == "Rye & more"
    assert rye.em.get_text() == "Tuesdays"
    assert friday.find(class_="card-title") is None
    assert friday.p.get_text() == "Made on Fridays."


def test_a_gallery_holds_pictures(prose):
    picture = prose.find(class_="gallery").img
    assert (picture["src"], picture["alt"]) == ("https://adler.example/images/loaf.svg", "A loaf")


def test_a_button_is_a_link_to_a_file(prose):
    button = prose.find("a", class_="button")
    assert button["href"] == "https://adler.example/pages/orders.html"
    assert words(button.get_text()) == "Order now"
    assert button.find("p") is None


def test_a_quote_says_whose_words_they_are_if_that_is_known(prose):
    named, unnamed = prose.find_all("figure", class_="quote")
    assert words(named.blockquote.get_text()) == "It lasted."
    assert named.figcaption.get_text() == "Mrs Kern"
    assert words(unnamed.blockquote.get_text()) == "It was warm."
    assert unnamed.figcaption is None


def test_steps_are_a_numbered_list(prose):
    assert [item.get_text() for item in prose.find("ol", class_="steps").find_all("li")] == ["Ring.", "Come."]


@pytest.mark.parametrize("theme", ["ours", "simple"])
def test_a_designer_changes_one_block_of_a_piece(theme, small_site):
    """The rest of the piece stays, on our page and wherever else the piece stands."""
    small_site.write("requests/spelt.md", SPELT)
    small_site.write("news/loaf.md", ARTICLE + "\n/// request | spelt\n///\n")
    override = small_site.folder / "overrides" / "converse" / "request.html"
    override.parent.mkdir(parents=True)
    block = '{% block title %}<h2 class="mine">{{ request.title }}!</h2>{% endblock %}'
    override.write_text('{% extends "!converse/request.html" %}' + block)
    settings = {"THEME_TEMPLATES_OVERRIDES": [str(small_site.folder / "overrides")]}
    site = small_site.build(**settings | ({} if theme == "ours" else {"THEME": theme}))
    for path in ("requests/spelt/", "first-loaf.html"):
        piece = site.page(path).find("article", class_="request")
        assert piece.find("h2", class_="mine").get_text() == "Spelt, please!"
        assert piece.find(class_="request-title") is None
        assert "On Wednesdays." in piece.find(class_="request-turns").get_text()
