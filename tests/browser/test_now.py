"""What changes while a page stays as it is: whether a place is open, and who answers; at fixed times, in several zones.

The sites are really built, on a day of their own, and looked at before, on and after it.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.conftest import BUSINESS, ROSA, SmallSite

pytestmark = pytest.mark.browser

VIENNA = "Europe/Vienna"
ZONES = [VIENNA, "Australia/Sydney", "America/Los_Angeles"]

SUMMER = """\
locations:
  - name: Shop
    hours: Mo-Fr 08:00-12:00,13:00-18:00; PH off
    special:
      - {dates: 2026-09-01, closed: yes, why: A new oven}
      - {dates: 2026-09-02, hours: "15:00-16:00", why: Tasting}
  - {name: Always, hours: 24/7}
  - {name: Nights, hours: "Fr-Sa 20:00-02:00; PH off"}
  - {name: Ring, hours: 'Mo-Fr 08:00-12:00 "ring us"; Sa 08:00-12:00; Su "by appointment"; PH off'}
  - {name: Unsaid, hours: "Mo-Fr 08:00-18:00"}
  - {name: Weekend, hours: "Fr 00:00-24:00; Sa 00:00-24:00; Su 00:00-20:00; PH off"}
  - {name: Never, hours: "off"}
  - {name: Far, hours: "Mo-Su 09:00-17:00", time_zone: Australia/Sydney, address: {country: AU}, region: NSW}
"""
WINTER = """\
locations:
  - name: Shop
    hours: Mo-Fr 09:00-17:00; PH off
    special:
      - {dates: 2026-12-24/2027-01-06, closed: yes, why: Family time}
  - {name: Party, hours: "Th 20:00-04:00; PH off"}
"""
AUTUMN = """\
locations:
  - {name: Nights, hours: "Sa 22:00-03:00; PH off"}
  - {name: Early, hours: "Su 02:30-12:00; PH off"}
  - {name: Always, hours: 24/7}
"""
BUILT = {
    "summer": ("2026-08-06T12:00", SUMMER),
    "winter": ("2026-12-20T12:00", WINTER),
    "autumn": ("2026-10-20T12:00", AUTUMN),
}


def moment(text: str, zone: str = VIENNA) -> datetime:
    """A time by the clock on a wall; a Z at its end is UTC."""
    if text.endswith("Z"):
        return datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC)
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def built(site: SmallSite, on: str, **settings: object) -> Path:
    """Build on a day; links are relative, so that it can be served anywhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(int(moment(on).timestamp())))
        return site.build(SITEURL="", RELATIVE_URLS=True, **settings).output


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sites of hours, by the season in which they are built."""
    found = {}
    for name, (day, locations) in BUILT.items():
        site = SmallSite(tmp_path_factory.mktemp(name))
        site.write("business.yaml", BUSINESS + locations)
        found[name] = built(site, day)
    return found


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """A visitor's window in a time zone; windows are shared, as opening one takes long."""
    with ExitStack() as stack:
        pages: dict[str, Page] = {}

        def find(zone: str) -> Page:
            if zone not in pages:
                context = browser.new_context(timezone_id=zone, locale="de-DE", reduced_motion="reduce")
                stack.callback(context.close)
                context.set_default_timeout(10_000)
                pages[zone] = context.new_page()
            return pages[zone]

        yield find


@pytest.fixture
def look(visitor: Callable[[str], Page], folders: dict[str, Path], serve: Callable[[Path], str]) -> Callable[..., Page]:
    """Opens a page of a site at a time, in a visitor's zone."""
    addresses: dict[Path, str] = {}

    def opened(site: str | Path, at: str, zone: str = VIENNA, path: str = "contact/") -> Page:
        folder = folders[site] if isinstance(site, str) else site
        page = visitor(zone)
        page.context.clock.set_fixed_time(moment(at))
        if folder not in addresses:
            addresses[folder] = serve(folder)
        page.goto(f"{addresses[folder]}/{path}", wait_until="domcontentloaded")
        page.evaluate("window.name = ''")
        return page

    return opened


