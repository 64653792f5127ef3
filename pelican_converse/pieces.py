"""The pieces, as templates and pages use them: `{{ converse.contact() }}`. Each is a template and its context."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import chain
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, escape
from pelican.contents import Content

from pelican_converse import forms
from pelican_converse.answers import Answers
from pelican_converse.backends import Backend, find_backend
from pelican_converse.catalogue import PIECES
from pelican_converse.compiled import compiled_templates
from pelican_converse.describing import shown
from pelican_converse.formpieces import FormPieces
from pelican_converse.legal import Imprint, imprint, services
from pelican_converse.linkeddata import LinkedData, Whereabouts, graph_text
from pelican_converse.model.business import Business, FormSettings, Location
from pelican_converse.model.channels import Channel
from pelican_converse.model.neighbour import Neighbour
from pelican_converse.model.person import Person
from pelican_converse.model.request import Request, Turn
from pelican_converse.model.values import Picture
from pelican_converse.problems import BadContent, Problem
from pelican_converse.site import Shift, Site
from pelican_converse.text import excerpt, paragraphs
from pelican_converse.urls import DEFAULTS, Urls
from pelican_converse.words import Words

Links = Callable[[str, str, str], str]
"""Mends the `{filename}` and `{static}` links of some HTML: the HTML, the file it is from, the site's address."""

OF_ONE_PAGE = ("request", "person", "meetup", "article", "page", "page_url", "output_file", "requests_page", "status")
"""What only the templates of one page know, and not the parts that many pages have alike."""
ABOUT = ("topic", "category")
"""The metadata of a page or article by which somebody may answer for it."""


