"""The script for forms, in a real browser, with a receiver that answers, stumbles, hangs and breaks off."""

import gzip
import re
import shutil
from collections.abc import Iterable, Iterator
from threading import Event
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from formserver import TAKES_IT, Stage, Told
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
from window import TOO_WIDE

from tests.conftest import BUSINESS, ROOT, SmallSite
from tests.plainforms import with_crlf
from tests.services import LITERAL, Answer, Arrived, Server, as_json, running, serving

pytestmark = pytest.mark.browser

SCRIPT = ROOT / "theme" / "static" / "js" / "forms.js"
REF = r"[A-HJ-NP-Z2-9]{6}"
WORDS = "Ein Viertel Brot 🥖👩‍🍳\nשלום, הלחם טוב\n\nDanke & <b>Grüße</b> \u2013 100 % {ref} \\ \"'"
WHEN = r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z"
FAILED, SUMMARY, SENT = "[data-word=failed]", "[data-word=summary]", "[data-word=sent]"
CUT = Answer(0)

SHORT = """\
  - {name: words, type: long text, required: yes}
  - {name: email, type: e-mail}
"""
MOST = """\
  - {name: kind, type: choice, required: yes}
  - {name: bread, type: choice, label: "Which bread?", options: [house, rye, spelt, oat, white], required: yes}
  - {name: topic, type: choice}
  - {name: words, type: long text, most: 10000, required: yes}
  - {name: name, type: text, least: 2, most: 80}
  - {name: email, type: e-mail}
  - {name: phone, type: phone, required: yes}
  - {name: loaves, type: number, label: "How many loaves?", least: 2, most: 40}
  - {name: day, type: date, label: "Which day?", least: 2026-08-07, most: 2026-12-24}
  - {name: time, type: time, label: "At what time?", least: "07:00", most: "18:00"}
  - {name: extras, type: several, label: "What with it?", options: {salt: Salt, seeds: Seeds}, required: yes}
  - {name: stars, type: rating, label: "How was it?", ends: [poor, good]}
  - {name: rules, type: agreement, label: I have read how orders work., required: yes}
"""
HIDDEN = "  - {name: source, type: hidden, default: flyer}\n"
PICTURE = "  - {name: picture, type: picture, label: A picture}\n"
MUST = re.sub(r"(?<!: yes)\}$", ", required: yes}", MOST + PICTURE, flags=re.MULTILINE)
"""The same, with nothing that may be left out."""
FORMS = {
    "short": f"title: Short\nfields:\n{SHORT}",
    "all": f"title: All\npublic: yes\nfields:\n{MOST}{HIDDEN}{PICTURE}",
    "must": f"title: Must\nfields:\n{MUST}",
    "json": f"title: Json\nbackend: formspark\nid: eKx1yPtf\npublic: yes\nfields:\n{MOST}{HIDDEN}",
    "mail": f"title: Mail\nbackend: mailto\nfields:\n{SHORT}",
}


