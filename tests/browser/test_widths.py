"""What each width owes its readers: whole words, hours and a number on tablets too, and no holes."""

import pytest

pytestmark = pytest.mark.browser

CUT = """selector => {
    const cut = []
    for (const element of document.querySelectorAll(selector)) {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
        while (walker.nextNode()) {
            const node = walker.currentNode
            for (const { 0: word, index } of node.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
                const range = document.createRange()
                range.setStart(node, index)
                range.setEnd(node, index + word.length)
                if (new Set([...range.getClientRects()].map(box => box.top.toFixed())).size > 1) cut.push(word)
            }
        }
    }
    return cut
}"""
"""The words within elements that stand on more than one line."""

LONG = "name: Schwarzenbacher & Töchter\ncountry: AT\ntime_zone: Europe/Vienna\ncontact: rosa\nlocations:\n"
LONG += "  - {name: Shop, hours: Tu-Fr 07:00-18:00, phone: +43 316 555 0123}\n"


@pytest.mark.parametrize("width", [360, 768, 1024, 1280])
def test_words_in_tables_are_never_cut(window, width):
    window.become(width=width)
    for address in ("pages/bread.html", "contact/"):
        window.go(address)
        assert window.ask("() => document.querySelectorAll('td').length") > 4
        assert window.ask(CUT, "th, td") == []
        assert window.overflow() == []


def test_the_name_of_the_business_is_never_cut_nor_in_the_way(plain_window, small_site, serve):
    small_site.write("business.yaml", LONG)
    here = serve(small_site.folder / "output")
    small_site.build(SITEURL=here)
    plain_window.go(f"{here}/changelog/")
    for width in (320, 360, 768, 1024, 1200, 1280):
        plain_window.become(width=width)
        assert plain_window.ask(CUT, ".masthead-name") == []
        assert plain_window.overflow() == []
        boxes = [part.bounding_box() for part in plain_window.page.locator(".masthead > :visible").all()]
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
                above = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
                assert beside or above, f"{width}: {one} {other}"


@pytest.mark.parametrize("width", [768, 1000, 1199, 1280])
def test_a_tablet_sees_hours_and_number_in_its_first_screen(window, width):
    window.become(width=width)
    window.go("requests/")
    facts = window.page.locator(".masthead-facts")
    assert facts.is_visible()
    assert facts.locator("[href^='tel:']:visible").count() == 1
    assert facts.bounding_box()["y"] < 100


@pytest.mark.parametrize("width", [360, 1280])
def test_the_promise_stands_close_to_the_first_field(window, width):
    """Also where somebody else gets the form later, and its address waits in the form."""
    window.become(width=width)
    window.go("ask/")
    assert window.page.locator("form > data").count() > 1
    promise = window.page.locator("#ask .form-promise:visible").bounding_box()
    becomes = window.page.locator("#ask > .form-words").bounding_box()
    field = window.page.locator("#ask form fieldset").first.bounding_box()
    assert becomes["y"] - promise["y"] - promise["height"] < 32
    assert field["y"] - becomes["y"] - becomes["height"] < 32


@pytest.mark.parametrize(("width", "beside"), [(360, False), (768, False), (1280, True)])
def test_a_status_stands_beside_its_title_where_there_is_room(window, width, beside):
    window.become(width=width)
    window.go("requests/")
    for row in window.page.locator(".ledger-row").all():
        title, status = (row.locator(part).bounding_box() for part in (".ledger-title", ".status"))
        assert (status["x"] > title["x"]) == beside
        assert beside or status["y"] + status["height"] / 2 > title["y"] + title["height"]


def test_initials_are_drawn_in_the_frame_of_a_face(plain_window, small_site, serve):
    here = serve(small_site.folder / "output")
    small_site.build(SITEURL=here)
    for address in ("", "contact/", "people/rosa/", "changelog/"):
        plain_window.go(f"{here}/{address}")
        for width in (360, 1280):
            plain_window.become(width=width)
            for box in [stamp.bounding_box() for stamp in plain_window.page.locator(".monogram:visible").all()]:
                assert box["width"] >= 60
                assert box["height"] == pytest.approx(box["width"], abs=1)
            assert plain_window.overflow() == []
