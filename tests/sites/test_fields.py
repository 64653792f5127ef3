"""Every type of field as a browser gets it, and forms wherever owners put them."""

import hashlib

import pytest
from bs4 import Tag
from looking import words

from pelican_converse.model.ownform import TYPES
from tests.conftest import ARTICLE, BUSINESS, BuiltSite, SmallSite

EVERY_TYPE = """\
title: How was it?
intro: Tell us **honestly**.
to: ben
button: Tell Ben
then: Ben reads it on Monday.
public: yes
fields:
  - {name: company, type: text, label: Your firm, hint: If you have one., least: 2, most: 60}
  - {name: words, type: long text, label: And the bread, most: 2000, required: yes}
  - {name: email, type: e-mail}
  - {name: phone, type: phone, required: yes}
  - {name: loaves, type: number, label: Loaves, least: 1, most: 20, default: 2}
  - {name: kilos, type: number, label: Kilos, least: 0.5}
  - {name: day, type: date, label: Day, least: 2026-01-01, most: 2026-12-31}
  - {name: hour, type: time, label: Hour, least: "07:00", default: "07:30"}
  - {name: loaf, type: choice, label: Which loaf, options: {w: White <b>loaf</b>, r: Rye}, default: r, required: yes}
  - {name: street, type: choice, label: Street, options: [A, B, C, D, E], required: yes}
  - {name: extras, type: several, label: Extras, options: [sliced, halved], required: yes}
  - {name: mood, type: rating, label: Mood, ends: [never again, always], required: yes, hint: Be honest.}
  - {name: call, type: agreement, label: You may call me., required: yes}
  - {name: crumb, type: picture, label: The crumb}
  - {name: flyer, type: hidden, default: spring}
"""
SIMPLE = """\
title: Order bread
topic: orders
fields:
  - {name: words, type: long text}
  - {name: loaves, type: number, label: Loaves}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A site with a form of every type, at the foot of a page and in blocks."""
    site = SmallSite(tmp_path_factory.mktemp("fields"))
    topics = "topics: {orders: Orders, menu: What we bake}\nforms: {backend: netlify}\n"
    site.write("business.yaml", BUSINESS + topics)
    site.write("people/ben.md", "Name: Ben Hofer\nEmail: ben@adler.example\nTopics: orders\n")
    site.write("forms/all.yaml", EVERY_TYPE.replace("  - {name: crumb, type: picture, label: The crumb}\n", ""))
    site.write("forms/order.yaml", SIMPLE)
    site.write("pages/all.md", "Title: All\n\nText.\n\n/// form | all\n///\n")
    site.write("pages/foot.md", "Title: Foot\nForm: order\n\nText.\n")
    in_two_lines = "order via\n    formspree mqkvabcd"
    site.write("pages/lines.md", f"Title: Lines\nForm: {in_two_lines}\n\nText.\n")
    site.write("pages/rst.rst", f"Rst\n###\n\n:form: {in_two_lines}\n\nText.\n")
    head = f'<title>Html</title><meta name="form" content="{in_two_lines}">'
    site.write("pages/html.html", f"<html><head>{head}</head><body>Text.</body></html>")
    site.write("pages/none.md", "Title: None\nForm: no\n\nText.\n")
    site.write("pages/plain.md", "Title: Plain\n\nText.\n")
    site.write("pages/away.md", "Title: Away\nForm: order via formspree mqkvabcd\n\nText.\n")
    options = (
        '    backend: formspree\n    id: mqkvabcd\n    loaves: 3\n    words: "<b>the usual</b>"\n    heading: Again\n'
    )
    site.write("pages/block.md", f"Title: Block\n\n## One\n\n/// form | order\n{options}///\n")
    site.write(
        "pages/bare.md", "Title: Bare\n\n/// form | ask\n    topic: menu\n    kind: praise\n    heading: no\n///\n"
    )
    element = '<converse-piece name="form" form="order" id="mqkvabcd" backend="formspree" loaves="4"></converse-piece>'
    site.write("pages/typed.html", f"<html><head><title>Typed</title></head><body>{element}</body></html>")
    site.write("news/loaf.md", ARTICLE.replace("Category", "Form: order\nCategory"))
    return site.build()


