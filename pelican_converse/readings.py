"""What was read of files, kept from one build to the next as Pelican keeps what it reads itself.

A reading counts as long as its file is the same, and everything else on which it depends. Nothing in which something is
wrong is kept, so that it is told each time.
"""

import gzip
import hashlib
import os
import pickle
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import babel
import pydantic

from pelican_converse import __version__
from pelican_converse.keeping import keep, kept

_VERSIONS = (__version__, pydantic.VERSION, babel.__version__, sys.version)
_METHODS = ("mtime", *(name for name in hashlib.algorithms_guaranteed if not name.startswith("shake")))
Stamp = bytes | tuple[int, ...]
"""By what a file is known to be the same."""


@dataclass
class Readings:
    """Readings in a file, which is read if `loads` and written if `saves`.

    `method` tells how a file is known to be the same: "mtime", or the name of a hash in `hashlib`. With anything else
    nothing is kept.
    """

    file: Path = Path()
    loads: bool = False
    saves: bool = False
    method: str = "mtime"
    zipped: bool = True
    _made_for: str = field(default="", init=False)
    _before: dict[str, tuple[Stamp, Any]] = field(default_factory=dict, init=False)
    _now: dict[str, tuple[Stamp, Any]] = field(default_factory=dict, init=False)

    @property
    def is_off(self) -> bool:
        """Whether nothing is kept."""
        return not (self.loads or self.saves) or self.method not in _METHODS

    def open(self, depends_on: Iterable[str]) -> None:
        """Fetch what was kept, if all readings depended on the same words then."""
        if self.is_off:
            return
        self._made_for = repr((_VERSIONS, _our_code(), self.method, self.zipped, *depends_on))
        data = kept(self.file, self._made_for) if self.loads else None
        try:
            # It is whole, and lies where Pelican's own does, which is trusted alike.
            self._before = pickle.loads(gzip.decompress(data) if self.zipped else data) if data else {}  # noqa: S301
        except Exception:  # whatever it is, the files can still be read
            self._before = {}

    def stamp(self, entry: os.DirEntry[str]) -> Stamp | None:
        """What a file is like now; None if that needn't be known."""
        if self.is_off:
            return None
        try:
            if self.method == "mtime":
                known = entry.stat()
                return known.st_mtime_ns, known.st_ctime_ns, known.st_size
            with open(entry.path, "rb") as file:
                return hashlib.new(self.method, file.read(), usedforsecurity=False).digest()
        except OSError:
            return None

    def find(self, name: str, stamp: Stamp | None) -> Any:
        """What was read of a file when it was like this; None if it has to be read."""
        known = self._before.get(name)
        if known is None or known[0] != stamp:
            return None
        self._now[name] = known
        return known[1]

    def note(self, name: str, stamp: Stamp | None, reading: object) -> None:
        """Take up what was read of a file that was like this before."""
        if stamp is not None:
            self._now[name] = stamp, reading

    def close(self) -> None:
        """Save what holds now, if that is anything else than before."""
        is_same = all(self._now.get(name) is reading for name, reading in self._before.items())
        if self.is_off or not self.saves or (is_same and len(self._now) == len(self._before)):
            return
        data = pickle.dumps(self._now, pickle.HIGHEST_PROTOCOL)
        keep(self.file, self._made_for, gzip.compress(data, 1) if self.zipped else data)


def _our_code() -> tuple[tuple[str, int, int], ...]:
    """What tells one state of our code from another, also between two versions."""
    paths = sorted(Path(__file__).parent.rglob("*.py"))
    return tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in paths)
