"""Questions of articles, pages and previews as they are published: the form, the answers, and what changed."""

import json

import pytest
from bs4 import BeautifulSoup
from looking import Web, built_on_the_day, feeds, words
from recount import recount
from test_hostile import HOSTILE, LETTER, from_the_payload, harmless, skeleton

from pelican_converse.problems import BadContent
from tests.conftest import ARTICLE, BUSINESS, BuiltSite, SmallSite

HOME = "https://adler.example"
MIDNIGHT = "29803560"
"""The end of 31 August 2026 in Graz, 22:00 in UTC, in minutes since 1970."""
ASKS = "Ask: What should we bake for Easter?\n"
SPELT = """\
Title: A spelt loaf
Ask: In a tin, or free on the stone?
Until: 2026-08-31
Contact: ben
Picture: images/van.svg | The loaf

Soft [dough]({filename}/pages/dough.md).
"""
ROLL = """\
Title: A rye roll
Ask: Round or long?
Until: 2026-08-05

Dark.

## 2026-08-06, Rosa
Picture: images/van.svg | A long one

**Long**, then. See [the loaf]({filename}/previews/spelt.md).
"""
BEN = "Name: Ben Hödl\nEmail: ben@adler.example\nAway: 2026-08-01/2026-08-14, Rosa answers\n"


def answer(about: str, asked: str = "2026-08-01", more: str = "", words: str = "") -> str:
    return f"Title: T\nAsked: {asked}\nAbout: {{filename}}/{about}\n{more}\n{words}\n"