@pytest.fixture
def glance(visitor: Callable[[str], Page], look: Callable[..., Page]) -> Callable[..., Page]:
    """Looks at a contact page; one that is still there from another test is looked at again, which takes less long."""

    def seen(site: str, at: str, zone: str = VIENNA) -> Page:
        page = visitor(zone)
        if page.evaluate("window.name") != site:
            look(site, at, zone).evaluate("site => { window.name = site }", site)
        page.context.clock.set_fixed_time(moment(at))
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        return page

    return seen


SENTENCE = """name => {
    const caption = [...document.querySelectorAll("main caption")].find(each => each.textContent.startsWith(name + ":"))
    const now = caption.closest(".hours").querySelector(".hours-now")
    return now.checkVisibility() ? now.innerText.replace(/\\s+/g, " ").trim() : ""
}"""


def sentence(page: Page, name: str) -> str:
    """What is said of a location."""
    return str(page.evaluate(SENTENCE, name))


# Whether a place is open


@pytest.mark.parametrize(
    ("site", "name", "at", "said"),
    [
        ("summer", "Shop", "2026-08-06T12:30", "Opens today at 13:00"),
        ("summer", "Shop", "2026-08-06T08:00", "Open now, until 12:00"),
        ("summer", "Shop", "2026-08-06T11:59", "Open now, until 12:00"),
        ("summer", "Shop", "2026-08-06T12:00", "Opens today at 13:00"),
        ("summer", "Shop", "2026-08-06T17:59", "Open now, until 18:00"),
        ("summer", "Shop", "2026-08-06T18:00", "Opens tomorrow at 0?8:00"),
        ("summer", "Shop", "2026-08-07T00:00", "Opens today at 0?8:00"),
        ("summer", "Shop", "2026-08-07T18:00", "Opens Monday,? 10 August at 0?8:00"),
        ("summer", "Shop", "2026-08-09T23:59", "Opens tomorrow at 0?8:00"),
        # special days
        ("summer", "Shop", "2026-08-31T18:30", "Opens Wednesday,? 2 September at 15:00"),
        ("summer", "Shop", "2026-09-02T09:00", "Opens today at 15:00"),
        ("summer", "Shop", "2026-09-02T15:30", "Open now, until 16:00"),
        # a holiday
        ("summer", "Shop", "2026-10-23T18:00", "Opens Tuesday,? 27 October at 0?8:00"),
        # before the day of the build, and after the horizon
        ("summer", "Shop", "2026-08-06T00:00", "Opens today at 0?8:00"),
        ("summer", "Shop", "2026-08-05T23:59", ""),
        ("summer", "Shop", "2025-08-06T09:00", ""),
        ("summer", "Shop", "2026-11-05T17:59", "Open now, until 18:00"),
        ("summer", "Shop", "2026-11-05T18:00", ""),
        ("summer", "Shop", "2026-11-06T09:00", ""),
        ("summer", "Shop", "2036-11-06T09:00", ""),
        ("summer", "Always", "2026-08-06T12:30", "Open now"),
        ("summer", "Always", "2026-11-05T23:59", "Open now"),
        ("summer", "Always", "2026-11-06T00:00", ""),
        ("summer", "Always", "2026-08-05T23:59", ""),
        # past midnight
        ("summer", "Nights", "2026-08-07T23:00", "Open now, until 0?2:00"),
        ("summer", "Nights", "2026-08-08T01:59", "Open now, until 0?2:00"),
        ("summer", "Nights", "2026-08-08T02:00", "Opens today at 20:00"),
        ("summer", "Nights", "2026-08-09T03:00", "Opens Friday,? 14 August at 20:00"),
        # the night before a holiday goes on, and the night of the holiday is off
        ("summer", "Nights", "2026-08-15T01:00", "Open now, until 0?2:00"),
        ("summer", "Nights", "2026-08-15T21:00", "Opens Friday,? 21 August at 20:00"),
        # nobody can be sure
        ("summer", "Ring", "2026-08-06T09:00", ""),
        ("summer", "Ring", "2026-08-06T07:00", ""),
        ("summer", "Ring", "2026-08-07T12:00", "Opens tomorrow at 0?8:00"),
        ("summer", "Ring", "2026-08-08T09:00", "Open now, until 12:00"),
        ("summer", "Ring", "2026-08-08T12:00", ""),
        ("summer", "Ring", "2026-08-09T12:00", ""),
        ("summer", "Unsaid", "2026-10-23T17:00", "Open now, until 18:00"),
        ("summer", "Unsaid", "2026-10-23T18:00", ""),
        ("summer", "Unsaid", "2026-10-26T09:00", ""),
        ("summer", "Unsaid", "2026-10-27T00:00", "Opens today at 0?8:00"),
        # for longer than a day
        ("summer", "Weekend", "2026-08-07T08:00", "Open now, until Sunday,? 9 August, 20:00"),
        ("summer", "Weekend", "2026-08-08T21:00", "Open now, until 20:00"),
        ("summer", "Never", "2026-08-06T12:00", ""),
        # Christmas, and New Year
        ("winter", "Shop", "2026-12-22T16:59", "Open now, until 17:00"),
        ("winter", "Shop", "2026-12-23T17:00", "Opens Thursday,? 7 January at 0?9:00"),
        ("winter", "Shop", "2026-12-31T23:59", "Opens Thursday,? 7 January at 0?9:00"),
        ("winter", "Shop", "2027-01-06T12:00", "Opens tomorrow at 0?9:00"),
        ("winter", "Shop", "2027-01-07T09:00", "Open now, until 17:00"),
        ("winter", "Party", "2026-12-31T19:59", "Opens today at 20:00"),
        ("winter", "Party", "2026-12-31T23:59", "Open now, until 0?4:00"),
        ("winter", "Party", "2027-01-01T00:00", "Open now, until 0?4:00"),
        ("winter", "Party", "2027-01-01T04:00", "Opens Thursday,? 7 January at 20:00"),
        # clocks go back at 3, which is 1:00 in UTC
        ("autumn", "Nights", "2026-10-25T00:30Z", "Open now, until 0?3:00"),
        ("autumn", "Nights", "2026-10-25T01:30Z", "Open now, until 0?3:00"),
        ("autumn", "Nights", "2026-10-25T01:59Z", "Open now, until 0?3:00"),
        ("autumn", "Nights", "2026-10-25T02:00Z", "Opens Saturday,? 31 October at 22:00"),
        ("autumn", "Early", "2026-10-25T00:29Z", "Opens today at 0?2:30"),
        ("autumn", "Early", "2026-10-25T00:30Z", "Open now, until 12:00"),
        ("autumn", "Early", "2026-10-25T01:15Z", "Open now, until 12:00"),
        ("autumn", "Early", "2026-10-24T23:30", "Opens tomorrow at 0?2:30"),
        ("autumn", "Always", "2026-10-25T01:30Z", "Open now"),
    ],
)
def test_what_is_said_at_a_time(site, name, at, said, glance):
    assert re.fullmatch(said, sentence(glance(site, at), name))


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("site", "at", "said"),
    [
        ("summer", "2026-08-06T09:00", "Open now, until 12:00"),
        ("summer", "2026-08-06T18:00", "Opens tomorrow at 0?8:00"),
        # midnight at the place, which is another day elsewhere
        ("summer", "2026-08-07T00:30", "Opens today at 0?8:00"),
        ("winter", "2026-12-28T12:00", "Opens Thursday,? 7 January at 0?9:00"),
        ("winter", "2026-12-31T23:59", "Opens Thursday,? 7 January at 0?9:00"),
        ("winter", "2027-01-06T12:00", "Opens tomorrow at 0?9:00"),
    ],
)
def test_everywhere_the_clock_of_the_place_is_told(site, at, said, zone, glance):
    clock = "" if zone == VIENNA else r" \(Vienna time\)"
    assert re.fullmatch(said + clock, sentence(glance(site, at, zone), "Shop"))


