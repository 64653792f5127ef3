"""What docs/receiver.md says holds: its answers, its example, its recipe, its headers."""

import json
import re
import shutil
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from tomllib import loads
from types import ModuleType

import pytest

from pelican_converse import backends
from pelican_converse.backends import BACKENDS, GROUP, Backend, Place, find_backend
from pelican_converse.model.business import FormSettings
from pelican_converse.problems import BadContent
from tests.conftest import missing
from tests.services import RECEIVER, SERVICES, documented

TEXT = RECEIVER.read_text(encoding="utf-8")


def chapter(title: str) -> str:
    return re.split(r"\n## ", TEXT.split(f"\n## {title}\n")[1])[0]


def code(kind: str, text: str = TEXT) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_every_error_is_shown_as_a_problem_of_rfc_9457():
    assert {*documented()} == {201, 400, 403, 404, 405, 413, 415, 422, 429, 500, 503}
    errors = {status: said for status, said in documented().items() if status != 201}
    assert all(said["type"] == "about:blank" and said["title"] and said["code"] for said in errors.values())
    assert len({said["code"] for said in errors.values()}) == len(errors)
    for status in errors:
        assert f"**{status}" in TEXT


def test_errors_of_fields_have_codes_that_are_listed():
    listed = chapter("A receiver of your own").split("Known codes are")[1].split(".\n")[0]
    assert all(f"`{error['code']}`" in listed for error in documented()[422]["errors"])
    assert all(error.keys() == {"field", "code", "message"} for error in documented()[422]["errors"])


def test_every_field_of_ours_is_explained():
    rows = re.findall(r"^\| (`.+?) \|", chapter("A receiver of your own"), re.MULTILINE)
    ours = {"words", "name", "email", "phone", "when", "kind", "topic", "request", "ref", "agree", "about", "meetup"}
    ours |= {"stop", "for", "page", "agreed", "took", "sidenote", "form", "subject"}
    assert {*re.findall(r"`([\w-]+)`", " ".join(rows))} == ours


def test_what_each_service_does_with_spam_is_said():
    rows = re.findall(r"^\| `(\w+)` \|", chapter("What services do with spam"), re.MULTILINE)
    assert rows == [*BACKENDS]


def test_every_host_that_forms_go_to_is_named_for_the_headers():
    headers = chapter("Headers")
    for kind in SERVICES.values():
        assert kind.name == "endpoint" or kind.host in headers
    assert all(f"form-action 'self'{more}" in headers for more in ("", " https://formspree.io"))
    assert "connect-src 'self' https://formspree.io" in headers
    assert "form-action 'self' mailto:" in headers


def test_a_file_of_headers_gets_to_the_top_as_it_is_said(small_site):
    headers = re.search(r"^```\n(/\*\n.*?)^```", TEXT, re.MULTILINE | re.DOTALL)[1]
    small_site.write("extra/_headers", headers)
    said = {}
    exec(code("py")[0], {}, said)
    assert small_site.build(**said).text("_headers") == headers


