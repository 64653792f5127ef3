"""What comes out of a printer."""

import re
import shutil

import pytest
from kinds import KINDS

from tests.conftest import EXAMPLE

pytestmark = pytest.mark.browser

A4 = 670
"""The width of A4 without its margins, in CSS pixels."""
STAYS_ON_SCREEN = "nav, form, button, .bar, .menu, .skip-link, .pagination"


@pytest.mark.parametrize("kind", KINDS)
def test_navigation_and_forms_are_not_printed(window, kind):
    window.go(KINDS[kind])
    window.become(width=A4)
    window.page.emulate_media(media="print")
    printed = window.page.locator(STAYS_ON_SCREEN).filter(visible=True).all()
    assert [element.evaluate("e => e.outerHTML.slice(0, 90)") for element in printed] == []
    assert window.page.locator("h1").first.is_visible()
    assert window.overflow() == []


def test_the_printed_contact_page_says_when_and_whom_to_call(window):
    window.go("contact/")
    window.become(width=A4)
    window.page.emulate_media(media="print")
    words = window.page.locator("main").inner_text()
    assert "0316 555 01" in words.replace("\N{NO-BREAK SPACE}", " ")
    assert "Griesgasse 12" in words
    table = window.page.locator("main table").first
    assert table.is_visible()
    assert "18:00" in table.inner_text()


@pytest.mark.parametrize("kind", ["home", "contact", "long request", "page with hero, people, quote and praise"])
def test_dark_windows_print_on_white_paper_too(window, kind):
    window.go(KINDS[kind])
    window.become(width=A4, scheme="dark")
    window.page.emulate_media(media="print")
    ground = window.ask("() => getComputedStyle(document.body).backgroundColor")
    assert ground in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert window.barriers(["cat.color"]) == []


def sheets(page) -> int:
    """How many sheets of paper come out."""
    page.emulate_media(media="null", color_scheme="light")
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


def test_the_contact_page_needs_no_third_sheet(window):
    window.go("contact/")
    assert sheets(window.page) == 2


SECOND_PLACE = """\
  - name: On the market
    address: {street: Kaiser-Josef-Platz 3, postal_code: 8010, city: Graz}
    phone: +43 316 555 0101
    hours: We 06:00-13:00; Sa 06:00-12:30; PH off
    special:
      - {dates: 12-24/01-31, closed: yes, why: Winter}
channels:"""


def test_the_sign_is_one_sheet_and_nothing_but_the_sign(window):
    window.go("contact/print/")
    window.become(width=A4)
    window.page.emulate_media(media="print")
    around = window.page.locator("body *:not(.sign *, .sign, :has(.sign))").filter(visible=True).all()
    assert [element.evaluate("e => e.outerHTML.slice(0, 90)") for element in around] == []
    for seen in ("h1", ".sign table", ".sign .face", ".sign .contact-qr"):
        assert window.page.locator(seen).first.is_visible()
    assert window.barriers(["cat.color"]) == []
    assert sheets(window.page) == 1


def test_the_sign_of_two_places_and_four_people_is_one_sheet(window, serve, tmp_path, write_only):
    site = write_only(tmp_path)
    for folder in ("people", "images"):
        shutil.copytree(EXAMPLE / "content" / folder, site.content / folder, dirs_exist_ok=True)
    rosa = (site.content / "people" / "rosa.md").read_text("utf-8")
    for slug, name in (("mei", "Mei-Ling Großschädl"), ("ali", "Ali Karaahmetoğlu")):
        site.write(f"people/{slug}.md", rosa.replace("Rosa Adler", name))
    business = (EXAMPLE / "content" / "business.yaml").read_text("utf-8")
    business = business.replace("name: Adler Bread", "name: Adler Bread, Cakes and Daughters", 1)
    site.write("business.yaml", business.replace("channels:", SECOND_PLACE, 1))
    built = serve(tmp_path / "output")
    site.build(SITEURL=built, SITELOGO="images/eagle.svg")
    window.go(f"{built}/contact/print/")
    assert window.page.locator(".sign-person").count() == 4
    assert window.page.locator(".sign-place").count() == 2
    assert sheets(window.page) == 1


SHOWN = """() => {
    const paper = document.querySelector(".sign-changes").getBoundingClientRect()
    return [...document.querySelectorAll(".sign-change")].map(change => {
        const box = change.getBoundingClientRect()
        if (box.left >= paper.right) return "left out"
        return box.top >= paper.top && box.bottom <= paper.bottom + 1 ? "whole" : "cut"
    })
}"""
"""What of the changes stands on the sheet."""


