"""What owners may set, and that everything follows."""

import pytest
from looking import Web, feeds, words

from pelican_converse.urls import DEFAULTS, setting_names
from tests.conftest import ARTICLE, BUSINESS, LEGAL, SmallSite

HOME = "https://adler.example"
LOAF = "Title: A spelt loaf\nAsk: In a tin?\nUntil: 2026-08-31\n"
MOVED = {
    "CONTACT": "reach.html",
    "PERSON": "team/{slug}.html",
    "CARD": "cards/{slug}.vcf",
    "BUSINESS_CARD": "cards/us.vcf",
    "PERSON_QR": "codes/{slug}.svg",
    "ASK_QR": "codes/ask/form.svg",
    "DOOR_SIGN": "door/index.html",
    "REQUESTS": "board/index.html",
    "REQUEST": "board/{slug}/index.html",
    "STATUS": "board/is-{slug}.html",
    "UNANSWERED": "board/waiting.html",
    "COLUMNS": "board/columns.html",
    "TOPIC": "board/about-{slug}.html",
    "KIND": "board/kind/{slug}.html",
    "REF": "number/{slug}.html",
    "LEDGER": "data/all.json",
    "LEDGER_CSV": "data/all.csv",
    "SEARCH_INDEX": "data/search.json",
    "PROMISES_DATA": "data/score.json",
    "PROMISES": "score/index.html",
    "NO": "because.html",
    "CHANGELOG": "because-you-asked.html",
    "CHANGELOG_YEAR": "because-you-asked-in-{slug}.html",
    "CHANGELOG_SHEET": "wall/index.html",
    "QUESTIONS": "board/answers.html",
    "ASK": "board/ask.html",
    "MEET": "in-person/index.html",
    "MEETUP": "in-person/{slug}.html",
    "STOP": "calendars/{slug}.ics",
    "MEET_FEED": "calendars/all.ics",
    "PREVIEWS": "soon/index.html",
    "PREVIEW": "soon/{slug}.html",
    "NEIGHBOURS": "friends.html",
    "THANKS": "thank-you/index.html",
    "THANKS_PERSON": "thank-you/{slug}.html",
    "NOT_FOUND": "lost.html",
    "LEGAL": "imprint.html",
    "PRIVACY": "about/privacy/index.html",
    "REQUESTS_FEED": "atom/requests.atom.xml",
    "CHANGELOG_FEED": "atom/changes.atom.xml",
    "FEED": "atom/{slug}.xml",
    "FEED_JSON": "json/{slug}.json",
}
"""Where the pages are moved to here; all but home."""
SLUGS = {"PERSON": "rosa", "REQUEST": "spelt", "STATUS": "completed", "MEETUP": "market", "STOP": "market/1"}
SLUGS |= {"THANKS_PERSON": "rosa", "CARD": "rosa", "PERSON_QR": "rosa", "REF": "K7M2QD", "CHANGELOG_YEAR": "2026"}
SLUGS |= {"TOPIC": "menu", "KIND": "idea", "PREVIEW": "loaf"}
FOLDERS = {"FEED": "requests/topic/menu", "FEED_JSON": "requests"}
"""Where the feeds lie, which is beside the pages that they follow."""
MOVED_FOLDERS = {"FEED": "board/about-menu", "FEED_JSON": "board"}


