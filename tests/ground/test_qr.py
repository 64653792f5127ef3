"""QR codes: what is drawn is what a phone reads."""

import subprocess
import sys

import pytest

from pelican_converse.qr import svg
from tests.qrreader import modules, quiet_zone, read

ADDRESSES = [
    "http://a.at/",
    "https://adler.example/ask/",
    "https://www.adler.example/people/rosa/",
    "https://www.xn--bckerei-adler-0fb.example/shop/people/rosa-maria-adler/",
    "https://adler.example/people/" + "a-very-long-name-" * 4,
    "https://adler.example/people/" + "a-very-long-name-" * 6,
    "https://adler.example/people/rosa/?a=%20b&c=d#ä",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_code_reads_as_its_address(address):
    assert read(svg(address)) == address


def test_another_address_is_another_code():
    assert read(svg(ADDRESSES[1])) != read(svg(ADDRESSES[2]))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_code_has_the_margin_that_readers_need(address):
    assert quiet_zone(modules(svg(address))) == 4


def test_a_code_is_a_bare_drawing_black_on_white():
    text = svg(ADDRESSES[0]).decode()
    assert text.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ')
    assert 'fill="#fff"' in text
    assert 'stroke="#000"' in text
    assert "class" not in text
    assert svg(ADDRESSES[0]) == svg(ADDRESSES[0])


def test_what_draws_codes_is_loaded_only_when_one_is_drawn():
    code = "import sys, pelican_converse.plugin; print('segno' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
