"""The sign for the door: how many sheets of paper it takes, and whom it names for who finds nobody there."""

import json
import re
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page
from window import Window, restyle

from tests.conftest import EXAMPLE, SmallSite

pytestmark = pytest.mark.browser

BUSINESS = """\
name: Praxis Beweggrund
tagline: Bewegung, die bleibt
country: DE
region: BY
time_zone: Europe/Berlin
languages: [de, en]
form_of_address: formal
contact: anna
answers_within: 1 working day
locations:
"""
ISARTOR = {
    "name": "Praxis am Isartor",
    "address": {"street": "Zweibrückenstraße 8", "postal_code": "80331", "city": "München"},
    "phone": "+49 89 555 0100",
    "hours": "Mo-We 08:00-12:30,13:30-18:00; Th 10:00-13:00,14:00-20:00; Fr 08:00-12:30,13:30-18:00; PH off",
    "seasons": [{"dates": "08-01/08-31", "hours": "Mo-Th 08:00-10:00,11:00-12:00; PH off", "why": "Sommer"}],
    "special": [
        {"dates": "2026-08-24/2026-08-28", "closed": "yes", "why": "Betriebsurlaub"},
        {"dates": "2026-09-14", "hours": "14:00-16:00", "why": "Fortbildung"},
        {"dates": "12-24/01-06", "closed": "yes", "why": "Weihnachtsferien"},
    ],
    "accessibility": "Aufzug, Tür 90 cm breit, Behandlungsliege auf 50 cm absenkbar.",
}
STARNBERG = {
    "name": "Praxis Starnberg",
    "address": {"street": "Hauptstraße 3", "postal_code": "82319", "city": "Starnberg"},
    "phone": "+49 8151 555 0123",
    "hours": "Tu,Th 09:00-12:00,13:00-17:00; PH off",
    "seasons": [{"dates": "08-01/08-31", "hours": "Tu 09:00-12:00; Th 13:00-17:00; PH off", "why": "Sommer"}],
    "special": [{"dates": "2026-10-12/2026-10-16", "closed": "yes", "why": "Umbau der Empfangshalle"}],
    "accessibility": "Zwei Stufen; die Rampe liegt bereit.",
}
ANNA = """\
Name: Anna Müller-Lüdenscheidt
Role: Physiotherapeutin, Inhaberin
Photo: images/rosa.svg | Anna im Übungsraum
Email: anna.mueller-luedenscheidt@beweggrund.example
Phone: +49 89 555 0111 | hours: Mo-Th 12:30-13:30 | charges: 14 Cent pro Minute
Languages: de, en, gsg
Can decide: Terminverschiebungen, Ratenzahlung, kostenlose Probestunden
"""
JONAS = """\
Name: Jonas Öztürk
Role: Physiotherapeut
Photo: images/ben.svg | Jonas am Gerät
Email: jonas@beweggrund.example
Phone: 08151 555 0124
Languages: de, tr, fr
Answers within: 4 hours
Hours: Tu,Th 09:00-12:00
"""
ANNA_IS_AWAY = "Away: 2026-08-03/2026-08-21, Jonas answers\n"
JONAS_IS_AWAY = "Away: 2026-09-07/2026-09-11, Anna answers; 2026-10-05/2026-10-09, Anna answers\n"
TEAM = [("anna", ANNA), ("jonas", JONAS)]
MORE = [
    (slug, ANNA.replace("Anna Müller-Lüdenscheidt", name)) for slug, name in (("mei", "Mei Wu"), ("ali", "Ali Kara"))
]

Shown = Callable[..., Page]


@pytest.fixture
def shown(window: Window, serve: Callable[..., str], small_site: SmallSite) -> Shown:
    """Builds a practice with these places and people, and opens its sign."""

    def opened(places: list[dict[str, Any]], people: list[tuple[str, str]]) -> Page:
        (small_site.content / "people" / "rosa.md").unlink()
        shutil.copytree(EXAMPLE / "content" / "images", small_site.content / "images")
        small_site.write("business.yaml", BUSINESS + "".join(f"  - {json.dumps(place)}\n" for place in places))
        for slug, text in people:
            small_site.write(f"people/{slug}.md", text)
        address = serve(small_site.folder / "output")
        small_site.build(SITEURL=address, TIMEZONE="Europe/Berlin", SITELOGO="images/eagle.svg")
        window.go(f"{address}/contact/print/")
        return window.page

    return opened


