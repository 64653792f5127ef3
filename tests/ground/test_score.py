"""The score of a site as its files say it: whose hours count, and a second count from the published data agrees."""

from datetime import date

import pytest
from recount import recount
from test_problems import write_site

from pelican_converse.ledger import write_json
from pelican_converse.ledgerdata import ledger_head, ledger_rows
from pelican_converse.loading import read_site
from tests.conftest import BUSINESS, ROSA

TODAY = date(2026, 11, 22)


@pytest.fixture
def score(tmp_path):
    """Counts of what was promised, twice: of a business with these places, and of one request."""

    def counted(within, places, head, *turns, **more):
        business = (
            BUSINESS + (f"answers_within: {within}\n" if within else "") + (f"locations:\n{places}" if places else "")
        )
        request = f"Title: Milk\n{head}\n\nPlease.\n" + "".join(f"\n## {turn}\n\nText.\n" for turn in turns)
        files = {"business.yaml": business, "people/rosa.md": ROSA, "requests/milk.md": request}
        files |= {name.replace("_", "/") + ".md": text for name, text in more.items()}
        site = read_site(write_site(tmp_path, {f"content/{name}": text for name, text in files.items()}), TODAY)
        ever = site.promises.ever
        verdicts = [ask.verdict for ask in ever.asks] + [each.verdict for each in ever.dated]
        again = recount("".join(write_json(ledger_rows(site), **ledger_head(site))))["ever"]
        assert {verdict: count for verdict, count in again.items() if count and verdict != "open"} == {
            verdict: verdicts.count(verdict) for verdict in verdicts if verdict != "open"
        }
        return verdicts

    return counted


def test_hours_are_those_of_a_place_by_its_own_clock(score):
    place = "  - {name: Shop, hours: Mo-Fr 09:00-17:00, time_zone: America/New_York}\n"
    assert score("1 hour", place, "Asked: 2026-11-04 14:00", "2026-11-04 15:30, Rosa") == ["in time"]
    assert score("1 hour", place, "Asked: 2026-11-04 14:00", "2026-11-04 16:01, Rosa") == ["missed"]


def test_a_night_and_the_day_after_it_are_counted_once(score):
    places = "  - {name: Shop, hours: 24/7}\n  - {name: Bar, hours: 'Fr 20:00-02:00'}\n"
    assert score("4 hours", places, "Asked: 2026-11-06 23:00", "2026-11-07 02:00, Rosa") == ["in time"]
    assert score("4 hours", places, "Asked: 2026-11-06 23:00", "2026-11-07 03:01, Rosa") == ["missed"]


SEASONS = [
    "  - {name: Shop, hours: 'Jun 01-Aug 31 Sa-Su 10:00-18:00'}\n",
    """\
  - name: Shop
    hours: '"by appointment"'
    seasons: [{dates: 2026-06-01/2026-08-31, hours: 'Sa-Su 10:00-18:00'}]
""",
]


@pytest.mark.parametrize("place", SEASONS)
def test_a_place_with_hours_only_in_a_season_works_only_then(score, place):
    assert score("2 working days", place, "Asked: 2026-07-11", "2026-07-18, Rosa") == ["in time"]
    assert score("2 working days", place, "Asked: 2026-07-11", "2026-07-19, Rosa") == ["missed"]
    assert score("9 hours", place, "Asked: 2026-07-11 17:00", "2026-07-12 18:00, Rosa") == ["in time"]


@pytest.mark.parametrize("within", ["2 working days", "9 hours"])
@pytest.mark.parametrize("place", SEASONS)
def test_a_promise_that_ends_beyond_all_that_is_told_is_kept_by_any_answer_and_open_without_one(score, within, place):
    assert score(within, place, "Asked: 2026-09-05", "2026-10-20, Rosa") == ["in time"]
    assert score(within, place, "Asked: 2026-09-05") == ["open"]


@pytest.mark.parametrize("place", ["", "  - {name: Shop, hours: '\"by appointment\"'}\n"])
def test_a_place_that_never_says_hours_works_from_monday_to_friday(score, place):
    assert score("2 working days", place, "Asked: 2026-07-10", "2026-07-14, Rosa") == ["in time"]
    assert score("2 working days", place, "Asked: 2026-07-10", "2026-07-15, Rosa") == ["missed"]


def test_praise_is_not_scored_whatever_was_promised_in_it(score):
    assert score("1 hour", "", "Asked: 2026-11-02\nKind: praise", "2026-11-03, Rosa: planned by 2026-11-10") == []


STRICT = f"{ROSA}Answers within: 1 working day\n"
EASY = f"{ROSA}Answers within: 3 working days\n"
BEN = "Name: Ben Hofer\nEmail: ben@adler.example\nAnswers within: 1 working day\n"


@pytest.mark.parametrize(
    ("within", "head", "people", "verdict"),
    [
        ("2 working days", "", {"people_rosa": STRICT}, "missed"),
        ("2 working days", "", {"people_rosa": EASY}, "in time"),
        ("1 working day", "", {"people_rosa": EASY}, "in time"),
        ("1 working day", "", {}, "missed"),
        ("", "", {"people_rosa": STRICT}, "missed"),
        ("2 working days", "\nContact: ben", {"people_ben": BEN}, "missed"),
        ("2 working days", "", {"people_ben": BEN}, "in time"),
    ],
)
def test_what_counts_is_what_visitors_are_told_of_whoever_answers(score, within, head, people, verdict):
    assert score(within, "", f"Asked: 2026-11-03{head}", "2026-11-05, Rosa", **people) == [verdict]


PREVIEW = "Title: Spelt\nAsk: How sour?\nUntil: 2026-12-01\n"


def test_an_answer_to_a_question_of_ours_wants_none(score):
    head = "Asked: 2026-11-03\nAbout: {filename}/previews/spelt.md"
    assert score("1 working day", "", head, previews_spelt=PREVIEW) == []
    assert score("1 working day", "", head, "2026-11-04, Rosa: planned by 2026-11-10", previews_spelt=PREVIEW) == [
        "broken"
    ]
    elsewhere = "Asked: 2026-11-03\nAbout: {filename}/previews/rye.md"
    assert score("1 working day", "", elsewhere, previews_rye=PREVIEW, previews_spelt=PREVIEW) == []
