"""Takes up the words of the templates into the catalogues: `make catalogue`, then translate what is new."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from pelican_converse.translations import FORMAL

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "pelican_converse" / "locale"
METHODS = [("**.html", "jinja2.ext:babel_extract")]
OPTIONS = {"**.html": {"newstyle_gettext": "true", "silent": "false"}}
HEADER = (
    "# The words of pelican-converse in one language. Write a translation below each; `make catalogue` adds new ones."
)


def words_of_templates() -> Catalog:
    """Every message in the theme's templates, without translations."""
    catalogue = Catalog(project="pelican-converse", charset="utf-8")
    folder = ROOT / "theme" / "templates"
    for _, _, message, comments, context in extract_from_dir(folder, METHODS, OPTIONS):
        catalogue.add(message, auto_comments=comments, context=context)
    return catalogue


def read(path: Path) -> Catalog:
    """A catalogue from its file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem.removesuffix(FORMAL))


def _say_in_english(catalogue: Catalog) -> None:
    """English is what the templates are written in; its catalogue is there to be changed by who wants other words."""
    for message in catalogue:
        if message.id and not any(message.string or ()):
            message.string = message.id


def _keep_what_is_said(catalogue: Catalog) -> None:
    """Only what is said to people otherwise stands in a formal catalogue."""
    for message in [*catalogue]:
        if message.id and not any(message.string or ()):
            catalogue.delete(message.id)


def main() -> None:
    """Bring every catalogue up to date."""
    words = words_of_templates()
    for path in sorted(LOCALE.glob("*.po")):
        catalogue = read(path)
        catalogue.update(words, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        if path.stem.endswith(FORMAL):
            _keep_what_is_said(catalogue)
        if path.stem == "en":
            _say_in_english(catalogue)
        with path.open("wb") as file:
            write_po(file, catalogue, width=120, omit_header=True, sort_output=True)
        text = path.read_text(encoding="utf-8")
        plural = f'"Plural-Forms: {catalogue.plural_forms}\\n"'
        head = f'{HEADER}\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n{plural}\n\n'
        path.write_text(head + text, encoding="utf-8")


if __name__ == "__main__":
    main()
