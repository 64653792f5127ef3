"""Forms, exactly as the services that receive them want them; and a way through where there is no service."""

import re

import pytest
from bs4 import Tag
from looking import built_on_the_day, words

from pelican_converse.backends import BACKENDS
from tests.conftest import BUSINESS, BuiltSite, SmallSite

SUBJECT = "Asked on the website of Adler Bread"
SPELT = "Title: Spelt, please\nAsked: 2026-07-01\n"
SETTINGS = {
    "mailto": {"backend": "mailto"},
    "netlify": {"backend": "netlify"},
    "formspree": {"backend": "formspree", "id": "mqkvabcd"},
    "web3forms": {"backend": "web3forms", "id": "01234567-89ab-4cde-8f01-23456789abcd"},
    "formspark": {"backend": "formspark", "id": "eKx1yPtf"},
    "basin": {"backend": "basin", "id": "0123456789ab"},
    "forminit": {"backend": "forminit", "id": "agdljeqb"},
    "cloudflare": {"backend": "cloudflare"},
    "endpoint": {"backend": "endpoint", "url": "https://forms.adler.example/in"},
}


def built_with(site: SmallSite, backend: str, **settings) -> BuiltSite:
    site.write("business.yaml", BUSINESS + "topics: {menu: What we bake}\n")
    site.write("requests/spelt.md", SPELT)
    return built_on_the_day(site, CONVERSE_FORMS=SETTINGS[backend], **settings)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BuiltSite]:
    """The same site with each receiver."""
    return {name: built_with(SmallSite(tmp_path_factory.mktemp(name)), name) for name in SETTINGS}


def form_at(site: BuiltSite, path: str = "ask/", name: str = "ask") -> Tag:
    return site.page(path).find("section", id=name).form


def hidden(form: Tag) -> dict[str, str]:
    """What goes along unseen, but for what a script may fill in."""
    controls = form.select("input[type=hidden]:not([data-signal])")
    return {control["name"]: control["value"] for control in controls}


def sent(form: Tag) -> dict[str, str]:
    """How a form is sent: its attributes but those for scripts."""
    return {key: value for key, value in form.attrs.items() if not key.startswith("data-") or key == "data-netlify"}


def trap(form: Tag) -> Tag | None:
    """The control that nobody sees."""
    return form.select_one("[hidden] input")


def test_every_receiver_is_tried_here():
    assert SETTINGS.keys() == BACKENDS.keys()


def test_mailto_opens_the_visitors_mail_program(sites):
    form = form_at(sites["mailto"])
    subject = SUBJECT.replace(" ", "%20")
    action = f"mailto:rosa@adler.example?subject={subject}"
    assert sent(form) == {"action": action, "method": "post", "enctype": "text/plain"}
    assert form.find_all("input", type="hidden") == []
    assert trap(form) is None


def test_mailto_says_what_to_do_without_a_mail_program(sites):
    """The address and a number stand below it."""
    send = form_at(sites["mailto"]).parent.find(class_="form-instead")
    assert [link["href"] for link in send.find_all("a")] == ["tel:+433165550123", "mailto:rosa@adler.example"]
    assert "rosa@adler.example" in send.get_text()
    assert "0316 555 0123" in words(send.get_text())


def test_netlify_finds_the_form_by_its_attributes(sites):
    form = form_at(sites["netlify"])
    attributes = {"method": "post", "action": "/thanks/", "name": "ask"}
    assert sent(form) == attributes | {"data-netlify": "true"}
    assert hidden(form) == {"form-name": "ask", "subject": SUBJECT, "for": "rosa"}


def test_netlify_leads_to_the_thank_you_page_below_a_folder(small_site):
    """Its action begins at the root of the host, and ends without .html."""
    site = built_with(small_site, "netlify", SITEURL="https://x.example/shop", RELATIVE_URLS=True)
    assert form_at(site)["action"] == "/shop/thanks/"