@pytest.mark.parametrize("zone", ZONES)
def test_a_place_elsewhere_has_its_own_clock(zone, glance):
    clock = "" if zone == "Australia/Sydney" else r" \(Sydney time\)"
    page = glance("summer", "2026-08-06T00:30Z", zone)
    assert re.fullmatch(r"Open now, until (17:00|5:00.pm)" + clock, sentence(page, "Far"))


def test_a_zone_with_another_name_and_the_same_clock_needs_no_word(glance):
    assert sentence(glance("summer", "2026-08-06T09:00", "Europe/Berlin"), "Shop") == "Open now, until 12:00"


@pytest.mark.parametrize("zone", ["America/Los_Angeles", VIENNA])
def test_open_around_the_clock_needs_no_zone(zone, glance):
    assert sentence(glance("summer", "2026-08-06T09:00", zone), "Always") == "Open now"


def test_the_home_page_says_it_too(look):
    page = look("summer", "2026-08-06T09:00", path="")
    first = page.locator(".hours-now:visible").first
    assert first.inner_text().strip() == "Open now, until 12:00"
    assert page.locator("main [data-today]").count() == 0


# The row of today, and exceptions

TODAY = """name => {
    const caption = [...document.querySelectorAll("main caption")].find(each => each.textContent.startsWith(name + ":"))
    return [...caption.closest(".hours").querySelectorAll("[data-today]")].map(row => row.querySelector("th").innerText)
}"""


