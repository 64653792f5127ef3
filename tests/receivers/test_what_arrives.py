"""Every form reaches every receiver without JavaScript: what arrives is what was typed, under names that it knows."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from email.message import Message
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings
from hypothesis import strategies as st

from pelican_converse.backends import BACKENDS, Place, find_backend
from pelican_converse.forms import Field, Form
from pelican_converse.model.business import FormSettings
from tests.formsites import FORMS, with_every_form
from tests.plainforms import entries_of, post_form, with_crlf
from tests.services import IN_PLACE, LITERAL, MOODS, SERVICES, File, Here, decoded, sending_from
from tests.sites.looking import built_on_the_day

BELONGS_TO = {"me-too": ("request", "spelt"), "add": ("request", "spelt")}
FAILING = [mood for mood in MOODS if mood not in ("success", "redirect", "silent", "cut")]
TYPED = {
    "one line": "Spelt bread, please",
    "emoji": "🥖🧑🏽‍🍳 👩‍👩‍👧‍👦 and 🇦🇹",
    "from right to left": "أريد خبز الحنطة، שלום \u202eabc\u202c \u200f",
    "lines": "one\ntwo\r\nthree\rfour\n\n\n  five  ",
    "marks": 'a=b&c=d;e+f %20 %0D%0A "quoted" <b>&amp;</b> \\ \t \u2028 é e\u0301 \x7f',
    "long": "Ünd noch ein Brötchen 🥐\n" * 417,
}
SAID = {"text": "Zoë 🥨 بدوي", "email": "rosa+web@adler.example", "tel": "+43 316 555 0123"}
SERVICE = pytest.mark.parametrize("name", SERVICES)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Here]]:
    """The same site with each receiver that is a server."""
    with ExitStack() as stack:
        found = {}
        for name in SERVICES:
            site = with_every_form(tmp_path_factory.mktemp(name))
            here = found[name] = stack.enter_context(sending_from(site.folder / "output", name))
            built_on_the_day(site, SITEURL=here.address, CONVERSE_FORMS=here.settings(name))
        yield found


@pytest.fixture
def here(sites: dict[str, Here], name: str) -> Here:
    """One of them, to which nothing has been sent."""
    forget(sites[name])
    return sites[name]


def forget(here: Here) -> None:
    for service in here.services.values():
        service.arrived.clear()
        service.kept.clear()
        service.moods[:] = ["success"]


def served(here: Here, path: str) -> BeautifulSoup:
    """A page as it goes out."""
    found = here.found(f"/{path}")
    assert found
    return BeautifulSoup(found[1].decode("utf-8"), "html.parser")


def form_of(here: Here, form: str) -> tuple[Tag, str]:
    """A form, and the address of its page."""
    path, box = FORMS[form]
    page = served(here, path)
    found = page.find("section", id=box) if box else page.find("section", class_="starter")
    return found.find("form"), f"{here.address}/{path}"


def fill(form: Tag, words: str) -> dict[str, str | bool]:
    """What somebody does who fills in everything: words, a name, an address, the last of what can be chosen."""
    typed: dict[str, str | bool] = {}
    for control in form.select("textarea, input, select"):
        if control.find_parent(hidden=True) or not control.get("id"):
            continue
        if control.name == "textarea":
            typed[control["id"]] = words
        elif control.name == "select":
            typed[control["id"]] = control.find_all("option")[-1].get("value", "")
        elif control.get("type", "text") in SAID:
            typed[control["id"]] = SAID[control.get("type", "text")]
    return typed


def there(name: str, field: str, kind: str = "hidden") -> str:
    """The name that a field of ours has at a service, to the letter."""
    if name != "forminit":
        return field
    known = {"email": "fi-sender-email", "name": "fi-sender-fullName"}
    return known.get(field) or f"fi-text-{field}"


# What arrives


@SERVICE
@pytest.mark.parametrize("form", FORMS)
def test_what_arrives_is_what_was_typed(here, name, form):
    """Every form, with every receiver."""
    element, page = form_of(here, form)
    typed = fill(element, "\n".join(TYPED.values()))
    status, back, _ = post_form(element, page, typed)
    [came] = here[name].kept
    assert came.fields == entries_of(element, typed)
    assert came.encoding == ("multipart" if name == "forminit" else "urlencoded")
    assert came.said[there(name, "name")] == "Zoë 🥨 بدوي"
    reached = {"phone": "+43 316 555 0123"} if form == "callback" else {"email": "rosa+web@adler.example"}
    assert {field: came.said[there(name, field)] for field in reached} == reached
    if words := element.find("textarea"):
        assert came.said[words["name"]] == with_crlf("\n".join(TYPED.values()))
        assert words["name"] in (there(name, "words"), there(name, "message"))
    if about := BELONGS_TO.get(form):
        assert came.said[there(name, about[0])] == about[1]
    assert (status, back) == ((200, "") if name == "netlify" else (status, f"{here.address}/thanks/"))
    assert status in (200, 302, 303)


@SERVICE
@pytest.mark.parametrize("words", TYPED.values(), ids=TYPED)
def test_no_character_is_lost(here, name, words):
    element, page = form_of(here, "ask")
    post_form(element, page, fill(element, words))
    [came] = here[name].kept
    assert came.said[element.find("textarea")["name"]] == with_crlf(words)


@pytest.mark.parametrize("name", ["formspree", "forminit"])
@settings(max_examples=50, deadline=None)
@given(words=st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_no_text_is_lost_in_either_encoding(sites, name, words):
    forget(sites[name])
    element, page = form_of(sites[name], "add")
    post_form(element, page, fill(element, words))
    [came] = sites[name][name].kept
    assert came.said[element.find("textarea")["name"]] == with_crlf(words)


@SERVICE
@pytest.mark.parametrize("form", FORMS)
def test_the_form_and_its_subject_go_along(here, name, form):
    element, page = form_of(here, form)
    post_form(element, page, fill(element, "x"))
    [came] = here[name].kept
    named = {"netlify": "form-name", "forminit": "fi-text-form"}.get(name, "form")
    subject = {"formspree": "_subject", "formspark": "_email.subject", "forminit": "fi-text-subject"}
    assert came.said[named] == form
    assert came.said[subject.get(name, "subject")].strip()


@SERVICE
def test_whoever_says_only_the_words_is_heard(here, name):
    """Nobody has to give a name or an address."""
    element, page = form_of(here, "ask")
    typed = {element.find("textarea")["id"]: "Spelt bread, please"}
    post_form(element, page, typed)
    [came] = here[name].kept
    assert came.said[there(name, "email")] == ""


@SERVICE
def test_what_a_browser_writes_into_the_trap_arrives_as_a_sign(here, name):
    """It is dropped by nobody."""
    element, page = form_of(here, "ask")
    trap = element.select_one("[hidden] input")
    trap["value"] = "Rosa Adler"
    post_form(element, page, fill(element, "Spelt bread, please"))
    [came] = here[name].kept
    assert came.said[there(name, "sidenote")] == "Rosa Adler"


@SERVICE
@pytest.mark.parametrize("octets", [b"\x89PNG\r\n\x1a\n\x00\r\n--\r\n\xff", bytes(range(256)) * 40])
def test_a_picture_arrives_as_it_is_where_pictures_are_taken(here, name, octets):
    """A form of one's own; this one is written here from what the receiver says."""
    backend = find_backend(FormSettings(**here.settings(name)))
    if not backend.takes_pictures:
        return
    cake = Field("cake", "picture")
    wire = backend.wire(Form("order", (cake,)), Place(here.address, "thanks/", "", "An order"))
    html = "".join(f' {key}="{value}"' for key, value in wire.attributes)
    unseen = "".join(f'<input type="hidden" name="{key}" value="{value}">' for key, value in wire.hidden)
    there = backend.field_name(cake)
    element = BeautifulSoup(
        here.spoilt(f'<form{html}>{unseen}<input type="file" id="cake" name="{there}"></form>'), "html.parser"
    ).form
    picture = File("Törtchen 1.png", "image/png", octets)
    post_form(element, f"{here.address}/ask/", {"cake": picture})
    [came] = here[name].kept
    assert (came.encoding, came.files) == ("multipart", [(there, picture)])


