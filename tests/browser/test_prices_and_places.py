"""A business with several places and a number that costs, on a phone."""

import shutil
from datetime import UTC, datetime

import pytest
from test_without_javascript import IN_SIGHT

from tests.conftest import EXAMPLE, SmallSite
from tests.sites.looking import built_on_the_day

pytestmark = pytest.mark.browser

PRICE = "1,99 € a minute, from mobile phones more"
PLACES = f"""\
  - name: The shop in Llanfairpwllgwyngyllgogerychwyrndrobwll
    address: {{street: Kaiser-Josef-Platz 3, postal_code: 8010, city: Graz}}
    hours: Mo-Fr 00:00-24:00
channels: {{sms: "+43 664 555 0100 | charges: {PRICE}"}}
unused:"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The example site with a second place and a telephone that costs."""
    site = SmallSite(tmp_path_factory.mktemp("places"))
    for name in ("people", "images"):
        shutil.copytree(EXAMPLE / "content" / name, site.content / name, dirs_exist_ok=True)
    business = (EXAMPLE / "content" / "business.yaml").read_text("utf-8")
    before, _, after = business.partition("channels:")
    site.write("business.yaml", before + PLACES.removesuffix("unused:") + after.partition("\n")[2])
    ben = (site.content / "people" / "ben.md").read_text("utf-8")
    site.write("people/ben.md", ben.replace("555 0124\nWhats", f"555 0124 | charges: {PRICE}\nWhats"))
    built_on_the_day(site, SITEURL="")
    return site.folder / "output"


@pytest.mark.parametrize("width", [320, 360])
def test_the_price_is_in_the_bar_and_the_bar_still_fits(window, serve, folder, width):
    window.become(width=width, height=640)
    window.go(f"{serve(folder)}/")
    seen = dict(window.ask(IN_SIGHT, ".bar li:not([hidden]) a, .bar li:not([hidden]) small"))
    assert PRICE in seen["tel:+433165550124"]
    assert PRICE in seen[""]
    assert set(seen) > {"tel:+433165550124", "mailto:ben@adler.example"}
    assert window.overflow() == []
    boxes = window.ask(
        "() => [...document.querySelectorAll('.bar li:not([hidden])')].map(li => [li.clientWidth, li.scrollWidth])"
    )
    assert len(boxes) == 3
    assert all(wide <= room for room, wide in boxes)
    assert window.ask("() => document.querySelector('.bar').offsetHeight") < 120


@pytest.mark.parametrize("height", [640, 740])
def test_the_first_screen_still_says_where_when_and_whom_to_call(window, serve, folder, height):
    window.become(width=360, height=height)
    window.go(f"{serve(folder)}/")
    seen = [text for _, text in window.ask(IN_SIGHT, ".hero .hours-now, .hero p, .hero dd a, .hero .way a")]
    said = " ".join(" ".join(seen).split())
    for fact in ("Shop", "Open now, until 18:00", "Tue–Fri 07:00–18:00", "Griesgasse 12", "0316 555 0124"):
        assert fact in said


def test_each_place_has_its_own_sentence(window, serve, folder):
    window.become(width=360)
    window.page.clock.set_fixed_time(datetime(2026, 8, 8, 20, tzinfo=UTC))
    window.go(f"{serve(folder)}/")
    shop, other = window.page.locator(".hero-places .hours-now").all_inner_texts()
    assert " ".join(shop.split()) == "Opens Tuesday, 11 August at 07:00"
    assert " ".join(other.split()) == "Opens Monday, 10 August at 00:00"
    window.page.clock.set_fixed_time(1786010400)


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_a_date_and_a_time_stay_whole(window, width):
    window.become(width=width)
    window.go("meet/")
    parts = window.ask(
        "() => [...document.querySelectorAll('.meetups-when .together')].map(part => ["
        "part.innerText, part.clientHeight / parseFloat(getComputedStyle(part).lineHeight)])"
    )
    assert "14:00–17:00" in [text for text, _ in parts]
    assert [text for text, lines in parts if lines > 1.5] == []


def test_a_date_that_is_off_is_struck_out(window):
    window.go("meet/")
    lines = window.ask(
        "() => [...document.querySelectorAll('.meetups-when s .together')]"
        ".map(part => getComputedStyle(part).textDecorationLine)"
    )
    assert lines == ["line-through"] * 2