@pytest.mark.parametrize(
    ("name", "at", "zone", "rows"),
    [
        ("Shop", "2026-08-06T09:00", VIENNA, ["Monday to Friday"]),
        ("Shop", "2026-08-08T09:00", VIENNA, ["Saturday to Sunday"]),
        # Saturday there, Friday and Sunday elsewhere
        ("Nights", "2026-08-09T00:30", "America/Los_Angeles", ["Sunday"]),
        ("Nights", "2026-08-08T23:30", "Australia/Sydney", ["Friday to Saturday"]),
        # special days, a holiday, one of which nothing is said, and one that changes nothing
        ("Shop", "2026-09-01T09:00", VIENNA, []),
        ("Shop", "2026-09-03T09:00", VIENNA, ["Monday to Friday"]),
        ("Shop", "2026-10-26T09:00", VIENNA, []),
        ("Unsaid", "2026-10-26T09:00", VIENNA, []),
        ("Always", "2026-10-26T09:00", VIENNA, ["Monday to Sunday"]),
        ("Ring", "2026-08-09T09:00", VIENNA, ["Sunday"]),
        # before the build and after the horizon nobody knows what is usual
        ("Shop", "2026-08-05T23:59", VIENNA, []),
        ("Shop", "2026-11-06T00:00", VIENNA, []),
    ],
)
def test_the_row_of_today_is_marked_on_usual_days(name, at, zone, rows, glance):
    assert glance("summer", at, zone).evaluate(TODAY, name) == rows


@pytest.mark.parametrize(
    ("at", "zone", "seen"),
    [
        ("2026-08-06T09:00", VIENNA, ["A new oven", "Tasting", "National Day"]),
        ("2026-09-01T23:59", VIENNA, ["A new oven", "Tasting", "National Day"]),
        ("2026-09-02T00:00", VIENNA, ["Tasting", "National Day"]),
        ("2026-09-01T23:59", "Australia/Sydney", ["A new oven", "Tasting", "National Day"]),
        ("2026-09-02T00:00", "America/Los_Angeles", ["Tasting", "National Day"]),
        ("2026-10-26T23:59", VIENNA, ["National Day"]),
        ("2026-10-27T00:00", VIENNA, []),
    ],
)
def test_exceptions_go_when_they_are_past(at, zone, seen, glance):
    exceptions = glance("summer", at, zone).locator("main .hours").first.locator("table").last
    shown = exceptions.locator("tr:visible th").all_inner_texts()
    assert [words.strip().split("\n")[-1] for words in shown] == seen
    assert exceptions.locator("caption").text_content() == "Not as usual"
    assert exceptions.is_visible() == bool(seen), "a heading with nothing below it"


def test_without_javascript_only_the_sentence_is_missing(browser, folders, serve):
    address = serve(folders["summer"])
    read = {}
    for javascript in (True, False):
        context = browser.new_context(java_script_enabled=javascript, timezone_id=VIENNA)
        if javascript:
            context.clock.set_fixed_time(moment("2026-08-06T12:30"))
        page = context.new_page()
        page.goto(f"{address}/contact/")
        read[javascript] = page.locator("main").inner_text().split("\n")
        context.close()
    missing = [line.strip() for line in read[True] if line not in read[False] and line.strip()]
    assert [line for line in read[False] if line not in read[True]] == []
    assert len(missing) == 6
    assert all(re.match(r"Open now|Opens ", line) for line in missing), missing


