"""What the kinds of requests become besides their pages: answered questions, praise that is quoted, and notices."""

import pytest
from looking import Web, built_on_the_day, graph_of, pages, words

from pelican_converse.problems import BadContent
from tests.conftest import BUSINESS, SmallSite

HOME = "https://adler.example"
TOPICS = "topics: {menu: What we bake, orders: Orders}\n"
BEN = "Name: Ben Huber\nEmail: ben@adler.example\n"
FREEZE = """\
Title: Can I <freeze> it?
Asked: 2026-07-01
By: Geoff
Kind: question
Topic: menu
Me too: 8

## 2026-07-02, Ben

Yes. See [how]({filename}/pages/how.md).

## 2026-07-03, Geoff

Wonderful
"""
THAW = """\
Title: Und auftauen?
Asked: 2026-07-01
Kind: question
Topic: menu
Lang: de
Me too: 9

## 2026-07-02, Ben: planned

I'll ask.

## 2026-07-03, Rosa: completed

Overnight.

## 2026-07-04, Ben

It's really that simple.
"""
SUNDAY = "Title: On Sundays?\nAsked: 2026-07-01\nKind: question\n\n## 2026-07-02, Rosa & Ben\n\nNo, we sleep.\n"
DOG = "Title: My dog?\nAsked: 2026-07-01\nKind: question\nTopic: orders\n"
HOW = "Title: How\n\n/// questions | menu\n    limit: 1\n///\n\n/// praise\n///\n"
CHAIR = """\
Title: A chair
Asked: 2026-07-01
By: Yusuf
Kind: praise
About: rosa
Topic: menu
May quote: yes, 2026-07-02

You let me sit. <b>Really</b>.

And asked nothing.
"""


def write_questions(site: SmallSite) -> SmallSite:
    site.write("business.yaml", BUSINESS + TOPICS)
    site.write("people/ben.md", BEN)
    for name, text in (("freeze", FREEZE), ("thaw", THAW), ("sunday", SUNDAY), ("dog", DOG)):
        site.write(f"requests/{name}.md", text)
    site.write("pages/how.md", HOW)
    return site


@pytest.fixture(scope="module")
def answered(tmp_path_factory):
    site = write_questions(SmallSite(tmp_path_factory.mktemp("answered")))
    site.write("requests/chair.md", CHAIR)
    site.write(
        "requests/tea.md", CHAIR.replace("A chair", "Tea").replace("About: rosa\n", "").replace("07-01", "07-02")
    )
    site.write("requests/quiet.md", CHAIR.replace("A chair", "Hush").replace("May quote: yes, 2026-07-02\n", ""))
    return built_on_the_day(site)


def entries(page):
    return {words(entry.find(class_="questions-title").get_text()): entry for entry in page.select(".questions-entry")}


def test_answered_questions_stand_under_their_topics_most_asked_first(answered):
    page = answered.page("questions/")
    under = [
        (words(part.h2.get_text()), [words(title.get_text()) for title in part.select("h3")])
        for part in page.select("section.spread")
    ]
    assert under == [("What we bake", ["Und auftauen?", "Can I <freeze> it?"]), ("Besides", ["On Sundays?"])]


def test_a_question_shows_its_answer_whose_it_is_and_all_that_was_said(answered):
    found = entries(answered.page("questions/"))
    thaw = words(found["Und auftauen?"].get_text(" "))
    assert "A customer and 9 others asked." in thaw
    assert "Overnight. Rosa, 3 July 2026 The whole conversation, until 4 July 2026" in thaw
    assert "ask" not in thaw.partition("asked.")[2]
    assert found["Und auftauen?"].h3["lang"] == "de"
    assert found["Und auftauen?"].find("a", href=f"{HOME}/requests/thaw/")
    sunday = words(found["On Sundays?"].get_text(" "))
    assert sunday.endswith("No, we sleep. Rosa & Ben, 2 July 2026 The whole conversation")