# What is answered


@SERVICE
@pytest.mark.parametrize("mood", FAILING)
def test_nobody_is_thanked_for_what_was_not_kept(here, name, mood):
    here[name].moods = [mood]
    element, page = form_of(here, "ask")
    status, back, _ = post_form(element, page, fill(element, "Spelt bread, please"))
    assert len(here[name].arrived) == 1
    assert here[name].kept == []
    if name == "formspark":
        assert (status, back) == (302, f"{here.address}/contact/")
    else:
        assert back == ""
        assert status >= 400 or (name, mood) == ("formspree", "error in 200")


@SERVICE
def test_nothing_that_was_written_stands_in_an_address(here, name):
    for mood in ("success", *FAILING):
        here[name].moods = [mood]
        element, page = form_of(here, "ask")
        _, back, _ = post_form(element, page, fill(element, "Spelt bread, please"))
        assert urlsplit(back).query == ""
        assert "Spelt" not in unquote(back)


@SERVICE
def test_a_service_may_be_silent_or_hang_up(here, name):
    """For browsers, whose visitors then still have what they wrote; here it is seen that the services do so."""
    element, page = form_of(here, "ask")
    here[name].moods = ["silent", "cut", "broken", "success"]
    with pytest.raises(TimeoutError):
        post_form(element, page, wait=0.3)
    with pytest.raises(ConnectionError):
        post_form(element, page)
    first = post_form(element, page)[:2]
    assert first[0] >= 500 or first == (302, f"{here.address}/contact/")
    assert post_form(element, page)[0] < 400
    assert len(here[name].kept) == 2


