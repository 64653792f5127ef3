"""What each receiver of forms has to find in the HTML, to the letter, and what is missing before it can work."""

from importlib.metadata import Distribution, EntryPoint
from pathlib import Path
from tomllib import loads

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_converse import backends
from pelican_converse.backends import BACKENDS, GROUP, TRAP, Backend, Place, complaints, find_backend
from pelican_converse.controls import nameless_controls
from pelican_converse.forms import NAMES, Field, Form, add, answer, callback, me_too, suggest_a_place
from pelican_converse.model.business import FormSettings

SITE = "https://adler.example"
ASK = Form("ask", (Field("words", "words", required=True),))
KEY = "01234567-89ab-4cde-8f01-23456789abcd"
SETTINGS = {
    "mailto": {},
    "netlify": {},
    "formspree": {"id": "mqkvabcd"},
    "web3forms": {"id": KEY},
    "formspark": {"id": "eKx1yPtf"},
    "basin": {"id": "0123456789ab"},
    "forminit": {"id": "agdljeqb"},
    "cloudflare": {},
    "endpoint": {"url": "https://forms.adler.example/in"},
}
HERE = Place(SITE, "thanks/", "rosa@adler.example", "Ask: Adler Bread", "contact/")
PICTURE = Form("order", (*ASK.fields, Field("cake", "picture")))
EVERY = pytest.mark.parametrize("name", BACKENDS)


def backend(name, **settings):
    return find_backend(FormSettings(backend=name, **(SETTINGS[name] | settings)))


def wire(name, place=HERE, form=ASK, **settings):
    return backend(name, **settings).wire(form, place)


def complaints_of(site_url=SITE, **settings):
    return [*complaints(FormSettings(**settings), site_url)]


def test_mailto_opens_the_visitors_own_program_with_the_subject_filled_in():
    found = wire("mailto")
    assert dict(found.attributes) == {
        "action": "mailto:rosa@adler.example?subject=Ask%3A%20Adler%20Bread",
        "method": "post",
        "enctype": "text/plain",
    }
    assert (found.hidden, backend("mailto").trap) == ((), "")


