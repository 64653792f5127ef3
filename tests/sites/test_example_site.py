"""The example site, as it is published."""

import os
import re
import subprocess
import sys
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from looking import Web, addresses, feeds, graph_of

from tests.conftest import EXAMPLE, THE_DAY, BuiltSite

HERE = "http://localhost:8000"
BELOW = "https://x.example/shop"
ELSEWHERE = "https://elsewhere.example"


def built_with(folder, setting):
    command = [sys.executable, "-m", "pelican", "--fatal", "warnings", "--output", str(folder), "-e", setting]
    environment = os.environ | {"SOURCE_DATE_EPOCH": THE_DAY}
    done = subprocess.run(
        command, cwd=EXAMPLE, capture_output=True, text=True, env=environment, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return BuiltSite(folder)


@pytest.fixture(scope="module")
def web(example_site):
    return Web(example_site, HERE)


@pytest.fixture(scope="module")
def relative_web(tmp_path_factory):
    """The site with relative links, put somewhere else than was thought when it was built."""
    return Web(built_with(tmp_path_factory.mktemp("relative"), "RELATIVE_URLS=true"), ELSEWHERE)


@pytest.fixture(scope="module")
def below_web(tmp_path_factory):
    return Web(built_with(tmp_path_factory.mktemp("below"), f'SITEURL="{BELOW}"'), BELOW)


def test_the_home_page_names_who_answers(example_site):
    words = example_site.page("").find(class_="contact-short").get_text(" ", strip=True)
    assert "Ben" in words
    assert "Rosa is away, and back on 15\u00a0August" in words


@pytest.mark.parametrize("published", ["web", "relative_web", "below_web"])
def test_every_link_picture_sheet_and_feed_is_there(published, request):
    assert request.getfixturevalue(published).dead_links() == []


def test_sheets_find_what_they_load(web, example_site):
    sheets = [name for name in web.files if name.endswith(".css")]
    found = [
        urljoin(f"{HERE}/{name}", address.strip("\"' "))
        for name in sheets
        for address in re.findall(r"url\(([^)]+)\)", example_site.text(name))
    ]
    assert found
    assert [address for address in found if not web.is_inside(address) or web.is_dead(address)] == []


def test_a_site_with_relative_links_can_be_moved_anywhere(relative_web):
    """The page for the lost is shown at any address, and has to begin its links at the root of the host."""
    whole = {
        name: [address for address in addresses(page) if address.startswith((HERE, "/"))]
        for name, page in relative_web.pages.items()
        if name != "404.html"
    }
    assert {name: found for name, found in whole.items() if found} == {}


def test_the_page_for_the_lost_works_at_any_address(below_web):
    """Hosts show it for any address that isn't there, however deep."""
    page = below_web.pages["404.html"]
    local = [address for address in addresses(page) if not address.startswith(("tel:", "mailto:", "https:", "#"))]
    assert "/shop/contact/" in local
    assert all(address.startswith("/shop/") for address in local)


def test_every_id_is_there_once_and_what_refers_to_it_finds_it(web):
    wrong = []
    for name, page in web.pages.items():
        ids = [element["id"] for element in page.find_all(id=True)]
        wrong += [f"{name}: id {each}" for each in set(ids) if ids.count(each) > 1]
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget", "list"):
            said = [word for element in page.find_all(attrs={attribute: True}) for word in element[attribute].split()]
            wrong += [f"{name}: {attribute}={word}" for word in said if word not in ids]
    assert wrong == []


def test_every_page_has_one_heading_above_all(web):
    shown = {name: page.select("h1:not([hidden] h1)") for name, page in web.pages.items()}
    assert {name: len(found) for name, found in shown.items()} == dict.fromkeys(web.pages, 1)


def test_every_page_says_its_language_and_its_title(web):
    assert [name for name, page in web.pages.items() if not page.html.get("lang")] == []
    assert [name for name, page in web.pages.items() if not page.title.get_text(strip=True)] == []


def test_every_picture_says_what_it_shows(web):
    pictures = [image for page in web.pages.values() for image in page.find_all("img")]
    assert any(image.get("alt") for image in pictures)
    assert [str(image) for image in pictures if image.get("alt") is None] == []


def is_labelled(control, page: BeautifulSoup) -> bool:
    label = control.find_parent("label") or page.find("label", attrs={"for": control.get("id") or "-"})
    return bool(control.get("aria-label") or (label and label.get_text(strip=True)))


def test_every_control_has_a_label_and_a_name(web):
    wrong = []
    for name, page in web.pages.items():
        for control in page.find_all(["input", "select", "textarea"]):
            if not control.get("name"):
                wrong.append(f"{name}: no name: {control}")
            if control.get("type") != "hidden" and not is_labelled(control, page):
                wrong.append(f"{name}: no label: {control}")
    assert wrong == []


def test_every_page_names_somebody_who_can_be_reached(web):
    """On each page a real person is a glance away, with a number to call: not in the menu, nor below everything."""
    without = []
    for name, page in web.pages.items():
        links = [link["href"] for part in page.select("main, aside.reach") for link in part.find_all("a", href=True)]
        without += [f"{name}: {part}" for part in ("/people/", "tel:") if not any(part in link for link in links)]
        without += [f"{name}: {path}" for path in ("/contact/", "/ask/") if not page.find("a", href=re.compile(path))]
    assert without == []


def test_nothing_is_loaded_from_elsewhere(web):
    loaded = [
        urljoin(f"{HERE}/{name}", element.get("src") or element.get("href") or element.get("data") or "")
        for name, page in web.pages.items()
        for element in page.select("img, script, iframe, source, video, audio, embed, object, input[type=image], use")
        + page.select("link[rel~=stylesheet], link[rel~=icon], link[rel~=preload], link[rel~=manifest]")
    ]
    assert loaded
    assert [address for address in loaded if not web.is_inside(address)] == []


def test_no_page_has_a_script_in_itself(web):
    handlers = [
        f"{name}: {attribute}"
        for name, page in web.pages.items()
        for element in page.find_all(True)
        for attribute in element.attrs
        if attribute.startswith("on")
    ]
    assert handlers == []
    scripts = [script for page in web.pages.values() for script in page.find_all("script")]
    modules = [script for script in scripts if script["type"] != "application/ld+json"]
    assert {(script["type"], script.get_text()) for script in modules} == {("module", "")}
    scripts = {f"theme/js/{name}.js" for name in ("now", "board", "forms")}
    assert {web.file(script["src"]) for script in modules} == scripts
    assert all(graph_of(page) for page in web.pages.values())


def test_no_page_shows_what_a_template_forgot(web):
    """Nothing is left of what should have been filled in."""
    for page in web.pages.values():
        assert page.find("converse-piece") is None
        words = page.get_text(" ")
        assert not re.search(r"///|\{[{%#]|[}%#]\}|\{(static|filename)\}|\bNone\b|Undefined", words)


def test_pelicans_own_pages_are_there(web):
    own = (
        "news/index.html",
        "archives.html",
        "categories.html",
        "tags.html",
        "authors.html",
        "eight-weeks-oat-milk.html",
    )
    own += ("author/ben-hodl.html", "category/the-shop.html", "tag/coffee.html", "pages/visit.html")
    own += ("drafts/pages/celebrations.html", "feeds/all.atom.xml")
    assert [name for name in own if name not in web.files] == []


def test_our_pages_are_there(web):
    ours = ("index.html", "contact/index.html", "people/rosa/index.html", "requests/index.html", "404.html")
    ours += ("requests/page/2/index.html", "requests/status/planned/index.html", "requests/oat-milk/index.html")
    ours += ("changelog/index.html", "ask/index.html", "thanks/index.html", "requests/feed.atom.xml")
    assert [name for name in (*ours, "changelog/feed.atom.xml") if name not in web.files] == []


@pytest.mark.parametrize(("published", "home"), [("web", HERE), ("relative_web", HERE), ("below_web", BELOW)])
def test_a_feed_reader_understands_every_feed(published, home, request):
    """Feeds are read far from the site: their links are whole addresses, whatever those of the pages are."""
    site = request.getfixturevalue(published).at(home)
    found = feeds(site.site)
    assert {name: feed.bozo_exception for name, feed in found.items() if feed.bozo} == {}
    assert {name for name in found if name.count("/") == 1} >= {"requests/feed.atom.xml", "changelog/feed.atom.xml"}
    wrong = []
    for name, feed in found.items():
        wrong += [f"{name}: no {key}" for key in ("title", "updated", "link") if not feed.feed.get(key)]
        ids = [entry.id for entry in feed.entries]
        wrong += [f"{name}: {each} twice" for each in set(ids) if ids.count(each) > 1]
        for entry in feed.entries:
            # Pelican says of an article only when it was published.
            date = "updated" if name.endswith("/feed.atom.xml") else "published"
            wrong += [f"{name}: {entry.id}: no {key}" for key in ("title", date, "author") if key not in entry]
            # RSS knows one text only.
            inside = BeautifulSoup(entry.content[0].value if "content" in entry else entry.summary, "html.parser")
            links = [entry.link, *addresses(inside)]
            wrong += [f"{entry.id}: {link}" for link in links if not re.match("https?://|tel:|mailto:", link)]
            wrong += [f"{entry.id}: {link} is dead" for link in links if site.is_inside(link) and site.is_dead(link)]
            wrong += [f"{entry.id}: a form" for _ in inside.find_all("form")]
    assert wrong == []


def test_a_feed_names_an_author_even_where_a_customer_gave_no_name(example_site):
    entries = [entry for feed in feeds(example_site).values() for entry in feed.entries]
    assert [entry.title for entry in entries if not entry.get("author", "").strip()] == []
