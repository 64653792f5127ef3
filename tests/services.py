"""Services that receive forms, on this machine, and sites that send to them.

    with sending_from(folder, "formspree", "netlify") as here:
        site.build(SITEURL=here.address, CONVERSE_FORMS=here.settings("formspree"))   # into that folder
        here["formspree"].moods = ["broken", "success"]        # what is answered: first this, then that for good
        …    # a browser, or `post_form` of tests/plainforms.py, goes to here.address
        [first, second] = here["formspree"].arrived            # all that came, decoded; `kept`: what was taken

The fixture `sending` (tests/conftest.py) does the same until the test ends: `here = sending(folder, "formspree")`.

The site is served with a Content-Security-Policy: `here.policy` is LITERAL (nothing but `form-action`), IN_PLACE (with
`connect-src` too) or ""; if "mailto" is among the names, `mailto:` stands in it. In its pages the host of each service,
where a form is sent to it, makes way for that of the service here; a site at Netlify or Cloudflare Pages is changed on
its way out, as they do. No code of ours has a hook for this.

Each service answers as it documents; where it says nothing, as it most likely does, and then a comment says so.
"""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email.message import Message
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Event, Thread
from typing import Any, ClassVar, NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

RECEIVER = Path(__file__).resolve().parent.parent / "docs" / "receiver.md"
MOODS = ("success", "fields", "refused", "too many", "too large", "broken", "error in 200", "redirect", "silent", "cut")
"""What a service may do: take it; refuse fields, the form, so many, so much; break down; say in a 200 that it failed;
lead on to another page although it was asked for JSON; take it and never answer; hang up before it is read."""
LITERAL = "default-src 'self'; form-action 'self'{services}"
IN_PLACE = LITERAL + "; connect-src 'self'{services}"


class File(NamedTuple):
    """A file that arrived."""

    name: str
    kind: str
    octets: bytes


@dataclass
class Arrived:
    """A form as it arrived: how it was encoded, its fields and files by the names they had on the way, in order."""

    path: str
    headers: Message
    encoding: str
    fields: list[tuple[str, str]]
    files: list[tuple[str, File]]
    said_in_json: Any = None

    @property
    def said(self) -> dict[str, str]:
        """The fields by name; of those that came many times, the last."""
        return dict(self.fields)

    @property
    def wants_json(self) -> bool:
        """Whether a script asks, and no browser that leaves its page."""
        return self.encoding == "json" or "application/json" in self.headers.get("Accept", "")


class Answer(NamedTuple):
    """What is answered."""

    status: int
    body: str = ""
    kind: str = "text/html"
    headers: dict[str, str] = {}


def as_json(status: int, said: Any, kind: str = "application/json", **headers: str) -> Answer:
    """An answer in JSON."""
    return Answer(status, json.dumps(said), kind, {name.replace("_", "-"): value for name, value in headers.items()})


def page(status: int, words: str) -> Answer:
    """A page of the service's own."""
    return Answer(status, f"<!doctype html><html lang=en><title>{words}</title><h1>{words}</h1>")


def leads_to(address: str, status: int = 302) -> Answer:
    """Leads on to a page."""
    return Answer(status, headers={"Location": address})


@dataclass
class Service:
    """A service; `site` is the address of the site whose forms it receives, known to it from its dashboard."""

    name: ClassVar[str]
    host: ClassVar[str] = ""
    """Where it is in the world; "" if it is wherever the site is."""
    chosen: ClassVar[dict[str, str]] = {}
    """What chooses it, besides its name."""
    site: str
    address: str = ""
    moods: list[str] = field(default_factory=lambda: ["success"])
    arrived: list[Arrived] = field(default_factory=list)
    kept: list[Arrived] = field(default_factory=list)
    let_go: Event = field(default_factory=Event)
    """Ends the silence of all that is waiting."""

    def next_mood(self) -> str:
        """What is done with the next request; the last mood stays."""
        mood = self.moods.pop(0) if len(self.moods) > 1 else self.moods[0]
        assert mood in MOODS
        return mood

    def answer(self, came: Arrived, mood: str) -> Answer:
        """What is answered to a form that came."""
        self.arrived.append(came)
        if mood in ("success", "redirect", "silent"):
            if refused := self.faults(came):
                return refused
            self.kept.append(came)
        if mood == "redirect":
            return leads_to(f"{self.site}/thanks/", 303)
        return self.answered(came, mood) if mood != "silent" else Answer(0)

    def faults(self, came: Arrived) -> Answer | None:
        """What the service itself can't take, whatever its mood."""
        return None

    def answered(self, came: Arrived, mood: str) -> Answer:
        """The answer of this service."""
        raise NotImplementedError

    def spoilt(self, html: str) -> str:
        """A page of the site as it goes out where the service hosts it."""
        return html