def written(site: SmallSite) -> SmallSite:
    """A site with a preview that asks, one that asked, an article that asks, and answers to each."""
    site.write("business.yaml", BUSINESS)
    site.write("people/ben.md", BEN)
    site.write("previews/spelt.md", SPELT)
    site.write("previews/roll.md", ROLL)
    site.write("news/easter.md", ASKS + ARTICLE)
    site.write("pages/dough.md", "Title: Dough\n\nSee [what is to come]({filename}/previews/spelt.md).\n")
    site.write("images/van.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    site.write("requests/tin.md", answer("previews/spelt.md", words="In a tin!"))
    site.write("requests/round.md", answer("previews/roll.md", "2026-07-01", "By: Ali\n", "Round."))
    site.write("requests/long.md", answer("previews/roll.md", "2026-07-02", "Me too: 2\n", "Long, so that it fits."))
    reply = "## 2026-08-03, Rosa: told Priya\n\n## 2026-08-03, Rosa\n\nA **lamb**.\n\n## 2026-08-04, Rosa\n\nMore.\n"
    site.write(
        "requests/lamb.md", answer("news/easter.md", "2026-08-02", "By: Priya\nLang: de\n", f"Ein Lamm\n\n{reply}")
    )
    site.write("requests/plait.md", answer("news/easter.md", words="A plait"))
    return site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return built_on_the_day(written(SmallSite(tmp_path_factory.mktemp("asking"))))


def starter_of(site: BuiltSite, path: str) -> BeautifulSoup:
    (found,) = site.page(path).select("section.starter")
    return found


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    return [words(found.get_text(" ")) for found in page.select(selector)]


def notes(page: BeautifulSoup) -> list[str]:
    """What stands beside headings."""
    return [words(found.get_text()) for found in page.select(".request-head > .quiet")]


def about(form: BeautifulSoup) -> str:
    return form.find("input", attrs={"name": "about"})["value"]


def test_an_article_asks_with_a_form(site):
    starter = starter_of(site, "first-loaf.html")
    assert starter.h2.get_text() == "What should we bake for Easter?"
    form = starter.find("section", id="answer-news-easter").form
    assert [control["name"] for control in form.select("input, textarea")] == [
        "about",
        "words",
        "name",
        "email",
        "agree",
    ]
    assert about(form) == "{filename}/news/easter.md"
    assert form.textarea.has_attr("required")
    assert words(form.label.get_text()) == "Your answer (needed)"
    subject = "Answer%3A%20What%20should%20we%20bake%20for%20Easter%3F%20%5Bnews%2Feaster.md%5D"
    assert form["action"] == f"mailto:rosa@adler.example?subject={subject}"
    assert site.page("first-loaf.html").find("aside", class_="reach") is None


def test_below_it_stand_the_answers_the_last_first_each_with_our_first_reply(site):
    starter = starter_of(site, "first-loaf.html")
    assert texts(starter, "h3") == ["What others said"]
    assert texts(starter, "blockquote") == ["Ein Lamm", "A plait"]
    assert [link["href"] for link in starter.select("blockquote a")] == [
        f"{HOME}/requests/lamb/",
        f"{HOME}/requests/plait/",
    ]
    lamb, plait = starter.select(".request-turn")
    assert lamb.blockquote["lang"] == "de"
    assert texts(lamb, ".request-margin") == ["Priya, 2 August 2026"]
    assert texts(lamb, ".byline") == ["A lamb . Rosa, 3 August 2026"]
    assert lamb.strong.get_text() == "lamb"
    assert texts(lamb, ".status") == []
    assert plait.find(class_="byline") is None


def test_without_answers_only_the_question_stands_there(small_site):
    small_site.write("news/easter.md", ASKS + ARTICLE)
    starter = starter_of(small_site.build(), "first-loaf.html")
    assert starter.h3 is None
    assert starter.form


def test_without_a_question_nothing_stands_there(site):
    assert site.page("pages/dough.html").find("section", class_="starter") is None
    assert site.page("pages/dough.html").find("aside", class_="reach")


HTML = "<html><head><title>First loaf</title><meta name='date' content='2026-05-02'>"
PLAIN = 'A & B, <i>or</i> "C"?'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("news/a.md", f"Ask: {PLAIN}\n{ARTICLE}"),
        ("news/a.rst", f"First loaf\n##########\n\n:date: 2026-05-02\n:ask: {PLAIN}\n\nBread.\n"),
        (
            "news/a.html",
            f"{HTML}<meta name='ask' content='A &amp; B, &lt;i>or&lt;/i> \"C\"?'></head><body>Bread.</body></html>",
        ),
        ("pages/a.md", f"Title: First loaf\nAsk: {PLAIN}\n\nBread.\n"),
        ("pages/a.md", 'Title: First loaf\nAsk: A & B,\n     <i>or</i> "C"?\n\nBread.\n'),
        ("news/a.md", f"Title: First loaf\nDate: 2026-05-02\n\n/// starter | {PLAIN}\n///\n"),
        (
            "news/a.html",
            f"{HTML}</head><body><converse-piece name='starter' question='{PLAIN}'></converse-piece></body></html>",
        ),
    ],
)
def test_every_format_asks_and_the_question_is_text(name, text, small_site):
    small_site.write(name, text)
    small_site.write("requests/plait.md", answer(name, words="A plait"))
    path = f"{'pages/' if name.startswith('pages') else ''}first-loaf.html"
    starter = starter_of(small_site.build(TYPOGRIFY=False), path)
    assert starter.h2.get_text() == PLAIN
    assert about(starter.form) == f"{{filename}}/{name}"
    assert texts(starter, "blockquote") == ["A plait"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("news/a.md", f"{ASKS}{ARTICLE}"),
        ("news/a.md", f"   {ASKS}{ARTICLE}"),
        ("news/a.rst", "First loaf\n##########\n\n:date: 2026-05-02\n:ask: Well?\n\nBread.\n"),
        ("news/a.html", f"{HTML}<meta name='ask' content='Well?'></head><body>Bread.</body></html>"),
        ("pages/a.md", "Title: First loaf\n\n/// starter | How soft?\n///\n"),
        ("pages/a.md", "Title: First loaf\n\n<converse-piece name='starter' question='Well?'></converse-piece>\n"),
    ],
)
def test_who_answers_a_question_of_ours_doesnt_wait_and_isnt_scored(name, text, small_site):
    small_site.write("business.yaml", f"{BUSINESS}answers_within: 1 working day\n")
    small_site.write(name, text)
    small_site.write("pages/b.md", "Title: B\n\n/// starter\n    preview: spelt\n///\n")
    small_site.write("previews/spelt.md", "Title: Spelt\nAsk: How sour?\nUntil: 2026-12-01\n")
    small_site.write("requests/plait.md", answer(name, "2026-07-01", words="A plait"))
    small_site.write("requests/about-b.md", answer("pages/b.md", "2026-07-02", words="Does b bake?"))
    built = small_site.build()
    assert [ask["slug"] for ask in json.loads(built.text("promises.json"))["unanswered"]] == ["about-b"]
    ledger = built.text("requests.json")
    assert {each["slug"]: "answers_within" in each for each in json.loads(ledger)["requests"]} == {
        "plait": False,
        "about-b": True,
    }
    assert recount(ledger)["ever"]["missed"] == 1
    listed = {link["href"] for link in built.page("requests/status/unanswered/").main.select("a")}
    assert {f"{HOME}/requests/{slug}/" for slug in ("plait", "about-b")} & listed == {f"{HOME}/requests/about-b/"}
    assert texts(built.page("requests/"), "main strong").count("No answer yet") == 1
    unheard = {slug for slug in ("plait", "about-b") if "Nobody has answered" in built.text(f"requests/{slug}/")}
    assert unheard == {"about-b"}


