"""Without JavaScript, on a phone, by keyboard: everything can be read, everybody reached, every form sent."""

import re
from urllib.parse import unquote, urlsplit

import pytest
from kinds import KINDS
from playwright.sync_api import Locator, Request
from window import Window

from tests.conftest import SmallSite

pytestmark = pytest.mark.browser

UNREADABLE = """() => {
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found = []
    while (words.nextNode()) {
        const text = words.currentNode.textContent.trim(), element = words.currentNode.parentElement
        if (!text || element.closest("script, style, template, [hidden], [popover], option")) continue
        if (element.closest(".masthead-facts")) continue // on a phone the first screen and the foot say the same
        if (element.closest(".contact-code")) continue // a phone can't scan what it shows
        if (element.closest(".page-address")) continue // the browser shows it; on paper it is read (test_print)
        if (!element.checkVisibility({opacityProperty: true, visibilityProperty: true}))
            found.push(`${element.localName}.${element.className}: ${text.slice(0, 60)}`)
    }
    return found
}"""

# What is in the window now, and not behind anything else in it.
IN_SIGHT = """box => {
    const seen = element => {
        const spots = [...element.getClientRects()].filter(spot => spot.width > 1 && spot.height > 1)
        return spots.length > 0 && spots.every(spot => {
            const x = spot.left + spot.width / 2, y = spot.top + spot.height / 2
            if (spot.top < 0 || spot.bottom > innerHeight || spot.left < 0 || spot.right > innerWidth) return false
            const top = document.elementFromPoint(x, y)
            return element.contains(top)
        })
    }
    return [...document.querySelectorAll(box)].filter(seen).map(
        element => [element.getAttribute("href") ?? "", element.innerText])
}"""

# The size of everything that can be tapped or clicked, unless it is a link within a sentence.
TARGETS = """() => {
    const inline = link => {
        if (getComputedStyle(link).display !== "inline") return false
        let block = link.parentElement
        while (getComputedStyle(block).display === "inline") block = block.parentElement
        const copy = block.cloneNode(true)
        copy.querySelectorAll("a, button, dt, time").forEach(element => element.remove())
        return /[\\p{L}\\p{N}]{2}/u.test(copy.textContent)
    }
    return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, label:has(input)")]
        .filter(element => element.checkVisibility() && !inline(element) && element.type !== "hidden")
        .filter(element => !(element.localName === "input" && element.closest("label")))
        .map(element => {
            const boxes = [...element.getClientRects()]
            const high = Math.max(...boxes.map(box => box.height))
            const main = element.matches(".button, [type=submit], .bar a, .masthead-toggle, .menu a, .masthead-name")
            const words = (element.innerText || element.name || "").trim().slice(0, 40)
            return {what: `${element.localName}.${element.className} (${words})`, high, wide: boxes[0].width, main}
        })
}"""

FOCUS = """() => {
    const element = document.activeElement
    if (element === document.body) return null
    const style = getComputedStyle(element), boxes = [...element.getClientRects()]
    const target = element.matches("[type=radio], [type=checkbox]") ? element.closest("label") ?? element : element
    const box = boxes[0]
    const seen = boxes.some(spot => {
        const top = document.elementFromPoint(
            Math.min(Math.max(spot.left + spot.width / 2, 0), innerWidth - 1), spot.top + Math.min(spot.height, 20) / 2)
        return target.contains(top)
    })
    element.dataset.visits = Number(element.dataset.visits ?? 0) + 1
    return {
        what: `${element.localName}.${element.className} ${element.getAttribute("href") ?? element.name ?? ""}`.trim(),
        outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
        seen, again: element.dataset.visits > 1, place: box ? [box.left, box.top] : null,
    }
}"""

WORDS = {"name": "Jo Gruber", "email": "jo@gruber.example", "words": "Is the 100 % rye back?\nYours & mine = Jo"}
WORDS |= {"phone": "0316 555 0199", "when": "after four", "day": "2026-12-24", "loaves": "3"}