@pytest.fixture
def site(small_site: SmallSite) -> SmallSite:
    """A site with something on each of its pages, and with forms that lead back to it."""
    small_site.write(
        "business.yaml",
        BUSINESS + "answers_within: 2 working days\nforms: {backend: formspree, id: mqkvabcd}\n" + LEGAL,
    )
    turns = "## 2026-08-01, Rosa: completed\n\nOn Wednesdays.\n"
    small_site.write(
        "requests/spelt.md", f"Title: Spelt, please\nAsked: 2026-07-01\nBy: Priya\nRef: K7M2QD\nTopic: menu\n\n{turns}"
    )
    small_site.write(
        "requests/oven.md", "Title: Is it hot?\nAsked: 2026-06-02\nKind: question\n\n## 2026-07-03, Rosa\n\nYes.\n"
    )
    for number, about in enumerate(("previews/loaf", "previews/roll", "news/loaf", "pages/fertig"), 1):
        head = f"Title: Rye {number}\nAsked: 2026-07-0{number}\nBy: Ali\nAbout: {{filename}}/{about}.md\n"
        no = "\n## 2026-07-05, Rosa: declined until 2026-07\n\nNo room.\n" if number == 1 else ""
        small_site.write(f"requests/rye-{number}.md", head + no)
    small_site.write("people/ben.md", "Name: Ben Hödl\nEmail: ben@adler.example\n")
    small_site.write("meetups/market.md", "Title: Coffee\nWhen: 2026-09-12\nWhere: Graz\n")
    small_site.write("previews/loaf.md", LOAF)
    small_site.write(
        "previews/roll.md", LOAF.replace("2026-08-31", "2026-08-01") + "\n## 2026-08-02, Rosa\n\nIn a tin.\n"
    )
    small_site.write("neighbours/mill.md", "Name: Farina Mill\nVouched by: Rosa\nFor: rye\n")
    small_site.write(
        "news/loaf.md",
        "Ask: What for Easter?\n" + ARTICLE + "\n/// contact\n///\n\n/// requests\n///\n\n/// form | ask\n///\n",
    )
    small_site.write(
        "pages/fertig.md",
        "Title: Fertig\n\n/// previews\n///\n\n/// starter\n    preview: loaf\n///\n\n"
        "/// changelog\n///\n\n/// people\n///\n\n/// request | spelt\n///\n",
    )
    return small_site


def moved(page: str) -> dict[str, str]:
    file = MOVED[page]
    return {f"CONVERSE_{page}_SAVE_AS": file, f"CONVERSE_{page}_URL": file.removesuffix("index.html")}


def test_every_page_of_ours_is_moved_here():
    settings = {name for page in MOVED for name in moved(page)}
    assert settings == set(setting_names()) - {"CONVERSE_HOME_URL", "CONVERSE_HOME_SAVE_AS"}


@pytest.mark.parametrize("relative", [False, True])
def test_pages_move_and_every_link_follows(relative, site):
    settings: dict[str, str] = {}
    for page in MOVED:
        settings |= moved(page)
    built = site.build(RELATIVE_URLS=relative, CONVERSE_REQUESTS_PER_PAGE=2, **settings)
    new = {file.format(slug=(SLUGS | MOVED_FOLDERS).get(page, "")) for page, file in MOVED.items()}
    old = {DEFAULTS[page][1].format(slug=(SLUGS | FOLDERS).get(page, "")) for page in MOVED}
    assert new - set(built.files()) == set()
    assert old & set(built.files()) == set()
    assert "board/page/2/index.html" in built.files()
    assert Web(built, HOME).dead_links() == []
    entries = feeds(built)["atom/requests.atom.xml"].entries
    assert f"{HOME}/board/spelt/" in {entry.link for entry in entries}
    redirect = built.page("board/ask.html").find("input", attrs={"name": "_next"})
    assert redirect["value"] == f"{HOME}/thank-you/rosa.html"


@pytest.mark.parametrize("page", MOVED)
def test_a_page_that_is_left_out_is_linked_from_nowhere(page, site):
    """Nor does any link to it lead to the home page instead, which is where an empty address leads."""
    built = site.build(**{f"CONVERSE_{page}_SAVE_AS": ""})
    assert DEFAULTS[page][1].format(slug=(SLUGS | FOLDERS).get(page, "")) not in built.files()
    web = Web(built, HOME)
    assert web.dead_links() == []
    home = [
        f"{name}: {words(link.text_content())}"
        for name, found in web.trees.items()
        for link in found.iter("a")
        if link.get("href") in (f"{HOME}/", "/") and words(link.text_content()) not in ("Adler Bread", "The front page")
    ]
    assert home == []


def test_without_our_home_page_the_news_are_the_home_page(site):
    built = site.build(CONVERSE_HOME_SAVE_AS="")
    assert "news/index.html" not in built.files()
    assert built.page("").find(class_="news").find("a", href=f"{HOME}/first-loaf.html")
    assert Web(built, HOME).dead_links() == []


def test_a_page_of_the_owners_own_may_be_the_home_page(site):
    site.write("pages/hello.md", "Title: Hello\nSave_as: index.html\nURL:\n\nCome in.\n\n/// form | ask\n///\n")
    built = site.build()
    assert "Come in." in built.page("").find("article", class_="page").get_text()
    assert built.page("").find(id="ask").find("form")
    assert built.page("").find(class_="hero") is None
    assert built.page("news/").find(class_="news").find("a", href=f"{HOME}/first-loaf.html")
    assert Web(built, HOME).dead_links() == []