@pytest.fixture(scope="module")
def form(built: BuiltSite) -> Tag:
    return built.page("pages/all.html").find("section", id="all")


def controls(form: Tag, name: str) -> list[Tag]:
    return form.select(f"[name={name}]")


def attributes(form: Tag, name: str) -> dict[str, str]:
    (control,) = controls(form, name)
    ours = ("id", "name", "aria-describedby", "data-most", "data-least")
    return {key: value for key, value in control.attrs.items() if key not in ours}


def test_each_type_becomes_a_control_that_a_browser_checks_by_itself(form):
    assert attributes(form, "company") == {"autocomplete": "organization", "minlength": "2", "maxlength": "60"}
    assert attributes(form, "words") == {"rows": "6", "maxlength": "2000", "required": ""}
    assert attributes(form, "email") == {"type": "email", "inputmode": "email", "autocomplete": "email"}
    phone = {"type": "tel", "inputmode": "tel", "autocomplete": "tel", "required": ""}
    assert attributes(form, "phone") == phone | {"pattern": r"(\P{Nd}*\p{Nd}){3}.*"}
    whole = {"type": "number", "inputmode": "numeric", "value": "2", "min": "1", "max": "20"}
    assert attributes(form, "loaves") == whole
    assert attributes(form, "kilos") == {"type": "number", "inputmode": "decimal", "step": "any", "min": "0.5"}
    assert attributes(form, "day") == {"type": "date", "min": "2026-01-01", "max": "2026-12-31"}
    assert attributes(form, "hour") == {"type": "time", "value": "07:30", "min": "07:00"}
    assert attributes(form, "flyer") == {"type": "hidden", "value": "spring"}


def test_what_can_be_chosen_stands_in_a_fieldset_or_a_list_if_it_is_long(form):
    loaves = controls(form, "loaf")
    assert [(each["type"], each["value"], each.has_attr("checked"), each.has_attr("required")) for each in loaves] == [
        ("radio", "w", False, True),
        ("radio", "r", True, True),
    ]
    assert words(loaves[0].parent.get_text()) == "White <b>loaf</b>"
    assert loaves[0].find_parent("fieldset").legend.get_text() == "Which loaf (needed)"
    (street,) = controls(form, "street")
    assert [option["value"] for option in street.find_all("option")] == ["", "A", "B", "C", "D", "E"]
    assert [(each["type"], each["value"]) for each in controls(form, "extras")] == [
        ("checkbox", "sliced"),
        ("checkbox", "halved"),
    ]
    assert all(not each.has_attr("required") for each in controls(form, "extras"))
    assert controls(form, "extras")[0].find_parent("fieldset").has_attr("data-required")


def test_a_rating_has_words_at_both_ends(form):
    steps = [words(each.parent.get_text()) for each in controls(form, "mood")]
    assert steps == ["1 never again", "2", "3", "4", "5 always"]
    fieldset = controls(form, "mood")[0].find_parent("fieldset")
    assert form.find(id=fieldset["aria-describedby"]).get_text() == "Be honest."


def test_every_control_has_a_label_a_hint_that_is_there_and_a_place_for_what_is_wrong(form):
    seen = form.select("[data-field] :is(input, select, textarea)")
    assert {each.find_parent(attrs={"data-field": True})["data-field"] for each in seen} >= {"words", "mood", "agree"}
    ids = [each["id"] for each in form.select("[id]")]
    assert len(ids) == len(set(ids))
    for control in seen:
        assert control["id"].startswith("all-")
        assert control.find_parent("label") or form.find("label", attrs={"for": control["id"]})
    for told in form.select("[aria-describedby]"):
        assert form.find(id=told["aria-describedby"]).get_text(strip=True)


def test_what_somebody_agrees_to_travels_as_the_version_of_its_words(form):
    for name, text in (
        (
            "agree",
            "You may show my words here, with the name I wrote or without one. I can take that back whenever I like.",
        ),
        ("call", "You may call me."),
    ):
        (control,) = controls(form, name)
        assert control["type"] == "checkbox"
        assert not control.has_attr("checked")
        assert words(control.parent.get_text()).startswith(text)
        assert control["value"] == f"en-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    assert [each["data-signal"] for each in form.select("[data-signal]")] == ["ref", "took", "page", "agreed"]


