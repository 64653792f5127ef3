"""The board: requests under every heading, what belongs to what, and who still waits to hear."""

from datetime import date

import pytest

from pelican_converse.board import Board
from pelican_converse.model.request import Action, Request, Turn
from pelican_converse.model.values import Consent, Moment, Notice
from pelican_converse.reading.source import Source

TODAY = date(2026, 8, 6)


def turn(day, who="Rosa", action="", text="x"):
    staff = (who.lower(),) if who in ("Rosa", "Ben") else ()
    did = {"action": Action.read(action)} if action else {}
    return Turn(on=Moment.read(f"2026-{day}"), who=who, staff=staff, text=text, **did)


def request(slug, *turns, asked="03-01", **said):
    made = Request(slug=slug, title=slug, asked=Moment.read(f"2026-{asked}"), turns=turns, **said)
    return made.placed(Source(f"content/requests/{slug}.md"))


def board(*requests, topics=("menu", "shop")):
    return Board(requests, TODAY, topics)


def slugs(requests):
    return [each.slug for each in requests]


def test_kinds_and_topics_have_their_requests_and_topics_the_order_of_the_business():
    found = board(
        request("a", topic="shop", kind="praise"),
        request("b", topic="menu", asked="04-01"),
        request("c", topic="other"),
        request("d"),
        request("e", topic="menu", kind="question"),
    )
    assert {topic: slugs(each) for topic, each in found.by_topic.items()} == {
        "menu": ["b", "e"], "shop": ["a"], "other": ["c"]
    }  # fmt: skip
    assert list(found.by_topic) == ["menu", "shop", "other"]
    assert {kind: slugs(each) for kind, each in found.by_kind.items()} == {
        "idea": ["b", "d", "c"], "question": ["e"], "problem": [], "praise": ["a"]
    }  # fmt: skip


def test_unanswered_is_whatever_a_customer_said_last_but_praise_the_longest_first():
    found = board(
        request("new", asked="07-01"),
        request("old"),
        request("answered", turn("03-02")),
        request("again", turn("03-02", action="completed"), turn("03-03", who="Ali"), asked="02-01"),
        request("praise", kind="praise"),
    )
    assert slugs(found.unanswered) == ["again", "old", "new"]


def test_duplicates_count_where_their_chain_leads_and_once():
    found = board(
        request("milk", me_too=11),
        request("oat", turn("03-02", action="duplicate of milk"), me_too=2),
        request("soy", turn("03-02", action="duplicate of oat"), me_too=1),
        request("rye", me_too=3),
    )
    by = found.by_slug
    assert slugs(found.duplicates["milk"]) == ["soy", "oat"]
    assert [found.original(by[slug]).slug for slug in ("milk", "oat", "soy", "rye")] == ["milk", "milk", "milk", "rye"]
    assert [found.others(by[slug]) for slug in ("milk", "oat", "rye")] == [11 + 3 + 2, 2, 3]


def test_a_circle_of_duplicates_ends():
    found = board(
        request("a", turn("03-02", action="duplicate of b")), request("b", turn("03-02", action="duplicate of a"))
    )
    assert found.original(found.by_slug["a"]).slug in ("a", "b")


def test_noes_stand_in_the_order_in_which_they_were_said():
    found = board(
        request("early", turn("03-02", action="declined")),
        request("late", turn("05-02", action="declined until 2026-12")),
        request("open-again", turn("03-02", action="declined"), turn("03-05", action="open")),
    )
    assert slugs(found.declined) == ["late", "early"]


def test_questions_with_an_answer_most_wanted_first():
    found = board(
        request("few", turn("03-02"), kind="question", me_too=1),
        request("many", turn("03-02"), kind="question", me_too=9),
        request("waits", kind="question", me_too=20),
        request("idea", turn("03-02", action="completed")),
    )
    assert slugs(found.questions) == ["many", "few"]


def test_a_question_whose_answer_nobody_wrote_down_is_none_to_show():
    found = board(
        request("wordless", turn("03-02", action="completed", text=""), kind="question"),
        request(
            "said-before", turn("03-02", action="planned"), turn("03-04", action="completed", text=""), kind="question"
        ),
    )
    assert slugs(found.questions) == ["said-before"]


def test_questions_stand_under_their_topics_in_the_order_of_the_business():
    def question(slug, topic, others=0):
        return request(slug, turn("03-02"), kind="question", topic=topic, me_too=others)

    found = board(
        question("a", ""), question("b", "shop"), question("c", "menu"), question("d", "menu", 3), question("e", "zoo")
    )
    under = {topic: slugs(requests) for topic, requests in found.questions_by_topic.items()}
    assert under == {"menu": ["d", "c"], "shop": ["b"], "zoo": ["e"], "": ["a"]}
    assert [*under] == ["menu", "shop", "zoo", ""]


