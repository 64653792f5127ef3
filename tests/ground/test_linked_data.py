"""The nodes that a site becomes for machines, checked against schema.org's vocabulary."""

import json
from datetime import date

import pytest
from test_problems import write_site

from pelican_converse.linkeddata import LinkedData, Shown, Whereabouts, graph_text
from pelican_converse.loading import read_site
from pelican_converse.model.businesstypes import TYPES as KINDS
from pelican_converse.urls import Urls
from tests.vocabulary import TYPES, above, complaints, nodes, references

TODAY = date(2026, 8, 6)
HOME = "https://adler.example"
HEAD = "name: Adler Bread\ntype: Bakery\ncountry: AT\ntime_zone: Europe/Vienna\ncontact: rosa\n"
ROSA = "Name: Rosa Adler\nEmail: rosa@adler.example\nPhone: +43 316 555 0123\n"
SHOP = "  - name: Shop\n    address: {street: Griesgasse 12, postal_code: 8020, city: Graz}\n"
STALL = """\
  - name: Stall
    address: {street: Corso 3, postal_code: 38121, city: Trento, region: TN, country: IT}
    time_zone: Europe/Rome
    geo: [46.06787, 11.12108]
    phone: 0461 555012
    hours: Sa 08:00-12:00; PH off
"""


def linked(folder, business=HEAD, rosa=ROSA, files=None, settings=None):
    said = {"content/business.yaml": business, "content/people/rosa.md": rosa} | (files or {})
    site = read_site(write_site(folder, said), TODAY)
    urls = Urls(settings or {})

    def page(name, slug=""):
        return urls.url(name, slug) if urls.save_as(name, slug) else ""

    return LinkedData(site, Whereabouts(HOME, page, lambda picture: picture.file))


def graph(data, url=""):
    return data.graph(Shown(url, "en"))


def all_graphs(data):
    urls = ["", "contact/", "meet/", "404.html", "requests/", *(f"people/{slug}/" for slug in data.site.people)]
    urls += [f"meet/{meetup.slug}/" for meetup in data.site.meetups]
    return [graph(data, url) for url in urls]


def assert_allowed(data):
    graphs = all_graphs(data)
    types = {node["@id"]: node["@type"] for node in nodes(graphs) if "@id" in node}
    assert [problem for each in graphs for problem in complaints(each, types)] == []
    assert {iri for each in graphs for iri in references(each)} <= set(types)


def test_the_kinds_of_business_are_those_of_the_vocabulary():
    assert set(KINDS) == {kind for kind in TYPES if "LocalBusiness" in above(kind)}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_business_may_have_what_we_say_of_it(kind, tmp_path):
    business = HEAD.replace("Bakery", kind) + f"tagline: Bread\nlanguages: [de, en]\nlocations:\n{STALL}"
    data = linked(tmp_path, business + "channels: {instagram: adlerbread}\nlegal: {vat_id: ATU12345678}\n")
    assert data.business["@type"] == kind
    assert_allowed(data)


def test_of_a_business_that_says_little_little_is_said(tmp_path):
    data = linked(tmp_path, HEAD.replace("type: Bakery\n", ""), "Name: Rosa\nEmail: rosa@adler.example\n")
    assert data.business == {
        "@type": "LocalBusiness",
        "@id": f"{HOME}/#business",
        "name": "Adler Bread",
        "url": f"{HOME}/",
        "email": "rosa@adler.example",
        "contactPoint": [
            {
                "@type": "ContactPoint",
                "contactType": "customer service",
                "name": "Rosa",
                "email": "rosa@adler.example",
                "availableLanguage": ["en"],
            }
        ],
        "knowsLanguage": ["en"],
        "employee": [{"@id": f"{HOME}/people/rosa/#person"}],
    }
    assert_allowed(data)


def test_one_place_is_the_business_itself(tmp_path):
    data = linked(tmp_path, f"{HEAD}locations:\n{STALL}  - name: On the phone\n    hours: Mo 08:00-09:00\n")
    assert data.business["@type"] == "Bakery"
    assert data.business["telephone"] == "+390461555012"
    assert data.business["geo"] == {"@type": "GeoCoordinates", "latitude": 46.06787, "longitude": 11.12108}
    assert data.business["address"]["addressCountry"] == "IT"
    assert data.business["openingHoursSpecification"][0]["dayOfWeek"] == ["Saturday"]


