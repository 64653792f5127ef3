"""Meetups and neighbours as they are published: pages, forms, calendars, and what hostile words become there."""

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar
from looking import Web, built_on_the_day, words
from test_hostile import HOSTILE, LETTER, SECRET, from_the_payload, harmless, skeleton

from pelican_converse.urls import DEFAULTS
from tests.conftest import BUSINESS, BuiltSite, SmallSite

HOME = "https://adler.example"
TOPICS = "topics: {menu: What we sell, bread: How we bake}\n"
MARKET = """\
Title: Coffee at the market
When: 2026-09-12 09:00-12:00
Where: Kaiser-Josef-Platz, 8010 Graz
Geo: 47.0689, 15.4489
Who: Rosa and Ben
About: What should we bake for Easter?

At the end towards [the opera]({static}/images/opera.svg). See [the mill]({filename}/neighbours/mill.md).
"""
TOUR = """\
Title: On the road
Who: Ben

Three Sundays.

## 2026-08-02 10:00-12:00, Weiz
Picture: images/van.svg | The van in Weiz

## 2026-10-11, Anger
Cancelled: The square is gone

## 2026-10-18 11:00-15:00, The mill

## 2026-10-25, Home
"""
PAST = """\
Title: A table on the Lendplatz
When: 2026-06-18 16:00-19:00
Where: Lendplatz
Picture: images/van.svg | Our table

It rained.
"""
MILL = """\
Name: Farina Mill
Kind: supplier
Link: https://www.mill.example/about
Where: Weiz
Vouched by: Rosa
For: rye and spelt
Since: 2014-05
Topic: bread
Picture: images/van.svg | The mill

They *ring* me. See [the market]({filename}/meetups/market.md).
"""
HENS = "Name: The hens\nKind: customer\nVouched by: Ben and Rosa\nFor: eating up\n"
OATS = "Name: Oats\nVouched by: Ben\nFor: oat milk\nTopic: menu\n"
TABLE = "Title: Too low\nAsked: 2026-06-18\nBy: Ali\nVia: meetup lendplatz\n\n## 2026-06-19, Rosa: planned\n\nYes.\n"