def test_only_mailto_opens_a_program():
    assert [name for name in BACKENDS if backend(name).opens_mail_program] == ["mailto"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_subject_adds_no_recipient_and_no_header(subject):
    action = dict(wire("mailto", Place(SITE, "thanks/", "a+b@c.example", subject)).attributes)["action"]
    address, _, rest = action.partition("?subject=")
    assert address == "mailto:a+b@c.example"
    assert not set(rest) & set("&?#\r\n \"'<>")


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


CONTRACTS = {
    "mailto": (
        {
            "action": "mailto:rosa@adler.example?subject=Ask%3A%20Adler%20Bread",
            "method": "post",
            "enctype": "text/plain",
        },
        {},
    ),
    "netlify": (
        {"action": "/thanks/", "method": "post", "name": "ask", "data-netlify": "true"},
        {"form-name": "ask", "subject": "Ask: Adler Bread"},
    ),
    "formspree": (
        {"action": "https://formspree.io/f/mqkvabcd", "method": "post"},
        {"form": "ask", "_subject": "Ask: Adler Bread", "_next": "https://adler.example/thanks/"},
    ),
    "web3forms": (
        {"action": "https://api.web3forms.com/submit", "method": "post"},
        {
            "access_key": KEY,
            "form": "ask",
            "subject": "Ask: Adler Bread",
            "redirect": "https://adler.example/thanks/",
        },
    ),
    "formspark": (
        {"action": "https://submit-form.com/eKx1yPtf", "method": "post"},
        {
            "form": "ask",
            "_email.subject": "Ask: Adler Bread",
            "_redirect": "https://adler.example/thanks/",
            "_append": "false",
            "_error": "https://adler.example/contact/",
        },
    ),
    "basin": (
        {"action": "https://usebasin.com/f/0123456789ab", "method": "post"},
        {"form": "ask", "subject": "Ask: Adler Bread"},
    ),
    "forminit": (
        {"action": "https://forminit.com/f/agdljeqb", "method": "post", "enctype": "multipart/form-data"},
        {"fi-text-form": "ask", "fi-text-subject": "Ask: Adler Bread", "fi-sender-userId": "visitor"},
    ),
    "cloudflare": (
        {"method": "post", "data-static-form-name": "ask"},
        {"form": "ask", "subject": "Ask: Adler Bread"},
    ),
    "endpoint": (
        {"action": "https://forms.adler.example/in", "method": "post"},
        {"form": "ask", "subject": "Ask: Adler Bread"},
    ),
}
"""Of each receiver, the attributes of the form element and what goes along unseen."""


@EVERY
def test_every_receiver_finds_what_it_documents(name):
    found = wire(name)
    assert (dict(found.attributes), dict(found.hidden)) == CONTRACTS[name]


@EVERY
def test_no_honeypot_of_theirs_is_switched_on(name):
    """They drop what falls in, and tell nobody. Ours is a field like any other."""
    found = wire(name)
    said = {*dict(found.attributes), *dict(found.hidden)}
    assert not said & {"netlify-honeypot", "_gotcha", "botcheck", "_honeypot", "_honey"}
    trap = {"mailto": "", "forminit": "fi-text-sidenote"}
    assert backend(name).trap == trap.get(name, "sidenote")
    assert backend(name).trap in ("", backend(name).field_name(TRAP))


@EVERY
def test_what_goes_along_takes_no_name_that_a_visitor_fills_in(name):
    fields = (Field(each, "text") for each in OURS)
    there = [backend(name).field_name(field) for field in fields]
    assert len({*there}) == len(there)
    assert not {*there} & {hidden for hidden, _ in wire(name).hidden}


OURS = ["words", "name", "email", "phone", "when", "kind", "topic", "request", "ref", "agree"]
OURS += ["about", "meetup", "stop", "for", "page", "agreed", "took", "sidenote"]
"""The names of all fields of ours."""


@EVERY
def test_our_own_names_arrive_everywhere(name):
    form = Form("ask", tuple(Field(each, "text") for each in OURS))
    assert [*backend(name).complaints(form, HERE)] == []


@pytest.mark.parametrize(
    ("field", "there"),
    [
        (Field("email", "email"), "fi-sender-email"),
        (Field("name", "text"), "fi-sender-fullName"),
        (Field("phone", "phone"), "fi-text-phone"),
        (Field("words", "words"), "fi-text-words"),
        (Field("topic", "choice"), "fi-select-topic"),
        (Field("days", "several"), "fi-select-days"),
        (Field("cake", "picture"), "fi-file-cake"),
        (Field("stars", "rating"), "fi-text-stars"),
        (Field("ref", "hidden"), "fi-text-ref"),
    ],
)
def test_forminit_reads_the_type_of_a_field_from_its_name(field, there):
    assert backend("forminit").field_name(field) == there


@EVERY
def test_a_form_with_a_picture_is_sent_in_parts_where_pictures_are_taken(name):
    found, told = dict(wire(name, form=PICTURE).attributes), [*backend(name).complaints(PICTURE, HERE)]
    if backend(name).takes_pictures:
        assert (found["enctype"], told) == ("multipart/form-data", [])
    else:
        advice = "Take the field out, or choose another receiver for this form."
        assert told == [f'The field "cake" asks for a picture, but {name} takes none. {advice}']


def test_pictures_are_taken_where_the_service_says_so():
    taken = {name: kind.takes_pictures for name, kind in BACKENDS.items()}
    assert [name for name, octets in taken.items() if not octets] == ["mailto", "formspark"]
    assert taken["netlify"] < 8_000_000
    assert taken["web3forms"] <= 5_000_000
    assert taken["forminit"] < 25_000_000


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("netlify", "form-name"),
        ("netlify", "subject"),
        ("netlify", "bot-field"),
        ("formspree", "_gotcha"),
        ("formspree", "form"),
        ("web3forms", "botcheck"),
        ("web3forms", "access_key"),
        ("web3forms", "replyto"),
        ("formspark", "_append"),
        ("formspark", "mail"),
        ("basin", "source_url"),
        ("basin", "_gotcha"),
        ("forminit", "subject"),
        ("cloudflare", "static-form-name"),
        ("endpoint", "form"),
    ],
)
def test_a_field_that_a_service_would_take_for_its_own_is_told(name, field):
    form = Form("order", (*ASK.fields, Field(field, "text")))
    told = f'The field "{field}" has a name that {name} keeps for itself. Give it another.'
    assert [*backend(name).complaints(form, HERE)] == [told]


