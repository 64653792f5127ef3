"""What each receiver of forms has to find in the HTML, to the letter, and what is missing before it can work."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_converse.backends import BACKENDS, Place, complaints, find_backend
from pelican_converse.controls import nameless_controls
from pelican_converse.forms import NAMES, Field, Form, add, answer, callback, me_too, suggest_a_place
from pelican_converse.model.business import FormSettings

SITE = "https://adler.example"
ASK = Form("ask", (Field("words", "words", required=True),))


def wire(backend, place=None, form=ASK, **settings):
    place = place or Place(SITE, "thanks/", "rosa@adler.example", "Ask: Adler Bread")
    return find_backend(FormSettings(backend=backend, **settings)).wire(form, place)


def complaints_of(site_url=SITE, **settings):
    return [*complaints(FormSettings(**settings), site_url)]


def test_mailto_opens_the_visitors_own_program_with_the_subject_filled_in():
    found = wire("mailto")
    assert dict(found.attributes) == {
        "action": "mailto:rosa@adler.example?subject=Ask%3A%20Adler%20Bread",
        "method": "post",
        "enctype": "text/plain",
    }
    assert found.hidden == ()


def test_only_mailto_opens_a_program():
    assert [name for name in BACKENDS if find_backend(FormSettings(backend=name)).opens_mail_program] == ["mailto"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_subject_adds_no_recipient_and_no_header(subject):
    action = dict(wire("mailto", Place(SITE, "thanks/", "a+b@c.example", subject)).attributes)["action"]
    address, _, rest = action.partition("?subject=")
    assert address == "mailto:a+b@c.example"
    assert not set(rest) & set("&?#\r\n \"'<>")


def test_netlify_finds_the_form_in_the_html():
    found = wire("netlify")
    assert dict(found.attributes) == {
        "action": "/thanks/",
        "method": "post",
        "name": "ask",
        "data-netlify": "true",
    }
    assert dict(found.hidden) == {"form-name": "ask", "subject": "Ask: Adler Bread"}


@pytest.mark.parametrize(
    ("site_url", "action"),
    [
        ("https://adler.example", "/thanks/"),
        ("https://adler.example/", "/thanks/"),
        ("https://adler.example/bread", "/bread/thanks/"),
        ("https://adler.example/bread/", "/bread/thanks/"),
        ("", "/thanks/"),
    ],
)
def test_netlify_brings_people_back_from_the_root_of_the_host(site_url, action):
    found = wire("netlify", Place(site_url, "thanks/", "", ""))
    assert dict(found.attributes)["action"] == action


def test_netlify_knows_two_forms_apart():
    every = (
        ASK,
        callback(),
        me_too("oat-milk"),
        add("oat-milk"),
        answer("{filename}/news/easter.md"),
        suggest_a_place(),
    )
    assert {dict(wire("netlify", form=form).hidden)["form-name"] for form in every} == set(NAMES)


def test_formspree_has_the_forms_id_in_its_address_and_a_whole_address_to_go_back_to():
    found = wire("formspree", id="mqkvabcd")
    assert dict(found.attributes) == {"action": "https://formspree.io/f/mqkvabcd", "method": "post"}
    assert dict(found.hidden) == {"_subject": "Ask: Adler Bread", "_next": "https://adler.example/thanks/"}


def test_formspree_goes_back_below_a_sub_path():
    found = wire("formspree", Place(f"{SITE}/bread/", "thanks/", "", ""), id="mqkvabcd")
    assert dict(found.hidden)["_next"] == "https://adler.example/bread/thanks/"


def test_an_id_leads_nowhere_else():
    found = wire("formspree", id="../../evil?x#y")
    assert dict(found.attributes)["action"] == "https://formspree.io/f/..%2F..%2Fevil%3Fx%23y"


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_trap_and_hidden_fields_take_no_name_that_a_visitor_fills_in(backend):
    found, trap = wire(backend, id="mqkvabcd"), find_backend(FormSettings(backend=backend)).trap
    ours = {"kind", "topic", "words", "name", "email", "request"}
    assert not ours & {trap, *(name for name, _ in found.hidden)}


def test_a_backend_that_has_all_it_needs_is_not_complained_of():
    assert complaints_of(backend="mailto", site_url="") == []
    assert complaints_of(backend="netlify", site_url="") == []
    assert complaints_of(backend="formspree", id="mqkvabcd") == []


def test_an_unknown_backend_is_told_with_the_nearest():
    assert complaints_of(backend="formspre") == [
        ("backend", '"formspre" is not a receiver of forms that is known here. Did you mean "formspree"?')
    ]
    assert find_backend(FormSettings(backend="formspre")) is None


def test_formspree_says_everything_it_lacks():
    (id_key, no_id), (url_key, no_url) = complaints_of(backend="formspree", site_url="")
    assert (id_key, url_key) == ("backend", "backend")
    assert no_id == (
        "formspree needs an id. Write id: and the form's id, the last part of its address there, as mqkvabcd."
    )
    assert no_url == (
        "formspree brings people back to your site and has to know its address. "
        "Write SITEURL = 'https://www.adler.example' in pelicanconf.py."
    )


@pytest.mark.parametrize("site_url", ["adler.example", "//adler.example", "/bread"])
def test_half_an_address_is_none(site_url):
    ((_, message),) = complaints_of(backend="formspree", id="mqkvabcd", site_url=site_url)
    assert "has to know its address" in message


def test_a_me_too_form_carries_its_request_unseen():
    form = me_too("oat-milk")
    assert [(field.name, field.value) for field in form.hidden] == [("request", "oat-milk")]
    assert [field.name for field in form.visible] == ["name", "email"]


@pytest.mark.parametrize(
    ("html", "nameless"),
    [
        ("<input name=a><textarea name=b></textarea><select name=c></select>", []),
        ("<input><textarea></textarea><select><option></select>", ["input", "textarea", "select"]),
        ("<input name=''><INPUT TYPE='text'>", ["input", "input"]),
        ("<input type=submit><button>Send</button><input type=reset>", []),
        ("<label>Name</label><p>", []),
    ],
)
def test_a_control_without_a_name_is_found(html, nameless):
    assert nameless_controls(html) == nameless