@pytest.mark.parametrize(("home", "relative"), [("https://adler.example", True), ("https://x.example/shop", False)])
def test_formspree_knows_the_form_and_the_way_back(home, relative, small_site):
    form = form_at(built_with(small_site, "formspree", SITEURL=home, RELATIVE_URLS=relative))
    assert sent(form) == {"action": "https://formspree.io/f/mqkvabcd", "method": "post"}
    assert hidden(form) == {"form": "ask", "_subject": SUBJECT, "_next": f"{home}/thanks/", "for": "rosa"}


@pytest.mark.parametrize("backend", [name for name in BACKENDS if name != "mailto"])
def test_no_person_and_no_password_manager_falls_into_the_trap(backend, sites):
    """It is seen by nobody, reached by no key, and filled in by no program but a robot."""
    control = trap(form_at(sites[backend]))
    assert control["tabindex"] == "-1"
    assert control["autocomplete"] == "off"
    assert {"data-1p-ignore", "data-lpignore"} <= control.attrs.keys()
    assert not control.has_attr("required")
    assert control["name"] == ("fi-text-sidenote" if backend == "forminit" else "sidenote")


def names_of(form: Tag) -> list[str]:
    """The names of the controls that a visitor sees, in order."""
    seen = [control for control in form.select("input, select, textarea") if not control.find_parent(hidden=True)]
    return list(dict.fromkeys(control["name"] for control in seen if control.get("type") != "hidden"))


@pytest.mark.parametrize("backend", BACKENDS)
def test_what_is_asked_arrives_under_the_names_that_the_receiver_knows(backend, sites):
    form = form_at(sites[backend])
    kind, topic, words_, name, email, agree = names_of(form)
    if backend == "forminit":
        assert kind in ("fi-select-kind", "fi-text-kind")
        assert (name, email) == ("fi-sender-fullName", "fi-sender-email")
    else:
        assert (kind, topic, name, email, agree) == ("kind", "topic", "name", "email", "agree")
    assert form.find("textarea")["name"] == words_
    kinds = form.find_all("input", attrs={"name": kind})
    assert [option["value"] for option in kinds] == ["idea", "question", "problem", "praise"]
    assert [option["value"] for option in kinds if option.has_attr("checked")] == ["idea"]
    assert [option["value"] for option in form.find("select").find_all("option")] == ["", "menu"]
    required = [control["name"] for control in form.select("input, select, textarea") if control.has_attr("required")]
    assert required == [words_]
    assert form.find("input", attrs={"name": email})["type"] == "email"


@pytest.mark.parametrize("backend", BACKENDS)
def test_me_too_says_which_request_is_meant(backend, sites):
    form = form_at(sites[backend], "requests/spelt/", "me-too-spelt")
    unseen = hidden(form)
    assert unseen["fi-text-request" if backend == "forminit" else "request"] == "spelt"
    subjects = [value for name, value in unseen.items() if name.endswith("subject")] or [form["action"]]
    assert all("spelt" in subject and "Spelt" in subject for subject in subjects)
    named = {"netlify": "form-name", "forminit": "fi-text-form", "mailto": "", "cloudflare": "form"}.get(
        backend, "form"
    )
    assert unseen.get(named) == ("me-too" if named else None)
    assert form.get("name") == ("me-too" if backend == "netlify" else None)
    assert form.get("data-static-form-name") == ("me-too" if backend == "cloudflare" else None)


def test_nobody_says_me_too_to_praise(small_site):
    small_site.write("requests/spelt.md", SPELT + "Kind: praise\n")
    forms = small_site.build().page("requests/spelt/").select("main section.converse-form")
    assert [form["id"] for form in forms] == ["add-spelt"]


def test_a_business_without_any_address_shows_its_number_in_the_place_of_a_form(small_site):
    small_site.write("people/rosa.md", "Name: Rosa Adler\nPhone: +43 316 555 0123\n")
    small_site.write("requests/spelt.md", SPELT)
    site = small_site.build()
    for path in ("ask/", "", "404.html", "requests/spelt/"):
        page = site.page(path)
        assert page.find("form") is None
        assert page.select("[href^='mailto:']:not(.share a), [action^='mailto:']") == []
        assert page.main.find("section", class_="converse-form").find("a", href="tel:+433165550123")


