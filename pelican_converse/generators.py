"""Our generator, which knows the Site by its class attribute, set for one run, and the kinds of pages it writes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, TextIO, cast
from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from pelican.contents import Content
from pelican.generators import Generator
from pelican.writers import Writer

from pelican_converse import theme_path
from pelican_converse.colours import accents
from pelican_converse.linked import static_files
from pelican_converse.links import ContentLinks
from pelican_converse.model.business import FormSettings
from pelican_converse.model.person import Person
from pelican_converse.model.request import Request
from pelican_converse.pieces import Pieces
from pelican_converse.published import written_to
from pelican_converse.site import Site
from pelican_converse.urls import Urls


def offer_templates(env: Environment) -> None:
    """Let templates be found as `converse/…`, behind the theme's own, and surely ours as `!converse/…`."""
    ours = FileSystemLoader(Path(theme_path(), "templates", "converse"))
    loader = cast(ChoiceLoader, env.loader)
    loader.loaders = [*loader.loaders, PrefixLoader({"converse": ours, "!converse": ours})]


@dataclass(frozen=True)
class Linkable:
    """What Pelican asks of the target of a `{filename}` link, where that is a page of ours."""

    title: str
    slug: str
    url: str
    save_as: str


class ConverseGenerator(Generator):
    """The one generator of ours that Pelican knows: for each that it makes it looks up all templates anew.

    `kinds` are what it writes, in order.
    """

    kinds: ClassVar[tuple[type["Kind"], ...]]
    site: ClassVar[Site]
    form_settings: ClassVar[FormSettings]
    cleans: ClassVar[bool]

    def generate_context(self) -> None:
        """Put `converse` into the context."""
        self.urls = Urls(self.settings)
        offer_templates(self.env)
        links = ContentLinks(self.context, self.settings, Path(self.path))
        self.pieces = Pieces(self.env, self.site, self.urls, links, self._picture_url, self.form_settings)
        self.pieces.of_the_site = self.context
        self.context["converse"] = self.pieces
        self.context["static_links"] |= static_files(self.site)
        self._make_linkable()
        for key in ("SITENAME", "DEFAULT_LANG"):
            self.context[key] = self.settings[key]

    def _picture_url(self, file: str) -> str:
        return str(self.context["static_content"][file].url)

    def _make_linkable(self) -> None:
        """Let `{filename}` links lead to people and requests, from wherever they are written."""
        named = [("PERSON", person.slug, person.name, person.source.file) for person in self.site.people.values()]
        named += [("REQUEST", request.slug, request.title, request.source.file) for request in self.site.requests]
        named += [("MEETUP", meetup.slug, meetup.title, meetup.source.file) for meetup in self.site.meetups]
        named += [("PREVIEW", each.slug, each.title, each.source.file) for each in self.site.previews]
        named += [("NEIGHBOURS", each.slug, each.name, each.source.file) for each in self.site.neighbours]
        for page, slug, title, file in named:
            if save_as := self.urls.save_as(page, slug):
                target = Linkable(title, slug, self.urls.url(page, slug), save_as)
                self.context["generated_content"][file.partition("/")[2]] = target

    def files(self) -> dict[str, str]:
        """Every file that it will write, and the name that its settings begin with."""
        return {file: page for kind in self.kinds for file, page in kind(self).files().items()}

    def generate_output(self, writer: Writer) -> None:
        """Write everything."""
        for kind in self.kinds:
            kind(self).write_all(writer)


