"""The script for forms, in a real browser, with a receiver that answers, stumbles, hangs and breaks off."""

import gzip
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from threading import Event
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from formserver import FIELDS, PAGE, Answer, Receiver, form_page, receiving, running, site_of
from playwright.sync_api import Browser, BrowserContext, Page, expect
from window import TOO_WIDE

from tests.conftest import ROOT, SmallSite

pytestmark = pytest.mark.browser

SCRIPT = ROOT / "theme" / "static" / "js" / "forms.js"
REF = r"[A-HJ-NP-Z2-9]{6}"
LITERAL = "default-src 'self'; img-src 'self' data:; form-action 'self' {backend}"
IN_PLACE = LITERAL + "; connect-src 'self' {backend}"
WORDS = "Ein Viertel Brot 🥖👩‍🍳\nשלום, הלחם טוב\n\nDanke & <b>Grüße</b> \u2013 100 % {ref} \\ \"'"
FAILED, SUMMARY, SENT = "[data-word=failed]", "[data-word=summary]", "[data-word=sent]"


@dataclass
class Stage:
    """A site with forms, its receiver, and the policy that the site is served with."""

    site: str
    receiver: Receiver
    policy: str = ""
    patience: str = "20_000"


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Both servers, as long as this file runs."""
    folder = tmp_path_factory.mktemp("forms")
    stage = Stage("", Receiver())
    with ExitStack() as stack:
        stage.receiver.address = stack.enter_context(running(receiving(stage.receiver)))
        small, action = SmallSite(folder), f"{stage.receiver.address}/in"
        multipart = "multipart/form-data"
        for name, page in {
            "short": form_page(action, title="Short"),
            "json": form_page(action, sends="json", title="Json"),
            "all": form_page(action, FIELDS, name="all", encoding=multipart, title="All"),
            "alljson": form_page(action, FIELDS, name="all", sends="json", title="Alljson"),
            "mail": form_page("mailto:rosa@adler.example?subject=Asked", sends="mail", title="Mail"),
            "done": PAGE.format(title="Done", body="<p data-form-ref hidden>It is {ref}.</p>"),
        }.items():
            small.write(f"pages/{name}.html", page)
        output = small.build(SITEURL="", RELATIVE_URLS=True).output
        stage.site = stack.enter_context(running(site_of(output, lambda: stage.policy, lambda: stage.patience)))
        yield stage


@pytest.fixture
def stage(servers: Stage) -> Stage:
    """The same for every test: a receiver that takes all, and a policy that lets scripts send."""
    servers.policy = IN_PLACE.format(backend=servers.receiver.address)
    servers.patience = "20_000"
    servers.receiver.posted.clear()
    servers.receiver.answer = Answer()
    return servers


@pytest.fixture
def context(browser: Browser, stage: Stage) -> Iterator[BrowserContext]:
    """Somebody's browser, which has seen nothing yet."""
    context = browser.new_context(
        base_url=f"{stage.site}/pages/", locale="en-GB", timezone_id="Europe/Vienna", reduced_motion="reduce"
    )
    context.set_default_timeout(5_000)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page, on which no script may fail."""
    page = context.new_page()
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    yield page
    assert failed == []


def send(page: Page) -> None:
    """Press the button below the form."""
    page.locator(".form-send button").click()


def write(page: Page, words: str = WORDS) -> None:
    """Write into the large field."""
    page.locator("[name=message]").fill(words)


def focused(page: Page) -> str:
    """What has the focus: its name, id or key."""
    return str(page.evaluate("(({name, id, dataset}) => name || id || dataset.word)(document.activeElement)"))


def answers(stage: Stage, status: int, body: object = "", **headers: str) -> None:
    """What the receiver answers from now on."""
    stage.receiver.answer = Answer(status, body, {key.replace("_", "-"): value for key, value in headers.items()})


def test_the_script_is_small_and_needs_nothing():
    text = SCRIPT.read_text("utf-8")
    assert len(gzip.compress(text.encode(), 9)) <= 4096
    assert "import" not in text


# What is sent


def test_it_is_sent_in_place_as_it_was_typed(page, stage):
    page.goto("short.html")
    long = WORDS + "x" * (10_000 - len(WORDS))
    write(page, long)
    send(page)
    expect(page.locator(SENT)).to_contain_text("Thank you. Rosa Adler has it.")
    (arrived,) = stage.receiver.posted
    assert arrived.in_place
    assert arrived.headers["accept"] == "application/json"
    assert arrived.headers["content-type"].startswith("application/x-www-form-urlencoded")
    assert arrived.fields["message"] == [long]
    assert arrived.fields["sidenote"] == [""]
    assert arrived.fields["page"] == [f"{stage.site}/pages/short.html"]
    assert int(arrived.fields["took"][0]) < 60
    (ref,) = arrived.fields["ref"]
    assert re.fullmatch(REF, ref)
    assert ref in page.locator(SENT).inner_text()
    assert focused(page) == "sent"
    assert not page.locator("form").is_visible()
    assert page.url.endswith("/short.html")


def fill_all(page: Page) -> None:
    """Something right in every field, except pictures."""
    page.locator("#all-kind-2").check()
    page.locator("#all-topic").select_option("menu")
    write(page)
    page.locator("#all-phone").fill("0316 555 0123")
    page.locator("#all-loaves").fill("3")
    page.locator("#all-day").fill("2026-08-08")
    page.locator("#all-time").fill("07:30")
    page.locator("#all-extras-1").check()
    page.locator("#all-extras-2").check()
    page.locator("#all-agree").check()


def test_every_field_arrives_in_a_form_with_files(page, stage):
    page.goto("all.html")
    fill_all(page)
    send(page)
    page.locator(SENT).wait_for()
    (arrived,) = stage.receiver.posted
    assert arrived.headers["content-type"].startswith("multipart/form-data")
    expected = {"kind": ["problem"], "topic": ["menu"], "extras": ["salt", "seeds"], "loaves": ["3"], "agree": ["v1"]}
    assert {key: arrived.fields[key] for key in expected} == expected
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", arrived.fields["agreed"][0])


def test_json_has_every_field_once(page, stage):
    page.goto("alljson.html")
    fill_all(page)
    page.evaluate("document.forms[0].elements.form.name = '_email.subject'")
    send(page)
    page.locator(SENT).wait_for()
    (arrived,) = stage.receiver.posted
    assert arrived.headers["content-type"] == "application/json"
    assert arrived.fields["message"] == [WORDS]
    assert arrived.fields["extras"] == ["salt, seeds"]
    assert arrived.fields["_email"] == [{"subject": "all"}]


def photo(page: Page, width: int, height: int) -> bytes:
    """A picture as a camera writes it, which says where it was taken."""
    drawn = page.evaluate(
        """async ([width, height]) => {
            const canvas = new OffscreenCanvas(width, height)
            const pen = canvas.getContext("2d")
            pen.fillStyle = "tan"
            pen.fillRect(0, 0, width, height)
            const blob = await canvas.convertToBlob({type: "image/jpeg"})
            return [...new Uint8Array(await blob.arrayBuffer())]
        }""",
        [width, height],
    )
    said = b"Exif\0\0Griesgasse 12"
    segment = b"\xff\xe1" + (len(said) + 2).to_bytes(2, "big") + said
    return bytes(drawn[:2]) + segment + bytes(drawn[2:])


def size_of(jpeg: bytes) -> tuple[int, int]:
    """Width and height, as the first frame says them."""
    assert jpeg[:2] == b"\xff\xd8"
    place = 2
    while jpeg[place + 1] not in (0xC0, 0xC1, 0xC2):
        place += 2 + int.from_bytes(jpeg[place + 2 : place + 4], "big")
    return int.from_bytes(jpeg[place + 7 : place + 9], "big"), int.from_bytes(jpeg[place + 5 : place + 7], "big")


@pytest.mark.parametrize(("size", "expected"), [((4000, 3000), (1600, 1200)), ((300, 400), (300, 400))])
def test_pictures_are_made_smaller_and_say_nothing_of_where(size, expected, page, stage):
    page.goto("all.html")
    fill_all(page)
    taken = photo(page, *size)
    page.locator("#all-picture").set_input_files({"name": "crumb.jpeg", "mimeType": "image/jpeg", "buffer": taken})
    send(page)
    page.locator(SENT).wait_for()
    name, content = stage.receiver.posted[0].files["picture"]
    assert name.endswith(".jpg")
    assert size_of(taken) == size
    assert size_of(content) == expected
    assert b"Griesgasse" in taken
    assert b"Griesgasse" not in content


def test_what_is_no_picture_is_refused_and_so_is_one_that_is_too_large(page, stage):
    page.goto("all.html")
    fill_all(page)
    field = page.locator("#all-picture")
    field.set_input_files({"name": "notes.txt", "mimeType": "text/plain", "buffer": b"Bread"})
    send(page)
    expect(page.locator("#all-picture-error")).to_have_text(
        "We can’t take this file. Pictures are taken as JPEG, PNG or WebP."
    )
    # Not a picture that the browser can read, so it stays as large as it is.
    field.set_input_files({"name": "crumb.jpg", "mimeType": "image/jpeg", "buffer": b"x" * 3_000_001})
    send(page)
    expect(page.locator("#all-picture-error")).to_contain_text("too large")
    assert stage.receiver.posted == []


# What is wrong, in words


MISSING = {
    "#all-kind-1": "“What is it?”: please choose.",
    "#all-topic": "“What is it about?”: please choose.",
    "#all-words": "“In your words” is still empty.",
    "#all-phone": "“Your number” is still empty.",
    "#all-extras-1": "“What with it?”: please choose.",
    "#all-agree": "This doesn’t go without your agreement. Please tick the box.",
}


def test_what_is_missing_is_said_beside_it_and_on_top(page, stage):
    page.goto("all.html")
    title = page.title()
    send(page)
    links = page.locator(f"{SUMMARY} a")
    found = dict(links.evaluate_all("links => links.map(link => [link.hash, link.innerText])"))
    assert found == MISSING
    assert focused(page) == "summary"
    assert page.title() == f"Error: {title}"
    for control, words in MISSING.items():
        note = page.locator(f"{control}-error")
        assert note.inner_text() == words
        told = "e => (e.closest('fieldset') ?? e).getAttribute('aria-describedby').split(' ')"
        assert page.locator(control).evaluate(told)[0] == f"{control[1:]}-error"
    assert page.locator("#all-words").get_attribute("aria-invalid") == "true"
    assert page.locator("#all-words").get_attribute("aria-describedby") == "all-words-error all-words-hint"
    links.nth(2).click()
    assert focused(page) == "message"
    fill_all(page)
    send(page)
    page.locator(SENT).wait_for()
    assert page.title() == title
    assert len(stage.receiver.posted) == 1


WRONG = [
    ("email", "rosa", "This is no whole e-mail address. One looks like mia@example.com."),
    ("loaves", "1", "“How many loaves?” has to be 2 or more."),
    ("loaves", "41", "“How many loaves?” can be 40 at most."),
    ("loaves", "2.5", "“How many loaves?” has to be a whole number."),
    ("day", "2026-08-06", "That is too early: 7 August 2026 at the earliest."),
    ("day", "2026-12-25", "That is too late: 24 December 2026 at the latest."),
    ("time", "06:59", "That is too early: 07:00 at the earliest."),
    ("time", "18:01", "That is too late: 18:00 at the latest."),
    ("name", "x" * 81, "“Your name” is too long: 80 letters at most. Nothing was cut off."),
    ("words", "x" * 10_001, "“In your words” is too long: 10000 letters at most. Nothing was cut off."),
]


def test_what_is_wrong_is_said_in_words(page, stage):
    page.goto("all.html")
    fill_all(page)
    for name, value, words in WRONG:
        field = page.locator(f"#all-{name}")
        before = field.input_value()
        field.fill(value)
        send(page)
        expect(page.locator(".form-error")).to_have_text([words])
        field.fill(before)
    assert stage.receiver.posted == []


def test_half_a_number_half_a_day_and_half_a_time_are_told(page):
    page.goto("all.html")
    fill_all(page)
    for name, keys, words in (
        ("loaves", "2e", "has to be a number"),
        ("day", "12", "This is no day"),
        ("time", "08", "This is no time"),
    ):
        field = page.locator(f"#all-{name}")
        field.fill("")
        field.press_sequentially(keys)
        send(page)
        expect(page.locator(".form-error")).to_contain_text(words)
        field.fill("")


def test_it_goes_by_keyboard_alone(page, stage):
    page.goto("short.html")
    page.locator("[name=message]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(SUMMARY).wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "message"
    page.keyboard.type("Bread")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.locator(SENT).wait_for()
    assert stage.receiver.posted[0].fields["message"] == ["Bread"]


# What receivers say


TAKEN = {
    "ours": (201, {"ref": "7K3MQ2", "status": "received"}),
    "netlify": (200, "<!doctype html><title>Thanks</title>"),
    "formspree": (200, {"next": "https://adler.example/thanks/", "ok": True}),
    "web3forms": (200, {"success": True, "body": {"data": {}, "message": "Email sent successfully!"}}),
    "formspark": (200, {"message": "Bread", "email": "mia@example.com"}),
    "basin": (200, {"success": True}),
    "forminit": (200, {"success": True, "submission": {"hashId": "x"}}),
    "empty": (204, ""),
}


def test_what_services_take_is_sent(page, stage):
    for service, (status, body) in TAKEN.items():
        answers(stage, status, body)
        page.goto("short.html")
        write(page)
        send(page)
        expect(page.locator(SENT), service).to_be_visible()
        assert ("7K3MQ2" in page.locator(SENT).inner_text()) == (service == "ours")


def test_who_leads_on_has_taken_it(page, stage):
    answers(stage, 303, "", Location="/elsewhere")
    page.goto("short.html")
    write(page)
    send(page)
    page.locator(SENT).wait_for()
    assert len(stage.receiver.posted) == 1


def about_email(**said: str) -> dict[str, object]:
    """An error of one field."""
    return {"errors": [{"field": "email", **said}]}


FIELDS_REFUSED = {
    "ours": (422, {"title": "No", **about_email(code="not_an_email", message="Bad")}, "no whole e-mail"),
    "ours, new": (422, about_email(code="gone", message="Nobody is there."), "Nobody is there."),
    "formspree": (422, {"error": "X", **about_email(code="TYPE_EMAIL", message="x")}, "no whole e-mail"),
    "forminit": (400, {"success": False, "error": "X", "message": "Email is bad", "fieldName": "email"}, "is bad"),
}


def test_what_a_service_says_of_a_field_stands_beside_it(page, stage):
    page.goto("short.html")
    write(page)
    page.locator("[name=email]").fill("mia@example.com")
    for status, body, words in FIELDS_REFUSED.values():
        answers(stage, status, body)
        send(page)
        expect(page.locator("#short-email-error")).to_contain_text(words)
        assert focused(page) == "summary"
        assert page.locator("[name=message]").input_value() == WORDS
    answers(stage, 200, {})
    send(page)
    page.locator(SENT).wait_for()
    assert len(stage.receiver.posted) == len(FIELDS_REFUSED) + 1
    assert len({arrived.fields["ref"][0] for arrived in stage.receiver.posted}) == 1


REFUSED = {
    "formspree, over quota": (200, {"error": "form over quota"}, {}, "form over quota"),
    "formspree": (403, {"errors": [{"code": "INACTIVE", "message": "Form not active"}]}, {}, "Form not active"),
    "web3forms": (400, {"success": False, "message": "Invalid access key"}, {}, "Invalid access key"),
    "web3forms, new": (200, {"success": False, "body": {"message": "No such key"}}, {}, "No such key"),
    "basin": (422, {"error": "Form disabled"}, {}, "Form disabled"),
    "ours": (403, {"title": "This form is not ours.", "code": "forbidden"}, {}, "This form is not ours."),
    "netlify": (404, "<h1>Not found</h1>", {}, "It was not taken."),
    "too much": (429, {}, {"Retry_After": "90"}, "try again in 2 min."),
    "too much, some time": (429, {}, {}, "try again in 1 min."),
    "too large": (413, {}, {}, "too large"),
    "fields as others name them": (422, {"errors": {"email": ["bad"]}}, {}, "It was not taken."),
    "broken": (500, "<h1>Oh</h1>", {}, "out of order"),
    "no JSON object": (503, "null", {}, "out of order"),
}


def test_what_is_refused_stays_and_there_are_other_ways(page, stage):
    page.goto("short.html")
    write(page)
    panel = page.locator(FAILED)
    for status, body, headers, words in REFUSED.values():
        answers(stage, status, body, **headers)
        send(page)
        expect(panel).to_contain_text(words)
        assert "{" not in panel.inner_text()
        assert focused(page) == "failed"
        assert page.locator("[name=message]").input_value() == WORDS
    letter = urlsplit(str(panel.get_by_role("link").get_attribute("href")))
    assert letter.path == "rosa@adler.example"
    said = parse_qs(letter.query)
    assert WORDS.replace("\n", "\r\n") in said["body"][0]
    assert said["subject"][0].startswith("Short")
    assert page.locator(".form-instead a[href^=tel]").is_visible()


def test_all_of_it_can_be_copied(page, stage):
    answers(stage, 500)
    page.goto("all.html")
    fill_all(page)
    send(page)
    page.locator(f"{FAILED} [data-does=copy]").click()
    expect(page.locator(f"{FAILED} [role=status]")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    ref = stage.receiver.posted[0].fields["ref"][0]
    for words in (
        "What is it?\nA problem",
        "What is it about?\nThe menu",
        f"In your words\n{WORDS}",
        "Salt, Seeds",
        ref,
    ):
        assert words in copied
    assert "C:\\fakepath" not in copied


# What can go wrong on the way


def test_a_second_try_carries_the_same_number(page, stage):
    page.goto("short.html")
    write(page)
    stage.receiver.answer = Answer(cut=True)
    send(page)
    expect(page.locator(FAILED)).to_contain_text("There was no way through")
    tried = len(stage.receiver.posted)
    assert tried >= 1
    answers(stage, 201, {})
    page.locator(f"{FAILED} [type=submit]").click()
    page.locator(SENT).wait_for()
    assert len(stage.receiver.posted) == tried + 1
    assert len({arrived.fields["ref"][0] for arrived in stage.receiver.posted}) == 1


def test_a_receiver_that_dies_in_the_middle_and_comes_back(page, stage):
    stage.policy = ""
    receiver = Receiver(answer=Answer(hold=Event()))
    page.goto("short.html")
    write(page)
    with running(receiving(receiver)) as address:
        page.evaluate("address => { document.querySelector('[data-form]').action = address }", f"{address}/in")
        send(page)
        expect(page.locator(".form-status > span")).to_be_visible()
        receiver.answer.cut = True
        receiver.answer.hold.set()
        page.locator(FAILED).wait_for()
    send(page)  # now there is nobody at all
    expect(page.locator(FAILED)).to_contain_text("There was no way through")
    assert page.locator("[name=message]").input_value() == WORDS
    receiver.answer = Answer()
    with running(receiving(receiver), port=urlsplit(address).port):
        page.locator(f"{FAILED} [type=submit]").click()
        page.locator(SENT).wait_for()
    assert {arrived.fields["message"][0] for arrived in receiver.posted} == {WORDS}
    assert len({arrived.fields["ref"][0] for arrived in receiver.posted}) == 1


def test_who_answers_nothing_is_given_up_and_words_stay(page, stage):
    stage.patience = "1_000"
    page.goto("short.html")
    write(page)
    stage.receiver.answer = Answer(hold=Event())
    send(page)
    status = page.locator(".form-status > span")
    expect(status).to_have_text("Sending …")
    assert status.is_visible()
    assert page.locator("form").get_attribute("aria-busy") == "true"
    assert page.evaluate("document.activeElement !== document.body")
    expect(page.locator(FAILED)).to_contain_text("No answer came for 20 seconds.")
    stage.receiver.answer.hold.set()
    assert page.locator("form").get_attribute("aria-busy") is None
    assert not status.is_visible()
    assert page.locator("[name=message]").input_value() == WORDS


def test_offline_nothing_is_lost(page, context, stage):
    page.goto("short.html")
    write(page)
    context.set_offline(True)
    send(page)
    expect(page.locator(FAILED)).to_contain_text("You are offline.")
    context.set_offline(False)
    page.locator(f"{FAILED} [type=submit]").click()
    page.locator(SENT).wait_for()
    assert len(stage.receiver.posted) == 1


def test_pressing_twice_sends_once(page, stage):
    page.goto("short.html")
    write(page)
    stage.receiver.answer = Answer(hold=Event())
    page.locator(".form-send button").dblclick()
    page.locator("[name=email]").press("Enter")
    page.locator("[name=email]").press("Enter")
    page.wait_for_timeout(200)
    stage.receiver.answer.hold.set()
    page.locator(SENT).wait_for()
    assert len(stage.receiver.posted) == 1


def test_a_policy_that_forbids_scripts_to_send_lets_the_browser_send_once(page, stage):
    stage.policy = LITERAL.format(backend=stage.receiver.address)
    answers(stage, 303, "", Location=f"{stage.site}/pages/done.html")
    page.goto("short.html")
    write(page)
    page.locator(".form-send button").dblclick()
    page.wait_for_url("**/done.html")
    (arrived,) = stage.receiver.posted
    assert not arrived.in_place
    assert arrived.fields["message"] == [WORDS.replace("\n", "\r\n")]
    assert page.locator("[data-form-ref]").inner_text() == f"It is {arrived.fields['ref'][0]}."
    page.go_back()
    assert page.locator("[name=message]").input_value() == ""
    assert page.locator(".form-draft").count() == 0


def test_a_failure_of_the_browsers_own_way_leaves_every_word(page, stage):
    stage.policy = LITERAL.format(backend=stage.receiver.address)
    answers(stage, 500, "<h1>Oh</h1>")
    page.goto("short.html")
    write(page)
    send(page)
    page.wait_for_url("**/in")
    page.go_back()
    assert page.locator("[name=message]").input_value() == WORDS
    ref = stage.receiver.posted[0].fields["ref"][0]
    assert f"You sent this off as {ref}" in page.locator(".form-draft").inner_text()
    answers(stage, 303, "", Location=f"{stage.site}/pages/done.html")
    send(page)
    page.wait_for_url("**/done.html")
    assert [arrived.fields["ref"][0] for arrived in stage.receiver.posted] == [ref, ref]


def test_back_to_a_page_that_the_browser_kept_whole(browser, stage):
    """As it is out of a test: the page comes back with all that was in it, also that it was being sent."""
    stage.policy = LITERAL.format(backend=stage.receiver.address)
    program = shutil.which("chromium")
    kept = ["--disable-back-forward-cache"]
    own = browser.browser_type.launch(executable_path=program, args=["--no-sandbox"], ignore_default_args=kept)
    page = own.new_page(base_url=f"{stage.site}/pages/")
    page.goto("short.html")
    page.evaluate("addEventListener('pageshow', event => window.came = event.persisted)")
    for status, headers, left in ((500, {}, WORDS), (303, {"Location": f"{stage.site}/pages/done.html"}, "")):
        answers(stage, status, "<h1>Oh</h1>", **headers)
        write(page)
        page.evaluate("window.came = false")
        with page.expect_navigation():
            send(page)
        page.wait_for_load_state()
        page.go_back(wait_until="commit")
        page.wait_for_function("window.came")
        assert page.locator("[name=message]").input_value() == left
        assert page.locator("form").get_attribute("aria-busy") is None
        assert page.locator("[name=message]").is_editable()
    assert len(stage.receiver.posted) == 2
    own.close()


def test_another_violation_does_not_send_it_a_second_time(page, stage):
    """Only what the policy says of this very address is an answer to it."""
    page.goto("short.html")
    write(page)
    page.evaluate("fetch('http://127.0.0.1:9/').catch(() => {})")
    stage.receiver.answer = Answer(cut=True)
    send(page)
    page.locator(FAILED).wait_for()
    assert all(arrived.in_place for arrived in stage.receiver.posted)


# Drafts


def test_a_draft_is_there_after_the_tab_was_closed_and_gone_when_sent(context, stage):
    page = context.new_page()
    page.goto("all.html")
    fill_all(page)
    page.close()
    page = context.new_page()
    page.goto("all.html")
    assert "You wrote this before and haven’t sent it." in page.locator(".form-draft").inner_text()
    assert page.locator("[name=message]").input_value() == WORDS
    assert page.locator("#all-kind-2").is_checked()
    assert not page.locator("#all-stars-1").is_checked()
    assert page.locator("#all-extras-2").is_checked()
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "sidenote" not in kept
    send(page)
    page.locator(SENT).wait_for()
    assert stage.receiver.posted[0].fields["agreed"][0].startswith("20")
    assert WORDS[:10] not in page.evaluate("JSON.stringify(localStorage)")
    page.reload()
    assert page.locator("[name=message]").input_value() == ""
    assert page.locator(".form-draft").count() == 0


def test_a_draft_belongs_to_its_page_and_can_be_cleared(page):
    page.goto("short.html")
    write(page, "Bread")
    page.goto("json.html")
    assert page.locator("[name=message]").input_value() == ""
    page.goto("short.html")
    page.locator("[data-does=forget]").click()
    assert page.locator("[name=message]").input_value() == ""
    assert focused(page) == "message"
    page.reload()
    assert page.locator(".form-draft").count() == 0


def test_a_browser_that_keeps_nothing_sends_all_the_same(page, stage):
    page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, {get() { throw new Error() }})"
    )
    page.goto("short.html")
    write(page)
    send(page)
    page.locator(SENT).wait_for()


def test_the_address_fills_in_what_can_be_seen_and_agrees_to_nothing(page):
    page.goto("all.html?topic=menu&kind=problem&extras=seeds&words=Bread&agree=v1&ref=AAAAAA&picture=x&stars=9")
    assert page.locator("#all-topic").input_value() == "menu"
    assert page.locator("#all-words").input_value() == "Bread"
    assert page.locator("#all-kind-2").is_checked()
    assert page.locator("#all-extras-2").is_checked()
    assert not page.locator("#all-agree").is_checked()
    assert page.locator("[name=ref]").input_value() == ""
    page.goto("all.html?topic=nothing")
    assert page.locator("#all-topic").input_value() == ""


# Mail programs


def test_a_mail_program_gets_what_people_read_and_the_page_says_what_to_do(page, stage):
    page.goto("mail.html")
    write(page)
    letters: list[str] = []
    page.on("request", lambda request: letters.append(request.url))
    send(page)
    panel = page.locator("[data-word=mailed]")
    expect(panel).to_contain_text("Did none open?")
    (letter,) = [url for url in letters if url.startswith("mailto:")]
    assert letter.startswith("mailto:rosa@adler.example?subject=Asked&body=")
    body = unquote(letter.partition("&body=")[2])
    assert body.startswith("In your words\r\n" + WORDS.replace("\n", "\r\n"))
    assert re.search(rf"\r\n\r\n{REF}\r\n\r\n{stage.site}/pages/mail.html$", body)
    panel.locator("[data-does=copy]").click()
    expect(panel.locator("[role=status]")).to_have_text("Copied.")
    assert page.locator("[name=message]").input_value() == WORDS


# For everybody


def axe(page: Page, tool) -> list[str]:
    """What axe finds in the form."""
    page.evaluate(tool("axe-core/axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run('section.form', {resultTypes: ['violations']})")
    return [f"{rule['id']}: {node['target']}" for rule in found["violations"] for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_shuts_anybody_out_or_runs_over(scheme, page, stage, tool):
    stage.policy = ""
    page.emulate_media(color_scheme=scheme)
    page.goto("all.html")
    page.set_viewport_size({"width": 640, "height": 740})
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    def is_fine(state: str) -> None:
        page.locator(state).wait_for()
        assert axe(page, tool) == [], state
        assert page.evaluate(TOO_WIDE) == [], state

    send(page)
    is_fine(SUMMARY)
    fill_all(page)
    answers(stage, 429, {"message": "Slow down"}, Retry_After="60")
    send(page)
    is_fine(FAILED)
    stage.receiver.answer = Answer(hold=Event())
    page.locator(f"{FAILED} [type=submit]").click()
    is_fine("[aria-busy=true]")
    stage.receiver.answer.hold.set()
    is_fine(SENT)


def test_without_javascript_it_is_the_browsers_form(browser, stage):
    context = browser.new_context(java_script_enabled=False, base_url=f"{stage.site}/pages/")
    answers(stage, 303, "", Location=f"{stage.site}/pages/done.html")
    page = context.new_page()
    page.goto("short.html")
    send(page)
    assert stage.receiver.posted == []
    write(page)
    send(page)
    page.wait_for_url("**/done.html")
    (arrived,) = stage.receiver.posted
    assert arrived.fields["message"] == [WORDS.replace("\n", "\r\n")]
    assert arrived.fields["ref"] == [""]
    assert not page.locator("[data-form-ref]").is_visible()
    context.close()
