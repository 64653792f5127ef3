"""Templates: the environment they are rendered in, and what each may ask besides pieces."""

from collections.abc import Callable, Mapping
from functools import cache, cached_property, partial, reduce
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from jinja2 import Environment, Template, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from pelican.contents import Content

from pelican_converse import forms, theme_path
from pelican_converse.answerers import Shift
from pelican_converse.answers import Answers
from pelican_converse.backends import Backend, find_backend
from pelican_converse.compiled import GatheredCode, compiled_templates
from pelican_converse.describing import foot_of
from pelican_converse.legal import Imprint, imprint, services
from pelican_converse.letters import Gist, Letter, Letters
from pelican_converse.macros import Macros
from pelican_converse.model.business import Business, FormSettings, Location
from pelican_converse.model.channels import Channel
from pelican_converse.model.person import Person
from pelican_converse.model.request import Request, Turn
from pelican_converse.model.values import Picture
from pelican_converse.problems import BadContent, Problem, quoted
from pelican_converse.site import Site
from pelican_converse.text import excerpt, in_address, paragraphs, sentences
from pelican_converse.urls import DEFAULTS, Urls
from pelican_converse.words import Words


class Target(NamedTuple):
    """Where a link leads: the name of what is there, and its address below the site's."""

    title: str
    url: str


class Links(Protocol):
    """What Pelican knows of links between files."""

    def __call__(self, html: str, file: str, siteurl: str) -> str:
        """The HTML with its `{filename}` and `{static}` links mended; `file` is where it was written."""

    def target(self, file: str) -> Target | None:
        """The page that is made of a file below the content folder; None if there is none, or nobody is to find it."""


OF_A_PLACE = ("SITEURL", "localsiteurl", "page_name")
"""What the parts that many pages have alike know besides all that Pelican says of the whole site."""
ABOUT = ("topic", "category")
"""The metadata of a page or article by which somebody may answer for it."""