def fill(form: Locator, words: dict[str, str] = WORDS) -> dict[str, str]:
    """Fill in a form as a visitor does; gives what should arrive, by the names of the controls."""
    expected = {}
    for control in form.locator("input:visible, select:visible, textarea:visible").all():
        name = control.get_attribute("name") or ""
        assert name, "a control without a name reaches nobody"
        if control.get_attribute("type") == "checkbox" and name in expected:
            continue  # of several one will do
        if control.get_attribute("type") in ("radio", "checkbox"):
            control.check()
            expected[name] = control.get_attribute("value") or ""
        elif control.evaluate("control => control.localName") == "select":
            expected[name] = control.select_option(index=1)[0]
        else:
            control.fill(words[name])
            expected[name] = words[name]
    return expected


def hidden_fields(form: Locator) -> dict[str, str]:
    """What goes along unseen."""
    controls = form.locator("input[type=hidden]").all()
    return {control.get_attribute("name") or "": control.get_attribute("value") or "" for control in controls}


# Reading and reaching


@pytest.fixture(scope="module", params=KINDS)
def phone(windows: dict[bool, Window], request: pytest.FixtureRequest) -> Window:
    """A page of each kind on a phone, for tests that do nothing but look; it is loaded once for all of them."""
    with windows[False].used_by_a_test():
        windows[False].go(KINDS[request.param])
        windows[False].become(width=360)
    return windows[False]


def test_every_word_can_be_read(phone: Window) -> None:
    phone.unfold()
    unreadable = phone.ask(UNREADABLE)
    assert not unreadable, "\n".join(unreadable)


def test_a_person_can_be_reached_with_one_tap(phone: Window) -> None:
    links = [href for href, words in phone.ask(IN_SIGHT, "a[href]") if words.strip()]
    ways = [href for href in links if re.match(r"tel:|mailto:", href) or urlsplit(href).path in ("/contact/", "/ask/")]
    assert ways, "no tel:, mailto:, contact or ask link is in sight"
    assert any(href.startswith("tel:") for href in ways)


def test_targets_are_large_enough_for_a_thumb(phone: Window) -> None:
    phone.unfold()
    targets = phone.ask(TARGETS)
    assert len(targets) > 5
    small = [
        f"{target['what']}: {target['wide']:.0f} by {target['high']:.0f}"
        for target in targets
        if target["high"] < (43.9 if target["main"] else 23.9)
    ]
    assert not small, "\n".join(small)


def test_the_first_screen_of_a_phone_says_when_where_and_whom_to_call(plain_window: Window) -> None:
    plain_window.go("")
    plain_window.become(width=360, height=640)
    words = "\n".join(words for _, words in plain_window.ask(IN_SIGHT, "main :is(h1, p, dt, dd, a, address, li)"))
    assert re.search(r"0316\s555\s01\d\d", words), "no phone number in sight"
    assert re.search(r"\b0?7:00\b.*\b(18:00|6:00)\b", words), "no hours in sight"
    assert "Griesgasse 12" in words, "no place in sight"


def test_the_menu_opens_and_closes_on_a_phone(plain_window: Window) -> None:
    plain_window.go("")
    plain_window.become(width=360)
    page = plain_window.page
    menu = page.locator("#menu")
    assert not menu.is_visible()
    page.get_by_role("button", name="Menu").click()
    assert menu.is_visible()
    entries = menu.get_by_role("link").all()
    assert len(entries) >= 4
    assert all(entry.is_visible() for entry in entries)
    page.get_by_role("button", name="Close").click()
    assert not menu.is_visible()
    page.get_by_role("button", name="Menu").click()
    menu.get_by_role("link", name="Contact").click()
    assert urlsplit(page.url).path == "/contact/"


def test_the_menu_needs_no_opening_on_a_desk(plain_window: Window) -> None:
    plain_window.go("")
    plain_window.become(width=1280)
    assert plain_window.page.locator("#menu").get_by_role("link", name="Contact").is_visible()
    assert not plain_window.page.get_by_role("button", name="Menu").is_visible()


# Sending