def test_whoever_asked_again_is_not_passed_over(answered):
    found = entries(answered.page("questions/"))
    freeze = words(found["Can I <freeze> it?"].get_text(" "))
    assert freeze.endswith("Asked again on 3 July 2026 ; that answer is still to come. The whole conversation")
    assert [name for name, entry in found.items() if "Asked again" in entry.get_text()] == ["Can I <freeze> it?"]
    assert found["Can I <freeze> it?"].find("a", href=f"{HOME}/pages/how.html")


def test_a_picture_alone_answers_a_question(small_site):
    small_site.write("images/crumb.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    small_site.write("people/ben.md", BEN)
    small_site.write(
        "requests/sunday.md",
        SUNDAY.partition("\n## ")[0] + "\n## 2026-07-02, Rosa\nPicture: images/crumb.svg | Shut\n",
    )
    (entry,) = entries(small_site.build().page("questions/")).values()
    assert entry.img["alt"] == "Shut"
    assert words(entry.get_text(" ")).endswith("Rosa, 2 July 2026 The whole conversation")


def test_answers_need_no_script_and_no_tap_to_be_read(answered):
    page = answered.page("questions/").main
    assert not page.select("details, script, [hidden] .questions-entry")


def test_many_questions_are_listed_first_and_each_has_an_address(small_site):
    small_site.write("people/ben.md", BEN)
    for number in range(6):
        small_site.write(f"requests/q{number}.md", SUNDAY.replace("Sundays", f"day {number}"))
    page = small_site.build().page("questions/")
    links = page.find("nav", attrs={"aria-labelledby": "contents"}).find_all("a")
    assert [link["href"] for link in links] == [f"#question-q{number}" for number in reversed(range(6))]
    assert all(page.find(id=link["href"][1:]) for link in links)
    assert "class" in page.find("section").h2.attrs, "one heading for all says nothing"


def test_few_questions_need_no_list(answered):
    assert answered.page("questions/").find(id="contents") is None


@pytest.mark.parametrize("path", ["", "ask/", "contact/", "requests/"])
def test_the_page_is_linked_where_people_are_about_to_ask(path, answered):
    part = answered.page(path).find("main" if path else "footer")
    assert part.find("a", href=f"{HOME}/questions/")


def test_without_an_answer_there_is_no_page_and_no_link_to_it(small_site):
    small_site.write("requests/dog.md", DOG.replace("Topic: orders\n", ""))
    built = small_site.build()
    assert "questions/index.html" not in built.files()
    assert [name for name, page in pages(built).items() if page.find("a", href=f"{HOME}/questions/")] == []


def test_the_piece_shows_the_questions_of_a_topic(answered):
    page = answered.page("pages/how.html")
    assert [*entries(page)] == ["Und auftauen?"]
    assert page.find(id="question-thaw") is None, "the same piece may stand there twice"


def test_without_pages_of_requests_questions_are_there_without_links(tmp_path_factory):
    site = write_questions(SmallSite(tmp_path_factory.mktemp("alone")))
    built = built_on_the_day(site, CONVERSE_REQUEST_SAVE_AS="")
    assert Web(built, HOME).dead_links() == []
    assert len(entries(built.page("questions/"))) == 3
    assert "The whole conversation" not in built.text("questions/")


def test_machines_read_the_questions_and_each_conversation(answered):
    faq = graph_of(answered.page("questions/"))[2]
    assert faq["@type"] == "FAQPage"
    said = {question["name"]: question["acceptedAnswer"]["text"] for question in faq["mainEntity"]}
    assert said == {
        "Und auftauen?": "Overnight.",
        "Can I <freeze> it?": "Yes. See how.",
        "On Sundays?": "No, we sleep.",
    }
    question = graph_of(answered.page("requests/thaw/"))[2]["mainEntity"]
    assert (question["answerCount"], question["author"]["name"]) == (3, "A customer")
    praise = graph_of(answered.page("requests/chair/"))[2]["mainEntity"]
    assert (praise["@type"], praise["about"]["@id"]) == ("DiscussionForumPosting", f"{HOME}/people/rosa/#person")


def quotes(page):
    return [words(title.get_text()) for title in page.select(".praise-title")]


def test_praise_is_quoted_with_leave_only(answered):
    assert quotes(answered.page("pages/how.html")) == ["Tea", "A chair"]
    assert "Hush" not in answered.page("pages/how.html").get_text()


def test_praise_may_name_a_persons_file(small_site):
    small_site.write("requests/nice.md", "Title: So kind\nAsked: 2026-08-01\nKind: praise\nMay quote: yes, 2026-08-02\n"
                     "About: {filename}/people/rosa.md\n\nThank you.\n")  # fmt: skip
    built = small_site.build()
    assert "So kind" in built.page("people/rosa/").main.get_text()
    assert built.page("requests/nice/").main.find("a", href=f"{HOME}/people/rosa/")
    posting = graph_of(built.page("requests/nice/"))[2]["mainEntity"]
    assert posting["about"]["@id"] == f"{HOME}/people/rosa/#person"


def test_praise_stands_on_the_page_of_whom_it_is_about(answered):
    page = answered.page("people/rosa/")
    assert quotes(page) == ["A chair"]
    entry = page.find(class_="praise-entry")
    assert [words(each.get_text()) for each in entry.blockquote.select("p")] == [
        "You let me sit. <b>Really</b>.", "And asked nothing."
    ]  # fmt: skip
    assert "Yusuf, 1 July 2026" in words(entry.get_text())
    assert "About" not in entry.get_text()
    assert answered.page("people/ben/").find(class_="praise") is None
    about = answered.page("pages/how.html").select(".praise-entry")[1]
    assert "About Rosa Adler" in words(about.get_text(" "))


@pytest.mark.parametrize(
    ("options", "expected"), [("person: rosa", ["A chair"]), ("topic: orders", []), ("limit: 1", ["Tea"])]
)
def test_the_piece_shows_praise_of_a_person_or_a_topic(options, expected, small_site):
    write_questions(small_site)
    small_site.write("requests/chair.md", CHAIR)
    tea = CHAIR.replace("A chair", "Tea").replace("About: rosa\n", "").replace("Asked: 2026-07-01", "Asked: 2026-07-02")
    small_site.write("requests/tea.md", tea)
    small_site.write("pages/praise.md", f"Title: Praise\n\n/// praise\n    {options}\n///\n")
    page = small_site.build().page("pages/praise.html")
    assert quotes(page) == expected
    assert bool(page.find(class_="praise")) == bool(expected), "nothing rather than a box without anything"


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ("/// questions | manu\n///", 'There is no topic "manu". Did you mean "menu"?'),
        ("/// praise\n    person: rosi\n///", 'There is no person "rosi". Did you mean "rosa"?'),
        ("/// praise\n    stars: 5\n///", '"stars" is not an option of praise.'),
    ],
)
def test_a_slip_in_these_pieces_is_told(block, told, small_site):
    write_questions(small_site)
    small_site.write("pages/slip.md", f"Title: Slip\n\n{block}\n")
    with pytest.raises(BadContent) as bad:
        small_site.build()
    assert told in str(bad.value.problems[0])


