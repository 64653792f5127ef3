"""What machines read of the pages: one graph each (JSON-LD), and microformats."""

import re
from collections import defaultdict
from urllib.parse import urljoin

import mf2py
import pytest
from looking import Web, graph_of, pages

from tests.conftest import ARTICLE, BUSINESS
from tests.vocabulary import (
    ADDRESS,
    EVENT,
    EVENT_RECOMMENDED,
    LOCAL_BUSINESS,
    LOCAL_BUSINESS_RECOMMENDED,
    complaints,
    nodes,
    references,
)

HERE = "http://localhost:8000"
HOME = "https://adler.example"
COMING = ("meet/2026-09-lendplatz/index.html", "meet/2026-10-to-the-mill/index.html")


@pytest.fixture(scope="module")
def graphs(example_site):
    """The graph of every page by its file; there is one on each."""
    return {name: graph_of(page) for name, page in pages(example_site).items()}


@pytest.fixture(scope="module")
def types(graphs):
    return {node["@id"]: node["@type"] for node in nodes([*graphs.values()]) if "@id" in node}


def of_type(graph, kind):
    return [node for node in graph if node["@type"] == kind]


def test_everything_is_as_schema_org_allows(graphs, types):
    wrong = {name: [*complaints(graph, types)] for name, graph in graphs.items()}
    assert {name: found for name, found in wrong.items() if found} == {}
    found = {node["@type"] for node in nodes([*graphs.values()])}
    assert found >= {"Bakery", "Person", "ContactPoint", "Event", "WebSite", "BlogPosting", "OpeningHoursSpecification"}


def test_whatever_is_referred_to_stands_on_some_page(graphs, types):
    assert {iri for iri in references([*graphs.values()]) if iri not in types} == set()


def test_one_thing_never_says_two_things_of_itself(graphs):
    said = defaultdict(set)
    for node in nodes([*graphs.values()]):
        for key, value in node.items():
            if "@id" in node:
                said[node["@id"], key].add(str(value))
    assert {where: found for where, found in said.items() if len(found) > 1} == {}


def test_ids_are_below_the_site_and_their_pages_are_there(graphs, example_site):
    web = Web(example_site, HERE)
    ids = {node["@id"] for node in nodes([*graphs.values()]) if "@id" in node}
    assert [iri for iri in ids if not iri.startswith(f"{HERE}/")] == []
    assert [iri for iri in ids if web.file(iri) not in web.files] == []


def test_every_page_speaks_of_itself_and_of_the_business(graphs):
    for name, graph in graphs.items():
        assert [node["@id"] for node in graph[:2]] == [f"{HERE}/#business", f"{HERE}/#website"]
        if name != "404.html":
            assert urljoin(f"{HERE}/", graph[2]["url"]) == f"{HERE}/{name.removesuffix('index.html')}"


def test_pictures_and_addresses_that_graphs_name_are_there(graphs, example_site):
    web = Web(example_site, HERE)
    named = [node.get(key) for node in nodes([*graphs.values()]) for key in ("image", "logo", "url")]
    whole = {each for said in named if said for each in (said if isinstance(said, list) else [said])}
    assert len(whole) > 40
    assert [address for address in whole if web.is_dead(address)] == []


@pytest.mark.parametrize("name", ["index.html", "contact/index.html"])
def test_the_business_has_what_google_asks_for(name, graphs):
    (business,) = of_type(graphs[name], "Bakery")
    assert set(business) >= LOCAL_BUSINESS | LOCAL_BUSINESS_RECOMMENDED
    assert set(business["address"]) >= ADDRESS
    assert (round(business["geo"]["latitude"], 5), round(business["geo"]["longitude"], 5)) == (47.06712, 15.4334)
    assert business["telephone"] == "+433165550100"
    assert {way for point in business["contactPoint"] for way in point} >= {"availableLanguage", "hoursAvailable"}


@pytest.mark.parametrize("name", [*COMING, "meet/index.html"])
def test_meetups_have_what_google_asks_for(name, graphs):
    events = of_type(graphs[name], "Event")
    assert events
    for event in events:
        optional = {"performer"} if event["eventStatus"].endswith("Cancelled") else set()
        assert set(event) >= (EVENT | EVENT_RECOMMENDED) - optional
        assert event["location"]["address"]
        assert {performer["name"] for performer in event.get("performer", [])} <= {"Rosa Adler", "Ben Hödl"}


