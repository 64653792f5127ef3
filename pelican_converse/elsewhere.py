"""Finds what HTML loads from other hosts, of which the page on privacy has to speak."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import urlsplit

_SUSPICIOUS = re.compile(r"(?:src|srcset|poster|data|href|url\(|@import)[\s\"'=(]*[^>]*?//", re.IGNORECASE)
_IN_STYLE = re.compile(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\s\"')]+)", re.IGNORECASE)


def hosts(texts: Iterable[str], site_url: str, sheet: str = "") -> tuple[str, ...]:
    """The other hosts from which a browser loads something when it shows any of these, or the sheet, in order."""
    found = {_host_of(sheet)}
    for text in texts:
        if _SUSPICIOUS.search(text):
            parser = _Loads()
            parser.feed(text)
            found |= {_host_of(address) for address in parser.found}
    return tuple(sorted(found - {"", _host_of(site_url)}))


def _host_of(address: str) -> str:
    """The host of a whole address; "" if it is below the site's own."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme in ("", "http", "https") else ""


class _Loads(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self._in_style = tag == "style"
        self.found += [said[name] for name in ("src", "poster") if name in said]
        self.found += [said["data"]] if tag == "object" and "data" in said else []
        self.found += [said["href"]] if tag in ("link", "image", "use") and "href" in said else []
        self.found += [part.split()[0] for part in said.get("srcset", "").split(",") if part.strip()]
        self.found += _IN_STYLE.findall(said.get("style", ""))

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.found += _IN_STYLE.findall(data)