STATUS = {"success": 200, "fields": 422, "refused": 400, "too many": 429, "too large": 413, "broken": 500}
STATUS["error in 200"] = 200


class Netlify(Service):
    """Says all by the status; a form without JavaScript gets the page that its action names."""

    name = "netlify"

    def faults(self, came: Arrived) -> Answer | None:
        if came.encoding == "json" or "form-name" not in came.said:
            return page(404, "Page not found")
        return None

    def answered(self, came: Arrived, mood: str) -> Answer:
        if mood == "success":
            return Answer(200, kind="the page")
        return page({"fields": 404, "refused": 404, "error in 200": 404}.get(mood, STATUS[mood]), "Page not found")

    def spoilt(self, html: str) -> str:
        """The deploy strips its attribute, and writes the name of the form into a form that lacks it."""
        return re.sub(r" data-netlify=\"true\"", "", html)


class Formspree(Service):
    """The best errors of all. Over its quota, its old server said so in a 200."""

    name, host, chosen = "formspree", "https://formspree.io", {"id": "mqkvabcd"}

    def faults(self, came: Arrived) -> Answer | None:
        if came.path != "/f/mqkvabcd":
            return self.told(came, 404, "Form not found", {"code": "FORM_NOT_FOUND", "message": "Form not found"})
        # What falls into its honeypot is ignored in silence.
        assert "_gotcha" not in came.said
        return None

    def told(self, came: Arrived, status: int, error: str, *errors: dict[str, str]) -> Answer:
        said = {"error": error, "errors": [*errors]} if errors else {"error": error}
        return as_json(status, said) if came.wants_json else page(status, error)

    def answered(self, came: Arrived, mood: str) -> Answer:
        if mood == "success":
            back = came.said.get("_next") or f"{self.address}/thanks"
            return as_json(200, {"next": back, "ok": True}) if came.wants_json else leads_to(back)
        if mood == "fields":
            wrong = {"code": "TYPE_EMAIL", "field": "email", "message": "should be an email"}
            return self.told(came, 422, "Validation errors", wrong)
        if mood == "error in 200":
            return self.told(came, 200, "form over quota")
        coded = {"refused": "INACTIVE", "too large": "FILES_TOO_BIG"}
        errors = [{"code": coded[mood], "message": "Form is not active"}] if mood in coded else []
        return self.told(came, {"refused": 403}.get(mood, STATUS[mood]), "This form can't be sent", *errors)


class Web3Forms(Service):
    """Two shapes of one answer: that of its manual, and that of its own samples, which read `message`."""

    name, host = "web3forms", "https://api.web3forms.com"
    chosen = {"id": "01234567-89ab-4cde-8f01-23456789abcd"}

    def faults(self, came: Arrived) -> Answer | None:
        back = urlsplit(came.said.get("redirect", "")).scheme
        if came.said.get("access_key") != self.chosen["id"] or came.path != "/submit":
            return as_json(400, {"success": False, "message": "Invalid Access Key"})
        return None if back in ("http", "https") else page(400, "redirect has to be a whole address")

    def answered(self, came: Arrived, mood: str) -> Answer:
        if mood == "success":
            if not came.wants_json:
                return leads_to(came.said["redirect"], 303)
            body = {"data": came.said, "message": "Email sent successfully!"}
            return as_json(200, {"statusCode": 200, "success": True, "body": body})
        status = 400 if mood == "fields" else STATUS[mood]
        if not came.wants_json:
            return page(max(status, 400), "Something went wrong")
        if mood == "refused":
            return as_json(status, {"success": False, "message": "This form is not active"})
        body = {"data": {}, "message": "Enter a valid e-mail address"}
        return as_json(status, {"statusCode": status, "success": False, "body": body})