# As time goes on


@pytest.fixture
def lasting(browser: Browser, folders: dict[str, Path], serve: Callable[[Path], str]) -> Iterator[Page]:
    """The contact page of the summer's site, opened two minutes before noon, with a clock that tests turn."""
    context = browser.new_context(timezone_id=VIENNA)
    context.clock.install(time=moment("2026-08-06T11:58"))
    page = context.new_page()
    page.goto(f"{serve(folders['summer'])}/contact/")
    yield page
    context.close()


def test_a_page_that_stays_open_keeps_up(lasting):
    assert sentence(lasting, "Shop") == "Open now, until 12:00"
    lasting.clock.run_for("03:00")
    assert sentence(lasting, "Shop") == "Opens today at 13:00"
    lasting.clock.fast_forward("07:00:00")
    assert re.fullmatch("Opens tomorrow at 0?8:00", sentence(lasting, "Shop"))


def test_a_page_that_is_looked_at_again_is_right_at_once(lasting):
    assert sentence(lasting, "Shop") == "Open now, until 12:00"
    lasting.clock.set_fixed_time(moment("2026-08-08T09:00"))
    assert sentence(lasting, "Shop") == "Open now, until 12:00"
    lasting.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert re.fullmatch("Opens Monday,? 10 August at 0?8:00", sentence(lasting, "Shop"))
    assert lasting.evaluate(TODAY, "Shop") == ["Saturday to Sunday"]
    lasting.clock.set_fixed_time(moment("2027-08-08T09:00"))
    lasting.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert sentence(lasting, "Shop") == ""
    assert lasting.evaluate(TODAY, "Shop") == []


# Who answers

BEN = "Name: Ben Hofer\nEmail: ben@adler.example\nPhone: +43 316 555 0124\n"
AWAY = "Away: 2026-08-20/2026-08-27, Ben answers\n"
MARKS = {"rosa": ("rosa@adler.example", "0123"), "ben": ("ben@adler.example", "0124")}
PAGES = ["", "contact/", "ask/", "404.html", "pages/visit.html", "requests/oat-milk/"]
REQUEST = "Title: Oat milk\nAsked: 2026-08-01\nBy: Priya\n\nPlease.\n"
SHIFTS = [
    ("2026-08-06T12:00", "rosa"),
    ("2026-08-19T23:59", "rosa"),
    ("2026-08-20T00:00", "ben"),
    ("2026-08-27T23:59", "ben"),
    ("2026-08-28T00:00", "rosa"),
    ("2029-08-22T12:00", "rosa"),
]


def people_site(folder: Path, rosa: str, ben: str = BEN, business: str = BUSINESS) -> SmallSite:
    site = SmallSite(folder)
    site.write("business.yaml", business)
    site.write("people/rosa.md", rosa)
    site.write("people/ben.md", ben)
    site.write("requests/oat-milk.md", REQUEST)
    site.write("pages/visit.md", "Title: Visit\n\n/// contact\n///\n\n/// form | ask\n///\n")
    return site