def test_what_came_of_an_answer_stands_below_it(small_site):
    small_site.write("news/easter.md", ASKS + ARTICLE)
    planned = "A plait\n\n## 2026-07-03, Rosa: planned by 2026-09-01\n\nYes.\n"
    small_site.write("requests/plait.md", answer("news/easter.md", "2026-07-02", words=planned))
    small_site.write("requests/lamb.md", answer("news/easter.md", "2026-07-01", words="A lamb"))
    plait, lamb = starter_of(small_site.build(), "first-loaf.html").select(".request-turn")
    assert texts(plait, ".status") == ["Planned by 1 September 2026"]
    assert texts(lamb, ".status") == []


def test_an_article_in_two_languages_shows_the_answers_to_both(small_site):
    small_site.write("news/easter.md", f"{ASKS}Slug: easter\nLang: en\n{ARTICLE}")
    german = ARTICLE.replace("First loaf", "Erster Laib")
    small_site.write("news/easter-de.md", f"Ask: Und zu Ostern?\nSlug: easter\nLang: de\n{german}")
    small_site.write("requests/lamb.md", answer("news/easter-de.md", "2026-07-01", words="Ein Lamm"))
    small_site.write("requests/plait.md", answer("news/easter.md", "2026-07-02", words="A plait"))
    built = small_site.build()
    for path, question, file in (
        ("easter.html", "What should we bake for Easter?", "news/easter.md"),
        ("easter-de.html", "Und zu Ostern?", "news/easter-de.md"),
    ):
        starter = starter_of(built, path)
        assert starter.h2.get_text() == question
        assert texts(starter, "blockquote") == ["A plait", "Ein Lamm"]
        assert about(starter.form) == f"{{filename}}/{file}"


@pytest.mark.parametrize("status", ["draft", "hidden"])
@pytest.mark.parametrize("folder", ["news", "pages"])
def test_what_is_not_listed_asks_too_and_no_link_is_dead(folder, status, small_site):
    small_site.write("news/loaf.md", ARTICLE.replace("First", "Second"))
    small_site.write(f"{folder}/easter.md", f"{ASKS}Status: {status}\n{ARTICLE}")
    small_site.write("requests/plait.md", answer(f"{folder}/easter.md", words="A plait"))
    built = small_site.build()
    path = f"{'drafts/' if status == 'draft' else ''}{'pages/' if folder == 'pages' else ''}first-loaf.html"
    assert texts(starter_of(built, path), "blockquote") == ["A plait"]
    assert Web(built, HOME).dead_links() == []