class Rendering:
    """How templates are rendered, and what they ask of a site besides pieces.

    `env` renders the pieces, `links` mends the links of answers, and `picture_url` gives the address of a picture file
    below the site's. As soon as all is read, `elsewhere` names the hosts from which pages load something, and
    `receivers` are what some forms go to instead of `backend`. `of_the_site` is what Pelican says to all templates.
    """

    def __init__(
        self,
        env: Environment,
        site: Site,
        urls: Urls,
        links: Links,
        picture_url: Callable[[str], str],
        form_settings: FormSettings,
    ) -> None:
        self.site = site
        business = site.business
        spoken = urls.settings.get("DEFAULT_LANG") or business.language
        self.words = Words(spoken, business.country, business.form_of_address, site.own_words)
        self._urls, self._links, self._picture_url = urls, links, picture_url
        self._form_settings = form_settings
        self._answers = Answers()
        self._said: dict[str, Macros] = {}
        self._shared: dict[Any, Markup] = {}
        self._last_page: tuple[Context | None, tuple[Any, ...]] = None, ()
        self._letters: dict[str, Letters] = {}
        self._known_urls: dict[tuple[str, str], str] = {}
        self._templates: dict[str, Template] = {}
        self._single_urls = {urls.url(page) for page in DEFAULTS if "{slug}" not in urls.url(page)}
        self.elsewhere: tuple[str, ...] = ()
        self.receivers: tuple[Backend, ...] = ()
        self.of_the_site: Mapping[str, Any] = {}
        self.env = self.dress(env)

    def dress(self, env: Environment) -> Environment:
        """The environment as all our templates need it: everything escaped, our words, dates as people write them."""
        # Templates stay as they are while a site is built; live preview makes environments anew.
        dressed = env.overlay(autoescape=True, auto_reload=False)
        dressed.code_generator_class = GatheredCode
        dressed.bytecode_cache = env.bytecode_cache or compiled_templates(self._urls.settings)
        dressed.globals = {**env.globals, "converse": self}
        dressed.filters = {**env.filters, **self._filters}
        dressed.add_extension("jinja2.ext.i18n")
        install = vars(dressed)["install_gettext_translations"]
        install(self.words.translations, newstyle=True)
        dressed.globals |= self._gettext
        # One dictionary is copied at once for each rendering, Jinja's chain of them key by key.
        vars(dressed)["make_globals"] = lambda more: {**dressed.globals, **(more or {})}
        return dressed

    @cached_property
    def _gettext(self) -> dict[str, Callable[..., Markup]]:
        """The functions of the extension, which say the same; here every message is looked up once."""
        said = self.words.translations
        message, of_number = cache(lambda text: Markup(said.gettext(text))), said.ngettext

        def gettext(text: str, **names: Any) -> Markup:
            return message(text) % names

        def ngettext(singular: str, plural: str, num: int, **names: Any) -> Markup:
            return Markup(of_number(singular, plural, num)) % {"num": num, **names}

        return {"_": cache(gettext), "gettext": gettext, "ngettext": ngettext}

    @cached_property
    def _filters(self) -> Mapping[str, Callable[..., Any]]:
        words = self.words
        return {
            "brief": words.brief,
            "clock": cache(words.clock),
            "city_of": words.city_of,
            "concealed": self.concealed,
            "country_name": words.country_name,
            "day": cache(words.day),
            "excerpt": excerpt,
            "full_day": cache(words.full_day),
            "headline": self.headline,
            "in_address": in_address,
            "language_name": cache(words.language_name),
            "listed": words.listed,
            "month": cache(words.month),
            "month_name": cache(words.month_name),
            "number": cache(words.number),
            "paragraphs": paragraphs,
            "sentences": sentences,
            "short_day": cache(words.short_day),
            "version": words.version,
            "short_weekday": words.short_weekday,
            "weekday": words.weekday,
            "when": cache(words.when),
            "when_parts": words.when_parts,
        }

    def headline(self, title: object) -> str:
        """The title of an article or page as plain text; Pelican makes HTML of it where TYPOGRIFY is on."""
        return Markup(str(title)).striptags() if self._urls.settings.get("TYPOGRIFY") else str(title)

    def concealed(self, text: object) -> Markup:
        """An e-mail address, or a link to one, as the owner wishes: spelt out in entities, or as it is."""
        escaped = escape(text)
        if self.business.obfuscate != "entities":
            return escaped
        return Markup("".join(f"&#{ord(char)};" for char in str(text)))

    @property
    def business(self) -> Business:
        """The business."""
        return self.site.business

    def url(self, page: str, slug: str = "") -> str:
        """The address of one of our pages, below the site's; "" if the page is left out."""
        if (page, slug) not in self._known_urls:
            self._known_urls[page, slug] = self._urls.url(page, slug) if self._urls.save_as(page, slug) else ""
        return self._known_urls[page, slug]

    def code(self, page: str, slug: str = "") -> str:
        """The address of the QR code of one of our pages, below the site's; "" if there is none."""
        return self.url(f"{page}_QR", slug) if self.whole_url(page, slug) else ""

    def whole_url(self, page: str, slug: str = "") -> str:
        """The address of one of our pages, with the site's; "" if that is not known or the page is left out."""
        url, home = self.url(page, slug), self.site_url.rstrip("/")
        return f"{home}/{url}" if url and home else ""

    def typed_url(self, page: str, slug: str = "") -> str:
        """The same as people type it: `www.adler.example/ask`."""
        return self.whole_url(page, slug).partition("://")[2].removesuffix("/")

    @cached_property
    def imprint(self) -> Imprint:
        """Who is responsible for the site, and how to reach them."""
        return imprint(self.site)

    @cached_property
    def services(self) -> tuple[Channel, ...]:
        """Messengers and networks that pages link to."""
        return services(self.site)

    @cached_property
    def links_to_maps(self) -> bool:
        """Whether pages link to a map."""
        return any(self.site.map_link(place) for place in self.business.locations)

    @cached_property
    def asks_for(self) -> set[str]:
        """The names of what visitors fill in, in forms that are built in."""
        every = (*(forms.find(self.site, name) for name in (*forms.NAMES, *self.site.forms)), forms.me_too(""))
        return {field.name for form in every for field in form.visible}

    @cached_property
    def callback(self) -> str:
        """Where one can ask to be called, below the site's address; "" if nobody has a phone, or gets such a form."""
        ways = {way.name for person in self.site.answering for way in self.site.ways(person)}
        is_offered = "phone" in ways and not (self.backend.opens_mail_program and "email" not in ways)
        return f"{self.url('ASK')}#callback" if is_offered and self.url("ASK") else ""

    def address(self, place: Location) -> tuple[str, ...]:
        """The lines of a location's address, with the country if it isn't that of the business."""
        country = self.site.country_of(place)
        abroad = place.address and country != self.business.country
        return (*self.site.address(place), *([self.words.country_name(country)] if abroad else []))

    def picture(self, picture: Picture) -> str:
        """The address of a picture file, below the site's."""
        return self._picture_url(picture.file)

    def speakers(self, turn: Turn) -> tuple[Person, ...]:
        """The people who speak in a turn."""
        return tuple(self.site.people[slug] for slug in turn.staff)

    def html(self, text: str) -> str:
        """The HTML of an answer, its links as they were written."""
        return self._answers.html(text)

    def plain(self, text: str) -> str:
        """The words of an answer, without what Markdown makes of them."""
        return self._answers.plain(text)

    @pass_context
    def answer(self, context: Context, text: str, file: str) -> Markup:
        """The HTML of an answer or of a person's own words, written as Markdown in a file."""
        return self.markdown(text, file, context["SITEURL"])

    @pass_context
    def line(self, context: Context, text: str, file: str) -> Markup:
        """The same of one line, to stand in another; without a link it is text as it was typed."""
        html = self._answers.line(text) if "](" in text else ""
        return Markup(self._links(html, file, context["SITEURL"])) if html else escape(text)

    def markdown(self, text: str, file: str, siteurl: str) -> Markup:
        """The same outside of templates."""
        return Markup(self._links(self._answers.html(text), file, siteurl))

    @pass_context
    def shifts(self, context: Context, person: str = "") -> tuple[Shift, ...]:
        """Who answers from today on, as far as that is known: for a person, or for what the page is about."""
        return self.site.shifts(person or self.person_for(context))

    def person_for(self, context: Context | Mapping[str, Any]) -> str:
        """The slug of who answers for the page of this context."""
        if known := context.get("answered_by"):
            return str(known)
        if about := context.get("request"):
            return self.site.person_for_request(about)
        person = context.get("person")
        if isinstance(person, Person) and not person.left:
            return person.slug
        content = context.get("article") or context.get("page")
        if not isinstance(content, Content):
            return self.business.contact
        said = content.metadata
        return self.site.person_for(str(said.get("contact", "")), (str(said.get(key, "")) for key in ABOUT))

    @cached_property
    def backend(self) -> Backend:
        """What receives forms; the settings have been checked."""
        backend = find_backend(self._form_settings)
        assert backend is not None
        return backend

    def backend_for(self, *options: Mapping[str, str]) -> Backend:
        """What receives one form, of which more may be said, the last of it holding."""
        chosen = reduce(FormSettings.under, options, self._form_settings)
        found = self.backend if chosen is self._form_settings else find_backend(chosen)
        if found is None:
            message = f"{quoted(chosen.backend)} is not a receiver of forms that is known here."
            raise BadContent([Problem("converse.form() in a template", 0, message)])
        return found

    @property
    def site_url(self) -> str:
        """The address of the site; "" if it is not known."""
        return str(self._urls.settings.get("SITEURL") or "")

    @pass_context
    def say(self, context: Context) -> Macros:
        """The macros of `converse/_words.html`, which many templates share; made once for each address of the site."""
        key = str(context.get("SITEURL", ""))
        if key not in self._said:
            template = self.env.get_template("converse/_words.html")
            language = context.get("DEFAULT_LANG", self.words.language)
            self._said[key] = Macros(template.make_module({"SITEURL": key, "DEFAULT_LANG": language}))
        return self._said[key]

    @pass_context
    def letters(self, context: Context, request: Request) -> list[Letter]:
        """A request as letters back and forth."""
        return self._letters_at(context).of(request)

    @pass_context
    def gist(self, context: Context, request: Request) -> Gist | None:
        """What became of a request in one line; None as long as nobody has answered."""
        return self._letters_at(context).gist(request)

    def _letters_at(self, context: Context) -> Letters:
        key = str(context["SITEURL"])
        if key not in self._letters:
            self._letters[key] = Letters(
                self.say(context), partial(self.markdown, siteurl=key), self.plain, self.site.dates_named
            )
        return self._letters[key]

    def subject(self, request: Request) -> Target | None:
        """What a request is about: the name and address of a person, or of a page or article that is public."""
        if person := self.site.people.get(request.about_person):
            return Target(person.name, self.url("PERSON", person.slug))
        return self._links.target(request.about_file) if request.about_file else None

    @pass_context
    def shared(self, context: Context, template: str) -> Markup:
        """A part that many pages have alike: made once for all on which the same person answers.

        It knows of the page only its `page_url`, and that only on pages of which there is one, `page` and `page_name`.
        """
        if self._last_page[0] is not context:
            self._last_page = context, self._what_is_shared(context)
        known = (template, self._last_page[1])
        if known not in self._shared:
            _, person, url, page, _, foot = self._last_page[1]
            said = {name: context[name] for name in OF_A_PLACE if name in context}
            names = {**self.of_the_site, **said, "answered_by": person, "foot": foot}
            names |= {"page_url": url} if url is not None else {}
            names |= {"page": context["page"]} if page else {}
            self._shared[known] = Markup(self.env.get_template(template).render(names))
        return self._shared[known]

    def _what_is_shared(self, context: Context) -> tuple[str, str, str | None, str | None, str | None, str]:
        """What the parts that many pages have alike depend on: a page with the same of it has the same parts."""
        url, page = context.get("page_url"), context.get("page")
        single = url if url in self._single_urls else None
        address = page.url if isinstance(page, Content) else None
        foot = foot_of(context.get("article") or page)
        return context["SITEURL"], self.person_for(context), single, address, context.get("page_name"), foot

    def is_ours(self, name: str) -> bool:
        """Whether the template of a piece is the one that we brought, and not a designer's."""
        file = self.env.get_template(f"converse/{name}.html").filename
        return file is not None and Path(file).is_relative_to(theme_path())

    def render(self, name: str, context: Context | Mapping[str, Any], **names: Any) -> Markup:
        """Render the template of a piece, within the context of a page or article."""
        outer = {key: context[key] for key in ("SITEURL", "article", "page") if key in context}
        if name not in self._templates:
            self._templates[name] = self.env.get_template(f"converse/{name}.html")
        return Markup(self._templates[name].render(outer | names))

    def context(self, names: Mapping[str, Any]) -> Context:
        """A context of these names, in which pieces can be asked for outside of templates."""
        return self._nothing.new_context(dict(names))

    @cached_property
    def _nothing(self) -> Template:
        return self.env.from_string("")