def test_several_places_are_businesses_of_one_organization(tmp_path):
    data = linked(tmp_path, f"{HEAD}locations:\n{SHOP}{STALL}{STALL.replace('Stall', '市場')}")
    business, *_, shop, first, second, rosa = graph(data)
    assert business["@type"] == graph(data, "requests/")[0]["@type"] == "Organization"
    assert not {"address", "geo", "openingHoursSpecification"} & set(business)
    assert [place["@id"] for place in (shop, first, second)] == [ref["@id"] for ref in business["subOrganization"]]
    assert [place["@id"].partition("#")[2] for place in (shop, first, second)] == [
        "location-shop",
        "location-stall",
        "location-%E5%B8%82%E5%A0%B4",
    ]
    assert {place["@type"] for place in (shop, first, second)} == {"Bakery"}
    assert [place["name"] for place in (shop, first)] == ["Adler Bread, Shop", "Adler Bread, Stall"]
    assert [place["telephone"] for place in (shop, first)] == ["+433165550123", "+390461555012"]
    assert shop["address"]["addressCountry"] == "AT"
    assert first["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Corso 3",
        "postalCode": "38121",
        "addressLocality": "Trento",
        "addressRegion": "TN",
        "addressCountry": "IT",
    }
    assert rosa["@type"] == "Person"
    assert_allowed(data)


@pytest.mark.parametrize(
    ("channels", "expected"), [("", "+433165550123"), ("channels: {phone: +43 316 555 0199}\n", "+433165550199")]
)
def test_a_place_without_a_phone_never_gets_that_of_another(channels, expected, tmp_path):
    shop = SHOP + "    phone: +43 316 555 0100\n    email: shop@adler.example\n"
    stall = STALL.replace("    phone: 0461 555012\n", "")
    data = linked(tmp_path, f"{HEAD}{channels}locations:\n{shop}{stall}")
    assert [branch["telephone"] for branch in data._branches] == ["+433165550100", expected]
    assert data._branches[1].get("email") != "shop@adler.example"
    assert data.business["telephone"] == "+433165550100"


def test_a_place_elsewhere_keeps_the_holidays_of_its_country(tmp_path):
    stall = STALL.replace("Sa 08:00", "Mo-Su 08:00")
    data = linked(tmp_path, f"{HEAD}locations:\n{SHOP}    hours: Mo-Su 08:00-12:00; PH off\n{stall}")
    shop, stall = ({spec.get("validFrom") for spec in each["openingHoursSpecification"]} for each in data._branches)
    assert "2026-10-26" in shop - stall
    assert "2027-04-25" in stall - shop


def test_whoever_answers_says_when_and_in_which_languages(tmp_path):
    rosa = ROSA.replace("0123", "0123 | hours: Tu-Fr 14:00-16:00") + "Languages: de, en\nHours: Mo 01:00-02:00\n"
    data = linked(
        tmp_path,
        HEAD,
        f"{rosa}Away: 2026-09-01/2026-09-04, Ben answers\n",
        {"content/people/ben.md": "Name: Ben\nEmail: b@adler.example\n"},
    )
    phone, email = data.business["contactPoint"]
    assert (phone["telephone"], phone["availableLanguage"]) == ("+433165550123", ["de", "en"])
    assert phone["hoursAvailable"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["Tuesday", "Wednesday", "Thursday", "Friday"],
            "opens": "14:00",
            "closes": "16:00",
        },
        {
            "@type": "OpeningHoursSpecification",
            "opens": "00:00",
            "closes": "00:00",
            "validFrom": "2026-09-01",
            "validThrough": "2026-09-04",
        },
    ]
    assert "hoursAvailable" not in email


def test_of_those_who_left_only_the_name_is_told(tmp_path):
    hanna = "Name: Hanna\nRole: Counter\nPhone: +43 316 555 0125\nLeft: 2026-03-31\n"
    data = linked(tmp_path, files={"content/people/hanna.md": hanna})
    assert graph(data, "people/hanna/")[-1] == {
        "@type": "Person",
        "@id": f"{HOME}/people/hanna/#person",
        "name": "Hanna",
        "url": f"{HOME}/people/hanna/",
    }
    assert data.business["employee"] == [{"@id": f"{HOME}/people/rosa/#person"}]


def test_addresses_that_pages_spell_out_are_nowhere(tmp_path):
    places = SHOP + "    email: shop@adler.example\n"
    business = f"{HEAD}obfuscate: entities\nchannels: {{email: we@adler.example}}\nlocations:\n{places}{STALL}"
    text = json.dumps(all_graphs(linked(tmp_path, business)))
    assert "@adler.example" not in text
    assert "email" not in text
    assert "@adler.example" in json.dumps(all_graphs(linked(tmp_path, business.replace("obfuscate: entities\n", ""))))


