"""What tests build on: small sites in a temporary folder, really built with Pelican."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from bs4 import BeautifulSoup
from pelican import Pelican
from pelican.settings import read_settings

import pelican_converse
from tests.services import Here, sending_from

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "example_site"
THE_DAY = "1786010400"
"""6 August 2026, 12:00 in Graz, in seconds since 1970: the day of the example site, and of every test."""
IN_CI = os.environ.get("CI", "").lower() in ("1", "true")

BUSINESS = """\
name: Adler Bread
country: AT
time_zone: Europe/Vienna
contact: rosa
"""
LEGAL = """\
legal:
  operator: Rosa Adler
  address: {street: Griesgasse 12, postal_code: 8020, city: Graz}
  email: rosa@adler.example
  phone: +43 316 555 0123
"""
ROSA = """\
Name: Rosa Adler
Email: rosa@adler.example
Phone: +43 316 555 0123
"""
ARTICLE = """\
Title: First loaf
Date: 2026-05-02
Category: Oven

Bread is here.
"""


def missing(what: str) -> None:
    """Skip a test on a user's machine, and fail it in CI, because something it needs is not there."""
    if IN_CI:
        pytest.fail(f"{what}; in CI this has to run")
    pytest.skip(what)


@dataclass
class BuiltSite:
    """What a build has left in its output folder."""

    output: Path

    def text(self, path: str) -> str:
        """The text of a file, `requests/oat-milk/` meaning the index.html in it."""
        file = self.output / path
        return (file / "index.html" if path.endswith("/") or not path else file).read_text(encoding="utf-8")

    def page(self, path: str) -> BeautifulSoup:
        """A page, parsed."""
        return BeautifulSoup(self.text(path), "html.parser")

    def files(self) -> list[str]:
        """The names of all files, sorted."""
        return sorted(path.relative_to(self.output).as_posix() for path in self.output.rglob("*") if path.is_file())


class SmallSite:
    """A site in a temporary folder: write files, then build."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "content"
        self.write("business.yaml", BUSINESS)
        self.write("people/rosa.md", ROSA)

    def write(self, name: str, text: str) -> Path:
        """Write a file below content/, dedented."""
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8", newline="")
        return path

    def settings(self, **more: Any) -> dict[str, Any]:
        """What a pelicanconf.py of this site says."""
        said: dict[str, Any] = {
            "PATH": str(self.content),
            "OUTPUT_PATH": str(self.folder / "output"),
            "CACHE_PATH": str(self.folder / "cache"),
            "SITEURL": "https://adler.example",
            "TIMEZONE": "Europe/Vienna",
            "PLUGINS": ["pelican_converse"],
            "THEME": pelican_converse.theme_path(),
        }
        return said | more

    def build(self, **settings: Any) -> BuiltSite:
        """Build in this process; raises what Pelican would end with."""
        said = self.settings(**settings)
        Pelican(read_settings(override=said)).run()
        return BuiltSite(Path(said["OUTPUT_PATH"]))

    def run_pelican(self, *arguments: str, **settings: Any) -> subprocess.CompletedProcess[str]:
        """Build as an owner does, with the command `pelican` in the site's folder."""
        said = self.settings(**{"PATH": "content", "OUTPUT_PATH": "output", "CACHE_PATH": "cache"} | settings)
        lines = [f"{key} = {value!r}" for key, value in said.items()]
        (self.folder / "pelicanconf.py").write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [sys.executable, "-m", "pelican", *arguments]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test happens on the same day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", THE_DAY)


@pytest.fixture(autouse=True)
def fresh_log() -> Iterator[None]:
    """Pelican's log filter remembers messages for the whole process; tests start without them."""
    logger = logging.getLogger("pelican")
    yield
    for owner in (logger, *logger.handlers, *logging.getLogger().handlers):
        for found in owner.filters:
            for name in ("_raised_messages", "_group_count", "_ignore"):
                if hasattr(found, name):
                    getattr(found, name).clear()


@pytest.fixture
def small_site(tmp_path: Path) -> SmallSite:
    """A site that has only what it must have: a business and a person."""
    return SmallSite(tmp_path)


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The example site, built once a run by the command, as an owner does; warnings end the build."""
    output = tmp_path_factory.mktemp("example")
    command = [sys.executable, "-m", "pelican", "--fatal", "warnings", "--output", str(output)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": THE_DAY}
    done = subprocess.run(
        command, cwd=EXAMPLE, capture_output=True, text=True, env=environment, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return BuiltSite(output)


@pytest.fixture(scope="session")
def write_only() -> Callable[[Path], SmallSite]:
    """Makes small sites in folders of a test's choice."""
    return SmallSite


@pytest.fixture
def sending() -> Iterator[Callable[..., Here]]:
    """Serves a folder and services that its forms are sent to, until the test ends, as tests/services.py explains."""
    with ExitStack() as stack:
        yield lambda folder, *names: stack.enter_context(sending_from(folder, *names))
