"""A form with a field of every type, the site it stands on, and a receiver that answers as a test tells it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import HTTP
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import parse_qsl

FIELDS = """\
<fieldset class="form-field form-choice" data-field="kind" data-required>
  <legend>What is it?</legend>
  <div><label><input id="all-kind-1" type="radio" name="kind" value="idea" required> An idea</label>
  <label><input id="all-kind-2" type="radio" name="kind" value="problem" required> A problem</label></div>
</fieldset>
<div class="form-field" data-field="topic"><label for="all-topic">What is it about?</label>
  <select id="all-topic" name="topic" required><option value="">Please choose</option>
  <option value="menu">The menu</option><option value="shop">The shop</option></select></div>
<div class="form-field" data-field="words"><label for="all-words">In your words</label>
  <span class="quiet" id="all-words-hint">In any language.</span>
  <textarea id="all-words" name="message" rows="6" required maxlength="10000"
    aria-describedby="all-words-hint"></textarea></div>
<div class="form-pair">
<div class="form-field" data-field="name"><label for="all-name">Your name <span class="quiet">if you like</span></label>
  <input id="all-name" name="name" autocomplete="name" maxlength="80"></div>
<div class="form-field" data-field="email"><label for="all-email">Your e-mail address
  <span class="quiet">if you like</span></label>
  <span class="quiet" id="all-email-hint">Never shown to anybody.</span>
  <input id="all-email" name="email" type="email" autocomplete="email" aria-describedby="all-email-hint"></div>
</div>
<div class="form-field" data-field="phone"><label for="all-phone">Your number</label>
  <input id="all-phone" name="phone" type="tel" autocomplete="tel" required></div>
<div class="form-field" data-field="loaves"><label for="all-loaves">How many loaves?</label>
  <input id="all-loaves" name="loaves" type="number" min="2" max="40"></div>
<div class="form-field" data-field="day"><label for="all-day">Which day?</label>
  <input id="all-day" name="day" type="date" min="2026-08-07" max="2026-12-24"></div>
<div class="form-field" data-field="time"><label for="all-time">When?</label>
  <input id="all-time" name="time" type="time" min="07:00" max="18:00"></div>
<fieldset class="form-field form-choice" data-field="extras" data-required>
  <legend>What with it?</legend>
  <div><label><input id="all-extras-1" type="checkbox" name="extras" value="salt"> Salt</label>
  <label><input id="all-extras-2" type="checkbox" name="extras" value="seeds"> Seeds</label></div>
</fieldset>
<fieldset class="form-field form-choice" data-field="stars"><legend>How was it?</legend>
  <div><label><input id="all-stars-1" type="radio" name="stars" value="1"> 1</label>
  <label><input id="all-stars-2" type="radio" name="stars" value="2"> 2</label></div>
</fieldset>
<div class="form-field" data-field="picture"><label for="all-picture">A picture</label>
  <input id="all-picture" name="picture" type="file" accept="image/jpeg,image/png,image/webp" data-most="3000000"></div>
<div class="form-field form-agree" data-field="agree"><label><input id="all-agree" type="checkbox" name="agree"
  value="v1" required> <span>You may show it.</span></label></div>
"""
FORM = """\
<section class="form converse-form" id="{id}" aria-label="Ask">
<form action="{action}" method="post" {attributes} accept-charset="utf-8" data-form="{id}" data-thanks="thanks/"
  data-reader="Rosa Adler">
<input type="hidden" name="form" value="{id}"><input type="hidden" name="ref" data-signal="ref">
<input type="hidden" name="took" data-signal="took"><input type="hidden" name="agreed" data-signal="agreed">
<input type="hidden" name="page" data-signal="page">
{fields}
<p hidden><label>Leave this empty <input name="sidenote" tabindex="-1" autocomplete="off"></label></p>
<div class="form-send"><button class="button" type="submit">Send it to Rosa</button></div>
</form>
<p class="form-instead quiet">Or without a form: <a href="tel:+433165550123">Call 0316 555 0123</a>,
<a href="mailto:rosa@adler.example">Write rosa@adler.example</a></p>
</section>
"""
PAGE = '<html><head><title>{title}</title><meta name="form" content="no"></head><body>{body}</body></html>'
SHORT = """\
<div class="form-field" data-field="words"><label for="short-words">In your words</label>
  <textarea id="short-words" name="message" rows="6" required></textarea></div>
<div class="form-field" data-field="email"><label for="short-email">Your e-mail address
  <span class="quiet">if you like</span></label>
  <input id="short-email" name="email" type="email"></div>