class Pieces:
    """What is called `converse` in every template.

    `env` renders the pieces, `links` mends the links of answers, and `picture_url` gives the address of a picture file
    below the site's. `elsewhere` names the hosts from which pages load something, as soon as all is read.
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
        self._said: dict[str, TemplateModule] = {}
        self._shared: dict[Any, Markup] = {}
        self._single_urls = {urls.url(page) for page in DEFAULTS if "{slug}" not in urls.url(page)}
        self.elsewhere: tuple[str, ...] = ()
        self.env = self.dress(env)

    def dress(self, env: Environment) -> Environment:
        """The environment as all our templates need it: everything escaped, our words, dates as people write them."""
        # Templates stay as they are while a site is built; live preview makes environments anew.
        dressed = env.overlay(autoescape=True, auto_reload=False)
        dressed.bytecode_cache = env.bytecode_cache or compiled_templates(self._urls.settings)
        dressed.globals = {**env.globals, "converse": self}
        dressed.filters = {**env.filters, **self._filters}
        dressed.add_extension("jinja2.ext.i18n")
        install = vars(dressed)["install_gettext_translations"]
        install(self.words.translations, newstyle=True)
        return dressed

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
            "language_name": cache(words.language_name),
            "listed": words.listed,
            "month": cache(words.month),
            "month_name": cache(words.month_name),
            "number": cache(words.number),
            "paragraphs": paragraphs,
            "short_day": cache(words.short_day),
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
        return self._urls.url(page, slug) if self._urls.save_as(page, slug) else ""

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
        built_in = (forms.ask(self.site), forms.me_too(""))
        return {field.name for form in built_in for field in form.visible}

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

    def _check(self, name: str, **said: object) -> None:
        """Refuse what a template asks for in vain, as a block in Markdown is refused."""
        options = {key: str(value) for key, value in said.items() if value}
        messages = PIECES[name].complaints(self.site, options)
        problems = [Problem(f"converse.{name}() in a template", 0, message) for message in messages]
        if problems:
            raise BadContent(problems)

    def html(self, text: str) -> str:
        """The HTML of an answer, its links as they were written."""
        return self._answers.html(text)

    @pass_context
    def answer(self, context: Context, text: str, file: str) -> Markup:
        """The HTML of an answer or of a person's own words, written as Markdown in a file."""
        return self.markdown(text, file, context["SITEURL"])

    def markdown(self, text: str, file: str, siteurl: str) -> Markup:
        """The same outside of templates."""
        return Markup(self._links(self._answers.html(text), file, siteurl))

    @cached_property
    def _linked_data(self) -> LinkedData:
        logo = str(self._urls.settings.get("SITELOGO") or "")
        return LinkedData(self.site, Whereabouts(self.site_url.rstrip("/"), self.url, self.picture, logo))

    @pass_context
    def linked_data(self, context: Context) -> Markup:
        """What machines read of a page; nothing while the site has no address, because then nothing has an @id."""
        if not self.site_url:
            return Markup("")
        page = shown(context, self.words.language, self.headline)
        return self.render("linked_data", context, graph=Markup(graph_text(self._linked_data.graph(page))))

    @pass_context
    def needs(self, context: Context) -> Markup:
        """The sheet and the script of our pieces, for other people's themes; nothing in ours, which has them."""
        if self._urls.settings["CONVERSE_OWN_THEME"]:
            return Markup("")
        return self.render("needs", context, THEME_STATIC_DIR=self._urls.settings["THEME_STATIC_DIR"])

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

    @pass_context
    def contact(self, context: Context, person: str = "", heading: int = 2, own_page: bool = False) -> Markup:
        """A named human, what they promise, and every way to reach them; the stand-in while they are away.

        On their own page that is they themselves all the time, and the stand-in below.
        """
        self._check("contact", person=person)
        shifts = self.site.shifts(person or self.person_for(context))
        owner = self.site.people[person] if own_page else None
        return self.render("contact", context, shifts=shifts, owner=owner, heading=heading)

    @pass_context
    def hours(self, context: Context, location: str = "", heading: int = 2) -> Markup:
        """When each location, or the one of this name, is open."""
        self._check("hours", location=location)
        places = [place for place in self.business.locations if place.hours and location in ("", place.name)]
        return self.render("hours", context, locations=places, heading=heading)

    @pass_context
    def map(self, context: Context, location: str = "", heading: int = 3) -> Markup:
        """Where each location, or the one of this name, is, and how to get there."""
        self._check("map", location=location)
        places = [place for place in self.business.locations if location in ("", place.name)]
        return self.render("map", context, locations=places, heading=heading)

    @pass_context
    def people(self, context: Context, heading: int = 3) -> Markup:
        """Everybody who answers."""
        return self.render("people", context, people=self.site.answering, heading=heading)

    @pass_context
    def requests(
        self,
        context: Context,
        status: str = "",
        limit: int | str = 0,
        items: Iterable[Request] | None = None,
        heading: int = 3,
    ) -> Markup:
        """A list of requests: those given, or those of a status, or all; the last asked first."""
        self._check("requests", status=status, limit=limit)
        found = self.site.board.by_status[status] if status else self.site.board.newest
        chosen = tuple(items) if items is not None else found
        return self.render("requests", context, requests=chosen[: int(limit) or None], heading=heading)

    @pass_context
    def request(self, context: Context, slug: str, heading: int = 2) -> Markup:
        """One conversation."""
        self._check("request", slug=slug)
        return self.render("request", context, request=self.site.board.by_slug[slug], heading=heading)

    @pass_context
    def changelog(self, context: Context, limit: int | str = 0, heading: int = 2) -> Markup:
        """What is done because somebody asked, by month."""
        self._check("changelog", limit=limit)
        months = self.site.board.latest_changes(int(limit))
        return self.render("changelog", context, months=months, heading=heading)

    @pass_context
    def meetups(self, context: Context, limit: int | str = 0, heading: int = 3) -> Markup:
        """The next dates at which somebody can be met."""
        self._check("meetups", limit=limit)
        return self.render("meetups", context, events=self.site.coming[: int(limit) or None], heading=heading)

    @pass_context
    def neighbours(
        self,
        context: Context,
        topic: str = "",
        person: str = "",
        limit: int | str = 0,
        items: Iterable[Neighbour] | None = None,
        heading: int = 3,
    ) -> Markup:
        """Those we vouch for: those given, or all, of a topic or of a person's if one is named."""
        self._check("neighbours", topic=topic, person=person, limit=limit)
        known = items if items is not None else chain(*self.site.neighbours_by_topic.values())
        found = [each for each in known if topic in ("", each.topic) and person in ("", *each.vouched_by)]
        return self.render("neighbours", context, neighbours=found[: int(limit) or None], heading=heading)

    @pass_context
    def form(self, context: Context, form: str, request: str = "", heading: int = 2, meetup: str = "") -> Markup:
        """A form of this name; `request` or `meetup` is the slug of what it belongs to."""
        self._check("form", form=form, request=request, meetup=meetup)
        return self._forms.piece(context, form, request, heading, meetup)

    def check_forms(self) -> Iterator[Problem]:
        """Problems with the forms that a designer's templates make."""
        return self._forms.check()

    @cached_property
    def _forms(self) -> FormPieces:
        return FormPieces(self)

    @cached_property
    def backend(self) -> Backend:
        """What receives forms; the settings have been checked."""
        backend = find_backend(self._form_settings)
        assert backend is not None
        return backend

    @property
    def site_url(self) -> str:
        """The address of the site; "" if it is not known."""
        return str(self._urls.settings.get("SITEURL") or "")

    @pass_context
    def say(self, context: Context) -> TemplateModule:
        """The macros of `converse/_words.html`, which many templates share; made once for each address of the site."""
        key = str(context.get("SITEURL", ""))
        if key not in self._said:
            template = self.env.get_template("converse/_words.html")
            language = context.get("DEFAULT_LANG", self.words.language)
            self._said[key] = template.make_module({"SITEURL": key, "DEFAULT_LANG": language})
        return self._said[key]

    @pass_context
    def shared(self, context: Context, template: str) -> Markup:
        """A part that many pages have alike: made once for all on which the same person answers.

        It knows of the page only its `page_url`, and that only on pages of which there is one, `page` and `page_name`.
        """
        person, url, page = self.person_for(context), context.get("page_url"), context.get("page")
        page = page if isinstance(page, Content) else None
        url = url if url in self._single_urls else None
        key = (template, context["SITEURL"], person, url, page and page.url, context.get("page_name"))
        if key not in self._shared:
            names = {name: value for name, value in context.get_all().items() if name not in OF_ONE_PAGE}
            names |= {"answered_by": person, **({"page_url": url} if url is not None else {})}
            names |= {"page": page} if page else {}
            self._shared[key] = Markup(self.env.get_template(template).render(names))
        return self._shared[key]

    def render(self, name: str, context: Context | Mapping[str, Any], **names: Any) -> Markup:
        """Render the template of a piece, within the context of a page or article."""
        outer = {key: context[key] for key in ("SITEURL", "article", "page") if key in context}
        template = self.env.get_template(f"converse/{name}.html")
        return Markup(template.render(outer | names))

    def piece(self, name: str, said: Mapping[str, str], names: Mapping[str, Any], heading: int) -> Markup:
        """A piece by its name and options, as blocks and elements ask for it.

        `names` are those of its context, and `heading` is the level that its headings begin with.
        """
        method = getattr(self, name)
        return Markup(method(self.context(names), heading=heading, **said))

    def context(self, names: Mapping[str, Any]) -> Context:
        """A context of these names, in which pieces can be asked for outside of templates."""
        return self.env.from_string("").new_context(dict(names))
