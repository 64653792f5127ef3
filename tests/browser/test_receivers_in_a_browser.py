"""Every form in a browser, with JavaScript and without, under the policies of the docs: all arrives, and once."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, expect
from window import Window

from tests.conftest import THE_DAY, SmallSite
from tests.formsites import FORMS, with_every_form
from tests.plainforms import with_crlf
from tests.services import IN_PLACE, LITERAL, SERVICES, Arrived, Here, sending_from
from tests.sites.looking import built_on_the_day

pytestmark = pytest.mark.browser
LINES = 'Dinkelbrot 🥖👩🏽‍🍳, bitte!\n\n  שלום، مرحبا = & + %20 <b>"\\\n'
WORDS = LINES + "ü" * (10_000 - len(LINES))
TYPED = {
    "textarea": WORDS,
    "text": "Zoë 🥨 بدوي",
    "email": "zoe@adler.example",
    "tel": "+43 316 555 0123",
    "number": "12",
    "date": "2026-09-05",
    "time": "10:30",
}
"""What somebody writes, by the kind of control."""
ALL_FORMS = FORMS | {"order": ("pages/order.html", "order")}
POLICIES = {"in place": IN_PLACE, "by the browser": LITERAL, "without JavaScript": LITERAL}
"""How a form is sent, and the policy under which it is."""
WAYS = [(name, way) for name in SERVICES for way in POLICIES if way != "by the browser" or SERVICES[name].host]
"""How each service is sent to: a script may always send to the site itself."""
REFUSING = ("fields", "refused", "too many", "too large", "broken", "error in 200", "cut")
SENT, FAILED, SUMMARY = (f"[data-word={word}]" for word in ("sent", "failed", "summary"))
REF = r"[A-HJ-NP-Z2-9]{6}"
Sites = Callable[[str], Here]
Visit = Callable[[Here, str], Page]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """The same site with each receiver, made when it is first asked for; nothing has arrived there."""
    made: dict[str, Here] = {}
    with ExitStack() as stack:

        def site_with(name: str) -> Here:
            if name not in made:
                site = with_every_form(tmp_path_factory.mktemp(name))
                here = made[name] = stack.enter_context(sending_from(site.folder / "output", name))
                built_on_the_day(site, SITEURL=here.address, CONVERSE_FORMS=here.settings(name))
            service = made[name][name]
            service.arrived.clear()
            service.kept.clear()
            service.moods[:] = ["success"]
            return made[name]

        yield site_with


@pytest.fixture(scope="module")
def pages(browser: Browser) -> Iterator[dict[bool, Page]]:
    """A page with JavaScript, and one without, for all tests: to open one takes as long as a test."""
    with ExitStack() as stack:
        made = {}
        for scripts in (True, False):
            context = browser.new_context(java_script_enabled=scripts, reduced_motion="reduce")
            stack.callback(context.close)
            context.set_default_timeout(5_000)
            context.clock.set_fixed_time(int(THE_DAY))
            made[scripts] = context.new_page()
        yield made


@pytest.fixture
def visit(pages: dict[bool, Page]) -> Iterator[Callable[[Here, str], Page]]:
    """The page of somebody who was never at a site, under the policy of a way to send; no script may fail there."""
    failed: list[str] = []
    used: list[Page] = []

    def note(error: Error) -> None:
        failed.append(str(error))

    def begin(here: Here, way: str) -> Page:
        here.policy = POLICIES[way]
        page = pages[way != "without JavaScript"]
        page.on("pageerror", note)
        used.append(page)
        return page

    yield begin
    for page in used:
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.remove_listener("pageerror", note)
    assert failed == []


def form_on_its_page(page: Page, here: Here, name: str) -> Locator:
    """A form; whatever it is folded into has been opened."""
    path, box = ALL_FORMS[name]
    page.goto(f"{here.address}/{path}")
    form = page.locator(f"#{box} form" if box else "section.starter form")
    if not form.is_visible():
        page.locator("details", has=form).locator("> summary").click()
    return form


def fill(form: Locator) -> list[list[str]]:
    """Fill in everything: of what can be chosen, the last. Gives what the browser then has to send, in order."""
    controls = form.locator(":is(input, select, textarea)[id]")
    for number, kind in enumerate(controls.evaluate_all("boxes => boxes.map(({type}) => type)")):
        box = controls.nth(number)
        if kind == "select-one":
            box.select_option(index=1)
        elif kind in ("radio", "checkbox"):
            box.check()
        else:
            box.fill(TYPED[kind])
    signals = "[...form.querySelectorAll('[data-signal]')].map(({name}) => name)"
    entries = form.evaluate(f"form => [...new FormData(form)].filter(([name]) => !{signals}.includes(name))")
    return [[name, with_crlf(value)] for name, value in entries]


def arrived(came: Arrived, entries: list[list[str]]) -> list[list[str]]:
    """What arrived under these names, in their order, as `fill` gives it; in JSON the answers to a question are one."""
    names = {name for name, _ in entries}
    found = [[name, with_crlf(value)] for name, value in came.fields if name in names]
    if came.encoding != "json":
        return found
    return [[name, value] for name, text in found for value in (text.split(", ") if name == "extras" else [text])]


def sign(came: Arrived, name: str) -> str:
    """What a script said besides; "" without one."""
    return came.said.get(name) or came.said.get(f"fi-text-{name}", "")


def press(form: Locator) -> None:
    """Press the button below the form."""
    form.locator(".form-send button").click()


@pytest.mark.parametrize(("name", "way"), WAYS)
def test_what_was_typed_arrives_and_its_sender_is_thanked(visit: Visit, sites: Sites, name: str, way: str) -> None:
    """Every receiver once with `ask`."""
    here = sites(name)
    page = visit(here, way)
    form = form_on_its_page(page, here, "ask")
    entries = fill(form)
    press(form)
    if way == "in place":
        expect(page.locator(SENT)).to_contain_text("Rosa has it")
        shown = page.locator(SENT).inner_text()
        page.goto(f"{here.address}/thanks/")
    page.wait_for_url(f"{here.address}/thanks/")
    thanked = page.locator("main").inner_text()
    [came] = here[name].arrived
    assert here[name].kept == [came]
    assert WORDS.replace("\n", "\r\n") in dict(entries).values()
    assert arrived(came, entries) == entries
    assert came.wants_json == (way == "in place")
    ref = sign(came, "ref")
    if way == "without JavaScript":
        assert not ref
        return
    assert re.fullmatch(REF, ref)
    assert ref in thanked
    assert way != "in place" or ref in shown


@pytest.mark.parametrize("name", SERVICES)
def test_what_is_not_taken_stays_and_is_sent_once_in_the_end(visit: Visit, sites: Sites, name: str) -> None:
    """Whatever a receiver answers, the page says so, keeps every word, and sends the same again when asked to."""
    here = sites(name)
    page = visit(here, "in place")
    form = form_on_its_page(page, here, "ask")
    entries = fill(form)
    for mood in REFUSING:
        here[name].moods = [mood]
        press(form)
        said = form.locator(f"{FAILED}, {SUMMARY}")
        expect(said).to_be_focused()
        assert "undefined" not in said.inner_text()
        assert "[object" not in said.inner_text()
        assert here[name].kept == []
        assert page.locator(SENT).count() == 0
        assert form.locator("textarea").input_value() == WORDS
        if said.get_attribute("data-word") == "summary":
            assert form.locator("[type=email][aria-invalid=true]").count() == 1
        else:
            assert form.locator("[data-mail]").get_attribute("href").startswith("mailto:rosa@adler.example?")
    here[name].moods = ["success"]
    press(form)
    expect(page.locator(SENT)).to_be_focused()
    [came] = here[name].kept
    assert arrived(came, entries) == entries
    assert {sign(each, "ref") for each in here[name].arrived} == {sign(came, "ref")}
    page.reload()
    assert form.locator("textarea").input_value() == ""


@pytest.mark.parametrize("way", ["in place", "without JavaScript"])
@pytest.mark.parametrize("form_name", ALL_FORMS)
@pytest.mark.parametrize("name", ["formspree", "endpoint"])
def test_every_form_arrives(visit: Visit, sites: Sites, name: str, form_name: str, way: str) -> None:
    """With two receivers."""
    here = sites(name)
    page = visit(here, way)
    form = form_on_its_page(page, here, form_name)
    entries = fill(form)
    press(form)
    if way == "in place":
        expect(page.locator(SENT)).to_be_focused()
    else:
        page.wait_for_url(f"{here.address}/thanks/")
    [came] = here[name].arrived
    assert here[name].kept == [came]
    assert arrived(came, entries) == entries
    assert came.said["form"] == form_name
    assert TYPED["text"] in came.said.values()


def test_a_mail_program_is_opened_under_the_policy(
    plain_window: Window, small_site: SmallSite, sending: Callable[..., Here]
) -> None:
    here = sending(small_site.folder / "output", "mailto")
    small_site.build(SITEURL=here.address, CONVERSE_FORMS=here.settings("mailto"))
    page = plain_window.page
    plain_window.go(f"{here.address}/ask/")
    page.locator("#ask form textarea").fill("Dinkelbrot, bitte!")
    with page.expect_console_message(lambda message: "mailto:" in message.text) as told:
        page.locator("#ask form [type=submit]").click(no_wait_after=True)
    assert told.value.text.startswith("Launched external handler for 'mailto:rosa@adler.example?subject=Asked%20on")
    assert "Dinkelbrot" in told.value.text