@EVERY
def test_who_keeps_what_is_sent_is_known_or_nobody_else_does(name):
    companies = [company for company in (BACKENDS[name].company, BACKENDS[name].checker) if company]
    assert bool(companies) == (name not in ("mailto", "endpoint"))
    assert all(company.name and company.privacy.startswith("https://") for company in companies)


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


def test_formspree_goes_back_below_a_sub_path():
    found = wire("formspree", Place(f"{SITE}/bread/", "thanks/", "", ""), id="mqkvabcd")
    assert dict(found.hidden)["_next"] == "https://adler.example/bread/thanks/"


def test_an_id_leads_nowhere_else():
    found = wire("formspree", id="../../evil?x#y")
    assert dict(found.attributes)["action"] == "https://formspree.io/f/..%2F..%2Fevil%3Fx%23y"


@EVERY
def test_a_backend_that_has_all_it_needs_is_not_complained_of(name):
    assert complaints_of(backend=name, **SETTINGS[name]) == []


def test_only_those_that_send_people_back_have_to_know_the_site():
    needing = [name for name in BACKENDS if complaints_of("", backend=name, **SETTINGS[name])]
    assert needing == ["formspree", "web3forms", "formspark"]


NOT_IDS = [
    *((name, "x") for name, said in SETTINGS.items() if "id" in said),
    *((name, f"{said['id']} {said['id']}") for name, said in SETTINGS.items() if "id" in said),
    ("formspree", "your-form-id"),
    ("formspree", "xxxxxxxx"),
    ("forminit", "XXXX-xxxx"),
    ("formspark", "your-form-id"),
    ("formspark", "echo"),
    ("forminit", "YOUR_FORM_ID"),
    ("web3forms", "YOUR_ACCESS_KEY_HERE"),
    ("web3forms", KEY[:-1]),
    ("basin", "0123456789aZ"),
]


@pytest.mark.parametrize(("name", "wrong"), NOT_IDS)
def test_what_is_no_id_of_the_service_is_told(name, wrong):
    advice = f"Write id: and {BACKENDS[name].needs_id}."
    assert complaints_of(backend=name, id=wrong) == [("id", f'"{wrong}" is not an id of {name}. {advice}')]


def test_an_address_for_an_id_is_told_with_the_id_in_it():
    told = complaints_of(backend="formspree", id="https://formspree.io/f/mqkvabcd/")
    assert told == [("id", '"https://formspree.io/f/mqkvabcd/" is not an id of formspree. Write id: mqkvabcd.')]


@pytest.mark.parametrize("name", [name for name, said in SETTINGS.items() if "id" in said])
def test_an_e_mail_address_is_no_id_as_it_would_be_public(name):
    ((key, told),) = complaints_of(backend=name, id="rosa@adler.example")
    assert key == "id"
    assert told.startswith(
        '"rosa@adler.example" is an e-mail address, which everybody could read in the page. Write id:'
    )


@pytest.mark.parametrize("name", [name for name, said in SETTINGS.items() if "id" not in said])
def test_an_id_where_there_is_none_is_told(name):
    told = complaints_of(backend=name, **SETTINGS[name], id="mqkvabcd")
    beside = ", or write backend: and the receiver's name beside it" if name == "mailto" else ""
    assert told == [("id", f'{name} has no ids. Take "mqkvabcd" out{beside}.')]


@pytest.mark.parametrize("name", [name for name, said in SETTINGS.items() if "url" not in said])
def test_an_address_where_none_is_used_is_told(name):
    ((key, told),) = complaints_of(backend=name, **SETTINGS[name], url="https://formspree.io/f/mqkvabcd")
    assert key == "url"
    assert "Take the url out" in told
    assert told.endswith(" or write backend: and the receiver's name beside it.") is (name == "mailto")


ADVICE = "Write url: and its whole address, as https://forms.adler.example/in."