def test_the_block_asks_in_the_middle_of_a_page(small_site):
    small_site.write("pages/dough.md", "Title: Dough\n\n## Soft\n\n/// starter | How soft?\n///\n\nThe end.\n")
    small_site.write("requests/plait.md", answer("pages/dough.md", words="Very"))
    page = small_site.build().page("pages/dough.html")
    assert page.find("section", class_="starter").h3.get_text() == "How soft?"
    assert texts(page, "blockquote") == ["Very"]
    assert page.find("aside", class_="reach") is None


def test_the_question_of_a_preview_can_stand_anywhere(small_site):
    written(small_site).write(
        "pages/soon.md", "Title: Soon\n\n/// starter\n    preview: spelt\n///\n\n/// starter\n    preview: roll\n///\n"
    )
    folder = small_site.folder / "templates"
    folder.mkdir()
    (folder / "archives.html").write_text('{{ converse.starter(preview="spelt") }}{{ converse.previews(limit=1) }}')
    built = small_site.build(THEME_TEMPLATES_OVERRIDES=[str(folder)])
    assert texts(built.page("pages/soon.html"), ".starter h2") == ["In a tin, or free on the stone?", "Round or long?"]
    assert len(built.page("pages/soon.html").select("form")) == 1
    archives = built.page("archives.html")
    assert about(archives.form) == "{filename}/previews/spelt.md"
    assert texts(archives, ".previews-title") == ["A spelt loaf"]


@pytest.mark.parametrize("call", ['converse.starter("What?")', "converse.starter()", 'converse.starter(preview="x")'])
def test_a_template_has_to_say_what_is_answered(call, small_site):
    small_site.write("news/loaf.md", ARTICLE)
    folder = small_site.folder / "templates"
    folder.mkdir()
    (folder / "archives.html").write_text("{{ " + call + " }}")
    with pytest.raises(BadContent) as bad:
        small_site.build(THEME_TEMPLATES_OVERRIDES=[str(folder)])
    (problem,) = bad.value.problems
    assert problem.file == "converse.starter() in a template"


def test_in_a_feed_a_link_stands_for_the_form(small_site):
    small_site.write("news/loaf.md", ARTICLE + "\n/// starter | How soft?\n///\n")
    (entry,) = feeds(small_site.build())["feeds/all.atom.xml"].entries
    content = BeautifulSoup(entry.content[0].value, "html.parser")
    assert content.form is None
    link = content.find("a", href=f"{HOME}/first-loaf.html#answer-news-loaf")
    assert link.get_text() == "Your answer"


def test_a_preview_has_a_page_with_its_question_and_form(site):
    page = site.page("previews/spelt/")
    assert page.h1.get_text() == "A spelt loaf"
    assert page.figure.img["alt"] == "The loaf"
    assert page.find("a", href=f"{HOME}/pages/dough.html")
    starter = starter_of(site, "previews/spelt/")
    assert starter.h2.get_text() == "In a tin, or free on the stone?"
    assert about(starter.form) == "{filename}/previews/spelt.md"
    assert texts(starter, "blockquote") == ["In a tin!"]
    assert page.find(id="changed") is None


def test_whoever_answers_for_a_preview_gets_what_is_said_or_the_stand_in(site):
    starter = starter_of(site, "previews/spelt/")
    assert starter.form["action"].startswith("mailto:rosa@adler.example?")
    now, later = starter.select(".form-promise")
    assert "Ben is away, and back on 15 August." in words(now.get_text(" "))
    assert later.has_attr("hidden")
    assert "Ben Hödl" in later.get_text()


def test_an_open_preview_knows_when_it_closes(site):
    """What is said then is in the page already."""
    starter = starter_of(site, "previews/spelt/")
    shown, later = starter.select(".request-head > .quiet")
    assert words(shown.get_text()) == "Until 31 August 2026 your answer still changes something."
    assert words(later.get_text()) == "We asked until 31 August 2026. Here is what you said."
    assert (shown["data-until"], later["data-from"], later.has_attr("hidden")) == (MIDNIGHT, MIDNIGHT, True)
    assert starter.form.find_parent("div", attrs={"data-until": MIDNIGHT})
    reach = site.page("previews/spelt/").find("aside", class_="reach")
    assert reach.find_parent("div", attrs={"data-from": MIDNIGHT}).has_attr("hidden")


