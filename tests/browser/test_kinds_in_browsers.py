"""What becomes of the kinds of requests in a browser: notices that end by themselves, and answers one can find."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from tests.conftest import SmallSite

pytestmark = pytest.mark.browser

VIENNA = ZoneInfo("Europe/Vienna")
OVEN = "Title: The oven is cold\nAsked: 2026-08-01\nKind: problem\nNotice: until 2026-08-14\n"
LIFT = "Title: The lift is stuck\nAsked: 2026-08-01\nKind: problem\nNotice: until 2026-08-06\n"
SAID = "() => [...document.querySelectorAll('.notices li')].filter(each => each.checkVisibility()).length"


@pytest.mark.parametrize("zone", ["Europe/Vienna", "America/Los_Angeles", "Australia/Sydney"])
def test_a_notice_ends_with_its_last_day_at_the_place_also_on_an_old_page(
    zone, browser: Browser, small_site: SmallSite, serve
):
    small_site.write("requests/oven.md", OVEN)
    small_site.write("requests/lift.md", LIFT)
    here = serve(small_site.build(SITEURL="", RELATIVE_URLS=True).output)
    with browser.new_context(timezone_id=zone) as context:
        page = context.new_page()
        for at, count in (
            ("2026-08-06T12:00", 2),
            ("2026-08-06T23:59", 2),
            ("2026-08-07T00:00", 1),
            ("2026-08-14T23:59", 1),
            ("2026-08-15T00:00", 0),
            ("2027-08-15T00:00", 0),
        ):
            context.clock.set_fixed_time(datetime.fromisoformat(at).replace(tzinfo=VIENNA))
            page.goto(f"{here}/contact/")
            assert page.evaluate(SAID) == count, at
            assert page.locator(".notices").is_visible() == bool(count), "no landmark without anything in it"


SEEN = """() => [...document.querySelectorAll('.notices li, .notices summary')].filter(each => each.checkVisibility())
    .filter(each => !each.querySelector('details')).map(each => each.innerText.split("\\n")[0])"""


def test_how_many_more_notices_there_are_is_true_every_day(browser: Browser, small_site: SmallSite, serve):
    for day in range(10, 16):
        head = OVEN.replace("The oven is cold", f"Oven {day}").replace("2026-08-14", f"2026-08-{day}")
        small_site.write(f"requests/oven-{day}.md", head)
    here = serve(small_site.build(SITEURL="", RELATIVE_URLS=True).output)
    first = [f"Oven {day} until {day} August" for day in (15, 14, 13)]
    with browser.new_context() as context:
        page = context.new_page()
        for day, said in (
            (10, [*first, "and 3 more"]),
            (11, [*first, "and 2 more"]),
            (12, [*first, "and one more"]),
            (13, first),
            (15, first[:1]),
            (16, []),
        ):
            context.clock.set_fixed_time(datetime(2026, 8, day, 12, tzinfo=VIENNA))
            page.goto(f"{here}/contact/")
            assert [line.replace("\N{NO-BREAK SPACE}", " ") for line in page.evaluate(SEEN)] == said, day
        context.clock.set_fixed_time(datetime(2026, 8, 11, 12, tzinfo=VIENNA))
        page.goto(f"{here}/contact/")
        page.locator(".notices summary").press("Enter")
        assert page.locator(".notices li li a:visible").count() == 2


def test_without_javascript_a_notice_says_until_when(plain_window):
    plain_window.go("contact/")
    plain_window.become(width=360)
    line = plain_window.page.locator(".notices li")
    assert "until 14 August" in line.inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert line.locator("a").bounding_box()["height"] >= 44
    assert plain_window.page.locator(".notices").bounding_box()["height"] < 70


@pytest.mark.parametrize("width", [320, 360, 390, 768, 1280])
def test_a_notice_leaves_the_heading_in_the_first_screen(window, width):
    window.go("")
    window.become(width=width)
    notice, heading = (window.page.locator(part).first.bounding_box() for part in (".notices", "h1"))
    assert notice["y"] + notice["height"] <= heading["y"]
    assert heading["y"] + heading["height"] < 300


def test_a_notice_is_printed_on_the_contact_sheet_and_not_on_the_sign(window):
    for address, printed in (("contact/", True), ("contact/print/", False)):
        window.go(address)
        window.page.emulate_media(media="print")
        assert window.page.locator(".notices").is_visible() == printed


def test_the_skip_link_passes_notices(window):
    window.go("questions/")
    window.page.keyboard.press("Tab")
    window.page.keyboard.press("Enter")
    window.page.keyboard.press("Tab")
    assert window.ask("() => document.activeElement.closest('main') !== null")


def test_a_question_that_is_listed_leads_to_its_answer_which_is_open(plain_window):
    plain_window.go("questions/")
    plain_window.become(width=360)
    plain_window.page.get_by_role("link", name="May my dog come in?").first.click()
    answer = plain_window.page.get_by_text("As far as the doormat")
    assert answer.is_visible()
    box = answer.bounding_box()
    assert 0 <= box["y"] < 400


def test_all_answers_are_printed_and_the_list_of_them_is_not(window):
    window.go("questions/")
    window.page.emulate_media(media="print")
    entries = window.page.locator(".questions-entry .byline")
    assert entries.count() == entries.filter(visible=True).count() == 6
    assert not window.page.locator("#contents").is_visible()
