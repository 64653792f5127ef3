"""Answers: Markdown in, and never anything out that could run, spy, or break the page around it."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from pelican_converse.answers import PROSE, Answers

ANSWERS = Answers()
SCHEMES = {"http", "https", "mailto", "tel", "sms", "geo"}
PLAIN = [
    *("p", "em", "strong", "pre", "ul", "li", "blockquote", "hr", "br", "h3", "h4", "h5", "h6"),
    *("table", "thead", "tbody", "tr"),
]
ATTRIBUTES = {name: set() for name in PLAIN} | {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "code": {"class"},
    "ol": {"start"},
    "td": {"style"},
    "th": {"style"},
}


def html(text):
    return ANSWERS.html(text)


def scheme(address):
    """The scheme that a browser would see in an address."""
    address = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(33)))))
    match = re.match(r"([a-z][a-z0-9+.-]*):", address, re.IGNORECASE)
    return match[1].lower() if match else ""


def assert_harmless(text):
    for element in BeautifulSoup(html(text), "html.parser").find_all(True):
        assert set(element.attrs) <= ATTRIBUTES[element.name], element
        for name in ("href", "src"):
            found = element.get(name)
            if found is not None and not found.startswith(("{filename}", "{static}")):
                assert scheme(found) in SCHEMES | {""}, element


def links(text):
    return [element.get("href") for element in BeautifulSoup(html(text), "html.parser").find_all("a")]


def test_markdown_becomes_html():
    assert html("Which one, **Oatly** or *the local one*?") == (
        "<p>Which one, <strong>Oatly</strong> or <em>the local one</em>?</p>"
    )


@pytest.mark.parametrize(
    "raw",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "text <b onclick='x'>bold</b>",
        "<!-- hidden -->",
        "<div markdown=1>\n\n*x*\n\n</div>",
        "</p></article><h1>x",
        "<svg/onload=alert(1)>",
        "<?php x ?>",
        "<![CDATA[x]]>",
        "<converse-piece name='form'></converse-piece>",
    ],
)
def test_raw_html_is_shown_as_it_was_typed(raw):
    assert_harmless(raw)
    shown = BeautifulSoup(html(raw), "html.parser").get_text()
    assert re.sub(r"[\s*]", "", shown) == re.sub(r"[\s*]", "", raw)


BAD = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&#115;cript:alert(1)",
    "java&#x73;cript:alert(1)",
    "java&#0000115;cript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript&#58alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "&#1;javascript:alert(1)",
    "&#x20;javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\\script:alert(1)",
    "javascript\\:alert(1)",
    "java\u00adscript:alert(1)",
    "vbscript:x",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "file:///etc/passwd",
    "blob:x",
    "view-source:x",
    "feed:javascript:alert(1)",
    "{attach}/x.csv",
    "{index}",
    "{filename}{static}javascript:x",
    "{javascript:alert(1)}",
]


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize(
    "text", ["[x]({})", "[x](<{}>)", "![x]({})", '[x]({} "title")', "<{}>", "[x][1]\n\n[1]: {}", "[x]: {}\n\n[x]"]
)
def test_a_link_that_could_run_is_no_link(text, bad):
    said = text.replace("{}", bad)
    assert_harmless(said)
    found = [
        element.get("href") or element.get("src") for element in BeautifulSoup(html(said), "html.parser").find_all()
    ]
    assert not any(link and scheme(link) in ("javascript", "data", "vbscript", "file") for link in found)


@pytest.mark.parametrize(
    "good",
    [
        "https://oatly.example/a?b=c&d=e#f",
        "http://oatly.example",
        "mailto:rosa@adler.example",
        "tel:+433165550100",
        "geo:47.06,15.43",
        "/menu/",
        "menu/?at=07:30",
        "#note:1",
        "{filename}/pages/visit.md",
        "{filename}../pages/visit.md#where",
        "{static}/images/a.jpg",
        "//graz.example/x",
    ],
)
def test_an_honest_link_stays_as_it_is(good):
    assert links(f"[x]({good})") == [good]
    assert BeautifulSoup(html(f"![x]({good})"), "html.parser").img["src"] == good


def test_addresses_in_angle_brackets_become_links():
    assert links("<https://oatly.example> <rosa@adler.example>") == [
        "https://oatly.example",
        "mailto:rosa@adler.example",
    ]


def test_headings_stand_below_the_pages_own():
    text = "\n\n".join(f"{'#' * level} x" for level in range(1, 7))
    assert re.findall(r"<(h\d)>", html(text)) == ["h3", "h4", "h5", "h6", "h6", "h6"]
    assert html("x\n===\n\ny\n---") == "<h3>x</h3>\n<h4>y</h4>"


@pytest.mark.parametrize(
    "text",
    [
        "[x](y){onclick=alert(1)}",
        "# x {: onclick=alert(1) }",
        '``` { .py onclick="alert(1)" }\nx\n```',
        '```py onclick="alert(1)"\nx\n```',
        '[x](y "\\" onclick=\\"alert(1)")',
        '[x](y" onclick="alert(1))',
        '![x" onerror="alert(1)](y)',
        "[x](y 'a\" onmouseover=\"alert(1)')",
        '![x](y"onerror=alert(1))',
        '<https://a.example/"onclick=alert(1)//>',
        '|a|\n|:-:" onclick=x|\n|b|',
    ],
)
def test_no_attribute_can_be_slipped_in(text):
    assert_harmless(text)


def test_tables_code_and_lists_work():
    assert "<td>1</td>" in html("|a|b|\n|-|-|\n|1|2|")
    assert '<code class="language-py">x &lt; 1\n</code>' in html("```py\nx < 1\n```")
    assert html("3. x\n4. y").startswith('<ol start="3">')


def test_nothing_of_one_answer_is_left_in_the_next():
    ANSWERS.html("[x][1]\n\n[1]: https://oatly.example")
    assert html("[x][1]") == "<p>[x][1]</p>"


FRAGMENTS = st.one_of(
    st.sampled_from(
        [*BAD, *"[]()<>!&;:#`*_{}|\\\"'\n\t", "](", "[x](", "](<", "<", "&#", "![", "\n\n", "[1]: ", "```", "~~~"]
    ),
    st.sampled_from(
        ["java", "script", ":", "alert(1)", "onclick=x", "<script>", "\x02", "\x03", "amp", "klzzwxh:0000"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
)


@given(st.lists(FRAGMENTS, max_size=12).map("".join))
def test_whatever_is_written_is_harmless(text):
    assert_harmless(text)


LINES = st.builds(
    lambda first, rest: (first + rest).rstrip(),
    st.sampled_from("abÄé中"),
    st.text("abÄß .,-+!:/1()'\"^$%@;?–é中"),
)


@given(st.lists(LINES, min_size=1), st.sampled_from(["\n", "\n\n"]))
def test_prose_is_what_markdown_makes_of_it(lines, between):
    text = between.join(lines)
    assert PROSE.fullmatch(text)
    assert Answers().html(text) == Answers()._markdown.convert(text)


@pytest.mark.parametrize(
    "text",
    [
        "1. a",
        "a  \nb",
        "- a",
        "a\n---",
        "# a",
        "a & b",
        "a*b*",
        "a\n    b",
        "`a`",
        "a\n===",
        "[a](b)",
        "a|b\n-|-",
        "ä\tb",
    ],
)
def test_whatever_may_mean_something_goes_through_markdown(text):
    assert not PROSE.fullmatch(text)
