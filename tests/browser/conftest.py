"""A browser, and sites served to it on this machine. A test fails if a page asks anything of anybody else."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, ProxySettings, sync_playwright
from window import Window

from tests.conftest import EXAMPLE, ROOT, THE_DAY, BuiltSite, missing
from tests.services import LITERAL

TOOLS = ROOT / ".cache" / "node" / "node_modules"
Windows = dict[bool, Window]
POLICY = LITERAL.format(services=" mailto:")
"""For pages whose forms go to a mail program."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-pings"]


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing about it."""

    timeout = 10

    def end_headers(self) -> None:
        """Pages have a policy. Sheets and pictures stay the same as long as the server runs."""
        if self.path.partition("?")[0].endswith(("/", ".html")):
            self.send_header("Content-Security-Policy", POLICY)
        else:
            self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (the name is the library's)
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser may hang up; anything else is told."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a folder, which may be filled later, until the test ends; gives its address."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(_served(folder))


@pytest.fixture(scope="session")
def tool() -> Callable[[str], Path]:
    """Finds a file of the npm packages that `make browser-tools` installs."""

    def find(name: str) -> Path:
        if not (TOOLS / name).is_file():
            missing(f"{name} is not in .cache/node: run make browser-tools")
        return TOOLS / name

    return find


@pytest.fixture(scope="session")
def served_example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, BuiltSite]]:
    """The example site, built for the address at which it is served; once in each process."""
    output = tmp_path_factory.mktemp("served")
    with _served(output) as address:
        command = [sys.executable, "-m", "pelican", "--fatal", "warnings", "--output", str(output)]
        command += ["-e", f'SITEURL="{address}"']
        environment = os.environ | {"SOURCE_DATE_EPOCH": THE_DAY}
        done = subprocess.run(
            command, cwd=EXAMPLE, capture_output=True, text=True, env=environment, timeout=120, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        yield address, BuiltSite(output)


@pytest.fixture(scope="session")
def site_pages(served_example: tuple[str, BuiltSite]) -> list[str]:
    """The addresses of all pages of the example site, below it."""
    example = served_example[1]
    # What leads on at once is no page to look at.
    pages = [file for file in example.files() if file.endswith(".html")]
    files = [file for file in pages if 'http-equiv="refresh"' not in example.text(file)]
    return [file.removesuffix("index.html") for file in files]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once in each process."""
    program = shutil.which("chromium")
    if not program:
        missing("Chromium is not installed")
    with sync_playwright() as playwright:
        # There is nobody at port 9: what is asked of others is lost.
        nowhere = ProxySettings(server="http://127.0.0.1:9", bypass="127.0.0.1")
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS, proxy=nowhere)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def windows(browser: Browser, served_example: tuple[str, BuiltSite], tool: Callable[[str], Path]) -> Iterator[Windows]:
    """Two windows, shared by all tests, as opening one takes longer than most tests: with JavaScript and without."""
    with ExitStack() as stack:
        made = {}
        for javascript in (True, False):
            context = browser.new_context(
                base_url=served_example[0] + "/",
                java_script_enabled=javascript,
                reduced_motion="reduce",
                locale="en-GB",
                timezone_id="Europe/Vienna",
            )
            stack.callback(context.close)
            context.set_default_timeout(10_000)
            if javascript:
                context.clock.set_fixed_time(int(THE_DAY))
            made[javascript] = Window(context.new_page(), lambda: tool("axe-core/axe.min.js").read_text("utf-8"))
        yield made


@pytest.fixture
def window(windows: Windows) -> Iterator[Window]:
    """A window with JavaScript on the example site. Fails if a page leaves this machine, or the console complains."""
    with windows[True].used_by_a_test():
        yield windows[True]


@pytest.fixture
def plain_window(windows: Windows) -> Iterator[Window]:
    """A window without JavaScript on the example site. Fails if a page leaves this machine."""
    with windows[False].used_by_a_test():
        yield windows[False]