MEETUP = "content/meetups/market.md"
TOUR = "Title: On the road\n\n## 2026-08-05 10:00-11:00, Past\n\n"
TOUR += "## 2026-10-24 20:00-01:00, Weiz\nGeo: 47.2180, 15.6225\n\n"
TOUR += "## 2026-10-25 10:00, Anger\nCancelled: Rain\n\n## 2026-12-01/2026-12-02, Home\n"


def test_a_stop_that_is_still_to_come_is_an_event(tmp_path):
    data = linked(tmp_path, files={MEETUP: TOUR})
    _, _, page, weiz, anger, home = graph(data, "meet/market/")
    assert graph(data, "meet/")[3:] == [weiz, anger, home]
    assert page["about"] == [{"@id": f"{HOME}/meet/market/#stop-{number}"} for number in (2, 3, 4)]
    assert (weiz["startDate"], weiz["endDate"]) == ("2026-10-24T20:00:00+02:00", "2026-10-25T01:00:00+02:00")
    assert anger["startDate"] == "2026-10-25T10:00:00+01:00"
    assert "endDate" not in anger
    assert (home["startDate"], home["endDate"]) == ("2026-12-01", "2026-12-02")
    assert [event["eventStatus"].rpartition("/")[2] for event in (weiz, anger)] == ["EventScheduled", "EventCancelled"]
    assert weiz["performer"][0]["name"] == "Rosa Adler"
    assert "performer" not in anger
    assert weiz["location"]["geo"]["latitude"] == 47.218
    assert_allowed(data)


def test_a_meetup_that_is_over_is_no_event(tmp_path):
    data = linked(tmp_path, files={MEETUP: "Title: Coffee\nWhen: 2026-08-05\nWhere: Market\n"})
    assert [node["@type"] for node in graph(data, "meet/market/")] == ["Bakery", "WebSite", "WebPage"]


def test_pages_that_are_left_out_are_nothing_to_refer_to(tmp_path):
    left_out = {f"CONVERSE_{page}_SAVE_AS": "" for page in ("PERSON", "MEETUP", "NOT_FOUND", "CONTACT")}
    data = linked(tmp_path, files={MEETUP: TOUR}, settings=left_out)
    assert data.business["employee"] == [{"@id": f"{HOME}/#person-rosa"}]
    assert {node["@id"]: node for node in graph(data)}[f"{HOME}/#person-rosa"]["name"] == "Rosa Adler"
    assert graph(data, "meet/")[3]["@id"] == f"{HOME}/#meetup-market-2"
    assert "people/" not in json.dumps(all_graphs(data)[:5])
    assert_allowed(data)


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("Rosa", {"@id": f"{HOME}/people/rosa/#person", "name": "Rosa Adler", "url": f"{HOME}/people/rosa/"}),
        ("Priya", {"name": "Priya"}),
    ],
)
def test_an_article_says_who_wrote_it(name, author, tmp_path):
    shown = Shown("loaf.html", "de", "Der Laib", "2026-05-02T00:00:00+02:00", "2026-05-03T00:00:00+02:00", (name,))
    found = linked(tmp_path).graph(shown)
    page, article = found[2:]
    assert page["mainEntity"] == {"@id": article["@id"]}
    assert (article["headline"], article["inLanguage"]) == ("Der Laib", "de")
    assert (article["datePublished"], article["dateModified"]) == (shown.published, shown.modified)
    assert article["author"] == [{"@type": "Person", **author}]
    assert [*complaints(found, {node["@id"]: node["@type"] for node in nodes(found) if "@id" in node})] == []


def test_who_is_lost_learns_whose_site_it_is(tmp_path):
    assert [node["@type"] for node in graph(linked(tmp_path), "404.html")] == ["Bakery", "WebSite"]


def test_nothing_in_a_graph_can_end_its_element():
    hostile = "</script><!--<script>&amp;\u2028\u2029 ä"
    text = graph_text([{"@type": "Person", "name": hostile}])
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == {"@context": "https://schema.org", "@graph": [{"@type": "Person", "name": hostile}]}


def test_an_address_with_a_space_is_written_as_addresses_are(tmp_path):
    assert linked(tmp_path).where.whole("images/the oven.jpg") == f"{HOME}/images/the%20oven.jpg"