def test_whoever_stands_in_gets_the_message(small_site):
    small_site.write(
        "people/rosa.md",
        "Name: Rosa Adler\nEmail: rosa@adler.example\nAway: 2026-08-01/2026-08-14, Ben answers\n",
    )
    small_site.write("people/ben.md", "Name: Ben Hödl\nEmail: ben@adler.example\n")
    section = small_site.build().page("ask/").find("section", id="ask")
    assert section.form["action"].startswith("mailto:ben@adler.example?")
    (data,) = section.form.find_all("data", attrs={"data-from": True})
    assert data["value"].startswith("mailto:rosa@adler.example?")
    for later in section.select("[hidden]"):
        later.decompose()
    assert words(section.find("button", type="submit").get_text()) == "Send it to Ben"


@pytest.mark.parametrize(
    ("away", "stand_in", "receivers"),
    [("ida", "Ben", ["rosa", "ida"]), ("ida", "Rosa", ["rosa", "ida"]), ("rosa", "Ben", None)],
)
def test_for_a_stand_in_without_an_address_the_contact_gets_the_mail_unless_away(away, stand_in, receivers, small_site):
    for name, more in (("rosa", ""), ("ida", ""), ("ben", "Phone: +43 316 555 0124\n")):
        email = "" if name == "ben" else f"Email: {name}@adler.example\n"
        times = f"Away: 2026-08-01/2026-08-14, {stand_in} answers\n" if name == away else ""
        small_site.write(f"people/{name}.md", f"Name: {name.title()} Adler\n{email}{more}{times}")
    small_site.write("pages/form.md", f"Title: Form\nSlug: form\nContact: {away}\n\n/// form | ask\n///\n")
    form = small_site.build().page("pages/form.html").find("section", id="ask").form
    if receivers is None:
        assert form is None
    else:
        found = [form["action"], *(data["value"] for data in form.find_all("data", attrs={"data-from": True}))]
        assert [re.match("mailto:([a-z]+)@", address)[1] for address in found] == receivers


def test_a_request_with_a_person_of_its_own_goes_to_that_person(small_site):
    small_site.write("people/ben.md", "Name: Ben Hödl\nEmail: ben@adler.example\n")
    small_site.write("requests/spelt.md", SPELT + "Contact: ben\n")
    section = small_site.build().page("requests/spelt/").find("section", id="me-too-spelt")
    assert "Ben Hödl" in section.find(class_="form-promise").get_text()
    assert section.form["action"].startswith("mailto:ben@adler.example?")


def topics_of(site: BuiltSite, path: str, name: str) -> list[tuple[str, str, str]]:
    """What can be chosen as topic of a form: what is sent, who else reads it, and what is shown."""
    options = form_at(site, path, name).select("[data-field=topic] option")
    return [(option["value"], option.get("data-reader", ""), words(option.get_text())) for option in options]


def test_a_topic_of_somebody_else_says_so_and_no_address(small_site):
    small_site.write("business.yaml", BUSINESS + "topics: {menu: What we bake, orders: Orders, shop: The shop}\n")
    small_site.write("people/ben.md", "Name: Ben Hödl\nEmail: ben@adler.example\nTopics: orders\n")
    away = "Topics: shop\nAway: 2026-08-01/2026-08-14, Ben answers\n"
    small_site.write("people/ida.md", f"Name: Ida Lang\nEmail: ida@adler.example\n{away}")
    fields = "fields:\n  - {name: topic, type: choice}\n  - {name: words, type: long text}\n"
    small_site.write("forms/to-ben.yaml", f"title: To Ben\nto: ben\n{fields}")
    small_site.write("forms/baker.yaml", f"title: To the baker\n{fields}")
    about_ben = "Title: Ben\nSlug: ben\nContact: ben\n\n/// form | baker\n///\n\n/// form | to-ben\n///\n"
    small_site.write("pages/ben.md", about_ben)
    site = built_on_the_day(small_site, CONVERSE_FORMS=SETTINGS["endpoint"])
    anything, menu = ("", "", "Anything at all"), ("menu", "", "What we bake")
    orders, shop = ("orders", "Ben", "Orders (for Ben)"), ("shop", "Ida", "The shop (for Ida)")
    assert topics_of(site, "ask/", "ask") == [anything, menu, orders, shop]
    assert topics_of(site, "pages/ben.html", "baker") == [anything, menu, ("orders", "", "Orders"), shop]
    assert topics_of(site, "pages/ben.html", "to-ben") == [
        anything,
        menu,
        ("orders", "", "Orders"),
        ("shop", "", "The shop"),
    ]
    assert form_at(site).button.get_text() == "Send it"
    assert "Ben" in form_at(site, "pages/ben.html", "to-ben").button.get_text()
    assert "@adler.example" not in str(form_at(site))


