"""A window of the browser: what tests do in it, and what they ask of the page it shows."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

from playwright.sync_api import ConsoleMessage, Page, Request, Response

Scheme = Literal["light", "dark"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RUN_AXE = """async tags => {
    const found = await axe.run({runOnly: tags, resultTypes: ["violations"], preload: false, iframes: false})
    return found.violations.flatMap(rule => rule.nodes.map(
        node => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`))
}"""

TOO_WIDE = """() => {
    const root = document.documentElement, room = root.clientWidth
    if (root.scrollWidth <= room) return []
    const clipped = element => {
        for (let box = element.parentElement; box && box !== document.body; box = box.parentElement)
            if (getComputedStyle(box).overflowX !== "visible") return true
        return false
    }
    const wide = [...document.body.querySelectorAll("*")].filter(element => {
        const box = element.getBoundingClientRect()
        return box.width > 1 && (box.right > room + 1 || box.left < -1) && !clipped(element)
    })
    const named = wide.slice(-3).map(element => {
        const box = element.getBoundingClientRect()
        return `${element.localName}.${element.className} from ${box.left.toFixed()} to ${box.right.toFixed()}`
    })
    return [`scrolls sideways, ${root.scrollWidth} in ${room}: ${named.join("; ")}`]
}"""


ALL_PICTURES = """() => Promise.all([...document.images].map(image => {
    image.loading = "eager"
    return image.complete || new Promise(done => image.onload = image.onerror = done)
}))"""
"""Waits for those too that are far below, as they take room once they are there."""
HERE = re.compile(r"http://127\.0\.0\.1:|data:|blob:|about:|mailto:|tel:")
"""What stays on this machine: our own pages, and what the visitor's other programs get."""


def restyle(page: Page, css: str) -> None:
    """Add rules to a page, which no policy forbids to its own scripts."""
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets.push(sheet) }",
        css,
    )


class Window:
    """A page, with everything it asked of others, and what the browser complained of."""

    def __init__(self, page: Page, axe: Callable[[], str]) -> None:
        self.page = page
        self.strangers: list[str] = []
        self.complaints: list[str] = []
        self._axe = axe
        page.on("request", self._send)
        page.on("response", self._receive)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))

    def _send(self, request: Request) -> None:
        if not HERE.match(request.url):
            self.strangers.append(f"{self.page.url} asks {request.url}")

    def _receive(self, response: Response) -> None:
        if response.status >= 400:
            self.complaints.append(f"{self.page.url}: {response.status} for {response.url}")

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{self.page.url}: {message.text}")

    @contextmanager
    def used_by_a_test(self) -> Iterator[None]:
        """Start on an empty page, and fail in the end if there is something to complain of."""
        self.page.goto("about:blank")
        self.page.emulate_media(media="screen")
        self.strangers.clear()
        self.complaints.clear()
        yield
        self.page.unroute_all()
        assert not self.strangers, f"Asked of others: {self.strangers}"
        assert not self.complaints, f"The browser complains: {self.complaints}"

    def go(self, address: str) -> None:
        """Go to a page, given below the example site's address or wholly."""
        # Not "", which is no address in Playwright.
        self.page.goto(address or "./")

    def paint(self, scheme: Scheme) -> None:
        """Change to light or dark and nothing else."""
        self.page.emulate_media(color_scheme=scheme)

    def become(
        self, *, width: int = 1280, height: int = 740, scheme: Scheme = "light", rtl: bool = False, text: int = 100
    ) -> None:
        """Change the window without loading the page again. `text` is the size of the text in percent."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.paint(scheme)
        self.page.evaluate(
            "([direction, size]) => { const root = document.documentElement; root.dir = direction;"
            " root.style.fontSize = size }",
            ["rtl" if rtl else "ltr", f"{text}%" if text != 100 else ""],
        )

    def unfold(self) -> None:
        """Open all that is folded in, as a visitor does, by what is seen of it; then look at the beginning again."""
        folded = self.page.locator("details:not([open]):visible")
        while folded.count():
            folded.first.locator("> summary").click()
        self.page.evaluate("scrollTo(0, 0)")

    def ask(self, script: str, *arguments: Any) -> Any:
        """What a function in JavaScript finds on the page; works in a window without JavaScript too."""
        return self.page.evaluate(script, *arguments)

    def barriers(self, rules: list[str] | None = None) -> list[str]:
        """What axe finds, by these rules or by all that the law goes by.

        The window grows to the height of the page: axe doesn't measure targets above it, and takes the bar at its
        end for an obstacle to what lies behind, though one can scroll on.
        """
        width, height, needed = self.page.evaluate("[innerWidth, innerHeight, document.documentElement.scrollHeight]")
        if height != needed:
            self.page.set_viewport_size({"width": width, "height": needed})
            self.page.evaluate(ALL_PICTURES)
        if not self.page.evaluate("() => typeof axe === 'object'"):
            self.page.evaluate(self._axe())
        return list(self.page.evaluate(RUN_AXE, rules or TAGS))

    def overflow(self) -> list[str]:
        """Whether the page scrolls sideways, and what makes it."""
        return list(self.page.evaluate(TOO_WIDE))
