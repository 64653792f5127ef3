"""Browsers that lack something, receivers that say odd things: words get there once; nothing else is claimed."""

import json
from collections.abc import Iterator
from struct import pack
from typing import Any
from zlib import compress, crc32

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.conftest import BUSINESS, ROOT, SmallSite
from tests.services import IN_PLACE, LITERAL, Answer, Endpoint, Here, sending_from

pytestmark = pytest.mark.browser
SCRIPT = (ROOT / "theme" / "static" / "js" / "forms.js").read_text("utf-8")
WORDS = "Dinkelbrot 🥖, bitte!\nשלום"
ALL = """\
title: Everything
fields:
  - {name: words, type: long text, required: yes, most: 500}
  - {name: email, type: e-mail}
  - {name: day, type: date, label: For which day, most: 2026-12-24}
  - {name: topic, type: choice, options: {menu: What we bake, shop: The shop}}
  - {name: slicing, type: choice, label: Sliced, options: {whole: No, sliced: "Yes, sliced"}}
  - {name: extras, type: several, label: What with it, options: {salt: Salt, seeds: Seeds}}
  - {name: picture, type: picture, label: A picture}
"""
FAILED, SUMMARY, SENT = "[data-word=failed]", "[data-word=summary]", "[data-word=sent]"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    """A site with a form of many kinds of fields, as long as this file runs."""
    site = SmallSite(tmp_path_factory.mktemp("old"))
    site.write("business.yaml", BUSINESS + "topics: {menu: What we bake, shop: The shop}\n")
    site.write("forms/all.yaml", ALL)
    site.write("pages/all.md", "Title: All\n\n/// form | all\n///\n")
    with sending_from(site.folder / "output", "endpoint") as here:
        site.build(SITEURL=here.address, CONVERSE_FORMS=here.settings("endpoint"))
        yield here