def test_a_form_says_who_reads_it_what_becomes_of_it_and_how_else_to_reach_them(form):
    assert form.find(class_="form-title").get_text() == "How was it?"
    assert form.find("strong").get_text() == "honestly"
    assert "Ben Hofer" in form.find(class_="form-promise").get_text()
    assert "Ben reads it on Monday." in form.get_text()
    assert form.find("button", type="submit").get_text() == "Tell Ben"
    assert [link["href"] for link in form.find(class_="form-instead").find_all("a")] == ["mailto:ben@adler.example"]
    assert form.form["data-reader"] == "Ben"
    assert attributes(form, "for") == {"type": "hidden", "value": "ben"}


def test_nobodys_address_stands_in_a_form_that_a_receiver_passes_on(form):
    assert "@" not in str(form.form)


def test_a_page_names_the_form_at_its_foot_and_its_receiver(built):
    assert built.page("pages/plain.html").select_one("details.reach-form #ask")
    foot = built.page("pages/foot.html")
    assert [each["id"] for each in foot.select(".reach-form .form")] == ["order"]
    assert attributes(foot, "topic") == {"type": "hidden", "value": "orders"}
    assert "Ben" in foot.select_one(".reach-form .form-promise").get_text()
    assert built.page("first-loaf.html").select_one(".reach-form #order")
    assert built.page("pages/none.html").find("form") is None
    assert built.page("pages/none.html").find("aside", class_="reach")
    for name in ("away", "lines", "rst", "html"):
        away = built.page(f"pages/{name}.html").select_one("#order form")
        assert away["action"] == "https://formspree.io/f/mqkvabcd"
    assert foot.select_one("#order form")["action"] == "/thanks/ben/"


def test_a_block_fills_in_a_form_and_sends_it_elsewhere(built):
    section = built.page("pages/block.html").find("section", id="order")
    assert section.form["action"] == "https://formspree.io/f/mqkvabcd"
    assert section.find("h3").get_text() == "Again"
    assert attributes(section, "loaves")["value"] == "3"
    assert controls(section, "words")[0].get_text() == "<b>the usual</b>"
    typed = built.page("pages/typed.html").find("section", id="order")
    assert typed.form["action"] == "https://formspree.io/f/mqkvabcd"
    assert attributes(typed, "loaves")["value"] == "4"


def test_a_block_chooses_beforehand_and_leaves_the_heading_out(built):
    section = built.page("pages/bare.html").find("section", id="ask")
    assert section.find(class_="form-title") is None
    assert section.select_one("[name=kind][checked]")["value"] == "praise"
    assert section.select_one("[name=topic] [selected]")["value"] == "menu"


def test_who_gets_it_goes_by_the_topic_that_a_block_names(built, small_site):
    small_site.write("business.yaml", BUSINESS + "topics: {orders: Orders}\nforms: {backend: netlify}\n")
    small_site.write("people/ben.md", "Name: Ben Hofer\nEmail: ben@adler.example\nTopics: orders\n")
    small_site.write("pages/ask.md", "Title: Ask\n\n/// form | ask\n    topic: orders\n///\n")
    form = small_site.build().page("pages/ask.html").find("section", id="ask")
    assert attributes(form, "for")["value"] == "ben"
    assert "Ben Hofer" in form.find(class_="form-promise").get_text()


def test_the_privacy_page_names_everybody_to_whom_a_form_goes(built):
    said = words(built.page("privacy/").find(id="forms").find_parent("section").get_text())
    assert "Netlify, Inc." in said
    assert said.count("Formspree, Inc.") == 1


def test_other_peoples_themes_show_the_form_of_the_foot_below_the_text(small_site):
    small_site.write("forms/order.yaml", SIMPLE.replace("topic: orders\n", ""))
    small_site.write("pages/foot.md", "Title: Foot\nForm: order\n\nText.\n")
    assert small_site.build(THEME="simple").page("pages/foot.html").find("section", id="order")


def test_a_form_with_every_type_fits_the_receivers_that_take_pictures(small_site):
    """Those that don't are told of it, before anything is built."""
    small_site.write("people/ben.md", "Name: Ben Hofer\nEmail: ben@adler.example\n")
    small_site.write("forms/all.yaml", EVERY_TYPE)
    assert {line.partition("type: ")[2].partition(",")[0].rstrip("}\n") for line in EVERY_TYPE.splitlines()} >= {*TYPES}
    done = small_site.run_pelican()
    assert "content/forms/all.yaml" in done.stderr
    assert "asks for a picture, but mailto takes none" in done.stderr