@pytest.mark.parametrize(
    ("turns", "answer", "afterword"),
    [
        ([], None, None),
        ([("03-02", "Rosa", "", "first")], "first", None),
        (
            [("03-02", "Rosa", "", "first"), ("03-03", "Ali", "", "thanks"), ("03-04", "Ben", "", "sure")],
            "first",
            "sure",
        ),
        ([("03-02", "Rosa", "", "first"), ("03-03", "Rosa", "completed", "better")], "better", None),
        ([("03-02", "Rosa", "", "first"), ("03-03", "Ali", "", "again?")], "first", "again?"),
        ([("03-02", "Rosa", "", "first"), ("03-03", "Rosa", "told Ali", "")], "first", None),
        ([("03-02", "Ben", "planned", "soon"), ("03-03", "Rosa", "completed", "")], "soon", None),
        ([("03-02", "Ali", "", "and?")], None, "and?"),
    ],
)
def test_the_answer_is_what_made_it_done_and_the_last_words_are_known(turns, answer, afterword):
    said = request("x", *(turn(day, who, action, text) for day, who, action, text in turns), kind="question")
    assert (said.answer and said.answer.text, said.afterword and said.afterword.text) == (answer, afterword)


def test_praise_with_leave_is_found_by_whom_it_is_about():
    leave = Consent(date(2026, 3, 4))
    found = board(
        request("old", kind="praise", may_quote=leave, about="rosa"),
        request("new", kind="praise", may_quote=leave, about="rosa", asked="04-01"),
        request("without", kind="praise", about="rosa"),
        request("ben", kind="praise", may_quote=leave, about="ben"),
    )
    assert {about: slugs(each) for about, each in found.quotable_about.items()} == {
        "rosa": ["new", "old"],
        "ben": ["ben"],
    }


def test_only_praise_with_leave_is_quoted():
    leave = Consent(date(2026, 3, 4))
    found = board(
        request("yes", kind="praise", may_quote=leave), request("no", kind="praise"), request("i", may_quote=leave)
    )
    assert slugs(found.quotable) == ["yes"]


def test_a_notice_lasts_until_its_day_or_until_the_thing_is_done():
    def lasting(until, *turns, slug="x"):
        return request(slug, *turns, kind="problem", notice=Notice(date.fromisoformat(until)))

    assert slugs(board(lasting("2026-08-06")).notices) == ["x"]
    assert slugs(board(lasting("2026-08-05")).notices) == []
    assert slugs(board(lasting("2026-09-01", turn("03-02", action="completed"))).notices) == []
    two = board(lasting("2026-08-10", slug="short"), lasting("2026-09-10", slug="long"))
    assert slugs(two.notices) == ["long", "short"]


@pytest.mark.parametrize(
    "about", ["{filename}/news/easter.md", "{filename}../news/easter.md", "{filename}/news/easter.md#x"]
)
def test_what_is_about_a_page_is_found_however_it_is_linked(about):
    found = board(request("one", about=about), request("two", about="rosa"))
    assert slugs(found.about("news/easter.md")) == ["one"]
    assert slugs(found.about("rosa")) == ["two"]
    assert found.about("news/other.md") == ()


def test_who_asked_hears_what_came_of_it_or_is_named():
    done = turn("03-10", action="completed")
    found = board(
        request("told", done, turn("03-11", action="told Priya"), by="Priya"),
        request("told-two", done, turn("03-11", action="told Priya and Ali"), turn("03-12"), by="Ali"),
        request("spoke", done, turn("03-11", who="Priya"), by="Priya"),
        request("too-early", turn("03-02", action="told Priya"), done, by="Priya"),
        request("both", turn("03-02", who="Ali"), done, turn("03-11", action="told priya"), by="Priya"),
        request("nobody", done),
        request("open", turn("03-02"), by="Priya"),
    )
    assert {(each.request.slug, each.who) for each in found.untold} == {("too-early", "Priya"), ("both", "Ali")}


def test_the_newest_changes_stand_under_their_months():
    found = board(
        request("a", turn("03-10", action="completed")),
        request("b", turn("03-12", action="completed")),
        request("c", turn("05-12", action="completed")),
    )

    def under(months):
        return [(month, slugs(change.request for change in changes)) for month, changes in months]

    march, may = date(2026, 3, 1), date(2026, 5, 1)
    assert under(found.latest_changes(2)) == [(may, ["c"]), (march, ["b"])]
    assert under(found.latest_changes(0)) == under(found.changes_by_month) == [(may, ["c"]), (march, ["b", "a"])]