def on_one_sheet(window):
    window.become(width=A4)
    window.page.emulate_media(media="print")
    around = window.page.locator("body *:not(.sign *, .sign, :has(.sign))").filter(visible=True).all()
    assert [element.evaluate("e => e.outerHTML.slice(0, 90)") for element in around] == []
    assert window.page.locator(".sign-ask .contact-qr").is_visible()
    shown = window.ask(SHOWN)
    assert window.barriers(["cat.color"]) == []
    assert sheets(window.page) == 1
    return shown


def test_what_changed_fills_one_sheet_and_nothing_is_cut(window):
    window.go("changelog/print/")
    shown = on_one_sheet(window)
    assert shown[:6] == ["whole"] * 6
    assert set(shown[6:]) <= {"whole", "left out"}


@pytest.mark.parametrize("width", [1000, 1280])
def test_where_there_is_room_the_screen_shows_the_sheet_as_it_will_be(width, window):
    window.go("changelog/print/")
    window.become(width=width)
    on_screen = window.ask(SHOWN)
    assert "left out" in on_screen
    assert on_screen == on_one_sheet(window)


def test_a_telephone_shows_all_changes_of_the_sheet(window):
    window.go("changelog/print/")
    window.become(width=360)
    assert window.ask(SHOWN) == ["whole"] * 10


def on_paper(window, address):
    window.go(address)
    window.become(width=A4)
    window.page.emulate_media(media="print")
    return window.page


def test_the_board_is_printed_and_what_leads_to_other_lists_is_not(window):
    page = on_paper(window, "requests/")
    assert page.get_by_role("link", name="The end of the loaf").is_visible()
    for dead in ("In columns", "By topic", "By kind", "Search"):
        assert page.get_by_text(dead, exact=True).filter(visible=True).count() == 0


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("pages/orders.html", "Tell us by 18:00 the evening before"),
        ("eight-weeks-oat-milk.html", "Priya asked for oat milk on the second of March"),
        ("previews/spelt/", "If I want square bread I can buy it anywhere"),
        ("pinze.html", "What others said"),
    ],
)
def test_what_stands_beside_a_form_is_printed(address, words, window):
    assert on_paper(window, address).get_by_text(words).is_visible()


@pytest.mark.parametrize(("address", "heading"), [("", "Your turn"), ("requests/ramp/", "And you?")])
def test_what_is_said_of_a_form_only_is_not(address, heading, window):
    assert not on_paper(window, address).get_by_text(heading, exact=True).is_visible()


@pytest.mark.parametrize("address", ["questions/", "requests/oat-milk/", "pinze.html"])
def test_paper_says_the_address_of_its_page_once_and_no_dead_words(address, window):
    page = on_paper(window, address)
    words = page.locator("body").inner_text()
    assert words.count(page.url) == 1
    for dead in ("Ask another", "The whole conversation", "or ask here", "See it on the map", "Pass it on"):
        assert dead not in words
    page.emulate_media(media="screen")
    assert not page.locator(".page-address").is_visible()


@pytest.mark.parametrize(
    ("changes", "words", "at_least"), [(1, 60, 1), (3, 60, 3), (4, 30, 4), (12, 60, 3), (12, 12, 6)]
)
def test_what_changed_is_one_sheet_however_much_it_is(changes, words, at_least, window, serve, tmp_path, write_only):
    site = write_only(tmp_path)
    for number in range(changes):
        head = f"Title: {'Brot und Nussstangerl ' * (words // 20 + 1)}\nAsked: 2026-01-01\nBy: Magdalena\nMe too: 3\n"
        did = f"## 2026-02-{number + 1:02}, Rosa: completed\n\n{'Salzstangerl gibts wieder ' * (words // 3)}\n"
        site.write(f"requests/no-{number}.md", f"{head}\nBitte.\n\n{did}")
    built = serve(tmp_path / "output")
    site.build(SITEURL=built)
    window.go(f"{built}/changelog/print/")
    shown = on_one_sheet(window)
    assert len(shown) == min(changes, 10)
    assert shown[:at_least] == ["whole"] * at_least
    assert set(shown) <= {"whole", "left out"}


@pytest.mark.parametrize("address", ["people/ben/", "contact/", "ask/"])
def test_codes_are_there_on_paper_though_they_load_late(window, address):
    window.go(address)
    window.become(width=360)
    code = window.page.locator(".contact-qr")
    assert not code.first.is_visible()
    window.become(width=A4)
    window.page.emulate_media(media="print")
    shown = code.filter(visible=True)
    assert shown.count() == 1
    shown.scroll_into_view_if_needed()
    window.page.wait_for_function("e => e.complete && e.naturalWidth > 0", arg=shown.element_handle())