"""


def form_page(
    action: str, fields: str = SHORT, sends: str = "form", name: str = "short", encoding: str = "", title: str = "Ask"
) -> str:
    """A page with a form, as somebody writes it in HTML."""
    attributes = f'data-send="{sends}"' + (f' enctype="{encoding}"' if encoding else "")
    body = FORM.format(id=name, action=action, attributes=attributes, fields=fields)
    return PAGE.format(title=title, body=body)


@dataclass(frozen=True)
class Posted:
    """What arrived: each name with its values, the files, and how it was sent."""

    fields: dict[str, list[str]]
    files: dict[str, tuple[str, bytes]]
    headers: dict[str, str]

    @property
    def in_place(self) -> bool:
        """Whether a script has sent it."""
        return self.headers.get("sec-fetch-mode") == "cors"


@dataclass
class Answer:
    """What is answered; `hold` waits before it, and `cut` breaks off instead."""

    status: int = 201
    body: object = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    hold: Event | None = None
    cut: bool = False


@dataclass
class Receiver:
    """A receiver on another host, as browsers see it."""

    address: str = ""
    posted: list[Posted] = field(default_factory=list)
    answer: Answer = field(default_factory=Answer)


class _Receiving(BaseHTTPRequestHandler):
    receiver: Receiver

    def log_message(self, *arguments: object) -> None:
        pass

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        allowed = {
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Headers": "*",
            "Access-Control-Expose-Headers": "Retry-After",
        }
        for name, value in (allowed | headers).items():
            self.send_header(name, value)

    def do_OPTIONS(self) -> None:
        """A browser asks before it sends JSON."""
        self._head(204, {})
        self.end_headers()

    def do_POST(self) -> None:
        """Take it, and answer as told."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.receiver.posted.append(posted(body, {key.lower(): value for key, value in self.headers.items()}))
        answer = self.receiver.answer
        if answer.hold:
            answer.hold.wait(10)
        if answer.cut:
            self.connection.close()
            return
        said = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
        kind = "text/html; charset=utf-8" if isinstance(answer.body, str) else "application/json"
        self._head(answer.status, {"Content-Type": kind, "Content-Length": str(len(said.encode())), **answer.headers})
        self.end_headers()
        self.wfile.write(said.encode())


def posted(body: bytes, headers: dict[str, str]) -> Posted:
    """What a request holds, whichever way it is encoded."""
    kind = headers["content-type"]
    fields: dict[str, list[str]] = {}
    files = {}
    if kind.startswith("application/json"):
        fields = {name: [value] for name, value in json.loads(body).items()}
    elif kind.startswith("application/x-www-form-urlencoded"):
        for name, value in parse_qsl(body.decode(), keep_blank_values=True):
            fields.setdefault(name, []).append(value)
    else:
        message = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body, policy=HTTP)
        for part in message.iter_parts():
            content, name = part.get_payload(decode=True), part.get_param("name", header="content-disposition")
            if part.get_filename() is None:
                fields.setdefault(name, []).append(content.decode())
            else:
                files[name] = part.get_filename(), content
    return Posted(fields, files, headers)


class _Site(SimpleHTTPRequestHandler):
    policy: Callable[[], str]
    patience: Callable[[], str]

    def log_message(self, *arguments: object) -> None:
        pass

    def end_headers(self) -> None:
        """With the policy of the test."""
        if self.policy():
            self.send_header("Content-Security-Policy", self.policy())
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def do_GET(self) -> None:
        """Files; but nobody waits for 20 seconds in a test."""
        if not self.path.endswith("forms.js"):
            super().do_GET()
            return
        script = Path(self.translate_path(self.path)).read_text("utf-8")
        assert "20_000" in script
        body = script.replace("20_000", self.patience()).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        """A site that takes nothing itself."""
        self.send_error(405)


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser may hang up, and a test cuts lines."""


@contextmanager
def running(handler: Callable[..., BaseHTTPRequestHandler], port: int = 0) -> Iterator[str]:
    """Serve on this machine; gives the address."""
    with _Quiet(("127.0.0.1", port), handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def receiving(receiver: Receiver) -> type[_Receiving]:
    """A handler for this receiver."""
    return type("Handler", (_Receiving,), {"receiver": receiver})


def site_of(
    folder: Path, policy: Callable[[], str], patience: Callable[[], str] = lambda: "20_000"
) -> Callable[..., BaseHTTPRequestHandler]:
    """A handler for this folder, with the policy, and the milliseconds until forms give up, of the moment."""
    kind = type("Handler", (_Site,), {"policy": staticmethod(policy), "patience": staticmethod(patience)})
    return partial(kind, directory=str(folder))
