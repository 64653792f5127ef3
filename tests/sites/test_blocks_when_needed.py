"""Texts without blocks are read as Markdown reads them without us; those with blocks get them, wherever they stand."""

import pickle

import pytest
from markdown import Markdown

from pelican_converse.blocks import ConverseBlocks

CARD = '<section class="card">'


def parser(*more):
    return Markdown(extensions=[ConverseBlocks(), *more])


@pytest.mark.parametrize("text", ["Plain.", "a // b", r"a \/ b", "`//`\n\n* one\n* two"])
def test_a_text_without_blocks_pays_for_none(text):
    ours = parser()
    assert ours.convert(text) == Markdown().convert(text)
    assert "blocks" not in ours.parser.blockprocessors


@pytest.mark.parametrize(
    "text",
    [
        "/// card\nx\n///",
        "Before.\n\n/// card | Title\nx\n///\n\nAfter.",
        "<div markdown='1'>\n\n/// card\nx\n///\n\n</div>",
        "* one\n\n    /// card\n    x\n    ///",
    ],
)
def test_blocks_are_found_wherever_they_stand(text):
    assert CARD in parser("md_in_html").convert(text)


def test_a_parser_that_has_seen_blocks_goes_on_to_read_them():
    ours = parser()
    for _ in range(2):
        assert CARD in ours.reset().convert("/// card\nx\n///")
        assert CARD not in ours.reset().convert("Plain.")


def test_the_extension_can_be_kept_with_the_settings():
    assert isinstance(pickle.loads(pickle.dumps(ConverseBlocks())), ConverseBlocks)
