"""The board: requests under every heading, what belongs to what, and who still waits to hear."""

from datetime import date

import pytest

from pelican_converse.board import Board
from pelican_converse.listings import LONGEST, listings, topic_slugs
from pelican_converse.model.request import Action, Request, Turn
from pelican_converse.model.values import Consent, Moment, Notice, Picture
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
    assert slugs(found.unanswered) == ["old", "again", "new"]


def test_whoever_waits_does_so_since_the_first_word_that_is_not_answered():
    found = board(
        request("first", turn("03-09", who="Ali")),
        request("again", turn("03-02"), turn("03-05", who="Ali"), turn("03-09", who="Ali")),
        request("twice", turn("03-02", who="Ali"), turn("03-05"), turn("03-09", who="Ali")),
    )
    assert {each.slug: f"{each.waiting_since}"[5:] for each in found.unanswered} == {
        "first": "03-01", "again": "03-05", "twice": "03-09"
    }  # fmt: skip


def test_what_answers_a_question_of_ours_does_not_wait():
    about = [f"{{filename}}/previews/{name}.md" for name in ("spelt", "rye")]
    answers = request("spelt", about=about[0]), request("rye", about=about[1]), request("rosa", about="rosa")
    found = Board(answers, TODAY, asking=frozenset({"previews/spelt.md"}))
    assert slugs(found.unanswered) == ["rosa", "rye"]
    assert slugs(found.columns["open"]) == ["spelt", "rye", "rosa"]


def test_when_one_of_ours_last_answered():
    said = request("x", turn("03-02"), turn("03-05", who="Ali"), turn("03-09"), turn("03-10", action="told Ali"))
    assert str(said.answered) == "2026-03-10"
    assert request("y", turn("03-02", who="Ali")).answered is None


@pytest.mark.parametrize(
    ("action", "is_late"),
    [
        ("planned by 2026-08-05", True),
        ("started by 2026-07", True),
        ("planned by 2026-08-06", False),
        ("planned by 2026-08", False),
        ("planned", False),
        ("declined until 2026-07", False),
    ],
)
def test_a_plan_is_late_when_its_day_has_passed(action, is_late):
    assert board().is_late(request("x", turn("03-02", action=action))) == is_late
    done = request("x", turn("03-02", action=action), turn("03-05", action="completed"))
    assert not board().is_late(done)


def test_columns_have_what_is_to_be_done_by_its_age_and_what_is_done_by_its_day():
    found = board(
        request("old", turn("03-02", action="planned by 2026-04-01")),
        request("new", turn("07-02", action="planned by 2026-12-01"), asked="07-01"),
        request("early", turn("03-02", action="completed"), asked="02-20"),
        request("late", turn("06-02", action="completed"), asked="02-01"),
        request("heard"),
        request("praise", kind="praise"),
        request("thanked", turn("07-02", action="completed"), kind="praise"),
        request("no", turn("03-02", action="declined")),
    )
    assert {status: slugs(each) for status, each in found.columns.items()} == {
        "open": ["heard"], "planned": ["new", "old"], "started": [], "completed": ["late", "early"]
    }  # fmt: skip


def test_every_list_that_is_not_empty_has_a_name_and_a_slug():
    found = board(
        request("a", topic="shop", kind="praise"),
        request("b", turn("03-02", action="planned"), topic="menu"),
        request("c", topic="Wien & Graz"),
        request("d", turn("03-02", action="completed"), kind="praise"),
    )
    assert [(each.page, each.slug, slugs(each.requests)) for each in listings(found)] == [
        ("REQUESTS", "", ["d", "c", "b", "a"]),
        ("STATUS", "open", ["c"]),
        ("STATUS", "planned", ["b"]),
        ("UNANSWERED", "", ["c"]),
        ("TOPIC", "menu", ["b"]),
        ("TOPIC", "shop", ["a"]),
        ("TOPIC", "wien-graz", ["c"]),
        ("KIND", "idea", ["c", "b"]),
        ("KIND", "praise", ["d", "a"]),
    ]
    assert [(each.page, each.requests) for each in listings(board())] == [("REQUESTS", ())]


