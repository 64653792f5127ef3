"""Looks at the controls of a form as it was drawn."""

from html.parser import HTMLParser

_CONTROLS = ("input", "select", "textarea")
_SENDERS = ("submit", "button", "reset", "image")


def nameless_controls(html: str) -> list[str]:
    """The elements that a visitor fills in and that have no name, so that their value goes nowhere."""
    parser = _Controls()
    parser.feed(html)
    return parser.nameless


class _Controls(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.nameless: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in _CONTROLS and said.get("type") not in _SENDERS and not said.get("name"):
            self.nameless.append(tag)
