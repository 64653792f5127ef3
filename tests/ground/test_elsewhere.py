"""What pages load from other hosts is found, and nothing else is taken for it."""

import pytest

from pelican_converse.elsewhere import hosts

HOME = "https://adler.example/bread"


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://cdn.example/x.png">',
        "<IMG SRC = '//cdn.example/x.png'>",
        "<script src=http://cdn.example/count.js></script>",
        '<iframe\n title="Map"\n src="https://cdn.example/map"></iframe>',
        '<img srcset="/small.png 1x, https://cdn.example/large.png 2x">',
        '<video poster="https://cdn.example/x.png"></video>',
        '<object data="https://cdn.example/x.svg"></object>',
        '<link rel="stylesheet" href="https://cdn.example/x.css">',
        "<p style=\"background: url('https://cdn.example/x.png')\">x</p>",
        "<style>@import '//cdn.example/x.css';</style>",
        '<p>One</p><img src="https://CDN.example:443/x.png">',
    ],
)
def test_what_is_loaded_from_elsewhere_is_found(html):
    assert hosts([html], HOME) == ("cdn.example",)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://cdn.example/">Look</a>',
        '<img src="/images/x.png"> <a href="https://cdn.example/">Look</a>',
        '<img src="https://adler.example/x.png"><img src="{static}/x.png"><img src="data:image/png;base64,//8=">',
        '<code>&lt;img src="https://cdn.example/x.png"&gt;</code>',
        '<p data-from="https://cdn.example/">src=//cdn.example</p>',
        '<img src="https://[cdn">',
    ],
)
def test_what_is_only_spoken_of_is_not_taken_for_it(html):
    assert hosts([html], HOME) == ()


def test_the_owners_sheet_may_be_elsewhere_too():
    assert hosts([], HOME, "//fonts.example/x.css") == ("fonts.example",)
    assert hosts([], HOME, "/static/extra.css") == hosts([], HOME, "static/extra.css") == ()


def test_hosts_are_named_once_and_in_order():
    html = '<img src="https://b.example/1"><img src="https://a.example/2"><img src="https://b.example/3">'
    assert hosts([html, html], "") == ("a.example", "b.example")
