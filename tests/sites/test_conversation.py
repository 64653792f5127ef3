"""The page of one conversation: the cases of tests/cases/conversations.md, and where its links lead."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from looking import Web, built_on_the_day, words

from tests.conftest import ARTICLE, BUSINESS, SmallSite

CASES = Path(__file__).parent.parent / "cases" / "conversations.md"
FILE = re.compile(r"^`([\w-]+\.md)`\n\n```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGE = re.compile(r"^Page:\n\n```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HOME = "https://adler.example"


def cases():
    for part in re.split(r"^## (?!\d)", CASES.read_text(), flags=re.MULTILINE)[1:]:
        files = FILE.findall(part)
        (page,) = PAGE.findall(part)
        yield pytest.param(files, page, id=part.partition("\n")[0])


@pytest.fixture(scope="module")
def conversations(tmp_path_factory):
    """One site with the requests of all cases."""
    site = SmallSite(tmp_path_factory.mktemp("conversations"))
    site.write("business.yaml", BUSINESS + "topics: {menu: What we bake}\n")
    site.write("people/rosa.md", "Name: Rosa Adler\nRole: Baker\nEmail: rosa@adler.example\n")
    site.write("people/ben.md", "Name: Ben Kofler\nEmail: ben@adler.example\n")
    for case in cases():
        for name, text in case.values[0]:
            site.write(f"requests/{name}", text)
    return built_on_the_day(site)


def as_text(page: BeautifulSoup) -> str:
    """What a person reads of a conversation, a line for everything that stands by itself."""
    request = page.find("article", class_="request")
    stamp, *note = (words(part.get_text()) for part in request.find(class_="request-status").find_all("p"))
    title = words(request.find(class_="request-title").get_text())
    lines = [words(request.header.p.get_text()), f"# {title}", " ".join([f"[{stamp}]", *note])]
    for gist in request.find_all(class_="request-gist"):
        link = gist.find("a", href=re.compile("#turn-"))
        turn = re.sub("^#turn-", "→ turn ", link["href"]) + " | " if link else ""
        lines.append(turn + words(gist.get_text()))
    for letter in request.find_all(class_="request-turn"):
        lines += ["", *letter_lines(letter)]
    foot = [words(line.get_text()) for line in request.find(class_="request-foot").find_all("p")]
    return "\n".join([*lines, *([""] if foot else []), *foot]).replace("’", "'") + "\n"


def letter_lines(letter):
    margin = [letter["id"].removeprefix("turn-")]
    for who in letter.find_all(class_="request-who"):
        margin.append(words(who.p.get_text()).replace("Adler Baker", "Adler, Baker"))
    yield " | ".join([*margin, words(letter.find(class_="request-date").get_text())])
    said = letter.find(class_="request-text")
    if said and said.get_text(strip=True):
        yield words(said.get_text())
    for sign in letter.find_all(class_="request-sign"):
        yield "— " + words(sign.get_text())
    for done in letter.find_all(class_="request-done"):
        yield "> " + words(done.get_text())


@pytest.mark.parametrize(("files", "page"), [*cases()])
def test_a_conversation_reads_like_letters(conversations, files, page):
    slug = files[0][0].removesuffix(".md")
    assert as_text(conversations.page(f"requests/{slug}/")) == page


def test_a_duplicate_names_the_one_it_leads_to_as_the_one_to_find(conversations):
    canonical = [
        conversations.page(f"requests/{slug}/").find("link", rel="canonical")["href"]
        for slug in ("flat-white", "barista", "oat-drink")
    ]
    assert canonical == [f"{HOME}/requests/oat-drink/"] * 3


def test_every_letter_has_an_address_that_leads_to_it(conversations):
    letters = conversations.page("requests/oat-milk/").find_all(class_="request-turn")
    assert [letter["id"] for letter in letters] == [f"turn-{number}" for number in range(5)]
    assert [letter.find("a", class_="u-url", href=re.compile("#turn"))["href"] for letter in letters] == [
        f"#turn-{number}" for number in range(5)
    ]


def test_it_can_be_passed_on_by_plain_links(conversations):
    share = conversations.page("requests/oat-milk/").find(class_="share")
    address = "https%3A%2F%2Fadler.example%2Frequests%2Foat-milk%2F"
    assert [link["href"] for link in share.find_all("a")] == [
        f"mailto:?subject=Oat%20milk%2C%20please&body={address}",
        f"https://wa.me/?text=Oat%20milk%2C%20please%0A{address}",
        f"https://www.facebook.com/sharer/sharer.php?u={address}",
    ]
    assert f"{HOME}/requests/oat-milk/" in share.get_text()
    assert share.find(["img", "script", "iframe"]) is None


def test_without_an_address_there_is_nothing_to_pass_on(small_site):
    small_site.write("requests/spelt.md", "Title: Spelt\nAsked: 2026-07-01\n")
    assert small_site.build(SITEURL="").page("requests/spelt/").find(class_="share") is None


def test_two_conversations_on_one_page_dont_mix_up_their_letters(small_site):
    for slug in ("spelt", "rye"):
        small_site.write(f"requests/{slug}.md", f"Title: {slug}\nAsked: 2026-07-01\n\n## 2026-07-02, Rosa\n\nYes.\n")
    small_site.write("pages/two.md", "Title: Two\n\n/// request | spelt\n///\n\n/// request | rye\n///\n")
    site = small_site.build()
    page = site.page("pages/two.html")
    assert [element["id"] for element in page.select("[id^=turn-]")] == []
    links = [link["href"] for link in page.select(".request-gist a, .request-date a")]
    assert links[:3] == [f"{HOME}/requests/spelt/#turn-{number}" for number in (1, 0, 1)]
    assert Web(site, HOME).dead_links() == []


@pytest.mark.parametrize(
    ("about", "said", "leads_to"),
    [
        ("rosa", "Rosa Adler", "people/rosa/"),
        ("{filename}/news/loaf.md", "First loaf", "first-loaf.html"),
        ("{filename}../pages/visit.md", "Visit & <stay>", "pages/visit.html"),
        ("{filename}/requests/rye.md", "Rye", "requests/rye/"),
        ("{filename}/news/draft.md", None, None),
    ],
)
def test_what_it_is_about_is_named_and_linked_unless_nobody_is_to_find_it(small_site, about, said, leads_to):
    small_site.write("news/loaf.md", ARTICLE)
    small_site.write("news/draft.md", ARTICLE.replace("First loaf", "Not yet\nStatus: draft"))
    small_site.write("pages/visit.md", "Title: Visit & <stay>\n\nHere.\n")
    small_site.write("requests/rye.md", "Title: Rye\nAsked: 2026-07-01\n")
    small_site.write("requests/spelt.md", f"Title: Spelt\nAsked: 2026-07-01\nAbout: {about}\n")
    site = small_site.build()
    lines = [
        line for line in site.page("requests/spelt/").find_all(class_="request-gist") if "about" in line.get_text()
    ]
    assert [(words(line.a.get_text()), line.a["href"]) for line in lines] == (
        [(said, f"{HOME}/{leads_to}")] if said else []
    )
    assert Web(site, HOME).dead_links() == []


def test_what_machines_read_of_letters(conversations):
    """Microformats: an entry by who asked, and each turn a comment with its author, its day and its address."""
    entry = conversations.page("requests/oat-milk/").find("article", class_="h-entry")
    comments = entry.find_all(class_="h-cite")
    assert entry.find(class_="p-name").get_text() == "Oat milk, please"
    assert [words(each.find(class_="e-content").get_text())[:8] for each in comments[:3]] == [
        "I'm tryi", "The loca", "It's on "
    ]  # fmt: skip
    assert [each.find(class_="dt-published")["datetime"] for each in comments] == [
        "2026-03-04", "2026-03-20", "2026-04-28", "2026-04-29"
    ]  # fmt: skip
    authors = [each.find(class_="p-author") for each in comments[:3]]
    assert [words((each.find(class_="p-name") or each).get_text()) for each in authors] == [
        "Rosa Adler", "Priya", "Rosa Adler"
    ]  # fmt: skip
    assert all("u-comment" in each["class"] for each in comments)


HOSTILE = "A \"q\" & <b>%s</b> 100 % 'x' é"


@pytest.mark.parametrize("obfuscate", ["", "obfuscate: entities"])
@pytest.mark.parametrize("forms", ["{backend: mailto}", "{backend: netlify}", "{backend: formspree, id: mqkvabcd}"])
def test_forms_of_the_same_kind_say_each_which_request_they_are_about(small_site, forms, obfuscate):
    """They are made once and filled in: it must not matter which of them was made first, nor what titles hold."""
    small_site.write("business.yaml", BUSINESS + f"forms: {forms}\n{obfuscate}\n")
    small_site.write("requests/aa.md", "Title: First\nAsked: 2026-07-01\n")
    small_site.write("requests/spelt.md", f"Title: {HOSTILE}\nAsked: 2026-07-01\n")
    together = small_site.build().page("requests/spelt/").find_all("section", class_="converse-form")
    (small_site.content / "requests" / "aa.md").unlink()
    alone = small_site.build().page("requests/spelt/").find_all("section", class_="converse-form")
    assert [form["id"] for form in together] == ["me-too-spelt", "add-spelt"]
    assert together == alone
    for form, beginning in zip(together, ("Me too", "More on"), strict=True):
        assert form.find("input", attrs={"name": "request"})["value"] == "spelt"
        assert subject_of(form) == f"{beginning}: {HOSTILE} [spelt]"


def subject_of(form):
    hidden = form.find("input", attrs={"name": re.compile("^_?subject$")})
    return hidden["value"] if hidden else unquote(form.form["action"].partition("?subject=")[2])


def test_a_designers_form_may_say_anything_of_its_own_request(small_site):
    overrides = small_site.folder / "overrides"
    (overrides / "converse").mkdir(parents=True)
    title = "<h2>{{ request.by }}, {{ request.title|upper }}</h2>"
    (overrides / "converse" / "form.html").write_text(
        f'{{% extends "!converse/form.html" %}}{{% block title %}}{title}{{% endblock %}}'
    )
    for by in ("Priya", "Jo"):
        small_site.write(f"requests/{by.lower()}.md", f"Title: For {by}\nAsked: 2026-07-01\nBy: {by}\n")
    site = small_site.build(THEME_TEMPLATES_OVERRIDES=[str(overrides)])
    for by in ("Priya", "Jo"):
        forms = site.page(f"requests/{by.lower()}/").find_all("section", class_="converse-form")
        said = [form.h2.get_text() for form in forms]
        assert said == [f"{by}, FOR {by.upper()}"] * 2


def test_what_pages_have_alike_knows_of_no_page(small_site):
    """A part that is made once must not say what only the page knew on which it was made."""
    overrides = small_site.folder / "overrides"
    (overrides / "partials").mkdir(parents=True)
    (overrides / "partials" / "bar.html").write_text("<nav>{{ category }}{{ tag }}{{ article }}{{ request }}</nav>")
    for name in ("Oven", "Counter"):
        small_site.write(f"news/{name.lower()}.md", ARTICLE.replace("Oven", name).replace("First", name))
    small_site.write("requests/spelt.md", "Title: Spelt\nAsked: 2026-07-01\n")
    site = small_site.build(THEME_TEMPLATES_OVERRIDES=[str(overrides)])
    texts = [site.text(name) for name in site.files() if name.endswith(".html")]
    assert len(texts) > 10
    assert [text for text in texts if "<nav></nav>" not in text] == []
