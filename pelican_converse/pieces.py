"""The pieces, as templates and pages use them: `{{ converse.contact() }}`. Each is a template and its context."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from pelican.contents import Content

from pelican_converse.catalogue import PIECES
from pelican_converse.describing import question_of, shown
from pelican_converse.formfile import NO_FORM
from pelican_converse.formpieces import FormPieces, Wanted
from pelican_converse.forms import read_foot
from pelican_converse.linkeddata import LinkedData, graph_text
from pelican_converse.linkednodes import Whereabouts
from pelican_converse.linkedrequests import Speech
from pelican_converse.model.neighbour import Neighbour
from pelican_converse.model.preview import Preview
from pelican_converse.model.request import Request
from pelican_converse.problems import BadContent, Problem
from pelican_converse.rows import Rows
from pelican_converse.starters import Starter


class Pieces(Rows):
    """What is called `converse` in every template."""

    def _check(self, name: str, /, **said: object) -> None:
        """Refuse what a template asks for in vain, as a block in Markdown is refused."""
        options = {key: str(value) for key, value in said.items() if value}
        messages = PIECES[name].complaints(self.site, options)
        problems = [Problem(f"converse.{name}() in a template", 0, message) for message in messages]
        if problems:
            raise BadContent(problems)

    @cached_property
    def _linked_data(self) -> LinkedData:
        logo = str(self._urls.settings.get("SITELOGO") or "")
        where = Whereabouts(self.site_url.rstrip("/"), self.url, self.picture, logo)
        customer = Markup(self.words.translations.gettext("A customer")).unescape()
        return LinkedData(self.site, where, Speech(self.plain, customer))

    @pass_context
    def linked_data(self, context: Context) -> Markup:
        """What machines read of a page; nothing while the site has no address, because then nothing has an @id."""
        if not self.site_url:
            return Markup("")
        page = shown(context, self.words.language, self.headline)
        return self.render("linked_data", context, graph=Markup(graph_text(self._linked_data.graph(page))))

    @pass_context
    def needs(self, context: Context, form: bool = True) -> Markup:
        """The sheet and the scripts of our pieces, for other people's themes; nothing in ours, which has them.

        `form` says whether there may be a form among the pieces.
        """
        if self._urls.settings["CONVERSE_OWN_THEME"]:
            return Markup("")
        return self.render("needs", context, form=form, THEME_STATIC_DIR=self._urls.settings["THEME_STATIC_DIR"])

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
        found = self.site.board.listed[status] if status else self.site.board.newest
        chosen = tuple(items) if items is not None else found
        return self.render("requests", context, requests=chosen[: int(limit) or None], heading=heading)

    @pass_context
    def request(self, context: Context, slug: str, heading: int = 2) -> Markup:
        """One conversation."""
        self._check("request", slug=slug)
        about = self.site.board.by_slug[slug]
        return self.render("request", context, request=about, heading=heading, own_page=context.get("request") is about)

    @pass_context
    def changelog(
        self, context: Context, limit: int | str = 0, months: Iterable[Any] | None = None, heading: int = 2
    ) -> Markup:
        """What is done because somebody asked, by month: in those given, or the newest things, or all."""
        self._check("changelog", limit=limit)
        chosen = self.site.board.latest_changes(int(limit)) if months is None else months
        return self.render("changelog", context, months=chosen, heading=heading)

    @pass_context
    def promises(self, context: Context, heading: int = 3) -> Markup:
        """The score of what was promised, in a few words."""
        return self.render("promises", context, heading=heading)

    @pass_context
    def questions(
        self,
        context: Context,
        topic: str = "",
        limit: int | str = 0,
        items: Iterable[Request] | None = None,
        heading: int = 3,
        anchors: bool = False,
    ) -> Markup:
        """Answered questions with their answers: those given, or those of a topic, or all, the most asked first."""
        self._check("questions", topic=topic, limit=limit)
        known = self.site.board.questions if items is None else items
        found = [each for each in known if topic in ("", each.topic)][: int(limit) or None]
        return self.render("questions", context, questions=found, heading=heading, anchors=anchors)

    @pass_context
    def praise(
        self, context: Context, person: str = "", topic: str = "", limit: int | str = 0, heading: int = 3
    ) -> Markup:
        """What customers praised and gave leave to quote: about a person, of a topic, or all, the last first."""
        self._check("praise", person=person, topic=topic, limit=limit)
        board = self.site.board
        known = board.quotable_about.get(person, ()) if person else board.quotable
        found = [each for each in known if topic in ("", each.topic)][: int(limit) or None]
        return self.render("praise", context, praise=found, about=person, heading=heading)

    @pass_context
    def notices(self, context: Context) -> Markup:
        """The problems that every page mentions while they last, but for the one that the page itself is about."""
        own = context.get("request")
        lasting = tuple(each for each in self.site.board.notices if each is not own)
        key = ("notices", context["SITEURL"], *(each.slug for each in lasting))
        if key not in self._shared:
            self._shared[key] = self.render("notices", context, notices=lasting) if lasting else Markup("")
        return self._shared[key]

    @pass_context
    def meetups(self, context: Context, limit: int | str = 0, heading: int = 3) -> Markup:
        """The next dates at which somebody can be met."""
        self._check("meetups", limit=limit)
        return self.render("meetups", context, events=self.site.coming[: int(limit) or None], heading=heading)

    @pass_context
    def previews(
        self, context: Context, limit: int | str = 0, items: Iterable[Preview] | None = None, heading: int = 3
    ) -> Markup:
        """What isn't made yet and asks for answers: the previews given, or all that are open."""
        self._check("previews", limit=limit)
        chosen = tuple(items) if items is not None else self.site.open_previews
        return self.render("previews", context, previews=chosen[: int(limit) or None], heading=heading)

    @pass_context
    def starter(self, context: Context, question: str = "", preview: str = "", heading: int = 2) -> Markup:
        """A question with a form and the published answers: this one, that of a preview, or what the page asks."""
        starter = self._starter(context.get("article") or context.get("page"), question, preview)
        asks = starter.preview is None or self.site.still_asks(starter.preview)
        form = self._forms.answer(context, starter) if asks else ""
        answers = self.site.board.about(*starter.files)[::-1]
        return self.render("starter", context, starter=starter, form=form, answers=answers, heading=heading)

    def _starter(self, content: object, question: str, preview: str) -> Starter:
        asked = question or ("" if preview else question_of(content))
        self._check("starter", question=asked, preview=preview)
        if preview:
            return Starter.of(self.site.previews_by_slug[preview])
        if not isinstance(content, Content):
            message = "No page or article stands here that could be answered. Name a preview instead."
            raise BadContent([Problem("converse.starter() in a template", 0, message)])
        files = (each.get_relative_source_path() for each in (content, *content.translations))
        return Starter(asked, tuple(filter(None, files)))

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
    def form(
        self,
        context: Context,
        /,
        form: str,
        request: str = "",
        heading: int = 2,
        meetup: str = "",
        title: str = "",
        **more: str,
    ) -> Markup:
        """A form of this name; `request` or `meetup` is the slug of what it belongs to, `title` its heading in words.

        `more` may hold `backend`, `id` and `url`, for this form alone, and what its fields are filled in with.
        """
        self._check("form", form=form, request=request, meetup=meetup, heading=title, **more)
        said = tuple((key, str(value)) for key, value in sorted(more.items()) if value)
        level = 0 if title == NO_FORM else heading
        return self._forms.piece(context, Wanted(form, level, "" if title == NO_FORM else title, said), request, meetup)

    @pass_context
    def foot_form(self, context: Context, foot: str = "") -> Markup:
        """The form at the foot of a page: the one to ask with, or what the page says in its metadata."""
        said = {"form": "ask"} if not foot else read_foot(foot)
        return Markup(self.form(context, **said, heading=2 if foot else 0)) if said else Markup("")

    def check_forms(self) -> Iterator[Problem]:
        """Problems with the forms that a designer's templates make."""
        return self._forms.check()

    @cached_property
    def _forms(self) -> FormPieces:
        return FormPieces(self)

    def piece(self, name: str, said: Mapping[str, str], names: Mapping[str, Any], heading: int) -> Markup:
        """A piece by its name and options, as blocks and elements ask for it.

        `names` are those of its context, and `heading` is the level that its headings begin with.
        """
        method = getattr(self, name)
        if "heading" in said:
            said = {"title" if key == "heading" else key: value for key, value in said.items()}
        return Markup(method(self.context(names), heading=heading, **said))