def test_a_preview_that_is_closed_says_what_was_said_and_what_changed(site):
    page, starter = site.page("previews/roll/"), starter_of(site, "previews/roll/")
    assert page.main.form is None
    assert notes(starter) == ["We asked until 5 August 2026. Here is what you said."]
    assert texts(starter, ".request-margin") == ["A customer and 2 others, 2 July 2026", "Ali, 1 July 2026"]
    changed = page.find("section", attrs={"aria-labelledby": "changed"})
    assert notes(changed) == ["Thanks to Ali and a customer."]
    assert [link["href"] for link in changed.select(".quiet a")] == [
        f"{HOME}/requests/round/",
        f"{HOME}/requests/long/",
    ]
    (turn,) = changed.select(".request-turn")
    assert "Rosa Adler" in turn.get_text()
    assert turn.strong.get_text() == "Long"
    assert turn.img["alt"] == "A long one"
    assert turn.find("a", href=f"{HOME}/previews/spelt/")
    assert page.find("aside", class_="reach").find_parent(hidden=True) is None


def test_nobody_is_quoted_or_thanked_who_said_nothing(small_site):
    small_site.write("previews/roll.md", ROLL.partition("Picture")[0] + "\nLong.\n")
    page = small_site.build().page("previews/roll/")
    assert notes(page) == ["We asked until 5 August 2026."]
    assert page.h3 is None


def test_home_shows_what_is_open(site):
    section = site.page("").find("section", attrs={"aria-labelledby": "previews"})
    assert texts(section, "h3") == ["A spelt loaf"]
    assert section.find("a", href=f"{HOME}/previews/spelt/")
    assert section.find("a", href=f"{HOME}/previews/")
    assert section["data-until"] == MIDNIGHT
    assert "In a tin, or free on the stone?" in section.get_text()
    assert "Open until 31 August 2026" in words(section.get_text())
    assert "one answer" in section.get_text()


def test_the_section_on_home_lasts_as_long_as_its_last_preview(small_site):
    for name, until in (("a", "2026-08-31"), ("b", "2026-08-10")):
        small_site.write(f"previews/{name}.md", f"Title: {name}\nAsk: Well?\nUntil: {until}\n")
    section = small_site.build().page("").find("section", attrs={"aria-labelledby": "previews"})
    assert section["data-until"] == MIDNIGHT
    assert texts(section, "h3") == ["b", "a"]


def test_home_shows_nothing_once_all_is_closed(small_site):
    small_site.write("previews/roll.md", "Title: Roll\nAsk: Well?\nUntil: 2026-08-05\n")
    built = small_site.build()
    assert built.page("").find(id="previews") is None
    assert built.page("").find("a", href=f"{HOME}/previews/")
    assert "Nothing here at the moment." in built.text("previews/")


def test_all_previews_stand_on_one_page(site):
    page = site.page("previews/")
    assert texts(page, "h3") == ["A spelt loaf", "A rye roll"]
    assert "We asked until 5 August 2026 · 2 answers · something changed" in words(page.get_text(" "))


def test_links_lead_to_previews_from_anywhere(site):
    assert site.page("pages/dough.html").main.find("a", href=f"{HOME}/previews/spelt/")
    assert Web(site, HOME).dead_links() == []


def test_without_previews_nothing_is_there_and_nothing_leads_there(small_site):
    built = small_site.build()
    assert not [name for name in built.files() if name.startswith("previews")]
    assert not [name for name in built.files() if name.endswith(".html") and "/previews" in built.text(name)]


@pytest.mark.parametrize("settings", [{"SITEURL": "https://x.example/shop"}, {"RELATIVE_URLS": True}])
def test_everything_works_wherever_the_site_is_put(settings, small_site):
    built = written(small_site).build(**settings)
    assert Web(built, settings.get("SITEURL", HOME)).dead_links() == []