@pytest.fixture(scope="module")
def away(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was built two weeks before Rosa goes away."""
    return built(people_site(tmp_path_factory.mktemp("away"), ROSA + AWAY), "2026-08-06T12:00")


REACHED = """() => {
    const seen = [...document.querySelectorAll("a[href^='mailto:'], a[href^='tel:']")]
        .filter(link => link.checkVisibility())
    const forms = [...document.forms].map(form => form.action)
    const words = [...document.querySelectorAll("main h1, .form-promise, button[type=submit], .contact-name, .reach p")]
    return {
        links: [...new Set([...seen.map(link => link.getAttribute("href")), ...forms])],
        words: words.filter(element => element.checkVisibility()).map(element => element.innerText).join(" | "),
        forms,
        thanked: [...document.querySelectorAll("[data-form]")].map(form => form.dataset.reader),
    }
}"""


def assert_reaches(page: Page, who: str) -> None:
    """All visible links and all forms lead to somebody, and to nobody else."""
    other = {"rosa": "ben", "ben": "rosa"}[who]
    found = page.evaluate(REACHED)
    assert found["links"]
    assert all(any(mark in link for mark in MARKS[who]) for link in found["links"]), found
    assert not any(mark in link for mark in MARKS[other] for link in found["links"])
    assert re.search(rf"\b{who}\b", found["words"], re.IGNORECASE), found["words"]
    assert all(action.startswith(f"mailto:{who}@") and "subject=" in action for action in found["forms"])
    assert set(found["thanked"]) <= {who.title()}


@pytest.mark.parametrize(
    ("at", "who", "zone"),
    [*((*shift, VIENNA) for shift in SHIFTS), *((*shift, zone) for shift in SHIFTS[1:5] for zone in ZONES[1:])],
)
def test_who_answers_changes_at_midnight_of_the_business(at, who, zone, away, look):
    assert_reaches(look(away, at, zone, ""), who)


@pytest.mark.parametrize(("at", "who"), [SHIFTS[1], SHIFTS[2]])
@pytest.mark.parametrize("path", PAGES[1:])
def test_who_answers_changes_on_every_page(path, at, who, away, look):
    page = look(away, at, path=path)
    page.set_viewport_size({"width": 1280, "height": 740})
    if path == "contact/":
        contact = page.locator("section.contact:visible").inner_text()
        assert {"rosa": "Rosa Adler", "ben": "Ben Hofer"}[who] in contact
        assert (MARKS["ben"][1] in contact) == (who == "ben")
    else:
        assert_reaches(page, who)


@pytest.mark.parametrize(("at", "who"), [SHIFTS[1], SHIFTS[2], SHIFTS[4]])
def test_the_bar_of_a_phone_calls_who_answers(at, who, away, look):
    page = look(away, at, path="requests/oat-milk/")
    page.set_viewport_size({"width": 360, "height": 740})
    links = page.locator(".bar a:visible").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    page.set_viewport_size({"width": 1280, "height": 740})
    assert len(links) == 3
    assert [any(mark in link for mark in MARKS[who]) for link in links] == [True, True, False]


def test_the_heading_of_a_missing_page_names_who_answers(away, look):
    for at, name in (SHIFTS[1][0], "Rosa"), (SHIFTS[2][0], "Ben"), (SHIFTS[4][0], "Rosa"):
        heading = look(away, at, path="404.html").locator("h1").inner_text()
        assert re.search(r"Tell (\w+) what", heading)[1] == name


def test_the_stand_in_says_when_the_other_is_back(away, look):
    page = look(away, "2026-08-22T12:00", path="contact/")
    assert "Rosa is away, and back on 28\u00a0August" in page.locator("section.contact:visible").inner_text()
    everybody = page.locator(".people").inner_text()
    assert "back on 28\u00a0August" in everybody
    assert "away" not in look(away, "2026-08-28T00:00", path="contact/").locator("main").inner_text().lower()


@pytest.mark.parametrize("path", PAGES)
def test_no_id_is_there_twice_and_no_label_lost(path, away, look):
    page = look(away, "2026-08-22T12:00", path=path)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert sorted(ids) == sorted(set(ids))
    lost = """[...document.querySelectorAll("[aria-labelledby], [aria-describedby], label[for]")]
        .flatMap(named => ["aria-labelledby", "aria-describedby", "for"].map(name => named.getAttribute(name) ?? ""))
        .flatMap(ids => ids.split(" ")).filter(id => id && !document.getElementById(id))"""
    assert page.evaluate(lost) == []


STOP = """() => {
    const element = document.activeElement
    if (element === document.body || element.dataset.visited) return null
    element.dataset.visited = "yes"
    return {
        what: `${element.localName} ${element.getAttribute("href") ?? element.getAttribute("name") ?? ""}`,
        hidden: Boolean(element.closest("[hidden]")) || !element.checkVisibility(),
    }
}"""


@pytest.mark.parametrize("at", ["2026-08-06T12:00", "2026-08-22T12:00"])
@pytest.mark.parametrize("path", ["contact/", "requests/oat-milk/"])
def test_the_keyboard_passes_by_who_does_not_answer(path, at, away, look):
    page = look(away, at, path=path)
    stops = []
    for _ in range(80):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        stops.append(stop)
    assert len(stops) > 5
    assert [stop["what"] for stop in stops if stop["hidden"]] == []


def test_the_form_is_sent_to_who_answers_now_with_its_subject(away, look):
    page = look(away, "2026-08-22T12:00", path="ask/")
    form = page.locator("#ask form")
    form.locator("textarea").fill("Is the rye back?")
    with page.expect_request(lambda request: request.url.startswith("mailto:")) as mail:
        form.locator("[type=submit]").click()
    assert mail.value.url.startswith("mailto:ben@adler.example?subject=")


def test_while_nobody_answers_the_page_says_so(tmp_path, look):
    folder = built(people_site(tmp_path, ROSA + "Away: 2026-08-20/2026-08-27\n"), "2026-08-06T12:00")
    before, during, after = (
        look(folder, at, path="contact/").locator("section.contact:visible").inner_text()
        for at in ("2026-08-19T23:59", "2026-08-20T00:00", "2026-08-28T00:00")
    )
    assert "nobody answers" not in before + after
    said = during.replace("\u00a0", " ")
    assert "nobody answers until 27 August 2026. From 28 August everything is read." in said


def test_two_absences_have_two_stand_ins(tmp_path, look):
    """One after the other, with somebody else each time; the second runs over New Year."""
    site = people_site(
        tmp_path, ROSA + "Away: 2026-08-20/2026-08-27, Ben answers; 2026-12-24/2027-01-06, Mia answers\n"
    )
    site.write("people/mia.md", "Name: Mia Graf\nEmail: mia@adler.example\nPhone: +43 316 555 0125\n")
    folder = built(site, "2026-08-06T12:00")
    seen = [
        look(folder, at, "Australia/Sydney", "ask/").evaluate("document.forms[0].action").partition("@")[0]
        for at in ("2026-08-19T23:59", "2026-08-20T00:00", "2026-08-28T00:00", "2026-12-24T00:00", "2027-01-06T23:59")
    ]
    assert seen == ["mailto:rosa", "mailto:ben", "mailto:rosa", "mailto:mia", "mailto:mia"]
    assert look(folder, "2027-01-07T00:00", path="ask/").evaluate("document.forms[0].action").startswith("mailto:rosa")


def test_who_is_away_on_the_day_of_the_build_comes_back(tmp_path, look):
    folder = built(people_site(tmp_path, ROSA + "Away: 2026-08-01/2026-08-14, Ben answers\n"), "2026-08-06T12:00")
    assert_reaches(look(folder, "2026-08-14T23:59", path="ask/"), "ben")
    assert_reaches(look(folder, "2026-08-15T00:00", path="ask/"), "rosa")


def test_a_form_goes_to_nobody_without_an_address(tmp_path, look):
    """A stand-in without any e-mail address: the form must not open a mail to nobody."""
    ben = "Name: Ben Hofer\nPhone: +43 316 555 0124\n"
    folder = built(people_site(tmp_path, ROSA + AWAY, ben), "2026-08-06T12:00")
    page = look(folder, "2026-08-22T12:00", path="ask/")
    actions = page.evaluate("[...document.forms].filter(form => form.checkVisibility()).map(form => form.action)")
    assert [action for action in actions if not re.match(r"mailto:[^?]+@", action)] == []


def test_without_javascript_there_is_who_answers_on_the_day_of_the_build(browser: Browser, away, serve):
    context: BrowserContext = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{serve(away)}/")
    assert_reaches(page, "rosa")
    context.close()


def test_in_another_theme_who_does_not_answer_is_hidden_too(tmp_path, look):
    site = people_site(tmp_path, ROSA + AWAY)
    folder = built(site, "2026-08-06T12:00", THEME="simple")
    for at, who in SHIFTS[1:3]:
        page = look(folder, at, path="contact/")
        names = page.locator("section.contact").evaluate_all(
            "blocks => blocks.filter(block => block.checkVisibility()).map(block => block.innerText)"
        )
        assert len(names) == 1
        assert {"rosa": "Rosa Adler", "ben": "Ben Hofer"}[who] in names[0]
        promises = look(folder, at, path="ask/").locator("#ask .form-promise")
        shown = promises.evaluate_all(
            "lines => lines.filter(line => line.checkVisibility()).map(line => line.innerText)"
        )
        assert len(shown) == 1, shown
        assert {"rosa": "Rosa", "ben": "Ben"}[who] in shown[0].partition(".")[0]