def test_no_two_topics_have_one_address_and_each_has_one():
    assert topic_slugs(["Brot", "brot!", "brot-2", "BROT"]) == {
        "Brot": "brot", "brot!": "brot-2", "brot-2": "brot-2-2", "BROT": "brot-3"
    }  # fmt: skip
    assert [*topic_slugs(["面包", "🙏"]).values()] == ["topic", "topic-2"]
    assert [len(slug) for slug in topic_slugs(["x" * 300, "x" * 301]).values()] == [LONGEST, LONGEST + 2]


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


def test_a_picture_alone_is_an_answer_too():
    def shown(day, who="Rosa", action=""):
        return turn(day, who, action, "").model_copy(update={"picture": Picture("images/crumb.svg", "The crumb")})

    asked, later = shown("03-02", "Ali"), shown("03-04")
    found = board(
        request("shown", asked, shown("03-03"), kind="question"),
        request("done", turn("03-02", text="I'll look"), shown("03-03", action="completed"), later, kind="question"),
        request("asks", asked, kind="question"),
    )
    assert {each.slug: (each.answer.on.day.day, each.afterword) for each in found.questions} == {
        "shown": (3, None),
        "done": (3, later),
    }


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


@pytest.mark.parametrize("about", ["rosa", "{filename}/people/rosa.md", "{filename}../people/rosa.md#x"])
def test_what_is_about_a_person_is_found_also_by_their_file(about):
    leave = Consent(date(2026, 3, 4))
    found = board(request("one", kind="praise", may_quote=leave, about=about))
    assert slugs(found.quotable_about["rosa"]) == slugs(found.about("rosa")) == ["one"]


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


@pytest.mark.parametrize(
    ("by", "told", "knows"),
    [
        ("Priya & Jo", ["Priya", "Jo"], True),
        ("Priya & Jo", ["Jo and Priya"], True),
        ("Priya & Jo", ["Priya, Jo"], True),
        ("Priya, Mia and Tom", ["PRIYA, Mia, and Tom"], True),
        ("Priya, Mia und Tom", ["Tom", "Mia & Priya"], True),
        ("Mia", ["Priya, Mia and Tom"], True),
        ("Priya", ["Priya, Mia und Tom"], True),
        ("Priya & Jo", ["Priya"], False),
        ("Priya, Mia and Tom", ["Priya, Tom"], False),
        ("Priya", ["Priyanka & Jo"], False),
        ("Sandy", ["S and y"], False),
        ("Tom, 3rd floor", ["Tom, 3rd floor"], True),
        ("Tom, 3rd floor", ["Tom"], False),
    ],
)
def test_of_several_each_has_to_hear_of_it_together_or_one_by_one(by, told, knows):
    turns = [turn("03-11", action=f"told {who}") for who in told]
    found = board(request("milk", turn("03-10", action="completed"), *turns, by=by))
    assert [each.who for each in found.untold] == ([] if knows else [by])


def test_of_several_who_asked_each_may_have_spoken_since():
    done, spoke = turn("03-10", action="completed"), turn("03-11", who="Jo and Priya")
    assert board(request("milk", done, spoke, by="Priya & Jo")).untold == ()


def test_a_better_answer_and_thanks_for_praise_are_no_changes():
    done = turn("03-10", action="completed")
    kinds = ("idea", "question", "problem", "praise")
    assert {change.request.slug for change in board(*(request(kind, done, kind=kind) for kind in kinds)).changes} == {
        "idea",
        "problem",
    }


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


