"""What a page is, from the context in which Pelican or a generator of ours renders it."""

from collections.abc import Callable
from pathlib import Path

from jinja2.runtime import Context
from pelican.contents import Article, Content

from pelican_converse.forms import read_foot
from pelican_converse.linkeddata import Shown
from pelican_converse.problems import BadContent, Problem
from pelican_converse.published import address, written_to


def shown(context: Context, language: str, headline: Callable[[object], str]) -> Shown:
    """The page of this context; `language` is the site's, and `headline` makes plain text of a title."""
    content = context.get("article") or context.get("page")
    if not isinstance(content, Content):
        url = _folder(str(context.get("page_url", context.get("output_file", ""))))
        request = context.get("request")
        return Shown(url, language, request.title, request=request) if request else Shown(url, language)
    # A home page of the owner's own may say where it is saved, and nothing of its address.
    url = "" if written_to(content) == "index.html" else _folder(address(content))
    title = headline(content.title)
    if not isinstance(content, Article):
        return Shown(url, content.lang, title)
    return Shown(url, content.lang, title, *_dates(content), _authors(content))


def question_of(content: object) -> str:
    """What a page or article asks its readers, by its metadata; "" if nothing."""
    return _said(content, "ask")


def foot_of(content: object) -> str:
    """The form that a page or article has at its foot, by its metadata; "" if nothing is said."""
    said = _said(content, "form")
    try:
        read_foot(said)
    except ValueError as error:
        # What stands in the page has been told; this is from the settings, as DEFAULT_METADATA.
        raise BadContent([Problem(_file(content), 0, str(error))]) from error
    return said


def _said(content: object, key: str) -> str:
    said = content.metadata.get(key, "") if isinstance(content, Content) else ""
    # Markdown makes a list of what goes on in a second line.
    return " ".join(map(str, said)) if isinstance(said, list) else str(said)


def _file(content: object) -> str:
    """The file of a page or article, as owners know it."""
    if not isinstance(content, Content):
        return ""
    return f"{Path(content.settings['PATH']).name}/{content.get_relative_source_path()}"


def _folder(url: str) -> str:
    """An address below the site's without the name of the file that stands for its folder."""
    return url.removesuffix("index.html") if url.rpartition("/")[2] == "index.html" else url


def _dates(article: Article) -> tuple[str, str]:
    modified = getattr(article, "modified", None)
    return article.date.isoformat(), modified.isoformat() if modified else ""


def _authors(article: Article) -> tuple[str, ...]:
    return tuple(str(author) for author in getattr(article, "authors", []))