def test_the_board_turns_its_pages(site):
    built = site.build(CONVERSE_REQUESTS_PER_PAGE=2)
    parts = [built.page(path) for path in ("requests/", "requests/page/2/", "requests/page/3/")]
    assert "requests/page/4/index.html" not in built.files()
    titles = [[words(title.get_text()) for title in part.select("[data-list] .ledger-title")] for part in parts]
    assert titles == [["Rye 4", "Rye 3"], ["Rye 2", "Spelt, please"], ["Rye 1", "Is it hot?"]]
    older = [part.find("a", rel="next") for part in parts]
    newer = [part.find("a", rel="prev") for part in parts]
    assert [link and link["href"] for link in older] == [f"{HOME}/requests/page/2/", f"{HOME}/requests/page/3/", None]
    assert [link and link["href"] for link in newer] == [None, f"{HOME}/requests/", f"{HOME}/requests/page/2/"]
    assert built.page("requests/status/open/page/2/").find_all(class_="ledger-title")
    assert "requests/status/completed/page/2/index.html" not in built.files()


def test_name_and_language_come_from_the_business(site):
    site.write("business.yaml", BUSINESS.replace("Adler Bread", "Adler Brot") + "languages: [de, en]\n")
    built = site.build()
    assert words(built.page("").find(class_="masthead-name").get_text()) == "Adler Brot"
    assert {page.html["lang"] for page in Web(built, HOME).pages.values()} == {"de"}


def test_name_and_language_of_the_settings_win(site):
    built = site.build(SITENAME="Adlerbrot", DEFAULT_LANG="de")
    assert words(built.page("").find(class_="masthead-name").get_text()) == "Adlerbrot"
    assert {page.html["lang"] for page in Web(built, HOME).pages.values()} == {"de"}
    assert "Kontakt" in built.page("").find(id="menu").get_text()


def test_a_german_site_speaks_german(site):
    site.write("business.yaml", BUSINESS + "languages: [de]\nanswers_within: 2 working days\n")
    built = site.build()
    conversation = built.page("requests/spelt/").find("article", class_="request").get_text(" ")
    assert "1.\u00a0Juli\u00a02026" in conversation
    assert "1.\u00a0August\u00a02026" in conversation
    menu = words(built.page("").find(id="menu").get_text(" "))
    assert "Was ihr gefragt habt" in menu
    assert "Kontakt" in menu
    english = (
        "Contact",
        "Ask",
        "What you asked",
        "Your name",
        "answers within",
        "Skip to",
        "Done",
        "August 2nd",
        "July",
    )
    for name, page in Web(built, HOME).pages.items():
        found = [each for each in english if each in page.body.get_text(" ")]
        assert found == [], name


def test_forms_of_the_settings_win_over_those_of_the_business(site):
    form = site.build(CONVERSE_FORMS={"backend": "formspree", "id": "xyzabcde"}).page("ask/").find(id="ask").form
    assert form["action"] == "https://formspree.io/f/xyzabcde"
    form = site.build(CONVERSE_FORMS={"backend": "netlify"}).page("ask/").find(id="ask").form
    assert form["data-netlify"] == "true"


def test_owners_lists_of_folders_to_leave_out_are_kept(site, caplog):
    """Our folders are left out besides; the lists in the owner's settings stay their own."""
    said = ["drafts-of-mine"]
    site.write("drafts-of-mine/loaf.md", ARTICLE.replace("First", "Second"))
    built = site.build(ARTICLE_EXCLUDES=said, PAGE_EXCLUDES=["notes"])
    assert "second-loaf.html" not in built.files()
    assert [record.getMessage() for record in caplog.records if "Skipping" in record.getMessage()] == []
    assert not {"people", "requests"} & set(said)


@pytest.mark.parametrize("empties", [True, False])
def test_the_output_is_emptied_only_if_the_owner_wants_it(empties, site):
    """It is emptied late, when everything has been read; what OUTPUT_RETENTION names stays in any case."""
    output = site.folder / "output"
    output.mkdir()
    for name in ("old.html", "CNAME"):
        (output / name).write_text("old")
    built = site.build(DELETE_OUTPUT_DIRECTORY=empties, OUTPUT_RETENTION=["CNAME"])
    assert ("old.html" in built.files()) is not empties
    assert {"CNAME", "index.html"} <= set(built.files())