@pytest.fixture
def here(served: Here) -> Here:
    """The same for every test: a receiver that has nothing yet and takes all, and a policy that lets scripts send."""
    served.policy = IN_PLACE
    fresh = Endpoint(served.address, served["endpoint"].address)
    served["endpoint"].__dict__ = fresh.__dict__
    return served


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody's browser, which has seen nothing yet."""
    context = browser.new_context(locale="en-GB", timezone_id="Europe/Vienna", reduced_motion="reduce")
    context.set_default_timeout(5_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of it."""
    return context.new_page()


def fill(page: Page, here: Here) -> None:
    """Go to the form, and write into it."""
    page.goto(f"{here.address}/pages/all.html")
    page.locator("#all-words").fill(WORDS)
    page.locator("#all-day").fill("2026-08-08")
    page.locator("#all-extras-1").check()
    page.locator("#all-extras-2").check()


def chunk(name: bytes, octets: bytes) -> bytes:
    """A part of a PNG."""
    return pack(">I", len(octets)) + name + octets + pack(">I", crc32(name + octets))


def choose_picture(page: Page) -> bytes:
    """A grey picture, which is chosen; 2000 pixels wide."""
    head, rows = chunk(b"IHDR", pack(">2I5B", 2000, 500, 8, 0, 0, 0, 0)), chunk(b"IDAT", compress(bytes(2001 * 500)))
    octets = b"\x89PNG\r\n\x1a\n" + head + rows + chunk(b"IEND", b"")
    page.locator("#all-picture").set_input_files({"name": "crumb.png", "mimeType": "image/png", "buffer": octets})
    return octets


def send(page: Page, **more: Any) -> None:
    """Press the button below the form."""
    page.locator("#all .form-send button").click(**more)


def is_over(page: Page) -> None:
    """It was sent, in place or by the browser."""
    page.locator(f"{SENT}, [data-form-ref]").first.wait_for(state="attached")


THROWS = "Object.defineProperty(window, '{name}', {{get() {{ throw new DOMException('no', 'SecurityError') }}}})"
GONE = {
    "nothing": "",
    "AbortSignal.timeout": "delete AbortSignal.timeout",
    "AbortController": "delete window.AbortController",
    "Array.findLast": "delete Array.prototype.findLast",
    "Array.flatMap": "delete Array.prototype.flatMap",
    "String.replaceAll": "delete String.prototype.replaceAll",
    "fetch": "delete window.fetch",
    "FormData": "delete window.FormData",
    "Blob": "delete window.Blob",
    "ValidityState": "delete window.ValidityState",
    "aria": "for (const name of Object.getOwnPropertyNames(Element.prototype)) "
    "if (name.startsWith('aria')) delete Element.prototype[name]",
    "ElementInternals": "delete window.ElementInternals",
    "Element.prepend": "delete Element.prototype.prepend",
    "Element.closest": "delete Element.prototype.closest",
    "localStorage": THROWS.format(name="localStorage"),
    "sessionStorage": THROWS.format(name="sessionStorage"),
    "room": "localStorage.x = 'x'.repeat(5 * 1024 * 1024 - 1)",
    "crypto": "Object.defineProperty(window, 'crypto', {value: undefined})",
    "crypto.getRandomValues": "delete Crypto.prototype.getRandomValues",
    "createImageBitmap": "delete window.createImageBitmap",
    "OffscreenCanvas": "delete window.OffscreenCanvas",
    "DataTransfer": "delete window.DataTransfer",
    "toBlob": "delete HTMLCanvasElement.prototype.toBlob",
    "clipboard": "delete Navigator.prototype.clipboard",
    "dateStyle": "Date.prototype.toLocaleDateString = () => { throw new RangeError('dateStyle') }",
    "CSS.escape": "delete CSS.escape",
}


@pytest.mark.parametrize("gone", GONE)
def test_whatever_a_browser_lacks_words_get_there_once(here: Here, page: Page, gone: str) -> None:
    page.add_init_script(GONE[gone])
    fill(page, here)
    choose_picture(page)
    send(page, click_count=2)
    is_over(page)
    [came] = here["endpoint"].arrived
    assert came.said["words"] == WORDS.replace("\n", "\r\n")
    assert came.said["day"] == "2026-08-08"
    assert [value for name, value in came.fields if name == "extras"] == ["salt", "seeds"]
    assert [name for name, _ in came.files] == ["picture"]


@pytest.mark.parametrize("gone", ["nothing", "AbortController", "localStorage", "sessionStorage", "crypto"])
def test_nor_does_a_policy_lose_them(here: Here, page: Page, gone: str) -> None:
    here.policy = LITERAL
    page.add_init_script(GONE[gone])
    fill(page, here)
    send(page, click_count=2)
    page.wait_for_url("**/thanks/")
    [came] = here["endpoint"].arrived
    assert came.said["words"] == WORDS.replace("\n", "\r\n")


@pytest.mark.parametrize("gone", ["OffscreenCanvas", "AbortSignal.timeout", "aria", "Array.findLast", "clipboard"])
def test_what_young_browsers_alone_have_is_not_needed_to_send_in_place(here: Here, page: Page, gone: str) -> None:
    page.add_init_script(GONE[gone])
    fill(page, here)
    sent = choose_picture(page)
    send(page)
    page.locator(SENT).wait_for()
    [came] = here["endpoint"].kept
    assert came.wants_json
    [(_, picture)] = came.files
    assert picture.kind == "image/jpeg"
    assert picture.octets != sent


def test_states_are_told_without_reflection_of_aria(here: Here, page: Page) -> None:
    page.add_init_script(GONE["aria"])
    page.goto(f"{here.address}/pages/all.html")
    send(page)
    expect(page.locator("#all-words")).to_have_attribute("aria-invalid", "true")
    page.locator("#all-words").fill(WORDS)
    here["endpoint"].moods = ["silent"]
    send(page)
    expect(page.locator("#all form")).to_have_attribute("aria-busy", "true")
    expect(page.locator("#all-words")).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator(".form-status > span")).to_be_visible()


def test_who_cannot_copy_is_told(here: Here, page: Page) -> None:
    page.add_init_script(GONE["clipboard"])
    here["endpoint"].moods = ["refused"]
    fill(page, here)
    send(page)
    page.locator(f"{FAILED} [data-does=copy]").click()
    expect(page.locator(f"{FAILED} [role=status]")).to_contain_text("Your browser doesn’t allow it.")


@pytest.mark.parametrize("lacks", ["a grammar", "URLSearchParams"])
def test_a_browser_that_is_too_old_keeps_the_plain_form(here: Here, page: Page, lacks: str) -> None:
    def serve(route: Route) -> None:
        route.fulfill(
            body=SCRIPT.replace("??=", "?:=") if lacks == "a grammar" else SCRIPT, content_type="text/javascript"
        )

    page.route("**/forms.js", serve)
    page.add_init_script("" if lacks == "a grammar" else f"delete window.{lacks}")
    page.goto(f"{here.address}/pages/all.html")
    form = page.locator("#all form")
    assert form.evaluate("form => form.noValidate") is False
    assert page.locator("#all-words").get_attribute("maxlength") == "500"
    assert page.locator(".form-status").count() == 0
    send(page)
    assert page.locator("#all-words").evaluate("control => control === document.activeElement")
    assert here["endpoint"].arrived == []
    fill(page, here)
    send(page)
    page.wait_for_url("**/thanks/")
    assert len(here["endpoint"].kept) == 1


BREAKS = "Object.defineProperty(ValidityState.prototype, 'badInput', {get() { throw new Error('unforeseen') }})"


def test_something_unforeseen_leaves_it_to_the_browser_and_keeps_words(here: Here, page: Page) -> None:
    page.add_init_script(BREAKS)
    page.goto(f"{here.address}/pages/all.html")
    page.locator("#all-email").fill("zoe@adler.example")
    send(page)
    # The browser's own words; nothing is sent that is wrong.
    assert page.locator("#all-words:invalid").count() == 1
    assert here["endpoint"].arrived == []
    here["endpoint"].moods = ["broken", "success"]
    fill(page, here)
    send(page)
    page.wait_for_url("**/in")
    page.go_back()
    expect(page.locator("#all-words")).to_have_value(WORDS)
    expect(page.locator(".form-draft")).to_contain_text("You sent this off as")
    send(page)
    page.wait_for_url("**/thanks/")
    first, second = here["endpoint"].arrived
    assert first.said["words"] == second.said["words"] == WORDS.replace("\n", "\r\n")
    expect(page.locator("[data-form-ref]")).to_be_visible()


def test_something_unforeseen_after_it_was_sent_sends_nothing_again(here: Here, page: Page) -> None:
    fill(page, here)
    page.evaluate("document.querySelector('[data-form-words]').content.querySelector('[data-word=sent]').remove()")
    send(page)
    expect(page.locator("#all form")).not_to_have_attribute("aria-busy", "true")
    page.wait_for_timeout(300)
    assert len(here["endpoint"].arrived) == 1
    expect(page.locator("#all-words")).to_have_value(WORDS)
    # Who wants to press again may, and the browser leads on.
    send(page)
    page.wait_for_url("**/thanks/")
    assert len({came.said["ref"] for came in here["endpoint"].arrived}) == 1


def test_who_stops_the_browser_from_sending_can_press_again(here: Here, page: Page) -> None:
    here.policy = LITERAL
    page.route(
        "**/forms.js", lambda route: route.fulfill(body=SCRIPT.replace("20_000", "600"), content_type="text/javascript")
    )
    here["endpoint"].answer = lambda came, mood: Answer(204)
    fill(page, here)
    send(page)
    form = page.locator("#all form")
    expect(form).to_have_attribute("aria-busy", "true")
    expect(form).not_to_have_attribute("aria-busy", "true")
    del here["endpoint"].answer
    send(page)
    page.wait_for_url("**/thanks/")


# Who reads it


@pytest.mark.parametrize(("choice", "reader"), [("", "Rosa"), ("topic", "Ben Novak"), ("slicing", "Lena Huber")])
def test_thanks_name_who_reads_about_what_was_chosen(here: Here, page: Page, choice: str, reader: str) -> None:
    fill(page, here)
    name = "([selector, name]) => document.querySelector(selector).setAttribute('data-reader', name)"
    page.evaluate(name, ["#all-topic option[value=menu]", "Ben Novak"])
    page.evaluate(name, ["#all-slicing-2", "Lena Huber"])
    page.locator("#all-topic").select_option("menu" if choice == "topic" else "shop")
    page.locator("#all-slicing-2" if choice == "slicing" else "#all-slicing-1").check()
    send(page)
    expect(page.locator(SENT)).to_contain_text(f"Thank you. {reader} has it.")


# What receivers say


def says(here: Here, status: int, body: object) -> None:
    """What the receiver answers from now on: JSON, or a text as it is."""
    text = body if isinstance(body, str) else json.dumps(body)
    kind = "text/html" if text.startswith("<") else "application/json"
    here["endpoint"].answer = lambda came, mood: Answer(status, text, kind)


def reads_well(page: Page, panel: str) -> str:
    """What stands there now; nothing that only programs read, and no mistake of the script."""
    page.locator(panel).wait_for()
    text = page.locator("#all").inner_text()
    assert not [odd for odd in ("[object", "undefined", "null", "true", "{", "NaN") if odd in text]
    return page.locator(panel).inner_text()


REFUSED = [
    (422, {"errors": {"email": ["Bad address"]}}, "It was not taken."),
    (422, {"message": "Look again", "errors": {"email": ["Bad address"]}}, "Look again"),
    (422, {"errors": ["Bad address"]}, "It was not taken."),
    (422, {"errors": "Bad address"}, "It was not taken."),
    (422, {"errors": [None, 3, True, []]}, "It was not taken."),
    (422, {"errors": None, "error": None}, "It was not taken."),
    (422, {"errors": True}, "It was not taken."),
    (200, {"errors": {"email": "Bad address"}}, "It was not taken."),
    (200, {"errors": ["Bad address"]}, "It was not taken."),
    (200, {"errors": [None]}, "It was not taken."),
    (200, {"errors": "Bad address"}, "It was not taken."),
    (200, {"errors": [], "error": "Over quota"}, "Over quota"),
    (200, {"error": {"message": "Over quota"}}, "It was not taken."),
    (200, {"error": True}, "It was not taken."),
    (200, {"success": False, "message": ["a"], "body": None}, "It was not taken."),
    (400, {"error": {"code": 5}, "message": {"text": "No"}, "title": "Not now"}, "Not now"),
    (400, {"errors": [{"field": "nobody", "message": "No such field"}]}, "No such field"),
    (400, {"errors": [{"field": "nobody", "message": {}}]}, "It was not taken."),
    (400, {"errors": [{"message": ""}], "title": "Not now"}, "Not now"),
    (400, ["no", "never"], "It was not taken."),
    (400, '"no"', "It was not taken."),
    (503, "null", "out of order"),
    (500, "[]", "out of order"),
    (500, "{", "out of order"),
    (404, "<h1>Not found</h1>", "It was not taken."),
    (405, "", "It was not taken."),
]


@pytest.fixture
def flawless(page: Page) -> Iterator[Page]:
    """The page; no script on it may fail."""
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    yield page
    assert failed == []


def test_what_was_refused_is_never_called_sent(here: Here, flawless: Page) -> None:
    fill(flawless, here)
    for status, body, words in REFUSED:
        says(here, status, body)
        flawless.locator(FAILED).evaluate_all("panels => panels.forEach(panel => panel.remove())")
        send(flawless)
        assert words in reads_well(flawless, FAILED), body
        expect(flawless.locator("#all-words")).to_have_value(WORDS)
    assert here["endpoint"].kept == []


ABOUT_FIELDS: list[tuple[list[object], list[str]]] = [
    (
        [{"field": "email", "code": "not_an_email"}],
        ["This is no whole e-mail address. One looks like mia@example.com."],
    ),
    ([{"field": "email", "message": "Nobody there"}, None], ["Nobody there"]),
    ([{"field": "email", "code": {}, "message": {}}], ["It was not taken."]),
    ([{"field": "email", "code": "", "message": None}], ["It was not taken."]),
    ([{"field": "email", "code": '"]'}], ["It was not taken."]),
    ([{"field": "email", "code": 17, "message": "Nobody there"}], ["Nobody there"]),
    ([{"field": "nobody", "message": "Who?"}, {"field": "email", "message": "Nobody there"}], ["Nobody there"]),
    ([{"field": "email", "message": "Too new"}, {"field": "email", "message": "Too odd"}], ["Too new", "Too odd"]),
]


def test_what_is_said_of_fields_stands_beside_them_once(here: Here, flawless: Page) -> None:
    fill(flawless, here)
    for errors, expected in ABOUT_FIELDS:
        says(here, 422, {"errors": errors})
        flawless.locator(SUMMARY).evaluate_all("panels => panels.forEach(panel => panel.remove())")
        send(flawless)
        assert expected == reads_well(flawless, f"{SUMMARY} ul").split("\n")
        expect(flawless.locator("#all-email-error")).to_have_text([expected[0]])
        assert flawless.locator("#all-email").get_attribute("aria-describedby") == "all-email-error all-email-hint"
    says(here, 422, {"success": False, "fieldName": "words", "message": "Too odd", "code": 400})
    send(flawless)
    expect(flawless.locator("#all-words-error")).to_have_text("Too odd")


TAKEN = [
    (200, "null"),
    (200, "[]"),
    (200, '"ok"'),
    (200, "<h1>Thank you</h1>"),
    (200, "{"),
    (204, ""),
    (200, {"errors": [], "error": None}),
    (200, {"errors": {}}),
    (200, {"errors": None, "error": ""}),
    (201, {"ref": {"number": 1}}),
    (201, {"ref": None}),
    (200, {"why": "what somebody wrote into a field of this name", "errors": ""}),
]


def test_what_was_taken_is_called_sent(here: Here, flawless: Page) -> None:
    for status, body in TAKEN:
        says(here, status, body)
        fill(flawless, here)
        # Of services their own words are asked for; our contract is stricter.
        flawless.locator("#all form").evaluate("form => form.removeAttribute('data-answers')")
        send(flawless)
        assert "Its number is" in reads_well(flawless, SENT), body


def test_answers_of_the_fixture_are_those_of_a_receiver(here: Here, page: Page) -> None:
    """Nothing above would hold if the receiver weren't asked."""
    assert isinstance(here["endpoint"], Endpoint)
    fill(page, here)
    send(page)
    page.locator(SENT).wait_for()
    [came] = here["endpoint"].kept
    assert came.said["ref"] in page.locator(SENT).inner_text()