class Kind:
    """A kind of pages, or of other files: which there are, and how they are written."""

    pages: ClassVar[tuple[str, ...]] = ()

    def __init__(self, generator: ConverseGenerator) -> None:
        self.site, self.urls, self.pieces = generator.site, generator.urls, generator.pieces
        self.settings, self.context = generator.settings, generator.context
        self._output, self._template = generator.output_path, generator.get_template

    def files(self) -> dict[str, str]:
        """Every file that will be written, and the name that its settings begin with."""
        return {self.urls.save_as(page): page for page in self.pages if self.urls.save_as(page)}

    def write_all(self, writer: Writer) -> None:
        """Write every file, unless its SAVE_AS setting is empty."""
        raise NotImplementedError

    def url_of(self, request: Request) -> str:
        """The address of a request's page, or of the board if such pages are left out."""
        return self.pieces.url("REQUEST", request.slug) or self.pieces.url("REQUESTS")

    def write(self, writer: Writer, page: str, template: str, slug: str = "", **names: Any) -> None:
        """Write one page of ours, unless its SAVE_AS setting is empty."""
        save_as = self.urls.save_as(page, slug)
        if save_as:
            self.write_to(writer, save_as, self.urls.url(page, slug), template, **names)

    def write_to(self, writer: Writer, save_as: str, url: str, template: str, **names: Any) -> None:
        """Write a page to a file; `url` is its address below the site's, and unless said the one to find it by."""
        names = {"relative_urls": self.settings["RELATIVE_URLS"], "page_url": url, "canonical_url": url, **names}
        writer.write_file(save_as, self._template(f"converse/pages/{template}"), self.context, url=url, **names)

    def write_data(self, save_as: str, data: bytes) -> None:
        """Write a file that is no page, unless its name is empty."""
        if save_as:
            self._place(save_as).write_bytes(data)

    def open(self, save_as: str) -> TextIO:
        """Open a file that is no page, for text to be written as it is."""
        return self._place(save_as).open("w", encoding="utf-8", newline="")

    def _place(self, save_as: str) -> Path:
        path = Path(self._output, save_as)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


class HomePages(Kind):
    """The home page; with other people's themes theirs stays."""

    def write_all(self, writer: Writer) -> None:
        """Write it, unless a page or article of the owner's own is the home page."""
        home = self.urls.save_as("HOME")
        if self.settings["CONVERSE_OWN_THEME"] and home not in map(written_to, contents(self.context)):
            self.write(writer, "HOME", "home")


class ContactPages(Kind):
    """Everybody who answers: the contact page, and a page for each person."""

    pages = ("CONTACT",)

    def files(self) -> dict[str, str]:
        """Those of each person too."""
        return super().files() | {self.urls.save_as("PERSON", slug): "PERSON" for slug in self.site.people}

    def write_all(self, writer: Writer) -> None:
        """Write them."""
        self.write(writer, "CONTACT", "contact")
        for person in self.site.people.values():
            self.write(writer, "PERSON", "person", person.slug, person=person)


class FormsPages(Kind):
    """The pages with forms: to ask, what happens next, and for those who are lost."""

    pages = ("ASK", "THANKS", "NOT_FOUND")

    @property
    def _readers(self) -> tuple[Person, ...]:
        """Those who have a thank-you page of their own; nobody if there is none at all."""
        return self.site.readers if self.urls.save_as("THANKS") else ()

    def files(self) -> dict[str, str]:
        """What happens next is told of each reader, too."""
        readers = (self.urls.save_as("THANKS_PERSON", person.slug) for person in self._readers)
        return super().files() | {file: "THANKS_PERSON" for file in readers if file}

    def write_all(self, writer: Writer) -> None:
        """Write them. The page for the lost is shown at any address, and so links from the root of the host."""
        self.write(writer, "ASK", "ask")
        self.write(writer, "THANKS", "thanks")
        for person in self._readers:
            self.write(writer, "THANKS_PERSON", "thanks", person.slug, person=person)
        root = urlsplit(self.settings["SITEURL"]).path.rstrip("/")
        self.write(writer, "NOT_FOUND", "not_found", SITEURL=root, relative_urls=False)


class LegalPages(Kind):
    """Who is responsible, and what happens to what visitors say of themselves."""

    pages = ("LEGAL", "PRIVACY")

    def files(self) -> dict[str, str]:
        """A legal notice is there if there is something to say in it."""
        legal = self.site.business.legal
        return {file: page for file, page in super().files().items() if legal or page != "LEGAL"}

    def write_all(self, writer: Writer) -> None:
        """Write them."""
        for page in self.files().values():
            self.write(writer, page, page.lower())


class LookPages(Kind):
    """The sheet with the owner's colours."""

    def write_all(self, writer: Writer) -> None:
        """Write it, if there are any."""
        accent = self.site.business.theme.accent
        if accent:
            save_as = f"{self.settings['THEME_STATIC_DIR']}/css/accent.css"
            names = {"accents": accents(accent)}
            writer.write_file(save_as, self.pieces.env.get_template("converse/accent.css"), self.context, **names)


KINDS = (
    HomePages,
    ContactPages,
    FormsPages,
    LegalPages,
    LookPages,
)


def contents(context: Mapping[str, Any]) -> Iterator[Content]:
    """What Pelican itself has read: pages, articles and drafts."""
    return (content for content in context["generated_content"].values() if isinstance(content, Content))
