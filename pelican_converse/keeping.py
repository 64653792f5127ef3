"""Files in which something is kept from one build to the next; what is broken, foreign or older counts as nothing."""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_DIGEST = sha256().digest_size


def kept(path: Path, made_for: str) -> bytes | None:
    """What a file keeps; None if there is none, or it isn't whole, or was made for something else."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    data = content[_DIGEST:]
    return data if content[:_DIGEST] == _digest(made_for, data) else None


def keep(path: Path, made_for: str, data: bytes) -> None:
    """Write a file, whole or not at all; a folder that can't be written to is no reason to end a build."""
    new = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(_digest(made_for, data) + data)
        new.replace(path)


def _digest(made_for: str, data: bytes) -> bytes:
    return sha256(made_for.encode() + b"\n" + data).digest()
