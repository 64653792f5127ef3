"""The same content on the same day is the same site, byte for byte, however it is built."""

import os
import subprocess
import sys

import pytest
from pelican import Pelican
from pelican.settings import read_settings

from tests.conftest import ARTICLE, EXAMPLE, BuiltSite

LAYERS = ["reader", "generator"]
PIECES = "\n/// request | spelt\n///\n\n/// form | ask\n///\n\n/// card | Come in\n*Soon.*\n///\n"


def same(one: BuiltSite, other: BuiltSite) -> bool:
    """Whether two sites have the same files; says which differ."""
    assert one.files() == other.files()
    differing = [name for name in one.files() if (one.output / name).read_bytes() != (other.output / name).read_bytes()]
    assert differing == []
    return bool(one.files())


def the_example(output, **settings) -> Pelican:
    said = {"OUTPUT_PATH": str(output), "CACHE_PATH": str(output.parent / "cache"), **settings}
    return Pelican(read_settings(str(EXAMPLE / "pelicanconf.py"), override=said))


def test_another_process_in_another_time_zone_builds_the_same(example_site, tmp_path):
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    command = [sys.executable, "-m", "pelican", "--output", str(tmp_path)]
    subprocess.run(command, cwd=EXAMPLE, capture_output=True, env=environment, timeout=120, check=True)
    assert same(BuiltSite(tmp_path), example_site)


def test_live_preview_builds_the_same_again_and_again(example_site, tmp_path):
    pelican = the_example(tmp_path / "output")
    for _ in range(2):
        pelican.run()
        assert same(BuiltSite(tmp_path / "output"), example_site)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_content_cache_changes_nothing_cold_or_warm(layer, small_site):
    """Without links to files: Pelican's own cache of generators forgets what those mean."""
    small_site.write("news/loaf.md", ARTICLE + PIECES)
    small_site.write("pages/visit.md", "Title: Visit us\n\n" + PIECES)
    small_site.write("pages/party.md", "Title: A party\nStatus: draft\n\n" + PIECES)
    small_site.write("requests/spelt.md", "Title: Spelt, please\nAsked: 2026-07-01\n")
    uncached = small_site.build()
    cached = {"CACHE_CONTENT": True, "LOAD_CONTENT_CACHE": True, "CONTENT_CACHING_LAYER": layer}
    for name in ("cold", "warm"):
        assert same(small_site.build(OUTPUT_PATH=str(small_site.folder / name), **cached), uncached)
    assert any((small_site.folder / "cache").iterdir())


@pytest.mark.parametrize("layer", LAYERS)
def test_a_page_from_the_cache_shows_what_was_said_since(layer, small_site):
    cached = {"CACHE_CONTENT": True, "LOAD_CONTENT_CACHE": True, "CONTENT_CACHING_LAYER": layer}
    small_site.write("news/loaf.md", ARTICLE + "\n/// request | spelt\n///\n")
    asked = small_site.write("requests/spelt.md", "Title: Spelt, please\nAsked: 2026-07-01\n")
    small_site.build(**cached)
    asked.write_text(asked.read_text() + "\n## 2026-08-01, Rosa: completed\n\nOn Wednesdays.\n")
    words = small_site.build(**cached).page("first-loaf.html").find(class_="request").get_text(" ")
    assert "Spelt, please" in words
    assert "On Wednesdays." in words