@SERVICE
def test_a_script_is_answered_as_the_service_documents(here, name):
    """The shapes that have to be told apart in a browser."""
    if name in ("netlify", "cloudflare"):
        return
    shapes = {
        "formspree": ({"next", "ok"}, {"error", "errors"}),
        "web3forms": ({"statusCode", "success", "body"}, {"statusCode", "success", "body"}),
        "formspark": (None, {"type", "title", "status", "code"}),
        "basin": ({"success"}, {"error"}),
        "forminit": ({"success", "redirectUrl", "submission"}, {"success", "error", "message", "fieldName", "code"}),
        "endpoint": ({"ref", "status", "next"}, {"type", "title", "status", "code", "errors"}),
    }
    element, page = form_of(here, "ask")
    here[name].moods = ["success", "fields"]
    taken, refused = (as_a_script(element, page) for _ in range(2))
    assert taken[0] in (200, 201)
    assert refused[0] in (400, 422)
    assert shapes[name][0] in (None, taken[1].keys())
    assert refused[1].keys() == shapes[name][1]


def as_a_script(element, page):
    status, back, said = post_form(element, page, fill(element, "x"), Accept="application/json")
    assert back == ""
    return status, json.loads(said)


def test_formspree_says_in_a_200_that_it_is_over_its_quota(sites):
    here = sites["formspree"]
    forget(here)
    here["formspree"].moods = ["error in 200"]
    assert as_a_script(*form_of(here, "ask")) == (200, {"error": "form over quota"})
    assert here["formspree"].kept == []


def test_who_sends_again_is_kept_once_by_our_own_contract(sites):
    here = sites["endpoint"]
    forget(here)
    element, page = form_of(here, "ask")
    element.append(BeautifulSoup('<input type="hidden" name="ref" value="7K3MQ2">', "html.parser"))
    first, second = as_a_script(element, page), as_a_script(element, page)
    assert (first[0], second[0]) == (201, 200)
    assert first[1] == second[1] == {"ref": "7K3MQ2", "status": "received", "next": f"{here.address}/thanks/"}
    assert (len(here["endpoint"].arrived), len(here["endpoint"].kept)) == (2, 1)


def test_json_is_read_with_what_is_in_objects():
    """As Formspark wants it: names with a dot are objects, and what was chosen more than once is a list."""
    headers = Message()
    headers["Content-Type"] = "application/json"
    said = {"words": "🥖\n", "days": ["Mo", "Tu"], "_email": {"subject": "Ask"}, "_append": False}
    came = decoded("/eKx1yPtf", headers, json.dumps(said).encode())
    assert (came.encoding, came.wants_json) == ("json", True)
    assert came.fields == [
        ("words", "🥖\n"),
        ("days", "Mo"),
        ("days", "Tu"),
        ("_email.subject", "Ask"),
        ("_append", "False"),
    ]


# The visitor's own mail program


def test_a_mail_has_all_that_was_typed(small_site):
    """As browsers write it into the body of a mail: a line for each field."""
    site = built_on_the_day(with_every_form(small_site.folder))
    form = site.page("ask/").find("section", id="ask").form
    at = urlsplit(form["action"])
    assert (at.scheme, unquote(at.path)) == ("mailto", "rosa@adler.example")
    assert parse_qs(at.query, strict_parsing=True) == {"subject": ["Asked on the website of Adler Bread"]}
    assert form["enctype"] == "text/plain"
    entries = dict(entries_of(form, fill(form, TYPED["lines"])))
    assert with_crlf(TYPED["lines"]) in entries.values()
    assert "rosa+web@adler.example" in entries.values()
    assert "sidenote" not in entries


# How the site is served


def test_every_receiver_is_tried_here():
    assert {*SERVICES, "mailto"} == {*BACKENDS}


@SERVICE
def test_pages_go_out_under_the_policy(here, name):
    own = f" {here[name].address}" if here[name].host else ""
    said = here.headers("text/html")["Content-Security-Policy"]
    assert (here.policy, said) == (LITERAL, f"default-src 'self'; form-action 'self'{own}")
    here.policy = IN_PLACE
    more = here.headers("text/html")["Content-Security-Policy"]
    here.policy = LITERAL
    assert more == f"{said}; connect-src 'self'{own}"


@SERVICE
def test_no_form_leads_off_this_machine(here, name):
    for path, _ in FORMS.values():
        for form in served(here, path).find_all("form", method="post"):
            assert re.match(r"http://127\.0\.0\.1:|/|$", form.get("action", ""))


def test_two_receivers_can_stand_in_one_site(tmp_path, sending):
    """As when one page names another; each gets its own."""
    here = sending(tmp_path, "formspree", "netlify")
    assert here.settings("formspree") == {"backend": "formspree", "id": "mqkvabcd"}
    for name in ("formspree", "netlify"):
        backend = find_backend(FormSettings(**here.settings(name)))
        wire = backend.wire(Form("ask", ()), Place(here.address, "thanks/", "", "Ask"))
        html = "".join(f' {key}="{value}"' for key, value in wire.attributes)
        unseen = "".join(f'<input type="hidden" name="{key}" value="{value}">' for key, value in wire.hidden)
        form = BeautifulSoup(here.spoilt(f"<form{html}>{unseen}</form>"), "html.parser").form
        post_form(form, here.address)
    assert [len(here[name].kept) for name in ("formspree", "netlify")] == [1, 1]