def write_site(site: SmallSite, language: str, names: Iterable[str]) -> None:
    """A site with these forms, each on a page with no other."""
    topics = "topics: {menu: The menu, shop: The shop}"
    site.write("business.yaml", f"{BUSINESS}languages: [{language}]\n{topics}\n")
    for name in names:
        site.write(f"forms/{name}.yaml", FORMS[name])
        site.write(f"pages/{name}.md", f"Title: {name.title()}\nForm: no\n\n/// form | {name}\n///\n")


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The site and its receiver, as long as this file runs; below /de/ some of it in German."""
    folder = tmp_path_factory.mktemp("forms")
    stage = Stage(folder / "output")
    with serving(stage, Told):
        for language, below, names in (("en", "", [*FORMS]), ("de", "/de", ["must"])):
            site = SmallSite(folder / language)
            write_site(site, language, names)
            there = {"SITEURL": stage.address + below, "OUTPUT_PATH": f"{stage.folder}{below}"}
            site.build(**there, CONVERSE_FORMS=stage.settings("endpoint"))
        yield stage


@pytest.fixture
def stage(servers: Stage) -> Stage:
    """The same for every test: a receiver that takes all, and a policy that lets scripts send."""
    servers.begin()
    return servers


@pytest.fixture(scope="module")
def visitor(browser: Browser, servers: Stage) -> Iterator[BrowserContext]:
    """Somebody's browser."""
    context = browser.new_context(
        base_url=f"{servers.address}/pages/", locale="en-GB", timezone_id="Europe/Vienna", reduced_motion="reduce"
    )
    context.set_default_timeout(5_000)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def context(visitor: BrowserContext, stage: Stage) -> Iterator[BrowserContext]:
    """The same, with nothing left in it of what tests have typed; opening one takes longer than most of them."""
    yield visitor
    visitor.set_offline(False)
    last = visitor.pages[-1] if visitor.pages else visitor.new_page()
    session = visitor.new_cdp_session(last)
    session.send("Storage.clearDataForOrigin", {"origin": stage.address, "storageTypes": "local_storage"})
    for page in visitor.pages:
        page.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page, on which no script may fail, and the policy is kept, but for what scripts send."""
    page = context.new_page()
    failed: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text and "onnect" not in message.text:
            failed.append(message.text)

    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("console", hear)
    yield page
    assert failed == []


def send(page: Page) -> None:
    """Press the button below the form."""
    page.locator(".form-send button").click()


def write(page: Page, words: str = WORDS) -> None:
    """Write into the large field."""
    page.locator("[name=words]").fill(words)


def focused(page: Page) -> str:
    """What has the focus: its name, id or key."""
    return str(page.evaluate("(({name, id, dataset}) => name || id || dataset.word)(document.activeElement)"))


def answers(stage: Stage, status: int, body: object = "", **headers: str) -> None:
    """What the receiver answers from now on."""
    stage.receiver.says = as_json(status, body, **headers)
    if isinstance(body, str):
        stage.receiver.says = stage.receiver.says._replace(body=body, kind="text/html")


def holds(stage: Stage) -> Event:
    """Lets the receiver take it, but wait before it says so, until this is set."""
    stage.receiver.says, stage.receiver.hold = TAKES_IT, Event()
    return stage.receiver.hold


def in_place(came: Arrived) -> bool:
    """Whether a script has sent it."""
    return came.headers["Sec-Fetch-Mode"] == "cors"


def all_of(came: Arrived, name: str) -> list[str]:
    """All that arrived under a name."""
    return [value for key, value in came.fields if key == name]


def refs(stage: Stage) -> list[str]:
    """The number of each submission that arrived."""
    return [came.said["ref"] for came in stage.receiver.arrived]


def test_the_script_is_small_and_needs_nothing():
    text = SCRIPT.read_text("utf-8")
    with_its_name = len(gzip.compress(text.encode(), 9)) + len(f"{SCRIPT.name} ")
    assert with_its_name <= 4096
    assert "import" not in text


# What is sent


def test_it_is_sent_in_place_as_it_was_typed(page, stage):
    page.goto("short.html")
    long = WORDS + "x" * (10_000 - len(WORDS))
    write(page, long)
    send(page)
    expect(page.locator(SENT)).to_contain_text("Thank you. Rosa has it.")
    [came] = stage.receiver.arrived
    assert in_place(came)
    assert came.headers["Accept"] == "application/json"
    assert came.headers["Content-Type"].startswith("application/x-www-form-urlencoded")
    assert all_of(came, "words") == [long]
    assert all_of(came, "sidenote") == [""]
    assert all_of(came, "page") == [f"{stage.address}/pages/short.html"]
    assert int(came.said["took"]) < 60
    [ref] = all_of(came, "ref")
    assert re.fullmatch(REF, ref)
    assert ref in page.locator(SENT).inner_text()
    assert focused(page) == "sent"
    assert not page.locator("form").is_visible()
    assert page.url.endswith("/short.html")


def test_the_form_to_ask_with_is_sent_in_place_too(page, stage):
    """On its own page, where another form stands below it."""
    page.goto("/ask/?topic=shop")
    ask = page.locator("#ask")
    ask.locator("[name=words]").fill(WORDS)
    ask.locator("[name=email]").fill("mia")
    ask.locator("[name=agree]").check()
    ask.get_by_role("button", name="Send it to Rosa").click()
    expect(ask.locator(".form-error")).to_have_text([WRONG["email", "mia"]])
    assert page.locator(".form-error").count() == 1
    ask.locator("[name=email]").fill("mia@example.com")
    ask.get_by_role("button", name="Send it to Rosa").click()
    expect(ask.locator(SENT)).to_contain_text("Thank you. Rosa has it.")
    assert page.locator("#callback form").is_visible()
    [came] = stage.receiver.arrived
    assert in_place(came)
    expected = {"form": "ask", "kind": "idea", "topic": "shop", "words": WORDS, "for": "rosa"}
    assert {name: came.said[name] for name in expected} == expected
    assert re.fullmatch(r"en-[0-9a-f]{8}", came.said["agree"])
    assert re.fullmatch(WHEN, came.said["agreed"])
    assert re.fullmatch(REF, came.said["ref"])


def fill(page: Page, form: str = "all") -> None:
    """Something right in every field of a long form, except pictures."""
    page.locator(f"#{form}-kind-3").check()
    page.locator(f"#{form}-bread").select_option("rye")
    page.locator(f"#{form}-topic").select_option("shop")
    write(page)
    page.locator(f"#{form}-name").fill("Zoë")
    page.locator(f"#{form}-phone").fill("0316 555 0123")
    page.locator(f"#{form}-loaves").fill("3")
    page.locator(f"#{form}-day").fill("2026-08-08")
    page.locator(f"#{form}-time").fill("07:30")
    page.locator(f"#{form}-extras-1").check()
    page.locator(f"#{form}-extras-2").check()
    page.locator(f"#{form}-stars-4").check()
    page.locator(f"#{form}-rules").check()
    page.locator(f"#{form}-agree").check()


FILLED = {
    "kind": ["problem"],
    "bread": ["rye"],
    "topic": ["shop"],
    "words": [WORDS],
    "name": ["Zoë"],
    "email": [""],
    "phone": ["0316 555 0123"],
    "loaves": ["3"],
    "day": ["2026-08-08"],
    "time": ["07:30"],
    "extras": ["salt", "seeds"],
    "stars": ["4"],
    "source": ["flyer"],
}


def test_every_field_arrives_in_a_form_with_files(page, stage):
    page.goto("all.html")
    fill(page)
    send(page)
    page.locator(SENT).wait_for()
    [came] = stage.receiver.arrived
    assert came.headers["Content-Type"].startswith("multipart/form-data")
    expected = FILLED | {"form": ["all"], "words": [with_crlf(WORDS)]}
    assert {key: all_of(came, key) for key in expected} == expected
    for name in ("rules", "agree"):
        [version] = all_of(came, name)
        assert re.fullmatch(r"en-[0-9a-f]{8}", version)
    assert re.fullmatch(WHEN, came.said["agreed"])


def test_json_has_every_field_once(page, stage):
    page.goto("json.html")
    fill(page, "json")
    send(page)
    page.locator(SENT).wait_for()
    [came] = stage.receiver.arrived
    assert came.headers["Content-Type"] == "application/json"
    said = came.said_in_json
    expected = {name: ", ".join(values) for name, values in FILLED.items()} | {"form": "json"}
    assert {key: said[key] for key in expected} == expected
    assert said["_email"] == {"subject": "Json [json]"}
    assert said["_append"] == "false"


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
    fill(page)
    taken = photo(page, *size)
    page.locator("#all-picture").set_input_files({"name": "crumb.jpeg", "mimeType": "image/jpeg", "buffer": taken})
    send(page)
    page.locator(SENT).wait_for()
    [(field, (name, kind, content))] = stage.receiver.arrived[0].files
    assert (field, kind) == ("picture", "image/jpeg")
    assert name.endswith(".jpg")
    assert size_of(taken) == size
    assert size_of(content) == expected
    assert b"Griesgasse" in taken
    assert b"Griesgasse" not in content


def test_what_is_no_picture_is_refused_and_so_is_one_that_is_too_large(page, stage):
    page.goto("all.html")
    fill(page)
    field = page.locator("#all-picture")
    field.set_input_files({"name": "notes.txt", "mimeType": "text/plain", "buffer": b"Bread"})
    send(page)
    expect(page.locator("#all-picture-error")).to_have_text(
        "We can’t take this file. Pictures are taken as JPEG, PNG or WebP."
    )
    # Not a picture that the browser can read, so it stays as large as it is.
    field.set_input_files({"name": "crumb.jpg", "mimeType": "image/jpeg", "buffer": b"x" * 5_000_001})
    send(page)
    expect(page.locator("#all-picture-error")).to_contain_text("too large")
    assert stage.receiver.arrived == []


# What is wrong, in words


ON_ALL = ("kind-1", "bread", "words", "phone", "extras-1", "rules")
"""What may not be left out in the form `all`."""


def summed_up(page: Page, form: str) -> dict[str, str]:
    """What the summary says, by the control that it leads to; the same stands beside each."""
    page.locator(SUMMARY).wait_for()
    links = page.locator(f"{SUMMARY} a").evaluate_all("links => links.map(link => [link.hash, link.innerText])")
    notes = page.locator(".form-error").evaluate_all("notes => notes.map(note => [`#${note.id}`, note.innerText])")
    assert [[f"{control}-error", words] for control, words in links] == notes
    return {control.removeprefix(f"#{form}-"): words for control, words in links}


def test_what_is_missing_is_said_beside_it_and_on_top(page, stage):
    page.goto("all.html")
    title = page.title()
    send(page)
    assert summed_up(page, "all") == {control: MISSING["en"][control] for control in ON_ALL}
    assert focused(page) == "summary"
    assert page.title() == f"Error: {title}"
    for control in ON_ALL:
        told = "e => (e.closest('fieldset') ?? e).getAttribute('aria-describedby').split(' ')"
        assert page.locator(f"#all-{control}").evaluate(told)[0] == f"all-{control}-error"
    assert page.locator("#all-words").get_attribute("aria-invalid") == "true"
    assert page.locator("#all-words").get_attribute("aria-describedby") == "all-words-error all-words-hint"
    page.locator(f"{SUMMARY} a").nth(2).click()
    assert focused(page) == "words"
    fill(page)
    send(page)
    page.locator(SENT).wait_for()
    assert page.title() == title
    assert len(stage.receiver.arrived) == 1


MISSING = {
    "en": {
        "kind-1": "“What is it?”: please choose.",
        "bread": "“Which bread?”: please choose.",
        "topic": "“What is it about?”: please choose.",
        "words": "“In your words” is still empty.",
        "name": "“Your name” is still empty.",
        "email": "“Your e-mail address” is still empty.",
        "phone": "“Your phone number” is still empty.",
        "loaves": "“How many loaves?” is still empty.",
        "day": "“Which day?” is still empty.",
        "time": "“At what time?” is still empty.",
        "extras-1": "“What with it?”: please choose.",
        "stars-1": "“How was it?”: please choose.",
        "rules": "This doesn’t go without your agreement. Please tick the box.",
        "picture": "“A picture”: please choose a picture.",
    },
    "de": {
        "kind-1": "„Was hast du für uns?“: Bitte auswählen.",
        "bread": "„Which bread?“: Bitte auswählen.",
        "topic": "„Worum geht es?“: Bitte auswählen.",
        "words": "„In deinen Worten“ ist noch leer.",
        "name": "„Dein Name“ ist noch leer.",
        "email": "„Deine E-Mail-Adresse“ ist noch leer.",
        "phone": "„Deine Telefonnummer“ ist noch leer.",
        "loaves": "„How many loaves?“ ist noch leer.",
        "day": "„Which day?“ ist noch leer.",
        "time": "„At what time?“ ist noch leer.",
        "extras-1": "„What with it?“: Bitte auswählen.",
        "stars-1": "„How was it?“: Bitte auswählen.",
        "rules": "Ohne Zustimmung geht es nicht. Bitte das Kästchen ankreuzen.",
        "picture": "„A picture“: Bitte ein Bild auswählen.",
    },
}


WRONG_IN_GERMAN = {
    "email": ("mia", "Das ist keine ganze E-Mail-Adresse. So sieht eine aus: mia@example.com."),
    "loaves": ("41", "„How many loaves?“ darf höchstens 40 sein."),
    "day": ("2026-08-06", "Das ist zu früh: frühestens 7.\u00a0August\u00a02026."),
}


@pytest.mark.parametrize(("language", "path"), [("en", "must.html"), ("de", "/de/pages/must.html")])
def test_whatever_is_left_out_is_asked_for_in_the_language_of_the_site(language, path, page, stage):
    page.goto(path)
    assert page.locator("html").get_attribute("lang") == language
    send(page)
    assert summed_up(page, "must") == MISSING[language]
    if language == "de":
        for name, (value, _) in WRONG_IN_GERMAN.items():
            page.locator(f"#must-{name}").fill(value)
        send(page)
        said = {name: words for name, (_, words) in WRONG_IN_GERMAN.items()}
        assert summed_up(page, "must") == MISSING[language] | said
    assert stage.receiver.arrived == []


WRONG = {
    ("email", "mia"): "This is no whole e-mail address. One looks like mia@example.com.",
    ("phone", "none"): "This is no phone number that we can call.",
    ("loaves", "1"): "“How many loaves?” has to be 2 or more.",
    ("loaves", "41"): "“How many loaves?” can be 40 at most.",
    ("loaves", "2.5"): "“How many loaves?” has to be a whole number.",
    ("day", "2026-08-06"): "That is too early: 7 August 2026 at the earliest.",
    ("day", "2026-12-25"): "That is too late: 24 December 2026 at the latest.",
    ("time", "06:59"): "That is too early: 07:00 at the earliest.",
    ("time", "18:01"): "That is too late: 18:00 at the latest.",
    ("name", "Z"): "“Your name” is too short: 2 letters at least.",
    ("name", "x" * 81): "“Your name” is too long: 80 letters at most. Nothing was cut off.",
    ("words", "x" * 10_001): "“In your words” is too long: 10000 letters at most. Nothing was cut off.",
}


def test_what_is_wrong_is_said_in_words(page, stage):
    page.goto("all.html")
    fill(page)
    for (name, value), words in WRONG.items():
        field = page.locator(f"#all-{name}")
        before = field.input_value()
        field.fill(value)
        send(page)
        expect(page.locator(".form-error")).to_have_text([words])
        field.fill(before)
    assert stage.receiver.arrived == []


def test_half_a_number_half_a_day_and_half_a_time_are_told(page):
    page.goto("all.html")
    fill(page)
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
    page.locator("[name=words]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(SUMMARY).wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "words"
    page.keyboard.type("Bread")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.locator(SENT).wait_for()
    assert all_of(stage.receiver.arrived[0], "words") == ["Bread"]


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
    stage.as_services = True
    for service, (status, body) in TAKEN.items():
        answers(stage, status, body)
        page.goto("short.html")
        write(page)
        send(page)
        expect(page.locator(SENT), service).to_be_visible()
        assert ("7K3MQ2" in page.locator(SENT).inner_text()) == (service == "ours")


def test_a_service_that_leads_on_has_taken_it(page, stage):
    stage.as_services = True
    answers(stage, 303, "", Location="/elsewhere")
    page.goto("short.html")
    write(page)
    send(page)
    page.locator(SENT).wait_for()
    assert len(stage.receiver.arrived) == 1


UNSAID = "It may have arrived all the same."


@pytest.mark.parametrize(
    ("status", "body"),
    [(303, ""), (200, ""), (200, "<title>Log in</title>"), (200, '{"error": "qu'), (200, {"ok": False})],
)
def test_a_receiver_by_our_contract_says_that_it_has_it(status, body, page, stage):
    answers(stage, status, body, Location="/elsewhere")
    page.goto("short.html")
    write(page)
    send(page)
    expect(page.locator(FAILED)).to_contain_text(UNSAID)
    assert page.locator("[name=words]").input_value() == WORDS
    page.reload()
    expect(page.locator(".form-draft")).to_contain_text("You sent this off as")


@pytest.mark.parametrize("as_services", [True, False])
def test_what_breaks_off_in_the_middle_of_an_answer_was_not_taken(as_services, page, stage):
    stage.as_services = as_services
    answers(stage, 200, '{"error": "over qu', Content_Length="500", Connection="close")
    page.goto("short.html")
    write(page)
    send(page)
    expect(page.locator(FAILED)).to_contain_text("no way through")
    assert page.locator("[name=words]").input_value() == WORDS


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
        assert page.locator("[name=words]").input_value() == WORDS
    answers(stage, 201, {})
    send(page)
    page.locator(SENT).wait_for()
    assert len(stage.receiver.arrived) == len(FIELDS_REFUSED) + 1
    assert len({*refs(stage)}) == 1


CODES = {
    "kind": ("not_an_option", "“What is it?”: please choose."),
    "bread": ("not_an_option", "“Which bread?”: please choose."),
    "words": ("too_long", "“In your words” is too long: 10000 letters at most. Nothing was cut off."),
    "name": ("too_short", "“Your name” is too short: 2 letters at least."),
    "email": ("not_an_email", "This is no whole e-mail address. One looks like mia@example.com."),
    "phone": ("not_a_phone", "This is no phone number that we can call."),
    "loaves": ("not_a_number", "“How many loaves?” has to be a number, in figures."),
    "day": ("not_a_date", "This is no day. We need day, month and year."),
    "time": ("not_a_time", "This is no time. We need hours and minutes."),
    "extras": ("required", "“What with it?” is still empty."),
    "stars": ("invalid", "Said by the receiver."),
    "rules": ("invalid", "Said by the receiver."),
    "picture": ("not_a_picture", "We can’t take this file. Pictures are taken as JPEG, PNG or WebP."),
}


def test_our_own_receiver_can_say_what_is_wrong_with_every_field(page, stage):
    errors = [{"field": name, "code": code, "message": "Said by the receiver."} for name, (code, _) in CODES.items()]
    answers(stage, 422, {"title": "No", "errors": errors})
    page.goto("all.html")
    fill(page)
    send(page)
    said = {control.partition("-")[0]: words for control, words in summed_up(page, "all").items()}
    assert said == {name: words for name, (_, words) in CODES.items()}


REFUSED = {
    "formspree, over quota": (200, {"error": "form over quota"}, {}, "form over quota"),
    "formspree": (403, {"errors": [{"code": "INACTIVE", "message": "Form not active"}]}, {}, "Form not active"),
    "web3forms": (400, {"success": False, "message": "Invalid access key"}, {}, "Invalid access key"),
    "web3forms, new": (200, {"success": False, "body": {"message": "No such key"}}, {}, "No such key"),
    "basin": (422, {"error": "Form disabled"}, {}, "Form disabled"),
    "ours": (403, {"title": "This form is not ours.", "code": "forbidden"}, {}, "This form is not ours."),
    "netlify": (404, "<h1>Not found</h1>", {}, "It was not taken."),
    "too much": (429, {}, {"Retry_After": "90"}, "try again in a few minutes."),
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
        assert page.locator("[name=words]").input_value() == WORDS
    letter = urlsplit(str(panel.get_by_role("link").get_attribute("href")))
    assert letter.path == "rosa@adler.example"
    said = parse_qs(letter.query)
    assert with_crlf(WORDS) in said["body"][0]
    assert said["subject"][0].startswith("Short")
    assert page.locator(".form-instead a[href^=tel]").is_visible()


def test_all_of_it_can_be_copied(page, stage):
    answers(stage, 500)
    page.goto("all.html")
    fill(page)
    send(page)
    page.locator(f"{FAILED} [data-does=copy]").click()
    expect(page.locator(f"{FAILED} [role=status]")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    [ref] = refs(stage)
    for words in (
        "What is it?\nA problem",
        "Which bread?\nrye",
        "What is it about?\nThe shop",
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
    stage.receiver.says = CUT
    send(page)
    expect(page.locator(FAILED)).to_contain_text("There was no way through")
    tried = len(stage.receiver.arrived)
    assert tried >= 1
    answers(stage, 201, {})
    page.locator(f"{FAILED} [type=submit]").click()
    page.locator(SENT).wait_for()
    assert len(stage.receiver.arrived) == tried + 1
    assert len({*refs(stage)}) == 1


def test_a_receiver_that_dies_in_the_middle_and_comes_back(page, stage, monkeypatch):
    """It lives at an address of its own, so that it can be gone."""
    receiver = Told(stage.address, hold=Event())
    dying = Server(stage, receiver)
    receiver.address = dying.address
    monkeypatch.setitem(stage.services, "endpoint", receiver)
    page.goto("short.html")
    write(page)
    with running(dying):
        send(page)
        expect(page.locator(".form-status > span")).to_be_visible()
        receiver.says = CUT
        receiver.hold.set()
        page.locator(FAILED).wait_for()
    send(page)  # now there is nobody at all
    expect(page.locator(FAILED)).to_contain_text("There was no way through")
    assert page.locator("[name=words]").input_value() == WORDS
    receiver.says = TAKES_IT
    with running(Server(stage, receiver, dying.server_port)):
        page.locator(f"{FAILED} [type=submit]").click()
        page.locator(SENT).wait_for()
    assert {came.said["words"] for came in receiver.arrived} == {WORDS}
    assert len({*refs(stage)}) == 1


def test_who_answers_nothing_is_given_up_and_words_stay(page, stage):
    stage.patience = "1_000"
    page.goto("short.html")
    write(page)
    held = holds(stage)
    send(page)
    status = page.locator(".form-status > span")
    expect(status).to_have_text("Sending …")
    assert status.is_visible()
    assert page.locator("form").get_attribute("aria-busy") == "true"
    assert page.evaluate("document.activeElement !== document.body")
    expect(page.locator(FAILED)).to_contain_text("No answer came for 20 seconds.")
    held.set()
    assert page.locator("form").get_attribute("aria-busy") is None
    assert not status.is_visible()
    assert page.locator("[name=words]").input_value() == WORDS


def test_offline_nothing_is_lost(page, context, stage):
    page.goto("short.html")
    write(page)
    context.set_offline(True)
    send(page)
    expect(page.locator(FAILED)).to_contain_text("You are offline.")
    context.set_offline(False)
    page.locator(f"{FAILED} [type=submit]").click()
    page.locator(SENT).wait_for()
    assert len(stage.receiver.arrived) == 1


def test_pressing_twice_sends_once(page, stage):
    page.goto("short.html")
    write(page)
    held = holds(stage)
    page.locator(".form-send button").dblclick()
    page.locator("[name=email]").press("Enter")
    page.locator("[name=email]").press("Enter")
    page.wait_for_timeout(200)
    held.set()
    page.locator(SENT).wait_for()
    assert len(stage.receiver.arrived) == 1


def test_a_policy_that_forbids_scripts_to_send_lets_the_browser_send_once(page, stage):
    stage.policy = LITERAL
    answers(stage, 303, "", Location=f"{stage.address}/thanks/")
    policy = f"default-src 'self'; form-action 'self' {stage.receiver.address}"
    assert page.goto("short.html").headers["content-security-policy"] == policy
    write(page)
    page.locator(".form-send button").dblclick()
    page.wait_for_url("**/thanks/")
    [came] = stage.receiver.arrived
    assert not in_place(came)
    assert all_of(came, "words") == [with_crlf(WORDS)]
    assert page.locator("[data-form-ref]").inner_text().startswith(f"Its number is {came.said['ref']}. ")
    page.go_back()
    assert page.locator("[name=words]").input_value() == ""
    assert page.locator(".form-draft").count() == 0


def test_a_policy_that_forgets_the_receiver_is_told(context, stage):
    """Browsers refuse in silence."""
    stage.policy = "default-src 'self'; form-action 'self'"
    page = context.new_page()
    page.goto("short.html")
    write(page)
    send(page)
    # What was refused stays under way for Playwright's own waiting, but not for the page.
    state = (
        "({activeElement: {dataset}}, form) => [dataset.word, form.matches('[aria-busy]'), form.elements.words.value]"
    )
    look = f"() => new Promise(done => setTimeout(() => done(({state})(document, document.forms[0])), 500))"
    assert page.evaluate(look) == ["failed", False, WORDS]
    assert stage.receiver.arrived == []
    again = context.new_page()
    again.goto("/thanks/")
    assert again.locator("[data-form-ref]").is_hidden()
    again.goto("short.html")
    expect(again.locator(".form-draft")).to_contain_text("haven’t sent it")


def test_a_thank_you_page_seen_again_keeps_what_was_written_since(page, stage):
    answers(stage, 201, {})
    page.goto("short.html")
    write(page)
    send(page)
    page.locator(SENT).wait_for()
    page.reload()
    write(page, "And one more thing.")
    page.goto("/thanks/")
    page.goto("short.html")
    assert page.locator("[name=words]").input_value() == "And one more thing."


def test_a_draft_ticks_what_was_ticked_though_options_have_moved(page, stage):
    page.goto("all.html")
    page.locator("#all-kind-2").check()
    draft = page.evaluate("JSON.stringify(localStorage)")
    value = page.locator("#all-kind-2").get_attribute("value")
    page.route(
        "**/all.html",
        lambda route: route.fulfill(
            response=(got := route.fetch()),
            body=got.text().replace(f'value="{value}"', 'value="praise?"'),
        ),
    )
    assert value in draft
    page.reload()
    assert not page.locator("#all-kind-2").is_checked()


def test_a_failure_of_the_browsers_own_way_leaves_every_word(page, stage):
    stage.policy = LITERAL
    answers(stage, 500, "<h1>Oh</h1>")
    page.goto("short.html")
    write(page)
    send(page)
    page.wait_for_url("**/in")
    page.go_back()
    assert page.locator("[name=words]").input_value() == WORDS
    [ref] = refs(stage)
    assert f"You sent this off as {ref}" in page.locator(".form-draft").inner_text()
    answers(stage, 303, "", Location=f"{stage.address}/thanks/")
    send(page)
    page.wait_for_url("**/thanks/")
    assert refs(stage) == [ref, ref]


def test_back_to_a_page_that_the_browser_kept_whole(browser, stage):
    """As it is out of a test: the page comes back with all that was in it, also that it was being sent."""
    stage.policy = LITERAL
    program = shutil.which("chromium")
    kept = ["--disable-back-forward-cache"]
    own = browser.browser_type.launch(executable_path=program, args=["--no-sandbox"], ignore_default_args=kept)
    page = own.new_page(base_url=f"{stage.address}/pages/")
    page.goto("short.html")
    page.evaluate("addEventListener('pageshow', event => window.came = event.persisted)")
    for status, headers, left in ((500, {}, WORDS), (303, {"Location": f"{stage.address}/thanks/"}, "")):
        answers(stage, status, "<h1>Oh</h1>", **headers)
        write(page)
        page.evaluate("window.came = false")
        with page.expect_navigation():
            send(page)
        page.wait_for_load_state()
        page.go_back(wait_until="commit")
        page.wait_for_function("window.came")
        assert page.locator("[name=words]").input_value() == left
        assert page.locator("form").get_attribute("aria-busy") is None
        assert page.locator("[name=words]").is_editable()
    assert len(stage.receiver.arrived) == 2
    own.close()


def test_another_violation_does_not_send_it_a_second_time(page, stage):
    """Only what the policy says of this very address is an answer to it."""
    page.goto("short.html")
    write(page)
    page.evaluate("fetch('http://127.0.0.1:9/').catch(() => {})")
    stage.receiver.says = CUT
    send(page)
    page.locator(FAILED).wait_for()
    assert all(map(in_place, stage.receiver.arrived))


# Drafts


def test_a_draft_is_there_after_the_tab_was_closed_and_gone_when_sent(context, stage):
    page = context.new_page()
    page.goto("all.html")
    fill(page)
    page.close()
    page = context.new_page()
    page.goto("all.html")
    assert "You wrote this before and haven’t sent it." in page.locator(".form-draft").inner_text()
    assert page.locator("[name=words]").input_value() == WORDS
    assert page.locator("#all-kind-3").is_checked()
    assert page.locator("#all-stars-4").is_checked()
    assert not page.locator("#all-stars-1").is_checked()
    assert page.locator("#all-extras-2").is_checked()
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "sidenote" not in kept
    send(page)
    page.locator(SENT).wait_for()
    assert stage.receiver.arrived[0].said["agreed"].startswith("20")
    assert WORDS[:10] not in page.evaluate("JSON.stringify(localStorage)")
    page.reload()
    assert page.locator("[name=words]").input_value() == ""
    assert page.locator(".form-draft").count() == 0


def test_a_draft_belongs_to_its_page_and_can_be_cleared(page):
    page.goto("short.html")
    write(page, "Bread")
    page.goto("json.html")
    assert page.locator("[name=words]").input_value() == ""
    page.goto("short.html")
    page.locator("[data-does=forget]").click()
    assert page.locator("[name=words]").input_value() == ""
    assert focused(page) == "words"
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


def test_the_address_fills_in_what_can_be_seen_and_agrees_to_nothing(page, stage):
    version = re.search(r'id="all-agree"[^>]* value="([^"]+)"', (stage.folder / "pages/all.html").read_text("utf-8"))[1]
    said = "topic=shop&bread=rye&kind=problem&extras=seeds&words=Bread&ref=AAAAAA&picture=x&stars=9&source=x"
    page.goto(f"all.html?{said}&agree={version}")
    assert page.locator("#all-topic").input_value() == "shop"
    assert page.locator("#all-bread").input_value() == "rye"
    assert page.locator("#all-words").input_value() == "Bread"
    assert page.locator("#all-kind-3").is_checked()
    assert page.locator("#all-extras-2").is_checked()
    assert not page.locator("#all-agree").is_checked()
    assert page.locator("[name=stars]:checked").count() == 0
    assert page.locator("[name=source]").input_value() == "flyer"
    assert page.locator("[name=ref]").input_value() == ""
    page.goto("all.html?topic=nothing&bread=nothing")
    assert page.locator("#all-topic").input_value() == ""
    assert page.locator("#all-bread").input_value() == ""


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
    assert letter.startswith("mailto:rosa@adler.example?subject=Mail%20%5Bmail%5D&body=")
    body = unquote(letter.partition("&body=")[2])
    assert body.startswith("In your words\r\n" + with_crlf(WORDS))
    assert re.search(rf"\r\n\r\n{REF}\r\n\r\n{stage.address}/pages/mail.html$", body)
    panel.locator("[data-does=copy]").click()
    expect(panel.locator("[role=status]")).to_have_text("Copied.")
    assert page.locator("[name=words]").input_value() == WORDS


# For everybody


def axe(page: Page, tool) -> list[str]:
    """What axe finds in the form."""
    page.evaluate(tool("axe-core/axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run('section.form', {resultTypes: ['violations']})")
    return [f"{rule['id']}: {node['target']}" for rule in found["violations"] for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_shuts_anybody_out_or_runs_over(scheme, page, stage, tool):
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
    fill(page)
    answers(stage, 429, {"message": "Slow down"}, Retry_After="60")
    send(page)
    is_fine(FAILED)
    held = holds(stage)
    page.locator(f"{FAILED} [type=submit]").click()
    is_fine("[aria-busy=true]")
    held.set()
    is_fine(SENT)


def test_without_javascript_it_is_the_browsers_form(browser, stage):
    context = browser.new_context(java_script_enabled=False, base_url=f"{stage.address}/pages/")
    answers(stage, 303, "", Location=f"{stage.address}/thanks/")
    page = context.new_page()
    page.goto("short.html")
    send(page)
    assert stage.receiver.arrived == []
    write(page)
    send(page)
    page.wait_for_url("**/thanks/")
    [came] = stage.receiver.arrived
    assert all_of(came, "words") == [with_crlf(WORDS)]
    assert came.said["ref"] == ""
    assert not page.locator("[data-form-ref]").is_visible()
    context.close()
