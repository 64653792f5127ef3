"""The Markdown of our people's answers, made HTML: no raw HTML, no odd links, headings below the page's own."""

import re
from functools import lru_cache
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

_SCHEMES = ("http", "https", "mailto", "tel", "sms", "geo")
_PLACEHOLDER = re.compile(r"\{(?:filename|static|tag|category|author|index)\}[^{}]*", re.IGNORECASE)

_LINE = r"[^\W\d_](?:[^\s\x00-\x1f\\`*_{}\[\]<>&|#=~]| (?! *(?:\n|\Z)))*"
PROSE = re.compile(rf"{_LINE}(?:\n\n?{_LINE})*")
"""Lines that begin with a letter and hold nothing that means anything to Markdown."""

_TAG = re.compile(r"<[^>]*>")
_SOON = 1_000


class Answers:
    """Turns answers into HTML with one parser, which is made once: making it costs more than most answers."""

    def __init__(self) -> None:
        # What is shown soon again isn't made anew, but it needn't stay for the whole build.
        self._made = lru_cache(_SOON)(self._make)
        self._markdown = Markdown(
            extensions=["tables", "fenced_code", "sane_lists", _PlainSpeech()], output_format="html"
        )
        # What stands around a paragraph, in Markdown's own words.
        self._around = self._markdown.convert("x").split("x")

    def html(self, text: str) -> str:
        """The HTML of an answer; `{filename}` and `{static}` links are still as they were written."""
        return self._made(text)[0]

    def line(self, text: str) -> str:
        """The same of a paragraph, without what is around it; "" if it is anything else."""
        html, (first, last) = self.html(text), self._around
        words = html.removeprefix(first).removesuffix(last)
        return words if html == first + words + last and first not in words else ""

    def plain(self, text: str) -> str:
        """The words of an answer, without what Markdown makes of them."""
        html, is_prose = self._made(text)
        return text if is_prose else unescape(_TAG.sub("", html)).strip()

    def _make(self, text: str) -> tuple[str, bool]:
        is_prose = PROSE.fullmatch(text) is not None
        return (self._as_paragraphs(text) if is_prose else self._markdown.reset().convert(text)), is_prose

    def _as_paragraphs(self, prose: str) -> str:
        """What Markdown makes of prose, in a twentieth of its time."""
        before, after = self._around
        return "\n".join(f"{before}{paragraph}{after}" for paragraph in prose.split("\n\n"))


class _PlainSpeech(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.treeprocessors.register(_Tidy(md), "converse_tidy", 0)


class _Tidy(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            if re.fullmatch(r"h[1-6]", element.tag):
                element.tag = f"h{min(int(element.tag[1]) + 2, 6)}"
            for name in ("href", "src"):
                if name in element.attrib and not _is_harmless(element.attrib[name]):
                    del element.attrib[name]


def _is_harmless(link: str) -> bool:
    address = unescape(link.replace(AMP_SUBSTITUTE, "&"))
    address = "".join(char for char in address if char > " ")
    if address.startswith("{"):
        return bool(_PLACEHOLDER.fullmatch(address))
    scheme, colon, _ = address.partition(":")
    return not colon or scheme.lower() in _SCHEMES or any(mark in scheme for mark in "/?#")
