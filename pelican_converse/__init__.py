"""A small business's website that is a conversation: a plugin and a theme for Pelican."""

from pathlib import Path

__version__ = "0.1.0"


def theme_path() -> str:
    """The folder of the theme, for the setting THEME: in the installed package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent
    return str(next(path for path in (here / "theme", here.parent / "theme") if path.is_dir()))


def register() -> None:
    """What Pelican calls. Nothing is read here, because Pelican swallows what goes wrong."""
    from pelican_converse.plugin import connect

    connect()
