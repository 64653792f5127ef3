"""Our blocks for Markdown: a piece leaves an element to be filled later, a container becomes HTML at once."""

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from pelican_converse.catalogue import BLOCK_MARK, CONTAINERS, ELEMENT, PIECES, Piece

NAME = "pelican_converse.blocks"
"""By what name Python-Markdown finds our extension."""


def as_text(value: Any) -> str:
    """An option as it was meant, whatever YAML made of it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


class _AnyOption(dict[str, Any]):
    """Options of any name, each of them text: what a form is filled in with has the names of its fields."""

    def __contains__(self, key: object) -> bool:
        return key != "name"

    def __missing__(self, key: str) -> tuple[str, Any]:
        return "", as_text


class PieceBlock(Block):
    """A piece: `/// form | ask`, options below, `///`."""

    ARGUMENT = None
    PIECE: Piece

    def on_init(self) -> None:
        """A form takes more than the options that all of them have; the scan of the sources tells which."""
        if self.NAME == "form":
            self.option_spec = _AnyOption(vars(self)["option_spec"])

    def on_create(self, parent: Element) -> Element:
        """Leave the element, with argument and options as attributes."""
        said = {"name": self.NAME}
        if self.argument:
            said[self.PIECE.argument or "argument"] = self.argument
        said |= {key: value for key, value in self.options.items() if key != "attrs" and value}
        return SubElement(parent, ELEMENT, said)

    def on_markdown(self) -> str:
        """Nothing in it is read."""
        return "raw"

    def on_end(self, block: Element) -> None:
        """Nothing in it is kept; the scan of the sources has complained of it."""
        block.text = None


class Container(Block):
    """A block that holds Markdown, in an element with the class of its name."""

    TAG = "div"

    def __init_subclass__(cls) -> None:
        cls.ARGUMENT = CONTAINERS[cls.NAME]

    def on_create(self, parent: Element) -> Element:
        """Make the element."""
        return SubElement(parent, self.TAG, {"class": self.NAME})


class Hero(Container):
    """The opening of a page: a large picture and a promise."""

    NAME = "hero"
    TAG = "header"


class Columns(Container):
    """Things side by side, where there is room."""

    NAME = "columns"

    def on_create(self, parent: Element) -> Element:
        """Make the element, and in it the grid that measures it."""
        element = super().on_create(parent)
        SubElement(element, "div", {"class": "columns-grid"})
        return element

    def on_add(self, block: Element) -> Element:
        """Everything stands in the grid."""
        return block[0]


class Gallery(Container):
    """Pictures side by side."""

    NAME = "gallery"


class Steps(Container):
    """A numbered list that shows how something goes."""

    NAME = "steps"

    def on_create(self, parent: Element) -> Element:
        """Make an element around the list."""
        return SubElement(parent, self.TAG)

    def on_end(self, block: Element) -> None:
        """The list itself is what is shown as steps."""
        for numbered in block.findall("ol"):
            numbered.set("class", self.NAME)


CARD_TITLE = "card-title"


class Card(Container):
    """A thing with a heading of its own: `/// card | Rye loaf`."""

    NAME = "card"
    TAG = "section"

    def on_create(self, parent: Element) -> Element:
        """Make the element, and its heading if there is one."""
        element = super().on_create(parent)
        if self.argument:
            SubElement(element, "h2", {"class": CARD_TITLE}).text = self.argument
        return element


class Button(Container):
    """A link that stands out: `/// button | {filename}/pages/orders.md`."""

    NAME = "button"
    TAG = "p"

    def on_create(self, parent: Element) -> Element:
        """Make the paragraph and the link in it."""
        element = SubElement(parent, "p")
        SubElement(element, "a", {"class": self.NAME, "href": self.argument})
        return element

    def on_add(self, block: Element) -> Element:
        """The words go into the link."""
        return block[0]

    def on_markdown(self) -> str:
        """The words are words only."""
        return "inline"


class Quote(Container):
    """Somebody's words: `/// quote | Mrs Kern`."""

    NAME = "quote"
    TAG = "figure"

    def on_create(self, parent: Element) -> Element:
        """Make the figure with the words in it, and below them whose they are."""
        figure = super().on_create(parent)
        SubElement(figure, "blockquote")
        if self.argument:
            SubElement(figure, "figcaption").text = self.argument
        return figure

    def on_add(self, block: Element) -> Element:
        """The words go into the quotation."""
        return block[0]


_CONTAINERS = (Hero, Columns, Card, Gallery, Button, Quote, Steps)
assert {kind.NAME for kind in _CONTAINERS} == set(CONTAINERS)


def _piece_block(piece: Piece) -> type[PieceBlock]:
    options = dict.fromkeys(piece.options, ("", as_text))
    return type(f"{piece.name}_block", (PieceBlock,), {"NAME": piece.name, "PIECE": piece, "OPTIONS": options})


_BLOCKS: tuple[type[Block], ...] = (*map(_piece_block, PIECES.values()), *_CONTAINERS)


class CardTitles(Treeprocessor):
    """Puts the titles of cards one level below the heading they stand under, which a card can't know."""

    def run(self, root: Element) -> None:
        """Go through the headings in order; the title of the page is the first of them."""
        level = 1
        for element in root.iter():
            if element.get("class") == CARD_TITLE:
                element.tag = f"h{min(level + 1, 6)}"
            elif len(element.tag) == 2 and element.tag[0] == "h" and element.tag[1].isdigit():
                level = int(element.tag[1])


class ConverseBlocks(BlocksExtension):
    """All our blocks; for Python-Markdown's `extensions`."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Wait for a text that has blocks: most have none, and Pelican makes a parser for each of them."""
        # Behind whatever adds text from other files, before HTML in the text is put aside.
        md.preprocessors.register(_WhenNeeded(md, self), "converse_blocks", 20.5)

    def add_blocks(self, md: Markdown) -> None:
        """Have blocks read from now on."""
        super().extendMarkdown(md)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: Any) -> None:
        """Register every block."""
        md.treeprocessors.register(CardTitles(md), "converse_card_titles", 0)
        for block in _BLOCKS:
            block_mgr.register(block, self.getConfigs())


class _WhenNeeded(Preprocessor):
    """Adds our blocks to a parser as soon as it gets a text with something like a block."""

    def __init__(self, md: Markdown, blocks: ConverseBlocks) -> None:
        super().__init__(md)
        self._blocks = blocks

    def run(self, lines: list[str]) -> list[str]:
        """Look for slashes; the text stays as it is."""
        if BLOCK_MARK in "\n".join(lines):
            self.md.preprocessors.deregister("converse_blocks")
            self._blocks.add_blocks(self.md)
        return lines


def makeExtension(**options: Any) -> ConverseBlocks:
    """What Python-Markdown calls for `pelican_converse.blocks`."""
    return ConverseBlocks(**options)
