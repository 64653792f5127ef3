"""How much a site of ours costs beside plain Pelican, in one run: `make benchmark`. Prints ratios; asserts nothing."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pelican_converse

BUSINESS = "name: Adler Bread\ncountry: SI\ntime_zone: Europe/Vienna\ncontact: rosa\n"
ROSA = "Name: Rosa Adler\nEmail: rosa@adler.example\n\nI answer myself.\n"
WORDS = "Bread that keeps until Thursday is what people ask for, and what we bake for them. " * 20
REQUEST = """Title: Request number {n}
Asked: 2025-0{month}-10
By: Customer {n}

{words}

## 2025-0{month}-11, Rosa: planned by 2026-01

I'll **try**, and tell you.

## 2025-0{month}-20, Customer {n}

Thank you!

## 2025-0{month}-21, Rosa: completed

It's there.
"""
ARTICLE = "Title: Article {n}\nDate: 2026-01-{day:02}\nCategory: Oven\nTags: bread, day{day}\n\n{words}\n"


def write_site(folder: Path, articles: int, requests: int) -> None:
    """A site with so many articles and requests."""
    content = folder / "content"
    for name in ("news", "people", "requests"):
        (content / name).mkdir(parents=True)
    (content / "business.yaml").write_text(BUSINESS)
    (content / "people" / "rosa.md").write_text(ROSA)
    for n in range(articles):
        (content / "news" / f"article-{n}.md").write_text(ARTICLE.format(n=n, day=n % 28 + 1, words=WORDS))
    for n in range(requests):
        (content / "requests" / f"request-{n}.md").write_text(REQUEST.format(n=n, month=n % 9 + 1, words=WORDS))


def measure(folder: Path, settings: str, label: str) -> tuple[float, float]:
    """Seconds of processor time and MiB of memory that a build takes."""
    (folder / "pelicanconf.py").write_text(settings)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = ["/usr/bin/env", sys.executable, "-c", _RUN, "--output", str(folder / label)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, int(done.stdout.split()[-1]) / 1024


_RUN = """
import resource, sys
from pelican import main
main(["--quiet", *sys.argv[1:]])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def main() -> None:
    """Compare plain Pelican with ours, for sites of several sizes."""
    os.environ["SOURCE_DATE_EPOCH"] = "1786010400"
    base = 'PATH = "content"\nSITEURL = "https://adler.example"\nTIMEZONE = "Europe/Vienna"\nPAGE_PATHS = ["pages"]\n'
    plain = base + 'PLUGINS = []\nTHEME = "simple"\nARTICLE_PATHS = ["news"]\n'
    ours = base + f'PLUGINS = ["pelican_converse"]\nTHEME = {pelican_converse.theme_path()!r}\n'
    print("articles requests | plain s  MiB | ours s  MiB | time  memory | ours without requests: time")
    for articles, requests in ((10, 10), (100, 100), (100, 1000)):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            write_site(folder, articles, requests)
            started = time.perf_counter()
            one = measure(folder, plain, "plain")
            two = measure(folder, ours, "ours")
            for file in (folder / "content" / "requests").iterdir():
                file.unlink()
            three = measure(folder, ours, "empty")
            print(
                f"{articles:8} {requests:8} | {one[0]:7.2f} {one[1]:4.0f} | {two[0]:6.2f} {two[1]:4.0f} |"
                f" {two[0] / one[0]:5.2f} {two[1] / one[1]:6.2f} | {three[0] / one[0]:5.2f}"
                f"   (took {time.perf_counter() - started:.0f} s)"
            )


if __name__ == "__main__":
    main()
