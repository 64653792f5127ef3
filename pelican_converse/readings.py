"""What was read of files, kept from one build to the next as Pelican keeps what it reads itself.

A reading counts as long as its file is the same, and everything else on which it depends. Nothing in which something is
wrong is kept, so that it is told each time.
"""

import gc
import gzip
import hashlib
import os
import pickle
import sys
from collections.abc import Hashable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import babel
import pydantic

from pelican_converse.keeping import keep, kept

_METHODS = ("mtime", *(name for name in hashlib.algorithms_guaranteed if not name.startswith("shake")))
_LEVEL = 5
"""How hard it is zipped: more takes longer, less takes longer to be unzipped."""
Stamp = tuple[Hashable, ...]
"""By what a file, and all that its reading depends on, is known to be the same."""


class Readings:
    """Readings in a file, which is read if `loads` and written if `saves`.

    `method` tells how a file is known to be the same: "mtime", or the name of a hash in `hashlib`. With anything else
    nothing is kept. `version` is ours.
    """

    def __init__(
        self,
        file: Path,
        loads: bool = False,
        saves: bool = False,
        method: str = "mtime",
        zipped: bool = True,
        version: str = "",
    ) -> None:
        self._file, self._method, self._zipped = file, method, zipped
        self._saves = saves and method in _METHODS
        self._is_on = (loads or saves) and method in _METHODS
        self._loads, self._version = loads, version
        self._made_for = ""
        self._before: dict[str, tuple[Stamp, Any]] = {}
        self._now: dict[str, tuple[Stamp, Any]] = {}
        self._is_new = False

    def open(self) -> None:
        """Fetch what was kept."""
        if self._is_on:
            self._made_for = repr((self._version, self._method, self._zipped, *_versions()))
            self._before = self._load() if self._loads else {}

    def _load(self) -> dict[str, tuple[Stamp, Any]]:
        data = kept(self._file, self._made_for)
        if data is None:
            return {}
        was_on = gc.isenabled()
        gc.disable()  # it would look through all that is made here, again and again, for nothing
        try:
            # It is whole, and lies where Pelican's own cache does, which is trusted alike.
            found: dict[str, tuple[Stamp, Any]] = pickle.loads(gzip.decompress(data) if self._zipped else data)  # noqa: S301
        except Exception:  # whatever it is, the files can still be read
            return {}
        finally:
            if was_on:
                gc.enable()
        return found

    def stamp(self, file: str, depends_on: Hashable = None) -> Stamp | None:
        """What a file is like now, and what else its reading depends on; None if that needn't be known."""
        if not self._is_on:
            return None
        try:
            if self._method == "mtime":
                known = os.stat(file)
                return known.st_mtime_ns, known.st_ctime_ns, known.st_size, depends_on
            with open(file, "rb") as opened:
                return hashlib.new(self._method, opened.read(), usedforsecurity=False).digest(), depends_on
        except OSError:
            return None

    def find(self, name: str, stamp: Stamp | None) -> Any:
        """What was read of a file when all was like this; None if it has to be read."""
        known = self._before.get(name)
        if known is None or known[0] != stamp:
            return None
        self._now[name] = known
        return known[1]

    def note(self, name: str, stamp: Stamp | None, reading: object) -> None:
        """Take up what was read of a file that was like this before."""
        if stamp is not None:
            self._now[name] = stamp, reading
            self._is_new = True

    def save(self) -> None:
        """Keep what was read or found in this build, if that is anything else than before."""
        if self._saves and (self._is_new or len(self._now) != len(self._before)):
            data = pickle.dumps(self._now, pickle.HIGHEST_PROTOCOL)
            keep(self._file, self._made_for, gzip.compress(data, _LEVEL) if self._zipped else data)


def _versions() -> Iterator[object]:
    """What tells one reader from another: also one state of our code from the next, between two versions."""
    yield from (pydantic.VERSION, babel.__version__, sys.version)
    for package in ("holidays", "phonenumbers"):  # which take long to load, and by which readings are checked
        found = find_spec(package)
        yield os.stat(found.origin).st_mtime_ns if found and found.origin else 0
    for folder, _, files in sorted(os.walk(Path(__file__).parent)):
        for file in sorted(name for name in files if name.endswith(".py")):
            known = os.stat(os.path.join(folder, file))
            yield file, known.st_mtime_ns, known.st_size