def written(site: SmallSite) -> SmallSite:
    """A site with a meetup to come, one that is over, a tour, and neighbours."""
    site.write("business.yaml", BUSINESS + TOPICS)
    site.write("people/ben.md", "Name: Ben Hödl\nEmail: ben@adler.example\n")
    for name, text in {"market": MARKET, "tour": TOUR, "lendplatz": PAST}.items():
        site.write(f"meetups/{name}.md", text)
    for name, text in {"mill": MILL, "hens": HENS, "oats": OATS}.items():
        site.write(f"neighbours/{name}.md", text)
    site.write("requests/table.md", TABLE)
    for name in ("van", "opera"):
        site.write(f"images/{name}.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    return site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return built_on_the_day(written(SmallSite(tmp_path_factory.mktemp("meeting"))))


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    return [words(found.get_text(" ")) for found in page.select(selector)]


def test_where_we_can_be_met_is_in_order_of_date(site):
    page = site.page("meet/")
    assert texts(page, ".meetups-when") == [
        "Saturday, 12 September 2026, 09:00–12:00",
        "Sunday, 11 October 2026",
        "Sunday, 18 October 2026, 11:00–15:00",
        "Sunday, 25 October 2026",
    ]
    assert [time["datetime"] for time in page.select(".meetups-when time")][:2] == [
        "2026-09-12 09:00:00+02:00",
        "2026-10-11",
    ]
    assert words(page.select_one(".meetups-when s").get_text()) == "Sunday, 11 October 2026"
    first, cancelled, *_ = page.select(".meetups-event")
    assert "With Rosa Adler and Ben Hödl" in words(first.get_text(" "))
    assert "Cancelled: The square is gone" in words(cancelled.get_text(" "))
    assert texts(page, ".ledger-row") == ["A table on the Lendplatz one thing heard"]


def test_the_next_two_stand_on_home_and_contact(site):
    for path in ("", "contact/"):
        page = site.page(path)
        assert len(page.select(".meetups-event")) == 2
        assert page.main.find("a", href=f"{HOME}/meet/")


def test_the_foot_leads_to_both_from_everywhere(site):
    for page in Web(site, HOME).pages.values():
        links = {link["href"].removeprefix(HOME) for link in page.select(".colophon a")}
        assert {"/meet/", "/neighbours/"} <= links


def test_without_any_files_nothing_is_there_and_nothing_leads_there(small_site):
    built = small_site.build()
    assert not [name for name in built.files() if name.startswith(("meet", "neighbours"))]
    assert not [name for name in built.files() if name.endswith(".html") and "/meet" in built.text(name)]
    assert not [name for name in built.files() if name.endswith(".html") and "/neighbours" in built.text(name)]


def test_a_meetup_has_a_page(site):
    page = site.page("meet/market/")
    assert page.h1.get_text() == "Coffee at the market"
    stop = page.find(class_="h-event")
    assert stop.find("a", href="https://www.openstreetmap.org/?mlat=47.0689&mlon=15.4489#map=18/47.0689/15.4489")
    assert stop.find("a", href=f"{HOME}/meet/market/1.ics")
    assert stop.find("a", href=f"{HOME}/images/opera.svg")
    assert stop.find("a", href=f"{HOME}/neighbours/")
    assert {link["href"] for link in stop.select(".byline a")} == {f"{HOME}/people/rosa/", f"{HOME}/people/ben/"}


def test_what_is_over_leads_with_its_pictures_and_says_what_was_heard(site):
    page = site.page("meet/lendplatz/")
    first = next(child for child in page.find(class_="meetups").children if getattr(child, "name", None))
    assert first.img["alt"] == "Our table"
    assert page.main.find("form") is None
    assert page.find("a", href=f"{HOME}/meet/lendplatz/1.ics") is None
    assert page.find("a", href=f"{HOME}/requests/table/")
    assert page.find("aside", class_="reach")
    said = site.page("requests/table/").find(class_="request-sign")
    assert said.find("a", href=f"{HOME}/meet/lendplatz/").get_text() == "in person"


def test_a_tour_shows_each_stop(site):
    page = site.page("meet/tour/")
    assert len(page.select(".h-event")) == 4
    assert "Three Sundays." in page.select_one(".page-head").get_text()
    assert page.select_one("#stop-2 s")
    assert [link["href"] for link in page.select("main [type='text/calendar']")] == [
        f"{HOME}/meet/tour/3.ics",
        f"{HOME}/meet/tour/4.ics",
    ]


def controls(form: BeautifulSoup) -> list[str]:
    return [control["name"] for control in form.select("input, select, textarea")]


def test_whoever_comes_says_so(site):
    form = site.page("meet/market/").find("section", id="meet-market").form
    assert controls(form) == ["meetup", "words", "name", "email"]
    assert form.find("input", attrs={"name": "meetup"})["value"] == "market"
    assert form.find(required=True) is None
    assert form["action"].startswith("mailto:rosa@adler.example?")
    assert "market" in form["action"].partition("subject=")[2]


def test_whoever_comes_to_a_tour_says_to_which_stop(site):
    """What is over or cancelled can't be chosen."""
    form = site.page("meet/tour/").find("section", id="meet-tour").form
    assert controls(form) == ["meetup", "stop", "words", "name", "email"]
    assert [option["value"] for option in form.select("option")] == ["3", "4"]
    assert words(form.option.get_text()) == "Sun, 18 Oct, 11:00, The mill"
    assert form["action"].startswith("mailto:ben@adler.example?")


def test_the_last_stop_of_a_tour_needs_no_choice(small_site):
    small_site.write("meetups/tour.md", "Title: T\n\n## 2026-08-01, Graz\n\n## 2026-08-07, Weiz\n")
    form = small_site.build().page("meet/tour/").find("section", id="meet-tour").form
    assert form.select("select") == []
    assert form.find("input", attrs={"name": "stop"})["value"] == "2"


def test_what_is_cancelled_before_it_comes_asks_nobody_who_comes(small_site):
    """Also if nothing else is to come."""
    small_site.write("meetups/market.md", "Title: Market\nWhen: 2026-09-12\nWhere: Graz\nCancelled: Flood.\n")
    built = small_site.build()
    assert built.page("meet/market/").find("section", id="meet-market") is None
    assert "Cancelled: Flood." in words(built.page("meet/").get_text(" "))


def test_whoever_misses_a_place_suggests_it(site):
    form = site.page("meet/").find("section", id="meet").form
    assert controls(form) == ["words", "name", "email"]
    assert form.textarea.has_attr("required")


def test_a_page_that_asks_who_comes_may_outlive_the_meetup(small_site):
    """No build fails only because time has passed."""
    written(small_site)
    for slug in ("market", "lendplatz"):
        block = f"/// form | meet\n    meetup: {slug}\n///\n"
        small_site.write(f"pages/{slug}.md", f"Title: {slug}\n\n{block}")
    built = small_site.build()
    assert built.page("pages/market.html").find("section", id="meet-market")
    assert built.page("pages/lendplatz.html").find("section", id="meet")


def test_each_stop_and_all_together_are_calendars(site):
    names = [name for name in site.files() if name.endswith(".ics")]
    assert names == [
        "meet.ics",
        "meet/lendplatz/1.ics",
        "meet/market/1.ics",
        *(f"meet/tour/{number}.ics" for number in (1, 2, 3, 4)),
    ]
    (market,) = Calendar.from_ical((site.output / "meet/market/1.ics").read_bytes()).events
    everything = Calendar.from_ical((site.output / "meet.ics").read_bytes()).events
    assert market["URL"] == f"{HOME}/meet/market/"
    assert market["DESCRIPTION"].split("\n") == [
        "What should we bake for Easter?",
        "With Rosa Adler and Ben Hödl",
        "At the end towards the opera. See the mill.",
    ]
    assert [event["UID"] for event in everything][:3] == [
        "lendplatz-1@adler.example",
        "tour-1@adler.example",
        "market-1@adler.example",
    ]
    assert [event["STATUS"] for event in everything].count("CANCELLED") == 1


def test_without_an_address_of_the_site_a_calendar_has_no_links(small_site):
    written(small_site)
    (market,) = Calendar.from_ical((small_site.build(SITEURL="").output / "meet/market/1.ics").read_bytes()).events
    assert "URL" not in market
    assert market["UID"] == "market-1@adler-bread"


def test_neighbours_stand_by_topic_with_who_vouches(site):
    page = site.page("neighbours/")
    assert texts(page, "h2")[:3] == ["What we sell", "How we bake", "Besides"]
    mill = page.find("h3", string="Farina Mill").find_parent("li")
    seen = words(mill.get_text(" "))
    for said in ("For rye and spelt", "Supplier", "Weiz", "They ring me.", "Rosa Adler , since May 2014"):
        assert said in seen
    link = mill.find("a", href="https://www.mill.example/about")
    assert link.get_text() == "mill.example"
    assert not link.has_attr("rel")
    assert mill.find("a", href=f"{HOME}/meet/market/")
    assert mill.figure.img["alt"] == "The mill"


def test_rosa_recommends_her_neighbours(site):
    section = site.page("people/rosa/").find("section", attrs={"aria-labelledby": "recommends"})
    assert words(section.h2.get_text()) == "Rosa recommends"
    assert texts(section, "h3") == ["Farina Mill", "The hens"]
    assert site.page("people/rosa/").find("a", href="https://www.mill.example/about")


@pytest.mark.parametrize("settings", [{"SITEURL": "https://x.example/shop"}, {"RELATIVE_URLS": True}])
def test_everything_works_wherever_the_site_is_put(settings, small_site):
    written(small_site)
    built = small_site.build(**settings)
    assert Web(built, settings.get("SITEURL", HOME)).dead_links() == []
    (market,) = Calendar.from_ical((built.output / "meet/market/1.ics").read_bytes()).events
    assert market["URL"] == f"{settings.get('SITEURL', HOME)}/meet/market/"


@pytest.mark.parametrize("page", ["MEET", "MEETUP", "STOP", "MEET_FEED", "NEIGHBOURS"])
def test_what_is_left_out_is_linked_from_nowhere(page, small_site):
    written(small_site)
    for name in ("market", "mill"):  # a link in the owner's words is the owner's own
        path = next(small_site.content.glob(f"*/{name}.md"))
        path.write_text(path.read_text().partition(" See [")[0] + "\n")
    built = small_site.build(**{f"CONVERSE_{page}_SAVE_AS": ""})
    slug = {"STOP": "market/1"}.get(page, "market")
    assert DEFAULTS[page][1].format(slug=slug) not in built.files()
    assert Web(built, HOME).dead_links() == []


def test_a_german_site_meets_in_german(small_site):
    written(small_site).write("business.yaml", BUSINESS + TOPICS + "languages: [de]\n")
    built = small_site.build()
    assert texts(built.page("meet/"), ".meetups-when")[0] == "Samstag, 12. September 2026, 09:00–12:00"
    assert "Rosa empfiehlt" in built.text("people/rosa/")
    (market,) = Calendar.from_ical((built.output / "meet/market/1.ics").read_bytes()).events
    assert "Mit Rosa Adler und Ben Hödl" in market["DESCRIPTION"]
    english = ("Meet us", "I’ll come", "Suggest", "Cancelled", "Supplier", "since", "Heard there", "vouch")
    for path in ("meet/", "meet/market/", "meet/tour/", "meet/lendplatz/", "neighbours/"):
        found = built.page(path).body.get_text(" ")
        assert [each for each in english if each in found] == []


def test_two_builds_write_the_same_calendars(site, small_site):
    built = built_on_the_day(written(small_site))
    for name in (name for name in site.files() if name.endswith(".ics")):
        assert (built.output / name).read_bytes() == (site.output / name).read_bytes()


def hostile(small_site: SmallSite, change) -> BuiltSite:
    """A site whose owner wrote anything into every key that takes words."""

    def line(field: str) -> str:
        return change(f"{field} {HOSTILE}")

    rosa = "Name: Rosa Adler\nEmail: rosa@adler.example\n"
    small_site.write("people/rosa.md", rosa)
    head = f"Title: {line('title')}\nAbout: {line('about')}\n"
    pictures = f"Picture: images/van.svg | {line('shown')}\n"
    single = f"When: 2026-09-12\nWhere: {line('where')}\nCancelled: {line('why')}\n"
    small_site.write("meetups/single.md", head + single + pictures)
    stops = f"## 2026-06-01, {line('past')}\n{pictures}\n\n## 2026-09-12, {line('place')}\n\n## 2026-09-13, B\n"
    small_site.write("meetups/tour.md", f"{head}\n{stops}")
    said = (
        f"Name: {line('name')}\nWhere: {line('where')}\nVouched by: Rosa\nFor: {line('for')}\nTopic: {line('topic')}\n"
    )
    small_site.write("neighbours/mill.md", said + pictures)
    small_site.write("images/van.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    (small_site.folder / "secret.txt").write_text(SECRET)
    return built_on_the_day(small_site)


def test_hostile_words_stay_words(tmp_path):
    bare, built = (hostile(SmallSite(tmp_path / name), change) for name, change in (("a", harmless), ("b", str)))
    assert built.files() == bare.files()
    names = [name for name in built.files() if name.endswith(".html")]
    assert {"meet/single/index.html", "meet/tour/index.html", "neighbours/index.html"} <= set(names)
    wrong = [n for n in names if skeleton(built.text(n), "lxml") != skeleton(bare.text(n), "lxml")]
    assert wrong == []
    shown = words(built.page("meet/tour/").get_text(" ")) + words(built.page("neighbours/").get_text(" "))
    for field in ("title", "about", "past", "place", "name", "where", "for", "topic"):
        assert words(f"{field} {HOSTILE}") in shown


def test_hostile_words_stay_words_in_calendars(tmp_path):
    built = hostile(SmallSite(tmp_path), str)
    events = Calendar.from_ical((built.output / "meet.ics").read_bytes()).events
    assert len(events) == 4
    assert {words(event["SUMMARY"]) for event in events} == {words(f"title {HOSTILE}")}
    assert words(f"past {HOSTILE}") in {words(event["LOCATION"]) for event in events}
    assert any(event["DESCRIPTION"].startswith(f"Cancelled: why {words(HOSTILE)[:50]}") for event in events)


def test_our_peoples_words_are_markdown_and_no_more(small_site):
    letter = LETTER.replace("{static}/../secret.txt {filename}/x {static}/private/list.csv", "").replace(
        "/// form | ask\n///\n", ""
    )
    letter = letter.replace("|static|/../secret.txt", "") + "\n[a](  javascript:xmark()) **truly**\n"
    letter = letter.replace("![xmark](xmark)", "")
    small_site.write("meetups/market.md", f"Title: T\nWhen: 2026-09-12\nWhere: Graz\n\n{letter}")
    small_site.write("meetups/tour.md", f"Title: T\n\n{letter}\n\n## 2026-09-12, Graz\n\n{letter}\n")
    small_site.write("neighbours/mill.md", f"Name: M\nVouched by: Rosa\nFor: x\n\n{letter}")
    built = small_site.build()
    names = [name for name in built.files() if name.endswith(".html")]
    assert [taken for name in names for taken in from_the_payload(built.text(name))] == []
    assert "truly" in texts(built.page("meet/market/"), "strong")
    events = Calendar.from_ical((built.output / "meet.ics").read_bytes()).events
    assert len(events) == 2
    assert all("<xmark onxmark=1>" in event["DESCRIPTION"] for event in events)


def test_every_photo_of_the_day_says_what_it_shows(small_site):
    """Those of the meetup first, then those of the stop."""
    two = "Picture: images/van.svg | Our table\n\nPicture: images/opera.svg | The opera in the rain\n\n"
    small_site.write(
        "meetups/lendplatz.md",
        PAST.replace("Picture: images/van.svg | Our table\n", "").replace("\nIt rained", f"\n{two}It rained"),
    )
    for name in ("van", "opera"):
        small_site.write(f"images/{name}.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    page = small_site.build().page("meet/lendplatz/")
    found = page.select("figure.meetups-picture img")
    assert [(image["src"], image["alt"]) for image in found] == [
        (f"{HOME}/images/van.svg", "Our table"),
        (f"{HOME}/images/opera.svg", "The opera in the rain"),
    ]
    assert "Picture:" not in page.main.get_text()
