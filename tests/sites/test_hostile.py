"""Whatever anybody writes into a file of ours stays words: it makes no HTML, runs nothing, and publishes no file."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from bs4 import BeautifulSoup
from looking import built_on_the_day, graph_of, pages, squeezed, words
from lxml import etree

from pelican_converse.model.request import in_quotes
from pelican_converse.problems import BadContent
from tests.conftest import BuiltSite, SmallSite

HOSTILE = (
    "<xmark onxmark=1> <script>xmark()</script> <img src=xmark onerror=xmark()> <svg/onload=xmark()> "
    "\" onxmark=\"1 ' onxmark='1 `onxmark=1 ]]> --> </script></style></title></textarea></option></a> "
    "{{ 7777*7777 }} {% raw %} {# xmark #} %(name)s {static}/../secret.txt {filename}/x {static}/private/list.csv "
    "|static|/../secret.txt [xmark](javascript:xmark()) ![xmark](xmark) **xmark** `xmark` &lt;xmark&gt; &#60;xmark> "
    '<converse-piece name="form" form="ask"></converse-piece> <converse-piece name=contact> \u202exmark \\" /// form'
)
"""Everything that some parser between a file and a reader might take for its own."""
LETTER = f"""\
# xmark

> xmark <xmark
onxmark=1>

- {HOSTILE}
    <script>xmark()</script>