def test_topics_that_only_requests_have_can_be_asked_for(small_site):
    small_site.write("people/ben.md", BEN)
    small_site.write("requests/sunday.md", SUNDAY.replace("Kind", "Topic: rest\nKind"))
    small_site.write("pages/rest.md", "Title: Rest\n\n/// questions | rest\n///\n")
    assert [*entries(small_site.build().page("pages/rest.html"))] == ["On Sundays?"]


OVEN = "Title: The oven is <cold>\nAsked: 2026-08-01\nKind: problem\nNotice: until 2026-08-14\n"
LIFT = "Title: Der Lift steht\nAsked: 2026-08-01\nKind: problem\nLang: de\nNotice: until 2026-08-06\n"


def notices(page):
    return [words(line.get_text()) for line in page.select(".notices li")]


def test_every_page_says_what_is_out_of_order_and_until_when(small_site):
    small_site.write("requests/oven.md", OVEN)
    small_site.write("requests/lift.md", LIFT)
    small_site.write("news/loaf.md", "Title: Loaf\nDate: 2026-05-02\nCategory: Oven\n\nBread.\n")
    built = small_site.build()
    both = ["The oven is <cold> until 14 August", "Der Lift steht until 6 August"]
    for name, page in pages(built).items():
        own = {"requests/oven/index.html": 0, "requests/lift/index.html": 1}.get(name)
        assert notices(page) == [line for number, line in enumerate(both) if number != own], name
    oven, lift = built.page("first-loaf.html" if "first-loaf.html" in built.files() else "loaf.html").select(
        ".notices a"
    )
    assert (oven["href"], lift.span["lang"]) == (f"{HOME}/requests/oven/", "de")
    assert Web(built, HOME).dead_links() == []


