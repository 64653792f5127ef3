"""What a request costs beside a plain Pelican article with the same words: `make bench`.

Sites of several sizes are built in turn, each kind in the same run and several times; what is printed are medians and
ratios, for nobody's clock is like another's. Nothing is asserted here.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import sample

SIZES = (100, 1_000, 10_000)
ONE_BUILD = Path(__file__).parent / "one_build.py"
SETTINGS = 'PATH = "content"\nSITEURL = "https://adler.example"\nTIMEZONE = "Europe/Vienna"\n'
PLAIN = SETTINGS + 'PLUGINS = []\nTHEME = "simple"\nARTICLE_PATHS = ["news"]\nPAGE_PATHS = ["pages"]\n'
OURS = SETTINGS + "from pelican_converse import theme_path\nPLUGINS = ['pelican_converse']\nTHEME = theme_path()\n"
SWITCHED_ON = PLAIN.replace("PLUGINS = []", 'PLUGINS = ["pelican_converse"]')
CACHED = "CACHE_CONTENT = LOAD_CONTENT_CACHE = True\n"


@dataclass(frozen=True)
class Build:
    """What one build took: seconds of processor time, function calls, MiB, and how much it wrote."""

    seconds: float
    calls: int
    memory: float
    reading: float
    pages: int
    octets: int


def build(folder: Path, settings: str, counted: bool = False) -> Build:
    """Build a site in a process of its own; calls are counted instead of seconds if asked for."""
    (folder / "pelicanconf.py").write_text(settings)
    command = [sys.executable, str(ONE_BUILD), *(["--count"] if counted else [])]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr or done.stdout)
    said = json.loads(done.stdout.splitlines()[-1])
    written = [path.stat().st_size for path in (folder / "output").rglob("*") if path.is_file()]
    return Build(**said, pages=len(written), octets=sum(written))


def median(builds: Iterable[Build], name: str) -> float:
    """The middle one of what several builds took."""
    return statistics.median(getattr(each, name) for each in builds)


def compared(size: int, runs: int) -> Iterator[str]:
    """The row of one size in the table, as cells."""
    with tempfile.TemporaryDirectory() as place:
        sites = {name: Path(place, name) for name in ("articles", "requests", "no-articles", "no-requests")}
        sample.articles(sites["articles"], size)
        sample.requests(sites["requests"], size)
        sample.articles(sites["no-articles"], 0)
        sample.requests(sites["no-requests"], 0)
        settings = {name: PLAIN if "articles" in name else OURS for name in sites}
        took: dict[str, list[Build]] = {name: [] for name in sites}
        for _ in range(runs):
            for name, folder in sites.items():
                took[name].append(build(folder, settings[name]))
        calls = {name: build(folder, settings[name], counted=True).calls for name, folder in sites.items()}
    seconds = {name: median(builds, "seconds") for name, builds in took.items()}
    each = {kind: 1000 * (seconds[kind] - seconds[f"no-{kind}"]) / size for kind in ("articles", "requests")}
    counted = {kind: (calls[kind] - calls[f"no-{kind}"]) / size for kind in ("articles", "requests")}
    memory = {kind: median(took[kind], "memory") for kind in ("articles", "requests")}
    yield f"{size:,}"
    yield f"{seconds['articles']:.2f}"
    yield f"{seconds['requests']:.2f}"
    yield f"{each['articles']:.2f}"
    yield f"{each['requests']:.2f}"
    yield f"**{each['requests'] / each['articles']:.2f}**"
    yield f"{counted['articles']:,.0f}"
    yield f"{counted['requests']:,.0f}"
    yield f"**{counted['requests'] / counted['articles']:.2f}**"
    yield f"{memory['articles']:.0f}"
    yield f"{memory['requests']:.0f}"
    yield f"**{memory['requests'] / memory['articles']:.2f}**"
    first = {kind: took[kind][0] for kind in ("articles", "requests")}
    yield f"{first['articles'].pages:,} / {first['requests'].pages:,}"
    yield f"{first['articles'].octets / 1e6:.1f} / {first['requests'].octets / 1e6:.1f}"


def cached(size: int) -> str:
    """How long the requests take to be read again with Pelican's content cache, beside the first time."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        sample.requests(folder, size)
        first, *again = (build(folder, OURS + CACHED).reading for _ in range(4))
    return f"{size:,} requests are read in {first:.2f} s, again in {statistics.median(again):.3f} s"


def switched_on(size: int) -> str:
    """What a site of articles pays that switches the plugin on and doesn't use it: the first time, and later."""
    with tempfile.TemporaryDirectory() as place, tempfile.TemporaryDirectory() as compiled:
        os.environ["TMPDIR"] = compiled  # where Jinja keeps compiled templates
        folder = Path(place)
        sample.articles(folder, size)
        plain, first, later = (build(folder, each, counted=True).calls for each in (PLAIN, SWITCHED_ON, SWITCHED_ON))
    said = f"{later / plain:.3f} times the function calls, {first / plain:.3f} if templates have to be compiled"
    return f"{size:,} articles with the plugin switched on: {said}"


HEAD = (
    "requests or articles|articles, s|requests, s|one article, ms|one request, ms|ratio|calls an article|"
    "calls a request|ratio|articles, MiB|requests, MiB|ratio|files|MB"
)


def main() -> None:
    """Print the table in Markdown, and the two numbers beside it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--runs", type=int, default=3)
    said = parser.parse_args()
    os.environ["SOURCE_DATE_EPOCH"] = "1786010400"
    print(f"| {' | '.join(HEAD.split('|'))} |")
    print("|" + "---:|" * len(HEAD.split("|")), flush=True)
    for size in said.sizes:
        print(f"| {' | '.join(compared(size, said.runs))} |", flush=True)
    print()
    print(cached(min(1_000, max(said.sizes))), flush=True)
    print(switched_on(1_000))


if __name__ == "__main__":
    main()