class Formspark(Service):
    """Appends all that was written to the address of the thank-you page, unless it is told not to."""

    name, host, chosen = "formspark", "https://submit-form.com", {"id": "eKx1yPtf"}

    def faults(self, came: Arrived) -> Answer | None:
        if came.path != "/eKx1yPtf" or came.encoding == "multipart":
            return self.problem(came, 404, "not-found", "There is no such form.")
        return None

    def problem(self, came: Arrived, status: int, code: str, title: str) -> Answer:
        if not came.wants_json:
            return leads_to(came.said.get("_error") or came.said.get("_redirect") or f"{self.address}/error")
        said = {"type": f"https://documentation.formspark.io/api/errors#{code}", "title": title, "status": status}
        return as_json(status, said | {"code": code}, "application/problem+json")

    def answered(self, came: Arrived, mood: str) -> Answer:
        written = {name: value for name, value in came.fields if not name.startswith("_")}
        if mood == "success" and came.wants_json:
            return as_json(200, written)
        if mood == "success":
            query = "" if came.said.get("_append") == "false" else "?" + urlencode(written)
            return leads_to(came.said.get("_redirect", f"{self.address}/thanks") + query)
        return self.problem(came, 400 if mood == "error in 200" else STATUS[mood], "bad-request", "Not taken.")


class Basin(Service):
    """A 200 means that it has it; all else says what is wrong in `error`."""

    name, host, chosen = "basin", "https://usebasin.com", {"id": "0123456789ab"}

    def faults(self, came: Arrived) -> Answer | None:
        return page(404, "Not found") if came.path != "/f/0123456789ab" else None

    def answered(self, came: Arrived, mood: str) -> Answer:
        if mood == "success":
            # The way back is set in its dashboard.
            return as_json(200, {"success": True}) if came.wants_json else leads_to(f"{self.site}/thanks/")
        status = 422 if mood == "error in 200" else STATUS[mood]
        return as_json(status, {"error": "Email is invalid"}) if came.wants_json else page(status, "Email is invalid")


class Forminit(Service):
    """Reads the type of each field from its name, and refuses what has none, or a sender of whom nothing is known."""

    name, host, chosen = "forminit", "https://forminit.com", {"id": "agdljeqb"}
    BLOCKS = r"fi-(sender-(email|fullName|userId)|(text|select|radio|checkbox|number|rating|date|file)-[\w-]+)"

    def faults(self, came: Arrived) -> Answer | None:
        names = [name for name, _ in (*came.fields, *came.files)]
        if wrong := next((name for name in names if not re.fullmatch(self.BLOCKS, name)), None):
            return self.told(came, 400, "INVALID_BLOCK", f"{wrong} is no block", wrong)
        if came.path != "/f/agdljeqb" or came.encoding != "multipart" or len(names) > 50:
            return self.told(came, 400, "BAD_REQUEST", "This is no submission")
        if not any(value for name, value in came.fields if name.startswith("fi-sender-")):
            return self.told(came, 400, "SENDER_REQUIRED", "A sender is required", "fi-sender-email")
        return None

    def told(self, came: Arrived, status: int, error: str, message: str, name: str = "") -> Answer:
        said = {"success": False, "error": error, "message": message, "code": status}
        said |= {"fieldName": name} if name else {}
        return as_json(status, said) if came.wants_json else page(status, message)

    def answered(self, came: Arrived, mood: str) -> Answer:
        if mood == "success":
            back = f"{self.site}/thanks/"
            submission = {"hashId": "7LMIBoYY74JOCp1k", "date": "2026-08-06 10:00:00", "blocks": came.said}
            said = {"success": True, "redirectUrl": back, "submission": submission}
            return as_json(200, said) if came.wants_json else leads_to(back)
        status = 400 if mood in ("fields", "error in 200") else STATUS[mood]
        if mood != "fields":
            return self.told(came, status, "FORM_UNAVAILABLE", "This form can't be sent")
        return self.told(came, status, "FI_DATA_TYPE", "Enter a valid e-mail address", "fi-sender-email")


class Cloudflare(Service):
    """The plugin, with the recipe of docs/receiver.md behind it, which answers all alike."""

    name = "cloudflare"

    def faults(self, came: Arrived) -> Answer | None:
        return None if "static-form-name" in came.said else Answer(405)

    def answered(self, came: Arrived, mood: str) -> Answer:
        if mood == "success":
            return leads_to(f"{self.site}/thanks/", 303)
        if mood in ("fields", "refused", "error in 200", "broken"):
            words = "We could not keep this."
            return Answer(503, words, "text/plain", {"Retry-After": "60"})
        return page(STATUS[mood], "Not taken")

    def spoilt(self, html: str) -> str:
        """On its way out a form gets its method, loses its action, and gets its name as a last control."""
        found = r"(<form\b(?=[^>]* data-static-form-name=\"([^\"]+)\")[^>]*>.*?)(</form>)"
        hidden = r'\1<input type="hidden" name="static-form-name" value="\2" />\3'
        return re.sub(found, hidden, html, flags=re.DOTALL)


