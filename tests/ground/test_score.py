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

    def counted(within, places, head, *turns):
        business = f"{BUSINESS}answers_within: {within}\n" + (f"locations:\n{places}" if places else "")
        request = f"Title: Milk\n{head}\n\nPlease.\n" + "".join(f"\n## {turn}\n\nText.\n" for turn in turns)
        files = {"business.yaml": business, "people/rosa.md": ROSA, "requests/milk.md": request}
        site = read_site(write_site(tmp_path, {f"content/{name}": text for name, text in files.items()}), TODAY)
        ever = site.promises.ever
        verdicts = [ask.verdict for ask in ever.asks] + [each.verdict for each in ever.dated]
        again = recount(write_json(ledger_rows(site), **ledger_head(site)))["ever"]
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