@pytest.mark.parametrize(
    "url",
    [
        "/forms",
        "forms.adler.example/in",
        "ftp://forms.adler.example/in",
        "javascript:alert(1)",
        "mailto:rosa@adler.example",
        "rosa@adler.example",
        "https://",
        "https://[forms/in",
        "https://rosa:bread@forms.adler.example/in",
        "https://forms.adler.example/in out",
        "https://forms.adler.example/in#x",
    ],
)
def test_an_address_that_no_form_can_be_sent_to_is_told(url):
    assert complaints_of(backend="endpoint", url=url) == [
        ("url", f'"{url}" is not an address to send a form to. {ADVICE}')
    ]


def test_an_endpoint_without_an_address_is_told():
    told = f"endpoint needs to know where your receiver is. {ADVICE}"
    assert complaints_of(backend="endpoint") == [("backend", told)]


def test_words_are_sent_in_the_open_to_nobody_but_this_machine():
    ((key, told),) = complaints_of(backend="endpoint", url="http://forms.adler.example/in")
    problem = 'What people write would go to "http://forms.adler.example/in" for everybody on the way to read.'
    assert key == "url"
    assert told == f"{problem} Write https://, and see to it that your receiver answers there."
    for host in ("localhost:8000", "127.0.0.1", "[::1]:8000"):
        here = f"http://{host}/in"
        assert complaints_of("http://localhost:8000", backend="endpoint", url=here) == []
        assert complaints_of("", backend="endpoint", url=here) == []
        ((key, told),) = complaints_of(backend="endpoint", url=here)
        assert key == "url"
        assert told.startswith(f'"{here}" is a place on your own machine, where visitors of https://adler.example find')


@pytest.mark.parametrize("page", ["", "/", "/thanks/", "/thanks/?sent", "/pages/visit.html"])
def test_a_page_of_the_site_is_no_receiver(page):
    url = f"https://adler.example{page}"
    told = f'"{url}" is a page of your site, which takes no forms. Write url: and the address of your receiver.'
    assert complaints_of(backend="endpoint", url=url) == [("url", told)]
    for function in ("/in.php", "/api/contact", "/api/contact/", ".com/pages/visit.html"):
        assert complaints_of(backend="endpoint", url=f"https://adler.example{function}") == []
    assert complaints_of("", backend="endpoint", url=url) == []


@pytest.mark.parametrize(
    ("url", "instead"),
    [
        ("https://formspree.io/f/mqkvabcd", "backend: formspree in its place, and id: mqkvabcd."),
        ("https://usebasin.com/f/0123456789ab/", "backend: basin in its place, and id: 0123456789ab."),
        ("https://submit-form.com/", f"backend: formspark in its place, and its id: {BACKENDS['formspark'].needs_id}."),
        (
            "https://api.web3forms.com/submit",
            f"backend: web3forms in its place, and its id: {BACKENDS['web3forms'].needs_id}.",
        ),
    ],
)
def test_a_service_is_known_by_its_name_and_not_by_its_address(url, instead):
    told = f'"{url}" is an address of {instead.split()[1]}, which is known here by its name. Write {instead}'
    assert complaints_of(backend="endpoint", url=url) == [("url", told)]


@pytest.mark.parametrize(
    ("thanks", "better"),
    [
        ("thanks.html", "thanks"),
        ("a/thanks.html", "a/thanks"),
        ("thanks/index.html", "thanks/"),
        ("index.html", ""),
        ("danke.html?x=1", "danke?x=1"),
    ],
)
def test_netlify_is_led_to_no_file(thanks, better):
    problem = f'netlify answers a form that leads to "{thanks}" with an error, because of its .html.'
    told = ("CONVERSE_THANKS_URL", f"{problem} Write CONVERSE_THANKS_URL = {better!r}.")
    assert [*complaints(FormSettings(backend="netlify"), SITE, thanks)] == [told]
    assert [*complaints(FormSettings(backend="formspree", id="mqkvabcd"), SITE, thanks)] == []


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


# What one form says over what the site says