def test_nothing_is_chosen_for_people_but_what_the_form_says(small_site):
    small_site.write("business.yaml", BUSINESS + "topics: {menu: What we bake, shop: The shop}\n")
    small_site.write("pages/shop.md", "Title: Shop\nSlug: shop\n\n/// form | ask\n    topic: shop\n///\n")
    site = small_site.build()
    assert topics_of(site, "ask/", "ask")[0] == ("", "", "Anything at all")
    assert form_at(site).select("[data-field=topic] [selected]") == []
    assert form_at(site, "pages/shop.html").select_one("[data-field=topic] [selected]")["value"] == "shop"


def test_a_mail_goes_to_one_person_whatever_it_is_about(small_site):
    small_site.write("business.yaml", BUSINESS + "topics: {menu: What we bake, orders: Orders}\n")
    small_site.write("people/ben.md", "Name: Ben Hödl\nEmail: ben@adler.example\nTopics: orders\n")
    found = topics_of(small_site.build(), "ask/", "ask")
    assert found == [("", "", "Anything at all"), ("menu", "", "What we bake"), ("orders", "", "Orders")]


def thanks_of(site: BuiltSite, path: str, name: str) -> str:
    return str(hidden(form_at(site, path, name))["_next"])


def test_people_land_with_whoever_reads_it(small_site):
    small_site.write("business.yaml", BUSINESS + "topics: {orders: Orders}\nanswers_within: 2 working days\n")
    ben = "Name: Ben Hödl\nEmail: ben@adler.example\nPhone: +43 316 555 0777\nAnswers within: 4 hours\nTopics: orders\n"
    small_site.write("people/ben.md", ben)
    small_site.write("requests/spelt.md", SPELT + "Topic: orders\n")
    site = built_on_the_day(small_site, CONVERSE_FORMS=SETTINGS["formspree"])
    assert thanks_of(site, "requests/spelt/", "me-too-spelt") == "https://adler.example/thanks/ben/"
    assert thanks_of(site, "ask/", "callback") == "https://adler.example/thanks/rosa/"
    assert thanks_of(site, "ask/", "ask") == "https://adler.example/thanks/", "the topic says who reads it"
    bens, anybodys = (words(site.page(path).main.get_text()) for path in ("thanks/ben/", "thanks/"))
    assert "Thank you. Ben has it." in bens
    assert "Ben Hödl answers within 4 hours." in bens
    assert "0316 555 0777" in bens
    assert "Rosa" not in bens
    assert "Thank you. We have it." in anybodys
    assert "Rosa Adler answers within 2 working days." in anybodys
    assert "Ben Hödl answers within 4 hours." in anybodys


def test_who_works_alone_has_one_thank_you_page(small_site):
    site = built_on_the_day(small_site, CONVERSE_FORMS=SETTINGS["formspree"])
    assert [file for file in site.files() if file.startswith("thanks/")] == ["thanks/index.html"]
    assert "Thank you. Rosa has it." in words(site.page("thanks/").main.get_text())
    assert thanks_of(site, "ask/", "ask") == "https://adler.example/thanks/"