def test_a_receiver_that_does_not_work_is_told_like_any_mistake(example, small_site, capsys):
    del example.Crm
    with pytest.raises(BadContent):
        small_site.build(CONVERSE_FORMS={"backend": "crm", "id": "abc123"})
    fault = "AttributeError: module 'adler_crm' has no attribute 'Crm'. Tell its author, or choose another."
    problem = 'The receiver "crm" of the package adler_crm does not work'
    assert f"pelicanconf.py: CONVERSE_FORMS: {problem}: {fault}\n" in capsys.readouterr().err


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The package that the docs show, as if it were installed."""
    [python], [toml] = code("python"), code("toml")
    module = ModuleType("adler_crm")
    exec(python, vars(module))
    monkeypatch.setitem(sys.modules, "adler_crm", module)
    registered = loads(toml)["project"]["entry-points"][GROUP]
    points = tuple(EntryPoint(name, value, GROUP) for name, value in registered.items())
    monkeypatch.setattr(backends, "entry_points", lambda group: points)
    backends.brought.cache_clear()
    yield module
    backends.brought.cache_clear()


def test_the_receiver_that_is_shown_works(example, small_site):
    form = small_site.build(CONVERSE_FORMS={"backend": "crm", "id": "abc123"}).page("ask/").find(id="ask").form
    assert form["action"] == "https://in.crm.example/abc123"
    named = {control.get("name"): control.get("value") for control in form.find_all("input")}
    assert {"contact[email]", "contact[name]", "sidenote"} <= named.keys()
    assert (named["form"], named["back"]) == ("ask", "https://adler.example/thanks/")
    privacy = small_site.build(CONVERSE_FORMS={"backend": "crm", "id": "abc123"}).page("privacy/").get_text()
    assert "CRM Ltd (Ireland)" in " ".join(privacy.split())


def test_the_receiver_that_is_shown_is_checked_like_ours(example):
    told = [*backends.complaints(FormSettings(backend="crm", id="x"), "https://adler.example")]
    assert told == [("id", '"x" is not an id of crm. Write id: and the form\'s id, six letters and digits, as abc123.')]


def said_by_a_class():
    return [name for name in {**vars(Backend), **Backend.__annotations__} if not name.startswith("_")]


def test_everything_that_a_class_may_say_is_explained():
    rows = re.findall(r"^\| (`.+?) \|", chapter("A receiver in a package"), re.MULTILINE)
    explained = {*re.findall(r"`(\w+)", " ".join(rows))}
    derived = {"wire", "trap", "opens_mail_program"}
    assert explained - {"form", "json", "mail"} == {name for name in said_by_a_class() if name not in derived}
    assert {*re.findall(r"\w+", TEXT)} >= {*Place.__dataclass_fields__}


# The recipe for Cloudflare Pages

PLUGIN = """
export default ({ respondWith }) => async context => {
  const formData = await context.request.formData()
  const name = formData.get("static-form-name")
  if (!name) return context.next()
  formData.delete("static-form-name")
  return respondWith({ formData, name: name.toString() })
}
"""
"""What @cloudflare/pages-plugin-static-forms 1.0.3 does with a form that is sent."""
RUN = """
import { onRequest } from "./functions/_middleware.js"

const formData = new FormData()
formData.append("static-form-name", "ask")
formData.append("words", "Spelt\\r\\n🥖")
formData.append("ref", "7K3MQ2")
formData.append("sidenote", "x")
formData.append("cake", new File([new Uint8Array([0, 13, 10, 255])], "cake.png", { type: "image/png" }))
const kept = {}
const fails = process.argv[2] === "fails"
const env = { FORMS: { put: async (key, value) => {
  if (fails) throw new Error("full")
  kept[key.replace(/[0-9a-f-]{36}/, "ID")] = typeof value === "string" ? JSON.parse(value) : [...new Uint8Array(value)]
} } }
const request = new Request("https://adler.example/ask/", { method: "POST", body: formData })
const answer = await onRequest({ request, env, next: () => new Response("", { status: 405 }) })
console.log(JSON.stringify({ status: answer.status, headers: [...answer.headers], body: await answer.text(), kept }))
"""


@pytest.fixture
def run_recipe(tmp_path: Path):
    """Runs the recipe as it stands; gives what is answered and kept."""
    node = shutil.which("node")
    if not node:
        missing("node is not installed")
    plugin = tmp_path / "node_modules" / "@cloudflare" / "pages-plugin-static-forms"
    for folder in (plugin, tmp_path / "functions"):
        folder.mkdir(parents=True)
    (plugin / "package.json").write_text('{"type": "module", "main": "index.js"}')
    (plugin / "index.js").write_text(PLUGIN)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "functions" / "_middleware.js").write_text(code("js")[0], encoding="utf-8")
    (tmp_path / "run.js").write_text(RUN, encoding="utf-8")

    def run(*arguments):
        done = subprocess.run(
            [node, "run.js", *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_the_recipe_keeps_everything_before_it_says_thank_you(run_recipe):
    said = run_recipe()
    assert (said["status"], dict(said["headers"])["location"]) == (303, "https://adler.example/thanks/")
    assert said["kept"].keys() == {"ask/7K3MQ2/ID", "ask/7K3MQ2/ID/cake"}
    assert said["kept"]["ask/7K3MQ2/ID/cake"] == [0, 13, 10, 255]
    kept = said["kept"]["ask/7K3MQ2/ID"]
    assert kept["fields"] == [["words", "Spelt\n🥖"], ["ref", "7K3MQ2"], ["sidenote", "x"]]
    assert (kept["name"], kept["looksLikeARobot"]) == ("ask", True)


def test_the_recipe_says_when_it_could_keep_nothing(run_recipe):
    said = run_recipe("fails")
    assert (said["status"], said["kept"]) == (503, {})
    assert dict(said["headers"])["retry-after"] == "60"
    assert "could not keep this" in said["body"]


def test_a_receiver_that_is_chosen_here_is_none_of_the_docs():
    assert find_backend(FormSettings(backend="crm")) is None