@pytest.mark.parametrize("address", ["", "ask/", "404.html", "requests/tins/", "pages/orders.html"])
def test_a_form_by_mail_opens_the_mail_program_with_everything_in_it(plain_window: Window, address: str) -> None:
    page = plain_window.page
    plain_window.go(address)
    plain_window.become(width=360)
    plain_window.unfold()
    forms = page.locator("form").all()
    assert len(forms) == (2 if address.startswith(("requests/", "ask/")) else 1)
    for form in forms:
        action = form.get_attribute("action") or ""
        assert re.match(r"mailto:[a-z]+@adler\.example\?subject=\S+$", action)
        assert (form.get_attribute("method"), form.get_attribute("enctype")) == ("post", "text/plain")
        # Chromium makes a line break of & here and a space of +, and always has.
        expected = hidden_fields(form) | fill(form, WORDS | {"words": "Is the 100 % rye back?\n=Jo"})
        with page.expect_request(lambda request: request.url.startswith("mailto:")) as mail:
            form.locator("[type=submit]").click()
        assert mail.value.url.startswith(f"{action}&body="), "the subject is lost"
        body = unquote(mail.value.url.removeprefix(f"{action}&body=")).replace("\r\n", "\n")
        assert body.strip() == "\n".join(f"{name}={words}" for name, words in expected.items())


def test_a_form_without_the_words_is_not_sent(plain_window: Window) -> None:
    page = plain_window.page
    plain_window.go("ask/")
    asked = []

    def notice(request: Request) -> None:
        asked.append(request.url)

    page.on("request", notice)
    page.locator("#ask [type=submit]").click()
    page.wait_for_timeout(300)
    page.remove_listener("request", notice)
    # A picture further down may be loaded meanwhile.
    assert [url for url in asked if url.startswith("mailto:")] == []
    assert page.locator(":focus").get_attribute("name") == "words"


REQUEST = """\
Title: Oat milk, please
Asked: 2026-03-02
By: Priya

We'd love oat milk.
"""


FORMS = (
    ("", "ask", "ask"),
    ("ask/", "ask", "ask"),
    ("ask/", "callback", "callback"),
    ("404.html", "ask", "ask"),
    ("requests/oat-milk/", "me-too", "me-too-oat-milk"),
    ("requests/oat-milk/", "add", "add-oat-milk"),
)
"""Every form of a small site: the address of its page, its name, and the id of what it stands in."""


def test_netlify_finds_its_forms_in_the_html(small_site: SmallSite) -> None:
    small_site.write("requests/oat-milk.md", REQUEST)
    built = small_site.build(CONVERSE_FORMS={"backend": "netlify"})
    fields_of: dict[str, set[str]] = {}
    for address, name, box in FORMS:
        form = built.page(address).find(id=box).find("form")
        assert (form["method"], form["data-netlify"], form["action"]) == ("post", "true", "/thanks/")
        assert form["name"] == name
        assert not form.has_attr("netlify-honeypot"), "what falls into it is lost"
        trap = form.find(attrs={"name": "sidenote"})
        assert trap.find_parent(hidden=True)
        names = {control["name"] for control in form.find_all(attrs={"name": True})}
        # Netlify keeps the columns that it saw last: forms of one name have to be alike.
        assert fields_of.setdefault(form["name"], names) == names


# By keyboard


def test_the_first_stop_is_a_way_past_the_menu(plain_window: Window) -> None:
    plain_window.go("contact/")
    plain_window.become(width=1280)
    page = plain_window.page
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#main"
    box = skip.bounding_box()
    assert box
    assert box["y"] >= 0
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    assert urlsplit(page.url).fragment == "main"
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "kind", ["home", "contact", "board", "long request", "ask", "page with hours, columns and contact"]
)
def test_what_has_focus_is_seen(plain_window: Window, kind: str, width: int) -> None:
    plain_window.go(KINDS[kind])
    plain_window.become(width=width)
    unseen, stops = [], 0
    for _ in range(150):
        plain_window.page.keyboard.press("Tab")
        focus = plain_window.ask(FOCUS)
        if focus is None or focus["again"]:
            break
        stops += 1
        if focus["outline"] < 2 or not focus["seen"]:
            unseen.append(f"{focus['what']}: outline {focus['outline']}, in sight: {focus['seen']}, {focus['place']}")
    assert stops > 10
    assert not unseen, "\n".join(unseen)