```
{{% endraw %}}{{{{ 7777*7777 }}}}
```
## xmark ##
/// form | ask
///
[xmark]: javascript:xmark()
<https://xmark.example/{{{{}}}}?"onxmark="1>
"""
"""The same at the length of a letter."""
SECRET = "the code of the safe is 7031"


def harmless(text: str) -> str:
    """As many words on as many lines, all of letters; an address stays one."""
    kept = re.split(r"(https://[\w.]+/)", text)
    return "".join(part if number % 2 else re.sub(r"[^\w\s]", "x", part) for number, part in enumerate(kept))


@dataclass
class Writer:
    """Writes the files of a site, with a text of somebody's in every field that takes one."""

    site: SmallSite
    change: Callable[[str], str]

    def line(self, field: str) -> str:
        return self.change(f"{field} {HOSTILE}")

    def letter(self, field: str) -> str:
        return self.change(f"{field}\n\n{LETTER}")

    def write(self) -> None:
        remark = re.sub('[";]', "", self.line("remark"))
        said = {
            "name": self.line("name"),
            "tagline": self.line("tagline"),
            "country": "AT",
            "time_zone": "Europe/Vienna",
            "contact": "rosa",
            "picture": f"images/loaf.svg | {self.line('picture')}",
            "locations": [
                {
                    "name": self.line("location"),
                    "address": {key: self.line(key) for key in ("street", "postal_code", "city", "region")},
                    "hours": f'Tu-Fr 07:00-18:00 "{remark}"',
                    "special": [{"dates": "2026-12-24", "closed": "yes", "why": self.line("why")}],
                }
            ],
            "topics": {self.line("topic key"): self.line("topic")},
            "answers_within": "2 working days",
            "legal": {
                **{key: self.line(key) for key in ("operator", "form", "represented_by", "register", "authority")},
                "address": {"street": self.line("street"), "postal_code": "8020", "city": self.line("city")},
                "phone": "+43 316 555 0100",
                "email": "rosa@adler.example",
                "vat_id": "none",
                "more": "Bakery.",
            },
        }
        self.site.write("business.yaml", json.dumps(said, ensure_ascii=False))
        rosa = {"Name": "Rosa " + self.line("person"), "Email": "rosa@adler.example", "Languages": "de"}
        rosa |= {key: self.line(key) for key in ("Role", "Pronouns", "Can decide")}
        rosa |= {"Photo": f"images/loaf.svg | {self.line('Photo')}", "Hours": f'Tu 07:00-15:00 "{remark}"'}
        self.site.write("people/rosa.md", "".join(f"{key}: {value}\n" for key, value in rosa.items()) + "\nI answer.\n")
        self._write_requests()
        pieces = "/// contact\n///\n\n/// form | ask\n///\n\n/// requests\n///\n\n/// request | spelt\n///\n\n"
        pieces += "/// changelog\n///\n\n/// hours\n///\n\n/// people\n///\n"
        for name in ("news/loaf.md", "pages/visit.md"):
            head = f"Title: {self.line('headline')}\nSlug: loaf\nDate: 2026-05-02\nCategory: Oven\n"
            self.site.write(name, f"{head}\n{pieces}")
        self.site.write("images/loaf.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
        self.site.write("private/list.csv", SECRET)
        (self.site.folder / "secret.txt").write_text(SECRET)

    def _write_requests(self) -> None:
        head = f"Title: {self.line('title')}\nAsked: 2026-07-01\nBy: {self.line('by')}\nMe too: 3\n"
        head += f"Topic: {self.line('topic key')}\nPicture: images/loaf.svg | {self.line('shown')}\n"
        turns = [
            f"## 2026-07-02, {in_quotes(self.line('customer'))} via phone",
            f"Picture: images/loaf.svg | {self.line('sent')}\n\n{self.letter('follow-up')}",
            "## 2026-07-03, Rosa: planned by 2026-07-20",
            "## 2026-07-03, Rosa: completed",
            "On Wednesdays.",
            f"## 2026-07-04, Rosa via phone: told {in_quotes(self.line('told'))}",
        ]
        self.site.write("requests/spelt.md", "\n\n".join([head + "\n" + self.letter("letter"), *turns]) + "\n")
        second = f"Title: {self.line('second title')}\nAsked: 2026-07-05\nBy: {self.line('second by')}\nKind: problem\n"
        self.site.write("requests/rye.md", second + "\n## 2026-07-06, Rosa: duplicate of spelt\n")
        for kind, more in (("question", ""), ("praise", "May quote: yes, 2026-07-06\n"), ("problem", "")):
            head = f"Title: {self.line(kind)}\nAsked: 2026-07-05\nBy: {self.line(f'{kind} by')}\nKind: {kind}\n{more}"
            head += "About: rosa\nNotice: until 2026-08-14\n" if kind == "problem" else "About: rosa\n"
            self.site.write(
                f"requests/{kind}.md", f"{head}\n{self.letter(f'{kind} letter')}\n\n## 2026-07-06, Rosa\n\nYes.\n"
            )


KINDS = ("question", "praise", "problem")
TITLES = (*KINDS, "title", "second title")
SHOWN = {
    "index.html": ["name", "tagline", "picture", "person", "street", "title", "by", "second by"],
    "contact/index.html": ["location", "street", "city", "region", "why", "person", "Role", "Pronouns", "Can decide"],
    "people/rosa/index.html": ["person", "Role", "Photo", "title", "praise", "praise by", "problem"],
    "questions/index.html": ["question", "question by", "problem"],
    "ask/index.html": ["topic", "topic key", "person"],
    "requests/index.html": ["title", "by", "second title"],
    "requests/spelt/index.html": ["title", "by", "topic", "shown", "customer", "sent", "told", "second title"],
    "legal/index.html": ["operator", "form", "represented_by", "street", "city", "register", "authority"],
    "privacy/index.html": ["operator", "street", "person"],
    "requests/status/index.html": ["title", "by"],
    "requests/status/duplicate/index.html": ["second title", "second by", "topic"],
    "changelog/index.html": ["title", "by", "second by"],
    "changelog/print/index.html": ["name", "title", "by", "second by"],
    "promises/index.html": ["title"],
    "loaf.html": ["headline", "location", "why", "topic", "title", "customer", "told", "person"],
    "pages/loaf.html": ["headline", "Can decide", "shown"],
}
"""On which pages the texts of which fields stand."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BuiltSite]:
    """The same site twice: with harmless words, and with hostile ones."""
    built, settings = {}, {"FEED_ALL_RSS": "feeds/all.rss.xml", "SUMMARY_MAX_LENGTH": None}
    for name, change in (("harmless", harmless), ("hostile", str)):
        site = SmallSite(tmp_path_factory.mktemp(name))
        Writer(site, change).write()
        built[name] = built_on_the_day(site, **settings)
    return built


def skeleton(html: str, parser: str) -> list[tuple[str, ...]]:
    """The elements of some HTML, each with the names of its attributes."""
    return [(element.name, *sorted(element.attrs)) for element in BeautifulSoup(html, parser).find_all(True)]


def feed_skeleton(site: BuiltSite, name: str) -> list[tuple[str, ...]]:
    """The elements of a feed, and those of the HTML in it."""
    found: list[tuple[str, ...]] = []
    for element in etree.fromstring((site.output / name).read_bytes()).iter():
        found.append((str(element.tag), *sorted(map(str, element.attrib))))
        if element.get("type") == "html" or element.tag == "description":
            found += skeleton(element.text or "", "html.parser")
    return found


OUR_SCRIPT = re.compile(
    r'<script src="[^"<>]*/theme/js/(?:now|board|forms)\.js" type="module"></script>|'
    r'<script type="application/ld\+json">[^<>&]+</script>'
)
"""Our modules, and a graph for machines, in which nothing can be taken for HTML."""
OUR_BAR = re.compile(r'<svg class="promises-bar"[^<>]*>(<path[^<>]*></path>)+</svg>')
"""The answers of a month, drawn."""


def from_the_payload(html: str) -> list[str]:
    """Elements, attributes, addresses and sums in some HTML that can only have come from the payload."""
    page = BeautifulSoup(html, "html.parser")
    found = [str(element) for element in page.find_all(["xmark", "script", "svg", "converse-piece"])]
    found = [element for element in found if not (OUR_SCRIPT.fullmatch(element) or OUR_BAR.fullmatch(element))]
    for element in page.find_all(True):
        found += [key for key in element.attrs if key.startswith("on")]
        found += [element[key] for key in ("href", "src") if "script:" in element.get(key, "").lower()]
    return found + re.findall("60481729", page.get_text())


def html_in(site: BuiltSite) -> list[str]:
    """Every page, and every HTML text in a feed."""
    found = [site.text(name) for name in site.files() if name.endswith(".html")]
    for name in site.files():
        if name.endswith("feed.json"):
            found += [item["content_html"] for item in json.loads(site.text(name))["items"]]
        if name.endswith(".xml"):
            feed = etree.fromstring((site.output / name).read_bytes())
            found += [str(each.text) for each in feed.iter() if each.get("type") == "html" or each.tag == "description"]
    return found


def named(site: BuiltSite, ending: str = "") -> dict[str, str]:
    """The files by their names, in which a topic, of which a part of its address is made, is any topic."""
    found = {re.sub("^requests/topic/[a-z0-9-]+/", "requests/topic/any/", name): name for name in site.files()}
    return {name: file for name, file in found.items() if name.endswith(ending)}


def test_hostile_words_publish_no_other_files(sites):
    assert named(sites["hostile"]).keys() == named(sites["harmless"]).keys()
    assert len(named(sites["hostile"])) == len(sites["hostile"].files()) == len(sites["harmless"].files())


@pytest.mark.parametrize("parser", ["html.parser", "lxml"])
def test_hostile_words_make_no_element_and_no_attribute(parser, sites):
    bare = {
        name: skeleton(sites["harmless"].text(file), parser) for name, file in named(sites["harmless"], ".html").items()
    }
    assert "requests/topic/any/index.html" in bare
    hostile = {
        name: skeleton(sites["hostile"].text(file), parser) for name, file in named(sites["hostile"], ".html").items()
    }
    assert [name for name in bare if hostile[name] != bare[name]] == []


def test_hostile_words_change_no_feed(sites):
    bare, hostile = (
        {name: feed_skeleton(sites[which], file) for name, file in named(sites[which], ".xml").items()}
        for which in ("harmless", "hostile")
    )
    assert {"requests/feed.atom.xml", "changelog/feed.atom.xml", "feeds/all.rss.xml"} <= bare.keys()
    assert [name for name in bare if hostile[name] != bare[name]] == []


@pytest.mark.parametrize("length", [1, 7, 50])
def test_hostile_words_stay_words_in_summaries_of_any_length(length, small_site):
    Writer(small_site, str).write()
    site = small_site.build(SUMMARY_MAX_LENGTH=length, FEED_ALL_RSS="feeds/all.rss.xml", RSS_FEED_SUMMARY_ONLY=True)
    assert [taken for html in html_in(site) for taken in from_the_payload(html)] == []


@pytest.mark.parametrize("path", SHOWN)
def test_hostile_words_stand_where_they_belong_as_they_were_written(path, sites):
    page = sites["hostile"].page(path)
    values = [value for element in page.find_all(True) for value in element.attrs.values() if isinstance(value, str)]
    seen = words(" ".join([page.get_text(), *values]))
    assert [field for field in SHOWN[path] if words(f"{field} {HOSTILE}") not in seen] == []


def test_machines_read_the_words_as_they_were_written(sites):
    graphs = {name: graph_of(page) for name, page in pages(sites["hostile"]).items()}
    business, website, *_ = graphs["index.html"]
    assert words(business["name"]) == words(website["name"]) == words(f"name {HOSTILE}")
    assert words(business["address"]["streetAddress"]) == words(f"street {HOSTILE}")
    assert words(graphs["people/rosa/index.html"][-1]["jobTitle"]) == words(f"Role {HOSTILE}")
    assert words(graphs["loaf.html"][-1]["headline"]) == words(f"headline {HOSTILE}")


def test_a_customers_letter_is_shown_to_the_letter(sites):
    page = sites["hostile"].page("requests/spelt/")
    asked, follow_up = page.find_all(class_="request-turn", attrs={"data-from": "customer"})
    assert squeezed(f"letter {LETTER}") in squeezed(asked.get_text())
    assert squeezed(f"follow-up {LETTER}") in squeezed(follow_up.get_text())
    assert [link["href"] for link in asked.find(class_="request-words").find_all("a")] == ["https://xmark.example/"]


def test_titles_in_feeds_are_the_customers_words(sites):
    feed = etree.fromstring((sites["hostile"].output / "requests/feed.atom.xml").read_bytes())
    atom = {"atom": "http://www.w3.org/2005/Atom"}
    titles = [words(title.text) for title in feed.findall("atom:entry/atom:title", atom)]
    assert sorted(titles) == [words(f"{field} {HOSTILE}") for field in sorted(TITLES)]
    authors = {words(name.text) for name in feed.findall("atom:entry/atom:author/atom:name", atom)}
    assert authors == {words(f"{field} {HOSTILE}") for field in ("by", "second by", *(f"{kind} by" for kind in KINDS))}


def test_json_feeds_hold_the_same_words_and_tags(sites):
    (feed,) = [json.loads(sites["hostile"].text("requests/feed.json"))]
    assert sorted(words(item["title"]) for item in feed["items"]) == [
        words(f"{field} {HOSTILE}") for field in sorted(TITLES)
    ]
    bare, hostile = (
        [
            skeleton(item["content_html"], "html.parser")
            for item in json.loads(sites[which].text("requests/feed.json"))["items"]
        ]
        for which in ("harmless", "hostile")
    )
    assert hostile == bare
    assert len(bare) == len(TITLES)


def test_no_file_is_taken_that_was_not_meant(sites):
    output = sites["hostile"].output
    assert [str(path) for path in output.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()] == []
    assert {path.name for path in output.parent.iterdir()} <= {"content", "output", "cache", "secret.txt"}
    assert {path.name for path in (output.parent / "content").iterdir()} == {
        "business.yaml", "images", "news", "pages", "people", "private", "requests"
    }  # fmt: skip


def test_our_own_peoples_words_are_markdown_and_no_more(small_site):
    """An answer may be bold and hold links, and nothing else of what HTML and templates can do."""
    hostile = re.sub(r"[{|]\w+[}|]/\S+", "", HOSTILE) + "\n\n# xmark\n\n**truly**\n"
    rosa = "Name: Rosa\nEmail: rosa@adler.example\n"
    small_site.write("people/rosa.md", f"{rosa}\n{hostile}\n\n[a](  javascript:xmark()) <javascript:xmark()>\n")
    answer = f"## 2026-07-02, Rosa: completed\n\n{hostile}\n\n[b][c]\n\n[c]: JaVaScRiPt:xmark() 'x\" onxmark=\"1'\n"
    small_site.write("requests/spelt.md", f"Title: Spelt\nAsked: 2026-07-01\n\n{answer}")
    small_site.write("news/loaf.md", "Title: Loaf\nDate: 2026-05-02\n\n/// request | spelt\n///\n\n/// contact\n///\n")
    site = small_site.build()
    assert len(html_in(site)) > 10
    assert [taken for html in html_in(site) for taken in from_the_payload(html)] == []
    page = site.page("requests/spelt/").find(class_="request-turn", attrs={"data-from": "staff"})
    assert "<xmark onxmark=1> <script>xmark()</script>" in page.get_text()
    assert "{{ 7777*7777 }} {% raw %} {# xmark #}" in page.get_text()
    assert page.find(class_="request-words").strong.get_text() == "truly"


def test_hostile_values_are_refused_where_only_certain_ones_can_be(small_site):
    keys = ["country", "time_zone", "contact", "answers_within", "picture", "type"]
    business = "name: Adler\n" + "".join(f"{key}: {json.dumps(HOSTILE)}\n" for key in keys)
    networks = ("phone", "email", "whatsapp", "signal", "telegram", "mastodon", "bluesky", "instagram", "facebook")
    business += "channels:\n" + "".join(f"  {name}: {json.dumps(HOSTILE)}\n" for name in networks)
    business += f"languages: [{json.dumps(HOSTILE)}]\ntheme:\n  accent: {json.dumps(HOSTILE)}\n"
    small_site.write("business.yaml", business)
    spoken = ["Email", "Phone", "WhatsApp", "Photo", "Languages", "Answers within", "Hours", "Away", "Left"]
    small_site.write("people/rosa.md", "Name: Rosa\n" + "".join(f"{key}: {HOSTILE}\n" for key in spoken))
    head = ["Asked", "Via", "Kind", "Me too", "Picture", "May quote", "Notice", "Ref", "Lang", "Slug"]
    small_site.write("requests/spelt.md", "Title: Spelt\n" + "".join(f"{key}: {HOSTILE}\n" for key in head))
    with pytest.raises(BadContent) as bad:
        small_site.build()
    told = {f"{problem.file}:{problem.line}" for problem in bad.value.problems}
    expected = {f"content/business.yaml:{line}" for line in (2, 3, 5, 6, 7, *range(9, 19), 20)}
    expected |= {f"content/people/rosa.md:{line}" for line in range(2, 2 + len(spoken))}
    expected |= {f"content/requests/spelt.md:{line}" for line in range(2, 2 + len(head))}
    assert told >= expected
    assert all("\n" not in str(problem) for problem in bad.value.problems)