def test_one_can_ask_to_be_called_where_a_number_is_shown(small_site):
    built = small_site.build()
    callback = built.page("ask/").find("section", id="callback")
    assert [each["name"] for each in callback.select("[data-field] :is(input, textarea)")] == [
        *("phone", "when", "name", "words")
    ]
    for path in ("contact/", "requests/"):
        assert built.page(path).find("a", href="https://adler.example/ask/#callback")
    small_site.write("people/rosa.md", "Name: Rosa Adler\nEmail: rosa@adler.example\n")
    silent = small_site.build()
    assert silent.page("ask/").find("section", id="callback") is None
    assert "#callback" not in silent.text("contact/")


def test_the_thank_you_page_has_a_place_for_the_number(small_site):
    spot = small_site.build().page("thanks/").select_one("[data-form-ref]")
    assert spot.has_attr("hidden")
    assert "{ref}" in spot.get_text()


def test_what_is_agreed_to_can_be_read_first(small_site):
    label = "I agree to the [rules]({filename}/pages/rules.md) & <b>prices</b>."
    fields = f"  - name: words\n    type: long text\n  - name: rules\n    type: agreement\n    label: {label!r}\n"
    small_site.write("forms/course.yaml", f"title: A course\nfields:\n{fields}")
    small_site.write("pages/rules.md", "Title: Rules\nSlug: rules\n\n/// form | course\n///\n")
    site = small_site.build()
    [label] = site.page("pages/rules.html").select("#course .form-agree label")
    assert label.find("a", string="rules")["href"] == "https://adler.example/pages/rules.html"
    assert label.get_text(" ", strip=True).startswith("I agree to the rules")
    assert label.find("p") is None


def test_a_link_of_an_agreement_that_leads_nowhere_is_told(small_site):
    rules = '  - {name: rules, type: agreement, label: "[Rules]({filename}/pages/rules.md)"}\n'
    small_site.write("forms/course.yaml", f"title: A course\nfields:\n  - {{name: words, type: long text}}\n{rules}")
    done = small_site.run_pelican()
    assert done.returncode == 1
    assert "content/forms/course.yaml:4: " in done.stderr


def test_limits_are_there_in_words_for_the_script(form):
    (day,), (words_,) = controls(form, "day"), controls(form, "words")
    assert [" ".join(day[name].split()) for name in ("data-least", "data-most")] == [
        "1 January 2026",
        "31 December 2026",
    ]
    assert words_["data-most"] == words_["maxlength"] == "2000"


@pytest.mark.parametrize("label", ["1. I agree", "# One", "- yes", "> so", "***", "<b>bold</b> *too*", "2026. I"])
def test_what_holds_no_link_is_agreed_to_as_it_was_typed(label, small_site):
    rules = f"  - name: rules\n    type: agreement\n    label: {label!r}\n"
    small_site.write("forms/course.yaml", f"title: A course\nfields:\n  - {{name: words, type: long text}}\n{rules}")
    small_site.write("pages/rules.md", "Title: Rules\nSlug: rules\n\n/// form | course\n///\n")
    [found] = small_site.build().page("pages/rules.html").select("#course .form-agree label > span")
    assert " ".join(found.find(string=True, recursive=False).split()) == label


def test_an_example_of_an_element_is_no_form(small_site):
    element = '<converse-piece name="form" form="ask"></converse-piece>'
    small_site.write(
        "pages/how.md", f"Title: How\nSlug: how\n\n/// form | ask\n///\n\nType `{element}`:\n\n```\n{element}\n```\n"
    )
    assert len(small_site.build().page("pages/how.html").select("#ask")) == 1


def test_fields_in_the_text_of_a_page_say_nothing_of_it(small_site):
    body = "Words first.\n\n:Form: round\n:Contact: by phone\n:Topic: bread\n"
    small_site.write("pages/tin.rst", f"Tin\n===\n\n:slug: tin\n:form: no\n\n{body}")
    page = small_site.build().page("pages/tin.html")
    assert page.find("form") is None
    assert "by phone" in page.main.get_text()