@cache
def documented() -> dict[int, dict[str, Any]]:
    """The answers that docs/receiver.md shows, by their status."""
    shown = re.findall(r"^```json\n(.*?)^```", RECEIVER.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    said = [json.loads(text) for text in shown]
    return {each.get("status") if isinstance(each.get("status"), int) else 201: each for each in said}


class Endpoint(Service):
    """Our own contract: it answers with what docs/receiver.md shows, and keeps one submission of each `ref`."""

    name, host = "endpoint", "https://forms.adler.example"
    chosen = {"url": "https://forms.adler.example/in"}

    def faults(self, came: Arrived) -> Answer | None:
        return self.problem(came, 404) if came.path != "/in" or "form" not in came.said else None

    def problem(self, came: Arrived, status: int) -> Answer:
        said = documented()[status]
        headers = {"Retry_After": "60"} if status in (429, 503) else {}
        if came.wants_json:
            return as_json(status, said, "application/problem+json", **headers)
        return page(status, said["title"])

    def answered(self, came: Arrived, mood: str) -> Answer:
        if mood != "success":
            return self.problem(came, {"broken": 503, "error in 200": 403}.get(mood, STATUS[mood]))
        ref, same = came.said.get("ref"), [each for each in self.kept[:-1] if each.said.get("ref")]
        again = [each for each in same if (each.said["ref"], each.said["form"]) == (ref, came.said["form"])]
        if again and again[0].fields == came.fields:
            self.kept.pop()
        if not came.wants_json:
            return leads_to(f"{self.site}/thanks/", 303)
        given = {"ref": ref or "7K3MQ2", "next": f"{self.site}/thanks/"}
        return as_json(200 if again else 201, documented()[201] | given)


SERVICES = {
    kind.name: kind for kind in (Netlify, Formspree, Web3Forms, Formspark, Basin, Forminit, Cloudflare, Endpoint)
}
"""All receivers but mailto, whose forms reach a program and no server."""


# How forms are decoded


def decoded(path: str, headers: Message, body: bytes) -> Arrived:
    """A form as it arrived."""
    kind, _, more = headers.get("Content-Type", "").partition(";")
    if kind == "multipart/form-data":
        fields, files = _parts(body, more.partition("boundary=")[2].strip('"').encode())
        return Arrived(path, headers, "multipart", fields, files)
    if kind == "application/json":
        said = json.loads(body)
        return Arrived(path, headers, "json", [*_flat(said)], [], said)
    assert kind == "application/x-www-form-urlencoded", kind
    fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict")
    return Arrived(path, headers, "urlencoded", fields, [])


def _parts(body: bytes, boundary: bytes) -> tuple[list[tuple[str, str]], list[tuple[str, File]]]:
    fields, files = [], []
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:-1]:
        head, _, octets = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        text = head.decode("utf-8")
        name = unquote(re.search(r'; name="([^"]*)"', text)[1])
        if file := re.search(r'; filename="([^"]*)"', text):
            kind = re.search(r"Content-Type: (.*)", text)
            files.append((name, File(unquote(file[1]), kind[1].strip() if kind else "", octets)))
        else:
            fields.append((name, octets.decode("utf-8")))
    return fields, files


def _flat(said: Any, above: str = "") -> Iterator[tuple[str, str]]:
    """The fields of an object; those of an object in it have its name and a dot before their own."""
    for name, value in said.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield from ((f"{above}{name}", str(each)) for each in (value if isinstance(value, list) else [value]))