@pytest.mark.parametrize("number", [4, 5])
def test_every_notice_is_named_and_more_than_four_unfold(number, small_site):
    for name in range(number):
        small_site.write(f"requests/oven-{name}.md", OVEN.replace("<cold>", str(name)))
    page = small_site.build().page("contact/")
    assert len(page.select(".notices a")) == number
    folded = page.select(".notices details a")
    assert len(folded) == (2 if number == 5 else 0)
    assert [span.get_text() for span in page.select(".notices summary span")] == ["and 2 more", "and one more"][
        : len(folded)
    ]


def test_a_browser_knows_when_a_notice_is_over(small_site):
    small_site.write("requests/oven.md", OVEN)
    small_site.write("requests/lift.md", LIFT)
    page = small_site.build().page("contact/")
    ends = [element["data-until"] for element in page.select(".notices, .notices li")]
    # The ends of 14 August and of 6 August in Vienna, in minutes since 1970.
    assert ends == ["29779080", "29779080", "29767560"]


@pytest.mark.parametrize(
    "text",
    [
        OVEN.replace("08-14", "08-05"),
        OVEN + "\n## 2026-08-02, Rosa: completed\n\nHot again.\n",
        OVEN + "\n## 2026-08-02, Rosa: declined\n\nIt stays cold, because it is August.\n",
    ],
)
def test_what_is_over_is_on_no_page(text, small_site):
    small_site.write("requests/oven.md", text)
    built = small_site.build()
    assert [name for name, page in pages(built).items() if page.select(".notices, [data-until]")] == []


def test_of_many_notices_three_are_named(small_site):
    for number in range(5):
        small_site.write(f"requests/oven-{number}.md", OVEN.replace("08-14", f"08-1{number}"))
    page = small_site.build().page("contact/")
    assert [line.partition(" until ")[2] for line in notices(page)[:3]] == [f"{day} August" for day in (14, 13, 12)]
    said = [words(line.get_text()) for line in page.select(".notices summary ~ ul > li")]
    assert [line.partition(" until ")[2] for line in said] == ["11 August", "10 August"]


@pytest.mark.parametrize("left_out", ["REQUEST", "REQUESTS"])
def test_notices_need_no_page_to_lead_to(left_out, small_site):
    for number in range(5):
        small_site.write(f"requests/oven-{number}.md", OVEN.replace("08-14", f"08-1{number}"))
    built = small_site.build(**{f"CONVERSE_{left_out}_SAVE_AS": ""})
    assert Web(built, HOME).dead_links() == []
    assert len(built.page("contact/").select(".notices li:not(:has(li))")) == 5


def test_the_page_for_the_lost_and_relative_links_have_the_notice_too(small_site):
    small_site.write("requests/oven.md", OVEN)
    built = small_site.build(RELATIVE_URLS=True, SITEURL="https://x.example/shop")
    assert built.page("404.html").select_one(".notices a")["href"] == "/shop/requests/oven/"
    assert built.page("contact/").select_one(".notices a")["href"] == "../requests/oven/"
    assert built.page("").select_one(".notices a")["href"] == "./requests/oven/"


def test_designers_of_other_themes_can_ask_for_notices(small_site):
    small_site.write("requests/oven.md", OVEN)
    base = small_site.folder / "templates" / "base.html"
    base.parent.mkdir()
    head = "<html><head>{% block head %}{% endblock %}</head>"
    base.write_text(f"{head}<body>{{{{ converse.notices() }}}}{{% block content %}}{{% endblock %}}</body></html>")
    built = small_site.build(THEME="simple", THEME_TEMPLATES_OVERRIDES=[str(base.parent)])
    assert notices(built.page("contact/")) == ["The oven is <cold> until 14 August"]
