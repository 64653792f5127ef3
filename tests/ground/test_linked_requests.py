"""Conversations as machines read them, checked against schema.org's vocabulary and what Google asks for."""

import json
from datetime import date

import pytest
from test_problems import write_site

from pelican_converse.linkeddata import LinkedData, Shown, graph_text
from pelican_converse.linkednodes import Whereabouts
from pelican_converse.linkedrequests import Speech
from pelican_converse.loading import read_site
from pelican_converse.urls import Urls
from tests.vocabulary import (
    ANSWER,
    COMMENT,
    POSTING,
    POSTING_RECOMMENDED,
    QUESTION,
    QUESTION_RECOMMENDED,
    complaints,
    nodes,
    references,
)

TODAY = date(2026, 8, 6)
HOME = "https://adler.example"
SITE = {
    "content/business.yaml": "name: Adler Bread\ncountry: AT\ntime_zone: Europe/Vienna\ncontact: rosa\n",
    "content/people/rosa.md": "Name: Rosa Adler\nEmail: rosa@adler.example\n",
    "content/people/ben.md": "Name: Ben\nEmail: ben@adler.example\n",
    "content/images/crumb.svg": "<svg/>",
}
HEAD = "Title: Can I freeze it?\nAsked: 2026-07-01 18:04\nBy: Geoff\nMe too: 8\n"
ROSA = {"@type": "Person", "@id": f"{HOME}/people/rosa/#person", "name": "Rosa Adler", "url": f"{HOME}/people/rosa/"}
BEN = {"@type": "Person", "@id": f"{HOME}/people/ben/#person", "name": "Ben", "url": f"{HOME}/people/ben/"}


def linked(folder, text, more=None, settings=None):
    """The graphs of a site with one request at `requests/it/`."""
    site = read_site(write_site(folder, SITE | {"content/requests/it.md": text} | (more or {})), TODAY)
    urls = Urls(settings or {})

    def page(name, slug=""):
        return urls.url(name, slug) if urls.save_as(name, slug) else ""

    where = Whereabouts(HOME, page, lambda picture: picture.file)
    return LinkedData(site, where, Speech(lambda text: text.replace("*", ""), "Jemand"))


def page_of(data, slug="it"):
    request = data.site.board.by_slug[slug]
    found = data.graph(Shown(f"requests/{slug}/", "en", request.title, request=request))
    graphs = [found, data.graph(Shown("contact/", "en")), data.graph(Shown("questions/", "en"))]
    types = {node["@id"]: node["@type"] for node in nodes(graphs) if "@id" in node}
    assert [*complaints(found, types)] == []
    assert {*references(found)} <= set(types)
    return found[2]


def test_a_question_has_the_answer_that_was_accepted_and_the_others(tmp_path):
    turns = "## 2026-07-02, Ben: planned\n\nLet me ask.\n\n## 2026-07-03, Rosa: completed\n\nYes, **cut**.\n\n"
    turns += (
        "## 2026-07-04, Geoff\n\nWonderful\n\n## 2026-07-05, Rosa & Ben\n\nEnjoy!\n\n## 2026-07-05, Ben: told Geoff\n"
    )
    page = page_of(linked(tmp_path, f"{HEAD}Kind: question\nLang: en\n\nOr would Rosa take offence?\n\n{turns}"))
    assert (page["@type"], page["name"]) == ("QAPage", "Can I freeze it?")
    here = f"{HOME}/requests/it/"

    def answer(number, day, text, *authors):
        said = {"url": f"{here}#turn-{number}", "text": text, "datePublished": day, "author": [*authors]}
        return {"@type": "Answer", **said}

    assert page["mainEntity"] == {
        "@type": "Question",
        "@id": f"{here}#question",
        "url": here,
        "name": "Can I freeze it?",
        "text": "Or would Rosa take offence?",
        "inLanguage": "en",
        "datePublished": "2026-07-01T18:04:00+02:00",
        "dateModified": "2026-07-05",
        "author": {"@type": "Person", "name": "Geoff"},
        "upvoteCount": 8,
        "answerCount": 3,
        "acceptedAnswer": answer(2, "2026-07-03", "Yes, cut.", ROSA),
        "suggestedAnswer": [
            answer(1, "2026-07-02", "Let me ask.", BEN),
            answer(4, "2026-07-05", "Enjoy!", ROSA, BEN),
        ],
        "comment": [
            {
                "@type": "Comment",
                "url": f"{here}#turn-3",
                "text": "Wonderful",
                "datePublished": "2026-07-04",
                "author": {"@type": "Person", "name": "Geoff"},
            }
        ],
    }
    assert set(page["mainEntity"]) >= QUESTION | QUESTION_RECOMMENDED
    assert set(page["mainEntity"]["acceptedAnswer"]) >= ANSWER


@pytest.mark.parametrize(("turns", "count"), [("", 0), ("## 2026-07-02, Ben: planned\n\nSoon.\n", 1)])
def test_a_question_that_waits_has_no_accepted_answer(turns, count, tmp_path):
    question = page_of(linked(tmp_path, f"{HEAD}Kind: question\n\n{turns}"))["mainEntity"]
    assert "acceptedAnswer" not in question
    assert (question["answerCount"], len(question.get("suggestedAnswer", []))) == (count, count)
    assert question["text"] == "Can I freeze it?"