# The servers


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
    # What stands behind the head is not to wait until that is known to have arrived.
    disable_nagle_algorithm = True
    server: "Server"

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (the name is the library's)
        pass

    def do_GET(self) -> None:
        found = self.server.here.found(urlsplit(self.path).path) if self.server.is_site else None
        if found is None:
            self._send(404, b"", "text/html")
            return
        status, octets, kind = found
        self._send(status, octets, kind, self.server.here.headers(kind))

    def do_OPTIONS(self) -> None:
        asked = self.headers.get("Access-Control-Request-Headers", "")
        allowed = {"Access-Control-Allow-Methods": "POST", "Access-Control-Allow-Headers": asked}
        self._send(204, b"", "", allowed | self._cors)

    def do_POST(self) -> None:
        path = urlsplit(self.path).path
        body = self.rfile.read(int(self.headers["Content-Length"]))
        came = decoded(path, self.headers, body)
        service = self.server.here.receiver(came) if self.server.is_site else self.server.service
        mood = service.next_mood() if service else ""
        if mood == "cut" or service is None:
            self.close_connection = True
            if service is None:
                self._send(405, b"", "text/html")
            return
        answer = service.answer(came, mood)
        if not answer.status:
            service.let_go.wait(60)
            self.close_connection = True
        elif answer.kind == "the page":
            status, octets, kind = self.server.here.found(path) or (404, b"", "text/html")
            self._send(status, octets, kind, self.server.here.headers(kind))
        else:
            self._send(answer.status, answer.body.encode(), answer.kind, {**answer.headers, **self._cors})

    @property
    def _cors(self) -> dict[str, str]:
        """Services answer to everybody's pages."""
        more = {"Access-Control-Expose-Headers": "Retry-After"}
        return {} if self.server.is_site else {"Access-Control-Allow-Origin": "*"} | more

    def _send(self, status: int, octets: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        said = {"Content-Type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind}
        for name, value in {**said, "Content-Length": str(len(octets)), **(headers or {})}.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(octets)


class Server(ThreadingHTTPServer):
    """The server of a site, or of a service that its forms are sent to."""

    daemon_threads = True

    def __init__(self, here: "Here", service: Service | None = None, port: int = 0) -> None:
        self.here, self.service, self.is_site = here, service, service is None
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser may hang up; anything else shows in what has arrived."""


@dataclass
class Here:
    """A site that is served from a folder, and the services that it sends to, by name."""

    folder: Path
    address: str = ""
    policy: str = LITERAL
    services: dict[str, Service] = field(default_factory=dict)
    by_mail: bool = False
    """Whether forms open a mail program, too."""

    def __getitem__(self, name: str) -> Service:
        return self.services[name]

    def settings(self, name: str) -> dict[str, str]:
        """What CONVERSE_FORMS says to choose a service, or the options of one form."""
        return {"backend": name} | (SERVICES[name].chosen if name in SERVICES else {})

    def receiver(self, came: Arrived) -> Service | None:
        """The service that takes what is sent to the site itself."""
        known = {"form-name": "netlify", "static-form-name": "cloudflare"}
        named = next((service for name, service in known.items() if name in came.said), "")
        return self.services.get(named)

    def headers(self, kind: str) -> dict[str, str]:
        """What is said with a page."""
        others = "".join(f" {service.address}" for service in self.services.values() if service.host)
        others += " mailto:" if self.by_mail else ""
        return {"Content-Security-Policy": self.policy.format(services=others)} if kind == "text/html" else {}

    def found(self, path: str) -> tuple[int, bytes, str] | None:
        """What is answered at a path: a file as it goes out, or the page for those who are lost."""
        file = self.folder / unquote(path).lstrip("/")
        file = next((each for each in (file / "index.html", file) if each.is_file()), self.folder / "404.html")
        if not file.is_file():
            return None
        kind, octets = guess_type(file.name)[0] or "application/octet-stream", file.read_bytes()
        if kind == "text/html":
            octets = self.spoilt(octets.decode("utf-8")).encode()
        return 404 if file.name == "404.html" else 200, octets, kind

    def spoilt(self, html: str) -> str:
        """A page whose forms lead to the services here."""
        for service in self.services.values():
            html = service.spoilt(html)
            if service.host:
                html = html.replace(f'action="{service.host}/', f'action="{service.address}/')
        return html


@contextmanager
def sending_from(folder: Path, *names: str) -> Iterator[Here]:
    """Serves a folder, which may be filled later, and these services, as long as it is open."""
    here = Here(folder, by_mail="mailto" in names)
    with serving(here, *(SERVICES[name] for name in {*names} - {"mailto"})):
        yield here


@contextmanager
def serving(here: Here, *kinds: type[Service]) -> Iterator[None]:
    """The same for a site of a kind of its own, and services of these kinds."""
    with ExitStack() as stack:
        here.address = stack.enter_context(running(Server(here)))
        for kind in kinds:
            service = here.services[kind.name] = kind(here.address)
            service.address = stack.enter_context(running(Server(here, service))) if service.host else here.address
            stack.callback(service.let_go.set)
        yield


@contextmanager
def running(server: Server) -> Iterator[str]:
    """Runs a server as long as it is open; gives its address."""
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.address
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