def paper(page: Page, spare: int = 0) -> list[set[str]]:
    """The sheets of A4 that come out, with so many millimetres more on them: where the links on each of them lead."""
    page.emulate_media(media="null", color_scheme="light")
    restyle(page, f"@media print {{ .sign-ask {{ border-block-end: {spare}mm solid !important }} }}")
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    objects = dict(re.findall(rb"(?s)\n(\d+) 0 obj\n(.*?)endobj", pdf))
    links = {number: link.decode() for number, text in objects.items() if (link := _link(text))}
    sheets = [text for text in objects.values() if re.search(rb"/Type\s*/Page\b", text)]
    return [{links[number] for number in re.findall(rb"(\d+) 0 R", text) if number in links} for text in sheets]


def _link(text: bytes) -> bytes:
    """Where a link of a PDF leads; nothing for the rim of one, as thin as a hair, that reaches into the next sheet."""
    found = re.search(rb"(?s)/Rect \[\S+ (\S+) \S+ (\S+)\].*/URI \((.*?)\)", text)
    return found[3] if found and float(found[2]) - float(found[1]) > 3 else b""


AWAY = [("anna", ANNA + ANNA_IS_AWAY), ("jonas", JONAS + JONAS_IS_AWAY)]
ONE_SHEET = {
    "one place, one person": ([ISARTOR], TEAM[:1]),
    "one place, two people who go away": ([ISARTOR], AWAY),
    "two places, two people who go away": ([ISARTOR, STARNBERG], AWAY),
    "two places, four people": ([ISARTOR, STARNBERG], [*TEAM, *MORE]),
    "two places, four people, two go away": ([ISARTOR, STARNBERG], [*AWAY, *MORE]),
}


@pytest.mark.parametrize("what", ONE_SHEET)
def test_the_sign_is_one_sheet_with_room_to_spare(shown: Shown, what: str) -> None:
    places, people = ONE_SHEET[what]
    page = shown(places, people)
    assert page.locator(".sign-place").count() == len(places)
    assert page.locator(".sign-person").count() == len(people)
    assert len(paper(page, spare=12)) == 1


def test_nobody_is_cut_in_two_where_it_takes_more_sheets(shown: Shown) -> None:
    plain = re.sub("Photo.*\\n", "", JONAS)  # a photo holds its words together
    crowd = [(f"no-{n}", plain.replace("Jonas", f"Jonas {n}").replace("0124", f"01{n}")) for n in range(20, 40)]
    page = shown([ISARTOR], [*TEAM, *crowd])
    for lower in range(0, 25, 4):  # wherever the sheet ends
        restyle(page, f".sign-people {{ padding-block-start: {lower}mm !important }}")
        sheets = paper(page)
        assert len(sheets) > 1
        for slug, _ in crowd:
            (sheet,) = (links for links in sheets if any(link.endswith(f"/people/{slug}/") for link in links))
            assert f"tel:+4981515550{slug.replace('no-', '1')}" in sheet, f"{slug} is cut in two"


CALLS = {
    "who is there, with their hours": ([("anna", ANNA), ("jonas", JONAS)], "089 555 0111", "Mo–Do 12:30–13:30"),
    "the stand-in, with theirs": (AWAY, "08151 555 0124", "Di 09:00–12:00, Do 09:00–12:00"),
    "the place, if nobody stands in": ([("anna", ANNA + "Away: 2026-08-03/2026-08-21\n")], "089 555 0100", ""),
}


@pytest.mark.parametrize("whom", CALLS)
def test_who_finds_nobody_calls_somebody_who_answers(shown: Shown, whom: str) -> None:
    people, number, hours = CALLS[whom]
    words = shown([ISARTOR], people).locator(".sign-call").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    first, _, more = words.partition("\n")
    assert first.strip() == f"Anrufen {number}"
    assert more.startswith(hours)
    assert ("Cent" in words) == (number == "089 555 0111")