@pytest.mark.parametrize(
    ("kind", "action"), [("idea", "LikeAction"), ("problem", "AgreeAction"), ("praise", "LikeAction")]
)
def test_everything_else_is_a_posting_with_comments(kind, action, tmp_path):
    head = f"{HEAD.replace('By: Geoff', 'About: ben')}Kind: {kind}\nPicture: images/crumb.svg | A slice\n"
    turns = "## 2026-07-02, someone\n\nIndeed\n\n## 2026-07-03, Rosa: completed\n\n*Done.*\n\n"
    turns += "## 2026-07-03, Ben: told Ali\n"
    same = "Title: Same\nAsked: 2026-07-01\n\n## 2026-07-02, Ben: duplicate of it\n"
    page = page_of(linked(tmp_path, f"{head}\nPlease\n\n{turns}", {"content/requests/same.md": same}))
    posting = page["mainEntity"]
    assert (page["@type"], posting["@type"], posting["@id"]) == (
        "WebPage", "DiscussionForumPosting", f"{HOME}/requests/it/#request"
    )  # fmt: skip
    assert set(posting) >= POSTING | POSTING_RECOMMENDED
    assert posting["author"] == {"@type": "Person", "name": "Jemand"}
    assert posting["image"] == f"{HOME}/images/crumb.svg"
    assert posting["about"] == BEN
    assert [set(comment) >= COMMENT for comment in posting["comment"]] == [True, True]
    assert [comment["text"] for comment in posting["comment"]] == ["Indeed", "Done."]
    assert posting["commentCount"] == 2
    assert posting["interactionStatistic"] == {
        "@type": "InteractionCounter",
        "interactionType": {"@type": action},
        "userInteractionCount": 9,
    }


def test_what_nobody_said_is_not_told(tmp_path):
    posting = page_of(linked(tmp_path, "Title: Rye\nAsked: 2026-07-01\n"))["mainEntity"]
    assert set(posting) == POSTING | {"@type", "@id", "url", "headline", "commentCount"}


def test_the_questions_page_has_each_question_with_its_one_answer(tmp_path):
    other = "Title: Hot?\nAsked: 2026-07-02\nKind: question\n\n## 2026-07-03, Ben\n\nYes.\n"
    waits = "Title: When?\nAsked: 2026-07-02\nKind: question\n"
    more = {"content/requests/hot.md": other, "content/requests/when.md": waits}
    data = linked(
        tmp_path, f"{HEAD}Kind: question\n\n## 2026-07-02, Rosa\n\nYes.\n\n## 2026-07-03, Ben\n\nMore.\n", more
    )
    page = data.graph(Shown("questions/", "en"))[2]
    assert page["@type"] == "FAQPage"
    assert [question["name"] for question in page["mainEntity"]] == ["Can I freeze it?", "Hot?"]
    assert all(set(question) == {"@type", "@id", "name", "acceptedAnswer"} for question in page["mainEntity"])
    whole = page_of(data)["mainEntity"]
    assert page["mainEntity"][0].items() <= whole.items()


def test_a_picture_alone_answers_with_what_it_shows(tmp_path):
    data = linked(tmp_path, f"{HEAD}Kind: question\n\n## 2026-07-02, Rosa\nPicture: images/crumb.svg | So small\n")
    (question,) = data.graph(Shown("questions/", "en"))[2]["mainEntity"]
    assert (question["acceptedAnswer"]["text"], question["acceptedAnswer"]["image"]) == (
        "So small",
        f"{HOME}/images/crumb.svg",
    )
    assert page_of(data)["mainEntity"]["acceptedAnswer"] == question["acceptedAnswer"]


def test_without_pages_of_requests_questions_have_an_address_on_their_page(tmp_path):
    text = f"{HEAD}Kind: question\n\n## 2026-07-02, Rosa\n\nYes.\n"
    data = linked(tmp_path, text, settings={"CONVERSE_REQUEST_SAVE_AS": ""})
    (question,) = data.graph(Shown("questions/", "en"))[2]["mainEntity"]
    assert question["@id"] == f"{HOME}/questions/#question-it"
    assert "url" not in question["acceptedAnswer"]


@pytest.mark.parametrize("kind", ["question", "idea", "problem", "praise"])
def test_what_customers_write_stays_text(kind, tmp_path):
    hostile = '</script><!--<script>alert(1)</script> & " \\ \u2028 {{ 7*7 }} {filename}/x **b**'
    text = f"Title: {hostile}\nAsked: 2026-07-01\nBy: {hostile}\nKind: {kind}\n\n{hostile}\n\n"
    text += f"## 2026-07-02, Rosa\n\nYes.\n\n## 2026-07-03, someone\n\n{hostile}\n"
    data = linked(tmp_path, text)
    request = data.site.board.by_slug["it"]
    found = graph_text(data.graph(Shown("requests/it/", "en", request.title, request=request)))
    assert not set("<>&\u2028\u2029") & set(found)
    said = json.loads(found)["@graph"][2]["mainEntity"]
    plain = " ".join(hostile.split())
    assert [said["text"], said["comment"][-1]["text"]] == [hostile, hostile]
    assert [said.get("name") or said["headline"], said["author"]["name"]] == [plain, plain]
