"""Where our pages are, and that every one of them can be moved or left out."""

import pytest

from pelican_converse.urls import DEFAULTS, Urls, setting_names


def test_pages_are_where_the_design_says():
    urls = Urls({})
    assert urls.url("HOME") == ""
    assert urls.url("REQUEST", "oat-milk") == "requests/oat-milk/"
    assert urls.save_as("REQUEST", "oat-milk") == "requests/oat-milk/index.html"
    assert urls.url("STATUS", "planned") == "requests/status/planned/"
    assert urls.url("PERSON", "rosa") == "people/rosa/"
    assert urls.save_as("NOT_FOUND") == "404.html"


@pytest.mark.parametrize("page", DEFAULTS)
def test_every_page_can_be_moved(page):
    urls = Urls({f"CONVERSE_{page}_URL": "there/{slug}/", f"CONVERSE_{page}_SAVE_AS": "there/{slug}.html"})
    assert (urls.url(page, "x"), urls.save_as(page, "x")) == ("there/x/", "there/x.html")


@pytest.mark.parametrize("page", DEFAULTS)
@pytest.mark.parametrize("nothing", ["", None, False])
def test_every_page_can_be_left_out(page, nothing):
    assert Urls({f"CONVERSE_{page}_SAVE_AS": nothing}).save_as(page, "x") == ""


@pytest.mark.parametrize("page", DEFAULTS)
def test_an_address_and_its_file_belong_together(page):
    urls = Urls({})
    assert urls.save_as(page, "x") in (urls.url(page, "x"), f"{urls.url(page, 'x')}index.html")


def test_no_two_pages_are_one_file():
    files = [save_as for _, save_as in DEFAULTS.values()]
    assert len(set(files)) == len(files)


def test_the_settings_are_named_as_pelicans_are():
    assert {"CONVERSE_REQUEST_URL", "CONVERSE_REQUEST_SAVE_AS"} <= set(setting_names())
    assert len(setting_names()) == 2 * len(DEFAULTS)
