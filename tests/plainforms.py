"""A browser without JavaScript, as far as sending forms goes: what it takes from a form, and how it sends that."""

import re
from contextlib import closing
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from tests.services import File

Typed = dict[str, str | bool | File]
"""What a visitor does to a form, by the ids of its controls; True and False for boxes."""


def entries_of(form: Any, typed: Typed) -> list[tuple[str, str | File]]:
    """What a browser sends of a form (parsed by BeautifulSoup), in order; `typed` is by the ids of controls.

    As in the HTML standard: no control without a name, no button, no box that isn't ticked, lines that end in CR LF.
    """
    entries: list[tuple[str, str | File]] = []
    for control in form.find_all(["input", "textarea", "select"]):
        kind = control.get("type", "text") if control.name == "input" else control.name
        if not control.get("name") or control.has_attr("disabled") or kind in ("submit", "button", "reset", "image"):
            continue
        value: Any = typed.get(control.get("id", ""))
        if kind in ("radio", "checkbox"):
            if value if value is not None else control.has_attr("checked"):
                entries.append((control["name"], control.get("value", "on")))
            continue
        if value is None:
            value = File("", "application/octet-stream", b"") if kind == "file" else _as_it_is(control)
        entries.append((control["name"], value if isinstance(value, File) else with_crlf(value)))
    return entries


def _as_it_is(control: Any) -> str:
    if control.name == "textarea":
        return str(control.get_text()).removeprefix("\n")
    if control.name == "select":
        options = control.find_all("option")
        chosen = next((option for option in options if option.has_attr("selected")), options[0])
        return str(chosen.get("value", chosen.get_text()))
    return str(control.get("value", ""))


def with_crlf(text: str) -> str:
    """A text as browsers send it: every line ends in CR LF."""
    return re.sub(r"\r\n|\r|\n", "\r\n", text)


def encoded(entries: list[tuple[str, str | File]], encoding: str) -> tuple[str, bytes]:
    """The content type and the body of a form."""
    if encoding != "multipart/form-data":
        told = [(name, value.name if isinstance(value, File) else value) for name, value in entries]
        return "application/x-www-form-urlencoded", urlencode(told).encode("ascii")
    boundary, body = "----AFormOfATest", b""
    for name, value in entries:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name.replace(chr(34), "%22")}"'
        head += f'; filename="{value.name}"\r\nContent-Type: {value.kind}' if isinstance(value, File) else ""
        octets = value.octets if isinstance(value, File) else value.encode("utf-8")
        body += head.encode("utf-8") + b"\r\n\r\n" + octets + b"\r\n"
    return f"{encoding}; boundary={boundary}", body + f"--{boundary}--\r\n".encode()


def post_form(
    form: Any, page_at: str, typed: Typed | None = None, wait: float = 10, **headers: str
) -> tuple[int, str, str]:
    """Send a form of a page as a browser does without JavaScript; status, where it leads, and what is said.

    `form` has to be of the page as it is served. Raises TimeoutError when nothing has been answered for so many seconds
    as `wait` says, and ConnectionError when the service hangs up.
    """
    kind, body = encoded(entries_of(form, typed or {}), form.get("enctype", ""))
    at = urlsplit(urljoin(page_at, form.get("action", "")))
    assert at.hostname == "127.0.0.1", "a test sends nothing to anybody else"
    connection = HTTPConnection(at.hostname, at.port, timeout=wait)
    said = {"Content-Type": kind, "Accept": "text/html", "Origin": f"http://{urlsplit(page_at).netloc}"}
    with closing(connection):
        connection.request("POST", at.path or "/", body, said | headers)
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", ""), answer.read().decode("utf-8")