def test_dates_that_are_over_are_no_events(graphs):
    assert of_type(graphs["meet/2026-06-lendplatz/index.html"], "Event") == []
    together = [event["@id"] for name in COMING for event in of_type(graphs[name], "Event")]
    assert [event["@id"] for event in of_type(graphs["meet/index.html"], "Event")] == together


def test_nobody_rates_themselves(graphs):
    keys = {key for node in nodes([*graphs.values()]) for key in node}
    assert [key for key in keys if re.search("rating|review", key, re.IGNORECASE)] == []


def test_an_article_names_who_of_us_wrote_it(graphs):
    article = graphs["eight-weeks-oat-milk.html"][-1]
    assert article["author"][0]["@id"] == f"{HERE}/people/ben/#person"
    assert article["datePublished"].startswith("2026-05-02")
    assert graphs["ein-viertel-brot-de.html"][-1]["inLanguage"] == "de"


SHOP = """\
obfuscate: entities
locations:
  - address: {street: Griesgasse 12, postal_code: 8020, city: Graz}
    email: shop@adler.example
"""


def test_addresses_that_pages_spell_out_are_in_no_graph(small_site):
    small_site.write("business.yaml", BUSINESS + SHOP)
    small_site.write("news/loaf.md", ARTICLE)
    built = small_site.build()
    assert "adler.example" in str(graph_of(built.page("")))
    assert [name for name, page in pages(built).items() if "@adler" in str(graph_of(page))] == []
    person = cards(built, "people/rosa/index.html")[0]
    assert person["email"] == ["mailto:rosa@adler.example"]


def test_a_site_without_an_address_has_no_graph(small_site):
    built = small_site.build(SITEURL="")
    assert [name for name, page in pages(built).items() if page.find("script", type="application/ld+json")] == []


def test_relative_links_leave_ids_whole(small_site):
    built = small_site.build(RELATIVE_URLS=True, SITEURL="https://x.example/shop")
    assert {graph_of(page)[0]["@id"] for page in pages(built).values()} == {"https://x.example/shop/#business"}


def test_a_home_page_of_the_owners_own_tells_all(small_site):
    small_site.write("pages/home.md", "Title: Bread\nSave_as: index.html\n\nBread.\n")
    graph = graph_of(small_site.build().page(""))
    assert "contactPoint" in graph[0]
    assert (graph[2]["name"], graph[2]["about"]) == ("Bread", {"@id": f"{HOME}/#business"})


def test_other_peoples_themes_have_the_graph_on_our_pages(small_site):
    small_site.write("requests/spelt.md", "Title: Spelt\nAsked: 2026-07-01\n")
    built = small_site.build(THEME="simple")
    for name in ("contact/", "requests/", "requests/spelt/", "people/rosa/", "404.html"):
        assert graph_of(built.page(name))[0]["@id"] == f"{HOME}/#business"


# Microformats: people, the business and dates, as they are marked in the pages themselves.


def items(built, name, home=HOME):
    """Everything that mf2py finds in a page, however deep."""
    queue = mf2py.parse(doc=built.text(name), url=f"{home}/{name.removesuffix('index.html')}")["items"]
    while queue:
        item = queue.pop(0)
        yield item
        values = [value for found in item["properties"].values() for value in found]
        queue += [
            value for value in [*values, *item.get("children", [])] if isinstance(value, dict) and "type" in value
        ]


def of_format(built, name, kind, home=HOME):
    return [item["properties"] for item in items(built, name, home) if kind in item["type"]]


def cards(built, name, home=HOME):
    return of_format(built, name, "h-card", home)


@pytest.fixture(scope="module")
def found_cards(example_site):
    return {name: cards(example_site, name, HERE) for name in example_site.files() if name.endswith(".html")}


def representative(found, address):
    """The card that a page is about, as microformats.org says it is found."""
    return next((card for card in found if address in card.get("uid", []) and address in card.get("url", [])), None)