def test_who_asked_for_the_same_hears_of_it_too():
    done = turn("03-10", action="completed")
    same = turn("03-05", action="duplicate of milk")
    found = board(
        request("milk", done, turn("03-11", action="told Priya and Ali"), by="Priya"),
        request("by-a-told", same, by="Ali"),
        request("waits", same, by="Resi"),
        request("heard", same, turn("03-12", action="told Tom"), by="Tom"),
        request("too-early", turn("03-03", action="told Mei"), same, by="Mei"),
        request("of-another", turn("03-05", action="duplicate of waits"), turn("03-06", who="Jo"), by="Kim"),
    )
    assert {(each.request.slug, each.who) for each in found.untold} == {
        ("waits", "Resi"), ("too-early", "Mei"), ("of-another", "Kim"), ("of-another", "Jo")
    }  # fmt: skip


@pytest.mark.parametrize(("via", "knows"), [("phone", True), ("letter", True), ("web", False), ("", False)])
def test_an_answer_by_phone_is_heard_by_whoever_asked_and_by_nobody_else(via, knows):
    said = {"via": via} if via else {}
    done = Turn(on=Moment.read("2026-03-10"), who="Rosa", staff=("rosa",), action=Action.read("completed"), **said)
    found = board(request("milk", turn("03-02", who="Ali"), done, by="Priya & Tom"))
    assert {each.who for each in found.untold} == ({"Ali"} if knows else {"Ali", "Priya & Tom"})


def test_who_asked_together_with_somebody_is_named_with_them_only():
    same = turn("03-05", action="duplicate of milk")
    found = board(
        request("milk", turn("03-10", action="completed"), by="Tom & Mia"),
        request("one", same, asked="03-02", by="tom"),
        request("other", same, asked="03-03", by="Tom and Eva"),
    )
    assert found.askers(found.by_slug["milk"]) == ("Tom & Mia", "Tom and Eva")


def test_who_praises_waits_for_nothing():
    assert board(request("good", turn("03-10", action="completed"), by="Eva", kind="praise")).untold == ()


def test_a_name_in_other_letters_is_the_same_persons():
    found = board(request("milk", turn("03-02", who="Eva"), turn("03-10", action="completed"), by="eva"))
    assert [(each.who, each.request.slug) for each in found.untold] == [("eva", "milk")]


def test_what_was_said_last_is_known_to_the_minute():
    early = request("early", turn("03-05 10:00"), asked="03-05 09:00")
    late = request("late", turn("03-05 14:00"), asked="03-05 08:00")
    assert [each.slug for each in board(early, late).lately_heard] == ["late", "early"]
    assert str(request("x", turn("03-05"), turn("03-05"), asked="03-05 09:00").heard) == "2026-03-05 09:02:00"


def test_everybody_who_asked_is_named_once_the_first_before_all():
    same = turn("03-05", action="duplicate of milk")
    found = board(
        request("milk", turn("03-10", action="completed"), by="Priya", me_too=2),
        request("later", same, asked="03-04", by="Resi", me_too=1),
        request("sooner", same, asked="03-02", by="Ali"),
        request("nobody", same),
        request("again", same, asked="03-05", by="Priya"),
        request("alone"),
    )
    assert found.askers(found.by_slug["milk"]) == ("Priya", "Ali", "Resi")
    assert found.others(found.by_slug["milk"]) == 7
    assert found.askers(found.by_slug["alone"]) == ("",)
    assert [change.request.slug for change in found.changes] == ["milk"]


def test_changes_stand_under_their_years():
    done = Turn(on=Moment.read("2025-12-30"), who="Rosa", staff=("rosa",), action=Action.read("completed"))
    old = Request(slug="old", title="old", asked=Moment.read("2025-12-01"), turns=(done,))
    found = board(old, request("a", turn("03-10", action="completed")), request("b", turn("05-12", action="completed")))
    months = {year: [month.month for month, _ in found] for year, found in found.changes_by_year.items()}
    assert list(months.items()) == [(2026, [5, 3]), (2025, [12])]