@pytest.mark.parametrize("page", ["PREVIEWS", "PREVIEW", "REQUEST", "PERSON", "REQUESTS"])
def test_what_is_left_out_is_linked_from_nowhere(page, small_site):
    written(small_site)
    for name in ("pages/dough.md", "previews/roll.md"):  # a link in the owner's words is the owner's own
        path = small_site.content / name
        path.write_text(path.read_text().replace("({filename}/previews/spelt.md)", ""))
    built = small_site.build(**{f"CONVERSE_{page}_SAVE_AS": ""})
    assert Web(built, HOME).dead_links() == []


def test_netlify_knows_the_form_by_its_name(small_site):
    form = starter_of(written(small_site).build(CONVERSE_FORMS={"backend": "netlify"}), "previews/spelt/").form
    assert form["name"] == "answer"
    assert form.find("input", attrs={"name": "form-name"})["value"] == "answer"
    assert form.find("input", attrs={"name": "subject"})["value"] == (
        "Answer: In a tin, or free on the stone? [previews/spelt.md]"
    )


@pytest.mark.parametrize("address", ["informal", "formal"])
def test_a_german_site_asks_in_german(address, small_site):
    written(small_site).write("business.yaml", f"{BUSINESS}languages: [de]\nform_of_address: {address}\n")
    built = small_site.build()
    said = " ".join(words(built.page(f"previews/{path}").body.get_text(" ")) for path in ("", "spelt/", "roll/"))
    ours = "Bis 31. August 2026 kann deine Antwort" if address == "informal" else "kann Ihre Antwort"
    for each in (ours, "Wir haben bis 5. August 2026 gefragt.", "Was andere gesagt haben", "Danke an", "eine Antwort"):
        assert each in said
    english = ("answer", "Until", "asked", "changed", "Thanks", "Closed", "Open", "others")
    assert [each for each in english if each in said] == []


def hostile(site: SmallSite, change) -> BuiltSite:
    def line(field: str) -> str:
        return change(f"{field} {HOSTILE}")

    written(site)
    body = f"Picture: images/van.svg | {line('shown')}\n\nText.\n\n## 2026-08-05, Rosa\n\nChanged.\n"
    site.write("previews/spelt.md", f"Title: {line('title')}\nAsk: {line('ask')}\nUntil: 2026-08-31\n{body}")
    site.write("previews/roll.md", f"Title: {line('past')}\nAsk: {line('asked')}\nUntil: 2026-08-01\n{body}")
    site.write("news/easter.md", f"Ask: {line('question')}\n{ARTICLE}")
    site.write("pages/dough.md", f"Title: Dough\n\n/// starter | {line('block')}\n///\n")
    for name, about in (("a", "previews/spelt.md"), ("b", "previews/roll.md"), ("c", "news/easter.md")):
        site.write(f"requests/{name}.md", answer(about, more=f"By: {line('by')}\n", words=change(f"said {LETTER}")))
    return built_on_the_day(site)


def test_hostile_words_stay_words(tmp_path):
    bare, built = (hostile(SmallSite(tmp_path / name), change) for name, change in (("a", harmless), ("b", str)))
    assert built.files() == bare.files()
    names = [name for name in built.files() if name.endswith(".html")]
    assert [name for name in names if skeleton(built.text(name), "lxml") != skeleton(bare.text(name), "lxml")] == []
    assert [taken for name in names for taken in from_the_payload(built.text(name))] == []
    pages = {
        path: words(built.page(path).get_text(" "))
        for path in ("", "previews/", "previews/spelt/", "previews/roll/", "first-loaf.html")
    }
    for path, field in (
        ("", "title"),
        ("", "ask"),
        ("previews/", "past"),
        ("previews/spelt/", "ask"),
        ("previews/spelt/", "by"),
        ("previews/roll/", "asked"),
        ("first-loaf.html", "question"),
        ("first-loaf.html", "by"),
    ):
        assert words(f"{field} {HOSTILE}") in pages[path]