def test_every_card_has_one_name_and_it_is_somebodys(found_cards):
    known = {"Rosa Adler", "Ben Hödl", "Hanna Zirngast", "Adler Bread", "Kulmer's mill"}
    neighbours = {card["name"][0] for card in found_cards["neighbours/index.html"]}
    for name, found in found_cards.items():
        assert [card for card in found if len(card.get("name", [])) != 1] == [], name
        assert {card["name"][0] for card in found} <= known | neighbours, name


def test_cards_of_one_page_contradict_each_other_nowhere(found_cards):
    """Those of who answers later are hidden, and read nevertheless."""
    said = defaultdict(set)
    for found in found_cards.values():
        for card in found:
            for key in ("tel", "email", "url", "uid", "job-title", "org"):
                if key in card:
                    said[card["name"][0], key].add(tuple(card[key]))
    assert {where: values for where, values in said.items() if len(values) > 1} == {}


@pytest.mark.parametrize(("slug", "name"), [("rosa", "Rosa Adler"), ("ben", "Ben Hödl")])
def test_a_persons_page_is_about_the_person_also_while_they_are_away(slug, name, found_cards):
    card = representative(found_cards[f"people/{slug}/index.html"], f"{HERE}/people/{slug}/")
    assert card["name"] == [name]
    assert card["photo"][0]["value"] == f"{HERE}/images/{slug}.svg"
    assert card["photo"][0]["alt"]
    assert card["email"] == [f"mailto:{slug}@adler.example"]
    assert card["tel"][0].startswith("tel:+43")
    assert card["org"] == ["Adler Bread"]
    assert card["job-title"]
    assert card["note"]


def test_the_page_of_somebody_who_left_is_about_them(found_cards):
    card = representative(found_cards["people/hanna/index.html"], f"{HERE}/people/hanna/")
    assert card["name"] == ["Hanna Zirngast"]
    assert not {"tel", "email", "org"} & set(card)


def test_the_business_has_a_card_on_every_page(found_cards):
    for name, found in found_cards.items():
        if name != "404.html":
            card = representative(found, f"{HERE}/")
            assert card["name"] == card["org"] == ["Adler Bread"]
            assert (card["tel"], card["email"]) == (["tel:+433165550100"], ["mailto:shop@adler.example"])
            (address,) = card["adr"]
            assert address["value"] == "Griesgasse 12, 8020\u00a0Graz"
            assert address["properties"] == {
                "street-address": ["Griesgasse 12"],
                "postal-code": ["8020"],
                "locality": ["Graz"],
                "country-name": ["Austria"],
                "geo": ["geo:47.06712,15.4334"],
            }


def test_the_contact_page_has_the_address_in_parts(example_site):
    addresses = of_format(example_site, "contact/index.html", "h-adr", HERE)
    assert {address["street-address"][0] for address in addresses} == {"Griesgasse 12"}


@pytest.mark.parametrize("name", ["index.html", "contact/index.html", "meet/index.html", *COMING])
def test_dates_are_events(name, example_site):
    events = of_format(example_site, name, "h-event", HERE)
    assert events
    for event in events:
        assert {key: len(event[key]) for key in ("name", "start", "location", "url")} == dict.fromkeys(
            ("name", "start", "location", "url"), 1
        )
        assert re.fullmatch(r"2026-\d\d-\d\d \d\d:00:00\+02:?00", event["start"][0])
        assert event["end"][0] > event["start"][0]


def test_a_date_that_is_off_says_so(example_site):
    events = of_format(example_site, "meet/2026-10-to-the-mill/index.html", "h-event", HERE)
    assert [event.get("status") for event in events] == [None, ["cancelled"], None]


def test_graph_and_microformats_say_the_same_of_dates(example_site, graphs):
    name = "meet/2026-10-to-the-mill/index.html"
    for event, node in zip(of_format(example_site, name, "h-event", HERE), of_type(graphs[name], "Event"), strict=True):
        assert event["name"] == [node["name"]]
        assert event["location"] == [node["location"]["name"]]
        assert event["start"][0][:19] == node["startDate"][:19].replace("T", " ")


def test_while_nobody_answers_no_card_is_without_a_name(small_site):
    small_site.write("people/rosa.md", "Name: Rosa\nEmail: rosa@adler.example\nAway: 2026-08-01/2026-08-14\n")
    built = small_site.build()
    for name in pages(built):
        assert {tuple(card["name"]) for card in cards(built, name)} <= {("Rosa",), ("Adler Bread",)}, name