@pytest.mark.parametrize(
    ("site", "form", "holds"),
    [
        ({"backend": "basin", "id": "1"}, {}, ("basin", "1", "")),
        ({"backend": "basin", "id": "1"}, {"id": "2"}, ("basin", "2", "")),
        ({"backend": "basin", "id": "1"}, {"backend": "basin"}, ("basin", "1", "")),
        ({"backend": "basin", "id": "1"}, {"backend": "netlify"}, ("netlify", "", "")),
        ({"backend": "basin", "id": "1"}, {"backend": "endpoint", "url": "u"}, ("endpoint", "", "u")),
        ({"backend": "endpoint", "url": "u"}, {"url": "v", "backend": ""}, ("endpoint", "", "v")),
        ({}, {"backend": "formspree", "id": "3", "request": "spelt"}, ("formspree", "3", "")),
    ],
)
def test_one_form_may_go_elsewhere(site, form, holds):
    found = FormSettings(**site).under(form)
    assert (found.backend, found.id, found.url) == holds


# What other packages bring


class Crm(Backend):
    """A receiver of somebody else."""

    name = "crm"

    def action(self, place):
        return "https://crm.example/in"


class Faulty(Crm):
    def wire(self, form, place):
        raise ZeroDivisionError("no such thing")


class Package(Distribution):
    """A package that is installed, as far as it is asked for."""

    def __init__(self, name):
        self.called = name

    def read_text(self, filename):
        return f"Name: {self.called}\n" if filename == "METADATA" else None

    def locate_file(self, path):
        return Path(path)


@pytest.fixture
def installed(monkeypatch):
    """Says which packages bring which receivers: `installed(("adler-crm", "crm", "module:Class"))`."""

    def install(*brought):
        points = tuple(EntryPoint(name, value, GROUP)._for(Package(package)) for package, name, value in brought)
        monkeypatch.setattr(backends, "entry_points", lambda group: points if group == GROUP else ())
        backends.brought.cache_clear()

    yield install
    backends.brought.cache_clear()


def test_a_package_brings_a_receiver(installed):
    installed(("adler-crm", "crm", f"{__name__}:Crm"))
    found = find_backend(FormSettings(backend="crm"))
    assert isinstance(found, Crm)
    assert found.wire(ASK, HERE).address == "https://crm.example/in"
    assert complaints_of(backend="crm") == []
    assert complaints_of(backend="crn")[0][1].endswith('Did you mean "crm"?')


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("no_such_module:Crm", "ModuleNotFoundError: No module named 'no_such_module'"),
        (f"{__name__}:Nothing", f"AttributeError: module '{__name__}' has no attribute 'Nothing'"),
        (f"{__name__}:Faulty", "ZeroDivisionError: no such thing"),
        (f"{__name__}:SITE", "TypeError: 'str' object is not callable"),
        ("builtins:str", "AttributeError: 'str' object has no attribute 'wire'"),
    ],
)
def test_a_receiver_that_does_not_work_is_told_and_no_traceback(installed, value, fault):
    installed(("adler-crm", "crm", value))
    ((key, told),) = complaints_of(backend="crm")
    assert key == "backend"
    advice = "Tell its author, or choose another."
    assert told == f'The receiver "crm" of the package adler-crm does not work: {fault}. {advice}'
    assert find_backend(FormSettings(backend="crm")) is None
    assert complaints_of(backend="mailto") == []


def test_two_receivers_of_one_name_are_told_if_it_is_chosen(installed):
    crm = f"{__name__}:Crm"
    installed(("adler-crm", "crm", crm), ("other-crm", "crm", crm), ("bad", "basin", crm))
    advice = "Uninstall what you don't need, or ask its author for another name."
    assert complaints_of(backend="crm") == [("backend", f'"crm" is brought by adler-crm and by other-crm. {advice}')]
    told = f'"basin" is brought by pelican-converse and by bad. {advice}'
    assert complaints_of(backend="basin", **SETTINGS["basin"]) == [("backend", told)]
    assert complaints_of(backend="netlify") == []


def test_ours_are_registered_in_the_same_way(installed):
    """Also, they are there where nothing is installed."""
    toml = loads((Path(backends.__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    registered = toml["project"]["entry-points"][GROUP]
    assert {name: EntryPoint(name, value, GROUP).load() for name, value in registered.items()} == BACKENDS
    installed(*(("pelican-converse", name, value) for name, value in registered.items()))
    assert complaints_of(backend="mailto") == []
