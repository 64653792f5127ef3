"""Reading text files, and naming them as their owner does."""

from pathlib import Path

from pelican_converse.problems import Problems

FOLDERS = ("people", "requests", "forms", "meetups", "previews", "neighbours", "words")
"""The folders below `content/` that are read here, and not by Pelican."""


def shown(path: Path, content: Path) -> str:
    """The path as messages show it: from the folder that holds the content folder, with forward slashes."""
    return path.relative_to(content.parent).as_posix()


def read_text(path: str | Path, name: str, problems: Problems) -> str | None:
    """The text of a UTF-8 file; None, with a problem noted, if it can't be read."""
    try:
        with open(path, "rb") as file:
            return file.read().decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.add(name, line, "This is not UTF-8 text. Save the file as UTF-8 and try again.")
    except OSError as error:
        problems.add(name, 0, f"The file can't be read ({error.strerror}).")
    return None
